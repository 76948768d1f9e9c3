"""What all labs share: layout, undo, errors in place, and staying true to the reader's object.

A lab is a view of an object of the reader's: turning a slider writes into that object's memory, and
after each cell the lab compares the object with what it drew and redraws. A subclass says what can
change, which controls read and write it, and how it is drawn::

    class DialLab(Lab):
        TITLE, PARTS = "DialLab", ("picture", "slider")      # what show= may name

        def __init__(self, dial, *, show=None, size=None):
            super().__init__(show=show, size=size)
            self.model = dial                     # it can read() and describe() itself
            self.keep(dial, "angle")              # what can change: undo takes it back
            slider = Slider("angle", dial.angle)
            angle = self.control("angle", slider, **attribute(dial, "angle"), part="slider")
            self.picture = Panel()
            self.listen(self.picture, {"row": dial.choose})  # an event that changes the object
            self.build(left=[self.part("picture", self.picture)], right=[angle])

        def _draw(self):                          # push the numbers to the views
            self.picture.html = ...

Whatever an exception or an interrupt leaves half done is taken back: the object is restored, the
lab redrawn, and the reason shown. Core knows nothing of labs. A lab holds the reader's object; what
holds the lab is `labs.cells`, until `close()` or until the cell that made it runs again.
"""

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from nnlab.core import Network
from nnlab.labs import cells
from nnlab.labs.controls import Control, Offer
from nnlab.labs.page import Page, checked_parts, checked_size
from nnlab.labs.undo import Fields, Undo
from nnlab.live.choice import Choice
from nnlab.live.part import POINTING, Part, in_words, with_picture
from nnlab.live.stage import Stage, owner
from nnlab.plots.picture import parts_figure, to_png

Show = str | Sequence[str] | None  # the parts to show, out of a lab's PARTS; None: all that suit
Size = str | None  # "presenter" for a projector
Action = Callable[[], None]
_log = logging.getLogger("nnlab")


