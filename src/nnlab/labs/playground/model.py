"""The playground without its widgets: a plan, the points, and a training that follows it.

The training is `LiveTraining`; all numbers are core's.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import LOSSES, OPTIMIZERS, History, Network, Training, checks, sigmoid, softmax
from nnlab.datasets import load_points
from nnlab.labs.playground.begin import inputs_of, penalties, training_of
from nnlab.labs.playground.data import Points, as_points, points_of
from nnlab.labs.playground.plan import BENDS, Plan, changed, losses, resets
from nnlab.labs.training.model import LiveTraining


class PlaygroundModel:
    """A plan, its points, and the training that follows it.

    Parameters
    ----------
    plan : every setting
    epochs : it has been trained so long when it opens

    Attributes
    ----------
    plan : replaced by `change`; a plan put here by undo holds after `settle`
    live : the training that can be paused and rewound; another one after a reset
    loss, test_loss : when `read` was called; the second None where nothing is held back
    wrong, test_wrong : which points are on the wrong side then, or None
    right, test_right : the share of those that aren't, or None

    >>> model = PlaygroundModel(Plan(features=("x1^2", "x2^2"), hidden=(), bends=(), rate=0.3))
    >>> model.advance(100)
    >>> model.read()
    >>> model.right, model.test_right
    (1.0, 1.0)
    """

    def __init__(self, plan: Plan | None = None, *, epochs: int = 0) -> None:
        self.plan = Plan() if plan is None else plan
        self.live = LiveTraining(training_of(self.plan))
        self.wrong: Any = None
        self.test_wrong: Any = None
        self.right: float | None = None
        self.test_right: float | None = None
        if epochs:
            self.advance(epochs)
        self.read()

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
        self.live.start()

    def stop(self) -> None:
        """Stop after the step at work."""
        self.live.stop()

    def slice(self) -> float | bool:
        """A few milliseconds of training; how many seconds to rest, or False at the end."""
        return self.live.slice()

    def advance(self, epochs: int = 1) -> None:
        """Train for so many epochs now."""
        self.live.advance(epochs)

    def step(self) -> None:
        """One step: the next batch."""
        self.live.step()

    def rewind(self, epoch: float) -> None:
        """The network as it was at the record nearest to that epoch."""
        self.live.rewind(epoch)
        self._read_back()

    def reset(self) -> None:
        """Back to the start: the plan's first weights, the same batches as before."""
        self.live.reset()
        self.live.progress = training_of(self.plan).state()

    def read(self) -> None:
        """How wrong the network is now, and where."""
        self.live.read()
        self.loss, self.test_loss = self.live.loss, self.live.validation
        self.wrong = self._wrong(self.X, self.classes)
        self.test_wrong = self._wrong(self.X_test, self.test_classes)
        self.right, self.test_right = (
            None if wrong is None else float((~wrong).mean())
            for wrong in (self.wrong, self.test_wrong)
        )

    def _wrong(self, X: np.ndarray, classes: np.ndarray | None) -> np.ndarray | None:
        if classes is None or not len(X):
            return None
        answers = self.answers(X)
        one = answers.shape[1] == 1
        said = answers[:, 0] > self.middle if one else answers.argmax(axis=1)
        return np.isnan(answers).any(axis=1) | (said != classes)

    @property
    def best_epoch(self) -> int | None:
        """The record with the lowest test loss; None where nothing is held back."""
        losses = self.history.validation_loss
        if losses is None or not np.isfinite(losses).any():
            return None
        return int(self.history.epochs[np.nanargmin(losses)])

    # ------------------------------------------------------------------ the settings

    def change(self, **settings: Any) -> bool:
        """Other settings; whether the training began anew. A refused one changes nothing."""
        plan = changed(self.plan, **settings)
        if "optimizer" in settings and self.live.settings.kind not in OPTIMIZERS:  # a reader's own
            self.training.optimizer = OPTIMIZERS[plan.optimizer](plan.rate)
        return self._follow(plan, bool(resets(self.plan, plan)))

    def _follow(self, plan: Plan, fresh: bool) -> bool:
        """Another plan, with fresh weights or those of now. Whether the curve began anew."""
        anew = fresh or points_of(plan) is not points_of(self.plan)
        if anew:
            network = None if fresh else self.network.copy()
            live = LiveTraining(training_of(plan, network), speed=self.live.speed)
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
        self.plan = replace(plan, **found)

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
    def bounds(self) -> tuple[float, float, float, float]:
        """Of the picture: x0, x1, y0, y1."""
        return self.points.bounds

    @property
    def names(self) -> tuple[str, ...]:
        """Of the two axes, with their units."""
        kind = self.points.kind
        pairs = zip(kind.names, kind.units, strict=True)
        return tuple(f"{name} ({unit})" if unit else name for name, unit in pairs)

    def add(self, x: float, y: float, target: float) -> None:
        """One more point to learn from. All points are then the reader's own."""
        rows = self.points.targets()
        rows.insert(len(self.X), (x, y, target))
        self._draw(rows, len(self.X_test))

    def move(self, i: int, x: float, y: float) -> None:
        """Point i, those held back counted last, is somewhere else."""
        rows = self.points.targets()
        rows[self._row(i)] = (x, y, rows[i][2])
        self._draw(rows, len(self.X_test))

    def turn(self, i: int) -> None:
        """Point i is of the next class; where targets are numbers, of the opposite one."""
        rows, kind = self.points.targets(), self.points.kind
        x, y, target = rows[self._row(i)]
        target = -target if kind.task == "numbers" else (target + 1) % kind.classes
        rows[i] = (x, y, target)
        self._draw(rows, len(self.X_test))

    def remove(self, i: int) -> None:
        """Without point i."""
        rows = self.points.targets()
        del rows[self._row(i)]
        self._draw(rows, len(self.X_test) - (i >= len(self.X)))

    def _row(self, i: int) -> int:
        n = len(self.X) + len(self.X_test)
        checks.need(0 <= i < n, f"there is no point {i}: the {n} count from 0")
        return i

    def _draw(self, rows: list, held: int) -> None:
        """Points that were changed by hand; the weights stay, as long as they fit."""
        drawn = {"data": "own", "points": tuple(rows), "held": held, "frame": self.bounds}
        plan = changed(self.plan, **drawn)
        same = (plan.sizes, plan.end) == (self.plan.sizes, self.plan.end)
        self._follow(plan, not same)

    def paste(self, text: str) -> None:
        """Own points from a table: x1, x2 and target in each line."""
        self.take(*load_points(f"{text}\n"))  # with a line break it's never a file's name

    def take(self, X: Any, y: Any = None) -> None:
        """Own points from arrays, lists or data frames; without y the last column is the target."""
        X, y = (each.to_numpy() if hasattr(each, "to_numpy") else each for each in (X, y))
        points, frame = as_points(*load_points(X, y))
        self._follow(changed(self.plan, data="own", points=points, frame=frame), True)

    # ------------------------------------------------------------------ what it says

    def inputs(self, points: ArrayLike) -> np.ndarray:
        """What the network is given of points (k, 2): (k, n_features)."""
        return inputs_of(self.plan, points)

    def answers(self, points: ArrayLike) -> np.ndarray:
        """What it says of points (k, 2): (k, n_out), shares where the loss works on z."""
        return self._said(self.network(self.inputs(points)))

    def _said(self, outputs: np.ndarray) -> np.ndarray:
        if self.training.loss.wants != "z":
            return outputs
        return softmax(outputs) if outputs.shape[1] > 1 else sigmoid(outputs)

    def node(self, points: ArrayLike, key: str) -> np.ndarray:
        """What a node says of points (k, 2): (k,). "n0" is the first input."""
        inputs = self.inputs(points)
        traces = self.network.forward(inputs)
        columns = [inputs, *(trace.a for trace in traces[:-1]), self._said(traces[-1].a)]
        known = [f"n{k}" for k in range(sum(self.network.sizes))]
        checks.need(key in known, f"this network has no node {checks.short(key)}")
        return np.concatenate(columns, axis=1)[:, known.index(key)]

    @property
    def middle(self) -> float:
        """The answer between two classes, or between the lowest and the highest target."""
        return sum(self._range) / 2

    @property
    def spread(self) -> float:
        """How far from the middle an answer is at its strongest."""
        low, high = self._range
        return (high - low) / 2 or 1.0

    @property
    def _range(self) -> tuple[float, float]:
        if self.points.kind.task == "classes":
            return (-1.0, 1.0) if self.plan.loss == "hinge" else (0.0, 1.0)
        if self.plan.data != "own":
            return -1.0, 1.0
        y = np.concatenate([self.y, self.y_test])
        return float(y.min()), float(y.max())
