"""Learning in one call: what is learned, in which order, and what is refused."""

import re
import tracemalloc

import numpy as np
import pytest

from nnlab import (
    SGD,
    Adam,
    Network,
    Training,
    binary_cross_entropy,
    fit,
    hinge_loss,
    identity,
    mean_squared_error,
    sigmoid,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
    tanh,
    train_step,
)
from nnlab.core.fitting import _Unseen
from tests.core.xor import X, agree, network, plain_identity, plain_tanh, y


def test_fit_learns_xor():
    net = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    history = fit(net, X, y, optimizer=SGD(2.0), epochs=1000)
    assert net(X).round().tolist() == y.tolist() and history.loss[-1] < 0.01 < history.loss[0]


@pytest.mark.parametrize(
    "loss, end, targets",
    [
        (binary_cross_entropy, sigmoid, y),
        (sigmoid_cross_entropy, identity, y),
        (hinge_loss, identity, 2 * y - 1),
        (mean_squared_error, sigmoid, y),
        (softmax_cross_entropy, identity, np.hstack([1 - y, y])),
        ("mean_absolute_error", identity, X @ [[1], [2]]),
    ],
)
@pytest.mark.parametrize("make", [lambda: SGD(0.3, momentum=0.9), lambda: Adam(0.05)])
def test_every_loss_can_be_learned_with(loss, end, targets, make):
    net = Network([2, 6, targets.shape[1]], [tanh, end], rng=3)
    history = fit(net, X, targets, loss=loss, optimizer=make(), epochs=400)
    assert history.loss[-1] < 0.5 * history.loss[0]


def test_fit_is_the_steps_one_after_another():
    for bend in (tanh, plain_tanh):
        net, twin = network(bend), network(bend)
        optimizer = SGD(0.4, momentum=0.5)
        history = fit(net, X, y, optimizer=SGD(0.4, momentum=0.5), epochs=5, l2=0.01)
        for epoch in range(5):
            error = train_step(twin, X, y, mean_squared_error, optimizer, l2=0.01)
            assert history.loss[epoch] == pytest.approx(error, rel=1e-12)
        np.testing.assert_allclose(net.parameters, twin.parameters, rtol=1e-12)


@pytest.mark.parametrize("bend", [tanh, plain_tanh], ids=repr)
def test_one_sample_at_a_time_in_the_order_given(bend):
    net, twin = network(bend), network(bend)
    fit(net, X, y, epochs=3, batch_size=1, shuffle=False, optimizer=SGD(0.5))
    for _ in range(3):
        for x, target in zip(X, y, strict=True):
            train_step(twin, [x], [target], mean_squared_error, SGD(0.5))
    np.testing.assert_allclose(net.parameters, twin.parameters, rtol=1e-12)


@pytest.mark.parametrize("bend", [identity, plain_identity], ids=repr)
def test_every_epoch_shows_every_sample_once_and_in_a_new_order(bend):
    seen = []

    class Spy(SGD):
        def step(self, parameters, gradients):
            seen.append(float(gradients[0]))  # d_z * x with x = sample number
            super().step(parameters, 0 * gradients)

    rows = np.arange(1.0, 8)[:, np.newaxis]
    net = Network([1, 1], bend, init="zeros")
    training = Training(net, rows, 0 * rows - 1, optimizer=Spy(), batch_size=3, rng=0)
    training.run(3)
    assert len(seen) == 9  # 3 + 3 + 1 samples, three times
    totals = [sum(seen[i : i + 2]) * 3 / 2 + seen[i + 2] / 2 for i in (0, 3, 6)]
    assert totals == pytest.approx([28, 28, 28])  # 1 + 2 + ... + 7, each time
    assert seen[:3] != seen[3:6] != seen[6:]


def test_same_seed_same_result_and_never_the_global_state():
    def trained(rng):
        net = network()
        fit(net, X, y, epochs=5, batch_size=1, rng=rng)
        return net.parameters

    state = np.random.get_state()[1].copy()
    assert (trained(3) == trained(3)).all() and (trained(3) != trained(4)).any()
    assert (trained(np.random.default_rng(3)) == trained(3)).all()
    assert (np.random.get_state()[1] == state).all()


def test_a_batch_as_large_as_the_data_is_the_full_batch():
    one, two = network(), network()
    fit(one, X, y, epochs=5, batch_size=99)
    fit(two, X, y, epochs=5)
    assert (one.parameters == two.parameters).all()


