"""A network as plain arithmetic: it reads well, it is right, and nobody can write into it."""

import ast

import numpy as np
import pytest

from nnlab import ACTIVATIONS, LOSSES, SGD, Activation, Loss, Network, train_step
from nnlab.fast import arithmetic
from nnlab.fast.arithmetic import BUILTINS, compiled
from tests.fast.pairs import samples

WRITTEN = [loss for loss in LOSSES.values() if loss.arithmetic]
BENDS = [bend for bend in ACTIVATIONS.values() if bend.arithmetic]
SQUARED = LOSSES["mean_squared_error"]


def test_most_of_cores_own_are_written_out():
    assert {"step", "sigmoid", "tanh", "relu", "identity"} <= {bend.name for bend in BENDS}
    assert len(WRITTEN) >= 5 and not LOSSES["softmax_cross_entropy"].arithmetic


@pytest.mark.parametrize("batches", [False, True])
@pytest.mark.parametrize("loss", WRITTEN, ids=repr)
@pytest.mark.parametrize("bend", BENDS, ids=repr)
def test_a_step_is_cores_step(bend, loss, batches):
    if loss.wants == "probabilities" and bend.name != "sigmoid":
        return
    network = Network([3, 2, 2], ["tanh", bend], rng=4)
    X, y = samples(2 if batches else 1, 3, 2, loss, rng=1)
    epoch = [(*x, *t) for x, t in zip(X.tolist(), y.tolist(), strict=True)]
    train = compiled(network.sizes, network.activations, loss, batches)
    (after,) = train(network.parameters.tolist(), [[epoch] if batches else epoch], 0.3)
    train_step(network, X, y, loss, SGD(0.3))
    assert np.allclose(after, network.parameters, 1e-12, 1e-12)


def test_the_text_is_what_runs():
    network = Network([2, 4, 1], ["relu", "sigmoid"], rng=0)
    names = dict(BUILTINS)
    exec(arithmetic(network, SQUARED), names)
    train = compiled(network.sizes, network.activations, SQUARED, False)
    start, epochs = [0.1] * 17, [[(0.0, 1.0, 1.0)]] * 3
    assert list(names["train"](start, epochs, 0.5)) == list(train(start, epochs, 0.5))


@pytest.mark.parametrize("sizes", [[2, 4, 1], [12, 13, 11], [1, 1], [2, 2, 2, 2, 2]])
@pytest.mark.parametrize("batches", [False, True])
def test_the_text_fits_a_projector_and_is_stable(sizes, batches):
    for loss in WRITTEN:
        network = Network(sizes, "sigmoid", rng=0)
        text = arithmetic(network, loss, batches=batches)
        ast.parse(text)
        assert max(map(len, text.splitlines())) <= 79
        assert text == arithmetic(network, loss, batches=batches)


def test_the_articles_network_is_so_many_operations_of_plain_python():
    text = arithmetic(Network([2, 4, 1], ["relu", "sigmoid"]), SQUARED)
    nodes = list(ast.walk(ast.parse(text)))
    operations = [node for node in nodes if isinstance(node, (ast.BinOp, ast.AugAssign))]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    assert len(operations) <= 95 and len(calls) == 1  # one exp


HOSTILE = ['tanh"""\nimport os\n"""', "x'); raise SystemExit #", "{a.__class__}", "import os"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_the_readers_gets_into_the_text(name):
    tanh, squared = ACTIVATIONS["tanh"], SQUARED
    parts = dict(inplace=tanh.inplace, arithmetic=tanh.arithmetic)
    bend = Activation(name, tanh, tanh.derivative, **parts)
    loss = Loss(name, squared, squared.gradient, arithmetic=squared.arithmetic)
    known = arithmetic(Network([2, 3, 1], tanh), squared)
    assert arithmetic(Network([2, 3, 1], bend), loss) == known


def test_the_text_runs_without_builtins():
    network = Network([2, 2, 2], "sigmoid", rng=0)
    loss = LOSSES["binary_cross_entropy"]
    train = compiled(network.sizes, network.activations, loss, True)
    assert train.__globals__["__builtins__"] == {}
    nodes = list(ast.walk(ast.parse(arithmetic(network, loss, batches=True))))
    assert not any(isinstance(node, (ast.Import, ast.Attribute)) for node in nodes)
    assert {node.func.id for node in nodes if isinstance(node, ast.Call)} <= set(BUILTINS)


own = Activation("own", np.tanh, np.cos)


@pytest.mark.parametrize(
    "network, loss, word",
    [
        (Network([2, 1], "tanh", runs=2), SQUARED, "one of the runs"),
        (Network([40, 40, 1], "tanh"), SQUARED, "at most 1000"),
        (Network([2, 1], own), SQUARED, "own"),
        (Network([2, 1], "tanh"), LOSSES["softmax_cross_entropy"], "softmax_cross_entropy"),
        (Network([2, 1], "tanh"), "mse", "mse"),
        (Network([2, 1], "tanh"), None, "None"),
        (None, SQUARED, "needs a network"),
        ([2, 1], SQUARED, "needs a network"),
        (Network, SQUARED, "needs a network"),
    ],
    ids=repr,
)
def test_what_it_refuses(network, loss, word):
    with pytest.raises(ValueError, match=word):
        arithmetic(network, loss)
