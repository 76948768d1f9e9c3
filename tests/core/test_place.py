import numpy as np

from nnlab import SGD, Adam, Network, Training
from nnlab.core.place import Place


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
    place.put_back(network.parameters, sgd, np.array([True, False]))
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
