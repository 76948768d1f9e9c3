"""Plain-Python objects say what core says, to 1e-12, and learn what it learns."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnlab
from nnlab import ACTIVATIONS, SGD, mean_squared_error, objects

quiet = settings(max_examples=30)


@st.composite
def pairs(draw):
    """A network of core's, the same one in objects, samples and targets."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    bends = [draw(st.sampled_from(list(ACTIVATIONS))) for _ in sizes[1:]]
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    network = nnlab.Network(sizes, bends, init="uniform", rng=rng)
    X = rng.normal(size=(draw(st.integers(1, 4)), sizes[0]))
    y = rng.normal(size=(len(X), sizes[-1]))
    return network, objects.Network.from_network(network), X, y


@quiet
@given(pairs())
def test_outputs_are_equal(pair):
    network, twin, X, _ = pair
    assert twin.parameters == network.parameters.tolist()
    for x in X:
        np.testing.assert_allclose(twin.forward(x.tolist()), network(x), rtol=1e-12, atol=1e-12)


@quiet
@given(pairs())
def test_gradients_are_equal(pair):
    network, twin, X, y = pair
    traces = network.forward(X[:1])
    slopes = network.backward(traces, mean_squared_error.gradient(traces[-1].a, y[:1]))
    output = twin.forward(X[0].tolist())
    twin.backward([2 * (o - t) / len(output) for o, t in zip(output, y[0], strict=True)])
    mine = [d for layer in twin.layers for n in layer.neurons for d in (*n.d_weights, n.d_bias)]
    np.testing.assert_allclose(mine, slopes, rtol=1e-12, atol=1e-12)


@quiet
@given(pairs())
def test_training_a_sample_at_a_time_is_equal(pair):
    network, twin, X, y = pair
    nnlab.fit(network, X, y, optimizer=SGD(0.01), epochs=3, batch_size=1, shuffle=False)
    twin.train(X.tolist(), y.tolist(), epochs=3, learning_rate=0.01)
    np.testing.assert_allclose(twin.parameters, network.parameters, rtol=1e-12, atol=1e-12)


def test_the_articles_xor_is_learned():
    network = objects.Network([2, 4, 1], ["tanh", "sigmoid"], rng=1)
    X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    network.train(X, y, epochs=3000, learning_rate=0.5)
    assert [round(network.forward(x)[0]) for x in X] == [0, 1, 1, 0]


def test_sigmoid_never_overflows():
    assert objects.sigmoid(-1000) == 0 and objects.sigmoid(1000) == 1
    for bend, (function, slope) in objects.BENDS.items():
        for z in (-800.0, -2.0, 0.0, 2.0, 800.0):
            assert function(z) == pytest.approx(float(ACTIVATIONS[bend](z)), abs=1e-15)
            assert slope(z) == pytest.approx(float(ACTIVATIONS[bend].derivative(z)), abs=1e-15)


def test_blame_adds_up_where_paths_meet():
    network = objects.Network([1, 2, 1], ["identity", "identity"], rng=0)
    first, last = network.layers
    for neuron, w in zip(first.neurons, (2.0, 3.0), strict=True):
        neuron.weights, neuron.bias = [w], 0.0
    last.neurons[0].weights = [5.0, 7.0]
    network.forward([1.0])
    assert network.backward([1.0]) == [2 * 5 + 3 * 7]


@pytest.mark.parametrize(
    "bad",
    [
        lambda: objects.Neuron([1], 0, "sin"),
        lambda: objects.Neuron([1, 2]).forward([1]),
        lambda: objects.Network([2, 1], []),
        lambda: objects.Network([2, 1], ["tanh"], rng=0).train([[1, 2]], [[1, 2]], 1, 0.1),
    ],
)
def test_bad_input_is_refused_in_words(bad):
    with pytest.raises(ValueError, match="give|choose"):
        bad()


def test_reprs_hold_no_address():
    network = objects.Network([1, 1], ["tanh"], rng=0)
    assert repr(network) == "Network([Layer([Neuron(1 inputs, tanh)])])"


ODD = (None, 3, "ab", {}, [], [None], ["a"], [np.nan], [[1.0]], 10**400, object())


@pytest.mark.parametrize("bad", ODD, ids=lambda value: repr(value)[:9])
@pytest.mark.parametrize(
    "call",
    [
        lambda bad: objects.Neuron(bad),
        lambda bad: objects.Neuron([1.0, 2.0], [bad]),
        lambda bad: objects.Neuron([1.0], 0.0, bad),
        lambda bad: objects.Neuron([1.0, 2.0]).forward(bad),
        lambda bad: objects.Neuron([1.0, 2.0]).update([bad]),
        lambda bad: objects.Layer(bad),
        lambda bad: objects.Network(bad, ["tanh"]),
        lambda bad: objects.Network([2, 1], bad),
        lambda bad: objects.Network([2, 1], ["tanh"], rng=[bad]),
        lambda bad: objects.Network([2, 1], ["tanh"]).forward(bad),
        lambda bad: objects.Network([2, 1], ["tanh"]).train(bad, [[1]], 1, 0.1),
        lambda bad: objects.Network([2, 1], ["tanh"]).train([[1, 2]], [bad], 1, 0.1),
        lambda bad: objects.Network([2, 1], ["tanh"]).train([[1, 2]], [[1]], [bad], 0.1),
        lambda bad: objects.Network([2, 1], ["tanh"]).train([[1, 2]], [[1]], 1, [bad]),
        lambda bad: objects.Network.from_network(bad),
    ],
)
def test_hostile_25_nothing_odd_passes_the_doors(call, bad):
    with pytest.raises(ValueError, match="give|must be"):
        call(bad)


def test_hostile_25_blame_needs_a_way_forward():
    for call in (
        lambda: objects.Neuron([1.0]).backward(1.0),
        lambda: objects.Network([2, 2, 1], ["tanh", "tanh"]).backward([1.0]),
    ):
        with pytest.raises(ValueError, match="forward"):
            call()
    network = objects.Network([2, 1], ["tanh"], rng=0)
    network.forward([1, 2])
    for bad in ([1, 2], None, [np.nan]):
        with pytest.raises(ValueError, match="blame"):
            network.backward(bad)


def test_hostile_25_many_runs_are_no_network_of_objects():
    with pytest.raises(ValueError, match="run"):
        objects.Network.from_network(nnlab.Network([2, 1], "tanh", runs=2))


def test_hostile_15_weights_that_outgrow_all_numbers_are_told():
    network = objects.Network([1, 1], ["identity"], rng=0)
    with pytest.raises(ValueError, match="smaller rate"):
        network.train([[1e200]], [[0.0]], 50, 1e200)


def test_what_comes_in_is_checked_once(monkeypatch):
    seen = []
    numbers = objects.checks.numbers
    monkeypatch.setattr(
        objects.checks, "numbers", lambda *a, **k: seen.append(a[1]) or numbers(*a, **k)
    )
    network = objects.Network([2, 3, 1], ["tanh", "tanh"], rng=0)
    seen.clear()
    network.forward([0.5, 1.0])
    assert seen == ["inputs"]
    seen.clear()
    network.train([[0, 1], [1, 0]], [[1], [0]], epochs=5, learning_rate=0.1)
    assert seen == ["X", "y"]
