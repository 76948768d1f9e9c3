"""What all labs share: layout, undo, errors in place, and staying true to the reader's object.

A lab is a view of an object of the reader's: turning a slider writes into that object's memory, and
after each cell the lab compares the object with what it drew and redraws. A subclass says what can
change, which controls read and write it, and what its views show::

    class DialLab(Lab):
        TOPIC, GOAL = "One dial", "Turn it to noon"
        PARTS = ("picture", "angle")              # what show= may name
        def __init__(self, dial, *, show=None, size=None):
            super().__init__(show=show, size=size)
            self.model = dial                     # it can read() and describe() itself
            self.keep(dial, "angle")              # what can change: undo takes it back
            angle = self.control("angle", Slider("angle", dial.angle), **attribute(dial, "angle"))
            hands = {"row": dial.choose}          # events that change the object
            self.build(picture=self.view("picture", Plane(), dial.picture, hands), rail=angle)

What an exception or an interrupt leaves half done is taken back, and the reason shown.
`labs.cells` holds a lab until `close()`, or its cell runs again.
"""

import logging
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import partial
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.labs import cells, words
from nnlab.labs.controls import Offer
from nnlab.labs.page import Page, Show, Size, Won
from nnlab.labs.undo import Undo
from nnlab.live.choice import Choice
from nnlab.live.panel import Panel
from nnlab.live.part import POINTING, Part, in_words, with_picture
from nnlab.live.stage import Stage, owner
from nnlab.plots.picture import parts_figure, to_png

Read = Callable[[], Any]
Write = Callable[[Any], Any]
Events = Mapping[str, Callable[[dict], None]]  # what each type of event does
_log = logging.getLogger("nnlab")


