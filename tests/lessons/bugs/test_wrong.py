"""What a mistake is said to do, it does."""

import numpy as np
import pytest

from nnlab.core import sigmoid
from nnlab.lessons import bugs
from nnlab.lessons.bugs import XOR, wrong


def test_the_symptoms_are_true():
    assert np.isnan(bugs.deltas_not_summed.losses[1:]).all()
    slow, quick = bugs.derivative_twice.losses, bugs.derivative_twice.repaired.losses
    assert slow[-1] > 10 * quick[-1] and slow[-1] < 0.01
    stale = bugs.updated_weights
    assert abs(stale.losses[-1] / stale.repaired.losses[-1] - 1) < 0.01
    assert bugs.slope_at_a.losses[-1] < bugs.slope_at_a.repaired.losses[-1]
    z = 6.0
    assert 79 < sigmoid.derivative(sigmoid(z)) / sigmoid.derivative(z) < 81
    assert bugs.sign_flipped.losses[1] > bugs.sign_flipped.losses[0]
    assert bugs.no_bias.trained([0, 0]).tolist() == [0.5]
    assert bugs.no_bias.losses[-1] == pytest.approx(1 / 16, rel=0.02)
    assert bugs.equal_start.losses[-1] == pytest.approx(1 / 6, rel=0.02)
    np.testing.assert_allclose(bugs.targets_in_a_row.trained(XOR.X), 0.5, atol=0.05)
    assert np.mean((XOR.y - XOR.y.ravel()) ** 2) == 0.5


def test_the_slope_of_the_square_of_errors_is_what_the_bug_uses():
    network, h = bugs.targets_in_a_row.network(), 1e-6
    slopes = wrong.targets_in_a_row(network, XOR.X, XOR.y)

    def loss(parameters):
        return np.mean((network.with_parameters(parameters)(XOR.X) - XOR.y.ravel()) ** 2)

    for i, nudge in enumerate(np.eye(network.n_parameters) * h):
        p = network.parameters
        assert (loss(p + nudge) - loss(p - nudge)) / (2 * h) == pytest.approx(slopes[i], abs=1e-8)
