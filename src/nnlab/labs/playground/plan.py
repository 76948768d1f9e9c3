"""Every setting of the playground as one plain value, and which changes make it begin anew."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from nnlab.core import OPTIMIZERS, checks
from nnlab.labs.playground.data import DATA, FRAME, MOST, Kind, kind_of
from nnlab.pictures.geometry import Bounds, check_bounds

FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin x1", "sin x2")
TITLES = dict(zip(FEATURES, ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"), strict=True))
RATES = (1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SHARES = tuple(tenth / 10 for tenth in range(1, 10))
NOISES = tuple(twentieth / 20 for twentieth in range(11))
BATCHES = tuple(range(1, 31))
BENDS = ("tanh", "relu", "sigmoid", "identity")
PENALTIES = ("none", "L1", "L2")
STARTS = ("glorot", "he", "uniform", "small", "zeros")
LAYERS, NEURONS = 6, 8  # at most

# For a number of outputs: what each loss is called in core, and what ends the network then.
_SIGMOID = {"squared": ("mean_squared_error", "sigmoid")}
_SIGMOID |= {"absolute": ("mean_absolute_error", "sigmoid")}
TWO = _SIGMOID | {"cross-entropy": ("binary_cross_entropy", "sigmoid")}
TWO |= {"hinge": ("hinge_loss", "identity")}
MORE = _SIGMOID | {"cross-entropy": ("softmax_cross_entropy", "identity")}
NUMBERS = {name: (loss, "identity") for name, (loss, _) in _SIGMOID.items()}

_DATA, _NETWORK = "new data", "a new network"
RESETS = dict.fromkeys(("data", "n", "noise", "share", "seed"), _DATA)
RESETS |= dict.fromkeys(("features", "hidden", "bends", "start", "start_seed"), _NETWORK)


@dataclass(frozen=True)
class Plan:
    """Every setting; it never changes: `changed` makes another.

    Attributes
    ----------
    data : a key of `DATA`, or "own"
    points, held, frame : of own ones (x1, x2, target) each; how many of them, the last ones, are
        held back; the bounds of their picture
    n, noise, share, seed : how many are made, how much they are shaken, which share is learned
        from, and where chance begins
    features : of `FEATURES`, in that order
    hidden, bends : neurons and activation of each hidden layer
    loss : a key of `losses(plan)`
    optimizer, rate, batch : "SGD", "momentum" or "Adam"; the learning rate; samples a step
    penalty, strength : "none", "L1" or "L2", and how strong
    start, start_seed : how the first weights are drawn, and where chance begins

    >>> Plan(hidden=[3], bends="relu").sizes
    (2, 3, 1)
    >>> Plan(rate=-1)
    Traceback (most recent call last):
    ValueError: rate must be above 0, not -1: take 0.03
    """

    data: str = "circle"
    points: tuple = field(default=(), repr=False)  # there may be many
    held: int = 0
    frame: Bounds = FRAME
    n: int = 200
    noise: float = 0.0
    share: float = 0.5
    seed: int = 0
    features: tuple = ("x1", "x2")
    hidden: tuple = (4, 2)
    bends: tuple = ("tanh", "tanh")
    loss: str = "squared"
    optimizer: str = "SGD"
    rate: float = 0.03
    batch: int = 10
    penalty: str = "none"
    strength: float = 0.0
    start: str = "glorot"
    start_seed: int = 0

    def __post_init__(self) -> None:
        def put(name: str, value: Any) -> None:
            object.__setattr__(self, name, value)

        for name in ("n", "seed", "start_seed", "batch", "held"):
            least = {"n": 10, "batch": 1}.get(name, 0)
            put(name, checks.whole(getattr(self, name), name, least))
        for name in ("noise", "share", "rate", "strength"):
            put(name, checks.number(getattr(self, name), name, -np.inf))
        put("hidden", _listed(self.hidden, "hidden"))
        bends = (self.bends,) * len(self.hidden) if isinstance(self.bends, str) else self.bends
        put("bends", _listed(bends, "bends"))
        features = _listed(self.features, "features")
        put("features", tuple(sorted(features, key=lambda name: _one_of(name, FEATURES, "input"))))
        put("frame", check_bounds(self.frame))
        self._check_data()
        self._check_network()
        checks.need(0 < self.rate, f"rate must be above 0, not {self.rate:g}: take 0.03")
        checks.need(0 <= self.strength, f"strength must be 0 or more, not {self.strength:g}")
        _one_of(self.optimizer, OPTIMIZERS, "optimizer")
        _one_of(self.penalty, PENALTIES, "penalty")
        _one_of(self.loss, losses(self), f"loss for {self.kind.title}")

    def _check_data(self) -> None:
        _one_of(self.data, (*DATA, "own"), "data")
        checks.need(self.n <= MOST, f"n must be at most {MOST:,}, not {self.n:,}")
        checks.need(0 <= self.noise <= 0.5, f"noise must be from 0 to 0.5, not {self.noise:g}")
        share = f"share, to learn from, must be from 0.1 to 0.9, not {self.share:g}"
        checks.need(0.1 <= self.share <= 0.9, share)
        for name in ("seed", "start_seed"):
            checks.need(getattr(self, name) < 2**32, f"{name} must be less than 2**32")
        points = _listed(self.points, "points")
        if points:
            table = checks.numbers(points, "points", dtype=float)
            shape = "points must be (x1, x2, target) each"
            checks.need(table.ndim == 2 and table.shape[1] == 3, shape)
            checks.need(len(table) <= MOST, f"at most {MOST:,} points, not {len(table):,}")
            far = f"points must be within ±{FAR:g}, targets too: choose a larger unit"
            checks.need(np.abs(table).max() <= FAR, far)
            points = tuple(map(tuple, table.tolist()))
        object.__setattr__(self, "points", points)
        n = len(points)
        checks.need(self.held <= n, f"{self.held} of {n} points can't be held back")

    def _check_network(self) -> None:
        checks.need(self.features, "keep at least one input: a network has to see something")
        checks.need(len({*self.features}) == len(self.features), "each input once")
        many = f"{len(self.hidden)} hidden layers are too many: at most {LAYERS}"
        checks.need(len(self.hidden) <= LAYERS, many)
        for width in self.hidden:
            width = checks.whole(width, "the neurons of a layer")
            checks.need(width <= NEURONS, f"a layer has 1 to {NEURONS} neurons, not {width}")
        found = f"{len(self.bends)} bends for {len(self.hidden)} hidden layers"
        checks.need(len(self.bends) == len(self.hidden), f"{found}: give one a layer")
        for bend in self.bends:
            _one_of(bend, BENDS, "bend")
        _one_of(self.start, STARTS, "start")

    @property
    def kind(self) -> Kind:
        """What its data are."""
        return kind_of(self)

    @property
    def outputs(self) -> int:
        """One, or one for each of more than two classes."""
        return self.kind.classes if self.kind.task == "classes" and self.kind.classes > 2 else 1

    @property
    def sizes(self) -> tuple[int, ...]:
        """Of the network."""
        return (len(self.features), *self.hidden, self.outputs)

    @property
    def end(self) -> str:
        """The activation of the last layer."""
        return losses(self)[self.loss][1]


FAR = 1e9  # of points: their squares still leave room for a training


def losses(plan: Plan) -> dict[str, tuple[str, str]]:
    """Which losses suit the data: each with core's name for it, and what ends the network."""
    if plan.kind.task == "numbers":
        return NUMBERS
    return MORE if plan.kind.classes > 2 else TWO


