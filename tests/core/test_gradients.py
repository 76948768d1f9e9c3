"""Every gradient has two independent witnesses: nudging, and a complex step."""

import numpy as np
import pytest

from nnlab import (
    ACTIVATIONS,
    LOSSES,
    GradientCheck,
    Network,
    gradient_check,
    identity,
    mean_squared_error,
    numerical_gradient,
    relu,
    sigmoid,
    tanh,
)
from nnlab.core.gradients import penalty

# Which bends may stand at the end of a network that's trained with this loss.
ENDS = dict.fromkeys(LOSSES, list(ACTIVATIONS)) | {"binary_cross_entropy": ["sigmoid"]}
PAIRS = [(bend, loss) for loss, bends in ENDS.items() for bend in bends]


def targets_for(loss, n, k, rng):
    if loss == "softmax_cross_entropy":
        return np.eye(k)[rng.integers(0, k, n)]
    if loss in ("mean_squared_error", "mean_absolute_error"):
        return rng.normal(size=(n, k))
    return rng.choice([-1.0, 1.0] if loss == "hinge_loss" else [0.0, 1.0], (n, k))


def at_a_corner(network, traces, loss, y, margin=1e-3):
    """Whether something bends sharply so close by that a nudge could cross it."""
    near = [
        np.abs(trace.z).min() < margin
        for bend, trace in zip(network.activations, traces, strict=True)
        if bend.name in ("relu", "step")
    ]
    a = traces[-1].a
    if loss == "hinge_loss" and network.activations[-1].name != "step":  # a step stays put
        near.append(np.abs(y * a - 1).min() < margin)
    if loss == "mean_absolute_error":
        near.append(np.abs(y - a).min() < margin)
    return any(near)


def example(end, loss, depth, runs, n=4):
    """A network, samples and targets away from all corners."""
    hidden = ("tanh", "relu", "sigmoid")
    for seed in range(200):
        rng = np.random.default_rng(seed)
        sizes = [2, *[3] * (depth - 1), 2]
        bends = [hidden[(seed + i) % 3] for i in range(depth - 1)] + [end]
        network = Network(sizes, bends, init="uniform", runs=runs, rng=rng)
        X = rng.normal(size=(n, 2))
        y = targets_for(loss, n, 2, rng)
        if not at_a_corner(network, network.forward(X), loss, y):
            return network, X, y
    raise AssertionError("no example away from the corners")


@pytest.mark.parametrize("runs", [(), (3,), (2, 2)], ids=str)
@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("end, loss", PAIRS)
def test_backprop_agrees_with_nudging(end, loss, depth, runs):
    network, X, y = example(end, loss, depth, runs)
    check = gradient_check(network, X, y, loss)
    assert check.relative_error <= 1e-6 and check.passed is True
    assert check.analytic.shape == network.parameters.shape
    flat = end == "step" or end == "relu" and (network(X) == 0).all()
    assert flat or np.abs(check.analytic).max() > 1e-4


# A forward pass of its own, in a few lines that complex numbers can go through.

COMPLEX_BENDS = {
    "step": lambda z: (z.real > 0).astype(complex),
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: z * (z.real > 0),
}
COMPLEX_LOSSES = {
    "mean_squared_error": lambda p, t: ((p - t) ** 2).mean(),
    "mean_absolute_error": lambda p, t: ((p - t) * np.sign((p - t).real)).mean(),
    "binary_cross_entropy": lambda p, t: -(t * np.log(p) + (1 - t) * np.log(1 - p)).mean(),
    "hinge_loss": lambda p, t: ((1 - t * p) * ((1 - t * p).real > 0)).mean(),
    "sigmoid_cross_entropy": lambda z, t: (np.log(1 + np.exp(z)) - t * z).mean(),
    "softmax_cross_entropy": lambda z, t: (
        np.log(np.exp(z).sum(axis=1)) - (t * z).sum(axis=1)
    ).mean(),
}


def witness(table, name, what):
    """The complex twin of an activation or a loss."""
    assert name in table, f"{name} has no witness: add it to {what} in tests/core/test_gradients.py"
    return table[name]


