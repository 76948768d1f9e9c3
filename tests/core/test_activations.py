import copy
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import ACTIVATIONS, Activation, identity, relu, sigmoid, softmax, step, tanh

BENDS = list(ACTIVATIONS.values())
numbers = st.floats(-50, 50).filter(lambda z: abs(z) > 1e-3)
quiet = settings(max_examples=40)


def test_known_values():
    z = np.array([-2.0, 0.0, 3.0])
    assert step(z).tolist() == [0, 0, 1]
    assert identity(z).tolist() == [-2, 0, 3]
    assert relu(z).tolist() == [0, 0, 3]
    np.testing.assert_allclose(sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-15)
    np.testing.assert_allclose(tanh(z), np.tanh(z), rtol=1e-15)


def test_step_says_1_only_above_0():
    assert [float(step(z)) for z in (-1e-300, 0.0, -0.0, 1e-300)] == [0, 0, 0, 1]


@quiet
@given(numbers, st.sampled_from(BENDS))
def test_each_derivative_is_the_slope_at_z(z, bend):
    h = 1e-6
    slope = (bend(z + h) - bend(z - h)) / (2 * h)
    assert bend.derivative(z) == pytest.approx(slope, abs=1e-7)


def test_the_derivative_takes_z_never_a():
    assert sigmoid.derivative(2.0) == pytest.approx(0.10499, abs=1e-5)
    assert sigmoid.derivative(sigmoid(2.0)) == pytest.approx(0.207, abs=1e-3)  # the known slip


def test_sigmoid_never_overflows_and_keeps_its_digits():
    assert sigmoid([-1000.0, 1000.0, -np.inf, np.inf]).tolist() == [0, 1, 0, 1]
    assert sigmoid(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-14, abs=0)
    assert sigmoid.derivative(700.0) == pytest.approx(np.exp(-700.0), rel=1e-14, abs=0)


@quiet
@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=5), st.floats(-500, 500))
def test_softmax_shares_out_1_and_minds_only_differences(z, shift):
    shares = softmax(z)
    assert shares.sum() == pytest.approx(1) and (shares >= 0).all()
    np.testing.assert_allclose(softmax(np.array(z) + shift), shares, atol=1e-9)


def test_softmax_is_over_the_last_axis():
    assert softmax(np.zeros((2, 3, 4))).shape == (2, 3, 4)
    np.testing.assert_allclose(softmax(np.zeros((2, 4))), 0.25)


@pytest.mark.parametrize("bend", BENDS, ids=repr)
def test_shapes_and_kinds_are_kept(bend):
    for function in (bend, bend.derivative):
        assert np.ndim(function(0.5)) == 0
        assert not isinstance(function(0.5), np.ndarray)
        assert function([1, -2]).dtype == np.float64
        assert function(np.ones((2, 3), np.float32)).dtype == np.float32
        z = np.linspace(-1, 1, 6).reshape(2, 3)
        before = z.copy()
        assert function(z).shape == (2, 3) and (z == before).all()
        function(z)[...] = 7
        assert (z == before).all()


def test_an_activation_does_not_change():
    with pytest.raises(AttributeError, match="a new Activation"):
        sigmoid.name = "other"
    with pytest.raises(AttributeError):
        sigmoid.derivative = None
    assert repr(sigmoid) == "sigmoid"


def test_an_activation_survives_copies():
    for twin in (copy.deepcopy(relu), pickle.loads(pickle.dumps(relu))):
        assert repr(twin) == "relu" and twin(-1.0) == 0


@pytest.mark.parametrize("bend", BENDS, ids=repr)
def test_values_stay_between_the_sides(bend):
    low, high = bend.sides
    a = bend(np.linspace(-40, 40, 801))
    assert (low <= a).all() and (a <= high).all()
    assert low < bend.neutral < high or bend is relu and bend.neutral == low
    assert bend.jumps == (not bend.derivative(np.linspace(-3, 3, 7)).any())


def test_neutral_and_spread():
    known = {step: (0.5, 0.5), sigmoid: (0.5, 0.5), tanh: (0, 1), relu: (0, 2), identity: (0, 2)}
    assert {bend: (bend.neutral, bend.spread) for bend in known} == known
    own = Activation("own", lambda z: z + 3, np.ones_like, title="my own")
    assert (own.neutral, own.spread, own.title, tanh.title) == (3, 2, "my own", "tanh")


def test_copies_and_pickles_of_cores_own_are_themselves():
    for bend in BENDS:
        assert copy.copy(bend) is copy.deepcopy(bend) is pickle.loads(pickle.dumps(bend)) is bend
    own = pickle.loads(pickle.dumps(Activation("tanh", np.sin, np.cos)))
    assert own is not tanh and own(1.0) == np.sin(1.0) and own.name == "tanh"


@pytest.mark.parametrize("bend", BENDS, ids=repr)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_in_place_is_the_same_and_its_slope_keeps_its_digits(bend, dtype):
    z = np.array([-800, -40, -3, -0.1, 0, 0.1, 3, 40, 800], dtype)
    with np.errstate(over="ignore"):
        a, s, d = z.copy(), np.empty_like(z), np.full_like(z, 2)
        bend.inplace[0](a, s)
        after = a.copy()
        bend.inplace[1](a, s, d)
    digits = 1e-14 if dtype == np.float64 else 1e-5
    np.testing.assert_allclose(after, bend(z), digits, 1e-37)
    np.testing.assert_allclose(d, 2 * bend.derivative(z), 10 * digits, 1e-37)
    assert (a == after).all() and a.dtype == d.dtype == dtype


@pytest.mark.parametrize(
    "more, word",
    [
        ({"inplace": np.sin}, "inplace"),
        ({"inplace": (np.sin, None)}, "inplace"),
        ({"sides": (1, 0)}, "sides"),
        ({"sides": (np.nan, 0)}, "sides"),
        ({"title": 3}, "title"),
    ],
)
def test_bad_parts_are_refused(more, word):
    with pytest.raises(ValueError, match=word):
        Activation("sine", np.sin, np.cos, **more)


def test_softmax_of_inf_warns_of_nothing():
    assert np.isnan(softmax([np.inf, 1.0])).any()
    assert softmax([1e308, -1e308]).tolist() == [1, 0]


def test_your_own_takes_lists_too():
    square = Activation("square", lambda z: z**2, lambda z: 2 * z)
    assert square([1, 2]).tolist() == [1, 4] and square.derivative([1, 2]).tolist() == [2, 4]


@pytest.mark.parametrize("bad", ["text", None, [1, "a"], [[1], [1, 2]], [], 1j])
def test_bad_input_is_refused_in_words(bad):
    for function in (*BENDS, softmax, sigmoid.derivative):
        with pytest.raises(ValueError, match="z (has|is)"):
            function(bad)


@pytest.mark.parametrize("bad", [(1, np.sin, np.cos), ("sin", 1, np.cos), ("sin", np.sin, None)])
def test_a_bad_activation_is_refused(bad):
    with pytest.raises(ValueError, match="derivative of z"):
        Activation(*bad)


def test_softmax_of_one_number_is_refused():
    with pytest.raises(ValueError, match="several scores"):
        softmax(3.0)
