import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import ACTIVATIONS, Layer, Network, Neuron, relu, sigmoid, step, tanh

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
quiet = settings(max_examples=40)


@quiet
@given(st.integers(1, 4), st.integers(1, 4), st.sampled_from(list(ACTIVATIONS)), st.integers(0, 99))
def test_a_layer_is_its_neurons_side_by_side(n_in, n_out, bend, seed):
    rng = np.random.default_rng(seed)
    layer = Layer(n_in, n_out, bend, init="uniform", rng=rng)
    X = rng.normal(size=(5, n_in))
    columns = np.column_stack([layer[j](X) for j in range(n_out)])
    np.testing.assert_allclose(layer(X), columns, atol=1e-12)
    np.testing.assert_allclose(layer(X[0]), columns[0], atol=1e-12)
    again = Layer.from_neurons([layer[j] for j in range(n_out)])
    assert (again.parameters == layer.parameters).all()

    d_a = rng.normal(size=(5, n_out))
    gradients, d_inputs = layer.backward(layer.forward(X), d_a)
    alone = [layer[j].backward(layer[j].forward(X), d_a[:, j]) for j in range(n_out)]
    np.testing.assert_allclose(gradients, [gradient for gradient, _ in alone], atol=1e-12)
    np.testing.assert_allclose(d_inputs, sum(d for _, d in alone), atol=1e-12)


def test_neuron_j_is_row_j_in_the_same_memory():
    layer = Layer(2, 3, tanh, rng=0)
    for view in (layer.W, layer.b, layer[1].parameters, layer[1].w):
        assert np.shares_memory(view, layer.parameters)
    layer[1].w[0], layer[-1].b = 7, 8
    assert layer.W[1, 0] == 7 and layer.b[2] == 8
    layer.W[0] = [5, 6]
    assert layer[0].w.tolist() == [5, 6]


def test_from_neurons_copies():
    neuron = Neuron([1, 2], 3, step)
    layer = Layer.from_neurons([neuron, neuron])
    layer[0].b = 9
    assert neuron.b == 3 and layer[1].b == 3 and layer.activation is step


def test_a_layer_has_a_length_and_can_be_walked_through():
    layer = Layer(2, 3)
    assert len(layer) == 3 == len(list(layer)) == layer.n_out and layer.n_in == 2
    for bad in (3, -4):
        with pytest.raises(IndexError):
            layer[bad]
    for bad in ("first", slice(0, 2), 1.0, None):
        with pytest.raises(ValueError, match=r"layer\[0\]"):
            layer[bad]


def test_setters_write_in_place():
    layer = Layer(2, 2)
    memory = layer.parameters
    layer.W, layer.b = [[1, 2], [3, 4]], [5, 6]
    assert memory.tolist() == [[1, 2, 5], [3, 4, 6]]
    layer.parameters = np.zeros((2, 3))
    assert memory.tolist() == [[0, 0, 0], [0, 0, 0]] and layer.parameters is memory


def test_shapes():
    layer = Layer(2, 3, relu, rng=0)
    assert layer(X).shape == (4, 3) and layer(X[0]).shape == (3,)
    assert [part.shape for part in layer.forward(X)] == [(4, 2), (4, 3), (4, 3)]


@pytest.mark.parametrize("init, scale", [("glorot", np.sqrt(6 / 300)), ("uniform", 1.0)])
def test_uniform_starts_keep_within_their_scale(init, scale):
    layer = Layer(100, 200, init=init, rng=0)
    assert 0.99 * scale < np.abs(layer.W).max() <= scale
    assert (layer.b == 0).all() == (init == "glorot")


def test_he_and_zeros():
    layer = Layer(100, 200, init="he", rng=0)
    assert layer.W.std() == pytest.approx(np.sqrt(2 / 100), rel=0.02) and not layer.b.any()
    assert not Layer(2, 3, init="zeros").parameters.any()


def test_same_seed_same_layer():
    one, two = (Layer(2, 3, rng=5).parameters for _ in range(2))
    assert (one == two).all() and (one != Layer(2, 3, rng=6).parameters).any()


@pytest.mark.parametrize(
    "bad", [(0, 1), (2, -1), (2.0, 1), ("2", 1), (True, 1), (2, None), (2, 1, "sin")]
)
def test_a_bad_layer_is_refused(bad):
    with pytest.raises(ValueError):
        Layer(*bad)


@pytest.mark.parametrize("bad", [{"init": "xavier"}, {"init": []}, {"rng": "a"}, {"rng": -1}])
def test_a_bad_start_is_refused(bad):
    with pytest.raises(ValueError, match="choose|whole number"):
        Layer(2, 1, **bad)


