"""A plan and the training that follows it: which change begins anew, and which goes on."""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from nnlab.core import ACTIVATIONS, LOSSES, OPTIMIZERS, History, Network, Training, checks
from nnlab.labs.playground.begin import penalties, training_of
from nnlab.labs.playground.data import Kind, Points, kind_of, points_of
from nnlab.labs.playground.plan import BENDS, Plan, changed, losses, resets
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.moments import Moments


class Live(LiveTraining):
    """A training of which nobody is asked when it will be done; no film is made of it."""

    asks = False

    def _new_moments(self) -> Moments:
        return Moments(self.training.X, None)

    def read(self) -> None:
        """How wrong the network is now."""
        training, held = self.training, self.training.validation
        self.loss = float(training.measure())
        self.validation = held and float(training.measure(self.network, *held))


class Following:
    """A plan, its points, and a training with the plan's settings, whoever changes either.

    Parameters
    ----------
    plan : every setting

    Attributes
    ----------
    plan : replaced by `change`; a plan put here by undo holds after `settle`
    live : the training that can be paused and rewound; another one after a reset
    last_reset : why it began anew last, or ""
    """

    def __init__(self, plan: Plan) -> None:
        self.plan, self.last_reset = plan, ""
        self.live = Live(training_of(plan))

    # ------------------------------------------------------------------ the training

    @property
    def training(self) -> Training:
        """Core's loop."""
        return self.live.training

    @property
    def network(self) -> Network:
        """The network of now."""
        return self.live.network

    @property
    def history(self) -> History:
        """Its records."""
        return self.training.history

    @property
    def running(self) -> bool:
        """Whether `slice` has something to do."""
        return self.live.running

    @property
    def progress(self) -> Any:
        """Where the training stands, for undo."""
        return self.live.progress

    @progress.setter
    def progress(self, progress: Any) -> None:
        self.live.progress = progress

    def start(self) -> None:
        """Begin to train in slices."""
        self._need_points()
        self.live.start()

    def stop(self) -> None:
        """Stop after the step at work."""
        self.live.stop()

    def slice(self) -> float | bool:
        """A few milliseconds of training; how many seconds to rest, or False at the end."""
        return self.live.slice()

    def advance(self, epochs: int = 1) -> None:
        """Train for so many epochs now."""
        self._need_points()
        self.live.advance(epochs)

    def step(self) -> None:
        """One step: the next batch."""
        self._need_points()
        self.live.step()

    def _need_points(self) -> None:
        checks.need(len(self.X), "there are no points to learn from yet: draw or paste some")

    def rewind(self, epoch: float) -> None:
        """The network as it was at the record nearest to that epoch."""
        self.live.rewind(epoch)
        self._read_back()

    def rescue(self) -> None:
        """After a divergence: back to the best record so far, with a smaller rate."""
        self.live.rescue()
        self._read_back()

    def reset(self) -> None:
        """Back to the start: the plan's first weights, the same batches as before."""
        self.live.reset()
        self.live.progress = training_of(self.plan).state()
        self.last_reset = ""

    # ------------------------------------------------------------------ the settings

    def change(self, **settings: Any) -> bool:
        """Other settings; whether the training began anew. A refused one changes nothing."""
        plan = changed(self.plan, **settings)
        if "optimizer" in settings and self.live.settings.kind not in OPTIMIZERS:  # a reader's own
            self.training.optimizer = OPTIMIZERS[plan.optimizer](plan.rate)
        return self._follow(plan, bool(resets(self.plan, plan)))

    def open(self, plan: Plan) -> None:
        """Begin with another plan."""
        self._follow(plan, True)

    def _follow(self, plan: Plan, fresh: bool) -> bool:
        """Another plan, with fresh weights or those of now. Whether the curve began anew."""
        anew = fresh or points_of(plan) is not points_of(self.plan)
        if anew:
            why, sizes = resets(self.plan, plan), "-".join(map(str, plan.sizes))
            self.last_reset = f"{why}, {plan.kind.title if 'data' in why else sizes}" * bool(why)
            network = None if fresh else self.network.copy()
            live = Live(training_of(plan, network), speed=self.live.speed)
            if self.running and not fresh:
                live.start()
            self.live.stop()
            self.live = live
        self.plan = plan
        self.settle()
        return anew

    def settle(self) -> None:
        """The training's settings are what the plan says: after undo, too."""
        plan, training, settings = self.plan, self.training, self.live.settings
        if settings.kind in OPTIMIZERS:
            if settings.kind != plan.optimizer:
                training.optimizer = OPTIMIZERS[plan.optimizer](plan.rate)
            elif settings.rate != plan.rate:
                settings.rate = plan.rate
        if min(training.batch_size or np.inf, len(training.X)) != min(plan.batch, len(training.X)):
            training.batch_size = plan.batch
        training.l1, training.l2 = penalties(plan)
        bends = [ACTIVATIONS.get(each.name) for each in self.network.activations]
        if tuple(bends) == self.network.activations:  # else one is of the reader's own
            settings.activate(ACTIVATIONS[name] for name in (*plan.bends, plan.end))
        if training.loss.name != losses(plan)[plan.loss][0]:
            training.loss = LOSSES[losses(plan)[plan.loss][0]]
        self.live.notice()

    def notice(self) -> None:
        """Take over into the plan what another cell has changed, as far as a plan can say it.

        Raises
        ------
        ValueError
            If loss, network and data don't fit any more; the settings are then as before.
        """
        self.live.notice()
        self._read_back()

    def _read_back(self) -> None:
        plan, training, settings = self.plan, self.training, self.live.settings
        found: dict[str, Any] = {"batch": training.batch_size or len(training.X)}
        if min(found["batch"], plan.batch) >= len(training.X):
            del found["batch"]
        if settings.kind in OPTIMIZERS and settings.plain_rate:
            found |= {"optimizer": settings.kind, "rate": settings.plain_rate}
        l1, l2 = training.l1, training.l2
        if (l1, l2) != penalties(plan) and not (l1 and l2):
            name = "L1" if l1 else "L2" if l2 else plan.penalty
            found |= {"penalty": name, "strength": max(l1, l2)}
        *bends, end = (activation.name for activation in self.network.activations)
        known = {pair: name for name, pair in losses(plan).items()}
        if (training.loss.name, end) in known:
            found["loss"] = known[training.loss.name, end]
        if {*bends} <= {*BENDS}:
            found["bends"] = tuple(bends)
        if any(getattr(plan, name) != value for name, value in found.items()):
            self.plan = replace(plan, **found)

    def settings(self) -> dict[str, Any]:
        """What of the plan isn't as usual."""
        pairs = {field.name: getattr(self.plan, field.name) for field in fields(Plan)}
        return {name: value for name, value in pairs.items() if value != getattr(Plan, name)}

    @property
    def suits(self) -> tuple[str, ...]:
        """The losses that suit the data."""
        return tuple(losses(self.plan))

    # ------------------------------------------------------------------ the network, bit by bit

    def layers(self, by: int) -> None:
        """So many hidden layers more, of two neurons; or fewer."""
        hidden = self.plan.hidden
        self.change(hidden=(*hidden, *[2] * by)[: max(0, len(hidden) + by)])

    def neurons(self, layer: int, by: int) -> None:
        """So many neurons more in a hidden layer, counted from 0."""
        hidden = list(self.plan.hidden)
        hidden[layer] += by
        self.change(hidden=hidden)

    def feature(self, name: str) -> None:
        """An input comes in, or goes."""
        self.change(features=tuple({*self.plan.features} ^ {name}))

    def bend(self, layer: int, name: str) -> None:
        """Another activation for a hidden layer."""
        bends = list(self.plan.bends)
        bends[layer] = name
        self.change(bends=bends)

    def bend_all(self, name: str) -> None:
        """The same activation for all hidden layers; a word that isn't one changes nothing."""
        if name in BENDS:
            self.change(bends=name)

    # ------------------------------------------------------------------ the points

    @property
    def points(self) -> Points:
        """The points to learn from, and those held back."""
        return points_of(self.plan)

    @property
    def X(self) -> np.ndarray:
        """(n, 2), in the units of the plane."""
        return self.points.X

    @property
    def y(self) -> np.ndarray:
        """(n, 1), 0 and 1 or numbers; one-hot of more classes."""
        return self.points.y

    @property
    def X_test(self) -> np.ndarray:
        """Those held back."""
        return self.points.X_test

    @property
    def y_test(self) -> np.ndarray:
        """Their targets."""
        return self.points.y_test

    @property
    def classes(self) -> np.ndarray | None:
        """(n,) int; None where the targets are numbers."""
        return self.points.classes

    @property
    def test_classes(self) -> np.ndarray | None:
        """The same of those held back."""
        return self.points.test_classes

    @property
    def kind(self) -> Kind:
        """What the data are."""
        return kind_of(self.plan)

    @property
    def n_classes(self) -> int:
        """How many; 0 where the targets are numbers."""
        return self.kind.classes

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Of the picture: x0, x1, y0, y1."""
        return self.points.bounds

    @property
    def names(self) -> tuple[str, ...]:
        """Of the two axes, with their units."""
        kind = self.points.kind
        pairs = zip(kind.names, kind.units, strict=True)
        return tuple(f"{name} ({unit})" if unit else name for name, unit in pairs)
