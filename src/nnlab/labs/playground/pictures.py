"""What the Playground's pictures show: functions of the model as it was read last."""

from functools import lru_cache
from typing import Any

import numpy as np

from nnlab.core import checks
from nnlab.labs.playground.data import Kind
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import TITLES
from nnlab.labs.training import pictures as training
from nnlab.labs.words import place
from nnlab.pictures import wiring
from nnlab.pictures.field import WEAK, border
from nnlab.pictures.geometry import Bounds, sample_plane
from nnlab.pictures.numbers import number

CELLS = {True: 48, False: 72}  # of the plane, a side: while it runs, and at rest
MOST = 400  # points in the plane; of more, every second, third, ... is drawn
COARSE = 16  # cells a side that tell how far an input reaches
TRUTH = 160  # cells a side in which a known border is looked for


def names(model: PlaygroundModel) -> list[str]:
    """What the inputs are called."""
    return [TITLES[name] for name in model.plan.features]


def node_names(model: PlaygroundModel) -> list[str]:
    """What all nodes are called."""
    return wiring.node_names(model.network.sizes, names(model))


def node_name(model: PlaygroundModel, key: str) -> str:
    """What a node is called."""
    return node_names(model)[int(key[1:])]


def diagram(model: PlaygroundModel, selected: str, slopes: bool) -> dict[str, Any]:
    """The network, each node with its map; its links by weight, or by gradient."""
    shown: dict[str, Any] = {"network": model.network, "maps": model.bounds, "power": WEAK}
    shown |= {"through": model.inputs, "names": names(model), "compact": True, "text": None}
    return shown | {"selected": selected} | ({"slopes": model.gradients()} if slopes else {})


def plane(
    model: PlaygroundModel, node: str, probe: Any, *, hard: bool, tests: bool, edits: bool
) -> dict[str, Any]:
    """What the network answers, or one node; the points; where it is known, the true border."""
    bounds, cells = model.bounds, CELLS[model.running]
    places = sample_plane(bounds, cells)
    shown: dict[str, Any] = {"bounds": bounds, "probe": {}, "curves": []}
    wide, high = bounds[1] - bounds[0], bounds[3] - bounds[2]
    shown |= {
        "stretch": not np.isclose(wide, high),
        "edits": edits,
        "x_name": model.names[0],
        "y_name": model.names[1],
    }
    with np.errstate(all="ignore"):
        if node:
            shown |= _one(model, model.node(places, node), node, hard)
        elif model.n_classes > 2:
            shares = model.answers(places)
            away = (shares.max(axis=1) * model.n_classes - 1) / (model.n_classes - 1)
            shown |= {
                "mosaic": shares.argmax(axis=1),
                "strength": np.ones_like(away) if hard else away,
            }
        else:
            field = model.answers(places)[:, 0]
            scale: Any = (model.middle, model.spread, WEAK)
            if model.n_classes:
                shown["curves"] = border(field, model.middle, bounds)
            shown |= {"field": field - model.middle, "scale": "sides"} if hard else {}
            shown |= {} if hard else {"field": field, "scale": scale}
        if model.kind.truth is not None and not node:
            shown["curves"] += _truth(model.kind, bounds)
        if probe is not None:
            shown["probe"] = _probe(model, node, probe)
    return shown | points(model, tests)


@lru_cache(8)  # it never moves, however often the plane is drawn
def _truth(kind: Kind, bounds: Bounds) -> list[dict[str, Any]]:
    """The true border."""
    side = kind.truth(sample_plane(bounds, TRUTH)) if kind.truth else np.zeros(TRUTH**2)
    return [path | {"dashed": True} for path in border(side, 0.0, bounds)]


def _one(model: PlaygroundModel, said: np.ndarray, key: str, hard: bool) -> dict[str, Any]:
    """One node's answers, on its own scale."""
    middle, spread = reach(model, key)
    if hard:
        return {"field": said - middle, "scale": "sides"}
    return {"field": said, "scale": (middle, spread)}


def reach(model: PlaygroundModel, key: str) -> tuple[float, float]:
    """The middle of what a node says, or the network, and how far from it a colour is strongest."""
    last = sum(model.network.sizes) - model.network.n_out
    if not key or int(key[1:]) >= last:
        return model.middle, model.spread
    part = wiring.parts(model.network.sizes)[key]
    if "layer" in part:
        activation = model.network.activations[part["layer"]]
        return activation.neutral, activation.spread
    x = model.inputs(sample_plane(model.bounds, COARSE))[:, part["input"]]
    return 0.0, float(np.abs(x).max()) or 1.0


def _probe(model: PlaygroundModel, node: str, at: Any) -> dict[str, Any]:
    """What is answered at a place."""
    place_ = np.array([at], dtype=float)
    said = model.node(place_, node) if node else model.answers(place_)[0]
    text = ", ".join(number(float(each), 2) for each in said)
    return {"x": at[0], "y": at[1], "text": f"{place(np.round(at, 2))}: {text}"}


def points(model: PlaygroundModel, tests: bool) -> dict[str, Any]:
    """Points to learn from; over them, hollow, those held back, if they are shown."""
    X, y = model.X, model.y
    if tests:
        X, y = np.concatenate([X, model.X_test]), np.concatenate([y, model.y_test])
    some = slice(None, None, max(1, -(-len(X) // MOST)))
    hollow = np.arange(len(X)) >= len(model.X)
    shown: dict[str, Any] = {"X": X[some], "hollow": hollow[some]}
    if not model.n_classes:
        tones = (y[some, 0] - model.middle) / model.spread / 2 + 0.5
        return shown | {"tones": tones}
    classes = np.concatenate([model.classes, model.test_classes])[: len(X)]
    wrong = np.concatenate([model.wrong, model.test_wrong])[: len(X)] & np.isfinite(model.loss)
    shown |= {"classes": classes[some], "n_classes": model.n_classes}
    return shown | {"wrong": wrong[some]}


def row_of(index: Any, model: PlaygroundModel, tests: bool) -> int:
    """Which of all points a drawn one is."""
    n = len(model.X) + (len(model.X_test) if tests else 0)
    step = max(1, -(-n // MOST))
    known = isinstance(index, int) and 0 <= index * step < n
    checks.need(known, "That point isn't there any more.")
    return index * step


def curve(model: PlaygroundModel, named: bool = False) -> dict[str, Any]:
    """How the loss fell, of the points to learn from and of those held back.

    Parameters
    ----------
    named : whether the lines have their names; beside the scores they need none
    """
    shown = training.curve(model.live, [], draggable=True)
    words = {"training": "training", "validation": "test"} if named else {}
    lines = [line | {"name": words.get(line["name"], "")} for line in shown["lines"]]
    return shown | {"lines": lines, "cue": ""}
