import copy
import re
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
    History,
    Loss,
    Network,
    Training,
    binary_cross_entropy,
    fit,
    hinge_loss,
    identity,
    mean_squared_error,
    numerical_gradient,
    relu,
    sigmoid,
    tanh,
    train_step,
)

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])
quiet = settings(deadline=None, derandomize=True, max_examples=25, database=None)

# The engine doesn't know this bend: what's trained with it is trained by core's own loop.
plain_tanh = Activation("plain tanh", np.tanh, lambda z: 1 - np.tanh(z) ** 2)

plain_identity = Activation("plain identity", lambda z: z + 0, np.ones_like)


def network(bend=tanh, runs=(), **more):
    return Network([2, 3, 1], [bend, sigmoid], runs=runs, **{"rng": 1} | more)


def agree(training_or_history, net):
    """The last record and the network say the same."""
    history = getattr(training_or_history, "history", training_or_history)
    assert (history.parameters[-1] == net.parameters).all()
    np.testing.assert_allclose(history.loss[-1], mean_squared_error(net(X), y), rtol=1e-12)


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


# History and pausing


@pytest.mark.parametrize("bend", [tanh, plain_tanh], ids=repr)
@pytest.mark.parametrize(
    "every, epochs, expected",
    [(1, 3, [0, 1, 2, 3]), (2, 5, [0, 2, 4, 5]), (10, 3, [0, 3]), (3, 6, [0, 3, 6]), (1, 0, [0])],
)
def test_records(bend, every, epochs, expected):
    net = network(bend)
    start = net.parameters.copy()
    history = fit(net, X, y, epochs=epochs, record_every=every)
    assert history.epochs.tolist() == expected and len(history) == len(expected)
    assert (history.parameters[0] == start).all()
    agree(history, net)
    for epoch, loss in zip(history.epochs, history.loss, strict=True):
        loss_then = mean_squared_error(history.network_at(epoch)(X), y)
        assert loss == pytest.approx(loss_then, rel=1e-12)
    assert history.stopped == f"finished at epoch {epochs}"


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


def test_a_history_can_not_be_changed_and_does_not_age():
    training = Training(network(), X, y)
    history = training.run(3)
    early = history.parameters.copy()
    with pytest.raises(ValueError, match="read-only"):
        history.parameters[0] = 7
    training.run(50)
    assert (history.parameters[:4] == early).all() and history is training.history
    net = history.network_at(2)
    net.parameters[:] = 7
    assert (history.parameters[2] == early[2]).all()


def test_network_at_names_the_nearest_records():
    history = fit(network(), X, y, epochs=20, record_every=10)
    assert (history.network_at(10).parameters == history.parameters[1]).all()
    for epoch, words in (
        (7, r"nearest are \[0, 10\]"),
        (99, r"nearest are \[20\]"),
        (-1, "whole"),
        (1.5, "whole"),
        ("x", "whole"),
    ):
        with pytest.raises(ValueError, match=words):
            history.network_at(epoch)


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


def test_reprs():
    history = fit(Network([1, 1], identity, init="zeros"), [[1.0]], [[1.0]], epochs=2)
    assert re.findall(r"[\d.]+", repr(history)) == ["3", "0", "2", "1", "0.1296"]
    many = fit(network(runs=3), X, y, epochs=2)
    assert repr(many) == "History(3 records, epochs 0 to 2, runs=(3,))"
    assert isinstance(many, History)


# Running away


@pytest.mark.parametrize(
    "bend",
    [relu, Activation("plain relu", lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0)],
    ids=repr,
)
@pytest.mark.parametrize("every", [1, 7, 1000])
@pytest.mark.parametrize("batch_size", [None, 1])
@pytest.mark.parametrize("optimizer", [SGD(3.0), SGD(1e8), SGD(3.0, 0.9), Adam(1e200)], ids=repr)
def test_divergence_is_stopped_and_explained(bend, every, batch_size, optimizer):
    optimizer.reset()
    net = Network([2, 4, 1], [bend, identity], rng=3)
    history = fit(
        net,
        X,
        y,
        optimizer=optimizer,
        record_every=every,
        batch_size=batch_size,
        epochs=2000,
        rng=0,
    )  # and no warning: warnings are errors
    assert history.stopped.startswith(f"diverged in epoch {history.epochs[-1] + 1}")
    assert "smaller learning rate" in history.stopped and history.diverged
    assert np.isfinite(net.parameters).all() and np.isfinite(history.loss).all()
    assert (history.parameters[-1] == net.parameters).all()
    for name in ("velocity", "mean", "square"):
        memory = getattr(optimizer, name, None)
        assert memory is None or np.isfinite(memory).all()


