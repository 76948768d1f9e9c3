import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import ACTIVATIONS, Layer, Network, Neuron, relu, sigmoid, step, tanh

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
quiet = settings(max_examples=40)
number = st.floats(-5, 5)
bends = st.sampled_from(list(ACTIVATIONS.values()))


@quiet
@given(st.lists(number, min_size=1, max_size=4), number, bends)
def test_a_neuron_weighs_adds_and_bends(weights, bias, bend):
    neuron, x = Neuron(weights, bias, bend), np.arange(1.0, len(weights) + 1)
    expected = bend(sum(w * v for w, v in zip(weights, x, strict=True)) + bias)
    assert neuron(x) == pytest.approx(expected) or bend is step


def test_one_sample_gives_a_number_many_give_a_row_of_them():
    neuron = Neuron([1, 1], -1.5, step)
    assert np.shape(neuron([1, 1])) == () and neuron([1, 1]) == 1
    assert neuron(X).tolist() == [0, 0, 0, 1]


def test_the_published_and_gate_is_or():
    assert Neuron([0.5, 0.5], 0, step)(X).tolist() == [0, 1, 1, 1]


def test_w_and_b_look_into_parameters():
    neuron = Neuron([1, 2], 3)
    assert np.shares_memory(neuron.w, neuron.parameters)
    assert neuron.parameters.tolist() == [1, 2, 3]
    neuron.w, neuron.b = [4, 5], 6
    assert neuron.parameters.tolist() == [4, 5, 6]
    neuron.parameters[-1] = 7
    assert neuron.b == 7 and type(neuron.b) is float
    neuron.w[0] = 8
    memory = neuron.parameters
    neuron.parameters = [1, 1, 1]
    assert memory.tolist() == [1, 1, 1] and neuron.parameters is memory


def test_a_neuron_owns_its_numbers():
    weights = np.array([1.0, 2.0])
    neuron = Neuron(weights)
    neuron.w[0] = 9
    assert weights.tolist() == [1, 2]


def test_the_activation_can_be_named_and_set():
    neuron = Neuron([1], 0, "tanh")
    assert neuron.activation is tanh
    neuron.activation = "relu"
    assert neuron.activation is relu and neuron([-1.0]) == 0


def test_a_neuron_of_a_layer_shares_the_layers_bend():
    layer = Layer(2, 3, tanh, rng=0)
    with pytest.raises(ValueError, match="layer.activation"):
        layer[0].activation = relu
    layer.activation = relu
    assert layer[0].activation is relu


@pytest.mark.parametrize("bend", [sigmoid, tanh, relu], ids=repr)
def test_backward_is_the_slope_of_forward(bend):
    neuron = Neuron([0.7, -1.2], 0.3, bend)
    d_a = np.array([1.0, -2.0, 0.5, 3.0])
    trace = neuron.forward(X + 0.1)
    gradients, d_inputs = neuron.backward(trace, d_a)

    def total(parameters, inputs):
        return (Neuron(parameters[:-1], parameters[-1], bend)(inputs) * d_a).sum()

    h = 1e-6
    for i in range(3):
        nudge = h * np.eye(3)[i]
        up, down = (total(neuron.parameters + s * nudge, X + 0.1) for s in (1, -1))
        assert gradients[i] == pytest.approx((up - down) / (2 * h), abs=1e-8)
    for i in np.ndindex(4, 2):
        nudge = np.zeros((4, 2))
        nudge[i] = h
        up, down = (total(neuron.parameters, X + 0.1 + s * nudge) for s in (1, -1))
        assert d_inputs[i] == pytest.approx((up - down) / (2 * h), abs=1e-8)


def test_a_trace_keeps_what_was_seen():
    trace = Neuron([1, 1], -0.5, sigmoid).forward(X)
    assert trace.inputs.shape == (4, 2) and trace.z.tolist() == [-0.5, 0.5, 0.5, 1.5]
    assert trace.a.tolist() == sigmoid(trace.z).tolist()


def test_reprs_are_short_and_stable():
    assert repr(Neuron([0.5, 1 / 3], -1, step)) == "Neuron([0.5, 0.3333], -1, step)"
    assert repr(Neuron(np.ones(8))).count("1") == 8
    for n in (9, 64):
        assert repr(Neuron(np.ones(n))) == f"Neuron({n} inputs, sigmoid)"
    assert repr(Network([2, 1], step, runs=2).layers[0][0]) == "Neuron(2 inputs, step)"


BAD_X = [
    [1],
    [1, 2, 3],
    "text",
    [1, None],
    [1, np.nan],
    [np.inf, 0],
    [[1, 2], [3]],
    [],
    5,
    [[[1, 2]]],
    [1, 2j],
]


