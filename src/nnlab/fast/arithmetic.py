"""Your network written out as plain arithmetic, and run as that.

Why: for a network of a dozen weights numpy is all ceremony: half a microsecond a call to do what
Python does in a few hundredths. So write out what it computes, weight by weight, as one function
without arrays or loops over neurons: local names and floats only. The article's XOR, a sample at a
time, is 12 times as fast as the matrices do it, and 18 times as fast as neuron objects; in batches
of 4 twice as fast as the former; they're equal at about 130 parameters x samples.

The text is made of numbers, of the pieces below and of the `arithmetic` that activations and
losses carry. No name that a reader gives goes into it, and it runs without any builtins but the
five it needs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import lru_cache
from math import exp, tanh
from typing import Any

LONGEST = 1000  # parameters: a text that nobody would read to the end
WIDTH = 59  # of a line before it is indented, at most five deep: 79 fit a projector
BUILTINS = {"exp": exp, "tanh": tanh, "len": len, "max": max, "min": min}


def arithmetic(network, loss, *, batches: bool = False) -> str:
    """A network and a training step on this loss, as readable straight-line Python.

    Parameters
    ----------
    network : Network
        One network, small: its weights become names.
    loss : Loss
    batches : bool
        A step for a batch of samples, instead of one for each sample.

    Returns
    -------
    str
        The text of a function `train(parameters, epochs, rate)`, which `fit` runs for tiny
        networks. It yields the parameters, a tuple, after each epoch. An epoch is a list of samples
        (x1, ..., y1, ...), and each sample is a step; in batches, it's a list of such lists.

    Raises
    ------
    ValueError
        For what is no network, one of several runs or more than 1,000 parameters, and where an
        activation or the loss doesn't say how it is written.

    Examples
    --------
    >>> from nnlab import Network, mean_squared_error
    >>> print(arithmetic(Network([1, 1], "tanh"), mean_squared_error))
    def train(parameters, epochs, rate):
        w1_1_1, b1_1 = parameters
        for epoch in epochs:
            for x1, y1 in epoch:
                # layer 1: weigh, add, bend
                z1_1 = w1_1_1 * x1 + b1_1
                a1_1 = tanh(z1_1)
                # how wrong, and which way
                d_a1_1 = 2.0 * (a1_1 - y1)
                # the blame of layer 1
                d_z1_1 = d_a1_1 * (1.0 - a1_1 * a1_1)
                # a step downhill
                w1_1_1 -= rate * d_z1_1 * x1
                b1_1 -= rate * d_z1_1
            yield w1_1_1, b1_1
    <BLANKLINE>
    """
    if isinstance(network, type) or not hasattr(network, "n_parameters"):
        raise ValueError(f"arithmetic needs a network: give Network([2, 1]), not {network!r:.40}")
    if network.runs:
        raise ValueError("arithmetic writes out one network: give one of the runs, network.run(0)")
    if network.n_parameters > LONGEST:
        remedy = f"give one with at most {LONGEST}"
        raise ValueError(f"{network.n_parameters} parameters are too many lines: {remedy}")
    for part in (*network.activations, loss):
        if not getattr(part, "arithmetic", None):
            remedy = "give another, or one with arithmetic="
            raise ValueError(f"{part!r:.40} doesn't say how it is written: {remedy}")
    return write(network.sizes, network.activations, loss, batches)


@lru_cache(maxsize=64)
def compiled(sizes: tuple, activations: tuple, loss, batches: bool) -> Callable:
    """The function of that text: made once for each kind of network."""
    source = write(sizes, activations, loss, batches)
    names: dict[str, Any] = {"__builtins__": {}, **BUILTINS}
    exec(compile(source, "<a network as plain arithmetic>", "exec"), names)
    return names["train"]


def write(sizes, activations, loss, batches: bool) -> str:
    """The text of `train`, for a step a sample or a step a batch."""
    last, n_out = len(sizes) - 1, sizes[-1]
    heard = _names("x", sizes[0])
    sample = heard + _names("y", n_out)
    forward: list[Any] = []
    backward: list[Any] = []
    neurons = []
    for layer in range(1, len(sizes)):
        forth, back = activations[layer - 1].arithmetic
        forward.append(f"# layer {layer}: weigh, add, bend")
        deltas = [f"# the blame of layer {layer}"]
        for j in range(1, sizes[layer] + 1):
            weights = _names(f"w{layer}_{j}_", len(heard))
            bias, d_z = f"b{layer}_{j}", f"d_z{layer}_{j}"
            terms = [f"{w} * {x}" for w, x in zip(weights, heard, strict=True)]
            forward += _folded(f"z{layer}_{j} = ", [*terms, bias], "", " + ")
            forward += _filled(forth, layer, j)
            deltas += _filled(back, layer, j)
            # Each weight's slope is d_z times what the weight was multiplied with.
            slopes = [f"{d_z} * {x}" for x in heard]
            neurons.append(list(zip([*weights, bias], [*slopes, d_z], strict=True)))
        for i in range(1, len(heard) + 1) if layer > 1 else ():
            terms = [f"d_z{layer}_{j} * w{layer}_{j}_{i}" for j in range(1, sizes[layer] + 1)]
            deltas += _folded(f"d_a{layer - 1}_{i} = ", terms, "", " + ")
        backward = deltas + backward
        heard = _names(f"a{layer}_", sizes[layer])
    mean = " / n" if batches else f" / {n_out}.0" if n_out > 1 else ""
    body = [*forward, "# how wrong, and which way"]
    for j in range(1, n_out + 1):
        *lines, d_a = _filled(loss.arithmetic, last, j)
        body += [*lines, d_a + mean]
    body += backward
    each = [pair for neuron in neurons for pair in neuron]
    if batches:
        body += ["# add to the slopes", *(f"d_{name} += {slope}" for name, slope in each)]
        each = [(name, f"d_{name}") for name, _ in each]
    downhill = ["# a step downhill", *(f"{name} -= rate * {slope}" for name, slope in each)]
    if batches:
        zeros = [f"{slope} = 0.0" for _, slope in each]
        count = f"n = {n_out}.0 * len(batch)" if n_out > 1 else "n = len(batch)"
        step = [count, *zeros, *_folded("for ", sample, " in batch:", ", "), body, *downhill]
        loop: list[Any] = ["for batch in epoch:", step]
    else:
        loop = [*_folded("for ", sample, " in epoch:", ", "), body + downhill]
    known = [", ".join(name for name, _ in neuron) for neuron in neurons]
    first: list[Any] = [f"{', '.join(known)} = parameters"]
    final: list[Any] = [f"yield {', '.join(known)}"]
    if len(", ".join(known)) > WIDTH:
        lines = [line for neuron in known for line in _wrapped(neuron + ",")]
        first, final = ["(", lines, ") = parameters"], ["yield (", lines, ")"]
    whole = [*first, "for epoch in epochs:", [*loop, *final]]
    return _text(["def train(parameters, epochs, rate):", whole])


def _filled(pieces, layer, j):
    at = {name: f"{name}{layer}_{j}" for name in ("z", "a", "e", "p", "d_z", "d_a")}
    return [piece.format(y=f"y{j}", **at) for piece in pieces]


def _names(stem, n):
    return [f"{stem}{i}" for i in range(1, n + 1)]


def _folded(opening, words, closing, between):
    """One line, or where that's too long, its words in brackets on lines of their own."""
    line = opening + between.join(words) + closing
    if len(line) <= WIDTH:
        return [line]
    whole = between.join(word.replace(" ", "\0") for word in words)  # break between words only
    lines = [line.replace("\0", " ") for line in _wrapped(whole)]
    return [opening + "(", lines, ")" + closing]


def _wrapped(line):
    return textwrap.wrap(line, WIDTH, break_long_words=False)


def _text(lines, indent="") -> str:
    """Lines, and lists of lines one step further in, as one text."""
    return "".join(
        _text(line, indent + "    ") if isinstance(line, list) else f"{indent}{line}\n"
        for line in lines
    )
