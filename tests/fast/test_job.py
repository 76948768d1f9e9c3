"""Each job goes to what does it fastest, and its time is guessed from its size."""

import numpy as np
import pytest

from nnlab import SGD, Adam, Network, Training, mean_squared_error, tanh
from nnlab.core import stretch
from nnlab.fast import Job, worker
from tests.fast.pairs import engine_of, log_cosh, samples, softplus


def job(sizes=(3, 4, 2), runs=(), **more):
    X, y = np.zeros((5, sizes[0])), np.zeros((5, sizes[-1]))
    network = Network(sizes, tanh, runs=runs)
    parts = dict(
        X=X,
        y=y,
        sizes=network.sizes,
        runs=network.runs,
        split=network.split,
        activations=network.activations,
        loss=mean_squared_error,
        value=mean_squared_error,
        batch_size=5,
        shuffled=False,
    )
    return Job(**parts | more)


def test_it_counts_runs():
    assert job().n_runs == 1 and job(runs=(2, 3)).n_runs == 6


@pytest.mark.parametrize(
    "sizes, more, name",
    [
        ([2, 4, 1], {}, "Straight"),
        ([2, 4, 1], {"n": 8}, "Matrix"),  # 17 parameters x 8 samples: too many for plain Python
        ([2, 4, 1], {"n": 8, "batch_size": 7}, "Straight"),
        ([2, 4, 1], {"optimizer": Adam()}, "Matrix"),
        ([2, 4, 1], {"optimizer": SGD(0.1, momentum=0.5)}, "Matrix"),
        ([2, 4, 1], {"l1": 0.1}, "Matrix"),
        ([2, 4, 1], {"l2": 0.1}, "Matrix"),
        ([2, 4, 1], {"dtype": np.float32}, "Matrix"),
        ([2, 4, 1], {"bends": softplus}, "Matrix"),
        ([2, 4, 1], {"loss": log_cosh}, "Matrix"),
        ([2, 4, 1], {"loss": "softmax_cross_entropy"}, "Matrix"),
        ([2, 4, 1], {"runs": 2}, "Replicas"),
        ([2, 4, 1], {"runs": 2, "n": 24}, "Matrix"),
        ([2, 40, 1], {"runs": 2}, "Matrix"),
    ],
)
def test_what_works_on_what(sizes, more, name):
    more = {"n": 3, "loss": "mean_squared_error", "bends": "tanh", **more}
    sizes = [*sizes[:-1], 2] if more["loss"] == "softmax_cross_entropy" else sizes
    X, y = samples(more.pop("n"), sizes[0], sizes[-1], more["loss"])
    runs, dtype = more.pop("runs", ()), more.pop("dtype", float)
    network = Network(sizes, more.pop("bends"), runs=runs, dtype=dtype, rng=0)
    training = Training(network, X, y, **more)
    training.run(1)
    assert engine_of(training) == name


def test_more_work_takes_longer():
    def milliseconds(sizes, n, runs=(), batch_size=1):
        network = Network(sizes, "tanh", runs=runs, rng=0)
        X, y = samples(n, sizes[0], 1, "mean_squared_error")
        training = Training(network, X, y, batch_size=batch_size)
        training.run(1)
        return worker(training._stretch.work.job)[1]

    for runs in ((), 5):
        few = milliseconds([2, 3, 1], 4, runs)
        assert few < milliseconds([2, 3, 1], 40, runs) < milliseconds([2, 30, 1], 40, runs)
        twice = milliseconds([2, 3, 1], 80, runs) / milliseconds([2, 3, 1], 40, runs)
        assert twice == pytest.approx(2)
    assert milliseconds([2, 40, 1], 9, 5) < milliseconds([2, 40, 1], 9, 500)
    assert 0.001 < milliseconds([2, 8, 8, 1], 500, batch_size=10) < 10


def test_a_stretch_is_short_enough_to_wait_for():
    for sizes, n, longest in (([2, 4, 1], 4, 10_000), ([64, 64, 10], 1797, 100)):
        X, y = samples(n, sizes[0], sizes[-1], "mean_squared_error")
        training = Training(Network(sizes, "tanh", rng=0), X, y, batch_size=32)
        training.run(1)
        assert 1 <= training._stretch.longest <= longest
    assert stretch.MILLISECONDS <= 50
