"""The film without its widgets: where in a training step one is, and what is known there."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks, numerical_gradient
from nnlab.core.losses import as_loss
from nnlab.labs.backprop.scenes import Scene, scenes
from nnlab.labs.backprop.steps import KINDS, Known, Step, all_steps
from nnlab.labs.samples import chosen, keys, one_network
from nnlab.labs.words import check_finite, parameter_names
from nnlab.pictures.nudging import LEAST, nudging_errors
from nnlab.pictures.wiring import checked_sizes

PHASES = tuple(dict.fromkeys(kind.phase for kind in KINDS.values()))
NUDGES = 10.0 ** np.arange(-13, 0.1, 0.5)  # the sizes at which the U is computed
WIDE = 1e-2  # the nudge at first, where a hand can change it
SPEEDS = {"¼": 0.25, "1": 1.0, "4": 4.0}


class Film:
    """One training step of one sample, scene by scene.

    Parameters
    ----------
    network : Network without runs, small enough to draw
    x, y : (n_in,), (n_out,)
    loss : Loss, or its name
    rate : the learning rate of the update
    until : the last phase to go through

    Attributes
    ----------
    scenes, position : what happens, in order; how many of these are on screen
    goes_back : whether the way back is shown at all
    playing, speed, held : whether it goes on by itself; how fast; whether a hand holds its thumb
    chosen : the parameter whose gradients are spelled out
    h, seen : the size of the nudge; the stretch of `NUDGES` that was tried, from and to
    at_first : that stretch before a hand moved it
    guess : the sign that the number asked for was said to have; None: nothing was said
    score : (right guesses, guesses)
    asks, compared : whether guesses are asked for, and the chosen parameter's gradients compared

    >>> network = Network([1, 1], "sigmoid", init="zeros")
    >>> film = Film(network, [1], [1], "mean_squared_error", 0.5, "update")
    >>> film.go(2)
    >>> film.scene.title, float(film.scene.steps[0].value)
    ('answers', 0.5)
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
        self.playing, self.held, self.speed = False, False, 1.0
        self.h = WIDE
        self.chosen = network.n_parameters - network.layers[-1].parameters.size
        self.guess: str | None = None
        self.score = (0, 0)
        self.asks = self.compared = True
        self.position = int(self.begun)
        self._computed_for: tuple | None = None  # what the operations were computed for
        self.read()

    def open(self, step: int, chosen: int | None, h: float) -> None:
        """Begin where so many scenes are done, with this parameter spelled out and this h."""
        n = self.network.n_parameters
        self.position = max(self.checked_step(step), int(self.begun))
        self.chosen = self.chosen if chosen is None else checks.whole(chosen, "chosen", 0)
        checks.need(self.chosen < n, f"chosen must be below {n}, the number of parameters")
        self.h = checks.number(h, "h")
        checks.need(h > 0, f"h is the size of a nudge, so it must be more than 0, not {h:g}")
        self._look()

    def checked_step(self, step: int) -> int:
        """A number of scenes, if there are as many."""
        step, most = checks.whole(step, "step", 0), len(self.scenes)
        checks.need(step <= most, f"step is at most {most}")
        return step

    def read(self) -> None:
        """Compute all operations, unless the network is still the same."""
        check_finite(parameter_names(self.network.sizes), self.network.parameters)
        now = self.network.parameters.tobytes(), self.network.activations
        if now != self._computed_for:
            phases = PHASES[: PHASES.index(self.until) + 1]
            steps = all_steps(self.network, self.x, self.y, self.loss, self.rate)
            self.scenes = scenes([step for step in steps if step.kind.phase in phases])
            self._computed_for, self.guess = now, None
            vars(self).pop("errors", None)
            self._look()

    @property
    def begun(self) -> bool:
        """Whether its first scene is there from the start, for its sums are what is asked."""
        return self.asks and not self.goes_back

    @property
    def waits(self) -> bool:
        """Whether nothing has left the inputs yet: at the start, or till the first answer."""
        return not self.position or bool(self.begun and self.position == 1 and self.asked)

    @property
    def scene(self) -> Scene | None:
        """What is on screen; None where none has begun."""
        return self.scenes[self.position - 1] if self.position else None

    @property
    def fresh(self) -> list[Step]:
        """What comes in this scene: of one that was there from the start, what was asked."""
        scene = self.scene
        steps = list(scene.steps) if scene else []
        begins = self.begun and scene is self.scenes[0]
        return [step for step in steps if step is scene.asked] if scene and begins else steps

    @property
    def frames(self) -> list[Scene]:
        """The scenes that are counted: all but the update, which is the end of them."""
        return [scene for scene in self.scenes if scene.name != "update"]

    @property
    def asked(self) -> Step | None:
        """The operation whose number is kept back until its sign has been said, if any is."""
        scene = self.scene
        waits = self.asks and self.guess is None and scene and (self.begun or scene.name != "z")
        return scene.asked if waits and scene else None

    @property
    def leaving(self) -> list[Step]:
        """The blame that will leave the layer at work, while it waits there."""
        scene = self.scene
        back = [one for one in self.scenes[self.position :] if one.name == "blame"]
        waits = scene and scene.phase == "backward" and back and back[0].layer == scene.layer
        return [step for step in back[0].steps if step.kind.name == "blame"] if waits else []

    @property
    def at_end(self) -> bool:
        """Whether all is done."""
        return self.position == len(self.scenes)

    @property
    def can_go_again(self) -> bool:
        """Whether new weights are known, and can be put in."""
        return self.at_end and self.until == "update"

    @property
    def landed(self) -> list[Step]:
        """The operations whose numbers stand where they belong: not on their way, not asked for."""
        steps = [step for scene in self.scenes[: self.position] for step in scene.steps]
        if self.scene and self.scene.name == "blame":
            steps = steps[: -len(self.scene.steps)]
        return [step for step in steps if step is not self.asked]

    @property
    def known(self) -> Known:
        """What is known by now."""
        return Known(self.network, self.landed)

    @property
    def nudged(self) -> np.ndarray:
        """The gradient by nudging both ways with h, (P,)."""
        return numerical_gradient(self.network, self.x, self.y, self.loss, self.h)

    @cached_property
    def errors(self) -> np.ndarray:
        """The error of nudging for each of NUDGES: two-sided, one-sided, (2, n)."""
        found = nudging_errors(self.network, self.x, self.y, self.loss, NUDGES)
        return np.nan_to_num(found, nan=1.0)  # no number: no digit is right

    @property
    def stop(self) -> int:
        """Which of NUDGES is nearest to the size of the nudge."""
        return int(np.abs(np.log10(NUDGES / self.h)).argmin())

    @property
    def tried(self) -> np.ndarray:
        """Which of NUDGES were tried, (n,) of bool."""
        places = np.arange(len(NUDGES))
        return (places >= self.seen[0]) & (places <= self.seen[1])

    @property
    def digits(self) -> np.ndarray:
        """In how many digits backprop and nudging agree, for each of NUDGES: (n,)."""
        return np.floor(-np.log10(np.maximum(self.errors[0], LEAST))).astype(int)

    @property
    def narrow(self) -> bool:
        """Whether the nudge agrees worse than a wider one does."""
        return bool(self.digits[self.stop] < self.digits[self.stop :].max())

    @property
    def bottomed(self) -> bool:
        """Whether the nudge that agrees best was found, and worse ones on both its sides."""
        most, tried = self.digits.max(), self.digits[slice(self.seen[0], self.seen[1] + 1)]
        good = np.flatnonzero(tried == most)
        inside = len(good) > 0 and 0 < good[0] and good[-1] < len(tried) - 1
        return bool(inside and self.digits[self.stop] == most)

    @property
    def either_way(self) -> list[float]:
        """The loss with the chosen parameter nudged up, and nudged down."""
        nudge = self.h * (np.arange(self.network.n_parameters) == self.chosen)
        return [self._loss_with(self.network.parameters + way * nudge) for way in (1, -1)]

    def losses(self) -> list[float]:
        """The sample's loss before the update, and with the parameters that are known now."""
        return [self._loss_with(p) for p in (self.network.parameters, self.known.parameters)]

    def _loss_with(self, parameters: np.ndarray) -> float:
        return float(self.loss(self.network.with_parameters(parameters)(self.x), self.y))

    # ------------------------------------------------------------------ what the reader does

    def go(self, position: int) -> None:
        """To where so many scenes are done."""
        self.position = min(max(position, int(self.begun)), len(self.scenes))
        self.guess = None
        if self.scene and self.scene.name in ("gradient", "bias"):
            self.chosen = self.scene.shown[-1].at
        if self.at_end:
            self.playing = False

    def turn_to(self, position: int, held: bool = False) -> None:
        """The same, by hand: the film stops, and nothing moves while a thumb is held."""
        self.playing, self.held = False, held
        self.go(position)

    def play(self) -> None:
        """Let it go on by itself, from the beginning if it has ended; or stop it."""
        if self.playing and not self.asked:
            self.playing = False
            return
        self.playing, self.held = True, False
        self.go(0 if self.at_end else self.position + 1)

    def rested(self, event: dict) -> None:
        """A scene that was played has landed: on to the next, unless that has happened already."""
        if self.playing and event.get("step") == self.position and not self.asked:
            self.go(self.position + 1)

    def propose(self, event: dict) -> None:
        """Say the sign of the number that is asked for."""
        sign, asked = event.get("sign"), self.asked
        checks.need(sign in ("+", "-", "0"), f"say +, - or 0, not {checks.short(sign)}")
        if asked:
            self.playing |= self.waits  # it begins with the answer
            right, n = self.score
            self.guess, self.score = sign, (right + (sign == asked.sign), n + 1)

    def again(self) -> None:
        """Put the new weights in, and begin anew."""
        if self.can_go_again:
            self.network.parameters[...] = self.known.parameters
            self.go(0)

    def drag_nudge(self, event: dict) -> None:
        """A hand moves the nudge along the U."""
        if event["phase"] != "start":
            self._nudge(round(2 * event["x"]) / 2)  # it stops where the U is known

    def step_nudge(self, event: dict) -> None:
        """A key does."""
        self._nudge(np.log10(self.h) + 0.5 * keys(event))

    def end_nudge(self, event: dict) -> None:
        """Home or End does."""
        self._nudge(np.log10(NUDGES[0 if event["to"] == "first" else -1]))

    def _look(self) -> None:
        """At first all wider nudges are known: one sees which way it goes."""
        self.seen = self.at_first = self.stop, len(NUDGES) - 1

    def _nudge(self, power: float) -> None:
        power = float(np.clip(power, np.log10(NUDGES[0]), np.log10(NUDGES[-1])))
        self.h = float(f"{10**power:.1e}")
        low, high = self.seen
        self.seen = min(low, self.stop), max(high, self.stop)

    def choose(self, event: dict) -> None:
        """Spell out another parameter's gradients."""
        self.chosen = chosen(event, self.network.n_parameters, self.chosen)

    def choose_part(self, event: dict[str, Any]) -> None:
        """The same, of a part of the drawing."""
        self.choose({"index": int(str(event.get("part"))[1:])})


def _row(values: ArrayLike, n: int, name: str) -> np.ndarray:
    """One sample, as (1, n)."""
    values = checks.numbers(values, name)
    if values.size != n or values.ndim > 2 or (values.ndim == 2 and len(values) != 1):
        raise ValueError(
            f"{name} has shape {values.shape}: the lab looks at one sample, {n} "
            f"number{'' if n == 1 else 's'} for this network"
        )
    return values.reshape(1, n)