class Lab:
    """Base of all labs; its one widget is `stage`.

    Parameters
    ----------
    show : names out of `PARTS`; None: all that suit
    unfit : parts, and why they don't suit this object, if they don't
    size : "presenter" for a projector, None for a page

    Attributes
    ----------
    model : what it shows, without widgets
    controls : the sliders and choices by name: ``lab.controls["w1"].value = 2``
    tree : all that it shows, in boxes
    last_error : the exception behind the sentence that the lab shows, with its traceback, or None
    """

    TOPIC, GOAL = "Lab", ""  # what it is about, and what there is to do
    PARTS: tuple[str, ...] = ()
    model: Any
    _closed = True  # until it is open: a lab that fails to open has nothing to close

    def __init__(
        self, *, show: Show = None, size: Size = None, unfit: Mapping[str, Any] | None = None
    ) -> None:
        self.page = Page(type(self).__name__, self.TOPIC, self.PARTS, show, size, unfit or {})
        self.tree, self._header = self.page.tree, self.page.header
        self.page.sheets.add(type(self).__module__.removeprefix("nnlab.labs.").partition(".")[0])
        self._closed = False
        self.controls: dict[str, Any] = {}
        self._undo = Undo()
        self._drawn: dict | None = None  # the state on screen; None: unknown
        self._begun: dict = {}  # the state when it opened
        self._title: tuple[str, Won | None] = ("", None)
        self._error, self._drawing = "", False
        self.last_error: BaseException | None = None

    # What a subclass provides

    def _read(self) -> None:
        """Compute once what is drawn, with no side effect; ValueError says why it can't be."""
        self.model.read()

    def _draw(self) -> None:
        """Push more numbers to the views than were declared."""

    def _describe(self) -> str:
        """What the lab shows now, in words; after `_read`."""
        return self.model.describe()

    def _goal(self) -> str:
        """What there is to do now: the lab's title."""
        return self.GOAL

    def _sentence(self) -> str:
        """What it means, below the goal: `Markup`, or plain text."""
        return self._describe()

    def _won(self) -> Won | None:
        """What has been won, in the goal's place: a headline, what it took, and what leads on."""
        return None

    def _unsound(self) -> str:
        """What is wrong with the numbers that are shown, if anything: only undo leads on."""
        return ""

    def _legend(self) -> str:
        """The key to the picture, and buttons that lead on: `Markup`, or plain text."""
        return next((getattr(view, "caption", "") for view, _ in self.page.pictures), "")

    def _briefly(self) -> str:
        """The state in a repr; after `_read`."""
        return self._describe()

    def _record(self) -> None:
        """Keep what the reader has achieved; called after `_read` where something has changed."""

    def _before_undo(self, step: dict[str, Any]) -> None:
        """A step, field -> value, is about to be taken back or done again."""

    def _cell_changed(self, fields: list[str]) -> None:
        """Something else has changed these fields of the object."""

    def _figure(self) -> Any:
        """The stored picture as a matplotlib Figure, or None: what it shows, side by side."""
        return parts_figure([part for part in self.tree.parts() if part.PICTURE])

    # What a subclass uses

    def _python(self, imports: str, made: str, call: str) -> str:
        """The text of `as_code`: what is imported, made, and given to the lab with its options."""
        name = type(self).__name__
        made += f"{name}({call}{self.page.options})\n"
        imported = f"from nnlab import {imports}\n" if imports else ""
        return f"{imported}from nnlab.labs import {name}\n\n{made}"

    def shows(self, part: str) -> bool:
        """Whether `show=` asked for this part, one of `PARTS`."""
        checks.need(part in self.PARTS, f"{part!r} is none of the PARTS of {type(self).__name__}")
        return part in self.page.parts

    def keep(self, owner: Any, *names: str) -> None:
        """Undo takes these attributes of `owner` back; see `labs.undo.Undo`."""
        self._undo.keep(owner, *names)

    def view(
        self, part: str, view: Any, shown: Callable[[], dict], actions: Events | None = None
    ) -> Any:
        """Add a picture or a panel, if `show=` asks for its part, or it has none; else None.

        `shown` says at each drawing what it shows: of a panel its traits, of a picture what its
        `show` takes; the text alternative comes by itself. `actions` are those of `listen`.
        """
        if part and not self.shows(part):
            return None
        self.page.add(view, shown)
        self.listen(view, actions or {})
        return view

    def panel(self, part: str, html: Read, actions: Events | None = None) -> Any:
        """Add a panel of the words that `html` gives, as of `view`."""
        return self.view(part, Panel(), lambda: {"html": html()}, actions)

    def control(
        self, name: str, view: Part, /, read: Read, write: Write, part: str = "", **traits: Read
    ) -> Part | None:
        """Add a slider or a choice to `.controls`, if `show=` asks for the part it belongs to.

        At each drawing `read` gives its value, and `traits` what else it shows; None leaves that as
        it is. `write` puts a new value into the object. `part` defaults to the control's name.
        """

        def shown() -> dict[str, Any]:
            value = read()  # first, for it may add to the options
            new = {trait: given() for trait, given in traits.items()} | {"value": value}
            return {trait: each for trait, each in new.items() if each is not None}

        def moved(change: Any) -> None:
            if not (self._drawing and owner().here):  # else it is the lab itself that moves it
                owner().call(self.change, lambda: write(change["new"]), name)

        if self.view(part or name, view, shown):
            self.controls[name] = view
            view.observe(moved, "value")
        return self.controls.get(name)

    def choice(
        self, name: str, label: str, offer: Offer, /, read: Read, write: Write, **more: Any
    ) -> Part | None:
        """A control that chooses one of the things on offer; one of the reader's own joins them."""
        word = offer.word(read())  # first, for it may add to the words
        view = more.pop("kind", Choice)(label, offer.words, word)
        now, take = lambda: offer.word(read()), lambda word: write(offer[word])
        return self.control(name, view, now, take, **{"options": lambda: offer.words} | more)

    def listen(self, view: Part, actions: Events) -> None:
        """Call `actions[event["type"]](event)` for a view's events; each may change the object."""

        def act(event: dict) -> None:
            action = actions.get(str(event.get("type")))
            if action is not None:
                keep = self._error if event["type"] in POINTING else ""
                self.change(lambda: action(event), (id(view), event["type"]), error=keep)

        view.on_event(act)

    def build(self, picture: Any = (), strip: Any = (), rail: Any = (), foot: Any = ()) -> None:
        """Lay the views out (None is left out, lists are opened), draw them, and keep up."""
        begin = partial(self.change, lambda: self.restore(self._begun))  # undo takes it back
        tools: dict[str, Read] = {"undo": self.undo, "redo": self.redo, "begin": begin}
        tools["way back"] = lambda: self.undo() if self._stale else self.change(dict)
        self._header.on_event(lambda event: tools.get(event["type"], dict)())
        self.page.lay_out(picture, strip, rail, foot)
        self.draw()
        self._begun = self._undo.state()
        cells.register(self)

    def change(self, action: Read, key: Hashable = None, error: str = "") -> None:
        """Do `action()`, which changes the object, as one step that can be undone.

        Steps with the same `key` that follow within a second count as one. An exception, or an
        interrupt, takes the change back and is shown in the lab; else `error` is, if any.
        """
        if self._closed:
            return
        before = self._drawn
        if before is None or self._undo.changed(before):
            before = self._undo.state()
        self._attempt(action, before, lambda: self.note(before, key), error)

    def note(
        self, before: dict[str, Any], key: Hashable = None, fields: Collection[str] | None = None
    ) -> None:
        """What has changed since the state `before` (of these fields alone) is a step for undo."""
        if self._undo.note(before, key, fields):
            cells.follow(self)

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back into the object."""
        self._undo.restore(state)

    def draw(self) -> None:
        """Show the object as it is now."""
        if self._closed:
            return
        known, self._drawn = self._drawn, None  # until all of it is there
        same = known is not None and not self._undo.changed(known)
        self._drawing = True
        try:
            # A diverged network is shown, and said, not warned of.
            with self._header.hold(), np.errstate(all="ignore"):
                self._read()
                if not same:
                    self._record()
                self._draw()
                for picture, shown in self.page.pictures:
                    picture.show(**{"text": self._describe()} | shown())
                for stage in () if getattr(self, "running", False) else list(self._header.stages):
                    stage.flush()  # under a hand pictures don't wait for the words
                self._title = self._goal(), self._won()
                self.page.show_words(self._sentence(), self._legend(), self._title[1])
                self._draw_header()
            self._drawn = known if same else self._undo.state()
        finally:
            self._drawing = False

    def describe(self) -> str:
        """What the lab shows now, in words."""
        return self._in_words(self._describe)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        made = words.code_of(model.owner) + words.assigned(X=model.X, y=model.y)
        kind = type(model.owner).__name__
        return self._python(kind, made, f"{kind.lower()}, X, y")

    def undo(self) -> None:
        """Take the last change back."""
        owner().call(self._take_step, self._undo.past, self._undo.future)

    def redo(self) -> None:
        """Do it again."""
        owner().call(self._take_step, self._undo.future, self._undo.past)

    @property
    def stage(self) -> Stage:
        """The lab's one widget, made when it is asked for first."""
        return self.page.stage

    def close(self) -> None:
        """Take the lab off the page and let go of everything it made."""
        if self._closed:
            return
        self._closed = True
        cells.open_labs.pop(self, None)
        self.page.close(part for part in vars(self).values() if isinstance(part, Part))
        self._undo, self._drawn, self._begun = Undo(), None, {}

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

    def _in_words(self, words: Callable[[], str]) -> str:
        with np.errstate(all="ignore"):
            try:
                if not self._drawing:
                    self._read()
                return words()
            except ValueError as error:
                return in_words(error)

    def _attempt(self, action: Read, before: dict[str, Any], note: Read, error: str = "") -> None:
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
        now = self._undo.state()

        def note() -> None:
            self._undo.moved(back, forth, now)
            cells.follow(self)

        self._attempt(lambda: self.restore(back[-1]), now, note)

    def _sync(self, key: Hashable = None) -> None:
        """Redraw if a cell, or another lab, has changed the object: a step for undo."""
        if self._closed or self._drawing:
            return
        try:
            if self._drawn is not None:
                if not (changed := self._undo.changed(self._drawn)):
                    return
                self._cell_changed(changed)
                self._undo.note(self._drawn, key)
            self._error = ""
            self.draw()
        except Exception as error:
            self._explain(error)

    def _fail(self, error: BaseException) -> None:
        """Show what went wrong, and the object as before."""
        self._explain(error)
        try:
            self.draw()
        except Exception as second:  # the object itself can't be drawn
            self._explain(second)

    def _explain(self, error: BaseException) -> None:
        """Show an exception: a sentence for the reader, the traceback for whoever looks for it."""
        self.last_error = error
        interrupted = isinstance(error, KeyboardInterrupt)
        self._error = "Interrupted. This is the state before." if interrupted else in_words(error)
        if not interrupted:
            _log.error("%s: %s", type(self).__name__, self._error, exc_info=error)
        self._draw_header()

    @property
    def _stale(self) -> bool:
        """Whether the picture is older than the error, or of numbers that are none."""
        return self._drawn is None and not self._drawing if self._error else bool(self._unsound())

    def _draw_header(self) -> None:
        error, undo = self._error or self._unsound(), self._undo
        self.page.show_header(*self._title, error, self._stale, undo.past, undo.future)
