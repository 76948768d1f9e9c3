import numpy as np

from nnlab import Network, mean_squared_error, tanh
from nnlab.fast import Job


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
