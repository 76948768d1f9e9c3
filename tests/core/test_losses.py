import copy
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import (
    LOSSES,
    Loss,
    binary_cross_entropy,
    hinge_loss,
    identity,
    mean_absolute_error,
    mean_squared_error,
    relu,
    sigmoid,
    sigmoid_cross_entropy,
    softmax,
    softmax_cross_entropy,
    step,
    tanh,
)

quiet = settings(max_examples=40)


def pair(loss, shape, seed=0):
    """Predictions and targets that this loss is made for, away from its corners."""
    rng = np.random.default_rng(seed)
    *_, n, k = shape
    if loss is softmax_cross_entropy:
        return rng.normal(size=shape), np.eye(k)[rng.integers(0, k, n)]
    if loss is hinge_loss:
        return rng.normal(size=shape) * 0.9, rng.choice([-1.0, 1.0], (n, k))
    if loss is binary_cross_entropy:
        return rng.uniform(0.05, 0.95, shape), rng.choice([0.0, 1.0], (n, k))
    return rng.normal(size=shape), rng.choice([0.0, 1.0], (n, k))


@quiet
@given(
    st.sampled_from(list(LOSSES.values())),
    st.integers(1, 4),
    st.integers(2, 3),
    st.sampled_from([(), (3,)]),
    st.integers(0, 99),
)
def test_each_gradient_is_the_slope_of_its_loss(loss, n, k, runs, seed):
    y_pred, y_true = pair(loss, (*runs, n, k), seed)
    gradient, h = loss.gradient(y_pred, y_true), 1e-6
    assert gradient.shape == y_pred.shape and loss(y_pred, y_true).shape == runs
    for at in np.ndindex(y_pred.shape):
        nudge = np.zeros_like(y_pred)
        nudge[at] = h
        rise = loss(y_pred + nudge, y_true) - loss(y_pred - nudge, y_true)
        assert gradient[at] == pytest.approx(np.sum(rise) / (2 * h), abs=1e-6)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_a_row_of_many_runs_is_the_loss_alone(loss):
    y_pred, y_true = pair(loss, (2, 3, 5, 2))
    for i in np.ndindex(2, 3):
        assert loss(y_pred, y_true)[i] == pytest.approx(loss(y_pred[i], y_true))
        alone = loss.gradient(y_pred[i], y_true)
        np.testing.assert_allclose(loss.gradient(y_pred, y_true)[i], alone)


def test_values_by_hand():
    assert mean_squared_error([[0.8], [0.4]], [[1], [0]]) == pytest.approx(0.1)
    assert mean_squared_error.gradient([[0.8, 0.4]], [[1, 0]]).tolist() == pytest.approx(
        np.array([[-0.2, 0.4]])
    )
    assert mean_absolute_error([[0.8], [0.4]], [[1], [0]]) == pytest.approx(0.3)
    assert binary_cross_entropy([[0.5]], [[1]]) == pytest.approx(np.log(2))
    assert hinge_loss([[0.5], [-2]], [[1], [-1]]) == pytest.approx(0.25)
    assert hinge_loss.gradient([[0.5], [-2]], [[1], [-1]]).tolist() == [[-0.5], [0]]
    assert softmax_cross_entropy([[0.0, 0.0]], [[1, 0]]) == pytest.approx(np.log(2))


@quiet
@given(st.floats(-30, 30), st.sampled_from([0.0, 1.0]))
def test_from_z_and_from_probabilities_agree(z, target):
    chance = sigmoid([[z]])
    from_z = sigmoid_cross_entropy([[z]], [[target]])
    assert binary_cross_entropy(chance, [[target]]) == pytest.approx(from_z, rel=1e-2, abs=1e-9)
    two = [[0.0, z]]
    assert softmax_cross_entropy(two, [[1 - target, target]]) == pytest.approx(from_z, abs=1e-12)
    assert softmax(two)[0, 1] == pytest.approx(chance[0, 0])