def changed(plan: Plan, **settings: Any) -> Plan:
    """A plan with other settings; what no longer fits them follows.

    A new hidden layer bends as the last one, and where a loss doesn't suit the data, it's the first
    that does.

    >>> plan = changed(Plan(loss="hinge"), data="plane", hidden=(4, 2, 2))
    >>> plan.loss, plan.bends
    ('squared', ('tanh', 'tanh', 'tanh'))
    """
    unknown = settings.keys() - {field.name for field in fields(Plan)}
    checks.need(not unknown, f"there is no setting {', '.join(sorted(unknown))}")
    if "hidden" in settings and "bends" not in settings:
        n, bends = len(_listed(settings["hidden"], "hidden")), plan.bends or ("tanh",)
        settings["bends"] = (*bends, *bends[-1:] * n)[:n]
    fitting = replace(plan, **{"held": 0} | settings | {"loss": "squared"})  # which suits all data
    if fitting.data == "own" and "held" not in settings:
        settings |= _split(fitting, {"points", "seed", "share"} & settings.keys(), plan.held)
    if "loss" not in settings and plan.loss not in losses(fitting):
        settings["loss"] = "squared"
    return replace(plan, **settings)


def _split(plan: Plan, given: set[str], held: int) -> dict[str, Any]:
    """Which own points are held back: where nothing of it was given, those that were."""
    n = len(plan.points)
    points = plan.points
    if {"points", "seed"} & given:
        points = tuple(points[i] for i in np.random.default_rng(plan.seed).permutation(n))
    held = n - min(n, max(2, round(plan.share * n))) if given else held
    return {"points": points, "held": held}


def resets(old: Plan, new: Plan) -> str:
    """Why the training begins anew with fresh weights: "new data", ..., or "" if it doesn't."""
    for name, why in RESETS.items():
        if getattr(old, name) != getattr(new, name):
            return why
    return _NETWORK if (old.sizes, old.end) != (new.sizes, new.end) else ""


def _listed(value: Any, name: str) -> tuple:
    good = isinstance(value, (list, tuple))
    checks.need(good, f"{name} must be a list, not {checks.short(value)}")
    return tuple(value)


def _one_of(value: Any, known: Any, what: str) -> int:
    """Where it stands among the known ones."""
    known = list(known)
    there = isinstance(value, str) and value in known
    checks.need(there, f"unknown {what} {checks.short(value)}: choose {', '.join(known)}")
    return known.index(value)
