"""What is right agrees with core."""

from functools import partial

import numpy as np
import pytest

from nnlab.core import SGD, Network, mean_squared_error, relu, sigmoid, tanh, train_step
from nnlab.lessons.bugs import HALF_ADDER, XOR, right

MSE = "mean_squared_error"


@pytest.mark.parametrize("ground", [XOR, HALF_ADDER])
@pytest.mark.parametrize("bends", [[tanh, sigmoid], [relu, "identity"]])
def test_what_is_right_agrees_with_core(ground, bends):
    network = Network(ground.sizes, bends, init="uniform", rng=3)
    traces = network.forward(ground.X)
    slopes = network.backward(traces, mean_squared_error.gradient(traces[-1].a, ground.y))
    assert_same = partial(np.testing.assert_allclose, atol=1e-13)
    assert_same(right.gradient(network, ground.X, ground.y), slopes)
    for back in (right.layer_back, right.layer_back_with_loops):
        assert_same(right.layer_by_layer(back, network, ground.X, ground.y), slopes)
    after = network.copy()
    train_step(after, ground.X, ground.y, MSE, SGD(0.3))
    for step in (right.step, right.step_layer_by_layer):
        mine = network.copy()
        step(mine, ground.X, ground.y, 0.3)
        np.testing.assert_allclose(mine.parameters, after.parameters, atol=1e-13)
