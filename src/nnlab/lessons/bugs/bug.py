"""A bug: its symptom, the faulty step, the check that betrays it, and the repair."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ...core import Network, checks, mean_squared_error, sigmoid, tanh
from ..note import Note, fenced
from ..replies import Verdict
from ..source import show_source
from ..texts import chosen, sections
from . import right
from .checks import CHECKS

_FIELDS = ("Symptom", "Repair", "Betrayed by", "Red")
WORDS = {entry.heading: entry for entry in sections(Path(__file__).with_name("bugs.md"), *_FIELDS)}


class Ground(NamedTuple):
    """Where a bug is tried: a network's sizes, the data, and how it's trained."""

    sizes: tuple[int, ...]
    X: np.ndarray
    y: np.ndarray
    learning_rate: float = 1.0
    epochs: int = 2000


_X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
XOR = Ground((2, 4, 1), _X, np.array([[0.0], [1], [1], [0]]))
# XOR and AND of the same inputs: two outputs, so that paths meet in the hidden neurons.
HALF_ADDER = Ground((2, 4, 2), _X, np.array([[0.0, 0], [1, 0], [1, 0], [0, 1]]))


class Evidence(Note):
    """What a check says.

    Attributes
    ----------
    check : str
        Its name.
    red, green : bool
        Whether it objects, or doesn't.
    words : str
    """

    def __init__(self, check: str, verdict: Verdict):
        self.check, self.green, self.words = check, bool(verdict), verdict.message
        self.red = not self.green
        mark = "✓" if verdict else "✗"
        super().__init__(f"{mark} {check}: {self.words}", f"**{mark} {check}:** {self.words}")


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
        _, _, *lines = difflib.unified_diff(_body(wrong), _body(function), n=0, lineterm="")
        self.lines = tuple(f"{line[0]} {line[1:].strip()}" for line in lines if line[0] in "-+")
        changes = "\n".join(self.lines)
        super().__init__(f"{words}\n{changes}", f"{words}\n\n{fenced(changes, 'diff')}")


def _body(function: Callable) -> list[str]:
    """Its lines, without the one that names it, and without docstring and comments."""
    lines = show_source(function, doc=False).text.splitlines()[1:]
    return [line.partition("  #")[0].rstrip() for line in lines]


class Bug:
    """One mistake, small enough to read.

    Parameters
    ----------
    name : str
        Its heading in bugs.md, where its words are.
    wrong, right : functions
        The mistake, and the same function without it. `kind` says what they are.
    kind : "gradient", "layer", "step" or "start"
        (network, X, y) -> gradients; one layer of it, (layer, trace, d_a, part) -> d_inputs;
        (network, X, y, learning_rate), in place; or (network), in place.
    ground : Ground
        Where it can show.

    Attributes
    ----------
    symptom : str
    betrayed_by : str
        The name of the check that gives it away.
    hands_over : function
        (X, y) as this mistake hands them on.
    """

    def __init__(
        self,
        name: str,
        wrong: Callable,
        right: Callable,
        kind: str = "gradient",
        ground: Ground = XOR,
    ):
        self.name, self.wrong, self.right, self.kind, self.ground = name, wrong, right, kind, ground
        self.symptom, self._repair, self.betrayed_by = map(WORDS[name].one, _FIELDS[:3])
        self.hands_over: Callable = lambda X, y: (X, y)

    @property
    def gradient(self) -> Callable[..., np.ndarray] | None:
        """(network, X, y) -> gradients, where the mistake is in the gradient; None elsewhere."""
        return self._gradient if self.kind in ("gradient", "layer") else None

    def _gradient(self, network: Network, X: object, y: object) -> np.ndarray:
        X, y = _checked(network, X, y)
        with np.errstate(all="ignore"):
            if self.kind == "layer":
                return right.layer_by_layer(self.wrong, network, X, y)
            return self.wrong(network, X, y)

    def step(self, network: Network, X: object, y: object, learning_rate: float) -> None:
        """One training step with the mistake in it, in place.

        Raises
        ------
        ValueError
            If the network, X or y isn't what a step takes, or the mistake leads to that.
        """
        rate = checks.number(learning_rate, "learning_rate")
        with np.errstate(all="ignore"):
            if self.gradient:
                gradients = self.gradient(network, X, y)
                network.parameters[...] -= rate * gradients
            else:  # where the start is wrong, the step isn't
                step = self.wrong if self.kind == "step" else right.step
                step(network, *_checked(network, X, y), rate)

    def network(self) -> Network:
        """A network to try it on, as it is before the first step."""
        network = Network(self.ground.sizes, [tanh, sigmoid], rng=0)
        if self.kind == "start":
            self.wrong(network)
        return network

    @property
    def repair(self) -> Repair:
        """What to change, and the right function."""
        return Repair(self._repair, self.wrong, self.right)

    @cached_property
    def repaired(self) -> Bug:
        """The same without the mistake: every check of it is green."""
        other = Bug(self.name, self.right, self.right, self.kind, self.ground)
        other.name += ", repaired"
        return other

    def evidence(self, check: str | None = None) -> Evidence:
        """What the check that betrays it says, or the `check` of this name."""
        check = self.betrayed_by if check is None else check
        look = chosen("check", check, CHECKS)
        with np.errstate(all="ignore"):
            return Evidence(check, look(self))

    @property
    def losses(self) -> np.ndarray:
        """The symptom as a curve: the loss before the first step and after each, (epochs + 1,)."""
        return self._trained[1].copy()

    @property
    def trained(self) -> Network:
        """A copy of its network after all those steps."""
        return self._trained[0].copy()

    @cached_property
    def _trained(self) -> tuple[Network, np.ndarray]:
        _, X, y, rate, epochs = self.ground
        network = self.network()
        losses = np.full(epochs + 1, mean_squared_error(network(X), y))
        for epoch in range(1, epochs + 1):
            try:
                self.step(network, X, y, rate)
            except ValueError:  # the door: no step is ever made
                break
            losses[epoch] = mean_squared_error(network(X), y)
        return network, losses

    def __repr__(self) -> str:
        return f"Bug({self.name})"


def _checked(network: Network, X: object, y: object) -> tuple[np.ndarray, np.ndarray]:
    """X and y as this network takes them."""
    checks.need(
        isinstance(network, Network) and not network.runs,
        "a bug is tried on a single network: Network([2, 4, 1], [tanh, sigmoid])",
    )
    X = checks.inputs(X, network)
    return X, checks.targets(y, len(X), network.n_out)
