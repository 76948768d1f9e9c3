"""The article's training, repaired step by step: does the share of solved starts tell?

A 2-4-1 network of relu and sigmoid learns XOR, a sample at a time in the order given, from weights
and biases in -1..1. Every start trains beside the others on the last axis, so that 200 of them
take little longer than one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ...core import Network, checks, gradient_check, relu, sigmoid
from ..note import Note, in_columns, markdown_table
from .bug import XOR

# What is repaired, in the order of the ladder. The stage before the first is "as published".
REPAIRS = ("deltas summed", "derivative once", "old weights", "2/n")
SLIPS = ("deltas not summed", "derivative twice", "changed weights", "2 missing")  # each one's slip
RATE = 0.1

# The four rows of XOR as columns: x1, x2 and the constant 1 that the bias weighs.
ROWS = [(np.append(x, 1.0)[:, np.newaxis], y.item()) for x, y in zip(XOR.X, XOR.y, strict=True)]


def article_step(
    W1: np.ndarray, W2: np.ndarray, x: np.ndarray, target: float, left: Mapping[str, slice]
) -> None:
    """The article's step on one sample, for R networks at once, in place.

    Parameters
    ----------
    W1, W2 : arrays of shape (n_hidden, 3, R) and (n_hidden + 1, R)
        Rows [w..., b]; the bias is the weight of a constant 1.
    x : array of shape (3, 1), ending in that 1
    target : float
    left : mapping of str to slice
        For each of `REPAIRS`, which of the R networks do without it.
    """
    z = (x.T @ W1)[:, 0]  # (n_hidden, R)
    a = np.ones_like(W2)
    np.maximum(z, 0.0, out=a[:-1])
    output = 1 / (1 + np.exp(-np.add.reduce(W2 * a, axis=0)))
    slope = output * (1 - output)
    delta = (output - target) * slope  # (R,)
    delta *= 2.0  # n is 1: one output, one sample
    delta[left["2/n"]] /= 2.0
    twice = left["derivative once"]
    delta[twice] *= slope[twice]
    blame = W2[:-1] * delta  # through the weights as they are
    W2 -= RATE * delta * a
    late = left["old weights"]
    blame[:, late] = W2[:-1, late] * delta[late]  # through those just changed
    blame[:, left["deltas summed"]] = np.nan  # JavaScript: a number times a list
    d_z = blame * (z > 0)
    W1 -= (RATE * d_z)[:, np.newaxis] * x


class Stage(NamedTuple):
    """How the article's training did with some repairs made."""

    name: str  # the repair made last, or the slip left in
    losses: np.ndarray  # (n_starts,): the loss each start ended with
    solved: np.ndarray  # (n_starts,) of bool: all four on the right side of 0.5
    relative_error: float  # what the gradient check says of its step; NaN at first

    @property
    def n_solved(self) -> int:
        return int(self.solved.sum())

    @property
    def n_nan(self) -> int:
        return int(np.isnan(self.losses).sum())

    def __repr__(self) -> str:
        return f"Stage({self.name}: {self.n_solved} of {len(self.solved)} solved)"


class Ladder(Note):
    """What `repair_ladder` and `each_slip` return: `stages`, and a table of them."""

    def __init__(self, stages: Iterable[Stage]):
        self.stages = tuple(stages)
        rows = [("stage", "solved", "median loss", "relative error")]
        for stage in self.stages:
            loss, error = f"{np.median(stage.losses):.4f}", f"{stage.relative_error:.1g}"
            rows.append((stage.name, f"{stage.n_solved} of {len(stage.solved)}", loss, error))
        super().__init__(in_columns(rows), markdown_table(rows, "---", *["---:"] * 3))


