"""A training that pauses inside an epoch, goes back and forth, and forgets: what labs need."""

import numpy as np
import pytest

from nnlab import (
    SGD,
    Activation,
    Adam,
    Network,
    Training,
    fit,
    mean_squared_error,
    relu,
    sigmoid,
    tanh,
    train_step,
)

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])


def training(bend=tanh, **more):
    network = Network([2, 3, 1], [bend, sigmoid], rng=1)
    return Training(network, X, y, **{"optimizer": SGD(0.5), "rng": 0} | more)


def loss_of(training):
    return mean_squared_error(training.network(X), y)


# Steps


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


def cubes(rate, runs=()):
    """A training whose numbers can outgrow all bounds within an epoch."""
    bend = Activation("cube", lambda z: z**3, lambda z: 3 * z**2)
    net = Network([2, 3, 1], [bend, bend], rng=1, runs=runs)
    return Training(net, X + 1, y, optimizer=SGD(rate, 0.5), batch_size=1, rng=0)


def test_a_step_that_diverges_goes_back_to_where_the_epoch_began():
    one = cubes(1e-12)
    one.run(1)
    start, speed = one.network.parameters.copy(), one.optimizer.velocity.copy()
    one.step()
    one.optimizer.learning_rate = 1e200
    error = one.step()
    assert np.isfinite(error) and one.history.diverged
    assert (one.epoch, one.seen, len(one.history)) == (1, 0, 2)
    assert (one.network.parameters == start).all() and np.isfinite(one.measure())
    assert (one.optimizer.velocity == speed).all()
    assert one.optimizer.learning_rate == 1e200  # a setting of the reader's
    one.optimizer.learning_rate = 1e-12
    one.step()
    assert not one.history.diverged and (one.network.parameters != start).any()
    one.optimizer.learning_rate = 1e200
    assert one.run(1).stopped.startswith("diverged in epoch 2")
    assert (one.network.parameters == start).all() and one.seen == 0


def test_the_first_step_of_an_epoch_that_diverges_leaves_the_optimizer_as_it_was():
    one = cubes(1e-12)
    one.run(1)
    one.optimizer.learning_rate = 1e200
    speed = one.optimizer.velocity.copy()
    one.step()
    assert one.history.diverged and (one.optimizer.velocity == speed).all()


def test_a_divergence_inside_an_epoch_keeps_the_learning_rate_of_now():
    one = training(batch_size=1)
    one.step()
    one.optimizer.learning_rate = 1e308
    one.optimizer.momentum = 0.9
    for _ in range(8):
        one.step()
    assert one.optimizer.learning_rate == 1e308 and np.isfinite(one.network.parameters).all()


def test_an_error_inside_a_step_leaves_a_whole_network():
    class Fails(SGD):
        broken = False

        def step(self, parameters, gradients):
            super().step(parameters, gradients)
            if self.broken:
                parameters[:] = 99
                raise RuntimeError("out of order")

    one = training(batch_size=1, optimizer=Fails(0.1))
    one.step()
    before = one.network.parameters.copy()
    one.optimizer.broken = True
    with pytest.raises(RuntimeError, match="out of order"):
        one.step()
    assert one.seen == 1 and (one.network.parameters == before).all()
    one.optimizer.broken = False
    assert one.run(1).epochs.tolist() == [0, 1]


def test_one_run_of_many_that_diverges_in_a_step_is_held_and_the_others_go_on():
    net = Network([2, 4, 1], [relu, "identity"], runs=2).with_parameters(
        np.tile(Network([2, 4, 1], [relu, "identity"], rng=3).parameters, (2, 1))
    )
    one = Training(net, X, y, optimizer=SGD([0.01, 1e200]), batch_size=2, rng=0)
    for _ in range(4):
        one.step()
    assert one.history.diverged.tolist() == [False, True] and one.epoch == 2
    assert np.isfinite(net.parameters).all() and (net.parameters[0] != net.parameters[1]).any()


# Back and forth


def test_rewind_goes_back_and_forth_until_it_goes_on():
    one = training(Activation("mine", np.tanh, lambda z: 1 - np.tanh(z) ** 2), batch_size=2)
    history = one.run(6)
    one.step()
    one.network.layers[0].activation = relu
    one.run(4)
    end = one.network.parameters.copy()
    one.rewind(3.2)
    assert (one.epoch, one.seen) == (3, 0) and one.network.activations[0].name == "mine"
    assert (one.network.parameters == history.parameters[3]).all()
    one.rewind(99)
    assert one.epoch == 10 and one.network.activations[0] is relu
    assert (one.network.parameters == end).all() and len(one.history) == 11
    one.rewind(4)
    one.run(1)
    assert one.history.epochs.tolist() == [0, 1, 2, 3, 4, 5] and one.history is not history
    assert len(history) == 11 and (one.history.loss[:5] == history.loss[:5]).all()
    assert one.history.loss[-1] == pytest.approx(loss_of(one))