def test_confidently_wrong():
    z = [[8.0]]
    squared = mean_squared_error.gradient(sigmoid(z), [[0]]) * sigmoid.derivative(z)
    assert squared[0, 0] == pytest.approx(0.00067, abs=2e-5)
    assert sigmoid_cross_entropy.gradient(z, [[0]])[0, 0] == pytest.approx(0.9997, abs=1e-4)
    blame = binary_cross_entropy.gradient(sigmoid([[40.0]]), [[0]]) * sigmoid.derivative([[40.0]])
    assert blame[0, 0] < 0.1  # from probabilities it breaks
    assert sigmoid_cross_entropy.gradient([[40.0]], [[0]])[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("z", [-1e4, -800.0, 800.0, 1e4])
def test_cross_entropies_from_z_never_overflow(z):
    assert sigmoid_cross_entropy([[z]], [[0]]) == pytest.approx(max(z, 0))
    assert softmax_cross_entropy([[0.0, z]], [[1, 0]]) == pytest.approx(max(z, 0))
    assert np.isfinite(binary_cross_entropy(sigmoid([[z]]), [[0]]))


def test_a_loss_can_be_copied_and_shows_its_name():
    assert repr(mean_squared_error) == "mean_squared_error"
    assert copy.deepcopy(hinge_loss)([[2]], [[1]]) == 0
    assert all(LOSSES[name].name == name for name in LOSSES)


def test_your_own_loss():
    fourth = Loss(
        "fourth",
        lambda p, t: ((p - t) ** 4).mean(axis=(-2, -1)),
        lambda p, t: 4 * (p - t) ** 3 / p[..., 0].size,
    )
    assert fourth([[2]], [[0]]) == 16 and fourth.gradient([[2]], [[0]]).tolist() == [[32]]
    d = np.empty((1, 1))
    fourth.inplace(np.array([[2.0]]), np.array([[0.0]]), d, d)
    assert d == 32 and not fourth.in_parts and mean_squared_error.in_parts
    with pytest.raises(ValueError, match="and its gradient"):
        Loss("half", abs, None)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_a_1d_target_never_broadcasts(loss):
    y_pred, y_true = pair(loss, (4, 2))
    for function in (loss, loss.gradient):
        with pytest.raises(ValueError, match="np.newaxis"):
            function(y_pred[:, :1], y_true[:, 0])
        with pytest.raises(ValueError, match="np.newaxis"):
            function(y_pred[:, 0], y_true[:, 0])
        with pytest.raises(ValueError, match="n_samples, n_out"):
            function(y_pred, y_true[:3])


BAD_TARGETS = ["ab", [["a"]], [[np.nan]], [[np.inf]], [], [[]], [[1], [1, 2]], None]


@pytest.mark.parametrize("bad", BAD_TARGETS)
def test_bad_targets_are_refused(bad):
    for loss in LOSSES.values():
        with pytest.raises(ValueError, match="y_true"):
            loss([[0.5]], bad)


@pytest.mark.parametrize(
    "loss, y_pred, y_true, remedy",
    [
        (hinge_loss, [[0.5]], [[0]], "2 \\* y - 1"),
        (sigmoid_cross_entropy, [[0.5]], [[-1]], r"\(y \+ 1\) / 2"),
        (binary_cross_entropy, [[0.5]], [[2]], "targets 0 and 1"),
        (binary_cross_entropy, [[1.5]], [[1]], "end the network in sigmoid"),
        (softmax_cross_entropy, [[1, 2]], [[1, 1]], "np.eye"),
        (softmax_cross_entropy, [[1]], [[1]], "sigmoid_cross_entropy"),
    ],
)
def test_targets_of_the_wrong_kind_are_refused_with_the_remedy(loss, y_pred, y_true, remedy):
    with pytest.raises(ValueError, match=remedy):
        loss(y_pred, y_true)


def test_numbers_out_of_range_pass_through_for_the_loop_to_see():
    assert np.isnan(mean_squared_error([[np.nan]], [[1]]))
    assert np.isinf(mean_absolute_error([[np.inf]], [[1]]))


def test_huge_numbers_warn_of_nothing():
    for loss in (mean_squared_error, mean_absolute_error):
        assert loss([[1e308]], [[-1e308]]) == np.inf
        assert loss.gradient([[1e308]], [[-1e308]]).shape == (1, 1)
    for z in (np.inf, -np.inf, np.nan):
        assert not np.isfinite(sigmoid_cross_entropy([[z]], [[0.5]]))
        assert softmax_cross_entropy.gradient([[z, 1]], [[0, 1]]).shape == (1, 2)


def test_float16_is_worked_out_in_more_digits():
    assert mean_squared_error(np.float16([[300]]), [[0]]) == 90_000
    assert mean_squared_error.gradient(np.float16([[300]]), [[0]]).dtype == np.float64


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_in_place_is_the_same_gradient(loss):
    for shape in ((4, 2), (3, 4, 2)):
        y_pred, y_true = pair(loss, shape)
        d, s = np.empty_like(y_pred), np.empty_like(y_pred)
        before = y_pred.copy()
        loss.inplace(y_pred, y_true, d, s)
        np.testing.assert_allclose(d, loss.gradient(y_pred, y_true), 1e-13, 1e-15)
        assert (y_pred == before).all()


def test_a_loss_does_not_change():
    with pytest.raises(AttributeError, match="a new Loss"):
        mean_squared_error.title = "other"
    assert copy.deepcopy(hinge_loss) is pickle.loads(pickle.dumps(hinge_loss)) is hinge_loss


COMMON = {mean_squared_error, mean_absolute_error}
SPECIAL = {binary_cross_entropy, sigmoid_cross_entropy, hinge_loss, softmax_cross_entropy}


def test_which_losses_suit_which_network():
    ends = {
        (sigmoid, 0): {binary_cross_entropy},
        (step, 0): set(),
        (identity, 0): {sigmoid_cross_entropy},
        (tanh, -1): {hinge_loss},
    }
    for (bend, low), more in ends.items():
        suits = {loss for loss in COMMON | SPECIAL if loss.suits(bend, [[low], [1]])}
        assert suits == COMMON | more
    assert softmax_cross_entropy.suits(identity, [[0, 1], [1, 0]])
    assert not softmax_cross_entropy.suits(relu, [[0, 1], [1, 0]])
    assert not mean_squared_error.suits(sigmoid, [0, 1]) and not hinge_loss.suits(tanh, None)


@pytest.mark.parametrize("more, word", [({"inplace": 3}, "inplace"), ({"wants": "more"}, "wants")])
def test_bad_parts_are_refused(more, word):
    with pytest.raises(ValueError, match=word):
        Loss("mine", abs, abs, **more)
