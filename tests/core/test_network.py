import copy
import json
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import (
    ACTIVATIONS,
    Activation,
    Layer,
    Network,
    identity,
    mean_squared_error,
    relu,
    sigmoid,
    tanh,
)

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])
quiet = settings(max_examples=40)


one_run = st.just(())


@st.composite
def networks(draw, runs=one_run):
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    bends = [draw(st.sampled_from(list(ACTIVATIONS))) for _ in sizes[1:]]
    init = draw(st.sampled_from(["glorot", "he", "uniform"]))
    return Network(sizes, bends, init=init, runs=draw(runs), rng=draw(st.integers(0, 999)))


def samples(network, n=5):
    return np.random.default_rng(1).normal(size=(n, network.n_in))


some_runs = st.sampled_from([(3,), (2, 2), (1,)])


@quiet
@given(networks())
def test_a_network_is_its_layers_one_after_another(network):
    X = samples(network)
    a = X
    for layer in network.layers:
        a = layer(a)
    np.testing.assert_allclose(network(X), a, atol=1e-12)
    np.testing.assert_allclose(network(X[0]), a[0], atol=1e-12)
    traces = network.forward(X)
    assert len(traces) == len(network.layers)
    for before, after in zip(traces, traces[1:], strict=False):
        assert after.inputs is before.a


@quiet
@given(networks(runs=st.one_of(one_run, some_runs)))
def test_layers_and_neurons_are_views_of_one_vector(network):
    for layer in network.layers:
        for view in (layer.parameters, layer.W, layer.b, layer[0].parameters, layer[-1].w):
            assert np.shares_memory(view, network.parameters)
    for block in network.split(network.parameters):
        assert np.shares_memory(block, network.parameters)
    network.parameters[...] = np.arange(network.n_parameters)
    numbers = np.concatenate(
        [layer[j].parameters for layer in network.layers for j in range(len(layer))], axis=-1
    )
    assert (numbers == np.arange(network.n_parameters)).all()


@quiet
@given(networks(runs=some_runs))
def test_a_run_of_many_is_the_network_alone(network):
    X = samples(network)
    traces = network.forward(X)
    d_output = np.random.default_rng(2).normal(size=traces[-1].a.shape)
    gradients = network.backward(traces, d_output)
    assert traces[-1].a.shape == (*network.runs, 5, network.n_out)
    assert (network._outputs(X) == traces[-1].a).all()
    assert gradients.shape == network.parameters.shape
    for i in np.ndindex(network.runs):
        alone = network.run(i)
        np.testing.assert_allclose(network(X)[i], alone(X), atol=1e-12)
        np.testing.assert_allclose(network(X[0])[i], alone(X[0]), atol=1e-12)
        single = alone.backward(alone.forward(X), d_output[i])
        np.testing.assert_allclose(gradients[i], single, atol=1e-10)


@quiet
@given(networks(runs=st.one_of(one_run, some_runs)))
def test_to_dict_and_back_is_exact(network):
    text = json.dumps(network.to_dict(), allow_nan=False)
    again = Network.from_dict(json.loads(text))
    assert (again.parameters == network.parameters).all() and repr(again) == repr(network)
    assert again.parameters.dtype == network.parameters.dtype and again.runs == network.runs


def test_float32_is_kept_and_written_down_exactly():
    network = Network([2, 3, 1], [tanh, sigmoid], rng=0, dtype=np.float32)
    traces = network.forward(X)
    gradients = network.backward(traces, mean_squared_error.gradient(traces[-1].a, y))
    for array in (network.parameters, network(X), *traces[0], gradients, network.layers[0].W):
        assert array.dtype == np.float32
    again = Network.from_dict(json.loads(json.dumps(network.to_dict())))
    assert again.parameters.dtype == np.float32
    assert (again.parameters == network.parameters).all()
    wide = Network([2, 3, 1], [tanh, sigmoid], rng=0)
    np.testing.assert_allclose(network(X), wide(X), atol=1e-6)


def test_counting_the_numbers():
    network = Network([6, 4, 3, 1], sigmoid)
    weights = sum(layer.W.size for layer in network.layers)
    biases = sum(layer.b.size for layer in network.layers)
    assert (weights, biases, network.n_parameters) == (39, 8, 47)
    assert network.sizes == (6, 4, 3, 1) and network.activations == (sigmoid,) * 3


def test_run_0_is_what_the_same_seed_gives_alone():
    for init in ("glorot", "he", "uniform"):
        many = Network([2, 4, 1], [relu, sigmoid], init=init, runs=7, rng=3)
        alone = Network([2, 4, 1], tanh, init=init, rng=3)
        assert (many.run(0).parameters == alone.parameters).all()
        fewer = Network([2, 4, 1], [relu, sigmoid], init=init, runs=2, rng=3)
        assert (many.parameters[:2] == fewer.parameters).all()


def test_parameters_are_never_rebound():
    network = Network([2, 2, 1], tanh, rng=0)
    memory = network.parameters
    network.parameters = np.arange(9)
    network.parameters += 1
    assert network.parameters is memory and memory.tolist() == list(range(1, 10))
    assert network.layers[1].parameters.tolist() == [[7, 8, 9]]


