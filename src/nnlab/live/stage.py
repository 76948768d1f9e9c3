"""One widget a lab: a stage, and on it the parts that a lab is made of.

A `Part` (a picture, a slider, a panel) is a plain traitlets object. It has no model of its own in
the browser: its traits go through the `Stage` that shows it, an anywidget. So a lab has one comm,
one module, and one message for each change::

    class Dial(Part):
        KIND = "dial"                       # js/stage.js knows it by this name
        angle = traitlets.Float(0)

    stage = Stage(Box([Dial(), Slider("angle", 0)], "nnlab-right"))

The way of a slider's move, from browser to pixels::

    1  slider.js  set            snaps the value and shows it
    2  wire.js    flush          one message in flight; the newest value wins
    3  stage.py   _receive       on whatever thread the kernel uses: into the inbox
    4  stage.py   Part.take      on the owner's thread: validated; observers hear of it
    5  lab.py     change         writes it into the reader's object
    6  lab.py     draw           the lab's pictures first, then its words
    7  stage.py   _flush         what has changed, as one message, pictures before words
    8  wire.js    take           pictures now, the rest after the frame
    9  plane.js   paint

Before a page has said *hello* nobody hears messages, but front ends and nbclient keep the state: so
a change goes as the whole `state` then, and later as what has changed. Every value that the browser
sets goes back to all pages as Python has it, so Python wins, and two tabs agree. Events arrive in
order on the owner's thread; an exception in a handler is shown in the part, and logged.
"""

import itertools
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import anywidget
import traitlets

from nnlab.live.bundle import module
from nnlab.live.owner import owner
from nnlab.live.theme import css
from nnlab.live.wire import merge, plain, split

__all__ = ["POINTING", "Box", "Part", "Stage", "in_words", "with_picture"]

WORDS = {"text", "error", "caption", "names", "classes", "hidden"}  # they leave a canvas as it is
POINTING = {"look", "place", "leave"}  # a hand that only passes by: no error is wiped by it
_log = logging.getLogger("nnlab")
_numbers = itertools.count(1)


def in_words(error: BaseException) -> str:
    """An exception as a sentence for the reader.

    >>> in_words(ValueError("w1 needs a number"))
    'w1 needs a number'
    >>> in_words(ZeroDivisionError())
    'ZeroDivisionError'
    """
    words = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    if isinstance(error, ValueError | traitlets.TraitError) and words:
        return words  # ours: written for readers
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def with_picture(bundle: Any, shown: Any, picture: bytes | None = None) -> Any:
    """A widget's mime bundle with the short repr of what it shows, and a picture, a PNG."""
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    data = {**data, "text/plain": repr(shown)}
    if picture is not None:
        data["image/png"] = picture
    return data, metadata


