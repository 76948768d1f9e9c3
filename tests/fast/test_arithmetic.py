"""A network as plain arithmetic: it reads well, it is right, and nobody can write into it."""

import ast

import numpy as np
import pytest

from nnlab import SGD, Activation, Loss, Network, fast, train_step
from nnlab.fast.arithmetic import BACKWARD, FORWARD, LOSSES, write

BENDS = list(FORWARD)


@pytest.mark.parametrize("batches", [False, True])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_step_is_cores_step(loss, batches):
    for bend in BENDS:
        if loss == "binary_cross_entropy" and bend != "sigmoid":
            continue
        network = Network([3, 2, 2], ["tanh", bend], rng=4)
        x = np.array([0.5, -1.0, 2.0])
        y = np.array([-1.0, 1.0]) if loss == "hinge_loss" else np.array([1.0, 0.0])
        plain = fast.arithmetic(network, loss, batches=batches)
        after = plain.step(network.parameters, x, y, rate=0.3)
        train_step(network, [x], [y], loss, SGD(0.3))
        assert np.allclose(after, network.parameters, 1e-12, 1e-12)


def test_the_text_is_what_runs():
    plain = fast.arithmetic(Network([2, 4, 1], ["relu", "sigmoid"], rng=0), "mean_squared_error")
    names = {"exp": np.exp}
    exec(plain.source, names)
    start, epochs = [0.1] * 17, [[(0.0, 1.0, 1.0)]] * 3
    assert list(names["train"](start, epochs, 0.5)) == list(plain.train(start, epochs, 0.5))


def test_the_text_fits_a_projector_and_is_stable():
    for sizes in ([2, 4, 1], [12, 13, 11], [1, 1], [2, 2, 2, 2, 2]):
        for loss in LOSSES:
            for batches in (False, True):
                bends = ["sigmoid"] * (len(sizes) - 1)
                text = write(sizes, bends, loss, batches)
                ast.parse(text)
                assert max(map(len, text.splitlines())) <= 79
                assert text == write(sizes, bends, loss, batches)


def test_every_known_bend_and_loss_has_its_pieces():
    from nnlab.fast import kernels

    assert set(FORWARD) == set(BACKWARD) == set(kernels.FORWARD) == set(kernels.BACKWARD)
    assert set(LOSSES) == set(kernels.LOSSES)


HOSTILE = [
    'tanh"""\nimport os\n"""',
    "x'); raise SystemExit #",
    "{a.__class__}",
    "__import__('os')",
    "tanh\n    raise SystemExit",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_the_readers_gets_into_the_text(name):
    bend = Activation(name, np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    loss = Loss(
        name, lambda p, y: ((p - y) ** 2).mean(axis=(-2, -1)), lambda p, y: 2 * (p - y) / y.size
    )
    with pytest.raises(ValueError, match="arithmetic knows nnlab's own"):
        fast.arithmetic(Network([2, 3, 1], bend, rng=0), "mean_squared_error")
    with pytest.raises(ValueError, match="arithmetic knows nnlab's own"):
        fast.arithmetic(Network([2, 3, 1], "tanh", rng=0), loss)
    with pytest.raises(ValueError, match="unknown loss"):
        fast.arithmetic(Network([2, 3, 1], "tanh", rng=0), name)
    with pytest.raises(KeyError):
        write([2, 1], [name], "mean_squared_error")


def test_the_text_runs_without_builtins():
    plain = fast.arithmetic(Network([2, 2, 2], "tanh", rng=0), "softmax_cross_entropy")
    assert plain.train.__globals__["__builtins__"] == {}
    words = {node.id for node in ast.walk(ast.parse(plain.source)) if isinstance(node, ast.Name)}
    assert not any(word.startswith("__") for word in words)
    assert not any(
        isinstance(node, (ast.Import, ast.Attribute)) for node in ast.walk(ast.parse(plain.source))
    )


def test_what_it_refuses():
    with pytest.raises(ValueError, match="give one of the runs"):
        fast.arithmetic(Network([2, 1], "tanh", runs=2), "mean_squared_error")
    with pytest.raises(ValueError, match="at most 1000"):
        fast.arithmetic(Network([40, 40, 1], "tanh"), "mean_squared_error")
    with pytest.raises(ValueError, match="binary_cross_entropy after a sigmoid"):
        fast.arithmetic(Network([2, 1], "tanh"), "binary_cross_entropy")


@pytest.mark.parametrize("wrong", [None, 3, "tanh", [2, 1], Network], ids=repr)
def test_what_is_no_network_is_refused_in_words(wrong):
    with pytest.raises(ValueError, match="arithmetic needs a network, such as"):
        fast.arithmetic(wrong, "mean_squared_error")


@pytest.mark.parametrize("wrong", [None, 3, "mse", ["mean_squared_error"]], ids=repr)
def test_an_unknown_loss_is_refused_with_those_there_are(wrong):
    with pytest.raises(ValueError, match="unknown loss .*: choose mean_squared_error, mean_abs"):
        fast.arithmetic(Network([2, 1], "tanh"), wrong)


def test_its_repr_is_short_and_its_text_shows_as_code():
    plain = fast.arithmetic(Network([2, 4, 1], ["relu", "sigmoid"], rng=0), "mean_squared_error")
    assert repr(plain) == "Arithmetic(2-4-1; relu, sigmoid; mean_squared_error)"
    assert plain._repr_markdown_() == f"```python\n{plain.source}```"
