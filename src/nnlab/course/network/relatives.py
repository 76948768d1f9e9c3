"""Small networks that are XOR, and the moves that turn one into another."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from nnlab.core import Network, step
from nnlab.datasets import make_gate

Move = Callable[[np.ndarray], np.ndarray]
WEIGHTS, BIASES = (-1, 0, 1), (-1.5, -0.5, 0.5, 1.5)


def small_xors() -> list[np.ndarray]:
    """The nine numbers of each XOR with weights -1, 0, 1 and biases ±1/2, ±3/2.

    All 46,656 networks 2-2-1 of steps with such numbers are tried.

    >>> len(small_xors())
    16
    """
    neurons = np.array(list(product(WEIGHTS, WEIGHTS, BIASES)), dtype=float)  # (36, 3)
    n = len(neurons)
    tried = np.zeros((n, n, n, 9))
    for place, axis in enumerate("abc"):
        shape = [n if axis == each else 1 for each in "abc"]
        tried[..., 3 * place : 3 * place + 3] = neurons.reshape(*shape, 3)
    X, y = make_gate("xor")
    network = Network([2, 2, 1], step, init="zeros", runs=(n**3,))
    network.parameters = tried.reshape(-1, 9)
    right = (network(X) == y).all(axis=(1, 2))
    return list(network.parameters[right])


def swap(numbers: np.ndarray) -> np.ndarray:
    """h1 and h2 change places."""
    first, second, (v1, v2, c) = numbers.reshape(3, 3)
    return np.concatenate([second, first, [v2, v1, c]])


def flip(numbers: np.ndarray) -> np.ndarray:
    """h1 says the opposite, and the output listens with the opposite sign.

    step(-z) = 1 - step(z), so v1 h1 + c = -v1 (1 - h1) + (c + v1): its bias moves, too.
    """
    first, second, (v1, v2, c) = numbers.reshape(3, 3)
    return np.concatenate([-first, second, [-v1, v2, c + v1]])


def mirror(numbers: np.ndarray) -> np.ndarray:
    """Both look at 1 - x2 in place of x2, and the output says the opposite."""
    hidden, output = numbers.reshape(3, 3)[:2], numbers[6:]
    w1, w2, b = hidden.T
    return np.concatenate([np.column_stack([w1, -w2, b + w2]).ravel(), -output])


def families(networks: Sequence[np.ndarray], moves: Sequence[Move]) -> list[int]:
    """How many of these networks belong together, if moves lead from one to the other.

    Numbers apart, networks that say the same in every place count as one: only what h1, h2 and
    the output answer matters.

    >>> xors = small_xors()
    >>> families(xors, [swap, flip]), families(xors, [swap, flip, mirror])
    ([8, 8], [16])
    """
    known = {_answers(numbers): k for k, numbers in enumerate(networks)}
    family = list(range(len(networks)))
    for k, numbers in enumerate(networks):
        for move in moves:
            other = known[_answers(move(numbers))]
            low, high = sorted((family[k], family[other]))
            family = [low if each == high else each for each in family]
    return sorted((family.count(each) for each in set(family)), reverse=True)


def _answers(numbers: np.ndarray) -> bytes:
    """What h1, h2 and the output say to the four rows, and the output to all four codes."""
    network = Network([2, 2, 1], step, init="zeros")
    network.parameters = numbers
    X, _ = make_gate("xor")
    return network.layers[0](X).tobytes() + network.layers[1](X).tobytes()
