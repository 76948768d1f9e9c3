"""The points of the playground: what there is to learn, and which of it is held back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.core.scaling import Scale
from nnlab.datasets import (
    load_penguins,
    make_bumps,
    make_circles,
    make_gaussians,
    make_plane,
    make_spirals,
    make_xor,
    train_test_split,
)
from nnlab.datasets.penguins import SPECIES
from nnlab.pictures.geometry import Bounds, bounds_around, bounds_of_each

FRAME: Bounds = (-6.0, 6.0, -6.0, 6.0)  # so wide that sin x₁ has something to say
MOST, CLASSES = 2000, 4  # points, and classes, that can be drawn
Data = tuple[np.ndarray, np.ndarray]
Make = Callable[[int, float, np.random.Generator], Data]


@dataclass(frozen=True)
class Kind:
    """One of the sets of data.

    Attributes
    ----------
    title : what a reader calls it
    make : (n, noise, rng) to X (n, 2) and y: 0 and 1, one-hot of more classes, or numbers
    task : "classes" or "numbers"
    classes : how many; 0 of numbers
    truth : X to a number that is above 0 on the side of class 1; None where nobody knows
    names, units : of the two axes
    labels : of the classes, if they have names of their own
    """

    title: str
    make: Make
    task: str = "classes"
    classes: int = 2
    truth: Callable[[np.ndarray], np.ndarray] | None = None
    names: tuple[str, str] = ("x₁", "x₂")
    units: tuple[str, str] = ("", "")
    labels: tuple[str, ...] = ()


def _wide(make: Callable[..., Data], size: float, share: float, least: float = 0.0) -> Make:
    """Points of `nnlab.datasets` so much larger, with a share of the noise."""

    def made(n: int, noise: float, rng: np.random.Generator) -> Data:
        X, y = make(n, noise=least + share * noise, rng=rng)
        return size * X, y

    return made


def _cut(title: str, truth: Callable[[np.ndarray], np.ndarray]) -> Kind:
    """Points anywhere, whose class a known function tells; with noise, of a place nearby."""

    def made(n: int, noise: float, rng: np.random.Generator) -> Data:
        X = rng.uniform(-5.7, 5.7, (n, 2))
        sides = truth(X + 2 * noise * rng.standard_normal((n, 2))) > 0
        return X, sides.astype(float)[:, np.newaxis]

    return Kind(title, made, truth=truth)


def _clouds(n: int, noise: float, rng: np.random.Generator) -> Data:
    """Three round clouds."""
    which = np.arange(n) % 3
    angle = 2 * np.pi * (which / 3 + 0.25)
    centres = 3 * np.column_stack([np.cos(angle), np.sin(angle)])
    return centres + (0.7 + 2 * noise) * rng.standard_normal((n, 2)), np.eye(3)[which]


def _birds(n: int, noise: float, rng: np.random.Generator) -> Data:
    """The penguins; all of them, however many are asked for."""
    X, y = load_penguins(("bill_length", "body_mass"), SPECIES)
    return X + noise * X.std(axis=0) * rng.standard_normal(X.shape), y


DATA: dict[str, Kind] = {
    "circle": Kind("circle", _wide(make_circles, 5, 0.4)),
    "xor": Kind("exclusive or", _wide(make_xor, 5, 0.4)),
    "gaussians": Kind("two clouds", _wide(make_gaussians, 4, 0.6, 0.2)),
    "spiral": Kind("spiral", _wide(make_spirals, 5.5, 0.15)),
    "plane": Kind("tilted plane", _wide(make_plane, 5.7, 1), "numbers", 0),
    "bumps": Kind("hills", _wide(make_bumps, 5.7, 1), "numbers", 0),
    "sine": _cut("above a sine", lambda X: X[:, 1] - 3 * np.sin(X[:, 0])),
    "abs": _cut("above |x₁|", lambda X: X[:, 1] - np.abs(X[:, 0]) + 3),
    "disc": _cut("inside a circle", lambda X: 3.5 - np.hypot(X[:, 0], X[:, 1])),
    "three": Kind("three clouds", _clouds, classes=3),
    "penguins": Kind(
        "penguins",
        _birds,
        classes=3,
        names=("bill length", "body mass"),
        units=("mm", "g"),
        labels=SPECIES,
    ),
}


@dataclass(frozen=True, eq=False)
class Points:
    """Points to learn from and points held back.

    Attributes
    ----------
    kind : what they are points of
    X, y : (n, 2) in the plane's units, and (n, 1) or one-hot
    X_test, y_test : the same, of those held back; (0, 2) and (0, k) if none are
    bounds : of the picture
    scale : what the inputs are measured with before they go into the network, or None
    """

    kind: Kind
    X: np.ndarray
    y: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
    bounds: Bounds
    scale: Scale | None

    def __post_init__(self) -> None:
        for array in (self.X, self.y, self.X_test, self.y_test):
            array.flags.writeable = False

    def _classes(self, y: np.ndarray) -> np.ndarray | None:
        if self.kind.task == "numbers":
            return None
        return y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0].astype(int)

    @cached_property
    def classes(self) -> np.ndarray | None:
        """(n,) int; None where the targets are numbers."""
        return self._classes(self.y)

    @cached_property
    def test_classes(self) -> np.ndarray | None:
        """The same of those held back."""
        return self._classes(self.y_test)

    def targets(self) -> list[tuple[float, float, float]]:
        """All of them as (x1, x2, target), those held back last."""
        X, y = np.concatenate([self.X, self.X_test]), np.concatenate([self.y, self.y_test])
        which = self._classes(y)
        rows = np.column_stack([X, y[:, 0] if which is None else which])
        return [(x1, x2, target) for x1, x2, target in rows.tolist()]


def points_of(plan: Any) -> Points:
    """Those of a plan: always the same, to the bit."""
    if plan.data == "own":
        return _own(plan.points, plan.held, plan.frame)
    return _made(plan.data, plan.n, plan.noise, plan.share, plan.seed)


def kind_of(plan: Any) -> Kind:
    """What a plan's data are: of own points the targets tell."""
    return own_kind(plan.points) if plan.data == "own" else DATA[plan.data]


