"""Where a lab stands on the page: its header, its body and its sentence, and what shows them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.live.panel import Panel, button, markup
from nnlab.live.part import Box, Part
from nnlab.live.stage import Stage


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

    Attributes
    ----------
    tree : all that the lab shows, in boxes
    header : title and undo; an error stands there
    sentence : what it means, below
    """

    def __init__(self, title: str, size: Any = None) -> None:
        other = size is None or (isinstance(size, str) and size == "presenter")
        checks.need(other, f'size must be "presenter" or None, not {size!r}')
        self.title = title
        self.header, self.sentence = Panel(), Panel(live=True)
        self.header.add_class("nnlab-speaker")
        self.sentence.add_class("nnlab-below")
        self.tree = Box([], "nnlab nnlab-lab" + (f" nnlab-{size}" if size else ""))

    def lay_out(self, left: Any, right: Any, below: Any) -> None:
        """Views in two columns and below them; None is left out, lists are opened."""
        sides = {"left": _flat(left), "right": _flat(right)}
        columns = [Box(views, f"nnlab-{side}") for side, views in sides.items() if views]
        body = Box(columns, "nnlab-body" + (" nnlab-single" if len(columns) == 1 else ""))
        self.tree.children = Box([self.header, body, *_flat(below), self.sentence]).children

    def rearrange(self) -> None:
        """Show the tree as it is now: another lab's has come, or gone."""
        for stage in list(self.header.stages):
            stage.rearrange()

    @cached_property
    def stage(self) -> Stage:
        """The lab's one widget."""
        return Stage(self.tree)

    def show_header(self, error: str, undo: bool, redo: bool) -> None:
        """The title, what went wrong, and whether something can be undone or done again."""
        back = button("↶", {"type": "undo"}, name="Undo", enabled=undo, keys="Control+Z")
        keys = "Control+Shift+Z Control+Y"
        forth = button("↷", {"type": "redo"}, name="Redo", enabled=redo, keys=keys)
        template = '<div class="nnlab-title">{}</div><div class="nnlab-buttons">{}{}</div>'
        self.header.error = error
        self.header.html = markup(template, self.title, back, forth)

    def close(self, more: Iterable[Part]) -> None:
        """Take it off the page, with `more` parts that were made and not shown."""
        parts = {self.header, self.sentence, *self.tree.parts(), *more}
        if "stage" in vars(self):
            self.stage.close()
            del self.stage  # a name that still holds the lab shall not hold what the page had
        for part in parts:
            part.close()


def _flat(views: Any) -> Sequence[Any]:
    """Views out of lists in lists, without what isn't shown: None, or False."""
    if isinstance(views, list | tuple):
        return [view for inner in views for view in _flat(inner)]
    return [views] if views else []
