"""What all labs share: layout, undo, errors in place, and staying true to the reader's object.

A lab is a view of an object of the reader's: turning a slider writes into that object's memory, and
after each cell the lab compares the object with what it drew and redraws. A subclass says which
parts it has and answers five questions::

    class DialLab(Lab):
        PARTS = ("picture", "slider")             # what show= may name
        TITLE = "DialLab"

        def __init__(self, dial, *, show=None, size=None):
            super().__init__(show=show, size=size)
            self.dial = dial
            angle = self.control("angle", Slider("angle", dial.angle), self._turn)
            self.picture = Panel()
            self.build(left=[self.picture], right=[angle])     # only what show= asks for

        def _turn(self, value):                   # a control's new value -> the object
            self.dial.angle = value

        def _state(self):                         # a copy of all that can change
            return {"angle": self.dial.angle}

        def _restore(self, state):                # ... and back into the object
            self.dial.angle = state["angle"]

        def _draw(self):                          # push everything from the object to the views
            self.controls["angle"].value = self.dial.angle
            self.picture.html = ...

        def describe(self):                       # what it shows now, in words
            return f"The dial points to {self.dial.angle}."

`_sentence()` (by default `describe()`) is the sentence below, `_figure()` the matplotlib Figure of
the stored picture, `as_code()` the Python that recreates the state. Events of views go through
`self.listen(view, {"row": self._choose})`; a change made elsewhere through `self.change(...)`.

Whatever an exception or an interrupt leaves half done is taken back: the object is restored, the
lab redrawn, and the reason shown. Core knows nothing of labs. A lab holds the reader's object; what
holds the lab is `labs.cells`, until `close()` or until the cell that made it runs again.
"""

import time
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets
import numpy as np

from nnlab.labs import cells
from nnlab.live.owner import Runner, owner
from nnlab.live.panel import Panel, button, markup
from nnlab.live.theme import css
from nnlab.live.view import View, in_words, with_picture
from nnlab.plots.picture import to_png

ONE_STEP = 1.0  # seconds: moves of one control that follow each other faster are one undo step
UNDO_STEPS = 500


class _Header(Panel):
    """A lab's title and its undo buttons; it also speaks for the whole lab."""

    _css = css("panel.css", Path(__file__).with_name("lab.css"))