@pytest.mark.parametrize("bad", [np.zeros(8), np.zeros((1, 9)), 0, [np.nan] * 9, ["a"] * 9, None])
def test_bad_parameters_are_refused_and_nothing_changes(bad):
    network = Network([2, 2, 1], tanh, rng=0)
    before = network.parameters.copy()
    with pytest.raises(ValueError, match="parameters"):
        network.parameters = bad
    assert (network.parameters == before).all()


def test_run_shares_memory_copy_and_with_parameters_do_not():
    network = Network([2, 2, 1], tanh, runs=(2, 3), rng=0)
    assert np.shares_memory(network.run((1, 2)).parameters, network.parameters)
    assert not np.shares_memory(network.copy().parameters, network.parameters)
    numbers = np.ones((4, 9))
    other = network.with_parameters(numbers)
    other.parameters[0] = 5
    assert other.runs == (4,) and (numbers == 1).all()
    with pytest.raises(ValueError, match=r"runs \(2, 3\)"):
        network.run((2, 0))
    with pytest.raises(ValueError, match=r"runs \(2, 3\)"):
        network.run(0)


@pytest.mark.parametrize("i", [None, [0, 1], slice(2), 0.5, "0", np.array([0]), ...], ids=repr)
def test_run_takes_one_run_so_that_it_never_copies(i):
    with pytest.raises(ValueError, match="no run"):
        Network([2, 1], tanh, runs=(3,)).run(i)


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_a_copied_network_is_still_one_memory(duplicate):
    network = Network([2, 2, 1], [tanh, sigmoid], rng=0)
    twin = duplicate(network)
    assert not np.shares_memory(twin.parameters, network.parameters)
    assert (twin(X) == network(X)).all()
    twin.layers[0][1].b = 9
    assert 9 in twin.parameters and 9 not in network.parameters


def test_from_layers_copies():
    layers = [Layer(2, 3, tanh, rng=0), Layer(3, 1, sigmoid, rng=1)]
    network = Network.from_layers(layers)
    np.testing.assert_allclose(network(X), layers[1](layers[0](X)))
    network.layers[0].b[0] = 9
    assert layers[0].b[0] == 0 and np.shares_memory(network.layers[0].b, network.parameters)


def test_layers_of_many_runs_make_a_network_of_many_runs():
    many = Network([2, 3, 1], tanh, runs=(2, 4), rng=0)
    again = Network.from_layers(many.layers)
    assert again.runs == (2, 4) and (again.parameters == many.parameters).all()


def test_changing_a_layers_bend_changes_the_network():
    network = Network([2, 2, 1], tanh, rng=0)
    network.layers[1].activation = "identity"
    assert network.activations == (tanh, identity)
    assert (network(X) == network.forward(X)[-1].z).all()


def test_backward_never_broadcasts():
    network = Network([2, 2, 1], tanh, rng=0)
    with pytest.raises(ValueError, match="d_a has shape"):
        network.backward(network.forward(X), np.ones(4))


@pytest.mark.parametrize("sizes", [[2], [], 3, "24", [2, 0], [2, 1.5], [2, None], None, [2, True]])
def test_bad_sizes_are_refused(sizes):
    with pytest.raises(ValueError, match="sizes"):
        Network(sizes, tanh)


@pytest.mark.parametrize("bends", [[], [tanh], [tanh] * 3, "sin", None, 5, ["tanh", "sin"]])
def test_bad_activations_are_refused(bends):
    with pytest.raises(ValueError, match="activation"):
        Network([2, 3, 1], bends)


@pytest.mark.parametrize(
    "bad",
    [
        {"runs": 0},
        {"runs": (2, -1)},
        {"runs": "a"},
        {"dtype": int},
        {"dtype": "float16"},
        {"dtype": None},
        {"init": "ones"},
        {"rng": 1.5},
        {"rng": np.random.RandomState(0)},
    ],
)
def test_bad_settings_are_refused(bad):
    with pytest.raises(ValueError):
        Network([2, 1], tanh, **bad)


BAD_X = [[1], [[1, 2, 3]], "ab", [np.nan, 1], [[1, 2], [3]], [], [[[1, 2]]]]


@pytest.mark.parametrize("bad", BAD_X, ids=repr)
def test_bad_inputs_are_refused_in_words(bad):
    network = Network([2, 2, 1], tanh, rng=0)
    for call in (network, network.forward):
        with pytest.raises(ValueError, match="^X has|^X is"):
            call(bad)


def test_layers_that_do_not_follow_each_other():
    with pytest.raises(ValueError, match="can't follow"):
        Network.from_layers([Layer(2, 3), Layer(2, 1)])
    for bad in ([], [3]):
        with pytest.raises(ValueError, match="one Layer"):
            Network.from_layers(bad)


GOOD = Network([2, 2, 1], [tanh, sigmoid], rng=0).to_dict()


