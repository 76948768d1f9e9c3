"""The step, the loop around it that can pause, and what an interrupt leaves."""

import copy
import signal
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import (
    SGD,
    Activation,
    Adam,
    Loss,
    Network,
    Training,
    binary_cross_entropy,
    fit,
    hinge_loss,
    identity,
    mean_squared_error,
    numerical_gradient,
    tanh,
    train_step,
)
from tests.core.xor import X, agree, loss_of, network, plain_tanh, training, y

quiet = settings(max_examples=25)


# The step


def test_a_step_is_forward_error_backward_downhill():
    net = network()
    before, slopes = net.parameters.copy(), numerical_gradient(net, X, y, mean_squared_error)
    error = train_step(net, X, y, mean_squared_error, SGD(0.5))
    assert error == mean_squared_error(net.with_parameters(before)(X), y)
    np.testing.assert_allclose(net.parameters, before - 0.5 * slopes, atol=1e-9)


def test_the_step_by_pen():
    neuron = Network([1, 1], identity, init="zeros")
    neuron.parameters = [0.5, 0]
    train_step(neuron, [[3]], [[2]], "mean_squared_error", SGD(0.1))
    assert neuron.parameters.tolist() == pytest.approx([0.8, 0.1])  # dw = -3, db = -1


def test_the_penalty_is_on_weights_and_never_on_biases():
    net = Network([2, 1], identity, init="uniform", rng=0)
    net.layers[0].b[0] = 5
    w, b = net.layers[0].W.copy(), 5.0
    targets = net(X)  # nothing to learn but the penalty
    cost = train_step(net, X, targets, mean_squared_error, SGD(0.1), l1=0.2, l2=0.3)
    assert cost == pytest.approx(0.2 * np.abs(w).sum() + 0.15 * (w**2).sum())
    np.testing.assert_allclose(net.layers[0].W, w - 0.1 * (0.2 * np.sign(w) + 0.3 * w))
    assert net.layers[0].b[0] == b


def test_a_weight_that_l1_pushes_through_zero_can_come_back():
    net = Network([1, 1], identity, init="zeros")
    net.parameters = [0.05, 0]
    data = np.array([[-1.0], [1.0]])
    fit(net, data, 0 * data, l1=1.0, epochs=3)
    assert net.parameters[0] < 0.05
    fit(net, data, 3 * data, epochs=100)
    assert net.parameters[0] == pytest.approx(3, abs=1e-3)


@pytest.mark.parametrize(
    "bad, words",
    [
        ({"l1": -1}, "l1 must be"),
        ({"l2": np.nan}, "l2 has nan"),
        ({"loss": "mse"}, "unknown loss"),
        ({"y": [0, 1, 1, 0]}, "np.newaxis"),
        ({"X": [[1]]}, "2 inputs"),
        ({"X": X * np.nan}, "X has"),
        ({"y": y[:3]}, "n_samples, n_out"),
        ({"loss": hinge_loss}, "2 \\* y - 1"),
        ({"optimizer": SGD([0.1, 0.2])}, "learning_rate has shape"),
    ],
)
def test_a_bad_step_is_refused_and_nothing_changes(bad, words):
    net = network()
    before = net.parameters.copy()
    with pytest.raises(ValueError, match=words):
        train_step(
            **{"network": net, "X": X, "y": y, "loss": mean_squared_error, "optimizer": SGD(0.1)}
            | bad
        )
    assert (net.parameters == before).all()


# Pausing


@quiet
@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=4),
    st.integers(1, 4),
    st.sampled_from([None, 1, 3]),
    st.sampled_from([tanh, plain_tanh]),
    st.booleans(),
)
def test_pausing_changes_nothing(parts, every, batch_size, bend, momentum):
    one, two = network(bend), network(bend)
    more = {"record_every": every, "batch_size": batch_size, "l1": 0.001}
    rate = 0.3, 0.9 * momentum
    paused = Training(one, X, y, optimizer=SGD(*rate), rng=0, **more)
    for epochs in parts:
        paused.run(epochs)
    whole = fit(two, X, y, optimizer=SGD(*rate), rng=0, epochs=sum(parts), **more)
    assert paused.history.epochs.tolist() == whole.epochs.tolist()
    np.testing.assert_allclose(paused.history.loss, whole.loss, rtol=1e-11)
    np.testing.assert_allclose(one.parameters, two.parameters, rtol=1e-11)


