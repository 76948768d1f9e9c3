"""Pure functions say what core says, to 1e-12, learn what it learns, and change nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnlab
from nnlab import ACTIVATIONS, SGD, functional, gradient_check, mean_squared_error

quiet = settings(max_examples=30)


@st.composite
def examples(draw):
    """A network of core's, samples and targets."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    bends = [draw(st.sampled_from(list(ACTIVATIONS))) for _ in sizes[1:]]
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    network = nnlab.Network(sizes, bends, init="uniform", rng=rng)
    X = rng.normal(size=(draw(st.integers(1, 4)), sizes[0]))
    return network, X, rng.normal(size=(len(X), sizes[-1]))


def flat(nested):
    return [number for layer in nested for neuron in layer for number in neuron]


@quiet
@given(examples())
def test_outputs_losses_and_gradients_are_equal(example):
    network, X, y = example
    layers, bends = functional.from_network(network)
    assert flat(layers) == network.parameters.tolist()
    outputs = [functional.forward(layers, bends, x) for x in X.tolist()]
    np.testing.assert_allclose(outputs, network(X), rtol=1e-12, atol=1e-12)
    assert functional.loss(layers, bends, X, y) == pytest.approx(
        mean_squared_error(network(X), y), rel=1e-12
    )
    slopes = flat(functional.gradient(layers, bends, X.tolist(), y.tolist()))
    check = gradient_check(network, X, y, mean_squared_error)
    np.testing.assert_allclose(slopes, check.analytic, rtol=1e-12, atol=1e-12)


@quiet
@given(examples())
def test_training_is_equal(example):
    network, X, y = example
    layers, bends = functional.from_network(network)
    one_by_one = functional.train(layers, bends, X.tolist(), y.tolist(), 2, 0.01)
    at_once = functional.train_step(layers, bends, X.tolist(), y.tolist(), 0.01)
    twin = network.copy()
    nnlab.fit(network, X, y, optimizer=SGD(0.01), epochs=2, batch_size=1, shuffle=False)
    np.testing.assert_allclose(flat(one_by_one), network.parameters, rtol=1e-12, atol=1e-12)
    nnlab.train_step(twin, X, y, mean_squared_error, SGD(0.01))
    np.testing.assert_allclose(flat(at_once), twin.parameters, rtol=1e-12, atol=1e-12)


def test_nothing_is_changed():
    network = functional.init([2, 2, 1], rng=0)
    before = hash(network)  # tuples all the way down
    after = functional.train_step(network, ("tanh", "sigmoid"), [(1, 0)], [(1,)], 0.5)
    assert hash(network) == before and after != network
    assert functional.init([2, 2, 1], rng=0) == network


def test_xor_is_learned():
    X, y = [(0, 0), (0, 1), (1, 0), (1, 1)], [(0,), (1,), (1,), (0,)]
    bends = ("tanh", "sigmoid")
    network = functional.train(functional.init([2, 4, 1], rng=1), bends, X, y, 3000, 0.5)
    assert [round(functional.forward(network, bends, x)[0]) for x in X] == [0, 1, 1, 0]


def test_activations_of_core_serve_too():
    assert functional.forward((((1.0, -2.0),),), (nnlab.relu,), (1,)) == (0,)


@pytest.mark.parametrize("bends, x", [((), (1,)), (("sin",), (1,)), (("tanh",), (1, 2))])
def test_bad_input_is_refused_in_words(bends, x):
    with pytest.raises(ValueError, match="give"):
        functional.forward((((1.0, 0.0),),), bends, x)


def test_many_runs_are_no_network_of_tuples():
    with pytest.raises(ValueError, match="run"):
        functional.from_network(nnlab.Network([2, 1], "tanh", runs=(2,)))


NET, ACTS, ROWS, TARGETS = (((1.0, 2.0, 0.0),),), ("tanh",), [[0, 1], [1, 0]], [[0], [1]]
ODD = (None, 3, "ab", [], {}, np.nan, [None], [[None]], [["a"]], object(), [[[]]], [[np.nan]])


@pytest.mark.parametrize("bad", [*ODD, [0, 1], [[0, 1, 2]], 10**400], ids=lambda v: repr(v)[:9])
@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    "function",
    [
        functional.loss,
        functional.gradient,
        lambda *all: functional.train_step(*all, 0.1),
        lambda *all: functional.train(*all, 1, 0.1),
    ],
)
def test_hostile_25_nothing_odd_passes_the_doors(function, at, bad):
    given = [NET, ACTS, ROWS, TARGETS]
    function(*given)
    given[at] = bad
    with pytest.raises(ValueError, match="give|must be|fit"):
        function(*given)


@pytest.mark.parametrize("x", [3, "ab", [1], [1, 2, 3], [np.nan, 1], [None, 1], [[1, 2]]])
def test_hostile_25_a_row_that_does_not_fit_is_refused(x):
    with pytest.raises(ValueError, match="give"):
        functional.forward(NET, ACTS, x)


@pytest.mark.parametrize("rate", [np.nan, np.inf, -1, "x", None])
def test_hostile_15_a_learning_rate_that_is_none_is_refused(rate):
    for call in (
        lambda: functional.train_step(NET, ACTS, ROWS, TARGETS, rate),
        lambda: functional.train(NET, ACTS, ROWS, TARGETS, 1, rate),
    ):
        with pytest.raises(ValueError, match="learning_rate"):
            call()


def test_hostile_15_weights_that_outgrow_all_numbers_are_told():
    net = (((1e300, 1e300, 0.0),),)
    with pytest.raises(ValueError, match="smaller rate"):
        functional.train(net, ("identity",), [[1e300, 1]], [[0]], 3, 10.0)


@pytest.mark.parametrize("epochs", [-1, 1.5, "x", None])
def test_hostile_15_epochs_are_counted(epochs):
    with pytest.raises(ValueError, match="epochs"):
        functional.train(NET, ACTS, ROWS, TARGETS, epochs, 0.1)


@pytest.mark.parametrize("sizes", [None, 3, "ab", [2], [2, 0], [2, -1], [2, 1.5], [10**9, 10**9]])
def test_hostile_25_sizes_and_seeds_are_checked(sizes):
    with pytest.raises(ValueError, match="give"):
        functional.init(sizes)
    with pytest.raises(ValueError, match="rng"):
        functional.init([2, 1], rng="seed")


@pytest.mark.parametrize("network", [None, 3, [[1]], "x"])
def test_hostile_25_only_a_network_becomes_tuples(network):
    with pytest.raises(ValueError, match="nnlab.Network"):
        functional.from_network(network)


def test_arrays_serve_as_rows():
    X, y = np.array(ROWS), np.array(TARGETS)
    assert functional.loss(NET, ACTS, X, y) == functional.loss(NET, ACTS, ROWS, TARGETS)
