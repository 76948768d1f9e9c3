"""A tiny network trained by its arithmetic."""

import numpy as np
import pytest

from nnlab import Network, Training
from nnlab.fast.arithmetic import compiled
from tests.fast.pairs import GATE, XOR, assert_same, engine_of, run_both, trainings


def test_thousands_of_epochs_of_the_articles_xor():
    network = Network([2, 4, 1], ["relu", "sigmoid"], init="uniform", rng=0)
    pair = [Training(network.copy(), XOR, GATE, batch_size=1, rng=3) for _ in range(2)]
    run_both(pair, 3000)
    assert engine_of(pair[0]) == "Straight"
    assert_same(pair)
    assert len(pair[0].history) == 3001


@pytest.mark.parametrize("n", [1, 5, 300])
@pytest.mark.parametrize("batch_size", [None, 1, 2])
def test_batches_orders_and_records_of_every_size(n, batch_size):
    for record_every, shuffle in ((1, True), (3, False)):
        pair = trainings(
            [1, 2, 2],
            "tanh",
            "mean_absolute_error",
            n=n,
            batch_size=batch_size if n < 300 else 1,
            shuffle=shuffle,
            record_every=record_every,
        )
        run_both(pair, 11)
        assert engine_of(pair[0]) == "Straight"
        assert_same(pair)


def test_a_sigmoid_far_out_is_no_overflow():
    for n in (1, 5):
        pair = trainings([1, 1], "sigmoid", "mean_squared_error", n=n)
        for training in pair:
            training.network.parameters[...] = [-900.0, -5000.0]
        run_both(pair, 5)
        assert engine_of(pair[0]) == "Straight"
        assert_same(pair)
        assert pair[0].history.stopped == "finished at epoch 5"


def test_an_overflow_in_plain_arithmetic_leaves_no_row_empty():
    (training, _) = trainings([1, 1], "sigmoid", "mean_squared_error", n=5, batch_size=1)
    training.run(1)
    work = training._stretch.work
    work.load(np.array([-900.0, -5000.0]), None)
    rows, losses = np.full((3, 2), np.nan), np.full(3, np.nan)
    with np.errstate(over="ignore"):  # as core.stretch calls it
        work.run(None, [True] * 3, rows, losses)
    assert np.isfinite(rows).all() and np.isfinite(losses).all()


def test_ctrl_c_in_plain_arithmetic_leaves_a_whole_network(monkeypatch):
    one, two = trainings([2, 3, 1], "tanh", "mean_squared_error", batch_size=2)
    two.run(30)
    one.run(10)
    work = one._stretch.work
    epoch = work._epoch
    count = iter([False] * 5 + [True])

    def interrupting(order):
        if next(count, False):
            raise KeyboardInterrupt
        return epoch(order)

    monkeypatch.setattr(work, "_epoch", interrupting)
    assert one.run(20).stopped.startswith("interrupted at epoch 10")
    one.run(20)
    assert_same((one, two), 0)


def test_a_sample_at_a_time_is_no_batch_of_one():
    for batch_size, batches in ((1, False), (2, True)):
        (training, _) = trainings([2, 3, 1], "tanh", "mean_squared_error", batch_size=batch_size)
        training.run(1)
        work = training._stretch.work
        assert work.train is compiled(work.job.sizes, work.job.activations, work.job.loss, batches)


def test_its_rows_are_all_the_epochs():
    (training, _) = trainings([2, 3, 1], "tanh", "mean_squared_error")
    training.run(1)
    work = training._stretch.work
    rows, losses = work.new_rows(3), np.full(3, np.nan)
    work.load(training.network.parameters, training.optimizer)
    work.run(None, [True, False, True], rows, losses)
    assert np.isnan(losses).tolist() == [False, True, False]
    training.run(3)
    assert (training.history.parameters[2:] == rows).all()
    assert training.history.loss[2::2].tolist() == losses[::2].tolist()