class Lab(ipywidgets.VBox):
    """Base of all labs; see the module for what a subclass provides.

    Parameters
    ----------
    show : names out of `PARTS`; None: all of them
    size : "presenter" for a projector, None for a page
    """

    TITLE = "Lab"
    PARTS: tuple[str, ...] = ()
    _closed = True  # until it is open: a lab that fails to open has nothing to close

    def __init__(self, *, show: str | Sequence[str] | None = None, size: str | None = None) -> None:
        self._parts = self._checked_parts(show)
        if size not in (None, "presenter"):
            raise ValueError(f'size must be "presenter" or None, not {size!r}')
        super().__init__()
        self._closed = False
        self.controls: dict[str, Any] = {}
        self._undo: list[dict] = []
        self._redo: list[dict] = []
        self._last: tuple[Hashable, float] = (None, 0.0)
        self._drawn: dict | None = None  # the state on screen; None: unknown
        self._error = ""
        self._drawing = False
        self._runners: list[Runner] = []
        self._header = _Header()
        self._sentence_panel = Panel(live=True)
        self.add_class("nnlab")
        self.add_class("nnlab-lab")
        self._size = size
        if size:
            self.add_class(f"nnlab-{size}")

    # What a subclass provides

    def _state(self) -> dict[str, Any]:
        """A copy of everything that can change: arrays, numbers, words, by name."""
        raise NotImplementedError

    def _restore(self, state: dict[str, Any]) -> None:
        """Write a state from `_state` back into the object."""
        raise NotImplementedError

    def _draw(self) -> None:
        """Push everything from the object to the views and controls."""
        raise NotImplementedError

    def describe(self) -> str:
        """What the lab shows now, in words."""
        raise NotImplementedError

    def as_code(self) -> str:
        """Python that recreates this state."""
        raise NotImplementedError

    def _sentence(self) -> str:
        """The sentence below the lab: `Markup`, or plain text."""
        return self.describe()

    def _figure(self) -> Any:
        """The stored picture as a matplotlib Figure, or None."""
        return None

    # What a subclass uses

    def _options(self) -> str:
        """What `as_code` adds to the other arguments: show= and size=, where they were given."""
        show = "" if self._shows_all() else f", show={list(self._parts)!r}"
        return show + (f", size={self._size!r}" if self._size else "")

    def _shows_all(self) -> bool:
        return self._parts == self.PARTS

    def shows(self, part: str) -> bool:
        """Whether `show=` asked for this part."""
        return part in self._parts

    def control(self, name: str, view: View, write: Callable[[Any], None]) -> View:
        """Add a control to `.controls`; `write(value)` puts its new value into the object."""
        self.controls[name] = view
        view.observe(lambda change: self._moved(name, write, change["new"]), "value")
        return view

    def listen(self, view: View, actions: dict[str, Callable[[dict], None]]) -> View:
        """Call `actions[event["type"]](event)` for a view's events; each may change the object."""

        def act(event: dict) -> None:
            action = actions.get(event.get("type"))
            if action is not None:
                self.change(lambda: action(event), key=(id(view), event.get("type")))

        view.on_event(act)
        return view

    def runner(self, step: Callable[[], Any], **options: Any) -> Runner:
        """A training task that draws this lab, reports its errors here and ends with it."""
        runner = Runner(
            step, self.draw, save=self._state, restore=self._restore, on_error=self._fail, **options
        )
        self._runners.append(runner)
        return runner

    def build(self, left: Sequence[Any] = (), right: Sequence[Any] = (), below: Any = ()) -> None:
        """Lay the views out, draw them for the first time, and keep up from then on."""
        self._header.on_event(self._pressed)
        columns = [ipywidgets.VBox(list(views)) for views in (left, right) if views]
        for column, place in zip(columns, ("left", "right") if left else ("right",), strict=False):
            column.add_class(f"nnlab-{place}")
        body = ipywidgets.Box(columns)
        body.add_class("nnlab-body")
        if len(columns) == 1:
            body.add_class("nnlab-single")
        self._header.add_class("nnlab-speaker")
        self._sentence_panel.add_class("nnlab-below")
        self.children = [self._header, body, *below, self._sentence_panel]
        self._stop_watching = owner().watch(self._wait)
        self.draw()
        cells.register(self)

    def change(self, action: Callable[[], None], key: Hashable = None) -> None:
        """Do `action()`, which changes the object, as one step that can be undone.

        Steps with the same `key` that follow within a second count as one. An exception, or an
        interrupt, takes the change back and is shown in the lab.
        """
        if self._closed:
            return
        before, history = self._state(), (self._undo[:], self._redo[:], self._last)
        try:
            action()
            self._error = ""
            self._note(before, key)
            self.draw()
        except BaseException as error:
            self._restore(before)
            self._undo[:], self._redo[:], self._last = history
            self._fail(error)
            if not isinstance(error, Exception):
                raise

    def draw(self) -> None:
        """Show the object as it is now."""
        if self._closed:
            return
        self._drawn = None  # until all of it is there
        self._drawing = True
        try:
            self._draw()
            self._sentence_panel.html = markup(
                '<div class="nnlab-sentence">{}</div>', self._sentence()
            )
            self._draw_header()
            self._drawn = self._state()
        finally:
            self._drawing = False

    # What a reader uses

    def undo(self) -> None:
        """Take the last change back."""
        owner().event(self._travel, self._undo, self._redo)

    def redo(self) -> None:
        """Do it again."""
        owner().event(self._travel, self._redo, self._undo)

    def close(self) -> None:
        """Take the lab off the page and let go of everything it made."""
        if self._closed:
            super().close()
            return
        self._closed = True
        cells.forget(self)
        for runner in self._runners:
            runner.close()
        if hasattr(self, "_stop_watching"):
            self._stop_watching()
        hidden = [view for view in vars(self).values() if isinstance(view, View)]
        for widget in {*_all_widgets(self), *self.controls.values(), *hidden} - {self}:
            widget.unobserve_all()
            if isinstance(widget, ipywidgets.DOMWidget) and widget.comm is not None:
                widget.layout.close()
            widget.close()
        layout = self.layout
        super().close()
        layout.close()

    def png(self) -> bytes | None:
        """The stored picture: what a page shows where no kernel runs."""
        figure = self._figure()
        if figure is None:
            return None
        return to_png(figure)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.describe() if not self._closed else 'closed'})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_picture(super()._repr_mimebundle_(**kwargs), self)

    # Inside

    @classmethod
    def _checked_parts(cls, show: Any) -> tuple[str, ...]:
        if show is None:
            return cls.PARTS
        several = np.iterable(show) and not isinstance(show, str)
        parts = tuple(show) if several else (show,)
        unknown = [part for part in parts if part not in cls.PARTS]
        if unknown or not parts:
            what = f"has no part {unknown[0]!r}" if unknown else "needs at least one part"
            raise ValueError(f"{cls.__name__} {what}: show= takes {', '.join(cls.PARTS)}")
        return tuple(part for part in cls.PARTS if part in parts)

    def _moved(self, name: str, write: Callable[[Any], None], value: Any) -> None:
        if self._drawing and owner().here:
            return  # it is the lab itself that moves its control
        owner().latest((id(self), name), self.change, lambda: write(value), ("control", name))

    def _pressed(self, event: dict) -> None:
        {"undo": self.undo, "redo": self.redo}.get(event["type"], lambda: None)()

    def _note(self, before: dict, key: Hashable) -> None:
        now = self._state()
        if _same(before, {name: now[name] for name in before}):
            return
        last, when = self._last
        now = time.monotonic()
        if key is None or key != last or now - when > ONE_STEP or not self._undo:
            self._undo.append(before)
            del self._undo[:-UNDO_STEPS]
        self._redo.clear()
        self._last = (key, now)

    def _travel(self, back: list[dict], forth: list[dict]) -> None:
        if self._closed or not back:
            return
        now, history = self._state(), (self._undo[:], self._redo[:], self._last)
        try:
            state = back.pop()
            self._restore(state)
            forth.append({name: now[name] for name in state})
            self._last = (None, 0.0)
            self._error = ""
            self.draw()
        except BaseException as error:
            self._restore(now)
            self._undo[:], self._redo[:], self._last = history
            self._fail(error)
            if not isinstance(error, Exception):
                raise

    def _fail(self, error: BaseException) -> None:
        """Show what went wrong, and the object as it was before."""
        if isinstance(error, KeyboardInterrupt):
            self._error = "Interrupted. This is the state before."
        else:
            self._error = in_words(error)
        try:
            self.draw()
        except Exception as second:  # the object itself can't be drawn
            self._drawn = None
            self._error = in_words(second)
            self._draw_header()

    def _sync(self) -> None:
        """Redraw if a cell changed the object."""
        try:
            now = self._state()
            if self._drawn is None or not _same(self._drawn, now):
                before = self._drawn
                self._error = ""
                if before is not None:
                    self._undo.append(before)
                    self._redo.clear()
                    self._last = (None, 0.0)
                self.draw()
        except Exception as error:
            self._error = in_words(error)
            self._draw_header()

    def _wait(self, late: bool) -> None:
        self._header.send({"waiting": late})  # a message and no more: this may be another thread

    def _draw_header(self) -> None:
        undo = button(
            "↶", {"type": "undo"}, name="Undo", enabled=bool(self._undo), keys="Control+Z"
        )
        redo = button(
            "↷",
            {"type": "redo"},
            name="Redo",
            enabled=bool(self._redo),
            keys="Control+Shift+Z Control+Y",
        )
        self._header.error = self._error
        self._header.html = markup(
            '<div class="nnlab-title">{}</div><div class="nnlab-buttons">{}{}</div>',
            self.TITLE,
            undo,
            redo,
        )


def _same(a: dict, b: dict) -> bool:
    """Whether two states hold the same values; NaN equals itself."""
    if a.keys() != b.keys():
        return False
    for name, old in a.items():
        new = b[name]
        if isinstance(old, np.ndarray) or isinstance(new, np.ndarray):
            old, new = np.asarray(old), np.asarray(new)
            if old.shape != new.shape or old.tobytes() != new.tobytes():
                return False
        elif old is not new and old != new:
            return False
    return True


def _all_widgets(box: ipywidgets.Box) -> list[ipywidgets.Widget]:
    """A box and all that it holds."""
    found = [box]
    for child in box.children:
        found += _all_widgets(child) if isinstance(child, ipywidgets.Box) else [child]
    return found