def repair_ladder(n_starts: int = 200, *, epochs: int = 10_000) -> Ladder:
    """Train the article's network from many starts, as published and after each repair.

    Parameters
    ----------
    n_starts : int
        How many starts; every stage gets the same ones.
    epochs : int

    Returns
    -------
    Ladder
        Five stages, from "as published" to "2/n".

    Examples
    --------
    >>> repair_ladder(3, epochs=2).stages[0]
    Stage(as published: 0 of 3 solved)
    """
    names = ("as published", *REPAIRS)
    return _climb(names, [REPAIRS[:n] for n in range(len(names))], n_starts, epochs)


def each_slip(n_starts: int = 200, *, epochs: int = 10_000) -> Ladder:
    """Train it with each of its slips alone, all others repaired; then with none.

    Parameters
    ----------
    n_starts : int
        How many starts; every slip gets the same ones, those of `repair_ladder`.
    epochs : int

    Returns
    -------
    Ladder
        Five stages, from "deltas not summed" to "none".

    Examples
    --------
    >>> each_slip(3, epochs=2).stages[0]
    Stage(deltas not summed: 0 of 3 solved)
    """
    alone = [[each for each in REPAIRS if each != repair] for repair in REPAIRS]
    return _climb((*SLIPS, "none"), [*alone, REPAIRS], n_starts, epochs)


def train(network: Network, repairs: Sequence[str], epochs: int) -> None:
    """The article's training loop on all runs of a 2-n-1 relu and sigmoid network, in place."""
    _train(network, [repairs], epochs)


@np.errstate(all="ignore")  # as published, all is NaN
def _train(network: Network, stages: Sequence[Sequence[str]], epochs: int) -> None:
    """So many stages side by side, each an equal share of the runs with repairs of its own."""
    blocks = [np.moveaxis(block, 0, -1).copy() for block in network.split(network.parameters)]
    W1, W2 = blocks[0], blocks[1][0]  # (n, 3, R), (n + 1, R)
    left = _left(stages, len(network.parameters) // len(stages))
    for _ in range(epochs):
        for x, target in ROWS:
            article_step(W1, W2, x, target, left)
    for part, block in zip(network.split(network.parameters), blocks, strict=True):
        part[...] = np.moveaxis(block, -1, 0)


def _left(stages: Sequence[Sequence[str]], size: int) -> dict[str, slice]:
    """For each repair, the runs that do without it: the stages that do stand side by side."""
    left = {}
    for repair in REPAIRS:
        without = [i for i, repairs in enumerate(stages) if repair not in repairs]
        left[repair] = (
            slice(min(without) * size, (max(without) + 1) * size) if without else slice(0)
        )
    return left


def _starts(n_starts: int) -> Network:
    n_starts = checks.whole(n_starts, "n_starts")
    return Network([2, 4, 1], [relu, sigmoid], init="uniform", runs=(n_starts,), rng=0)


def _climb(
    names: Sequence[str], stages: Sequence[Sequence[str]], n_starts: int, epochs: int
) -> Ladder:
    """Train copies of the same starts for each stage, and look at what they say."""
    starts, epochs = _starts(n_starts), checks.whole(epochs, "epochs", 0)
    network = starts.with_parameters(np.tile(starts.parameters, (len(stages), 1)))
    _train(network, stages, epochs)
    errors = (network(XOR.X) - XOR.y).reshape(len(stages), *starts.runs, -1)
    losses, solved = (errors**2).mean(axis=-1), (np.abs(errors) < 0.5).all(axis=-1)
    first = starts.run(0)
    checked = [_relative_error(first, repairs) for repairs in stages]
    return Ladder(map(Stage, names, losses, solved, checked))


@np.errstate(all="ignore")
def _relative_error(network: Network, repairs: Sequence[str]) -> float:
    """What the gradient check says of the step on the row (1, 1)."""
    x, target = ROWS[-1]
    after = network.copy()
    W1, W2 = (block[..., np.newaxis] for block in after.split(after.parameters))
    article_step(W1, W2[0], x, target, _left([repairs], 1))
    implied = (network.parameters - after.parameters) / RATE
    if np.isnan(implied).any():
        return float("nan")
    found = gradient_check(network, x[:2].T, [[target]], "mean_squared_error", gradients=implied)
    return found.relative_error
