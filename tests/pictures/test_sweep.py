"""Many starts in order, and the plateaus where they stop."""

import numpy as np
import pytest

from nnlab.pictures.sweep import PLATEAUS, by_loss, plateau_of


def test_the_plateaus_are_what_one_answer_for_several_points_costs():
    for value, _, points in PLATEAUS:
        targets = np.array([0, 0, 1, 1])[: points if points > 2 else None]
        targets = np.array([0, 1]) if points == 2 else targets
        assert value == pytest.approx(((targets - targets.mean()) ** 2).sum() / 4)
    assert plateau_of(0.1299)[1] == "1/8" and plateau_of(0.1301) is None


def test_what_is_no_number_comes_last():
    assert by_loss(np.array([np.nan, 0.3, 0.1])).tolist() == [2, 1, 0]
