"""What a lab is made of: parts (pictures, sliders, panels) in boxes.

A `Part` is a plain traitlets object. It has no model of its own in the browser: its traits go
through the `Stage` that shows it. So a lab has one comm, one module, and few messages a change::

    class Dial(Part):                       # js/dial.js shows it
        angle = traitlets.Float(0)

    stage = Stage(Box([Dial(), Slider("angle", 0)], "nnlab-rail"))
"""

import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import traitlets

from nnlab.live.stage import Stage, owner

__all__ = ["POINTING", "Box", "Part", "in_words", "with_picture"]

POINTING = {"look", "place", "leave"}  # a hand that only passes by: no error is wiped by it
_log = logging.getLogger("nnlab")
_numbers = itertools.count(1)


def in_words(error: BaseException) -> str:
    """An exception as a sentence for the reader.

    >>> in_words(ValueError("w1 needs a number"))
    'w1 needs a number'
    >>> in_words(ZeroDivisionError())
    "That didn't work. Go on from here, or run the cell again."
    """
    ours = isinstance(error, ValueError | traitlets.TraitError)  # written for readers
    return (ours and str(error)) or "That didn't work. Go on from here, or run the cell again."


def with_picture(bundle: Any, shown: Any, picture: bytes | None = None) -> Any:
    """A widget's mime bundle with the short repr of what it shows, and a picture, a PNG."""
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    more = {} if picture is None else {"image/png": picture}
    return {**data, "text/plain": repr(shown), **more}, metadata


class Part(traitlets.HasTraits):
    """A picture or a control; see the module for how to make one.

    Attributes
    ----------
    id : its name on the wire
    text : what it shows now, in words: the text alternative
    error : what went wrong, shown in place; "" hides it
    way_back : words on a button beside it, which sends ``{"type": "way back"}``; "" for none
    classes : of its element, for style sheets
    hidden : whether it is left out of the page
    """

    id: str
    stages: set[Stage]  # those that show it

    KIND = ""  # what shows it, js/KIND.js: the class's own name, without "View", in small letters
    PICTURE = False  # whether it's part of a printed page

    text = traitlets.Unicode()
    error = traitlets.Unicode()
    way_back = traitlets.Unicode()
    classes = traitlets.List(traitlets.Unicode())
    hidden = traitlets.Bool(False)

    def __init_subclass__(cls) -> None:
        if "KIND" not in vars(cls):
            cls.KIND = cls.__name__.removesuffix("View").lower()

    def __init__(self, **traits: Any) -> None:
        self.id = f"{self.KIND}{next(_numbers)}"
        self.stages = set()
        self._handlers: list[Callable[[dict], None]] = []
        super().__init__(**traits)
        self.observe(lambda change: self.tell(change["name"]))

    def __setattr__(self, name: str, value: Any) -> None:
        annotated = (name in vars(each).get("__annotations__", ()) for each in type(self).__mro__)
        if not (name.startswith("_") or hasattr(type(self), name) or any(annotated)):
            raise AttributeError(f"{type(self).__name__} has no {name!r} that can be set")
        super().__setattr__(name, value)

    def put(self, values: dict[str, Any]) -> None:
        """Set these traits, in one message."""
        with self.hold():
            for name, value in values.items():
                setattr(self, name, value)

    def tell(self, *names: str) -> None:
        """Send these traits to all pages, with all that changes in the same hold."""
        for stage in list(self.stages):
            stage.touch(self, names)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Send what changes inside as one message."""
        with ExitStack() as stack:
            for stage in self.stages:
                stack.enter_context(stage.hold())
            yield

    def add_class(self, name: str) -> None:
        """Give its element a class."""
        self.classes = [*self.classes, name]

    def on_event(self, handler: Callable[[dict], None]) -> None:
        """Call `handler(event)` for each event from the browser."""
        self._handlers.append(handler)

    def event(self, event: dict) -> None:
        """Report an event as the browser would: `part.event({"type": "row", "index": 2})`."""
        owner().call(self.dispatch, event)

    def dispatch(self, event: dict) -> None:
        """Hand an event to those who listen; an exception is shown in place, and logged."""
        try:
            if self.error and event.get("type") not in POINTING:
                self.error = ""
            for handler in list(self._handlers):
                handler(event)
        except Exception as error:
            _log.error("an event's handler failed", exc_info=error)
            self.error = in_words(error)

    def snapshot(self, names: Iterable[str] = ()) -> dict[str, Any]:
        """All that the browser needs to show it, or these traits alone."""
        values = {name: getattr(self, name) for name in names or self.traits()}
        # marimo shows a str's subclass as [object Object]
        return {name: str(it) if isinstance(it, str) else it for name, it in values.items()}

    def close(self) -> None:
        """Let go of those who listen, and of what it showed."""
        for stage in list(self.stages):
            if stage.tree.children == [self]:
                stage.close()  # its own
        self.stages, self._handlers = set(), []
        self.unobserve_all()
        for name, value in list(self._trait_values.items()):
            if isinstance(value, bytes | list | dict):
                del self._trait_values[name]  # back to the default

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text})"  # no address: a page compares it

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_picture(self._display_()._repr_mimebundle_(**kwargs), self)

    def _display_(self) -> Stage:  # marimo asks for this
        alone = (stage for stage in self.stages if stage.tree.children == [self])
        return next(alone, None) or Stage(Box([self]))


class Box:
    """Parts, boxes and labs side by side, in an element with these classes; no widget.

    >>> Box([Part(), Box([], "nnlab-views")], "nnlab-picture").classes
    'nnlab-picture'
    """

    def __init__(self, children: Iterable[Any] = (), classes: str = "") -> None:
        self.id = f"box{next(_numbers)}"
        self.children: list[Part | Box] = [getattr(each, "tree", each) for each in children]
        self.classes = classes

    def add_class(self, name: str) -> None:
        """Give its element a class, before it is shown."""
        self.classes = f"{self.classes} {name}".strip()

    def parts(self) -> list[Part]:
        """All the parts in it, in boxes as well."""
        inside = [[each] if isinstance(each, Part) else each.parts() for each in self.children]
        return [part for parts in inside for part in parts]

    def described(self) -> dict[str, Any]:
        """The tree as the browser builds it: a part is its id."""
        inside = [each.id if isinstance(each, Part) else each.described() for each in self.children]
        return {"id": self.id, "classes": self.classes, "children": inside}
