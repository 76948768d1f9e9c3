"""The playground without its widgets: what the network says, and the reader's own points.

The training is `LiveTraining`; all numbers are core's.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import checks, sigmoid, softmax
from nnlab.datasets import load_points
from nnlab.labs.playground import text
from nnlab.labs.playground.advice import Advice, advice_of
from nnlab.labs.playground.begin import inputs_of, training_of
from nnlab.labs.playground.data import FRAME, as_points
from nnlab.labs.playground.following import Following, Live
from nnlab.labs.playground.formulas import gradients_of, loss_lines, step_lines
from nnlab.labs.playground.plan import TITLES, Plan, changed
from nnlab.labs.playground.runs import MOST_RUNS, Run, run_of
from nnlab.pictures.wiring import links, node_names, parts


class PlaygroundModel(Following):
    """A plan, its points, and the training that follows it.

    Parameters
    ----------
    plan : every setting
    epochs : it has been trained so long when it opens

    Attributes
    ----------
    log : the runs that were kept
    loss, test_loss : when `read` was called; NaN where there are no such points
    wrong, test_wrong : which points are on the wrong side then; None where targets are numbers
    right, test_right : the share of those that aren't, or None

    >>> model = PlaygroundModel(Plan(features=("x1^2", "x2^2"), hidden=(), bends=(), rate=0.3))
    >>> model.advance(100)
    >>> model.read()
    >>> model.right, model.test_right
    (1.0, 1.0)
    """

    def __init__(self, plan: Plan | None = None, *, epochs: int = 0) -> None:
        super().__init__(Plan() if plan is None else plan)
        self.log: tuple[Run, ...] = ()
        if epochs:
            self.advance(epochs)
        self.read()

    def read(self) -> None:
        """How wrong the network is now, and where."""
        self.live.read()
        self.loss = self.live.loss if len(self.X) else np.nan
        self.test_loss = np.nan if self.live.validation is None else self.live.validation
        held = self.training.validation or (np.zeros(0), None)
        self.wrong = self._wrong(self.training.X, self.classes)
        self.test_wrong = self._wrong(held[0], self.test_classes)
        self.right, self.test_right = (
            None if wrong is None or not wrong.size else float((~wrong).mean())
            for wrong in (self.wrong, self.test_wrong)
        )

    def _wrong(self, inputs: np.ndarray, classes: np.ndarray | None) -> np.ndarray | None:
        if classes is None:
            return None
        if not len(classes):
            return np.zeros(0, bool)
        answers = self._said(self.network(inputs))
        return np.isnan(answers).any(axis=1) | (self._winner(answers) != classes)

    def winner(self, points: ArrayLike) -> np.ndarray:
        """The class that it takes points (k, 2) for: (k,) int."""
        return self._winner(self.answers(points))

    def _winner(self, answers: np.ndarray) -> np.ndarray:
        one = answers.shape[1] == 1
        return (answers[:, 0] > self.middle).astype(int) if one else answers.argmax(axis=1)

    @property
    def best_epoch(self) -> int | None:
        """The record with the lowest test loss; None where nothing is held back."""
        losses = self.history.validation_loss
        if losses is None or not np.isfinite(losses).any():
            return None
        return int(self.history.epochs[np.nanargmin(losses)])

    def add(self, x: float, y: float, target: float) -> None:
        """One more point, held back where that keeps the share. All are then the reader's own."""
        rows, held = self.points.targets(), len(self.X_test)
        keeps = len(self.X) >= 2 and held + 1 <= (1 - self.plan.share) * (len(rows) + 1)
        rows.insert(len(rows) if keeps else len(self.X), (x, y, target))
        self._draw(rows, held + keeps)

    def clear(self) -> None:
        """Begin with no points, to draw them all."""
        self._follow(changed(self.plan, data="own", points=(), frame=FRAME), True)

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

    def paste(self, table: str) -> None:
        """Own points from a table: x1, x2 and target in each line."""
        self.take(*load_points(f"{table}\n"))  # with a line break it's never a file's name

    def take(self, X: Any, y: Any = None) -> None:
        """Own points from arrays, lists or data frames; without y the last column is the target."""
        X, y = (each.to_numpy() if hasattr(each, "to_numpy") else each for each in (X, y))
        points, frame = as_points(*load_points(X, y))
        self._follow(changed(self.plan, data="own", points=points, frame=frame), True)

    # ------------------------------------------------------------------ what it tells

    def gradients(self) -> np.ndarray:
        """How the loss over all points to learn from changes with each parameter: (P,)."""
        return gradients_of(self.training)

    def equation(self, part: str = "p0") -> dict[str, list[str]]:
        """The formulas of the loss and of a weight's next step, each with today's numbers."""
        training, sizes = self.training, self.plan.sizes
        checks.need(part in parts(sizes) and part[0] == "p", f"no weight {checks.short(part)}")
        nodes = node_names(sizes, [TITLES[name] for name in self.plan.features])
        start, end = links(sizes)[int(part[1:])]
        name = f"{nodes[start]} → {nodes[end]}" if start != end else f"bias of {nodes[end]}"
        answers = self._said(self.network(training.X))
        told = {"loss": loss_lines(training, answers)}
        return told | {"update": step_lines(training, int(part[1:]), name)}

    def advice(self) -> list[Advice]:
        """What is worth a look."""
        return advice_of(self)

    def keep(self) -> None:
        """The present run goes into the log."""
        self.log = (*self.log, run_of(self))[-MOST_RUNS:]

    def reopen(self, i: int) -> None:
        """Run i of the log, as it was."""
        checks.need(0 <= i < len(self.log), f"there is no run {i}")
        self.load(self.log[i].text)

    # ------------------------------------------------------------------ to take away

    def save(self) -> str:
        """All of it as one short text: settings, points, weights; not the records."""
        self.notice()
        return text.encode(text.state_of(self.plan, self.training))

    def load(self, saved: str) -> None:
        """What `save` gave, to the bit; where that can't be, nothing changes.

        Raises
        ------
        ValueError
            If it isn't one of these texts, or isn't whole, or says what can't be.
        """
        state = text.decode(saved)
        live = Live(training_of(state.plan), speed=self.live.speed)
        text.put(state, live.training)
        self.stop()
        self.plan, self.live, self.last_reset = state.plan, live, ""

    def as_code(self) -> str:
        """Python that builds network, data and training as they are now."""
        self.notice()
        return text.code(self.plan, self.training)

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
        return float(y.min()), float(y.max())  # numbers have points: none at all are classes
