"""Records that stay few, however long a training goes on, and lose no spike."""

import re

import numpy as np
import pytest

from nnlab import SGD, History, Network, Training, fit, identity, mean_squared_error, relu, tanh
from nnlab.core import history as history_module
from tests.core.xor import X, agree, network, plain_tanh, training, y


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


def test_reprs():
    history = fit(Network([1, 1], identity, init="zeros"), [[1.0]], [[1.0]], epochs=2)
    assert re.findall(r"[\d.]+", repr(history)) == ["3", "0", "2", "1", "0.1296"]
    many = fit(network(runs=3), X, y, epochs=2)
    assert repr(many) == "History(3 records, epochs 0 to 2, runs=(3,))"
    assert isinstance(many, History)


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
    assert history.measured is one.loss


def test_four_records_are_kept_however_large_they_are(monkeypatch):
    monkeypatch.setattr(history_module, "BYTES", 1)
    assert story(range(4)).epochs.tolist() == [0, 1, 2, 3]
    assert story(range(5)).epochs.tolist() == [0, 2, 4]
