"""The loss and a step downhill as formulas, with the numbers of now, which core has computed."""

from copy import deepcopy
from typing import Any

import numpy as np

from nnlab.core import Network, Training
from nnlab.core.gradients import penalty
from nnlab.pictures.numbers import brief, number

FIRST = 2  # samples whose numbers stand in the formula
# By core's name of a loss: the formula of one answer, and how the numbers stand in it.
_SHARE = ("−log(share of the right class)", "(−log {0})")
LOSSES = {
    "mean_squared_error": ("(answer − target)²", "({0} − {3})²"),
    "mean_absolute_error": ("|answer − target|", "|{0} − {3}|"),
    "hinge_loss": ("max(0, 1 − target · answer)", "max(0, 1 − {3} · {2})"),
    "binary_cross_entropy": _SHARE,
    "sigmoid_cross_entropy": _SHARE,
    "softmax_cross_entropy": _SHARE,
}
STEPS = {  # by an optimizer's title
    "SGD": "weight ← weight − rate · slope",
    "momentum": "speed ← 0.9 · speed + slope;  weight ← weight − rate · speed",
    "Adam": "weight ← weight − rate · mean slope / √(mean of slope²)",
}


def gradients_of(training: Training) -> np.ndarray:
    """How the loss over all samples changes with each parameter, penalty included: (P,)."""
    network = training.network
    with np.errstate(all="ignore"):
        traces = network.forward(training.X)
        slopes = network.backward(traces, training.loss.gradient(traces[-1].a, training.y))
    return slopes + penalty(network, training.l1, training.l2)[1]


def loss_lines(training: Training, answers: np.ndarray) -> list[str]:
    """The loss as a formula, and with the numbers of the first samples.

    Parameters
    ----------
    answers : (n, n_out), what is shown of the network's outputs: shares where the loss works on z
    """
    loss, y, network = training.loss, training.y, training.network
    formula, numbers = LOSSES.get(loss.name, (loss.title, "of {0} for {1}"))
    pairs: list[tuple[float, ...]]
    if "share" in formula:  # one number a sample: what was given to its class
        right = np.where(y > 0, answers, 1 - answers) if y.shape[1] == 1 else answers[y > 0]
        pairs = [(each,) for each in right.ravel()[:FIRST]]
        n = len(y)
    else:
        pairs, n = list(zip(answers.ravel()[:FIRST], y.ravel()[:FIRST], strict=True)), y.size
    terms = [
        numbers.format(*(number(v, 2) for v in pair), *(_signed(v) for v in pair)) for pair in pairs
    ]
    more = " + …" * (n > len(terms))
    told, total = f"({' + '.join(terms)}{more}) / {n}", float(training.measure())
    cost = float(penalty(network, training.l1, training.l2)[0])
    price = f" + {brief(training.l1)} · sum of |weight|" if training.l1 else ""
    price += f" + {brief(training.l2)} / 2 · sum of weight²" if training.l2 else ""
    told += f" + {brief(cost, 3)}" if price else ""
    return [f"loss = mean of {formula}{price}", f"= {told} = {brief(total)}"]


def step_lines(training: Training, index: int, name: str) -> list[str]:
    """What a step does to one weight, and with its numbers; the slope over all samples."""
    network, optimizer = training.network, deepcopy(training.optimizer)
    after, slopes = network.parameters.copy(), gradients_of(training)
    optimizer.step(after, slopes)
    title, old, new = getattr(optimizer, "title", ""), network.parameters[index], after[index]
    rate: Any = getattr(optimizer, "learning_rate", None)
    lines = [STEPS.get(title, "weight ← weight − your optimizer's step")]
    if title in STEPS and np.ndim(rate) == 0 and rate:
        step = f"{number(old, 4)} − {brief(rate)} · {_signed((old - new) / rate, 4)}"
        return [*lines, f"{name}: {step} = {number(new, 4)}"]
    return [*lines, f"{name}: {number(old, 4)} becomes {number(new, 4)}"]


def node_lines(network: Network, key: str, inputs: np.ndarray, names: list[str]) -> list[str]:
    """What a neuron computes of one sample, with its numbers.

    Parameters
    ----------
    key : of the node, as in `pictures.wiring`
    inputs : (1, n_in), what the network is given
    names : of all nodes
    """
    index = int(key[1:])
    ends = np.cumsum(network.sizes)
    k = int(np.searchsorted(ends, index, side="right")) - 1  # its layer; -1 of an input
    if k < 0:
        return [f"{names[index]} = {number(inputs[0, index], 2)}"]
    with np.errstate(all="ignore"):
        trace = network.forward(inputs)[k]
    j, first = index - int(ends[k]), int(ends[k]) - network.sizes[k]
    layer = network.layers[k]
    pairs = zip(layer.W[j].tolist(), trace.inputs[0].tolist(), strict=True)
    terms = [f"{_signed(w)} · {_signed(x)}" for w, x in pairs]
    words = [f"weight · {name}" for name in names[first : int(ends[k])]]
    z, a = float(trace.z[0, j]), float(trace.a[0, j])
    return [
        f"z = {' + '.join([*words, 'bias'])}",
        f"= {' + '.join([*terms, _signed(layer.b[j])])} = {number(z, 2)}",
        f"{names[index]} = {layer.activation.name}({number(z, 2)}) = {number(a, 2)}",
    ]


def _signed(value: float, decimals: int = 2) -> str:
    """A number within a formula: below zero it stands in brackets."""
    return f"({number(value, decimals)})" if value < 0 else number(value, decimals)