def test_settings_may_change_between_runs():
    training = Training(network(), X, y, optimizer=SGD(0.1))
    training.run(3)
    training.optimizer, training.batch_size, training.loss = Adam(0.1), 2, "binary_cross_entropy"
    history = training.run(3)
    assert history.epochs.tolist() == list(range(7))
    assert history.loss[-1] == pytest.approx(binary_cross_entropy(training.network(X), y))
    for name, bad in (("loss", "mse"), ("optimizer", 3), ("batch_size", 0)):
        with pytest.raises(ValueError):
            setattr(training, name, bad)
    assert (training.loss, training.batch_size) == (binary_cross_entropy, 2)


def test_a_learning_rate_that_changes_between_runs_counts():
    training = Training(network(), X, y, optimizer=SGD(0.1))
    training.run(1)
    training.optimizer.learning_rate = 0.0
    before = training.network.parameters.copy()
    training.run(5)
    assert (training.network.parameters == before).all()


def test_parameters_that_change_between_runs_are_noted():
    training = Training(network(), X, y)
    training.run(2)
    training.network.layers[0][1].b = 3
    history = training.run(0)
    assert history.epochs.tolist() == [0, 1, 2]
    agree(history, training.network)
    agree(training.run(1), training.network)


def test_an_error_in_the_middle_of_an_epoch_goes_back_to_its_start():
    calls = []

    class Fails(SGD):
        def step(self, parameters, gradients):
            super().step(parameters, gradients)
            calls.append(parameters.copy())
            if len(calls) == 6:
                parameters[:] = 99
                raise RuntimeError("out of order")

    net = network()
    training = Training(net, X, y, optimizer=Fails(0.1, 0.9), batch_size=1, rng=0)
    with pytest.raises(RuntimeError, match="out of order"):
        training.run(5)
    assert training.epoch in (0, 1)
    assert net.parameters.tolist() in (training.history.parameters[0].tolist(), calls[3].tolist())


def test_a_training_says_what_and_how_far():
    training = Training(Network([2, 1], "tanh", rng=0), [[0, 1]], [[1]])
    training.run(3)
    assert repr(training) == "Training(Network([2, 1], [tanh]), epoch 3)"


def test_a_record_that_says_how_it_is_stays_with_what_was_reached_on_the_way():
    one = training(record_every=10)
    one.run(5)
    history = one.run(5)
    high = history.high.copy()
    assert history.epochs.tolist() == [0, 10] and high[1] > history.loss[1]
    assert (one.run(0).high == high).all()


def test_the_loss_of_now_counts_the_penalty():
    one = training(l2=0.2)
    weights = [layer.W for layer in one.network.layers]
    price = 0.1 * sum((w**2).sum() for w in weights)
    assert one.measure() == pytest.approx(loss_of(one) + price)


def test_what_stopped_is_said_only_once_it_has():
    one = training(record_every=3)
    assert one.history.stopped == "" and not one.history.diverged
    assert one.run(4).stopped == "finished at epoch 4" and one.history.epochs.tolist() == [0, 3, 4]


# Step by step


@pytest.mark.parametrize("batch_size", [None, 1, 3, 9])
def test_steps_do_what_run_does(batch_size):
    one, two = training(batch_size=batch_size), training(batch_size=batch_size)
    for _ in range(3 * two.n_batches):
        two.step()
    one.run(3)
    assert (one.epoch, one.seen) == (two.epoch, two.seen) == (3, 0)
    assert one.history.epochs.tolist() == two.history.epochs.tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(one.network.parameters, two.network.parameters, rtol=1e-12)
    np.testing.assert_allclose(one.history.loss, two.history.loss, rtol=1e-12)


