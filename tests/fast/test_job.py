import numpy as np

from nnlab import Network, mean_squared_error, tanh
from nnlab.fast import Job


def job(sizes=(3, 4, 2), runs=()):
    X, y = np.zeros((5, sizes[0])), np.zeros((5, sizes[-1]))
    network = Network(sizes, tanh, runs=runs)
    return Job(
        X=X,
        y=y,
        sizes=network.sizes,
        runs=network.runs,
        dtype=network.parameters.dtype,
        activations=network.activations,
        loss=mean_squared_error,
        value=mean_squared_error,
        batch_size=5,
        shuffled=False,
    )


def test_it_counts_as_core_does():
    assert job().n_parameters == Network([3, 4, 2], tanh).n_parameters == 26
    assert job().n_runs == 1 and job(runs=(2, 3)).n_runs == 6


def test_its_blocks_are_cores_layers_in_the_same_memory():
    network = Network([3, 4, 2], tanh, runs=2, rng=0)
    blocks = job(runs=2).blocks(network.parameters)
    for block, layer in zip(blocks, network.layers, strict=True):
        assert (block == layer.parameters).all() and np.shares_memory(block, network.parameters)


def test_biases_have_no_price():
    network = Network([3, 4, 2], tanh)
    for block in network.split(job().on_weights()):
        assert (block[:, :-1] == 1).all() and (block[:, -1] == 0).all()
