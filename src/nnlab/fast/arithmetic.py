"""Your network written out as plain arithmetic, and run as that.

Why: for a network of a dozen weights numpy is all ceremony: half a microsecond a call to do what
Python does in a few hundredths. So write out what it computes, weight by weight, as one function
without arrays or loops over neurons: local names and floats only. The article's XOR, a sample at a
time, is 12 times as fast as the matrix engine does it, and 18 times as fast as neuron objects; in
batches of 4 twice as fast as the former; they're equal at about 130 parameters x samples.

The text is made of numbers and of the pieces in this module only. Nothing that a reader names
goes into it, and it runs without any builtins but the five it needs.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache
from math import exp, tanh

import numpy as np

from . import kernels

LONGEST = 1000  # parameters: a text that nobody would read to the end
WIDTH = 59  # of a line before it is indented, at most five deep: 79 fit a projector

# The pieces: how a is made of z, and d_z of d_a ...
FORWARD = {
    "identity": ["{a} = {z}"],
    "relu": ["{a} = {z} if {z} > 0.0 else 0.0"],
    "tanh": ["{a} = tanh({z})"],
    "sigmoid": ["{a} = 1.0 / (1.0 + exp(-{z}))"],
    "step": ["{a} = 1.0 if {z} > 0.0 else 0.0"],
}
BACKWARD = {
    "identity": "{d_z} = {d_a}",
    "relu": "{d_z} = {d_a} if {z} > 0.0 else 0.0",
    "tanh": "{d_z} = {d_a} * (1.0 - {a} * {a})",
    "sigmoid": "{d_z} = {d_a} * {a} * (1.0 - {a})",
    "step": "{d_z} = {d_a} * 0.0",
}
# ... and d_a of a and y, but for the mean.
LOSSES = {
    "mean_squared_error": "2.0 * ({a} - {y})",
    "mean_absolute_error": "(({a} > {y}) - ({a} < {y}))",
    "binary_cross_entropy": "({p} - {y}) / ({p} * (1.0 - {p}))",
    "hinge_loss": "(-{y} if {y} * {a} < 1.0 else 0.0)",
    "sigmoid_cross_entropy": "(1.0 / (1.0 + exp(-{a})) - {y})",
    "softmax_cross_entropy": "({e} / total - {y})",
}
# Near 1, a (1 - a) has lost the digits that binary cross-entropy divides by: keep exp(-z).
EXACT_SIGMOID = ["{e} = exp(-{z})", "{a} = 1.0 / (1.0 + {e})"]
EXACT_SLOPE = "{d_z} = {d_a} * {a} * {a} * {e}"
CLIP = ["{p} = max({a}, 2.220446049250313e-16)", "{p} = min({p}, 0.9999999999999998)"]
BUILTINS = {"exp": exp, "tanh": tanh, "len": len, "max": max, "min": min}


def arithmetic(network, loss, *, batches: bool = False) -> Arithmetic:
    """A network and a training step on this loss, as readable straight-line Python.

    Parameters
    ----------
    network : Network
        One network, small: its weights become names.
    loss : Loss or str
    batches : bool
        A step for a batch of samples, instead of one for each sample.

    Returns
    -------
    Arithmetic
        Its `source` is the text, its `train` that text compiled: `fit` runs it for tiny networks.

    Raises
    ------
    ValueError
        For what is no network, one of several runs or more than 1,000 parameters, and for bends and
        losses of your own: the text is made of known pieces only.

    Examples
    --------
    >>> from nnlab import Network
    >>> plain = arithmetic(Network([1, 1], "tanh", init="zeros"), "mean_squared_error")
    >>> print(plain.source[:85])
    def train(parameters, epochs, rate):
        \"""1-1 neurons, tanh; mean_squared_error.\"""
    >>> plain.step([0.0, 0.0], x=[1.0], y=[1.0], rate=0.25).tolist()
    [0.5, 0.5]
    """
    kernels.need_network(network, "arithmetic")
    if loss not in LOSSES if isinstance(loss, str) else not hasattr(loss, "gradient"):
        raise ValueError(f"unknown loss {loss!r:.40}: choose {', '.join(LOSSES)}")
    if network.runs:
        raise ValueError("arithmetic writes out one network: give one of the runs, network.run(0)")
    if network.n_parameters > LONGEST:
        raise ValueError(
            f"this network has {network.n_parameters} parameters, each with lines of its own: "
            f"give one with at most {LONGEST}"
        )
    known = kernels.names(network, loss)
    if known is None:
        raise ValueError(
            f"no text for {', '.join(map(repr, network.activations))} with {loss!r:.40}: "
            "arithmetic knows nnlab's own bends and losses, binary_cross_entropy after a sigmoid"
        )
    return Arithmetic(network.sizes, *known, batches)


