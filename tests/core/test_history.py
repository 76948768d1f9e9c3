"""Records that stay few, however long a training goes on, and lose no spike."""

import numpy as np
import pytest

from nnlab import SGD, History, Network, Training, fit, identity, relu, sigmoid, tanh
from nnlab.core import history as history_module

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])


def network(**more):
    return Network([2, 3, 1], [tanh, sigmoid], **{"rng": 1} | more)


def story(losses, every=1, at_once=1, first=0, runs=()):
    """A history with these losses, added so many at a time."""
    net = Network([1, 1], identity, init="zeros", runs=runs)
    history = History(net, every)
    epochs = np.arange(first, first + len(losses))
    for at in range(0, len(losses), at_once):
        some = slice(at, at + at_once)
        parameters = np.zeros((len(losses), *runs, 2)) + epochs.reshape(-1, *(1 for _ in runs), 1)
        history._add(net, epochs[some], np.asarray(losses, float)[some], parameters[some])
    return history


def test_all_columns_have_a_row_a_record_and_can_not_be_written():
    history = fit(network(), X, y, epochs=3, validation=(X, y))
    names = "epochs", "loss", "low", "high", "validation_loss", "parameters"
    for name in names:
        column = getattr(history, name)
        assert len(column) == 4 == len(history)
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 7
    with pytest.raises(AttributeError, match="no .losses: use .loss$"):
        history.losses  # noqa: B018


@pytest.mark.parametrize("at_once", [1, 3, 7, 100])
@pytest.mark.parametrize("first", [0, 5])
def test_records_stay_few_and_evenly_spaced_and_no_spike_is_lost(monkeypatch, at_once, first):
    monkeypatch.setattr(history_module, "RECORDS", 10)
    losses = np.full(100, 1.0)
    losses[[17, 41]] = 9.0, 0.25
    history = story(losses, at_once=at_once, first=first)
    epochs = history.epochs.tolist()
    assert len(history) <= 12 and history.every == 16
    assert epochs[0] == first and epochs[-1] == first + 99
    assert set(epochs[1:-1]) == {e for e in range(16, first + 99, 16) if e > first}
    assert history.high.max() == 9.0 and history.low.min() == 0.25
    spike = np.searchsorted(epochs, first + 17)  # told by the record after it
    assert history.high[spike] == 9.0 and history.loss[spike] == 1.0
    assert (history.parameters[:, 0] == epochs).all()


@pytest.mark.parametrize("at_once", [1, 4])
def test_every_second_record_is_forgotten_only_when_there_is_no_more_room(monkeypatch, at_once):
    monkeypatch.setattr(history_module, "RECORDS", 6)
    for n in range(1, 60):
        history = story(np.zeros(n), at_once=at_once)
        due = next(every for every in (1, 2, 4, 8, 16) if len(range(0, n, every)) <= 6)
        assert history.every == due, n


def test_how_records_came_does_not_matter(monkeypatch):
    monkeypatch.setattr(history_module, "RECORDS", 8)
    losses = np.random.default_rng(0).random(77)
    one = story(losses)
    for at_once in (2, 5, 64, 77):
        two = story(losses, at_once=at_once)
        for name in ("epochs", "loss", "low", "high", "parameters"):
            assert (getattr(one, name) == getattr(two, name)).all(), (at_once, name)


def test_what_records_take_is_bounded(monkeypatch):
    monkeypatch.setattr(history_module, "BYTES", 2000)
    history = story(np.zeros(1000), at_once=90)
    assert sum(rows.nbytes for rows in history._kept[0].values()) <= 2000 + 48
    assert len(history) > 15


def test_many_records_do_not_cost_quadratic_time():
    net = Network([1, 1], identity, rng=0)
    history, rooms = History(net), set()
    for epoch in range(history_module.RECORDS):
        history._add(net, [epoch], np.zeros(1), np.zeros((1, 2)))
        rooms.add(len(history._kept[0]["loss"]))
    assert len(history) == history_module.RECORDS and history.epochs[-1] == len(history) - 1
    assert len(rooms) < 20  # so often was everything copied


def test_a_record_between_two_makes_way_but_what_it_reached_stays():
    history = story([1.0, 5.0, 2.0, 3.0], every=3)
    assert history.epochs.tolist() == [0, 3]
    assert (history.low[1], history.high[1], history.loss[1]) == (2.0, 5.0, 3.0)
    history = story([1.0, 5.0, 2.0], every=3)
    assert history.epochs.tolist() == [0, 2] and history.high[1] == 5.0


def test_a_second_record_of_the_same_epoch_takes_the_place_of_the_first():
    history = story([1.0, 5.0])
    history._add(history.network_at(0), [1], np.array([2.0]), np.full((1, 2), 7.0))
    assert history.epochs.tolist() == [0, 1] and history.loss.tolist() == [1, 2]
    assert history.high.tolist() == [1, 2] and history.parameters[1].tolist() == [7, 7]


def test_lows_and_highs_of_many_runs_are_each_runs_own(monkeypatch):
    monkeypatch.setattr(history_module, "RECORDS", 5)
    losses = np.ones((40, 3))
    losses[9, 1] = 4.0
    history = story(losses, runs=(3,))
    assert history.high.max(axis=0).tolist() == [1, 4, 1] and (history.low == 1).all()


def test_the_nearest_record():
    history = story(np.zeros(9), every=4)
    assert history.epochs.tolist() == [0, 4, 8]
    found = [history.at(epoch) for epoch in (-3, 0, 1.9, 2, 2.1, 4, 6.5, 8, 99)]
    assert found == [0, 0, 0, 0, 1, 1, 2, 2, 2]
    with pytest.raises(ValueError, match="epoch"):
        history.at("start")


def test_until_is_a_copy_that_ends_there():
    training = Training(network(), X, y)
    history = training.run(6)
    early = history.until(3)
    assert early.epochs.tolist() == [0, 1, 2, 3] and len(history) == 7
    assert (early.loss == history.loss[:4]).all()
    early._add(training.network, [4], np.array([9.0]), np.zeros((1, 13)))
    assert history.loss[4] != 9.0 == early.loss[4]
    assert history.until(-1).epochs.tolist() == [0] and history.until(2.5).epochs[-1] == 2


def test_network_at_has_the_activations_of_its_time():
    training = Training(network(), X, y, optimizer=SGD(0.5))
    training.run(2)
    training.network.layers[0].activation = relu
    training.run(2)
    history = training.history
    bends = [history.network_at(epoch).activations[0] for epoch in range(5)]
    assert bends == [tanh, tanh, relu, relu, relu]  # from the epoch on at which it was set
    for epoch, loss in zip(history.epochs, history.loss, strict=True):
        then = history.network_at(epoch)
        assert ((then(X) - y) ** 2).mean() == pytest.approx(loss, rel=1e-12)
    assert history.until(1).network_at(1).activations[0] is tanh


def test_a_history_knows_what_its_records_were_measured_with():
    training = Training(Network([1, 1], "identity", rng=0), [[0.0]], [[1.0]])
    loss = training.loss
    training.loss = "mean_absolute_error"
    assert training.history.measured is loss
    training.run(2)
    training.remeasure()
    assert training.history.measured is training.loss is training.history.until(1).measured
