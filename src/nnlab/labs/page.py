"""Where a lab stands on the page: its picture, the rail beside it, and what shows them.

The card's parts and their places, by width and height, are those of labs/lab.css; which layout it
has says live/js/layout.js.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from markupsafe import Markup

from nnlab.core import checks
from nnlab.live.icons import icon
from nnlab.live.panel import Panel, button, joined, markup
from nnlab.live.part import Box, Part
from nnlab.live.stage import Stage

Show = str | Sequence[str] | None  # the parts to show, out of a lab's PARTS; None: all that suit
Size = str | None  # "presenter" for a projector
Shown = Callable[[], dict]
Won = tuple[Any, ...]  # a headline, what it took, and a button that leads on, if one does


def checked_parts(
    name: str, known: Sequence[str], show: Any, unfit: Mapping[str, Any]
) -> tuple[str, ...]:
    """The parts that `show=` asks for, in the lab's own order; None asks for all that suit.

    `unfit` says of a part why it doesn't suit, or nothing where it does.
    """
    if show is None:
        return tuple(part for part in known if not unfit.get(part))
    parts = list(show) if np.iterable(show) and not isinstance(show, str) else [show]
    takes = f"show= takes {', '.join(known)}"
    checks.need(parts, f"{name} needs at least one part: {takes}")
    for part in parts:
        fits = isinstance(part, str) and part in known
        checks.need(fits, f"{name} has no part {part!r}: {takes}")
        checks.need(not unfit.get(part), f"show= can't have {part!r} here: {unfit.get(part)}")
    return tuple(part for part in known if part in parts)


class Page:
    """A lab's parts in their order, and the one widget that shows them, made when it is asked for.

    Parameters
    ----------
    name : the lab's
    topic : stands small above the goal
    known, show, unfit : as of `checked_parts`
    size : "presenter" for a projector, None for a page

    Attributes
    ----------
    parts : the names of those that are shown
    named : the names to give to `show` for this lab again; () if it was left out
    tree : all that the lab shows, in boxes
    header : topic, tools and goal; an error stands there
    sentence : what it means
    legend : the key to the picture, below the rail
    later : kinds of parts that aren't in the tree yet, but may come
    sheets : names of labs whose style sheets it needs
    says_on : whether the sentence stays when something has been won: it isn't in the band's place
    """

    def __init__(
        self,
        name: str,
        topic: str = "",
        known: Sequence[str] = (),
        show: Show = None,
        size: Size = None,
        unfit: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.parts = checked_parts(name, known, show, unfit)
        other = size is None or (isinstance(size, str) and size == "presenter")
        checks.need(other, f'size must be "presenter" or None, not {size!r}')
        self.named, self._size = () if show is None else self.parts, size
        self.topic = topic
        self.later, self.sheets, self.says_on = set[str](), set[str](), False
        self.header, self.sentence, self.legend = Panel(), Panel(live=True), Panel()
        for part, place in ((self.header, "header"), (self.sentence, "say"), (self.legend, "key")):
            part.add_class(f"nnlab-{place}")
        classes = ["nnlab nnlab-lab", f"nnlab-{name.lower()}", *([f"nnlab-{size}"] if size else [])]
        self.tree = Box([], " ".join(classes))
        self.pictures: list[tuple[Any, Shown]] = []  # each with what it shows
        self._words: list[tuple[Any, Shown]] = []  # panels and controls, drawn later

    @property
    def options(self) -> str:
        """What `show` and `size` are, as Python."""
        show = f", show={list(self.named)!r}" if self.named else ""
        return show + (f", size={self._size!r}" if self._size else "")

    def add(self, view: Any, shown: Shown) -> None:
        """From now on a view shows this at each drawing."""
        (self.pictures if view.PICTURE else self._words).append((view, shown))

    def lay_out(
        self, picture: Any = None, strip: Any = None, rail: Any = None, foot: Any = None
    ) -> None:
        """Views in their places; None is left out, lists are opened.

        The sentence stands below the goal, if it is not among the views.
        """
        rail, foot = Box(_flat(rail), "nnlab-rail"), Box(_flat(foot), "nnlab-foot")
        own = self.sentence in [*rail.parts(), *foot.parts()]
        self.says_on |= own
        rail.children.append(self.legend)
        views = [Box(_flat(picture), "nnlab-views"), Box(_flat(strip), "nnlab-strip")]
        views = [box for box in views if box.children]
        boxes = [
            Box([self.header] if own else [self.header, self.sentence], "nnlab-top"),
            Box(views, "nnlab-picture"),
            rail,
            foot,
        ]
        self.tree.children = [box for box in boxes if box.children]

    def rearrange(self) -> None:
        """Show the tree as it is now: another lab's has come, or gone."""
        for stage in list(self.header.stages):
            stage.rearrange()

    @cached_property
    def stage(self) -> Stage:
        """The lab's one widget."""
        return Stage(self.tree, self.later, self.sheets)

    def show_words(self, sentence: str, legend: str, won: Won | None = None) -> None:
        """Panels and controls, what it means or what has been won took, and the picture's key."""
        for view, shown in self._words:
            view.put(shown())
        place = (
            '<div class="nnlab-sentence" tabindex="0" data-lm-suppress-shortcuts="true">{}</div>'
        )
        told = won[1] if won and not self.says_on else ""
        self.sentence.html = markup(place, told or sentence)  # keys can scroll it where it's long
        self.legend.html = markup('<div class="nnlab-legend">{}</div>', legend)

    def show_header(
        self, goal: str, won: Won | None, error: str, stale: bool, past: list, future: list
    ) -> None:
        """The goal, or what has been won, what went wrong, and what can be undone or redone.

        `stale` says that the picture is older than the error, so that only undo leads on.
        """
        undo = bool(past)
        forth = {"type": "redo"}, "Control+Shift+Z Control+Y"
        tools = [
            button(icon("undo"), {"type": "undo"}, name="Undo", enabled=undo, keys="Control+Z"),
            button(icon("redo"), forth[0], name="Redo", enabled=bool(future), keys=forth[1]),
            button(icon("reset"), {"type": "begin"}, name="Back to the beginning", enabled=undo),
            button(icon("numbers"), {"type": "tool", "tool": "numbers"}, name="Numbers"),
            button(icon("full"), {"type": "tool", "tool": "full"}, name="Full screen"),
        ]
        over = '<div class="nnlab-over">{}<span class="nnlab-topic"><span>{}</span></span>{}</div>'
        head = markup(over, icon("emblem"), self.topic, joined(tools))
        title = '<div class="nnlab-goal{}{}" role="heading" aria-level="3">{}</div>'
        self.header.error = error
        self.header.way_back = "Take it back" if stale and undo else "" if stale else "Go on"
        won = None if stale else won  # what can't be computed has won nothing
        band = _band(*won) if won else ""
        # Won, the goal keeps its height below the band, unseen: nothing moves.
        classes = " nnlab-reached" if won else "", " nnlab-stale" if stale else ""
        self.header.html = head + markup(title, *classes, goal) + band

    def close(self, more: Iterable[Part]) -> None:
        """Take it off the page, with `more` parts that were made and not shown."""
        parts = {self.header, self.sentence, self.legend, *self.tree.parts(), *more}
        if "stage" in vars(self):
            self.stage.close()
            del self.stage  # a name that still holds the lab shall not hold what the page had
        for part in parts:
            part.close()
        self.pictures, self._words = [], []


def _band(headline: Any, words: Any, on: Any = "") -> Markup:
    """What has been won, in the goal's place, and at its right what leads on."""
    band = '<div class="nnlab-win"><b>{}{}</b><div>{}</div>{}</div>'
    return markup(band, icon("right"), headline, words, on)


def _flat(views: Any) -> list[Any]:
    """Views out of lists in lists, without what isn't shown: None, or False."""
    if isinstance(views, list | tuple):
        return [view for inner in views for view in _flat(inner)]
    return [views] if views else []
