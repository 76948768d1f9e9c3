"""Where Training hands over to the fast path: it ends as core would have ended."""

import copy
import pickle

import numpy as np
import pytest

from nnlab import SGD, Activation, Adam, Loss, Network, Training, fit, tanh
from tests.fast.pairs import (
    GATE,
    XOR,
    Signs,
    assert_same,
    core_alone,
    engine_of,
    log_cosh,
    run_both,
    samples,
    softplus,
    trainings,
)


def test_core_alone_is_core_alone():
    (training, _) = trainings([2, 3, 1], tanh, "mean_squared_error")
    with core_alone():
        training.run(3)
    assert engine_of(training) is None


def test_what_is_asked_at_each_record_is_asked_in_time():
    seen = [], []

    def callback(which):
        def note(network, epoch, loss):
            seen[which].append((epoch, float(loss), network.parameters.copy()))
            if epoch == 6:
                pair[which].optimizer = SGD(0.5)  # a reader's schedule
            if epoch == 9:
                pair[which].batch_size = 2

        return note

    pair = trainings([2, 3, 1], "tanh", "mean_squared_error", batch_size=3, record_every=3)
    for which in (0, 1):
        asked = {"stop_when": lambda history: history.epochs[-1] >= 21}
        vars(pair[which]).update(callback=callback(which), **asked)
    run_both(pair, 50)
    assert_same(pair)
    assert pair[0].epoch == 21 and len(seen[0]) == len(seen[1]) == 7
    for (e1, l1, p1), (e2, l2, p2) in zip(*seen, strict=True):
        assert e1 == e2 and abs(l1 - l2) < 1e-12 and np.allclose(p1, p2, 1e-12, 1e-12)


def test_records_are_asked_for_in_time_wherever_a_run_begins():
    asked = []
    more = {"record_every": 3, "callback": lambda network, epoch, loss: asked.append(epoch)}
    (training, _) = trainings([2, 3, 1], "tanh", "mean_squared_error", **more)
    for epochs in (2, 3, 8):
        training.run(epochs)
    assert asked == [3, 6, 9, 12]


def test_parameters_changed_between_runs_are_where_it_goes_on():
    pair = trainings([2, 3, 1], "tanh", "mean_squared_error")
    for training in pair:
        training.l2 = 0.0
    run_both(pair, 5)
    for training in pair:
        training.network.layers[0][1].b = 2.0
        training.network.layers[1].activation = "sigmoid"
        training.optimizer.learning_rate = 0.7
    run_both(pair, 5)
    assert_same(pair)
    for training in pair:
        training.loss, training.l1 = "binary_cross_entropy", 0.01
    run_both(pair, 5)
    assert_same(pair)


@pytest.mark.parametrize("batch_size", [None, 1])
@pytest.mark.parametrize("record_every", [1, 7])
def test_divergence_is_told_as_core_tells_it(batch_size, record_every):
    for optimizer in (lambda: SGD(30.0), lambda: SGD(5.0, momentum=0.5), lambda: Adam(1e80)):
        pair = trainings(
            [2, 4, 4, 1],
            "relu",
            "mean_squared_error",
            init="he",
            optimizer=optimizer,
            batch_size=batch_size,
            record_every=record_every,
        )
        run_both(pair, 300)
        assert_same(pair, 1e-9)
    assert "diverged" in pair[1].history.stopped


@pytest.mark.parametrize("optimizer", [SGD, Adam])
def test_runs_that_diverge_are_held_and_the_others_go_on(optimizer):
    rates = [0.01, 1e3, 0.1, 40.0, 0.05] if optimizer is SGD else [0.01, 1e200, 0.1, 1e300, 0.05]
    for sizes in ([2, 3, 1], [2, 70, 60, 1]):
        pair = trainings(
            sizes,
            "identity",
            "mean_squared_error",
            runs=5,
            optimizer=lambda: optimizer(rates),
            batch_size=4,
        )
        run_both(pair, 100)
        assert pair[1].history.diverged.tolist() == [False, True, False, True, False]
        assert engine_of(pair[0]) is not None  # it came back after each
        assert_same(pair, 1e-9)


def test_after_a_failure_shorter_stretches_go_on_and_core_walks_the_last_epochs_only():
    walked = []

    class Watched(Training):
        def _advance(self):
            walked.append(self.epoch)
            return super()._advance()

    (training, _) = trainings([2, 1], "identity", "mean_squared_error", optimizer=lambda: SGD(5.0))
    training.__class__ = Watched
    assert training.run(300).stopped.startswith("diverged")
    assert walked == list(range(walked[0], training.epoch + 1)) and walked[0] > 8


def test_core_alone_holds_a_run_that_has_diverged():
    def slow_down(network, epoch, loss):
        if training.history.diverged.any():
            held.append(network.parameters[1].copy())
            training.optimizer.learning_rate = 0.01

    held = []
    network = Network([1, 1], "identity", runs=2, init="zeros")
    more = {"optimizer": SGD([0.01, 1e150]), "callback": slow_down}
    training = Training(network, [[1.0], [2.0]], [[1.0], [3.0]], **more)
    with core_alone():
        history = training.run(50)
    assert history.diverged.tolist() == [False, True]
    assert len(held) > 40 and all((each == held[0]).all() for each in held)


