"""Chapter 8: slopes by pen, a table of mix-ups, slopes of pixels, a network from elsewhere."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlab.core import Network
from nnlab.lessons.judging import ROUNDING, Parts, Solution, Values, alike
from nnlab.lessons.replies import Replies, Verdict

MATRIX = ((16, 0, 4), (1, 27, 2), (4, 0, 46))
SLOPES = Values(0.4223, 0.4223, -0.8446, within=ROUNDING)
SHARES = {"accuracy": 89 / 100, "recall": 16 / 20, "precision": 16 / 21}

# The slope of each pixel ----------------------------------------------------------------------


def my_pixels(h, W1, W2, digit):
    return (W2[digit] * (1 - h**2)) @ W1  # (n_hidden,) @ (n_hidden, n_in) -> (n_in,)


def made_case(seed: int, n_in: int, n_hidden: int, n_out: int, digit: int) -> tuple:
    """Numbers for one call."""
    rng = np.random.default_rng(seed)
    shapes = n_hidden, (n_hidden, n_in), (n_out, n_hidden)
    return (*(rng.integers(-7, 8, shape) / 8 for shape in shapes), digit)


# As many of everything, so that a wrong turn raises no error; then all different.
CASES = (made_case(1, 3, 3, 3, 1), made_case(2, 4, 5, 3, 2))

WRONG = {
    "no slope of tanh": lambda h, W1, W2, digit: W2[digit] @ W1,
    "slope at a": lambda h, W1, W2, digit: (W2[digit] * (1 - np.tanh(h) ** 2)) @ W1,
    "slope of a sigmoid": lambda h, W1, W2, digit: (W2[digit] * h * (1 - h)) @ W1,
    "h for its slope": lambda h, W1, W2, digit: (W2[digit] * h) @ W1,
    "stops at the hidden": lambda h, W1, W2, digit: W2[digit] * (1 - h**2),
    "all digits": lambda h, W1, W2, digit: (W2.sum(axis=0) * (1 - h**2)) @ W1,
    "score": lambda h, W1, W2, digit: W2[digit] @ h,
    "sign": lambda *numbers: -my_pixels(*numbers),
}


def numbers(value: Any, say: Replies) -> np.ndarray:
    """What comes back, as numbers; otherwise ends with a sentence."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        say.end("no numbers (pixels)", value=value)


def difference(case: tuple, said: np.ndarray, right: np.ndarray, say: Replies) -> Verdict | None:
    """The shape, or the numbers."""
    if said.shape != right.shape:
        return say("shape", n=len(right), shape=said.shape)
    if alike(said, right):
        return None
    facts = {"right": right.round(3).tolist(), "said": said.round(3).tolist()}
    return say("(other)", n=len(right), **facts)


# A network from elsewhere ---------------------------------------------------------------------


def my_network(coefs, intercepts):
    from nnlab import Network

    network = Network([len(coefs[0]), *map(len, intercepts)], ["tanh", "identity"])
    for layer, W, b in zip(network.layers, coefs, intercepts, strict=True):
        layer.W, layer.b = W.T, b  # (n_in, n_out) -> (n_out, n_in)
    return network


def made_arrays(seed: int, *sizes: int) -> tuple:
    """Weights and biases as scikit-learn keeps them, for one call."""
    rng, shapes = np.random.default_rng(seed), zip(sizes, sizes[1:], strict=False)
    coefs = [rng.integers(-7, 8, shape) / 8 for shape in shapes]
    return coefs, [rng.integers(1, 8, n) / 8 for n in sizes[1:]]


def otherwise(
    turned: Callable = np.transpose, bias: float = 1.0, bends: tuple = ("tanh", "identity")
) -> Callable:
    """`my_network`, but for one thing."""

    def made(coefs, intercepts):
        network = Network([len(coefs[0]), *map(len, intercepts)], bends)
        for layer, W, b in zip(network.layers, coefs, intercepts, strict=True):
            layer.W, layer.b = turned(W), bias * b
        return network

    return made


# As many of everything, so that a wrong turn raises no error; then all different.
ARRAYS = (made_arrays(1, 3, 3, 3), made_arrays(2, 4, 5, 3))

OTHERWISE = {
    "not turned": otherwise(turned=lambda W: W),
    "reshaped": otherwise(turned=lambda W: W.reshape(W.shape[::-1])),
    "no biases": otherwise(bias=0.0),
    "bent at the end": otherwise(bends=("tanh", "tanh")),
    "never bent": otherwise(bends=("identity", "identity")),
}


def scores(value: Any, say: Replies) -> np.ndarray:
    """What the network that comes back says of five samples; otherwise ends with a sentence."""
    if not isinstance(value, Network):
        say.end("no network", value=value)
    return value(np.sin(np.arange(5 * value.n_in)).reshape(5, -1))


def other_scores(case: tuple, said: np.ndarray, right: np.ndarray, say: Replies) -> Verdict | None:
    """The number of outputs, or what they say."""
    if said.shape[-1] != right.shape[-1]:
        return say("outputs", n=said.shape[-1], wanted=right.shape[-1])
    return None if alike(said, right) else say("(other)")


def shapes_of(case: tuple) -> dict[str, object]:
    """A case by its shapes: four arrays say less."""
    return {"shapes": " and ".join(str(W.shape) for W in case[0])}


JUDGES = {
    "digits/slopes": (SLOPES, [0.42, 0.42, -0.84]),
    "digits/matrix": (
        Parts(**{part: Values(share, within=ROUNDING) for part, share in SHARES.items()}),
        (0.89, 0.8, 0.76),
    ),
    "digits/pixels": (Solution(my_pixels, CASES, numbers, WRONG, difference), my_pixels),
    "digits/elsewhere": (
        Solution(my_network, ARRAYS, scores, OTHERWISE, other_scores, shapes_of),
        my_network,
    ),
}
