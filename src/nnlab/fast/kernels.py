"""The bends and losses that the engine knows, worked out in place.

Why: `sigmoid(z)` as a formula makes a new array at each operation; here each one writes over the
last (1.1-1.25x, see `matrix`), and a slope is read off the value a, which is there already. It's
all the same for samples as columns, (units, samples), for stacks of them, and with replicas
innermost, (units, samples, R): the arithmetic goes element by element.

A bend or loss of the reader's own isn't here, even under a name that is: `bend_name` and
`loss_name` try what they are given on some numbers, and know it only if it says the same.
"""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np

# Bound to the module: one look-up less in a loop that does nothing else.
add, subtract, multiply, divide = np.add, np.subtract, np.multiply, np.divide


def _sigmoid(a):
    # 1 / (1 + exp(-z)): where exp(-z) is too big for a float it is inf, and 1 / inf is right.
    return [
        partial(np.negative, a, a),
        partial(np.exp, a, a),
        partial(add, a, 1.0, a),
        partial(np.reciprocal, a, a),
    ]


# name: what turns z into a, in place
FORWARD = {
    "identity": lambda a: [],
    "relu": lambda a: [partial(np.maximum, a, 0.0, out=a)],  # by position it would be slow
    "tanh": lambda a: [partial(np.tanh, a, a)],
    "sigmoid": _sigmoid,
    "step": lambda a: [partial(np.heaviside, a, 0.0, a)],
}

# name: what multiplies d by the slope; the slope from the value a (never z), s is for scratch
BACKWARD = {
    "identity": lambda a, s, d: [],
    "relu": lambda a, s, d: [partial(np.sign, a, s), partial(multiply, d, s, d)],
    "tanh": lambda a, s, d: [
        partial(multiply, a, a, s),
        partial(multiply, s, d, s),
        partial(subtract, d, s, d),
    ],  # d - d a^2: no scalar, no wait
    "sigmoid": lambda a, s, d: [
        partial(subtract, 1.0, a, s),
        partial(multiply, s, a, s),
        partial(multiply, d, s, d),
    ],
    "step": lambda a, s, d: [partial(multiply, d, 0.0, d)],
}


# Of each loss: its value, then a maker of its gradient. `units` is the axis of the outputs, the
# samples come next. y may lack the axis of the replicas.


def _squared_value(a, y, units):
    d = a - y
    if d.ndim == 2:  # one network: a product with itself is faster
        return np.dot(d.ravel(), d.ravel()) / d.size
    return _mean(multiply(d, d, d), units)


def _squared(a, d, units):
    scale = 2.0 / _n(a, units)

    def gradient(y):
        subtract(a, y, d)
        multiply(d, scale, d)

    return gradient


def _absolute_value(a, y, units):
    return _mean(np.abs(a - y), units)


def _absolute(a, d, units):
    scale = 1.0 / _n(a, units)

    def gradient(y):
        subtract(a, y, d)
        np.sign(d, d)
        multiply(d, scale, d)

    return gradient


def _hinge_value(a, y, units):
    return _mean(np.maximum(0.0, 1.0 - y * a), units)


def _hinge(a, d, units):
    scale = -1.0 / _n(a, units)

    def gradient(y):
        multiply(a, y, d)
        subtract(1.0, d, d)
        np.heaviside(d, 0.0, d)  # 1 where the answer falls short
        multiply(d, y, d)
        multiply(d, scale, d)

    return gradient


def _sigmoid_cross_value(a, y, units):
    return _mean(np.maximum(a, 0.0) - a * y + np.log1p(np.exp(-np.abs(a))), units)


def _sigmoid_cross(a, d, units):
    scale, bend = 1.0 / _n(a, units), _sigmoid(d)

    def gradient(y):
        np.copyto(d, a)
        for run in bend:
            run()
        subtract(d, y, d)
        multiply(d, scale, d)

    return gradient


def _softmax_cross_value(a, y, units):
    z = a - np.maximum.reduce(a, axis=units, keepdims=True)
    z -= np.log(add.reduce(np.exp(z), axis=units, keepdims=True))
    return -_mean(y * z, units) * a.shape[units]  # a mean over samples only


def _softmax_cross(a, d, units):
    scale = 1.0 / a.shape[units + 1]
    most = np.empty_like(add.reduce(a, axis=units, keepdims=True))

    def gradient(y):
        np.maximum.reduce(a, axis=units, keepdims=True, out=most)
        subtract(a, most, d)
        np.exp(d, d)
        add.reduce(d, axis=units, keepdims=True, out=most)
        divide(d, most, d)
        subtract(d, y, d)
        multiply(d, scale, d)

    return gradient


def _binary_cross_value(a, y, units):
    tiny = float(np.finfo(a.dtype).eps)
    p = np.minimum(np.maximum(a, tiny), 1.0 - tiny)
    return -_mean(y * np.log(p) + (1.0 - y) * np.log1p(-p), units)