def test_after_a_divergence_a_smaller_rate_is_fast_again():
    pair = trainings([2, 3, 1], "identity", "mean_squared_error", optimizer=lambda: SGD(30.0))
    run_both(pair, 300)
    assert "diverged" in pair[0].history.stopped
    for training in pair:
        training.network.parameters[...] = 0.1
        training.optimizer.learning_rate = 0.01
    run_both(pair, 300)
    assert engine_of(pair[0]) == "Straight"
    assert pair[0].history.stopped == "finished at epoch " + str(pair[0].epoch)
    assert_same(pair)


def test_numbers_that_are_huge_but_right_are_left_to_core():
    pair = trainings([1, 1], "identity", "mean_absolute_error")
    for training in pair:
        training.network.parameters[...] = [1e90, 1.0]
    run_both(pair, 2000)
    run_both(pair, 1)
    assert_same(pair)
    assert pair[0].epoch == 2001 and not pair[0].history.diverged
    assert pair[0]._stretch.length == 1


class _Interrupting(SGD):
    """Steps as SGD does, until Ctrl-C comes in the middle of an epoch."""

    left = 10**9

    def step(self, parameters, gradients):
        type(self).left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        super().step(parameters, gradients)


@pytest.mark.parametrize("runs", [(), 2])
@pytest.mark.parametrize("after", [1, 2, 23, 60, 399])
def test_an_interrupted_training_is_whole_and_goes_on_as_if_nothing_had_been(after, runs):
    _Interrupting.left = 10**9
    one, two = trainings(
        [2, 3, 1],
        "tanh",
        "mean_squared_error",
        batch_size=2,
        runs=runs,
        optimizer=lambda: _Interrupting(0.1, momentum=0.9),
    )
    two.run(100)
    _Interrupting.left = after
    history = one.run(100)
    assert history.stopped == f"interrupted at epoch {one.epoch}" and one.epoch < 100
    assert history.epochs[-1] == one.epoch
    assert (history.parameters[-1] == one.network.parameters).all()
    assert np.allclose(history.loss[-1], one.loss(one.network(one.X), one.y), 1e-12)
    _Interrupting.left = 10**9
    one.run(100 - one.epoch)
    assert_same((one, two), 1e-12)


def test_binary_cross_entropy_without_a_sigmoid_is_refused_by_core_as_ever():
    network = Network([1, 1], "identity", init="zeros")
    with pytest.raises(ValueError, match="probabilities"):
        fit(
            network,
            [[1.0], [-1.0]],
            [[1.0], [0.0]],
            loss="binary_cross_entropy",
            optimizer=SGD(5.0),
            epochs=50,
        )


# ---------------------------------------------------------------- what a reader brings along