@pytest.mark.parametrize("bad", BAD_X, ids=repr)
def test_bad_inputs_are_refused_in_words(bad):
    neuron = Neuron([1, 2], 3)
    with pytest.raises(ValueError, match="^X has|^X is"):
        neuron(bad)
    with pytest.raises(ValueError, match="^X has|^X is"):
        neuron.forward(bad)
    assert neuron.parameters.tolist() == [1, 2, 3]


def test_the_message_for_a_wrong_number_of_columns():
    message = "X has 3 columns, but this neuron has 2 weights: give it 2 numbers per sample"
    with pytest.raises(ValueError, match=message):
        Neuron([1, 2])([1, 2, 3])


def test_forward_wants_rows():
    with pytest.raises(ValueError, match=r"write \[x\]"):
        Neuron([1, 2]).forward([1, 2])


@pytest.mark.parametrize(
    "name, bad",
    [
        ("w", [1]),
        ("w", 3),
        ("w", [1, np.nan]),
        ("w", "ab"),
        ("b", [1]),
        ("b", np.inf),
        ("b", "x"),
        ("b", None),
        ("parameters", [1, 2]),
        ("parameters", [[1, 2, 3]]),
        ("parameters", [1, 2, None]),
        ("activation", "sigmod"),
        ("activation", 3),
        ("activation", None),
    ],
)
def test_a_bad_value_is_refused_and_nothing_changes(name, bad):
    neuron = Neuron([1, 2], 3)
    with pytest.raises(ValueError):
        setattr(neuron, name, bad)
    assert neuron.parameters.tolist() == [1, 2, 3] and neuron.activation is sigmoid


@pytest.mark.parametrize(
    "bad",
    [
        ([],),
        ("ab",),
        ([[1, 2]],),
        (3,),
        ([1, np.nan],),
        ([1], "x"),
        ([1], [1]),
        ([1], np.inf),
        ([1], 0, "sin"),
        ([1], 0, None),
    ],
)
def test_a_bad_neuron_is_refused(bad):
    with pytest.raises(ValueError):
        Neuron(*bad)


def test_backward_refuses_blame_of_another_shape():
    neuron = Neuron([1, 2], 3)
    with pytest.raises(ValueError, match="d_a has shape"):
        neuron.backward(neuron.forward(X), np.ones((4, 1)))


def test_a_neuron_of_many_runs_is_a_view_and_says_how_to_call_one():
    network = Network([2, 3, 1], tanh, runs=5, rng=0)
    neuron = network.layers[0][1]
    assert neuron.parameters.shape == (5, 3) and neuron.b.shape == (5,)
    assert np.shares_memory(neuron.w, network.parameters)
    with pytest.raises(ValueError, match=r"network.run\(i\)"):
        neuron(X)
    assert network.run(2).layers[0][1](X).shape == (4,)


# What can't be, and what to write instead


def test_hostile_7_the_words_of_the_constructor_are_no_attributes():
    neuron = Neuron([1, 1], bias=-1.5, activation=step)
    for name, right in (("bias", r"\.b$"), ("weights", r"\.w$"), ("W", r"\.w$")):
        with pytest.raises(AttributeError, match=f"no .{name}: use {right}"):
            setattr(neuron, name, 0)
        with pytest.raises(AttributeError, match=f"no .{name}: use {right}"):
            getattr(neuron, name)
    with pytest.raises(AttributeError, match="activation, b, backward"):
        neuron.wieghts = [1, 2]
    with pytest.raises(AttributeError, match="use a new Neuron"):
        neuron.n_in = 3
    assert neuron.b == -1.5 and neuron.w.tolist() == [1, 1]


@pytest.mark.parametrize("trace", [None, 3, (1, 2, 3), [], "forward", np.ones(3)])
def test_hostile_31_backward_needs_what_forward_returned(trace):
    with pytest.raises(ValueError, match="forward"):
        Neuron([1, 1]).backward(trace, [1.0])


def test_hostile_31_a_trace_of_another_neuron_is_refused():
    trace = Neuron([1, 1, 1]).forward([[1, 2, 3]])
    with pytest.raises(ValueError, match="same object"):
        Neuron([1, 1]).backward(trace, [1.0])


def test_hostile_39_what_overflows_is_inf_without_a_warning():
    neuron = Neuron([1e308, -1e308], 0, "identity")
    assert np.isinf(neuron([[10.0, -10.0]])).all()
    trace = neuron.forward([[10.0, 10.0]])
    assert not np.isfinite(trace.a).any() and len(neuron.backward(trace, [1e308])[0]) == 3