def test_a_step_returns_the_loss_of_its_batch_before_it():
    one = training(batch_size=2, shuffle=False)
    expected = mean_squared_error(one.network(X[:2]), y[:2])
    assert one.step() == expected and one.seen == 2 and len(one.history) == 1
    twin = training().network
    train_step(twin, X[:2], y[:2], mean_squared_error, SGD(0.5))
    assert (one.network.parameters == twin.parameters).all()
    assert one.measure() == loss_of(one)


def test_run_ends_the_epoch_that_has_begun():
    one, two = training(batch_size=1), training(batch_size=1)
    one.step()
    history = one.run(0)
    assert (one.epoch, one.seen, history.epochs.tolist()) == (0, 1, [0])
    one.run(1)
    two.run(1)
    assert (one.epoch, one.seen) == (1, 0)
    np.testing.assert_allclose(one.network.parameters, two.network.parameters, rtol=1e-12)
    one.step(), one.run(2), two.run(2)
    assert one.history.epochs.tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(one.network.parameters, two.network.parameters, rtol=1e-12)


def test_the_batch_size_may_change_inside_an_epoch():
    seen = []

    class Spy(SGD):
        def step(self, parameters, gradients):
            seen.append(float(gradients[0]))

    rows = np.arange(1.0, 8)[:, np.newaxis]
    net = Network([1, 1], "identity", init="zeros")
    one = Training(net, rows, 0 * rows - 1, optimizer=Spy(), batch_size=2, rng=0)
    one.step()
    one.batch_size = 4
    one.step()
    assert one.seen == 6 and one.n_batches == 2
    one.batch_size = None
    one.step()
    assert (one.epoch, one.seen) == (1, 0)
    assert seen[0] + 2 * seen[1] + seen[2] / 2 == pytest.approx(28)  # each sample once: 1 + ... + 7


def test_records_between_steps_are_as_far_apart_as_asked():
    one = training(record_every=2)
    for _ in range(5):
        one.step()
    assert one.history.epochs.tolist() == [0, 2, 4, 5]


# What can be set, and what can't


def test_hostile_7_a_learning_rate_belongs_to_the_optimizer():
    one = training()
    with pytest.raises(AttributeError, match=r"optimizer\.learning_rate"):
        one.learning_rate = 0.1


@pytest.mark.parametrize(
    "name, value",
    [
        ("X", X),
        ("y", y),
        ("network", None),
        ("record_every", 0),
        ("validation", None),
        ("shuffle", False),
        ("epoch", 3),
        ("history", None),
        ("seen", 2),
        ("stop_when", None),
        ("callback", None),
    ],
)
def test_hostile_32_what_can_not_be_set_says_how_to_change_it(name, value):
    one = training()
    with pytest.raises(AttributeError, match=rf"\.{name} of Training .*: use \S+"):
        setattr(one, name, value)
    assert one.run(2).epochs.tolist() == [0, 1, 2]


def test_hostile_32_a_stop_when_that_gives_an_array_is_told():
    one = training(stop_when=lambda history: np.array([True, False]))
    with pytest.raises(ValueError, match=r"\.all\(\) or \.any\(\)"):
        one.run(3)
    assert one.epoch == 0 and len(one.history) == 1


def test_hostile_10_no_training_on_stale_data():
    one = training()
    for data in one.X, one.y:
        with pytest.raises(ValueError, match="read-only"):
            data[...] = 1 - data


# Ctrl-C


def setting(bend):
    """A small training with everything that could be left half done."""
    net = network(bend)
    return net, Training(
        net,
        X,
        y,
        optimizer=SGD(0.5, momentum=0.9),
        batch_size=2,
        rng=5,
        record_every=2,
        validation=(X, y),
        l2=0.01,
    )