@pytest.mark.parametrize(
    "change",
    [
        {"sizes": [2]},
        {"sizes": "x"},
        {"sizes": [10**9, 10**9, 1]},
        {"sizes": [2, 2, -1]},
        {"activations": ["tanh"]},
        {"activations": ["tanh", "os.system"]},
        {"activations": None},
        {"runs": [3]},
        {"runs": [0]},
        {"dtype": "object"},
        {"dtype": {}},
        {"parameters": [1, 2]},
        {"parameters": "x"},
        {"parameters": [float("nan")] * 9},
        {"parameters": [10**400] * 9},
        {"parameters": [[1], [1, 2]]},
        {"parameters": None},
    ],
    ids=repr,
)
def test_a_garbled_dict_is_refused(change):
    with pytest.raises(ValueError):
        Network.from_dict(GOOD | change)


@pytest.mark.parametrize("bad", [None, [], "x", {}, {"sizes": [2, 1]}], ids=repr)
def test_something_else_than_a_dict_of_a_network_is_refused(bad):
    with pytest.raises(ValueError, match="the dict needs"):
        Network.from_dict(bad)


def test_a_bend_without_a_name_in_the_table_can_not_be_read_back():
    sine = Activation("sine", np.sin, np.cos)
    with pytest.raises(ValueError, match="unknown activation 'sine'"):
        Network.from_dict(Network([2, 1], sine).to_dict())


def test_reprs():
    assert repr(Network([2, 4, 1], [relu, "sigmoid"])) == "Network([2, 4, 1], [relu, sigmoid])"
    assert repr(Network([2, 1], tanh, runs=3)) == "Network([2, 1], [tanh], runs=(3,))"


@pytest.mark.parametrize("bad", [None, 3, [], [tanh]], ids=repr)
def test_a_network_is_made_from_layers_only(bad):
    with pytest.raises(ValueError, match="one Layer"):
        Network.from_layers(bad)


# What can't be, and what to write instead


@pytest.mark.parametrize(
    "name, words",
    [
        ("sizes", "a new Network"),
        ("runs", "a new Network"),
        ("n_parameters", "a new Network"),
        ("n_in", "a new Network"),
        ("n_out", "a new Network"),
        ("layers", r"Network\.from_layers"),
        ("activations", r"layers\[i\]\.activation"),
        ("activation", r"layers\[i\]\.activation"),
        ("weights", r"\.parameters"),
        ("paramters", "parameters"),
    ],
)
def test_hostile_1_8_24_what_can_not_be_set_says_how_to_change_it(name, words):
    network = Network([2, 4, 1], sigmoid, rng=0)
    before = network.to_dict()
    with pytest.raises(AttributeError, match=words):
        setattr(network, name, (2, 8, 1))
    assert network.to_dict() == before
    assert Network.from_dict(before).sizes == (2, 4, 1)


def test_hostile_a_layer_that_is_not_there_is_named():
    layers = Network([2, 4, 1], tanh).layers
    assert layers[-1].n_out == 1 and len(layers[:1]) == 1
    for bad in (5, -3, "first", 0.5):
        with pytest.raises(IndexError, match="no layer .* 2 layers"):
            layers[bad]


def test_hostile_30_a_run_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"no run 5: .*\(3,\)"):
        Network([2, 1], tanh, runs=3).run(5)


@pytest.mark.parametrize("traces", [None, 3, [], [None, None], [(1, 2, 3)] * 2, "ab"])
def test_hostile_31_backward_needs_what_forward_returned(traces):
    with pytest.raises(ValueError, match="forward"):
        Network([2, 4, 1], tanh).backward(traces, [[1.0]])


def test_hostile_31_the_traces_of_another_network_are_refused():
    traces = Network([3, 4, 1], tanh, rng=0).forward([[1, 2, 3]])
    for sizes in ([2, 4, 1], [3, 4, 4, 1], [3, 1]):
        with pytest.raises(ValueError, match="same object"):
            Network(sizes, tanh).backward(traces, [[1.0]])


@pytest.mark.parametrize("size", [1e308, -1e308])
def test_hostile_39_what_overflows_is_inf_without_a_warning(size):
    network = Network([2, 3, 1], "identity", init="zeros")
    network.parameters += 10
    assert np.isinf(network([[size, size]])).all()
    network.parameters = np.full(network.n_parameters, size)
    traces = network.forward([[1.0, 1.0]])
    assert not np.isfinite(network.backward(traces, [[1.0]])).all()


@pytest.mark.parametrize(
    "more", [{"sizes": [2, 10**9, 1]}, {"runs": 10**12}, {"runs": (10**5,) * 3}]
)
def test_hostile_33_a_network_too_large_for_any_memory_is_refused(more):
    with pytest.raises(ValueError, match="too many"):
        Network(**{"sizes": [2, 4, 1], "activations": tanh} | more)


def test_sizes_and_runs_may_be_arrays():
    network = Network(np.array([2, 4, 1]), "tanh", runs=np.array([2, 3]))
    assert network.sizes == (2, 4, 1) and network.runs == (2, 3)


def test_a_layer_alone_makes_a_network():
    assert Network.from_layers([Layer(2, 3, rng=0)]).sizes == (2, 3)