class Arithmetic:
    """A network's training as straight-line Python.

    Attributes
    ----------
    source : str
        The text of a function `train(parameters, epochs, rate)`, plain arithmetic on floats.
    train : callable
        That text, compiled. It yields the parameters, a tuple, after each of the epochs. An epoch
        is a list of samples (x1, ..., y1, ...), and each sample is a step; written for batches, it
        is a list of lists of samples, and each list is a step.
    """

    def __init__(self, sizes, bends, loss_name, batches=False):
        self.sizes, self.bends, self.loss_name = tuple(sizes), tuple(bends), loss_name
        self.source, self.train = _compiled(self.sizes, self.bends, loss_name, bool(batches))

    def step(self, parameters, x, y, rate=0.1) -> np.ndarray:
        """The parameters (P,) after one step on one sample, x (n_in,) and y (n_out,)."""
        sample = *map(float, x), *map(float, y)
        epoch = [sample] if "for batch in" not in self.source else [[sample]]
        (after,) = self.train(np.asarray(parameters, float).tolist(), [epoch], float(rate))
        return np.array(after)

    def _repr_markdown_(self) -> str:
        return f"```python\n{self.source}```"

    def __repr__(self) -> str:
        sizes, bends = "-".join(map(str, self.sizes)), ", ".join(self.bends)
        return f"Arithmetic({sizes}; {bends}; {self.loss_name})"


@lru_cache(maxsize=64)
def _compiled(sizes, bends, loss, batches):
    """The text and its function: made once for each kind of network."""
    source = write(sizes, bends, loss, batches)
    names = {"__builtins__": {}, **BUILTINS}
    exec(compile(source, "<a network as plain arithmetic>", "exec"), names)
    return source, names["train"]


def write(sizes, bends, loss, batches=False) -> str:
    """The text of `train`, for a step a sample or a step a batch."""
    layers = range(1, len(sizes))
    inputs = {
        layer: _names("x" if layer == 1 else f"a{layer - 1}_", sizes[layer - 1]) for layer in layers
    }
    body = []
    for layer, bend in zip(layers, bends, strict=True):
        body += _forward(
            layer,
            sizes[layer],
            bend,
            inputs[layer],
            exact=loss == "binary_cross_entropy" and layer == layers[-1],
        )
    body += _blame(loss, layers[-1], sizes[-1], batches)
    for layer, bend in zip(reversed(layers), reversed(bends), strict=True):
        body += _backward(
            layer, sizes, bend, exact=loss == "binary_cross_entropy" and layer == layers[-1]
        )
    # Each weight with its slope: the neuron's d_z times what the weight was multiplied with.
    slopes, known, zeros = [], [], []
    for layer in layers:
        for j in range(1, sizes[layer] + 1):
            d_z = f"d_z{layer}_{j}"
            neuron = [(f"w{layer}_{j}_{i}", f"{d_z} * {x}") for i, x in _count(inputs[layer])]
            neuron.append((f"b{layer}_{j}", d_z))
            slopes += neuron
            known += _wrapped(", ".join(name for name, _ in neuron) + ",")
            zero = _wrapped(" = ".join(f"d_{name}" for name, _ in neuron), less=8)
            zeros += [line.removesuffix(" =") + " = 0.0" for line in zero]
    sample = _names("x", sizes[0]) + _names("y", sizes[-1])
    if batches:
        body += ["# add to the slopes"] + [f"d_{name} += {slope}" for name, slope in slopes]
        loop = [
            "for batch in epoch:",
            [
                f"n = {_mean_over(loss, sizes[-1])}len(batch)",
                *zeros,
                *_each(sample, "batch"),
                body,
                "# a step downhill",
                *(f"{name} -= rate * d_{name}" for name, _ in slopes),
            ],
        ]
    else:
        body += ["# a step downhill"] + [f"{name} -= rate * {slope}" for name, slope in slopes]
        loop = [*_each(sample, "epoch"), body]
    return _text(
        [
            "def train(parameters, epochs, rate):",
            [
                *_wrapped(
                    f'"""{"-".join(map(str, sizes))} neurons, {", ".join(bends)}; {loss}."""'
                ),
                "(",
                known,
                ") = parameters",
                "for epoch in epochs:",
                [*loop, "yield (", known, ")"],
            ],
        ]
    )