@pytest.mark.parametrize(
    "bad, words",
    [
        ([], "at least one Neuron"),
        ([1], "at least one Neuron"),
        (None, "at least one Neuron"),
        ([Neuron([1]), Neuron([1, 2])], "number of weights"),
        ([Neuron([1], 0, tanh), Neuron([1], 0, relu)], "bend differently"),
    ],
)
def test_neurons_that_make_no_layer(bad, words):
    with pytest.raises(ValueError, match=words):
        Layer.from_neurons(bad)


@pytest.mark.parametrize(
    "name, bad",
    [
        ("W", [[1, 2]]),
        ("W", 0),
        ("b", [1, 2, 3]),
        ("b", [np.nan, 1]),
        ("parameters", [[1, 2, 3]]),
        ("parameters", "text"),
        ("activation", "sin"),
    ],
)
def test_a_bad_value_is_refused_and_nothing_changes(name, bad):
    layer = Layer(2, 2, rng=0)
    before = layer.parameters.copy()
    with pytest.raises(ValueError):
        setattr(layer, name, bad)
    assert (layer.parameters == before).all() and layer.activation is sigmoid


@pytest.mark.parametrize("bad", [[1], [[1, 2, 3]], "ab", [np.nan, 1], [[1, 2], [3]], []], ids=repr)
def test_bad_inputs_are_refused_in_words(bad):
    with pytest.raises(ValueError, match="^X has|^X is"):
        Layer(2, 2)(bad)


def test_the_message_names_the_layer():
    with pytest.raises(ValueError, match="1 column, .* 2 inputs"):
        Layer(2, 2)([[1]])


def test_backward_never_broadcasts():
    layer = Layer(2, 2)
    with pytest.raises(ValueError, match="d_a has shape"):
        layer.backward(layer.forward(X), np.ones((4, 1)))


def test_repr():
    assert repr(Layer(2, 3, tanh)) == "Layer(2, 3, tanh)"


def test_hostile_7_the_words_of_a_neuron_are_not_those_of_a_layer():
    layer = Layer(2, 3)
    for name, right in (("w", r"\.W$"), ("weights", r"\.W$"), ("bias", r"\.b$")):
        with pytest.raises(AttributeError, match=f"no .{name}: use {right}"):
            setattr(layer, name, 0)
        with pytest.raises(AttributeError, match=f"no .{name}: use {right}"):
            getattr(layer, name)
    for name in ("n_in", "n_out"):
        with pytest.raises(AttributeError, match="use a new Layer"):
            setattr(layer, name, 7)


@pytest.mark.parametrize("trace", [None, 3, (1, 2, 3), [], np.ones((1, 3))])
def test_hostile_31_backward_needs_what_forward_returned(trace):
    with pytest.raises(ValueError, match="forward"):
        Layer(2, 3).backward(trace, [[1.0, 1.0, 1.0]])


def test_hostile_39_what_overflows_is_inf_without_a_warning():
    layer = Layer(1, 2, "identity", init="uniform", rng=0)
    layer.W = [[1e308], [-1e308]]
    assert np.isinf(layer([[100.0]])).all()
    trace = layer.forward([[100.0]])
    assert np.isinf(layer.backward(trace, [[1e308, 0.0]])[0]).any()


@pytest.mark.parametrize("bad", [10**9, 10**30])
def test_hostile_33_a_layer_too_large_for_any_memory_is_refused(bad):
    with pytest.raises(ValueError, match="too many|2\\*\\*63"):
        Layer(bad, 10)


def test_neurons_of_many_runs_make_a_layer_of_many_runs():
    rows = Network([2, 3, 1], "tanh", runs=(4,), rng=0).layers[0]
    layer = Layer.from_neurons(list(rows))
    assert layer.parameters.shape == (4, 3, 3)
    assert (layer.parameters == rows.parameters).all()


def test_a_layer_of_many_runs_takes_what_each_run_of_the_one_before_gives():
    first, second = Network([2, 3, 1], "tanh", runs=(4, 2), rng=0).layers
    a = first.forward(X).a
    assert a.shape == (4, 2, 4, 3) and second.forward(a).a.shape == (4, 2, 4, 1)
    with pytest.raises(ValueError, match="X has shape"):
        second.forward(a[0])


def test_first_weights_are_as_wide_as_inputs_and_outputs_ask():
    drawn = np.random.default_rng(3).uniform(-1, 1, (2, 6))[:, :-1]
    assert np.allclose(Layer(5, 2, rng=3).W, drawn * np.sqrt(6 / 7))
    drawn = np.random.default_rng(3).standard_normal((2, 6))[:, :-1]
    assert np.allclose(Layer(5, 2, init="he", rng=3).W, drawn * np.sqrt(2 / 5))
