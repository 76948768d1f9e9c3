"""What LotteryLab says, of a model alone."""

import numpy as np
import pytest

from nnlab import relu
from nnlab.datasets import make_gate
from nnlab.labs.lottery.model import Lottery, Settings
from nnlab.labs.lottery.words import ending, goal, sentence, tell, watched, why, won

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def drawn(starts="16", epochs=1000, rate=0.1, X=X, Y=Y, trained=None):
    model = Lottery(X, Y, Settings(relu, 2, rate=rate, starts=starts, epochs=epochs))
    if trained != 0:
        model.advance(trained)
    model.read()
    return model


def test_the_goal_names_how_many_and_what():
    for starts, many in (("1", "One start"), ("16", "16 starts.")):
        assert goal(drawn(starts, trained=0)).startswith(many)
    assert "XOR" in goal(drawn()) and "XNOR" in goal(drawn(Y=1 - Y))
    assert "an answer" in goal(drawn(X=X / 2))


def test_how_many_solve_it():
    model = drawn()
    assert f"{model.solved.sum()} of 16 found XOR." in tell(model)
    stopped = drawn(trained=20)
    assert "16 still" in sentence(stopped) and "Epoch" not in sentence(stopped)
    assert "Epoch 20." in tell(stopped)  # it stands in the picture, and is told once
    going = drawn(trained=20)
    going.start(fresh=False)
    assert not any(letter.isdigit() for letter in sentence(going))  # the bins count, they alone
    single = drawn("1")
    assert ("found" if single.solved[0] else "1/6") in sentence(single)


def test_those_on_a_shelf_that_still_move_are_counted():
    """A while later some of them are elsewhere: nothing may say that no step helps."""
    model = drawn("256", 1000)
    said, many = sentence(model), model.n_restless
    on_shelves = sum(len(starts) for name, starts in model.bins if name.startswith("loss"))
    assert 0 < many <= on_shelves and f"{many} of these" in said and "helps" not in said
    was = model.stops.bins.copy()
    model.set(epochs=4000)
    model.advance()
    model.read()
    assert ((was != model.stops.bins) & (was > 0) & (was < 4)).sum() > 10
    assert model.n_restless < many


def test_a_plateau_is_explained_by_its_points():
    model = drawn("256", 2000)
    kinds = (("1/8", "Two corners", "½"), ("1/6", "Three corners", "⅓⅔"), ("1/4", "All four", "½"))
    for level, corners, shares in kinds:
        for start in dict(model.bins)[f"loss {level}"]:
            said = why(model, start)
            if "share one answer" in said:
                assert said.startswith(corners) and any(share in said for share in shares)
    assert "All four answers" in why(model, dict(model.bins)["solved"][0])
    piles = [f"{name}: {len(starts)}" for name, starts in model.bins[1:]]
    assert all(one in tell(model) for one in piles)


def test_the_best_for_three_corners_is_the_mean_of_their_targets():
    model = drawn()
    third = ending(model, np.array([1 / 3, 0.99, 1 / 3, 1 / 3]), 1 / 6)
    assert (
        third.startswith("Three corners") and "⅓" in third and "0,\u00a00\u00a0and\u00a01" in third
    )
    assert "⅔" in ending(model, np.array([0.01, 2 / 3, 2 / 3, 2 / 3]), 1 / 6)


def test_other_data_have_no_plateaus():
    model = drawn(X=np.array([[0.0, 0.0], [1.0, 1.0], [0.2, 0.8]]), Y=[[0], [1], [1]], trained=20)
    assert not model.has_plateaus and "1/" not in tell(model)


def test_a_watched_start_says_where_it_is():
    model = drawn()
    model.choose(0)
    watch = model.watch()
    assert "Epoch 0, loss" in watched(model, watch)
    watch.advance()
    assert why(model, 0) in watched(model, watch)


def test_at_the_end_the_guess_is_compared():
    fresh, model = drawn(trained=0), drawn()
    assert fresh.can_guess and won(fresh) is None and not model.can_guess
    solved = int(model.solved.sum())
    assert won(model)[0] == f"{solved} of 16 found XOR" and "%" in won(model)[1]
    for guess, said in ((solved, "just so"), (solved + 3, "3 too many"), (0, f"{solved} too few")):
        model.guess = guess
        assert f"You said {guess}: {said}" in won(model)[1]
    assert won(drawn("1")) is None  # there nothing is counted


def test_what_is_won_isnt_said_twice():
    model = drawn("256", 1000)
    assert won(model)[0].split()[0] not in sentence(model) and "shelves" in sentence(model)
    going = drawn(trained=200)
    assert f"{going.n_found} of 16" in sentence(going) and f"{going.n_moving} still" in sentence(
        going
    )
    going.network.parameters[...] = np.nan
    assert going.can_train  # it has begun
    fresh = drawn(trained=0)
    fresh.network.parameters[0, 0] = np.nan
    assert not fresh.can_train and "trained" in sentence(fresh)
