"""Which of many runs stand still by now, and where: all right, or on a plateau."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnlab.pictures.sweep import NEAR, PLATEAUS

AIR = -1  # not at rest yet
SOLVED, ELSEWHERE = 0, len(PLATEAUS) + 1  # bins; between them the plateaus, in their order
STILL, REST = 0.02, 1000  # at rest on a plateau: no answer has moved so far for so many epochs
FOUND = 0.1  # a loss below all plateaus: four answers on the right side by a hair are no solution


@dataclass(frozen=True, eq=False)
class Stops:
    """Where each run is at rest, and since when. A look makes a new one, so that undo can keep it.

    Attributes
    ----------
    bins : (n,), SOLVED, a plateau from 1, ELSEWHERE, or AIR
    stopped : (n,), the epoch at which it came there
    says, since : (n, n_samples) and (n,), the answers that it has stayed near, and since when

    >>> stops = Stops.of(np.array([[0.5, 0.5]]))
    >>> for epoch in (500, 1000):
    ...     stops = stops.seen(epoch, np.array([[0.5, 0.501]]), np.array([0.25]), np.array([False]))
    ...     print(stops.bins)
    [-1]
    [3]
    """

    bins: np.ndarray
    stopped: np.ndarray
    says: np.ndarray
    since: np.ndarray

    @classmethod
    def of(cls, says: np.ndarray) -> Stops:
        """All of them in the air, at epoch 0."""
        n = len(says)
        return cls(np.full(n, AIR), np.zeros(n, int), says, np.zeros(n, int))

    def seen(
        self,
        epoch: int,
        says: np.ndarray,
        losses: np.ndarray,
        solved: np.ndarray,
        *,
        plateaus: bool = True,
        last: bool = False,
    ) -> Stops:
        """Where they are at this epoch. At the `last` one none is left in the air.

        What has come to rest on a plateau stays until its loss leaves that.
        """
        moved = ~(np.abs(says - self.says).max(axis=1) <= STILL)  # what is no number moves
        since, near = np.where(moved, epoch, self.since), _plateaus(losses, plateaus)
        resting = (near != AIR) & ((near == self.bins) | (epoch - since >= REST))
        bins = np.where(resting, near, AIR)
        bins[solved & ((losses < FOUND) | (not plateaus))] = SOLVED
        if last:
            left = bins == AIR
            bins[left] = np.where(near == AIR, ELSEWHERE, near)[left]
            bins[solved] = SOLVED
        stopped = np.where(bins == self.bins, self.stopped, epoch)
        return Stops(bins, stopped, np.where(moved[:, np.newaxis], says, self.says), since)

    def piled(self, n_bins: int) -> list[list[int]]:
        """The runs in each bin, in the order in which they came to rest."""
        order = np.lexsort((np.arange(len(self.bins)), self.stopped))
        return [order[self.bins[order] == k].tolist() for k in range(n_bins)]


def _plateaus(losses: np.ndarray, known: bool) -> np.ndarray:
    """The bin of the plateau that each loss lies on, or AIR."""
    bins = np.full(len(losses), AIR)
    for k, (level, *_) in enumerate(PLATEAUS if known else (), start=1):
        bins[np.abs(losses - level) < NEAR] = k
    return bins