class Lab:
    """Base of all labs; see the module for what a subclass provides.

    A lab is no widget, it has one: `lab.stage`, made when it is shown first. That goes into an
    `ipywidgets.VBox`; another lab may hold this one, in its `tree`.

    Parameters
    ----------
    show : names out of `PARTS`; None: all that suit
    unfit : the parts that don't suit this object, and why
    size : "presenter" for a projector, None for a page

    Attributes
    ----------
    model : what it shows, without widgets, with `read()` and `describe()`
    controls : the sliders and choices by name: ``lab.controls["w1"].value = 2``
    tree : all that it shows, in boxes
    last_error : the exception behind the sentence that the lab shows, with its traceback, or None
    """

    TITLE = "Lab"
    PARTS: tuple[str, ...] = ()
    model: Any
    _closed = True  # until it is open: a lab that fails to open has nothing to close

    def __init__(
        self, *, show: Show = None, size: Size = None, unfit: Mapping[str, str] | None = None
    ) -> None:
        self._parts = checked_parts(type(self).__name__, self.PARTS, show, unfit or {})
        self._by_itself = show is None
        self._size = checked_size(size)
        self._closed = False
        self.page = Page(self.TITLE, size)
        self.tree, self._header = self.page.tree, self.page.header
        self.controls: dict[str, Any] = {}
        self._controls: list[Control] = []
        self._fields, self._undo = Fields(), Undo()
        self._drawn: dict | None = None  # the state on screen; None: unknown
        self._error, self._drawing = "", False
        self.last_error: BaseException | None = None

    # What a subclass provides

    def _read(self) -> None:
        """Compute once what is drawn, with no side effect; ValueError says why it can't be."""
        self.model.read()

    def _draw(self) -> None:
        """Push the numbers to the views; the controls draw themselves."""
        raise NotImplementedError

    def _describe(self) -> str:
        """What the lab shows now, in words; after `_read`."""
        return self.model.describe()

    def _sentence(self) -> str:
        """The sentence below the lab: `Markup`, or plain text."""
        return self._describe()

    def _briefly(self) -> str:
        """The state in a repr; after `_read`."""
        return self._describe()

    def _record(self) -> None:
        """Keep what the reader has achieved; called after `_read` where something has changed."""

    def _before_undo(self, step: dict[str, Any]) -> None:
        """A step, field -> value, is about to be taken back or done again."""

    def _cell_changed(self, drawn: dict[str, Any]) -> None:
        """Something else has changed the object since this state was drawn."""

    def _figure(self) -> Any:
        """The stored picture as a matplotlib Figure, or None: what it shows, side by side."""
        return parts_figure([part for part in self.tree.parts() if part.PICTURE])

    def as_code(self) -> str:
        """Python that recreates this state."""
        raise NotImplementedError

    # What a subclass uses

    def _python(self, imports: str, made: str, call: str) -> str:
        """The text of `as_code`: what is imported, made, and given to the lab with its options."""
        name = type(self).__name__
        imported = f"from nnlab import {imports}\n" if imports else ""
        show = "" if self._by_itself else f", show={list(self._parts)!r}"
        size = f", size={self._size!r}" if self._size else ""
        return f"{imported}from nnlab.labs import {name}\n\n{made}{name}({call}{show}{size})\n"

    def shows(self, part: str) -> bool:
        """Whether `show=` asked for this part."""
        return part in self._parts

    def part(self, name: str, view: Any) -> Any:
        """The view, if the lab shows this part; else None, which `build` leaves out."""
        return view if self.shows(name) else None

    def keep(self, owner: Any, *names: str) -> None:
        """Undo takes these attributes of `owner` back; see `labs.undo.Fields`."""
        self._fields.add_attributes(owner, *names)

    def keep_network(self, network: Network) -> None:
        """Undo takes the network's parameters and activations back."""
        self._fields.add_network(network)

    def control(
        self, name: str, view: Part, /, *, part: str | None = None, **declared: Callable
    ) -> Part | None:
        """Add a slider or a choice to `.controls`, if `show=` asks for the part it belongs to.

        What it reads and writes, and when it's seen, is `declared` as of `labs.controls.Control`.
        """
        if part is not None and not self.shows(part):
            view.close()
            return None
        control = Control(view, **declared)
        self.controls[name] = view
        self._controls.append(control)
        view.observe(lambda change: self._moved(control, change["new"]), "value")
        return view

    def choice(
        self, name: str, label: str, offer: Offer, read: Callable, write: Callable, **more: Any
    ) -> Part | None:
        """A control that chooses one of the things on offer; one of the reader's own joins them."""
        now = offer.word(read())
        return self.control(
            name,
            Choice(label, offer.words, now),
            read=lambda: offer.word(read()),
            write=lambda word: write(offer[word]),
            options=lambda: offer.words,
            **more,
        )

    def listen(self, view: Part, actions: Mapping[str, Callable[[dict], None]]) -> None:
        """Call `actions[event["type"]](event)` for a view's events; each may change the object."""

        def act(event: dict) -> None:
            action = actions.get(str(event.get("type")))
            if action is not None:
                keep = self._error if event["type"] in POINTING else ""
                self.change(lambda: action(event), (id(view), event["type"]), error=keep)

        view.on_event(act)

    def build(self, left: Sequence[Any] = (), right: Sequence[Any] = (), below: Any = ()) -> None:
        """Lay the views out (None is left out, lists are opened), draw them, and keep up."""
        self._header.on_event(self._pressed)
        self.page.lay_out(left, right, below)
        self.draw()
        cells.register(self)

    # What changes, and is drawn

    def change(self, action: Action, key: Hashable = None, error: str = "") -> None:
        """Do `action()`, which changes the object, as one step that can be undone.

        Steps with the same `key` that follow within a second count as one. An exception, or an
        interrupt, takes the change back and is shown in the lab; else `error` is, if any.
        """
        if self._closed:
            return
        drawn = self._drawn
        before = drawn if drawn is not None and not self.changed_since(drawn) else self.state()
        self._attempt(action, before, lambda: self.note(before, key), error)

    def note(
        self, before: dict[str, Any], key: Hashable = None, fields: Iterable[str] | None = None
    ) -> None:
        """What has changed since the state `before` (of these fields alone) is a step for undo."""
        changed = [name for name in self.changed_since(before) if fields is None or name in fields]
        if changed:
            self._undo.note({name: before[name] for name in changed}, key)
            cells.follow(self)

    def state(self) -> dict[str, Any]:
        """A copy of all that can change, by the names of the fields."""
        return self._fields.copy()

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back into the object."""
        self._fields.restore(state)

    def changed_since(self, state: dict[str, Any]) -> list[str]:
        """The fields that aren't as in `state` any more."""
        return self._fields.changed(state)

    @property
    def undo_steps(self) -> int:
        """How many changes can be taken back."""
        return len(self._undo)

    def draw(self) -> None:
        """Show the object as it is now."""
        if self._closed:
            return
        known, self._drawn = self._drawn, None  # until all of it is there
        same = known is not None and not self.changed_since(known)
        self._drawing = True
        try:
            # A diverged network is shown, and said, not warned of.
            with self._header.hold(), np.errstate(all="ignore"):
                self._read()
                if not same:
                    self._record()
                self._draw()
                for stage in list(self._header.stages):
                    stage.flush()  # pictures don't wait for the words
                for control in self._controls:
                    control.draw()
                self.page.show_sentence(self._sentence())
                self._draw_header()
            self._drawn = known if same else self.state()
        finally:
            self._drawing = False

    # What a reader uses

    def describe(self) -> str:
        """What the lab shows now, in words."""
        return self._in_words(self._describe)

    def undo(self) -> None:
        """Take the last change back."""
        owner().call(self._take_step, self._undo.past, self._undo.future)

    def redo(self) -> None:
        """Do it again."""
        owner().call(self._take_step, self._undo.future, self._undo.past)

    @property
    def stage(self) -> Stage:
        """The lab's one widget."""
        return self.page.stage

    def close(self) -> None:
        """Take the lab off the page and let go of everything it made."""
        if self._closed:
            return
        self._closed = True
        cells.forget(self)
        hidden = [part for part in vars(self).values() if isinstance(part, Part)]
        self.page.close([*self.controls.values(), *hidden])
        self._undo, self._drawn = Undo(), None

    def png(self) -> bytes | None:
        """The stored picture: what a page shows where no kernel runs."""
        figure = self._figure()
        return None if figure is None else to_png(figure)

    def __repr__(self) -> str:
        shown = "closed" if self._closed else self._in_words(self._briefly)
        return f"{type(self).__name__}({shown})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if self._closed:
            return {"text/plain": repr(self)}
        return with_picture(self.stage._repr_mimebundle_(**kwargs), self, self.png())

    def _display_(self) -> Stage:  # marimo asks for this
        return self.stage

    # Inside

    def _in_words(self, words: Callable[[], str]) -> str:
        with np.errstate(all="ignore"):
            try:
                if not self._drawing:
                    self._read()
                return words()
            except ValueError as error:
                return in_words(error)

    def _moved(self, control: Control, value: Any) -> None:
        if not (self._drawing and owner().here):  # else it is the lab itself that moves it
            owner().call(self.change, lambda: control.write(value), id(control))

    def _pressed(self, event: dict) -> None:
        {"undo": self.undo, "redo": self.redo}.get(event["type"], lambda: None)()

    def _attempt(
        self, action: Action, before: dict[str, Any], note: Action, error: str = ""
    ) -> None:
        """Do it and show it, and then take note of it; else all is as before, and it says why."""
        try:
            with self._header.hold(), np.errstate(all="ignore"):
                action()
                self._error = error
                self.draw()
                note()
                self._draw_header()
        except BaseException as trouble:
            self.restore(before)
            self._fail(trouble)
            if not isinstance(trouble, Exception):
                raise

    def _take_step(self, back: list[dict], forth: list[dict]) -> None:
        """Take the last step of `back`."""
        if self._closed or not back:
            return
        self._before_undo(back[-1])
        if not back:  # a run that this has ended was noted: nothing is left to do again
            return
        now = self.state()

        def note() -> None:
            self._undo.moved(back, forth, now)
            cells.follow(self)

        self._attempt(lambda: self.restore(back[-1]), now, note)

    def _sync(self, key: Hashable = None) -> None:
        """Redraw if a cell, or another lab, has changed the object: a step for undo."""
        drawn = self._drawn
        if self._closed or self._drawing:
            return
        try:
            if drawn is not None:
                if not self.changed_since(drawn):
                    return
                self._cell_changed(drawn)
                self._undo.note({name: drawn[name] for name in self.changed_since(drawn)}, key)
            self._error = ""
            self.draw()
        except Exception as error:
            self._explain(error)

    def _fail(self, error: BaseException) -> None:
        """Show what went wrong, and the object as it was before."""
        self._explain(error)
        try:
            self.draw()
        except Exception as second:  # the object itself can't be drawn
            self._explain(second)

    def _explain(self, error: BaseException) -> None:
        """Show an exception: a sentence for the reader, the traceback for whoever looks for it."""
        self.last_error = error
        if isinstance(error, KeyboardInterrupt):
            self._error = "Interrupted. This is the state before."
        else:
            self._error = in_words(error)
            _log.error("%s: %s", type(self).__name__, self._error, exc_info=error)
        self._draw_header()

    def _draw_header(self) -> None:
        self.page.show_header(self._error, bool(self._undo.past), bool(self._undo.future))