def sigmoid_and_cross_entropy(a, d, units):
    """A sigmoid and `binary_cross_entropy`, which belong together: forward, and d loss / d z.

    Alone, the slope a (1 - a) and the loss's 1 / (p (1 - p)) lose each other's digits where a is
    near 1. So exp(-z) is kept, of which both are made; z below -700 would be too big for it.
    """
    scale, tiny = 1.0 / _n(a, units), float(np.finfo(a.dtype).eps)
    limit = 700.0 if a.dtype == np.float64 else 85.0
    e, p, s = np.empty_like(a), np.empty_like(a), np.empty_like(a)
    forward = [
        partial(np.negative, a, e),
        partial(np.minimum, e, limit, out=e),
        partial(np.exp, e, e),
        partial(add, e, 1.0, a),
        partial(np.reciprocal, a, a),
    ]

    def gradient(y):
        np.maximum(a, tiny, out=p)
        np.minimum(p, 1.0 - tiny, out=p)  # off 0 and 1, as the loss does it
        subtract(1.0, p, s)
        multiply(s, p, s)
        subtract(p, y, d)
        divide(d, s, d)  # d loss / d a ...
        for factor in (a, a, e, scale):  # ... times the slope, e a^2, over n
            multiply(d, factor, d)

    return forward, gradient


def _n(a, units):
    """What the mean counts: samples and outputs."""
    return a.shape[units] * a.shape[units + 1]


def _mean(values, units):
    at = units % values.ndim  # the two axes as one: half the time
    one = values.reshape(*values.shape[:at], -1, *values.shape[at + 2 :])
    return add.reduce(one, axis=at) / _n(values, units)


# name: (value, maker of the gradient: (a, d, units) to a function of y that writes d_a into d)
LOSSES = {
    "mean_squared_error": (_squared_value, _squared),
    "mean_absolute_error": (_absolute_value, _absolute),
    "hinge_loss": (_hinge_value, _hinge),
    "sigmoid_cross_entropy": (_sigmoid_cross_value, _sigmoid_cross),
    "softmax_cross_entropy": (_softmax_cross_value, _softmax_cross),
    "binary_cross_entropy": (_binary_cross_value, None),  # with the sigmoid before it
}


def ending(loss, bend, a, s, d, units):
    """The last layer: from z to a, from y to the blame, and from there to d_z."""
    if loss == "binary_cross_entropy":
        return *sigmoid_and_cross_entropy(a, d, units), []
    return FORWARD[bend](a), LOSSES[loss][1](a, d, units), BACKWARD[bend](a, s, d)


@lru_cache(maxsize=64)
def bend_name(bend) -> str | None:
    """The name under which the engine knows this bend, or None."""
    name = bend.name
    if name not in FORWARD:
        return None
    z = np.linspace(-30, 30, 241)
    a, s, d = z.copy(), np.empty_like(z), np.ones_like(z)
    for run in FORWARD[name](a) + BACKWARD[name](a, s, d):
        run()
    return name if _same(bend(z), a) and _same(bend.derivative(z), d) else None


@lru_cache(maxsize=64)
def loss_name(loss) -> str | None:
    """The name under which the engine knows this loss, or None."""
    name = getattr(loss, "name", None)
    if name not in LOSSES:
        return None
    p = np.array([[0.1, 0.7, 0.2], [0.3, 0.3, 0.4], [0.8, 0.05, 0.95]])
    y = np.eye(3)
    y = 2 * y - 1 if name == "hinge_loss" else y
    a, d = p.T.copy(), np.empty((3, 3))
    if name == "binary_cross_entropy":  # from z and down to z: through the sigmoid
        a[...] = np.log(p / (1 - p)).T
        forward, gradient = sigmoid_and_cross_entropy(a, d, 0)
        for run in forward:
            run()
        gradient(y.T)
        d /= a * (1 - a)
    else:
        LOSSES[name][1](a, d, 0)(y.T)
    same = _same(loss.gradient(p, y), d.T) and _same(loss(p, y), LOSSES[name][0](p.T, y.T, 0))
    return name if same else None


def _same(theirs, ours):
    return np.shape(theirs) == np.shape(ours) and bool(np.allclose(theirs, ours, 1e-9, 1e-12))


def need_network(network, asker: str) -> None:
    """Refuse what isn't a network, by what it lacks: the engine doesn't import core."""
    parts = "sizes", "activations", "n_parameters", "runs"
    if isinstance(network, type) or not all(hasattr(network, part) for part in parts):
        raise ValueError(
            f"{asker} needs a network, such as Network([2, 4, 1], 'tanh'), not {network!r:.40}"
        )


def names(network, loss) -> tuple[list[str], str] | None:
    """The names of a network's bends and of the loss, or None where the engine can't serve."""
    bends = [bend_name(bend) for bend in network.activations]
    name = loss_name(loss) if not isinstance(loss, str) else loss if loss in LOSSES else None
    if name is None or None in bends:
        return None
    if name == "binary_cross_entropy" and bends[-1] != "sigmoid":
        return None  # core checks that it gets probabilities
    return bends, name
