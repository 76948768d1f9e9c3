"""What the film draws; no widget is made."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.labs.backprop import pictures
from nnlab.labs.backprop.model import Film
from nnlab.pictures.pulse import pulse_marks

from .conftest import small

pytestmark = pytest.mark.usefixtures("no_widget")


def film_at(position, network=None, **more):
    film = Film(network or small(), [1, 0], [1], "mean_squared_error", 0.5, "update")
    for name, value in more.items():
        setattr(film, name, value)
    film.go(position)
    return film


def texts(film):
    return [pulse["text"] for pulse in pictures.drawing(film)["pulses"]]


def test_blame_travels_on_both_links_and_the_one_asked_for_tells_no_side():
    film = film_at(10)
    first, second = pictures.drawing(film)["pulses"]
    assert first["text"] == "−0.1792" and first["size"] == 1
    assert second["text"] == "?" and second["value"] == 0 and 0.6 < second["size"] < 0.7
    film.propose({"sign": "+"})
    assert texts(film) == ["−0.1792", "+0.1140"]


def test_it_lands_in_the_next_scene():
    pulses = pictures.drawing(film_at(11))["pulses"]
    assert [pulse["stays"] for pulse in pulses] == [False, False]
    assert pictures.drawing(film_at(12))["pulses"] == []


def test_blame_waits_beside_the_output_until_it_leaves_and_says_no_number():
    for position in (6, 7, 8, 9):
        drawn = pictures.drawing(film_at(position, asks=False))
        assert [pulse["path"] for pulse in drawn["pulses"]] == [pictures.LEAVING] * 2
        assert not any(pulse["text"] for pulse in drawn["pulses"])
        marks = pulse_marks(drawn["network"], drawn["a"], pulses=drawn["pulses"])
        assert not any(link["faint"] for link in marks["links"])  # none of them is under way


def test_on_the_way_there_the_terms_of_the_sums_travel_but_what_is_zero():
    assert [pulse["link"] for pulse in pictures.drawing(film_at(1))["pulses"]] == [0, 3]
    assert not pictures.drawing(film_at(1))["back"] and pictures.drawing(film_at(10))["back"]


def test_what_is_not_computed_yet_is_blank():
    for position in range(15):
        film = film_at(position, asks=False)
        drawn, known = pictures.drawing(film), film.known
        if position < 6:  # nothing has a place kept for it before the way back
            assert not np.isfinite(drawn["gradients"]).any()
            assert not any("blame" in line[0] for note in drawn["notes"].values() for line in note)
            continue
        assert np.isfinite(drawn["gradients"]).sum() == np.isfinite(known.gradients).sum()
        marks = pulse_marks(
            drawn["network"], drawn["a"], gradients=drawn["gradients"], notes=drawn["notes"]
        )
        boxes = [link["gradient"] for link in marks["links"]]
        assert sum(map(bool, boxes)) == {0: 0, 1: 2, 2: 6}[(position >= 8) + (position >= 12)]


def test_links_whose_turn_has_not_come_are_faint():
    first, last = {"p0", "p1", "p3", "p4"}, {"p6", "p7"}
    for position, faint in ((1, last), (3, set()), (5, set()), (7, first), (11, set())):
        film = film_at(position, compared=False, asks=False)
        dim = set(pictures.drawing(film)["dim"])
        assert dim & (first | last) == faint


def test_the_number_that_is_asked_for_stands_nowhere():
    film = film_at(6)
    assert ["?", "asked"] in pictures.drawing(film)["notes"]["n4"]
    assert pictures.drawing(film_at(8))["asked"] == "p7"
    assert pictures.drawing(film_at(10))["asked"] == ""


def test_it_rests_while_it_is_asked_and_its_pace_is_the_speed():
    film = film_at(10, speed=4.0)
    film.playing = True
    drawn = pictures.drawing(film)
    assert not drawn["playing"] and drawn["pace"] == pytest.approx(175)
    film.propose({"sign": "-"})
    told = pictures.drawing(film)
    assert told["playing"] and told["rest"] > drawn["rest"]


def test_what_has_just_come_settles_and_nothing_else():
    fresh = [pictures.drawing(film_at(k))["fresh"] for k in (1, 2, 8, 9, 10)]
    assert fresh == [["n2", "n3"], ["n2.a", "n3.a"], ["p6", "p7"], [], []]


def test_nothing_moves_under_a_hand_that_holds_the_thumb():
    film = film_at(9)
    film.turn_to(10, held=True)
    assert pictures.drawing(film)["pace"] == 0
    film.turn_to(11)
    assert pictures.drawing(film)["pace"] > 0


def test_any_network_is_drawn(case):
    network, x, y, loss = case
    film = Film(network, x, y, loss, 0.5, "update")
    for position in range(len(film.scenes) + 1):
        film.go(position)
        drawn = pictures.drawing(film)
        assert len(drawn["a"]) == sum(network.sizes)
        assert {pulse["link"] for pulse in drawn["pulses"]} <= set(range(network.n_parameters))


def test_the_u_has_its_lowest_points_where_it_should():
    film = film_at(0, Network([2, 2, 1], "sigmoid", rng=0))
    marks = pictures.nudging(film)
    assert marks["marker"]["draggable"] and marks["marker"]["x"] == pytest.approx(-2)


def test_blame_says_whose_it_is_of_the_answer_or_of_the_sum():
    said = {k: pictures.drawing(film_at(k, asks=False))["notes"] for k in (6, 7, 11)}
    names = [[line[0] for line in said[k]["n4"] if "blame" in line[0]] for k in (6, 7)]
    assert names == [["a’s blame"], ["z’s blame"]]
    assert [said[11][key][0][0] for key in ("n2", "n3")] == ["z’s blame"] * 2


def test_a_changed_weight_says_what_it_was_for_the_answers_are_still_those():
    film = film_at(14)
    drawn = pictures.drawing(film)
    marks = pulse_marks(drawn["network"], drawn["a"], was=drawn["was"])
    texts = {link["key"]: link["text"] for link in marks["links"]}
    assert texts["p6"] == "1.10→1.15" and texts["p1"] == "+0.80"
    assert pictures.drawing(film_at(13))["was"] is None