class Part(traitlets.HasTraits):
    """A picture or a control; see the module for how to make one.

    Attributes
    ----------
    id : its name on the wire
    text : what it shows now, in words: the text alternative
    error : what went wrong, shown in place; "" hides it
    classes : of its element, for style sheets
    hidden : whether it is left out of the page
    """

    id: str
    stages: "list[Stage]"

    KIND = ""
    PICTURE = False  # whether its canvas is painted before panels and controls

    text = traitlets.Unicode()
    error = traitlets.Unicode()
    classes = traitlets.List(traitlets.Unicode())
    hidden = traitlets.Bool(False)

    def __init__(self, **traits: Any) -> None:
        self.id = f"{self.KIND}{next(_numbers)}"
        self.stages: list[Stage] = []
        self._handlers: list[Callable[[dict], None]] = []
        super().__init__(**traits)
        self.observe(self._tell)

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name.startswith("_") or hasattr(type(self), name) or self._declares(name)):
            raise AttributeError(f"{type(self).__name__} has no {name!r} that can be set")
        super().__setattr__(name, value)

    @classmethod
    def _declares(cls, name: str) -> bool:
        return any(name in vars(each).get("__annotations__", ()) for each in cls.__mro__)

    def put(self, values: dict[str, Any]) -> None:
        """Set these traits, in one message."""
        with self.hold():
            for name, value in values.items():
                setattr(self, name, value)

    def add_class(self, name: str) -> None:
        """Give its element a class."""
        self.classes = [*self.classes, name]

    def on_event(self, handler: Callable[[dict], None], remove: bool = False) -> None:
        """Call `handler(event)` for each event from the browser (or stop calling it)."""
        if not remove:
            self._handlers.append(handler)
        elif handler in self._handlers:
            self._handlers.remove(handler)

    def event(self, event: dict) -> None:
        """Report an event as the browser would: `part.event({"type": "row", "index": 2})`."""
        owner().call(self._dispatch, event)

    def take(self, values: dict[str, Any]) -> None:
        """Values from the browser: validated as any other. It hears what Python makes of them."""
        known = {name: value for name, value in values.items() if self.has_trait(name)}
        self.error = ""
        try:
            with self.hold_trait_notifications():
                for name, value in known.items():
                    setattr(self, name, value)
        except traitlets.TraitError as error:
            self.error = in_words(error)
        for name in known:
            self._tell({"name": name})

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Send what changes inside as one message."""
        with ExitStack() as stack:
            for stage in self.stages:
                stack.enter_context(stage.hold())
            yield

    def snapshot(self) -> dict[str, Any]:
        """All that the browser needs to show it."""
        return {name: plain(getattr(self, name)) for name in self.traits()}

    def close(self) -> None:
        """Let go of those who listen, and of what it showed."""
        for stage in list(self.stages):
            if stage.tree.children == [self]:
                stage.close()  # its own
            else:
                self.stages.remove(stage)
        self._handlers = []
        self.unobserve_all()
        for name, value in list(self._trait_values.items()):
            if isinstance(value, bytes | list | dict):
                del self._trait_values[name]  # back to the default

    def _tell(self, change: Any) -> None:
        for stage in list(self.stages):
            stage.touch(self, change["name"])

    def _dispatch(self, event: dict) -> None:
        try:
            if self.error and event.get("type") not in POINTING:
                self.error = ""
            for handler in list(self._handlers):
                handler(event)
        except Exception as error:
            _log.error("an event's handler failed", exc_info=error)
            self.error = in_words(error)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text})"  # no address: a page compares it

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_picture(self._display_()._repr_mimebundle_(**kwargs), self)

    def _display_(self) -> "Stage":  # marimo asks for this
        alone = (stage for stage in self.stages if stage.tree.children == [self])
        return next(alone, None) or Stage(Box([self]))


class Box:
    """Parts, boxes and labs side by side, in an element with these classes; no widget.

    >>> Box([Part(), Box([], "nnlab-left")], "nnlab-body").classes
    'nnlab-body'
    """

    def __init__(self, children: Iterable[Any] = (), classes: str = "") -> None:
        self.id = f"box{next(_numbers)}"
        self.children: list[Part | Box] = [tree_of(child) for child in children]
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


def tree_of(shown: Any) -> Any:
    """A lab's tree; a part or a box itself."""
    return getattr(shown, "tree", shown)


