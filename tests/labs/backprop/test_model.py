"""The film alone: it goes through one training step; no widget is made."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, numerical_gradient
from nnlab.labs.backprop.model import NUDGES, Film
from nnlab.labs.backprop.pictures import nudging

pytestmark = pytest.mark.usefixtures("no_widget")


@pytest.fixture
def network():
    return Network([2, 2, 1], "sigmoid", rng=0)


def look(network):
    return Film(network, [1, 0], [1], "mean_squared_error", 0.5, "update")


def test_a_film_goes_through_one_training_step(network):
    twin = network.copy()
    film = look(network)
    film.go(99)
    assert film.at_end and film.can_go_again
    Training(twin, [[1.0, 0.0]], [[1.0]], optimizer=SGD(0.5)).run(1)
    np.testing.assert_allclose(film.known.parameters, twin.parameters, rtol=1e-13)
    before, after = film.losses()
    assert after < before
    film.again()
    np.testing.assert_allclose(network.parameters, twin.parameters, rtol=1e-13)
    film.read()
    assert film.position == 0 and film.losses()[0] == pytest.approx(after)


def test_a_number_that_is_asked_for_is_kept_back_until_its_sign_is_said(network):
    film, asked = look(network), 0
    for position in range(len(film.scenes) + 1):
        film.go(position)
        if film.asked is None:
            continue
        asked += 1
        step = film.asked
        assert step not in film.landed
        film.propose({"sign": step.sign})
        assert film.asked is None and film.guess == step.sign
        film.propose({"sign": "0"})  # it has been said
        assert film.guess == step.sign
        assert (step in film.landed) == (film.scene.name != "blame")
    assert asked == 4 and film.score == (4, 4)
    film.asks = False
    film.go(10)
    assert film.asked is None


def test_a_wrong_guess_counts_too(network):
    film = look(network)
    film.go(6)
    film.propose({"sign": {"+": "-", "-": "0", "0": "+"}[film.asked.sign]})
    assert film.score == (0, 1)


def test_blame_lands_a_scene_after_it_left(network):
    film = look(network)
    film.go(10)
    assert film.scene.name == "blame" and np.isnan(film.known.d_a[:2]).all()
    film.go(11)
    assert np.isfinite(film.known.d_a[:2]).all()


def test_it_plays_until_it_is_asked_or_done(network):
    film = look(network)
    film.play()
    assert film.playing and film.position == 1
    for _ in range(20):
        film.rested({"step": film.position})
    assert film.playing and film.position == 6 and film.asked
    film.play()  # on, without a word
    assert film.playing and film.position == 7
    film.play()
    assert not film.playing
    film.rested({"step": 7})
    assert film.position == 7
    film.asks = False
    film.play()
    film.rested({"step": 3})  # a late word of another page
    assert film.position == 8
    for _ in range(20):
        film.rested({"step": film.position})
    assert film.at_end and not film.playing
    film.play()
    assert film.position == 0 and film.playing


def test_a_guess_lets_the_film_go_on_and_a_hand_stops_it(network):
    film = look(network)
    film.go(9)
    film.play()
    film.propose({"sign": "+"})
    film.rested({"step": 10})
    assert film.position == 11
    film.turn_to(3)
    assert not film.playing and film.position == 3


def test_another_activation_makes_other_operations(network):
    film = look(network)
    before = film.scenes[1].steps[0].value
    network.layers[0].activation = "tanh"
    film.read()
    assert film.scenes[1].steps[0].value != before


def test_a_hand_moves_the_nudge_along_the_u(network):
    film = look(network)
    assert "drag" in nudging(film)["cue"]
    film.drag_nudge({"phase": "move", "x": -1.0})
    assert nudging(film)["cue"] == ""  # though nothing new was seen
    film.drag_nudge({"phase": "move", "x": -3.0})
    assert film.h == 1e-3
    film.step_nudge({"steps": -1})
    assert film.h == pytest.approx(10**-3.5, rel=0.05)
    film.drag_nudge({"phase": "end", "x": 7.0})
    assert film.h == pytest.approx(NUDGES[-1])
    nudged = numerical_gradient(network, [[1, 0]], [[1]], "mean_squared_error", film.h)
    np.testing.assert_allclose(film.nudged, nudged)
