"""A digit that is painted, and a neuron that reads it: PixelLab without its widgets."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Neuron, checks
from nnlab.labs import words
from nnlab.labs.samples import chosen, two_names, two_sided
from nnlab.live.panel import number

QUARTER = 0.25  # of ink, that a key adds
STRENGTH = 0.62  # in the map weak numbers are drawn stronger than they are, or few would be seen


class Ink:
    """A picture of ink from 0 to 1, as it was and as it is painted, and what a neuron says of it.

    Parameters
    ----------
    neuron : Neuron with a weight for each pixel
    X : (n_samples, n_pixels), y : (n_samples, 1), targets 0/1 or -1/+1
    classes : what the two are called
    index : the picture that is shown first
    ink : (n_pixels,), how it is painted at first; None: as it is

    Attributes
    ----------
    index : the picture that is painted on
    ink : (n_pixels,), as it is now
    looked : the pixel that it is about, or -1
    hinted : whether it was said which way the sum has to go
    hint : the pixel that is shown as the best to change next, or -1
    z, says : the sum, and whether it is above 0
    adds : (n_pixels,), what each pixel adds to the sum
    changed : the pixels that are not as they were
    fewest : so many pixels are enough to turn the answer round; 0: no painting can
    misread : whether what it says of the picture as it was is wrong
    turned : whether the paint has turned the answer round: it is fooled, or put right

    >>> model = Ink(Neuron([2, -1, 0, 0], -0.5), [[1, 0, 0, 0.0]], [[1]], ("3", "8"))
    >>> model.read()
    >>> model.z, model.adds.tolist(), model.fewest
    (1.5, [2.0, -0.0, 0.0, 0.0], 1)
    """

    def __init__(
        self,
        neuron: Neuron,
        X: ArrayLike,
        y: ArrayLike,
        classes: tuple[str, str],
        index: int = 0,
        ink: ArrayLike | None = None,
    ) -> None:
        self.owner, self.X = neuron, checks.inputs(X, neuron).astype(float)
        self.y = two_sided(y, len(self.X))
        side = math.isqrt(neuron.n_in)
        square = (
            f"PixelLab paints a square, so its neuron needs 4, 9, ... weights, not {neuron.n_in}"
        )
        checks.need(side > 1 and side * side == neuron.n_in, square)
        inside = self.X.min() >= 0 and self.X.max() <= 1
        checks.need(inside, "pixels are ink from 0 to 1: divide X by its largest value")
        last = f"index is one of the {len(self.X)} pictures, 0 to {len(self.X) - 1}, not {index}"
        checks.need(0 <= checks.whole(index, "index", 0) < len(self.X), last)
        self.side, self.index, self.looked, self.hint, self.hinted = side, index, -1, -1, False
        painted = self.X[index] if ink is None else checks.like(ink, self.X[index], "ink")
        self.ink = np.clip(painted, 0.0, 1.0)
        [self.classes] = two_names(classes=classes)
        self._stroke: tuple[str, np.ndarray] | None = None  # its id, and the ink before it

    def read(self) -> None:
        """What the neuron says of the ink, and how few pixels would turn it round."""
        w, b = self.owner.w, self.owner.b
        words.check_finite(
            [*(f"weight of pixel {k}" for k in range(1, len(w) + 1)), "bias"], self.owner.parameters
        )
        self.target = int(self.y[self.index, 0] > 0)
        self.adds = np.nan_to_num(w * self.ink)
        self.z = float(np.nan_to_num(self.ink @ w + b))
        self.says = int(self.z > 0)
        self.was = float(np.nan_to_num(self.X[self.index] @ w + b))
        self.said = int(self.was > 0)
        self.changed = np.flatnonzero(self.ink != self.X[self.index]).tolist()
        self.fewest = len(self.turning())
        self.misread = self.said != self.target
        self.turned = bool(self.changed) and self.says != self.said
        if self.hint >= 0:
            self.hint = -1 if self.turned else self.best()

    def turning(self) -> list[int]:
        """The fewest pixels that turn the answer to the picture as it was, the strongest first."""
        toward, gains = -1 if self.was > 0 else 1, self._gains(self.X[self.index])
        order, left = np.argsort(-gains, kind="stable"), abs(self.was)
        reached = np.cumsum(gains[order])
        enough = np.flatnonzero(reached > left) if toward > 0 else np.flatnonzero(reached >= left)
        return order[: enough[0] + 1].tolist() if len(enough) else []

    def best(self) -> int:
        """The pixel that would take the sum farthest towards the other answer, or -1."""
        k = int(np.argmax(self._gains(self.ink)))
        return k if self._gains(self.ink)[k] > 0 else -1

    def gain(self) -> float:
        """What changing the pixel of the hint does to the sum."""
        return float(self._gains(self.ink)[self.hint]) * (-1 if self.was > 0 else 1)

    def _gains(self, x: np.ndarray) -> np.ndarray:
        """How far each pixel can take the sum towards the other answer: all ink, or none."""
        toward = (-1 if self.was > 0 else 1) * self.owner.w
        return np.nan_to_num(np.maximum(toward * (1 - x), -toward * x))

    # What it shows

    def picture(self) -> dict[str, Any]:
        """The ink, on the large square."""
        advice = ("rub it out", "ink it")[self._inked(self.hint)] if self.hint >= 0 else ""
        shown = {"values": self.ink, "strokes": self.ink, "changed": self.changed}
        return shown | {"selected": self.looked, "hint": self.hint, "advice": advice}

    def weights(self) -> dict[str, Any]:
        """The neuron's weights, each in its place, and the outline of the ink on them."""
        seen = np.sign(self.owner.w) * np.abs(self.owner.w) ** STRENGTH
        about = self.looked if self.looked >= 0 else self.hint
        shown = {"signed": True, "strokes": self.ink, "selected": about}
        zero, one = self.classes
        key = f"blue\u00a0weights\u00a0for\u00a0{one}, orange\u00a0for\u00a0{zero}"
        return shown | {"values": seen, "caption": key}

    # What the reader does

    def paint(self, event: dict) -> None:
        """A hand has painted these pixels since it came down; Escape puts them back."""
        if self._stroke is None or self._stroke[0] != event["id"]:
            self._stroke = event["id"], self.ink
        ink = self._stroke[1].copy()
        if event["phase"] != "cancel":
            ink[self._known(event["cells"])] = min(max(float(event["ink"]), 0.0), 1.0)
        self.ink = ink

    def add(self, event: dict) -> None:
        """A key adds a quarter of ink, or takes it away."""
        self._set(event["index"], self.ink[event["index"]] + QUARTER * event["steps"])

    def flip(self, event: dict) -> None:
        """A key turns ink to paper, and paper to ink."""
        self._set(event["index"], self.flipped(event["index"]))

    def flipped(self, k: int) -> float:
        """A pixel's ink, if a hand touched it."""
        return float(self.ink[k] < 0.5)

    @property
    def would(self) -> float:
        """What the sum would be if a hand touched the pixel that it is about."""
        k = self.looked
        more = self.flipped(k) - self.ink[k] if k >= 0 else 0.0
        return self.z + float(self.owner.w[k] * more)

    def look(self, event: dict) -> None:
        """A pixel is looked at, or none."""
        self.looked = chosen(event, len(self.ink), -1)

    def turn_to(self, index: int) -> None:
        """Another picture, as it was."""
        self.index = index % len(self.X)
        self.wipe()

    def wipe(self) -> None:
        """The picture as it was."""
        self.ink, self.hint, self.hinted = self.X[self.index].copy(), -1, False

    def guide(self) -> None:
        """Say which way; then show the best pixel to change; then change it, and show the next."""
        if self.hint < 0:
            self.hint, self.hinted = self.best() if self.hinted else -1, True
            return
        here = np.arange(len(self.ink)) == self.hint
        self.ink = np.where(here, self._inked(self.hint), self.ink)

    def show_one(self) -> None:
        """Paint the fewest pixels that turn it round."""
        ink = self.X[self.index].copy()
        for k in self.turning():
            ink[k] = self._inked(k)
        self.ink = ink

    def _inked(self, k: int) -> bool:
        """Whether it is ink in this pixel that takes the sum towards the other answer."""
        return bool((self.owner.w[k] > 0) == (self.was <= 0))

    # In words

    def describe(self) -> str:
        """What it says of the picture, and by how much."""
        says, target = self.classes[self.says], self.classes[self.target]
        changed = f" {words.sentence(words.counted(len(self.changed), 'pixel'))} changed."
        given = f"A picture of {target}. z = {number(self.z, plus=True)}, so it says {says}."
        return given + (changed if self.changed else "")

    def about(self, k: int) -> tuple[str, str]:
        """Where a pixel is; its ink and its weight."""
        row, column = divmod(k, self.side)
        ink, weight = number(self.ink[k]), number(self.owner.w[k], plus=True)
        return f"row {row + 1}, column {column + 1}:", f"ink {ink} · weight {weight}"

    # Inside

    def _set(self, k: int, value: float) -> None:
        ink = self.ink.copy()
        ink[self._known([k])] = min(max(value, 0.0), 1.0)
        self.ink, self.looked = ink, k

    def _known(self, cells: list[int]) -> list[int]:
        return [k for k in cells if 0 <= k < len(self.ink)]
