"""Chapter 6: how many starts, a start that can learn."""

from typing import Any

import numpy as np

from nnlab.core import SGD, Network, fit, sigmoid, tanh
from nnlab.lessons.judging import Values, some_numbers
from nnlab.lessons.replies import Replies, Verdict

# How many starts? -----------------------------------------------------------------------------

LOSES = 2 / 3


def other_starts(numbers: list[float], say: Replies) -> Verdict:
    """Too few, more than are needed, or no number of starts at all."""
    (n,) = numbers
    if n < 1 or n != round(n):
        return say("no count", n=n)
    return say("(too few)" if LOSES**n > 0.1 else "(too many)", n=n, lost=LOSES**n)


# A start that can learn -----------------------------------------------------------------------

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([[0.0], [1], [1], [0]])
START = [0.5, -0.5, 0.1, -0.5, 0.5, 0.2, 0.5, 0.5, -0.3, -0.5, -0.5, 0.4, 0.5, 0.5, -0.5, -0.5, 0.0]


def judge_start(answer: Any, say: Replies) -> Verdict:
    """Train from it, and look at what the hidden neurons have become."""
    if isinstance(answer, Network):
        if answer.sizes != (2, 4, 1) or answer.runs:
            say.end("other network")
        answer = answer.parameters
    numbers = some_numbers(answer, 17, say)
    network = Network([2, 4, 1], [tanh, sigmoid], init="zeros")
    network.parameters[...] = numbers
    if set(numbers) == {0.5}:
        return say("equal (untouched)")
    if not any(numbers):
        return say("zeros")
    if (tanh.derivative(network.forward(X)[0].z) < 1e-4).all():
        return say("too large")
    kinds = hidden_kinds(network)
    history = fit(network, X, Y, optimizer=SGD(1.0), epochs=5000, record_every=5000)
    said = network(X)
    facts = {"said": ", ".join(f"{value:.2f}" for value in said.ravel()), "loss": history.loss[-1]}
    if (np.abs(said - Y) < 0.5).all():
        return say("right", **facts)
    name = "equal (made)" if kinds == 1 else "too few kinds" if kinds < 4 else "unlucky"
    return say(name, kinds=kinds, **facts)


def hidden_kinds(network: Network) -> int:
    """How many different hidden neurons, the link to the output included."""
    hidden, last = network.layers
    return len(np.unique(np.column_stack([hidden.parameters, last.W.T]), axis=0))


JUDGES = {
    "training/starts": (Values(6, other=other_starts), 6),
    "training/start": (judge_start, START),
}
