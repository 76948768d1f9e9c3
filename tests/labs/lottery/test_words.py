"""What LotteryLab says, of a model alone."""

import numpy as np
import pytest

from nnlab import relu
from nnlab.datasets import make_gate
from nnlab.labs.lottery.model import MAP, RATE_NAMES, Lottery, Settings
from nnlab.labs.lottery.words import ending, name_of, tell

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def drawn(starts="16", epochs=1000, rate=0.1, X=X, Y=Y, trained=None):
    model = Lottery(X, Y, Settings(relu, 2, rate=rate, starts=starts, epochs=epochs))
    if trained != 0:
        model.advance(trained)
    model.read()
    return model


def test_how_many_are_drawn_and_how_many_solve_it():
    for starts, many in (("1", "One start"), ("16", "16 starts"), (MAP, "16 starts at 16 rates")):
        assert tell(drawn(starts, trained=0))[0].startswith(many)
    model = drawn()
    assert tell(model)[0].startswith(f"{model.solved.sum()} of 16")
    assert "after 20 epochs" in tell(drawn(trained=20))[0]


def test_a_plateau_is_named_with_its_points():
    model = drawn("256", 2000)
    for level, points in ((1 / 8, "two"), (1 / 6, "three"), (1 / 4, "four")):
        near = np.flatnonzero((np.abs(model.losses - level) < 0.002) & ~model.solved)
        said = ending(model, int(near[np.argmin(np.abs(model.losses[near] - level))]))
        assert f"stopped at 1/{round(1 / level)}" in said
        assert f"{points} points" in said and "must be wrong" in said
    assert "all four answers" in ending(model, int(np.flatnonzero(model.solved)[0]))
    stopped = [f"{len(starts)} at {name}" for name, starts in model.groups if "/" in name]
    assert all(one in " ".join(tell(model)) for one in stopped)


def test_the_expected_band_stands_only_where_it_was_measured():
    usual = drawn(epochs=10_000)
    assert "33 %" in " ".join(tell(usual)) and "1 to 10" in " ".join(tell(usual))
    for other in (drawn(epochs=10_000, trained=10), drawn(epochs=10_000, rate=0.2), drawn()):
        assert "expect" not in " ".join(tell(other))


def test_other_data_have_no_plateaus():
    model = drawn(X=np.array([[0.0, 0.0], [1.0, 1.0], [0.2, 0.8]]), Y=[[0], [1], [1]], trained=20)
    assert not model.has_plateaus and "1/" not in " ".join(tell(model))


def test_a_map_tells_the_best_rate_and_the_rate_of_a_start():
    model = drawn(MAP, 300)
    best = model.solved.reshape(16, 16).sum(axis=1).argmax()
    assert f"rate of {RATE_NAMES[best]}," in " ".join(tell(model))
    assert RATE_NAMES[0] == "0.01" and RATE_NAMES[-1] == "10"
    assert name_of(model, 40).endswith(f"rate {RATE_NAMES[2]}")
