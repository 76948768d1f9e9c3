"""Where a training stands, to go back to: by undo, after a divergence or an error."""

import numpy as np
import pytest

from nnlab import (
    SGD,
    Activation,
    Adam,
    Network,
    Training,
    fit,
    identity,
    mean_squared_error,
    relu,
    train_step,
)
from nnlab.core.place import Place
from tests.core.xor import X, loss_of, plain_identity, training, y


def at(network, optimizer):
    return Training(network, [[0.0] * network.n_in], [[1.0]], optimizer=optimizer, rng=0)


def stepped(network, optimizer):
    optimizer.step(network.parameters, np.ones_like(network.parameters))


def test_restore_brings_back_numbers_activations_and_memory():
    network, adam = Network([2, 2, 1], "tanh", rng=0), Adam(0.1)
    stepped(network, adam)
    before, mean = network.parameters.copy(), adam.mean.copy()
    training = at(network, adam)
    place = Place(training)
    network.layers[0].activation = "relu"
    stepped(network, adam)
    drawn = training._rng.random()
    place.restore(training)
    assert training._rng.random() == drawn
    assert np.array_equal(network.parameters, before) and np.array_equal(adam.mean, mean)
    assert network.layers[0].activation.name == "tanh" and adam.steps == 1


def test_what_is_kept_does_not_age_with_the_optimizer():
    network, adam = Network([1, 1], "identity", rng=0), Adam(0.1)
    stepped(network, adam)
    training = at(network, adam)
    place = Place(training)
    for _ in range(2):  # the second time shows that restore handed out a copy
        stepped(network, adam)
        place.restore(training)
        assert adam.steps == 1 and np.allclose(adam.mean, 0.1)


def test_another_optimizer_forgets_and_keeps_its_settings():
    network = Network([1, 1], "identity", rng=0)
    training = at(network, SGD(0.1))
    place = Place(training)
    training.optimizer = other = SGD(0.5, momentum=0.9)
    stepped(network, other)
    place.restore(training)
    assert other.velocity == 0 and (other.learning_rate, other.momentum) == (0.5, 0.9)


def test_only_the_lost_runs_go_back():
    network, sgd = Network([1, 1], "identity", runs=2, rng=0), SGD(0.1, momentum=0.5)
    before = network.parameters.copy()
    place = Place(at(network, sgd))
    stepped(network, sgd)
    place.undo(network.parameters, sgd, np.array([True, False]))
    assert np.array_equal(network.parameters[0], before[0])
    assert np.allclose(network.parameters[1], before[1] - 0.1)
    assert sgd.velocity.tolist() == [[0, 0], [1, 1]]


def test_two_places_are_the_same_where_epoch_samples_and_numbers_are():
    training = at(Network([1, 1], "identity", rng=0), SGD(0.1))
    place = Place(training)
    assert place == Place(training) and place != "place"
    changes = (lambda: stepped(training.network, SGD(0.1)), lambda: training.run(1))
    for change in (*changes, training.forget):
        before = Place(training)
        change()
        assert before != Place(training)
    training.restore(training.state())
    training.network.parameters[0] = np.nan
    assert Place(training) == Place(training)


def test_going_back_does_not_wind_back_the_generator_of_another_training():
    shared = np.random.default_rng(0)
    one, other = (
        Training(Network([1, 1], "identity", rng=0), [[0.0], [1.0]], [[1.0], [1.0]], rng=shared)
        for _ in range(2)
    )
    place = Place(one)
    drawn = one._rng.random()
    ahead = shared.bit_generator.state
    place.restore(one)
    assert other._rng.bit_generator.state == ahead
    assert one._rng.random() == drawn


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


def test_a_place_is_equal_to_itself_alone():
    one = training()
    place = one.state()
    assert place == one.state() and (place == 3) is False
    one.run(1)
    assert place != one.state()


def test_a_training_that_is_put_within_an_epoch_goes_back_to_its_start_when_it_diverges():
    """It had no start to go back to: AttributeError."""
    one, two = (Training(Network([2, 1], "identity", rng=0), X, y, batch_size=1) for _ in range(2))
    one.step()
    two.restore(one.state())
    two.optimizer.learning_rate = 1e200
    two.run(1)
    assert two.history.diverged and two.seen == two.epoch == 0
    np.testing.assert_array_equal(two.network.parameters, two.history.parameters[0])