@pytest.mark.parametrize("bend", [tanh, plain_tanh], ids=repr)
@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("make", [SGD, lambda rate: SGD(rate, 0.9), Adam])
def test_a_row_of_many_runs_is_trained_as_if_alone(bend, batch_size, make):
    many, rates = network(bend, runs=(2, 2)), np.array([[0.1, 0.2], [0.3, 0.4]])
    alone = {i: many.run(i).copy() for i in np.ndindex(2, 2)}
    history = fit(many, X, y, optimizer=make(rates), epochs=20, batch_size=batch_size, rng=0)
    for i, net in alone.items():
        single = fit(net, X, y, optimizer=make(rates[i]), epochs=20, batch_size=batch_size, rng=0)
        np.testing.assert_allclose(many.run(i).parameters, net.parameters, rtol=1e-9)
        np.testing.assert_allclose(history.loss[(slice(None), *i)], single.loss, rtol=1e-9)


def test_float32_stays_float32():
    net = network(dtype=np.float32)
    history = fit(net, X, y, epochs=3, optimizer=Adam(0.1))
    assert net.parameters.dtype == history.parameters.dtype == np.float32


def test_inputs_are_not_changed():
    data, targets = X.copy(), y.copy()
    training = Training(network(), data, targets, batch_size=1)
    training.run(2)
    assert (data == X).all() and (targets == y).all()
    data[:] = np.nan  # and ours are ours
    assert np.isfinite(training.run(1).loss).all()


BAD = [
    ({"X": [1, 2]}, "one row per sample"),
    ({"X": "ab"}, "X has"),
    ({"X": []}, "X is empty"),
    ({"X": [[1, 2], [3]]}, "ragged"),
    ({"X": X + np.inf}, "X has"),
    ({"X": X[:, :1]}, "2 inputs"),
    ({"y": [0, 1, 1, 0]}, "np.newaxis"),
    ({"y": y[:2]}, "one row per sample"),
    ({"y": "ab"}, "y has"),
    ({"y": y * np.nan}, "y has nan"),
    ({"y": np.hstack([y, y])}, "one column per output"),
    ({"network": None}, "give a Network"),
    ({"loss": "mse"}, "unknown loss"),
    ({"loss": None}, "unknown loss"),
    ({"loss": hinge_loss}, "targets -1 and \\+1"),
    ({"optimizer": "sgd"}, "optimizer must be"),
    ({"optimizer": SGD}, "optimizer must be"),
    ({"optimizer": SGD([0.1, 0.2])}, "learning_rate"),
    ({"epochs": -1}, "epochs"),
    ({"epochs": 1.5}, "epochs"),
    ({"epochs": "many"}, "epochs"),
    ({"batch_size": 0}, "batch_size"),
    ({"batch_size": 2.0}, "batch_size"),
    ({"rng": "seed"}, "rng"),
    ({"rng": -1}, "rng"),
    ({"l1": -1}, "l1"),
    ({"l2": "x"}, "l2"),
    ({"record_every": 0}, "record_every"),
    ({"validation": X}, "validation must be"),
    ({"validation": (X, y[:, 0])}, "np.newaxis"),
    ({"validation": (X[:2], y)}, "one row per sample"),
    ({"stop_when": 3}, "stop_when must be a function"),
    ({"stop_when": lambda: True}, "stop_when must be a function"),
    ({"callback": "print"}, "callback must be a function"),
    ({"callback": lambda network: None}, "network, epoch, loss"),
    ({"shuffle": "False"}, "shuffle must be True or False"),
]


@pytest.mark.parametrize("bad, words", BAD, ids=lambda value: str(value)[:30])
def test_bad_input_is_refused_in_words_and_nothing_changes(bad, words):
    net = network()
    before = net.parameters.copy()
    with pytest.raises(ValueError, match=words):
        fit(**{"network": net, "X": X, "y": y, "epochs": 3} | bad)
    assert (net.parameters == before).all()


def wide():
    """A training's worth of samples that the fast path takes as they lie."""
    rng = np.random.default_rng(0)
    return (
        Network([300, 4, 2], [tanh, sigmoid], rng=1),
        rng.random((5000, 300)),
        rng.random((5000, 2)),
    )


