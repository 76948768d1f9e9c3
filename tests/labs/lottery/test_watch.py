"""A start that is watched."""

import numpy as np

from nnlab import SGD, Network, fit
from nnlab.datasets import make_gate
from nnlab.labs.lottery.watch import Watch

X, Y = make_gate("xor")


def watched(epochs=200):
    network = Network([2, 2, 1], ["tanh", "sigmoid"], rng=0)
    return network, Watch(network, X, Y, "mean_squared_error", 0.3, epochs)


def test_it_is_the_training_of_core_and_leaves_its_network_alone():
    network, watch = watched()
    before = network.parameters.copy()
    watch.start()
    while watch.slice() is not False:
        pass
    assert np.array_equal(network.parameters, before)
    fit(network, X, Y, optimizer=SGD(0.3), epochs=200, batch_size=1, shuffle=False)
    assert np.allclose(watch.network.parameters, network.parameters)
    assert np.allclose(watch.says, network(X)[:, 0]) and watch.epoch == 200 and not watch.running


def test_its_curve_goes_from_the_first_epoch_to_this_one():
    _, watch = watched(500)
    watch.advance()
    history = watch.training.history
    assert history.epochs.tolist() == list(range(501)) and history.loss[-1] == watch.loss


def test_it_stops_and_goes_on():
    _, watch = watched()
    watch.start()
    while watch.epoch == 0:
        watch.slice()
    watch.stop()
    assert watch.slice() is False
    watch.start()
    while watch.slice() is not False:
        pass
    assert watch.epoch == 200
    watch.start()
    assert not watch.running


def test_time_passes_from_the_first_epoch_to_the_last():
    _, watch = watched(10_000)
    shares = watch.passed([0, 100, 1000, 10_000])
    assert shares[0] == 0 and shares[-1] == 1 and 0.1 < shares[1] < shares[2] < 0.6