def test_rewinding_makes_the_optimizer_forget_if_it_can():
    class Own:  # all that's promised of an optimizer
        def step(self, parameters, gradients):
            parameters -= 0.1 * gradients

    heavy = SGD(0.1, 0.9)
    for optimizer in heavy, Own():
        one = training(optimizer=optimizer)
        one.run(3)
        one.rewind(1)
        assert one.epoch == 1
        one.run(2)
        assert one.history.epochs.tolist() == [0, 1, 2, 3]
        one.rewind(0)
    assert np.all(heavy.velocity == 0)


def test_what_was_changed_by_hand_is_the_record_of_now():
    one = training(batch_size=1)
    one.run(5)
    one.rewind(2)
    one.step()
    one.network.parameters[:] = 0
    one.record()
    assert (one.epoch, one.seen, one.history.epochs.tolist()) == (2, 0, [0, 1, 2])
    assert one.history.loss[-1] == 0.25 == one.history.low[-1] == one.history.high[-1]
    one.network.parameters[0] = np.nan
    one.record()
    assert np.isfinite(one.history.parameters).all()  # one to go back to is left
    one.rewind(2)
    assert (one.network.parameters == 0).all()


def test_forget_begins_a_new_history_with_the_record_of_now():
    one = training(validation=(X, y))
    history = one.run(4)
    one.forget()
    assert len(history) == 5 and one.history.epochs.tolist() == [4]
    assert one.history.stopped == history.stopped
    assert one.run(2).epochs.tolist() == [4, 5, 6] and len(one.history.validation_loss) == 3
    one.rewind(5)
    one.forget()
    assert one.history.epochs.tolist() == [5]


def test_all_records_can_be_seen_with_another_loss():
    one = training(validation=(1 - X, y))
    one.run(3)
    one.network.layers[0].activation = relu
    one.run(3)
    one.loss, one.l2 = "binary_cross_entropy", 0.1
    one.remeasure()
    history = one.history
    for epoch, loss in zip(history.epochs, history.loss, strict=True):
        then = history.network_at(epoch)
        assert loss == pytest.approx(one.measure(then), rel=1e-12)
        tested = one.measure(then, 1 - X, y)
        assert history.validation_loss[epoch] == pytest.approx(tested, rel=1e-12)
    assert (history.low == history.loss).all() and (history.high == history.loss).all()


def test_the_loss_of_now_counts_the_penalty():
    one = training(l2=0.2)
    weights = [layer.W for layer in one.network.layers]
    price = 0.1 * sum((w**2).sum() for w in weights)
    assert one.measure() == pytest.approx(loss_of(one) + price)


def test_a_state_can_be_restored_as_often_as_you_like():
    one = training(batch_size=1)
    one.run(2)
    one.step()
    state, parameters = one.state(), one.network.parameters.copy()
    one.run(3)
    later = one.state()
    one.rewind(1)
    one.run(1)
    for _ in range(2):
        one.restore(state)
        assert (one.epoch, one.seen, one.history.epochs.tolist()) == (2, 1, [0, 1, 2])
        assert (one.network.parameters == parameters).all()
        one.restore(later)
        assert (one.epoch, one.seen, one.history.epochs[-1]) == (5, 0, 5)
    one.restore(state)
    one.run(1)
    np.testing.assert_allclose(one.network.parameters, later.history.parameters[3], rtol=1e-12)


def test_a_restored_state_keeps_the_settings_of_now():
    one = training()
    one.run(1)
    state = one.state()
    one.optimizer, one.loss = Adam(0.1), "binary_cross_entropy"
    one.run(2)
    one.restore(state)
    assert one.epoch == 1 and isinstance(one.optimizer, Adam) and one.optimizer.steps == 0
    assert one.loss.name == "binary_cross_entropy"


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


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e308])
def test_hostile_13_weights_that_are_no_number_are_told_as_what_they_are(bad):
    net = Network([2, 1], "identity", rng=0)
    one = Training(net, X, y)
    one.run(3)
    net.parameters[:] = bad
    history = one.run(5)
    assert history.stopped.startswith("not begun") and "Undo" in history.stopped
    assert "rate" not in history.stopped and one.epoch == 3
    assert np.isfinite(history.loss).all()
    one.rewind(0)
    assert one.run(1).stopped.startswith("finished")


def test_hostile_13_of_many_runs_those_are_counted_that_were_no_number():
    net = Network([2, 1], "identity", runs=3, rng=0)
    net.parameters[1] = np.nan
    history = fit(net, X, y, epochs=3, optimizer=SGD([0.1, 0.1, 1e200]))
    assert history.stopped.startswith("finished") and history.diverged.tolist() == [
        False,
        True,
        True,
    ]
    assert history.stopped.count("1 of 3 runs") == 2


def test_what_stopped_is_said_only_once_it_has():
    one = training(record_every=3)
    assert one.history.stopped == "" and not one.history.diverged
    assert one.run(4).stopped == "finished at epoch 4" and one.history.epochs.tolist() == [0, 3, 4]