def test_an_activation_of_your_own_is_fast_even_under_a_known_name():
    strange = Activation("tanh", lambda z: z**3 / 10, lambda z: 3 * z**2 / 10)
    hostile = Activation("x'); import os; os.abort() #", np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    for bend in (strange, hostile, softplus):
        pair = trainings([2, 3, 1], [bend, tanh], "mean_squared_error")
        run_both(pair, 5)
        assert engine_of(pair[0]) == "Matrix"
        assert_same(pair)


def test_a_loss_of_your_own_is_fast_even_under_a_known_name():
    for name in ("mean_squared_error", '"""; raise SystemExit', "log_cosh"):
        pair = trainings([2, 3, 1], tanh, Loss(name, log_cosh, log_cosh.gradient))
        run_both(pair, 5)
        assert engine_of(pair[0]) == "Matrix"
        assert_same(pair)


@pytest.mark.parametrize("runs", [(), 3])
def test_an_optimizer_of_your_own_is_stepped_as_it_is(runs):
    class Mine(SGD):
        def step(self, parameters, gradients):
            parameters -= 0.01 * np.sign(gradients)

    for make in (Signs, Mine):
        pair = trainings([2, 3, 1], tanh, "mean_squared_error", optimizer=make, runs=runs)
        run_both(pair, 9)
        assert engine_of(pair[0]) in ("Matrix", "Replicas")
        assert_same(pair)


def test_an_error_of_your_own_activation_leaves_the_network_as_it_was():
    calls = iter(range(100))

    def fragile(z):
        if next(calls) > 10:
            raise RuntimeError("mine")
        return np.tanh(z)

    bend = Activation("fragile", fragile, np.ones_like)
    (training, _) = trainings([2, 3, 1], bend, "mean_squared_error", batch_size=2)
    before = training.network.parameters.copy()
    with pytest.raises(RuntimeError, match="mine"):
        training.run(50)
    assert training.epoch == 0 and (training.network.parameters == before).all()


def test_a_loss_that_refuses_the_targets_refuses_them_after_a_change_too():
    (training, _) = trainings([2, 3, 1], tanh, "hinge_loss")
    training.run(2)
    training.loss = "sigmoid_cross_entropy"
    with pytest.raises(ValueError, match="targets 0 and 1"):
        training.run(2)


def test_probabilities_are_asked_for_only_where_they_must_be():
    for bend, engine in (("sigmoid", "Straight"), ("step", "Straight"), (softplus, None)):
        (training, _) = trainings([2, 1], bend, "binary_cross_entropy", init="zeros")
        training.run(1)
        assert engine_of(training) == engine


# ---------------------------------------------------------------- records, and how far at once


@pytest.mark.parametrize("runs", [(), (2, 2)])
@pytest.mark.parametrize("record_every", [1, 4])
def test_the_validation_loss_of_every_record_is_that_of_its_parameters(runs, record_every):
    validation = samples(9, 2, 1, "mean_squared_error", rng=5)
    pair = trainings(
        [2, 3, 1],
        tanh,
        "mean_squared_error",
        runs=runs,
        l2=0.1,
        validation=validation,
        record_every=record_every,
    )
    history, _ = run_both(pair, 300)
    assert_same(pair)
    for epoch, loss in zip(history.epochs.tolist(), history.validation_loss, strict=True):
        network = history.network_at(epoch)
        wanted = pair[0].measure(network, *validation)
        np.testing.assert_allclose(loss, wanted, 1e-12)


def test_ten_thousand_epochs_are_a_few_stretches():
    network = Network([2, 4, 1], ["relu", "sigmoid"], rng=0)
    training = Training(network, XOR, GATE, shuffle=False)
    stretches = []
    add = training.history._add

    def counted(network, epochs, *more):
        stretches.append(len(epochs))
        add(network, epochs, *more)

    vars(training.history)["_add"] = counted
    training.run(10_000)
    assert engine_of(training) == "Straight" and training.history.epochs[-1] == 10_000
    assert len(stretches) <= 25 and sum(stretches) == 10_000


def test_thinning_hangs_on_the_records_only_not_on_how_they_came(monkeypatch):
    monkeypatch.setattr("nnlab.core.history.BYTES", 5_000)
    one, two = trainings([2, 3, 1], tanh, "mean_squared_error", optimizer=lambda: SGD(0.1))
    one.run(500)
    for epochs in (1, 99, 150, 3, 247):
        two.run(epochs)
    assert one.history.epochs.tolist() == two.history.epochs.tolist()
    assert (one.history.parameters == two.history.parameters).all()


def test_after_a_failure_a_stretch_is_shorter_and_grows_again():
    (training, _) = trainings([2, 3, 1], tanh, "mean_squared_error")
    training.run(1)
    fast = training._stretch
    fast.grow(False, 400)
    assert fast.length == 50
    fast.grow(True, 50)
    assert fast.length == 100
    fast.grow(True, 3)
    assert fast.length == 100  # a short run says nothing about how far it may go
    fast.grow(True, 10**9)
    assert fast.length == fast.longest
    fast.grow(False, 2)
    assert fast.length == 1


def test_whatever_is_changed_between_runs_begins_a_new_stretch():
    changes = {
        "loss": "mean_absolute_error",
        "batch_size": 2,
        "l1": 0.1,
        "l2": 0.1,
        "optimizer": SGD(0.3),
    }
    for name, value in changes.items():
        (training, _) = trainings([2, 3, 1], tanh, "mean_squared_error")
        training.run(1)
        before = training._stretch
        training.run(1)
        assert training._stretch is before
        setattr(training, name, value)
        training.run(1)
        assert training._stretch is not before


def test_copies_of_a_training_go_on_alone():
    for twin in (copy.deepcopy, lambda training: pickle.loads(pickle.dumps(training))):
        (one, two) = trainings([2, 3, 1], tanh, "mean_squared_error")
        one.run(3)
        copied = twin(one)
        one.run(4)
        copied.run(4)
        two.run(7)
        assert_same((one, two), 0)
        assert_same((copied, two), 0)


def test_a_start_that_is_recorded_in_parts_is_the_whole_loss():
    X, y = samples(1300, 2, 2, "softmax_cross_entropy")
    network = Network([2, 3, 2], ["tanh", "identity"], runs=2, rng=0)
    training = Training(network, X, y, loss="softmax_cross_entropy")
    np.testing.assert_allclose(training.measure(), training.loss(network(X), y), 1e-13)


def test_the_last_epoch_of_a_run_is_watched_even_where_none_is_recorded():
    network = Network([1, 1], "identity", init="zeros")
    network.parameters = [1e-5, 0]
    training = Training(network, [[1e150]], [[0.0]], optimizer=SGD(1e-290), record_every=10)
    history = training.run(1)  # the loss grows beyond all numbers, and no parameter does
    assert history.stopped.startswith("diverged")
    assert history.parameters[-1].tolist() == network.parameters.tolist() == [1e-5, 0]
