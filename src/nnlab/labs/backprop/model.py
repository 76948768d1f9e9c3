"""The microscope without its widgets: where in a training step one is, and what is known there."""

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks, numerical_gradient
from nnlab.core.losses import as_loss
from nnlab.labs.backprop.steps import DECIMALS, KINDS, Known, Step, all_steps
from nnlab.labs.samples import chosen, one_network
from nnlab.labs.words import check_finite, parameter_names
from nnlab.live.panel import joined, number, words
from nnlab.pictures.nudging import nudging_errors
from nnlab.pictures.wiring import checked_sizes

PHASES = tuple(dict.fromkeys(kind.phase for kind in KINDS.values()))
NUDGES = 10.0 ** np.arange(-13, -0.9, 0.5)  # the sizes at which the U is computed


class Microscope:
    """One training step of one sample, an operation at a time.

    Parameters
    ----------
    network : Network without runs, small enough to draw
    x, y : (n_in,), (n_out,)
    loss : Loss, or its name
    rate : the learning rate of the update
    until : the last phase to go through

    Attributes
    ----------
    steps, position : all operations, in order; how many of them are done
    goes_back : whether the way back is shown at all
    chosen : the parameter whose gradients are spelled out
    h : the size of the nudge
    guess : the sign that the next number is guessed to have; None: no guess
    judged : the guess of the number just computed; None: there was none
    score : (right guesses, guesses)
    asks, compared : whether guesses are asked for, and the chosen parameter's gradients compared

    >>> network = Network([1, 1], "sigmoid", init="zeros")
    >>> microscope = Microscope(network, [1], [1], "mean_squared_error", 0.5, "update")
    >>> microscope.go(2)
    >>> microscope.step.name, float(microscope.step.value)
    ('a of output', 0.5)
    """

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        y: ArrayLike,
        loss: Loss | str,
        rate: float,
        until: str,
    ) -> None:
        self.network = one_network(network, "BackpropLab")
        checked_sizes(network.sizes)
        self.x, self.y = _row(x, network.n_in, "x"), _row(y, network.n_out, "y")
        self.loss, self.rate = as_loss(loss), checks.positive(rate, "learning_rate")
        checks.need(until in PHASES, f"until is one of {', '.join(PHASES)}, not {until!r}")
        self.until, self.goes_back = until, until in ("backward", "update")
        self.position, self.h = 0, 1e-5
        self.chosen = network.n_parameters - network.layers[-1].parameters.size
        self.guess: str | None = None
        self.judged: str | None = None
        self.score = (0, 0)
        self.asks = self.compared = True
        self._computed_for: tuple | None = None  # what the operations were computed for
        self.read()

    def open(self, step: int, chosen: int | None, h: float) -> None:
        """Begin where so many operations are done, with this parameter spelled out and this h."""
        n, n_steps = self.network.n_parameters, len(self.steps)
        self.position = checks.whole(step, "step", 0)
        checks.need(self.position <= n_steps, f"step is at most {n_steps}")
        self.chosen = self.chosen if chosen is None else checks.whole(chosen, "chosen", 0)
        checks.need(self.chosen < n, f"chosen must be below {n}, the number of parameters")
        self.h = checks.number(h, "h")
        checks.need(h > 0, f"h is the size of a nudge, so it must be more than 0, not {h:g}")

    def read(self) -> None:
        """Compute all operations, unless the network is still the same."""
        check_finite(parameter_names(self.network.sizes), self.network.parameters)
        now = self.network.parameters.tobytes(), self.network.activations
        if now != self._computed_for:
            phases = PHASES[: PHASES.index(self.until) + 1]
            steps = all_steps(self.network, self.x, self.y, self.loss, self.rate)
            self.steps = [step for step in steps if step.kind.phase in phases]
            self._computed_for, self.judged = now, None
            vars(self).pop("errors", None)

    @property
    def step(self) -> Step | None:
        """The operation just done; None at the start."""
        return self.steps[self.position - 1] if self.position else None

    def describe(self) -> str:
        """The operation just done, in words."""
        step, n = self.step, len(self.steps)
        if step is None:
            return "Nothing is computed yet. Press next."
        spelled, value = words(joined(step.formula)), number(step.value, DECIMALS, plus=True)
        return f"Step {self.position} of {n}, {step.kind.phase}: {spelled} = {value}."

    @property
    def at_end(self) -> bool:
        """Whether all operations are done."""
        return self.position == len(self.steps)

    @property
    def can_go_again(self) -> bool:
        """Whether new weights are known, and can be put in."""
        return self.at_end and self.until == "update"

    @property
    def done(self) -> list[Step]:
        """The operations done so far."""
        return self.steps[: self.position]

    @property
    def known(self) -> Known:
        """What is known by now."""
        return Known(self.network, self.done)

    @property
    def nudged(self) -> np.ndarray:
        """The gradient by nudging both ways with h, (P,)."""
        return numerical_gradient(self.network, self.x, self.y, self.loss, self.h)

    @cached_property
    def errors(self) -> np.ndarray:
        """The error of nudging for each of NUDGES: two-sided, one-sided, (2, n)."""
        found = nudging_errors(self.network, self.x, self.y, self.loss, NUDGES)
        return np.nan_to_num(found, nan=1.0)  # no number: no digit is right

    def losses(self) -> list[float]:
        """The sample's loss before the update, and with the parameters that are known now."""
        after = self.network.with_parameters(self.known.parameters)
        return [float(self.loss(one(self.x), self.y)) for one in (self.network, after)]

    # ------------------------------------------------------------------ what the reader does

    def go(self, position: int) -> None:
        """To where so many operations are done."""
        self.position = min(max(position, 0), len(self.steps))
        self.guess = self.judged = None
        if self.step and self.step.kind.known in ("gradients", "parameters"):
            self.chosen = self.step.at

    def next(self) -> None:
        """The next operation; what was guessed of it is judged."""
        if self.at_end:
            return
        guess, sign = self.guess, self.steps[self.position].sign
        self.go(self.position + 1)
        if guess is not None:
            right, asked = self.score
            self.judged, self.score = guess, (right + (guess == sign), asked + 1)

    def propose(self, event: dict) -> None:
        """Guess the sign of the next number; the same guess again takes it back."""
        sign = event.get("sign")
        checks.need(sign in ("+", "-", "0"), f"say +, - or 0, not {checks.short(sign)}")
        self.guess = None if sign == self.guess else sign

    def again(self) -> None:
        """Put the new weights in, and begin anew."""
        if self.can_go_again:
            self.network.parameters[...] = self.known.parameters
            self.go(0)

    def choose(self, event: dict) -> None:
        """Spell out another parameter's gradients."""
        self.chosen = chosen(event, self.network.n_parameters, self.chosen)

    def choose_part(self, event: dict) -> None:
        """The same, of a part of the drawing; a node has no gradient of its own."""
        if event["part"][0] == "p":
            self.chosen = int(event["part"][1:])


def _row(values: ArrayLike, n: int, name: str) -> np.ndarray:
    """One sample, as (1, n)."""
    values = checks.numbers(values, name)
    if values.size != n or values.ndim > 2 or (values.ndim == 2 and len(values) != 1):
        raise ValueError(
            f"{name} has shape {values.shape}: the microscope looks at one sample, {n} "
            f"number{'' if n == 1 else 's'} for this network"
        )
    return values.reshape(1, n)