def _forward(layer, n_out, bend, inputs, exact):
    lines = [f"# layer {layer}: weigh, add, bend"]
    for j in range(1, n_out + 1):
        terms = [f"w{layer}_{j}_{i} * {x}" for i, x in _count(inputs)] + [f"b{layer}_{j}"]
        lines += _sum(f"z{layer}_{j}", terms)
        lines += _filled(EXACT_SIGMOID if exact else FORWARD[bend], layer, j)
    return lines


def _blame(loss, layer, n_out, batches):
    """How the loss changes with each prediction."""
    lines = ["# how wrong, and which way"]
    outputs = range(1, n_out + 1)
    if loss == "softmax_cross_entropy":
        most = ", ".join(_names(f"a{layer}_", n_out))
        lines += _folded("most = max(", [most] if n_out == 1 else most.split(", "), ")")
        lines += [f"e{layer}_{j} = exp(a{layer}_{j} - most)" for j in outputs]
        lines += _sum("total", _names(f"e{layer}_", n_out))
    mean = " / n" if batches else f" / {n_out}.0" if _mean_over(loss, n_out) else ""
    for j in outputs:
        if loss == "binary_cross_entropy":
            lines += _filled(CLIP, layer, j)
        lines += _filled(["{d_a} = " + LOSSES[loss] + mean], layer, j)
    return lines


def _mean_over(loss, n_out):
    """What the mean counts besides samples: outputs, but for softmax, which shares out one."""
    return "" if loss == "softmax_cross_entropy" or n_out == 1 else f"{n_out}.0 * "


def _backward(layer, sizes, bend, exact):
    """Pass the blame back through the bends, and on to the layer before."""
    lines = [f"# the blame of layer {layer}"]
    for j in range(1, sizes[layer] + 1):
        lines += _filled([EXACT_SLOPE if exact else BACKWARD[bend]], layer, j)
    if layer > 1:
        for i in range(1, sizes[layer - 1] + 1):
            terms = [f"d_z{layer}_{j} * w{layer}_{j}_{i}" for j in range(1, sizes[layer] + 1)]
            lines += _sum(f"d_a{layer - 1}_{i}", terms)
    return lines


def _filled(pieces, layer, j):
    at = {name: f"{name}{layer}_{j}" for name in ("z", "a", "e", "p", "d_z", "d_a")}
    return [piece.format(y=f"y{j}", **at) for piece in pieces]


def _names(stem, n):
    return [f"{stem}{i}" for i in range(1, n + 1)]


def _count(names):
    return enumerate(names, start=1)


def _sum(name, terms):
    line = f"{name} = {' + '.join(terms)}"
    return [line] if len(line) <= WIDTH else _folded(f"{name} = (", terms, ")", " + ")


def _each(sample, which):
    line = f"for {', '.join(sample)} in {which}:"
    return [line] if len(line) <= WIDTH else _folded("for (", sample, f") in {which}:")


def _folded(opening, words, closing, between=", "):
    line = opening + between.join(words) + closing
    if len(line) <= WIDTH:
        return [line]
    whole = between.join(word.replace(" ", "\0") for word in words)  # break between words only
    return [opening, [line.replace("\0", " ") for line in _wrapped(whole)], closing]


def _wrapped(line, less=0):
    return textwrap.wrap(line, WIDTH - less, break_long_words=False)


def _text(lines, indent="") -> str:
    """Lines, and lists of lines one step further in, as one text."""
    return "".join(
        _text(line, indent + "    ") if isinstance(line, list) else f"{indent}{line}\n"
        for line in lines
    )
