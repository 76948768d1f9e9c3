"""What each node of a network's drawing shows."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.pictures.network import node_maps


def test_maps_of_nodes():
    network = Network([2, 1, 1], ["step", "sigmoid"], init="uniform", rng=0)
    places = np.random.default_rng(0).normal(size=(16, 2))
    maps, crisp = node_maps(network.activations, places, network.forward(places))
    assert maps.shape == (4, 4, 4) and maps.dtype == np.uint8 and crisp == [0, 0, 1, 0]
    assert ((maps[2] > 128) == (network.layers[0](places)[:, 0] > 0.5).reshape(4, 4)).all()


@pytest.fixture
def network():
    made = Network([2, 2, 1], "sigmoid")
    made.parameters[:] = [6, 0, -3, 6, 6, -9, 6, -2, 0]
    return made