def test_fit_needs_no_copy_of_the_samples():
    net, data, targets = wide()
    fit(net, data[:10], targets[:10], epochs=1)  # what loads at first
    tracemalloc.start()
    fit(net, data, targets, epochs=1, batch_size=100, shuffle=False)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < data.nbytes / 2 and data.flags.writeable
    assert _Unseen(net, data.T.copy().T, targets).X.flags.c_contiguous  # as the fast path needs


@pytest.mark.parametrize("asked", ["callback", "stop_when"])
def test_who_is_asked_meanwhile_may_change_the_samples(asked):
    net, data, targets = wide()
    twin, same = net.copy(), data.copy()

    def spoil(*_):
        data.fill(np.nan)
        return False

    history = fit(net, data, targets, epochs=3, **{asked: spoil})
    assert (history.parameters == fit(twin, same, targets, epochs=3).parameters).all()


def test_a_networks_own_weights_can_be_its_samples():
    net, twin = wide()[0], wide()[0]
    histories = []
    for each, data in ((net, net.parameters[:300]), (twin, twin.parameters[:300].copy())):
        histories.append(fit(each, data[np.newaxis], [[0.1, 0.9]], epochs=300))
    assert (histories[0].parameters == histories[1].parameters).all()


def test_the_start_is_measured_by_what_trains(monkeypatch):
    net, data, targets = wide()
    start = float(mean_squared_error(net(data), targets))
    monkeypatch.setattr(Training, "measure", None)  # core's own
    history = fit(net, data, targets, epochs=1, batch_size=100)
    assert history.loss[0] == pytest.approx(start, rel=1e-12)


def test_validation_is_measured_and_never_learned_from():
    one, two = network(), network()
    other = (X + 0.5, 1 - y)
    history = fit(one, X, y, epochs=6, validation=other, record_every=2)
    fit(two, X, y, epochs=6)
    assert (one.parameters == two.parameters).all()
    expected = [mean_squared_error(history.network_at(e)(other[0]), other[1]) for e in (0, 2, 4, 6)]
    np.testing.assert_allclose(history.validation_loss, expected)
    assert fit(two, X, y, epochs=1).validation_loss is None


@pytest.mark.parametrize("bend", [tanh, plain_tanh], ids=repr)
def test_stop_when_and_callback_are_asked_at_each_record(bend):
    net, heard = network(bend), []
    history = fit(
        net,
        X,
        y,
        epochs=50,
        record_every=5,
        callback=lambda n, epoch, loss: heard.append((n is net, epoch, float(loss))),
        stop_when=lambda history: history.epochs[-1] >= 15,
    )
    assert [epoch for _, epoch, _ in heard] == [5, 10, 15] == history.epochs[1:].tolist()
    assert [loss for *_, loss in heard] == history.loss[1:].tolist()
    assert all(same for same, *_ in heard) and re.match("stop_when .* 15$", history.stopped)


def test_a_callback_may_change_the_network():
    def clip(net, epoch, loss):
        net.parameters = np.clip(net.parameters, -0.1, 0.1)

    net = network()
    history = fit(net, X, y, epochs=5, callback=clip)
    assert np.abs(net.parameters).max() <= 0.1
    agree(history, net)


@pytest.mark.parametrize("bend", [tanh, plain_tanh], ids=repr)
@pytest.mark.parametrize("asked", ["callback", "stop_when"])
def test_an_error_in_a_callback_goes_back_to_where_the_run_began(bend, asked):
    def fails(*_):
        return training.epoch >= 8 and 1 / 0

    net, twin = network(bend), network(bend)
    more = {"batch_size": 1, "record_every": 2, "optimizer": Adam(0.1)}
    training = Training(net, X, y, rng=0, **{asked: fails}, **more)
    training.run(3)
    before = net.parameters.copy(), training.optimizer.mean.copy()
    with pytest.raises(ZeroDivisionError):
        training.run(9)
    assert training.epoch == 3 and training.history.epochs.tolist() == [0, 2, 3]
    assert (net.parameters == before[0]).all() and (training.optimizer.mean == before[1]).all()
    agree(training, net)
    training.run(2)
    more["optimizer"] = Adam(0.1)
    fit(twin, X, y, rng=0, epochs=5, **more)
    np.testing.assert_allclose(net.parameters, twin.parameters, rtol=1e-12)  # its order, too
