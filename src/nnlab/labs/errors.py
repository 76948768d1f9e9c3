"""How far each answer is from its target, and what the loss would be if one were another."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.core import Loss, checks
from nnlab.labs.words import counted, place
from nnlab.pictures.numbers import number
from nnlab.pictures.ticks import ticks_between

LONGEST = 12  # rows that are drawn
NAMED = 6  # with so many at most each has its name
INPUTS = 3  # so many inputs of a row are named
AIR = 0.3  # how far a line of answers is seen beyond its targets, as a share of their height


class Errors:
    """The first output's error of each row, without widgets.

    Parameters
    ----------
    walk : with `.network`, `.loss` and `.training`
    axes : what one input and its answer are called

    Attributes
    ----------
    axes : as given
    tried : a row, and the answer that a hand holds it at; or None
    """

    def __init__(self, walk: Any, axes: Sequence[str] = ()) -> None:
        checks.need(len(axes) in (0, 2), "axes are two words: what is across, and what is up")
        self._walk, self.axes = walk, tuple(axes)
        self.tried: tuple[int, float] | None = None

    @property
    def line(self) -> bool:
        """Whether the answers are a line that is drawn, with squares on it."""
        X, loss = self._walk.training.X, self._walk.loss
        return X.shape[1] == 1 and loss.name == "mean_squared_error" and len(np.unique(X)) > 1

    def attempt(self, event: dict) -> None:
        """A hand holds a row's answer somewhere, or has let go."""
        held = event.get("phase") != "end"
        self.tried = (int(event["index"]), float(event["y"])) if held else None

    def picture(self) -> dict[str, Any]:
        """What `live.squares` shows."""
        walk, training = self._walk, self._walk.training
        loss: Loss = walk.loss
        X, y = training.X, training.y
        said = np.array(walk.network(X), dtype=float)
        squared, n = loss.name == "mean_squared_error", min(len(X), LONGEST)
        sides = set(np.unique(y)) == {0.0, 1.0}
        line, answers = self.line, said[:n, 0]
        if line:  # one that goes far beyond its targets doesn't shrink them
            air = AIR * np.ptp(y[:n, 0])
            answers = np.clip(answers, y[:n, 0].min() - air, y[:n, 0].max() + air)
        ends = _ends(np.concatenate([answers, y[:n, 0], [0.0, 1.0]]))
        if self.tried is not None:
            said[self.tried[0], 0] = self.tried[1]
        names = [_name(x) for x in X[:n]]
        return {
            "rows": [
                [name, float(out[0]), float(want[0]), int(want[0]) if sides else -1]
                for name, out, want in zip(names, said, y, strict=False)
            ],
            "ends": ends,
            "ticks": [[at, number(at, None)] for at in ticks_between(ends[0], ends[1], 5)],
            "squared": squared,
            "names": n <= NAMED and not line,
            "across": X[:n, 0].tolist() if line else [],
            "wide": _ends(X[:n, 0]) if line else [],
            "areas": [number(out, 2) for out in (said[:n, 0] - y[:n, 0]) ** 2],
            "axes": list(self.axes) if line else [],
            "spoken": [self._row(*row) for row in zip(names, said, y, strict=False)],
            "text": "The error of each row" + (", squared" if squared else ""),
            **self._words(squared, line),
            "mean": number(float(loss(said, y)), 4),
        }

    def _words(self, squared: bool, line: bool) -> dict[str, str]:
        """What stands above the squares."""
        X, many = self._walk.training.X, len(self._walk.training.X)
        if self.tried is not None:
            i, answer = self.tried
            return {"head": f"if {_name(X[i])} said {number(answer, 2)}", "total": "loss would be"}
        n = min(many, LONGEST)
        head = counted(n, "error") + f" of {many}" * (many > n) + ", squared" * squared
        area = "mean area = loss" if squared and many == n else "loss"
        return {"head": "● target, ○ output" if line else head, "total": area}

    def _row(self, name: str, said: np.ndarray, want: np.ndarray) -> str:
        cost = float(self._walk.loss(said[np.newaxis], want[np.newaxis]))
        answer = f"{name} says {number(said[0])}, wants {number(want[0], None)}"
        return f"{answer}: {number(cost, 4)} of loss"


def _ends(values: np.ndarray) -> list[float]:
    """Whole numbers around them."""
    return [float(np.floor(values.min() + 1e-9)), float(np.ceil(values.max() - 1e-9))]


def _name(x: np.ndarray) -> str:
    return place(x) if len(x) <= INPUTS else f"{place(x[:INPUTS])[:-1]}, …)"
