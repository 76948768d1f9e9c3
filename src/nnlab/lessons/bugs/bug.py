"""A bug: its symptom, the faulty step, the check that betrays it, and the repair."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ...core import Network, checks, mean_squared_error, sigmoid, tanh
from ..note import Note, fenced
from ..source import show_source
from . import right


class Ground(NamedTuple):
    """Where a bug is tried: a network's sizes, the data, and how it's trained."""

    sizes: tuple[int, ...]
    X: np.ndarray
    y: np.ndarray
    learning_rate: float = 1.0
    epochs: int = 2000


_X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
XOR = Ground((2, 4, 1), _X, np.array([[0.0], [1], [1], [0]]))
HALF_ADDER = Ground((2, 4, 2), _X, np.array([[0.0, 0], [1, 0], [1, 0], [0, 1]]))
"""XOR and AND of the same inputs: two outputs, so that paths meet in the hidden neurons."""


class Evidence(Note):
    """What a check says.

    Attributes
    ----------
    check : str
        Its name.
    red : bool
        True if it objects.
    words : str
    """

    def __init__(self, check: str, red: bool, words: str):
        self.check, self.red, self.words = check, red, words
        mark = "✗" if red else "✓"
        super().__init__(f"{mark} {check}: {words}", f"**{mark} {check}:** {words}")

    @property
    def green(self) -> bool:
        return not self.red


class Repair(Note):
    """How a bug is mended.

    Attributes
    ----------
    words : str
    function : callable
        The right one, for `show_source`.
    lines : tuple of str
        The lines that change: "- " as it was, "+ " as it should be.
    """

    def __init__(self, words: str, wrong: Callable, function: Callable):
        self.words, self.function = words, function
        before, after = (_body(f) for f in (wrong, function))
        _, _, *lines = difflib.unified_diff(before, after, n=0, lineterm="")
        self.lines = tuple(f"{line[0]} {line[1:].strip()}" for line in lines if line[0] in "-+")
        changes = "\n".join(self.lines)
        super().__init__(f"{words}\n{changes}", f"{words}\n\n{fenced(changes, 'diff')}")


def _body(function):
    """Its lines, without the one that names it, and without docstring and comments."""
    lines = show_source(function, doc=False).text.splitlines()[1:]
    return [line.partition("  #")[0].rstrip() for line in lines]


def _checked(network: Network, X: object, y: object) -> tuple[np.ndarray, np.ndarray]:
    """X and y as this network takes them."""
    checks.need(
        isinstance(network, Network) and not network.runs,
        "a bug is tried on a single network: Network([2, 4, 1], [tanh, sigmoid])",
    )
    X = checks.inputs(X, network)
    return X, checks.targets(y, len(X), network.n_out)


class Bug:
    """One mistake, small enough to read.

    Parameters
    ----------
    name, symptom : str
    wrong, right : functions
        The mistake, and the same function without it. `kind` says what they are.
    kind : "gradient", "step" or "start"
        (network, X, y) -> gradients; (network, X, y, learning_rate), in place; or (network), in
        place.
    betrayed_by : str
        The name of the check that gives it away.
    red : tuple of str
        All checks that object, on its own ground.
    words : str
        The repair.
    ground : Ground
        Where it can show.
    hands_over : function, optional
        (X, y) as this mistake hands them on.
    """

    def __init__(
        self,
        name: str,
        *,
        symptom: str,
        wrong: Callable,
        right: Callable,
        words: str,
        betrayed_by: str,
        red: tuple[str, ...],
        kind: str = "gradient",
        ground: Ground = XOR,
        hands_over: Callable | None = None,
    ):
        self.name, self.symptom, self.betrayed_by, self.red = name, symptom, betrayed_by, red
        self.wrong, self.right, self.kind, self.ground = wrong, right, kind, ground
        self.hands_over, self._words = hands_over or (lambda X, y: (X, y)), words

    @property
    def gradient(self) -> Callable[..., np.ndarray] | None:
        """(network, X, y) -> gradients, where the mistake is in the gradient; None elsewhere."""
        return self._gradient if self.kind == "gradient" else None

    def _gradient(self, network: Network, X: object, y: object) -> np.ndarray:
        X, y = _checked(network, X, y)
        with np.errstate(all="ignore"):
            return self.wrong(network, X, y)

    def step(self, network: Network, X: object, y: object, learning_rate: float) -> None:
        """One training step with the mistake in it, in place.

        Raises
        ------
        ValueError
            If the network, X or y isn't what a step takes, or the mistake leads to that.
        """
        X, y = _checked(network, X, y)
        rate = checks.number(learning_rate, "learning_rate")
        with np.errstate(all="ignore"):
            if self.kind == "step":
                self.wrong(network, X, y, rate)
            elif self.kind == "gradient":
                network.parameters[...] -= rate * self.wrong(network, X, y)
            else:  # the step is right, the start isn't
                right.step(network, X, y, rate)

    def network(self, rng: np.random.Generator | int = 0) -> Network:
        """A network to try it on, as it is before the first step."""
        network = Network(self.ground.sizes, [tanh, sigmoid], rng=rng)
        if self.kind == "start":
            self.wrong(network)
        return network

    @property
    def repair(self) -> Repair:
        """What to change, and the right function."""
        return Repair(self._words, self.wrong, self.right)

    @cached_property
    def repaired(self) -> Bug:
        """The same without the mistake: every check of it is green."""
        other = self.on(self.ground)
        other.name, other.wrong, other.red = f"{self.name}, repaired", self.right, ()
        other.hands_over = lambda X, y: (X, y)
        return other

    def on(self, ground: Ground) -> Bug:
        """The same mistake, tried elsewhere."""
        other = copy.copy(self)
        for worked_out in ("_trained", "repaired"):
            vars(other).pop(worked_out, None)
        other.ground = ground
        return other

    def evidence(self, check: str | None = None) -> Evidence:
        """What the check that betrays it says, or the `check` of this name."""
        from .checks import CHECKS

        check = self.betrayed_by if check is None else check
        if not isinstance(check, str) or check not in CHECKS:
            raise ValueError(f"there is no check {check!r}: choose one of {', '.join(CHECKS)}")
        with np.errstate(all="ignore"):
            return Evidence(check, *CHECKS[check](self))

    @property
    def losses(self) -> np.ndarray:
        """The symptom as a curve: the loss before the first step and after each, (epochs + 1,)."""
        return self._trained[1].copy()

    @property
    def trained(self) -> Network:
        """A copy of its network after all those steps."""
        return self._trained[0].copy()

    @cached_property
    def _trained(self):
        _, X, y, rate, epochs = self.ground
        network, losses = self.network(), []
        with np.errstate(all="ignore"):
            for epoch in range(epochs + 1):
                losses.append(mean_squared_error(network(X), y))
                if epoch == epochs or np.isnan(losses[-1]):
                    break
                try:
                    self.step(network, X, y, rate)
                except ValueError:  # the door: no step is ever made
                    break
        missing = epochs + 1 - len(losses)
        return network, np.array(losses + losses[-1:] * missing)

    def __repr__(self) -> str:
        return f"Bug({self.name})"
