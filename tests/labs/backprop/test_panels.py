"""What stands beside the film; no widget is made."""

import pytest

from nnlab.labs.backprop import panels
from nnlab.labs.backprop.model import Film
from nnlab.live.panel import words

from .conftest import small

pytestmark = pytest.mark.usefixtures("no_widget")


def film_at(position, asks=True):
    film = Film(small(), [1, 0], [1], "mean_squared_error", 0.5, "update")
    film.asks = asks
    film.go(position)
    return film


def test_each_scene_has_a_rule_a_sentence_and_two_sums_if_it_is_not_the_first_of_all(case):
    film = Film(*case[:1], case[1][0], case[2][0], case[3], 0.5, "update")
    for position in range(len(film.scenes) + 1):
        film.go(position)
        assert "{" not in words(panels.sentence(film)) and "{" not in words(panels.equation(film))
        shown = panels.equation(film)
        known = shown.count("<b class") + shown.count("asked")
        assert shown.count('"nnlab-sum') == (2 if position > 1 else len(film.scenes[0].shown))
        assert known == shown.count('"nnlab-sum') * (position > 0)
        assert panels.describe(film).endswith(".")


def test_the_sums_of_a_scene_spell_its_numbers():
    film = film_at(10, asks=False)
    said = words(panels.equation(film))
    assert "h₁: (+1.10)·(−0.1629) = −0.1792" in said and "h₂: (−0.70)·(−0.1629) = +0.1140" in said


def test_without_a_way_back_all_sums_stand_on_a_sheet_and_those_to_come_in_letters():
    film = Film(small(), [1, 0], [1], "mean_squared_error", 0.5, "loss")
    film.asks = False
    for position in range(6):
        film.go(position)
        sheet = panels.equation(film)
        coming = [step for scene in film.scenes[position:] for step in scene.shown]
        assert sheet.count("nnlab-coming") == len(coming) == 7 - sheet.count(" = <b")
        assert sheet.count('"nnlab-sum') == 7 and sheet.count("nnlab-aside") < 7
        letters = [words(step.letters) in words(sheet) for step in coming]
        assert all(letters), "each says how it will come about"
        said = words(sheet)
        assert all(said.count(f"{each} of h₁:") == 1 for each in "za"), "which of its two numbers"


def test_what_is_asked_is_a_question_everywhere():
    film = film_at(10)
    everything = [panels.equation(film), panels.describe(film), panels.sentence(film)]
    assert panels.ASKED in everything[0]
    assert all("0.1140" not in one for one in everything)
    assert panels.question(film).count("nnlab-button") == 3
    film.propose({"sign": "-"})
    said = words(panels.question(film))
    assert "✗" in said and "+0.1140" in said and "the sign turns" in said
    assert "nnlab-button" not in panels.question(film)


def test_where_a_scene_has_one_sum_the_one_before_stands_above_it():
    said = words(panels.equation(film_at(6)))
    assert said.index("loss: (0.6445 − 1)² = 0.1264") < said.index("output: 2·(0.6445 − 1)")


def test_a_loss_of_letters_has_no_number_of_the_outputs(case):
    film = Film(*case[:1], case[1][0], case[2][0], case[3], 0.5, "loss")
    loss = film.scenes[-1].steps[0]
    outputs = [f"{a:.4f}" for a in film.network(film.x)[0]]
    assert all(a.replace("-", "−") in words(loss.formula) for a in outputs)
    assert not any(a.replace("-", "−") in words(loss.letters) for a in outputs)


@pytest.mark.parametrize("position, why", [(6, "the loss falls"), (12, "made of is 0")])
def test_a_guess_is_told_why(position, why):
    film = film_at(position)
    film.propose({"sign": film.asked.sign})
    said = words(panels.question(film))
    assert "✓" in said and why in said


def test_the_line_that_runs_is_marked_and_no_other():
    for position in range(1, 14):
        marked = panels.code(film_at(position))
        assert marked.count("aria-current") == 1 and marked.count("<b>") == 1
    assert "aria-current" not in panels.code(film_at(0))


def test_a_long_name_in_the_code_may_break_at_its_dot_and_nowhere_else():
    shown = panels.code(film_at(7))
    assert "self.activation<wbr>.derivative(trace.z)" in shown and shown.count("<wbr>") == 1


def test_the_buttons_say_what_they_do_now():
    assert "Pause" not in words(panels.actions(film_at(7)))
    film = film_at(7)
    film.playing = True
    assert "Pause" in words(panels.actions(film))
    film.go(8)  # it waits for an answer
    assert "Pause" not in words(panels.actions(film))


def test_the_table_at_the_end_says_where_each_weight_goes():
    said = words(panels.result(film_at(14)))
    assert "h₁ → output +1.10 −0.1052 +1.1526" in said
    assert panels.result(film_at(14)).count("<tr") == 10


def test_three_gradients_agree_but_for_a_wide_nudge():
    film = film_at(13, asks=False)
    film.h = 1e-5
    assert words(panels.comparison(film)).count("✓") == 9
    assert "all nine" in panels.witness(film)
    film.h = 0.1
    assert "✗" in words(panels.comparison(film)) and "all nine" not in panels.witness(film)
    film.chosen = 6
    assert "0.6457·(−0.1629) = −0.1052" in words(panels.by_hand(film))


def test_the_legend_names_only_what_is_drawn():
    drawn = {}
    for position in range(len(film_at(0).scenes) + 1):
        film = film_at(position, asks=False)
        drawn[film.scene.name if film.scene else "start"] = [kind for kind, *_ in panels.key(film)]
    assert drawn["start"] == drawn["z"] == ["pulse"] and drawn["a"] == drawn["loss"] == []
    assert drawn["blame"] == ["blame", "gradient"] and drawn["bias"] == ["gradient"]
    assert [kind for kind, *_ in panels.key(film_at(6))] == ["blame"]