def test_divergence_keeps_the_last_finite_step():
    def runs_away():
        return Network([2, 4, 1], [relu, identity], rng=3)

    history = fit(runs_away(), X, y, optimizer=SGD(3.0), epochs=2000, record_every=1000)
    twin = runs_away()
    with np.errstate(all="ignore"):
        for _ in range(history.epochs[-1]):
            assert np.isfinite(train_step(twin, X, y, mean_squared_error, SGD(3.0)))
        np.testing.assert_allclose(twin.parameters, history.parameters[-1], rtol=1e-9)
        assert np.isfinite(mean_squared_error(twin(X), y))
        train_step(twin, X, y, mean_squared_error, SGD(3.0))
        assert not np.isfinite(mean_squared_error(twin(X), y))


def test_after_divergence_a_smaller_rate_goes_on():
    net = Network([2, 4, 1], [relu, identity], rng=3)
    training = Training(net, X, y, optimizer=SGD(1e3), batch_size=2, rng=0)
    training.run(100)
    assert training.history.diverged
    training.optimizer.learning_rate = 0.01
    net.parameters = training.history.parameters[0]
    history = training.run(10)
    assert not history.diverged and history.stopped.startswith("finished")


@pytest.mark.parametrize(
    "bend",
    [relu, Activation("plain relu", lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0)],
    ids=repr,
)
@pytest.mark.parametrize("make", [SGD, lambda rate: SGD(rate, 0.5), Adam])
@pytest.mark.parametrize("every", [1, 50])
def test_runs_that_diverge_are_held_while_the_others_go_on(bend, make, every):
    start = Network([2, 4, 1], [bend, identity], rng=3).parameters
    many = Network([2, 4, 1], [bend, identity], runs=4).with_parameters(np.tile(start, (4, 1)))
    rates = [0.01, 1e200, 0.02, 1e3 if make is not Adam else 1e180]
    history = fit(many, X, y, optimizer=make(rates), epochs=300, record_every=every)
    assert history.diverged.tolist() == [False, True, False, True]
    assert "2 of 4 runs" in history.stopped and history.stopped.startswith("finished")
    assert np.isfinite(history.loss).all() and np.isfinite(many.parameters).all()
    assert (history.parameters[-1] == many.parameters).all()
    for i in (0, 2):
        alone = Network([2, 4, 1], [bend, identity], rng=3)
        fit(alone, X, y, optimizer=make(rates[i]), epochs=300)
        np.testing.assert_allclose(many.run(i).parameters, alone.parameters, rtol=1e-8)
    for i in (1, 3):
        alone = Network([2, 4, 1], [bend, identity], rng=3)
        single = fit(alone, X, y, optimizer=make(rates[i]), epochs=300)
        np.testing.assert_allclose(many.run(i).parameters, alone.parameters, rtol=1e-6)
        assert single.stopped.startswith("diverged")


@pytest.mark.parametrize("bend", [identity, plain_identity], ids=repr)
def test_a_run_that_diverged_is_held_to_the_end_and_tried_again_by_the_next_run(bend):
    many = Network([1, 1], bend, runs=2, init="zeros")
    held = []

    def slow_down(net, epoch, loss):
        if training.history.diverged.any():
            held.append(net.parameters[1].copy())
            training.optimizer.learning_rate = 0.01

    training = Training(
        many, [[1.0], [2.0]], [[1.0], [3.0]], optimizer=SGD([0.01, 1e150]), callback=slow_down
    )
    history = training.run(50)
    assert len(held) > 10 and all((each == held[0]).all() for each in held)
    assert history.diverged.tolist() == [False, True]
    many.parameters[1] = 0
    assert not training.run(50).diverged.any() and history.loss[-1, 1] < history.loss[0, 1]


def test_when_all_runs_diverge_it_stops():
    many = Network([2, 4, 1], [relu, identity], runs=3, rng=0)
    history = fit(many, X, y, optimizer=SGD([1e3, 1e200, 1e10]), epochs=500)
    assert history.stopped.startswith("diverged") and "3 of 3 runs" in history.stopped
    assert history.epochs[-1] < 500 and np.isfinite(many.parameters).all()


def test_a_start_without_a_finite_loss_is_said_at_once():
    net = Network([2, 1], identity, init="zeros")
    net.parameters = [1e200, 1e200, 0]
    history = fit(net, X, y, epochs=5)
    assert history.stopped.startswith("not begun") and "set network.parameters" in history.stopped
    assert history.diverged and net.parameters.tolist() == [1e200, 1e200, 0]


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


def test_a_training_says_what_and_how_far():
    training = Training(Network([2, 1], "tanh", rng=0), [[0, 1]], [[1]])
    training.run(3)
    assert repr(training) == "Training(Network([2, 1], [tanh]), epoch 3)"
