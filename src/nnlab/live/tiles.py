"""Many small planes, which fall into bins as they come to rest, and of which one opens in place."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import traitlets

from nnlab.live.picture import Picture
from nnlab.pictures.marks import TilesMarks
from nnlab.pictures.tiles import BLANK, tiles

BATCH = 64  # maps in a message while they change all the time: those that have changed most


class Tiles(Picture):
    """A picture of many tiles, which answers to pointer, touch and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get

    - ``{"type": "tile", "index"}``: a tile was chosen.
    - ``{"type": "shut"}``: no tile is looked at any more.
    - ``{"type": "guess", "value"}``: so many, a hand says, will lie in the first bin.

    The maps of 256 tiles are 64 kB. A page gets all of them at once, and then those that have
    changed; while they change all the time, the `BATCH` that have changed most.

    Attributes
    ----------
    n, cells : how many tiles, and how many cells a side each has
    which, fresh : the tiles whose maps came last, and these, one byte a cell
    bins, notes, air, said, selected, opened, asked, names, caption : as of `pictures.tiles`
    """

    BLANK = BLANK

    which: Any = traitlets.List()
    fresh = traitlets.Bytes()

    def __init__(self) -> None:
        self._maps = np.zeros((0, 1), np.uint8)  # as the pages have them
        super().__init__()

    def show(self, *, hasty: bool = False, **given: Any) -> None:
        """Show this, in one message.

        Parameters
        ----------
        hasty : whether the next picture comes soon, so that this one needn't be whole
        **given : as of `pictures.tiles.tiles`
        """
        marks: dict[str, Any] = {**tiles(**given)}
        maps = np.frombuffer(marks.pop("maps"), np.uint8).reshape(marks["n"], -1)
        if maps.shape != self._maps.shape:
            hasty, self._maps = False, np.zeros_like(maps)
        change = np.abs(maps.astype(int) - self._maps).max(axis=1, initial=0)
        if change.any():
            which = np.arange(len(maps))
            if hasty:
                which = np.sort(np.argsort(-change, kind="stable")[:BATCH])
            self._maps = self._maps.copy()
            self._maps[which] = maps[which]
            marks |= {"which": which.tolist(), "fresh": maps[which].tobytes()}
        self.put(marks)

    def snapshot(self, names: Iterable[str] = ()) -> dict[str, Any]:
        """As of every part; but a page that begins needs all the maps."""
        whole = {"which": list(range(self.n)), "fresh": self._maps.tobytes()}
        return super().snapshot(names) | ({} if names else whole)

    @property
    def marks(self) -> TilesMarks:
        """What it shows: the marks that its painters draw."""
        return super().marks | {"maps": self._maps.tobytes()}