def complex_step(network, X, y, loss, l1, l2):
    """Im L(p + ih) / h: no difference is taken, so no digits are lost."""
    slopes = []
    for i in range(network.n_parameters):
        p = network.parameters.astype(complex)
        p[i] += 1e-30j
        a, start, price = X, 0, 0
        for n_in, n_out, bend in zip(
            network.sizes, network.sizes[1:], network.activations, strict=False
        ):
            block = p[start : start + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
            start += block.size
            W, b = block[:, :-1], block[:, -1]
            a = witness(COMPLEX_BENDS, bend.name, "COMPLEX_BENDS")(a @ W.T + b)
            price += l1 * (W * np.sign(W.real)).sum() + l2 / 2 * (W**2).sum()
        cost = witness(COMPLEX_LOSSES, loss, "COMPLEX_LOSSES")(a, y)
        slopes.append((cost + price).imag / 1e-30)
    return np.array(slopes)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("end, loss", PAIRS)
def test_backprop_agrees_with_a_complex_step(end, loss, depth):
    network, X, y = example(end, loss, depth, ())
    backprop = gradient_check(network, X, y, loss).analytic + penalty(network, 0.01, 0.02)[1]
    witness = complex_step(network, X, y, loss, 0.01, 0.02)
    error = np.linalg.norm(backprop - witness)
    assert error <= 1e-9 * (np.linalg.norm(backprop) + np.linalg.norm(witness))


def test_the_witnesses_would_see_a_slip():
    network, X, y = example("sigmoid", "mean_squared_error", 2, ())
    right = gradient_check(network, X, y, "mean_squared_error").analytic
    for wrong in (-right, 2 * right, right[::-1], right + 1e-3, right * (np.arange(17) != 7)):
        check = gradient_check(network, X, y, "mean_squared_error", gradients=wrong)
        assert not check.passed and check.relative_error > 1e-4


def test_a_bend_whose_slope_expects_a_is_caught():
    from nnlab import Activation

    slip = Activation("slip", sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(sigmoid(z))))
    network = Network([2, 3, 1], [slip, sigmoid], init="uniform", rng=0)
    X = np.random.default_rng(0).normal(size=(5, 2))
    check = gradient_check(network, X, X[:, :1] * 0.1, mean_squared_error)
    assert not check.passed and check.worst.startswith("layer 1")


def test_the_worst_parameter_is_named():
    network = Network([3, 2, 1], tanh, init="uniform", rng=0)
    X = np.random.default_rng(0).normal(size=(5, 3))
    gradients = gradient_check(network, X, X[:, :1], mean_squared_error).analytic
    names = {
        0: "layer 1, neuron 1, input 1",
        2: "layer 1, neuron 1, input 3",
        3: "layer 1, neuron 1, bias",
        4: "layer 1, neuron 2, input 1",
        9: "layer 2, neuron 1, input 2",
        10: "layer 2, neuron 1, bias",
    }
    for at, name in names.items():
        wrong = gradients + np.eye(11)[at]
        check = gradient_check(network, X, X[:, :1], mean_squared_error, gradients=wrong)
        assert check.worst == name and np.argmax(check.per_parameter) == at
        assert repr(check) == f"GradientCheck(failed, worst at {name})"
    many = Network([3, 2, 1], tanh, runs=(2, 2), rng=0)
    wrong = np.zeros((2, 2, 11))
    wrong[1, 0, 10] = 100
    check = gradient_check(many, X, X[:, :1], mean_squared_error, gradients=wrong)
    assert check.worst.split(", ", 3) == ["layer 2", "neuron 1", "bias", "run [1, 0]"]


def test_a_check_is_a_plain_record():
    network = Network([2, 1], tanh, rng=0)
    check = gradient_check(network, [[1, 2]], [[0.5]], mean_squared_error)
    assert isinstance(check, GradientCheck) and repr(check) == "GradientCheck(passed)"
    assert check.per_parameter.shape == check.numerical.shape == (3,)
    assert (check.per_parameter < 1e-6).all()


def test_at_a_corner_of_relu_a_right_gradient_fails():
    network = Network([1, 1], relu, init="zeros")
    assert not gradient_check(network, [[1.0]], [[1.0]], mean_squared_error).passed


