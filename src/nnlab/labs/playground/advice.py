"""What the numbers of a training say, in words, and where to see it.

Nothing here is guessed from the settings: it's read off the network and its records, or tried out
on a copy.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnlab.core import Training
from nnlab.labs.playground.plan import RATES
from nnlab.labs.words import listed
from nnlab.pictures.numbers import brief
from nnlab.pictures.wiring import node_names

FLAT, NEARLY = 0.02, 0.9  # a slope this small, beside the steepest, for so many of the points
MUTE = 0.005  # of an output, where the loss hardly falls with it: one that is undecided has 0.25
RISEN = 1.25  # times the lowest test loss
TRIED = 20  # epochs of a copy
SLOW, BETTER = 0.02, 3.0  # a loss that falls so little in them; and falls so much faster
_SETTINGS = ("loss", "batch_size", "l1", "l2")
WELL = 0.95  # of the points right: then nobody needs to be told


@dataclass(frozen=True)
class Advice:
    """Something worth a look.

    Attributes
    ----------
    kind : "diverged", "dead", "saturated", "twins", "overfitting", "slow" or "fast"
    sentence : what is seen, and what can be done
    show : {"node": key}, {"epoch": record} or {"control": name}
    """

    kind: str
    sentence: str
    show: dict[str, Any] = field(default_factory=dict)


def advice_of(model: Any) -> list[Advice]:
    """What a `PlaygroundModel`'s training shows now."""
    if not len(model.X):
        return []
    model.read()
    if model.live.end == "diverged" or not np.isfinite(model.loss):
        return [_diverged(model)]
    each: list[Callable] = [_neurons, _output, _twins, _overfitting, _rate]
    return [one for ask in each for one in ask(model)]


def _diverged(model: Any) -> Advice:
    smaller = model.live.settings.smaller_rate
    cure = f" Go back, and try a rate of {brief(smaller)}." if smaller else ""
    told = f"The numbers outgrew all bounds: each step was larger than the one before.{cure}"
    return Advice("diverged", told, {"control": "rate"})


def _well(model: Any) -> bool:
    """Whether there is nothing to complain about."""
    if model.right is not None:
        return model.right >= WELL
    return bool(model.loss < (1 - WELL) * np.var(model.y))


def _neurons(model: Any) -> Iterator[Advice]:
    """Hidden neurons whose slope is gone: of relu everywhere, of the others nearly."""
    network, names = model.network, node_names(model.network.sizes)
    found: dict[str, list[int]] = {"dead": [], "saturated": []}
    node = network.sizes[0]
    for trace, layer in zip(network.forward(model.training.X), network.layers[:-1], strict=False):
        slopes = np.abs(layer.activation.derivative(trace.z))
        steepest = float(np.abs(layer.activation.derivative(0.1)))
        for flat in (slopes <= FLAT * steepest).mean(axis=0):
            unbounded = not np.isfinite(sum(layer.activation.sides))
            if unbounded and flat == 1:
                found["dead"].append(node)
            elif not unbounded and flat >= NEARLY:
                found["saturated"].append(node)
            node += 1
    why = {
        "dead": "for every point it says 0, and no slope reaches its weights any more. "
        "A smaller rate from the start spares it",
        "saturated": "for nearly all points it is at its limit, where the slope is close to 0, so "
        "it hardly learns. Smaller weights help",
    }
    for kind, nodes in found.items():
        if nodes and (kind == "dead" or not _well(model)):
            who = names[nodes[0]] if len(nodes) == 1 else f"{names[nodes[0]]}, one of {len(nodes)},"
            yield Advice(kind, f"{who} is {kind}: {why[kind]}.", {"node": f"n{nodes[0]}"})


def _output(model: Any) -> Iterator[Advice]:
    """Points that are wrong, and get no slope: the output is at its limit there."""
    if model.wrong is None or _well(model):
        return
    network, training = model.network, model.training
    trace, end = network.forward(training.X)[-1], network.layers[-1]
    slopes = training.loss.gradient(trace.a, training.y) * end.activation.derivative(trace.z)
    mute = model.wrong & (np.abs(slopes * len(slopes)) <= MUTE).all(axis=1)
    if mute.sum() > model.wrong.sum() / 2:
        told = f"{mute.sum()} of the {model.wrong.sum()} points that are wrong get no slope: the "
        told += "output is saturated, as sure as it can be. Begin anew, with a smaller rate."
        yield Advice("saturated", told, {"node": f"n{sum(network.sizes) - 1}"})


def _twins(model: Any) -> Iterator[Advice]:
    """Neurons of a layer with the same numbers, which stay the same for ever."""
    node, names = model.network.sizes[0], node_names(model.network.sizes)
    for layer in model.network.layers[:-1]:
        same = (layer.parameters == layer.parameters[0]).all(axis=1)
        twins = [names[node + j] for j in np.flatnonzero(same)]
        if len(twins) > 1:
            told = f"{listed(twins)} are one neuron {len(twins)} times: with equal weights they "
            told += "learn the same for ever. Begin with random weights."
            yield Advice("twins", told, {"node": f"n{node}"})
            return
        node += len(layer)


def _overfitting(model: Any) -> Iterator[Advice]:
    """The test loss rises, while the training loss still falls."""
    history, best = model.history, model.best_epoch
    if best is None or best >= model.training.epoch:
        return
    at = history.at(best)
    lowest = float(history.validation_loss[at])
    if model.test_loss > RISEN * lowest and model.loss < history.loss[at]:
        told = f"Since epoch {best:,} the test loss has risen from {brief(lowest, 3)} to "
        told += f"{brief(model.test_loss, 3)}, while the training loss fell: overfitting. Go back "
        told += "there, or take more points, or keep the weights small with L2."
        yield Advice("overfitting", told, {"epoch": best})


def _rate(model: Any) -> Iterator[Advice]:
    """A rate ten times as large, or a tenth, is tried on a copy."""
    rate, training = model.live.settings.plain_rate, model.training
    if rate is None or training.seen or _well(model) or not np.any(model.gradients()):
        return
    now = float(training.measure())
    same = _tried(training, rate)
    for larger in (10 * rate, 100 * rate, 1000 * rate) if now - same < SLOW * now else ():
        fallen = now - _tried(training, larger)
        if larger <= RATES[-1] and fallen > max(BETTER * (now - same), SLOW * now):
            told = f"A rate of {brief(rate)} is small. In {TRIED} epochs the loss would fall to "
            told += f"{brief(same, 3)}; with {brief(larger)}, to {brief(now - fallen, 3)}."
            yield Advice("slow", told, {"control": "rate"})
            return
    smaller = _tried(training, rate / 10)
    if smaller < min(same, now) / BETTER**0.5:
        told = (
            f"A rate of {brief(rate)} is large: steps leap to and fro. In {TRIED} epochs the loss "
        )
        told += f"would be {brief(same, 3)}; with {brief(rate / 10)}, {brief(smaller, 3)}."
        yield Advice("fast", told, {"control": "rate"})


def _tried(training: Training, rate: float) -> float:
    """The loss of a copy after some epochs with that rate."""
    how: dict[str, Any] = {name: getattr(training, name) for name in _SETTINGS}
    optimizer, network = deepcopy(training.optimizer), training.network.copy()
    optimizer.learning_rate = rate
    copy = Training(network, training.X, training.y, optimizer=optimizer, rng=0, **how)
    return float(copy.run(TRIED).loss[-1])
