"""Guards against gross loss, by counting: operations and memory, never seconds."""

import ast
import tracemalloc

import numpy as np
import pytest

from nnlab import SGD, Network, Training, fast, fit
from nnlab.core import history as history_module
from nnlab.fast.arithmetic import Arithmetic
from nnlab.fast.sprint import _Worker
from tests.fast.pairs import XOR, engine_of, trainings


def peak_of(work):
    """The most memory that was taken on the way, numpy's included."""
    work()  # what is made once is made now
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def steps_of(training):
    worker = _Worker(training).engine
    worker.load(training.network.parameters)
    ((_, _, batches),) = worker.plan

    def steps():
        for program, rows, columns, y in batches:
            program.forward(columns)
            program.backward(rows, y)
            worker.step()

    return worker, steps


def test_a_step_of_2_8_8_1_is_so_many_operations():
    (training, _) = trainings([2, 8, 8, 1], "tanh", "mean_squared_error", n=50, batch_size=10)
    worker, _ = steps_of(training)
    program = worker.plan[0][2][0][0]
    # forward: 3 products and 3 bends; back: the slopes 3 x 3, and 2 products for each upper layer;
    # one product each way is apart, since its inputs change
    assert len(program.up) == 2 + 3 and len(program.down) == 9 + 4


@pytest.mark.parametrize("loss", ["mean_squared_error", "softmax_cross_entropy"])
@pytest.mark.parametrize("runs", [(), 5])
def test_a_step_allocates_nothing_of_the_size_of_a_layer(loss, runs):
    (training, _) = trainings(
        [20, 60, 40, 3], ["relu", "tanh", "identity"], loss, n=1000, runs=runs
    )
    _, steps = steps_of(training)
    layer = 1000 * 40 * 8 * (runs or 1)
    assert peak_of(steps) < layer / 3  # numpy may take a buffer of 64 kB


def test_a_frame_of_a_field_allocates_nothing():
    points = fast.Points(np.random.default_rng(0).normal(size=(20_000, 2)))
    network = Network([2, 8, 8, 1], "tanh", rng=0)
    assert peak_of(lambda: fast.field(network, points)) < 10_000  # one row of it: 80,000


def test_the_articles_network_is_so_many_operations_of_plain_python():
    tree = ast.parse(Arithmetic([2, 4, 1], ["relu", "sigmoid"], "mean_squared_error").source)
    operations = [node for node in ast.walk(tree) if isinstance(node, (ast.BinOp, ast.AugAssign))]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert len(operations) <= 95 and len(calls) == 1  # one exp


def test_ten_thousand_epochs_are_a_few_stretches():
    X, y = XOR, [[0], [1], [1], [0]]
    training = Training(Network([2, 4, 1], ["relu", "sigmoid"], rng=0), X, y, shuffle=False)
    stretches = []
    add = training.history._add

    def counted(network, epochs, *columns):
        stretches.append(len(epochs))
        add(network, epochs, *columns)

    training.history._add = counted
    training.run(10_000)
    assert engine_of(training) == "Straight" and len(training.history) == 10_001
    assert len(stretches) <= 12


def test_records_take_no_more_memory_than_said(monkeypatch):
    monkeypatch.setattr(history_module, "BYTES", 20_000)
    history = fit(Network([2, 4, 1], "tanh", rng=0), XOR, [[0], [1], [1], [0]], epochs=3000)
    assert sum(rows.nbytes for rows in history._kept[0].values()) <= 20_000
    epochs = history.epochs.tolist()
    gaps = np.diff(epochs)
    assert epochs[0] == 0 and epochs[-1] == 3000 and len(epochs) > 50
    assert (gaps[:-1] == history.every).all() and gaps[-1] <= history.every > 1
    same = fit(Network([2, 4, 1], "tanh", rng=0), XOR, [[0], [1], [1], [0]], epochs=epochs[3])
    assert (same.parameters[-1] == history.parameters[3]).all()
    assert np.isclose(same.loss[-1], history.loss[3])


def test_thinning_hangs_on_the_records_only_not_on_how_they_came(monkeypatch):
    monkeypatch.setattr(history_module, "BYTES", 5_000)
    one, two = trainings([2, 3, 1], "tanh", "mean_squared_error", optimizer=lambda: SGD(0.1))
    one.run(500)
    for epochs in (1, 99, 150, 3, 247):
        two.run(epochs)
    assert one.history.epochs.tolist() == two.history.epochs.tolist()
    assert (one.history.parameters == two.history.parameters).all()