@lru_cache(maxsize=64)
def own_kind(points: tuple) -> Kind:
    """Targets 0, 1, 2 and 3 are classes; where there are others, they are numbers."""
    targets = {target for *_, target in points}
    whole = targets <= {*range(CLASSES)}
    classes = 1 + int(max({1, *targets})) if whole else 0
    return Kind("your own points", _nothing, "classes" if whole else "numbers", classes)


def _nothing(n: int, noise: float, rng: np.random.Generator) -> Data:
    raise ValueError("your own points aren't made, but drawn")


@lru_cache(maxsize=16)
def _made(data: str, n: int, noise: float, share: float, seed: int) -> Points:
    kind, (one, two) = DATA[data], np.random.SeedSequence(seed).spawn(2)
    X, y = kind.make(n, noise, np.random.default_rng(one))
    X, X_test, y, y_test = train_test_split(X, y, 1 - share, np.random.default_rng(two))
    measured = any(kind.units)
    bounds = bounds_of_each(np.concatenate([X, X_test])) if measured else FRAME
    return Points(kind, X, y, X_test, y_test, bounds, Scale(X) if measured else None)


@lru_cache(maxsize=16)
def _own(points: tuple, held: int, frame: Bounds) -> Points:
    kind, n = own_kind(points), len(points) - held
    rows = np.array(points, float).reshape(-1, 3)
    X, y = rows[:, :2], rows[:, 2:]
    if kind.classes > 2:
        y = np.eye(kind.classes)[y[:, 0].astype(int)]
    scale = Scale(X[:n]) if n and frame != FRAME else None
    return Points(kind, X[:n], y[:n], X[n:], y[n:], frame, scale)


def as_points(X: Any, y: Any) -> tuple[tuple[tuple[float, float, float], ...], Bounds]:
    """A table of points as (x1, x2, target) each, and the bounds of their picture.

    Parameters
    ----------
    X, y : (n, 2), and (n,), (n, 1) or one-hot: classes from 0, or -1 and +1, or numbers
    """
    X, y = checks.targets(X, None, name="X"), checks.numbers(y, "y")
    y = y[:, np.newaxis] if y.ndim == 1 else checks.targets(y, None)
    has = f"X has {X.shape[1]} columns, but a plane has two: give x1, x2"
    checks.need(X.shape[1] == 2, has)
    checks.need(len(y) == len(X), f"X has {len(X)} rows, but y has {len(y)}: give one a row")
    checks.need(2 <= len(X) <= MOST, f"give 2 to {MOST:,} points, not {len(X):,}")
    if y.shape[1] > 1:
        hot = np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()
        checks.need(hot, "y has several columns: each row needs a single 1, the rest 0")
        checks.need(y.shape[1] <= CLASSES, f"at most {CLASSES} classes can be drawn")
        y = y.argmax(axis=1)[:, np.newaxis].astype(float)
    elif np.isin(y, (-1, 1)).all() and (y < 0).any():
        y = (y + 1) / 2
    inside = 2 < np.abs(X).max() <= FRAME[1]
    spans = np.ptp(X, axis=0)
    alike = 5 * spans.min() >= spans.max()
    frame = FRAME if inside else bounds_around(X) if alike else bounds_of_each(X)
    return tuple(map(tuple, np.column_stack([X, y]).tolist())), frame