class Stage(anywidget.AnyWidget):
    """What the browser shows of a tree of parts; the only widget of a lab."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _id = traitlets.Unicode().tag(sync=True)
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)  # a comm of its own, else
    state = traitlets.Any().tag(sync=True, to_json=lambda _, stage: stage.whole())

    def __init__(self, tree: Box) -> None:
        self.tree = tree
        self._shown: dict[str, Part] = {}
        self._dirty: dict[Part, set[str]] = {}
        self._picture = False  # whether a picture among them has to be painted anew
        self._holds = 0
        self._heard = False  # whether a page has said hello
        self._inbox: list[list] = []
        self._numbers: dict[str, int] = {}  # of each page's last message in the inbox
        self._acks: dict[str, int] = {}  # of those that are dealt with, to be answered
        self._lock = threading.Lock()
        self._attach()
        name = uuid.uuid4().hex
        super().__init__(model_id=name, _id=name, _esm=module("stage.js"), _css=css())
        self.on_msg(self._receive)
        self._unwatch = owner().watch(self._wait)

    def whole(self) -> dict[str, Any]:
        """All that a page needs to begin: what each part shows, and where it stands."""
        return self._described(self._shown.values())

    def rearrange(self) -> None:
        """Show the tree as it is now: with other parts, or in another order."""
        new = self._attach()
        self._out(lambda: self._described(new))

    def touch(self, part: Part, name: str) -> None:
        """This trait of a part has changed: send it, with all that changes in the same hold.

        A picture doesn't wait for the words: it goes when they begin.
        """
        if self._picture and not part.PICTURE and self._holds:
            self._flush(pictures=True)
        self._picture |= part.PICTURE and name not in WORDS
        self._dirty.setdefault(part, set()).add(name)
        if not self._holds:
            self._flush()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Send what changes inside as one message, pictures in one before it."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            if not self._holds:
                self._flush()

    def close(self) -> None:
        """Take it off the page, and out of the kernel."""
        self.tree = Box()
        self._attach()
        self._dirty = {}
        self.on_msg(self._receive, remove=True)
        self._unwatch()
        super().close()

    # Down

    def _described(self, parts: Iterable[Part]) -> dict[str, Any]:
        kinds = {part.id: {"kind": part.KIND, "values": part.snapshot()} for part in parts}
        return {"parts": kinds, "tree": self.tree.described()}

    def _attach(self) -> list[Part]:
        """Listen to the parts of the tree, and to no others; returns the new ones."""
        before, self._shown = self._shown, {part.id: part for part in self.tree.parts()}
        for id_, part in before.items():
            if id_ not in self._shown and self in part.stages:
                part.stages.remove(self)
        new = [part for id_, part in self._shown.items() if id_ not in before]
        for part in new:
            part.stages.append(self)
        return new

    def _flush(self, pictures: bool = False) -> None:
        """Send what has changed; of the pictures alone, the rest waits with the answers."""
        gone = {part: names for part, names in self._dirty.items() if part.PICTURE or not pictures}
        values = {
            part.id: {name: plain(getattr(part, name)) for name in names}
            for part, names in gone.items()
            if part.id in self._shown
        }
        self._dirty = {part: names for part, names in self._dirty.items() if part not in gone}
        self._picture = False
        acks: dict[str, int] = {}
        if not pictures:
            acks, self._acks = self._acks, acks
        if values or acks:
            self._out(lambda: {"set": values} | ({"ack": acks} if acks else {}))

    def _out(self, message: Callable[[], dict[str, Any]]) -> None:
        """A message to the pages; where none has said hello yet, the state."""
        if self._heard:
            self.send(*split(message()))
        elif self.comm is not None:
            self.send_state("state")

    def _wait(self, late: bool) -> None:
        if self._heard:
            self.send({"waiting": late})  # a message and no more: this may be another thread

    # Up

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """A message from a page: perhaps on a subshell's thread, so it only fills the inbox."""
        if not (isinstance(content, dict) and isinstance(content.get("items"), list)):
            return
        self._heard = True
        page, number = str(content.get("from")), content.get("n")
        if not number:
            return  # hello
        with self._lock:
            self._numbers[page] = number
            for item in content["items"]:
                merge(self._inbox, item)
        owner().call(self._take_inbox)

    def _take_inbox(self) -> None:
        """All that is asked for, in order, and one answer; what an interrupt leaves stays there."""
        with self.hold():
            while item := self._next():
                kind, id_, what = item
                part = self._shown.get(id_)
                if part is None or not isinstance(what, dict):
                    continue
                if kind == "set":
                    part.take(what)
                elif isinstance(what.get("type"), str):
                    part._dispatch(what)

    def _next(self) -> list | None:
        with self._lock:
            if self._inbox:
                return self._inbox.pop(0)
            self._acks |= self._numbers
            self._numbers = {}
            return None