def whole_training(bend, epochs):
    """Parameters and speed after each epoch, and the history, where nobody interrupts."""
    net, training = setting(bend)
    story = [(net.parameters.copy(), None)]
    for _ in range(epochs):
        training.run(1)
        story.append((net.parameters.copy(), copy.copy(training.optimizer.velocity)))
    return story, training.history


@pytest.fixture(autouse=True)
def ctrl_c_is_heard():
    """As in a terminal: a process that a shell starts in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt_at(line, function):
    """Call it, with Ctrl-C pressed when the given line of nnlab is reached. Was it reached?"""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        if "/nnlab/" not in frame.f_code.co_filename.replace("\\", "/"):
            return None
        if event == "line":
            count += 1
            if count == line:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return function(), count
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("bend", [plain_tanh, tanh], ids=repr)
def test_ctrl_c_on_any_line_leaves_a_whole_network(bend):
    epochs = 4
    story, whole = whole_training(bend, epochs)
    setting(bend)[1].run(epochs)  # what loads once has loaded
    lines = interrupt_at(0, lambda: setting(bend)[1].run(epochs))[1]
    assert lines > 200
    met = set()
    for line in range(1, lines, max(1, lines // 250)):
        net, training = setting(bend)
        try:
            history, _ = interrupt_at(line, lambda: training.run(epochs))  # noqa: B023
        except KeyboardInterrupt:  # before it began
            assert (net.parameters == story[0][0]).all() and line < 20
            continue
        epoch = training.epoch
        met.add(epoch)
        assert history is training.history and history.epochs[-1] == epoch
        if epoch < epochs:
            assert history.stopped == f"interrupted at epoch {epoch}"
        np.testing.assert_allclose(net.parameters, story[epoch][0], rtol=1e-12)
        if epoch:
            np.testing.assert_allclose(training.optimizer.velocity, story[epoch][1], rtol=1e-9)
        assert (history.parameters[-1] == net.parameters).all()
        cost = mean_squared_error(net(X), y)
        np.testing.assert_allclose(history.validation_loss[-1] - history.loss[-1], 0, atol=1e-12)
        assert history.loss[-1] > cost  # the penalty is in it
        assert history.epochs.tolist() == [0, *range(2, epoch, 2), epoch][not epoch :]
        again = training.run(epochs - epoch)  # and it goes on as if nothing had been
        assert again.epochs.tolist() == whole.epochs.tolist()
        np.testing.assert_allclose(net.parameters, story[-1][0], rtol=1e-9)
        np.testing.assert_allclose(again.loss, whole.loss, rtol=1e-9)
    assert len(met) >= 2


@pytest.mark.parametrize("bend", [plain_tanh, tanh], ids=repr)
def test_ctrl_c_in_a_callback_returns_the_history_so_far(bend):
    def press(net, epoch, loss):
        if epoch == 6:
            signal.raise_signal(signal.SIGINT)

    net = network(bend)
    history = fit(net, X, y, epochs=50, record_every=2, callback=press)
    assert history.stopped == "interrupted at epoch 6"
    assert history.epochs.tolist() == [0, 2, 4, 6]
    agree(history, net)


@pytest.mark.parametrize("call", range(3, 60, 8))
def test_ctrl_c_inside_a_loss_or_a_bend(call):
    calls = 0

    def press(value):
        nonlocal calls
        calls += 1
        if calls == call:
            signal.raise_signal(signal.SIGINT)
        return value

    bend = Activation("pressed", lambda z: press(np.tanh(z)), lambda z: 1 - np.tanh(z) ** 2)
    loss = Loss(
        "pressed",
        lambda p, t: press(((p - t) ** 2).mean(axis=(-2, -1))),
        lambda p, t: press(2 * (p - t) / t.size),
    )
    net = network(bend)
    training = Training(net, X, y, loss=loss, batch_size=1, optimizer=Adam(0.1), rng=0)
    try:
        history = training.run(8)
    except KeyboardInterrupt:
        pytest.fail("Ctrl-C came through")
    assert history.stopped == f"interrupted at epoch {training.epoch}"
    agree(history, net)
    assert training.optimizer.steps == 4 * training.epoch