def test_nothing_to_learn_counts_as_right():
    network = Network([2, 1], "step", rng=0)
    check = gradient_check(network, [[1.0, 2]], [[0.0]], mean_squared_error)
    assert check.passed and check.relative_error == 0 and not check.analytic.any()


def test_float32_networks_are_checked_too():
    network = Network([2, 3, 1], tanh, rng=0, dtype=np.float32)
    X = np.random.default_rng(0).normal(size=(5, 2))
    check = gradient_check(network, X, X[:, :1], mean_squared_error)
    assert check.passed and check.numerical.dtype == np.float64
    assert network.parameters.dtype == np.float32


def test_the_error_of_nudging_has_the_shape_of_a_u():
    network = Network([2, 3, 1], tanh, init="uniform", rng=1)
    X = np.random.default_rng(0).normal(size=(5, 2))
    exact = gradient_check(network, X, X[:, :1], mean_squared_error).analytic
    errors = [
        np.abs(numerical_gradient(network, X, X[:, :1], mean_squared_error, h=h) - exact).max()
        for h in (1e-1, 1e-5, 1e-12)
    ]
    assert errors[1] < errors[0] / 1e4 and errors[1] < errors[2] / 1e4


def test_nudging_in_chunks_is_nudging_at_once(monkeypatch):
    from nnlab.core import gradients

    network = Network([2, 6, 1], tanh, runs=2, rng=0)
    X = np.random.default_rng(0).normal(size=(5, 2))
    at_once = numerical_gradient(network, X, X[:, :1], mean_squared_error)
    monkeypatch.setattr(gradients, "_BYTES", 20_000.0)
    np.testing.assert_allclose(
        numerical_gradient(network, X, X[:, :1], "mean_squared_error"), at_once, rtol=1e-9
    )


def test_nudging_stays_within_its_memory():
    import tracemalloc

    network = Network([10, 60, 60, 10], tanh, rng=0)  # 4,920 numbers
    X = np.random.default_rng(0).normal(size=(300, 10))
    numerical_gradient(network, X[:2], X[:2], mean_squared_error)
    tracemalloc.start()
    numerical_gradient(network, X[:40], X[:40], mean_squared_error)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64e6


def test_nothing_changes():
    network = Network([2, 3, 1], tanh, rng=0)
    X, y = np.ones((4, 2)), np.zeros((4, 1))
    before = network.parameters.copy()
    gradient_check(network, X, y, mean_squared_error)
    assert (network.parameters == before).all() and (X == 1).all() and (y == 0).all()


@pytest.mark.parametrize(
    "change, words",
    [
        ({"X": [[1]]}, "2 inputs"),
        ({"X": "a"}, "X has"),
        ({"y": [0]}, "np.newaxis"),
        ({"y": [[0, 1]]}, "must be"),
        ({"y": [[np.nan]]}, "y has nan"),
        ({"loss": "mse"}, "unknown"),
        ({"h": 0}, "more than 0"),
        ({"h": "x"}, "h has"),
        ({"h": np.nan}, "h has"),
        ({"y": [[1e200]]}, "no finite number"),
        ({"network": [2, 1]}, "give a Network"),
        ({"network": None}, "give a Network"),
    ],
)
def test_bad_input_is_refused(change, words):
    good = {
        "network": Network([2, 1], identity, rng=0),
        "X": [[1, 2]],
        "y": [[0]],
        "loss": mean_squared_error,
    }
    for function in (numerical_gradient, gradient_check):
        with pytest.raises(ValueError, match=words):
            function(**good | change)
    with pytest.raises(ValueError, match="gradients has shape"):
        gradient_check(**good, gradients=[1, 2])


def test_a_gradient_off_in_the_fifth_digit_fails_but_not_in_float32():
    for dtype, passes in ((float, False), (np.float32, True)):
        network = Network([2, 3, 1], "tanh", rng=0, dtype=dtype)
        X, y = np.ones((2, 2)), np.zeros((2, 1))
        slopes = numerical_gradient(network, X, y, "mean_squared_error")
        found = gradient_check(network, X, y, "mean_squared_error", gradients=slopes * (1 + 2e-5))
        assert found.passed is passes
