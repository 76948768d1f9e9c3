"""NeuronLab, turned as an object: every control, every event, every word."""

import math

import numpy as np
import pytest

from nnlab import Activation, Layer, Neuron, sigmoid, step
from nnlab.datasets import load_penguins, make_circles, make_gate
from nnlab.labs import NeuronLab, board, goals
from nnlab.labs.samples import PATIENCE
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, POSSIBLE
from nnlab.lessons.store import record

X, Y = make_gate("and")


@pytest.fixture(autouse=True)
def no_progress(monkeypatch, tmp_path):
    monkeypatch.setenv("NNLAB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture
def neuron():
    return Neuron([0.5, 0.5], 0.0, step)


@pytest.fixture
def lab(neuron):
    lab = NeuronLab(neuron, X, Y)
    yield lab
    lab.close()


def drag(lab, part, *places, id=1, end="end"):
    """A hand that takes a part and moves it over these places."""
    for i, (x, y) in enumerate(places):
        phase = "start" if i == 0 else end if i == len(places) - 1 else "move"
        event = {"type": "drag", "id": id, "line": 0, "part": part, "x": x, "y": y, "phase": phase}
        lab.plane.event(event)


def test_the_published_and_is_or_and_can_be_mended(lab, neuron):
    said = lab.describe().replace("\u00a0", " ")
    assert "For AND" in said and "(0, 1) and (1, 0)." in said
    assert [point[3] for point in lab.plane.points] == [False, True, True, False]

    lab.controls["b"].value = -0.5

    assert neuron.b == -0.5
    assert "is AND" in lab.describe()
    assert "AND" in lab._won()[0]
    assert not any(point[3] for point in lab.plane.points)


@pytest.mark.parametrize("name, i", [("w1", 0), ("w2", 1), ("b", 2)])
def test_a_slider_writes_into_the_neuron_and_moves_the_picture(lab, neuron, name, i):
    before = lab.plane.field, lab.plane.lines
    lab.controls[name].value = -2.25
    assert neuron.parameters[i] == -2.25
    assert lab.plane.field != before[0] and lab.plane.lines != before[1]


def test_won_in_a_cell_nothing_asks_for_a_hand_any_more(lab, neuron):
    neuron.parameters[2] = -0.75
    lab._sync()
    assert lab._won() and not lab.plane.cue
    assert "One number did" in lab.page.sentence.words  # on a phone the band has its headline


def test_it_names_the_one_number_that_did_it_and_leads_on(lab, neuron):
    assert lab._goal() == goals.goal("OR", "AND") and lab.plane.cue
    assert "<b>two" in lab._sentence()
    assert lab._won() is None and not lab.plane.curves
    lab.controls["b"].value = -0.75
    headline, feat, on = lab._won()
    assert "AND" in headline and "from 0.00 to −0.75" in feat
    assert lab.plane.curves[0]["dotted"] and not lab.plane.cue
    ends = lab.plane.curves[0]["points"]
    assert [x + y for x, y in ends] == pytest.approx([0, 0])  # where the line was
    assert "NAND" in str(on) and "NAND" in lab.page.header.words

    lab.page.legend.event({"type": "go on"})
    assert lab._won() is None and "say 1" in lab.page.legend.words
    lab.controls["b"].value = 0.0
    lab.controls["b"].value = -0.75
    assert lab._won()

    lab.page.header.event({"type": "aim", "name": "NAND"})
    assert lab._goal() == goals.goal("AND", "NAND") and lab._won() is None
    neuron.parameters = [-1, -1, 1.5]
    lab._sync()
    assert "three" in lab._won()[1].striptags()
    lab.undo()
    lab.undo()
    assert lab._goal() == goals.goal("OR", "AND")


def test_what_is_right_from_the_start_is_no_feat():
    lab = NeuronLab(Neuron([1, 1], -1.5, sigmoid), X, Y)
    assert lab._won() is None and lab._goal() == goals.goal("AND", "AND")
    lab.controls["b"].value = 0.0
    lab.controls["b"].value = -1.25
    assert lab._won() is None
    lab.close()


def test_its_fine_lines_are_sums_in_halves_or_wider(lab, neuron):
    neuron.parameters = [1, 1, -0.5]
    lab._sync()
    sums = {round(x + y - 0.5, 9) for ends in lab.plane.contours for x, y in ends}
    assert {-0.5, 0.5, 1.0} <= sums and 0 not in sums
    assert "in halves" in lab.page.legend.words
    neuron.parameters = [30, 30, -15]
    lab._sync()
    assert "in steps of" in lab.page.legend.words and len(lab.plane.contours) < 40


def test_a_number_of_the_equation_is_a_slider_s_handle(lab):
    for name in ("w1", "w2", "b"):
        assert f'data-scrub="{lab.controls[name].id}"' in lab.equation.html
    bare = NeuronLab(Neuron([1, 1], -0.5, step), X, Y, show=["plane", "equation"])
    assert "data-scrub" not in bare.equation.html and "+1.00" in bare.equation.words
    bare.close()


def test_its_picture_shows_what_is_to_be_and_later_what_is(lab, neuron):
    before = neuron.parameters.copy()
    plane = lab._event()
    assert not any(point[3] for point in plane.points) and plane.curves[0]["dotted"]
    assert (neuron.parameters == before).all()
    lab.controls["w1"].value = 0.75
    assert any(point[3] for point in lab._event().points)
    still = NeuronLab(neuron, X, Y, still=[-1, -1, 1.5])
    assert [point[3] for point in still._event().points] == [True] * 4
    still.close()
    with pytest.raises(ValueError, match="three numbers"):
        NeuronLab(neuron, X, Y, still=[1, 2])


def test_the_lab_follows_the_neuron_when_a_cell_changes_it(lab, neuron):
    neuron.w[0] = 3  # in place: nothing tells the lab
    lab._sync()
    assert lab.controls["w1"].value == 3
    assert "Weights 3 and 0.5" in lab.describe()
    lab.undo()
    assert neuron.w[0] == 0.5


def test_every_change_can_be_undone_and_redone(lab, neuron):
    states = [neuron.parameters.tolist()]
    for name, value in [("w1", 2.0), ("sharpness", 4.0), ("b", -1.0)]:
        lab.controls[name].value = value
        states.append(neuron.parameters.tolist())
    lab.controls["bend"].value = "tanh"
    lab.undo()
    assert neuron.activation is step and lab.controls["bend"].value == "step"
    for expected in states[-2::-1]:
        lab.undo()
        assert neuron.parameters.tolist() == expected
    for expected in states[1:]:
        lab.redo()
        assert neuron.parameters.tolist() == expected


def test_sharpness_multiplies_all_three_numbers_and_leaves_the_line(lab, neuron):
    neuron.parameters = [1.0, 2.0, -0.75]
    lab._sync()
    before = lab.plane.lines[0]["segment"]
    for factor in (2.0, 8.0, 0.25, 1.0):
        lab.controls["sharpness"].value = factor
        assert neuron.parameters.tolist() == [factor, 2 * factor, -0.75 * factor]
        assert np.allclose(lab.plane.lines[0]["segment"], before)
    lab.controls["sharpness"].value = 2.0
    lab.controls["w1"].value = 5.0  # what the slider shows is the number itself
    assert neuron.w.tolist() == [5.0, 4.0]
    lab.controls["sharpness"].value = 1.0
    assert neuron.w.tolist() == [2.5, 2.0]


def test_a_drag_of_the_middle_changes_the_bias_alone(lab, neuron):
    drag(lab, "middle", (0, 0), (0.3, 0.4), (0.75, 0.55))
    assert neuron.w.tolist() == [0.5, 0.5]
    assert neuron.b == -0.65  # the line passes (0.75, 0.55)
    lab.undo()
    assert neuron.b == 0


def test_turning_keeps_the_held_point_on_the_line_and_the_arrow_s_length(lab, neuron):
    neuron.parameters = [1.0, 1.0, -1.0]
    lab._sync()
    held = lab.plane.lines[0]["anchor"]
    drag(lab, "arrow", lab.plane.lines[0]["head"], (1.2, 1.0), (1.4, held[1]))
    assert neuron.w == pytest.approx([math.sqrt(2), 0], abs=0.01)
    assert neuron.w @ held + neuron.b == pytest.approx(0, abs=0.02)
    assert lab.plane.lines[0]["anchor"] == pytest.approx(held, abs=0.02)


def test_escape_puts_a_drag_back(lab, neuron):
    drag(lab, "middle", (0, 0), (0.5, 0.5), (0.9, 0.9), end="cancel")
    assert neuron.parameters.tolist() == [0.5, 0.5, 0.0]


def test_arrow_keys_nudge_the_line_and_turn_it(lab, neuron):
    nudge = {"type": "nudge", "line": 0, "steps": 1, "dx": 1, "dy": 0, "big": False}
    lab.plane.event({**nudge, "part": "middle"})
    assert neuron.b == -0.25
    lab.plane.event({**nudge, "part": "middle", "steps": -1, "big": True})
    assert neuron.b == 0.75
    neuron.parameters = [1.0, 0.0, -0.5]
    lab._sync()
    lab.plane.event({**nudge, "part": "arrow"})
    angle = math.degrees(math.atan2(*neuron.w[::-1]))
    assert angle == pytest.approx(-5, abs=0.5)


def test_choosing_a_row_or_a_point_shows_its_arithmetic(lab):
    lab.table.event({"type": "row", "index": 3})
    assert "z = (+0.50)·1 + (+0.50)·1 + (0.00) = +1.00" in lab.equation.words
    lab.plane.event({"type": "point", "index": 0})
    assert "(+0.50)·0 + (+0.50)·0" in lab.equation.words
    assert lab.plane.selected == 0
    assert not lab._undo.past  # looking changes nothing


def test_a_place_shows_its_value(lab):
    lab.plane.event({"type": "place", "x": 1.25, "y": 0.25, "index": -1})
    assert lab.plane.probe["text"] == "(1.25, 0.25): z = +0.75, says 1"
    lab.plane.event({"type": "leave"})
    assert lab.plane.probe == {}


def test_exactly_on_the_line_says_0_though_floats_disagree():
    neuron = Neuron([0.1, 0.2], -0.3, step)  # 0.1 + 0.2 - 0.3 > 0 in floats
    assert neuron([1, 1]) == 1
    lab = NeuronLab(neuron, X, Y)
    assert "0.00" in lab.table.words and "0 whatever" in lab.describe()
    lab.close()


def test_without_weights_there_is_no_line(lab, neuron):
    neuron.w = [0, 0]
    lab._sync()
    assert "no line" in lab.describe()
    drag(lab, "middle", (0, 0), (1, 1))
    drag(lab, "arrow", (0, 0), (1, 1), id=2)
    lab.plane.event({"type": "nudge", "line": 0, "part": "arrow", "steps": 1})
    assert neuron.parameters.tolist() == [0, 0, 0] and not lab.plane.error
    lab.undo()
    assert neuron.w.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("bend, neutral", [("sigmoid", 0.5), ("tanh", 0.0), ("relu", 0.0)])
def test_the_bend_changes_what_is_drawn_and_said(lab, neuron, bend, neutral):
    neuron.parameters = [1.0, 1.0, -1.0]
    lab._sync()
    assert lab.plane.crisp
    lab.controls["bend"].value = bend
    assert neuron.activation.name == bend
    assert not lab.plane.crisp
    assert "→" in lab.equation.words and f"{bend}(z)" in lab.table.words
    field = np.frombuffer(lab.plane.field, np.uint8).reshape(lab.plane.size, -1)
    assert field[0, 0] <= 128 < field[-1, -1]
    assert float(neuron.activation(0.0)) == neutral


def test_the_board_fills_as_gates_are_found_and_remembers(lab, neuron):
    assert set(lab.found) == {"OR"}
    for name, (w1, w2, b) in {"AND": (1, 1, -1.5), "NAND": (-1, -1, 1.5)}.items():
        neuron.parameters = [w1, w2, b]
        lab._sync()
        assert lab.found[name] == (w1, w2, b)
    assert "3 of 16" in lab.board.words
    again = NeuronLab(Neuron([0, 0], 1.0, step), X, Y)
    assert set(again.found) == {"OR", "AND", "NAND", "TRUE"}
    again.close()


def test_the_board_believes_no_file_that_claims_what_cannot_be():
    record("boards", "neuron", {"XOR": [1, 1, -0.5], "AND": "yes", "NOR": [1, 1], "x1": [1, 0, 0]})
    lab = NeuronLab(Neuron([0, 0], 0.0, step), X, Y)
    assert set(lab.found) == {"FALSE", "x1"}
    lab.close()


def test_a_cell_of_the_board_says_what_the_points_want(lab):
    lab.board.event({"type": "cell", "name": "XOR"})
    assert "(1, 1)." in lab.describe().replace("\u00a0", " ")
    assert [point[2] for point in lab.plane.points] == [0, 1, 1, 0]
    assert lab._goal() == goals.goal("OR", "XOR")
    lab.undo()
    assert "For AND" in lab.describe()


def test_the_whole_board_has_the_plane_s_place_until_a_gate_is_drawn(neuron):
    lab = NeuronLab(neuron, X, Y, show=["board", "plane", "sliders"])
    assert lab._goal() == board.GOAL and "Surprise" in lab.board.words and lab._legend() == ""
    lab.board.event({"type": "cell", "name": "NOR"})
    assert lab.model.wanted == "NOR" and "NOR" in lab._goal()
    assert "whole board" in lab.board.words
    lab.board.event({"type": "board"})
    assert lab._goal() == board.GOAL and "Draw “NOR”" in lab.board.words
    lab.board.event({"type": "surprise"})
    assert lab.model.wanted in set(POSSIBLE) - {"OR"} and lab._goal() != board.GOAL
    lab.close()


def test_the_board_alone_stays_whole(neuron):
    lab = NeuronLab(neuron, X, Y, show="board")
    lab.board.event({"type": "cell", "name": "NOR"})
    assert lab.model.wanted == "NOR" and lab._goal() == board.GOAL and not lab._header.error
    assert lab.png()[1:4] == b"PNG"
    lab.close()


def test_no_gate_that_cannot_be_is_ever_found(lab, neuron):
    rng = np.random.default_rng(0)
    for _ in range(300):
        neuron.parameters = rng.integers(-8, 9, 3) / 4
        lab._sync()
    assert not set(lab.found) & set(IMPOSSIBLE)
    assert set(lab.found) == set(BOOLEAN_FUNCTIONS) - set(IMPOSSIBLE)


def test_a_hint_comes_only_after_a_while(lab):
    for i in range(PATIENCE):
        assert "hint" not in lab._sentence()
        lab.controls["b"].value = 0.25 + i / 100
    assert "hint: for (0, 0)" in lab._sentence()


def test_the_code_recreates_the_lab(lab, neuron):
    lab.controls["w1"].value = 0.1 + 0.2  # a number with many digits
    lab.controls["bend"].value = "tanh"
    lab.board.event({"type": "cell", "name": "NOR"})
    space = {}
    exec(lab.as_code().replace("NeuronLab(neuron", "lab = NeuronLab(neuron"), space)
    assert space["neuron"].parameters.tolist() == neuron.parameters.tolist()
    assert space["lab"].describe() == lab.describe()
    space["lab"].close()


def test_names_stand_on_the_axes_and_in_the_legend_and_are_recreated(neuron):
    birds = [[-4, 4], [0.5, 1], [4, -4]]
    names = {"inputs": ("flipper", "bill"), "classes": ("Adelie", "Gentoo")}
    lab = NeuronLab(neuron, birds, [[0], [0], [1]], **names)
    assert (lab.plane.x_name, lab.plane.y_name) == names["inputs"]
    assert [tick for tick, _ in lab.plane.ticks[0]] == [-6, -4, -2, 0, 2, 4, 6]
    assert "Gentoo" in lab.page.legend.words and "should" not in lab.page.legend.words
    assert lab._event().x_name == "flipper"
    space: dict = {}
    exec(lab.as_code().replace("NeuronLab(neuron", "lab = NeuronLab(neuron"), space)
    assert space["lab"].model.named == names
    space["lab"].close()
    lab.close()
    with pytest.raises(ValueError, match="inputs"):
        NeuronLab(neuron, birds, [[0], [0], [1]], inputs="flipper")


@pytest.mark.parametrize("show", [["board", "plane"], ["plane", "board"], None])
def test_the_code_recreates_the_board_s_face(neuron, show):
    lab = NeuronLab(neuron, X, Y, show=show)
    for turn in (False, True):
        if turn:
            lab.board.event({"type": "board"})
        space = {}
        exec(lab.as_code().replace("NeuronLab(neuron", "lab = NeuronLab(neuron"), space)
        assert space["lab"].page.header.words == lab.page.header.words
        assert ("Collect" in lab.page.header.words) == (
            turn or show is not None and "board" == show[0]
        )
        space["lab"].close()
    lab.board.event({"type": "cell", "name": "AND"})
    assert "['board'" not in lab.as_code()
    lab.close()


def test_one_point_is_no_points(neuron):
    lab = NeuronLab(neuron, [[0, 0]], [[1]])
    assert "one point, 1 lies" in lab.describe()
    neuron.b = 1.0
    lab._sync()
    assert "point is right" in lab.describe()
    lab.close()


def test_a_gate_has_one_name_on_its_cell_in_goal_sentence_and_table(neuron):
    lab = NeuronLab(neuron, X, Y)
    lab.board.event({"type": "cell", "name": "NOT x1 AND x2"})
    for panel in (lab.page.header, lab.page.sentence, lab.table, lab.board):
        assert "only x₂" in panel.words and "NOT x1" not in panel.words
    lab.close()


@pytest.mark.parametrize("i, value, which", [(0, np.nan, "weight of x₁"), (2, -np.inf, "bias")])
def test_a_number_that_is_none_is_told_and_taken_back(lab, neuron, i, value, which):
    neuron.parameters[i] = value
    lab._sync()
    assert lab.describe() == lab._header.error and lab.png()
    assert lab._header.error.startswith(f"The {which} is")
    lab.undo()
    assert neuron.parameters.tolist() == [0.5, 0.5, 0.0] and not lab._header.error
    neuron.parameters[i] = value
    lab._sync()
    lab.controls["w1" if i == 0 else "b"].value = 0.75
    assert neuron.parameters[i] == 0.75 and not lab._header.error
    assert lab.describe().startswith("Weights ")


def test_its_repr_is_short_and_its_picture_a_png(lab):
    assert repr(lab) == "NeuronLab(w1 = 0.5, w2 = 0.5, b = 0, step)"
    data, _ = lab._repr_mimebundle_()
    assert data["text/plain"] == repr(lab)
    assert data["image/png"].startswith(b"\x89PNG")


def test_it_shows_only_what_has_been_explained(neuron):
    lab = NeuronLab(neuron, X, Y, show=["plane", "sliders"])
    assert set(lab.controls) == {"w1", "w2", "b"}
    assert lab.board is lab.equation is lab.table is None and lab.plane.selected == -1
    lab.close()


@pytest.mark.parametrize("parts", NeuronLab.PARTS)
def test_each_part_can_stand_alone(neuron, parts):
    lab = NeuronLab(neuron, X, Y, show=parts)
    neuron.b = -0.75
    lab._sync()
    assert lab.describe() and lab.stage and lab.page.legend.html
    lab.close()


def test_it_works_with_any_points(neuron):
    points, targets = make_circles(60, rng=0)
    lab = NeuronLab(neuron, points, targets)
    assert "Of 60 points" in lab.describe() and lab.board is None
    lab.plane.event({"type": "point", "index": 7})
    lab.close()
    signs = NeuronLab(Neuron([5.0, 0.0], -2.5, "tanh"), [[0, 0], [1, 1]], [[-1], [1]])
    assert "All two points" in signs.describe()
    assert "y = [[-1.0], [1.0]]" in signs.as_code()
    signs.close()


def test_a_neuron_of_a_layer_can_be_turned_but_not_bent():
    layer = Layer(2, 3, sigmoid, rng=0)
    lab = NeuronLab(layer[1], X, Y)
    lab.controls["w2"].value = 4.0
    assert layer.W[1, 1] == 4.0
    lab.controls["bend"].value = "tanh"
    assert layer.activation is sigmoid
    assert "layer.activation" in lab._header.error
    assert lab.controls["bend"].value == "sigmoid"
    lab.close()


def test_a_bend_of_the_reader_s_own_can_be_chosen(neuron):
    own = Activation("<b>own</b>", lambda z: z**3, lambda z: 3 * z**2)
    neuron.activation = own
    lab = NeuronLab(neuron, X, Y)
    lab.controls["bend"].value = "relu"
    lab.controls["bend"].value = own.name
    assert neuron.activation is own
    assert "<b>own" not in lab.table.html and "&lt;b&gt;own" in lab.table.html
    lab.close()


def test_what_goes_wrong_in_a_drawing_is_shown_and_taken_back(neuron):
    def broken(z):
        if np.any(z > 3):
            raise ArithmeticError("too much")
        return z

    neuron.activation = Activation("fragile", broken, np.ones_like)
    lab = NeuronLab(neuron, X, Y)
    lab.controls["w1"].value = 5.0
    assert "too much" in str(lab.last_error) and "Go on" in lab._header.error
    assert neuron.w[0] == 0.5 and lab.controls["w1"].value == 0.5
    assert lab._header.way_back == "Go on"
    lab._header.event({"type": "way back"})
    assert not lab._header.error and neuron.w[0] == 0.5
    lab.controls["w1"].value = 1.0
    assert neuron.w[0] == 1.0 and not lab._header.error
    lab.close()


@pytest.mark.parametrize(
    "arguments, says",
    [
        (("neuron", X, Y), "NeuronLab shows a neuron, not str"),
        ((Neuron([1, 2, 3]), X, Y), "needs 2 weights, not 3"),
        ((Neuron([1, 2]), [[1, 2, 3]], [[1]]), "2 numbers per sample"),
        ((Neuron([1, 2]), X, [0, 0, 0, 1]), "y.reshape(-1, 1)"),
        ((Neuron([1, 2]), X, Y[:3]), "one row per sample"),
        ((Neuron([1, 2]), X, Y + 0.5), "0 and 1, or of -1 and +1"),
        ((Neuron([1, 2]), X * np.nan, Y), "nan"),
        ((Neuron([1, 2]), [["a", "b"]], [[1]]), "numbers"),
        ((Neuron([1, 2]), [], []), "empty"),
    ],
)
def test_bad_input_names_the_remedy(arguments, says):
    with pytest.raises(ValueError, match=".") as caught:
        NeuronLab(*arguments)
    assert says in str(caught.value)


def test_the_board_needs_a_gate(neuron):
    with pytest.raises(ValueError, match="make_gate"):
        NeuronLab(neuron, *make_circles(20, rng=0), show=["board"])
    with pytest.raises(ValueError, match="no part 'bored'"):
        NeuronLab(neuron, X, Y, show=["bored"])


def test_of_a_crowd_the_most_wrong_stands_in_the_equation_and_in_the_plane(neuron):
    X, y = [[2.0, 1.0], [2.0, 1.0], [-1.0, -1.0], [-2.0, -1.0]], [[1], [1], [1], [1]]
    lab = NeuronLab(neuron, X, y, show=["plane", "equation"])
    assert lab.model.point == 3 and lab.plane.selected == 2  # two are one point
    assert "·(−2)" in lab.equation.html
    assert NeuronLab(neuron, X, y, show=["plane"]).plane.selected == -1


def test_a_hand_on_the_bend_takes_a_crowd_s_chosen_one_along_and_the_bias_with_it():
    X, y = load_penguins(["flipper_length", "bill_depth"])
    soft = Neuron([1.0, 0.0], 0.0, "sigmoid")
    lab = NeuronLab(soft, (X - [200, 17]) / [10, 1], y)
    z = lab.bend.at[0]
    lab.bend.event({"type": "drag", "x": z - 1, "phase": "move"})
    assert soft.b == -1 and lab.bend.at[0] == pytest.approx(z - 1)
    lab.bend.event({"type": "nudge", "steps": 1, "big": False})
    assert soft.b == -0.75
    lab.undo()
    lab.undo()
    assert soft.b == 0 and lab.bend.at[0] == z


def test_who_has_parted_a_crowd_may_sharpen_it_three_times():
    X, y = np.array([[1.0, 0.0], [2.0, 0.0]]), [[0], [1]]
    lab = NeuronLab(Neuron([1.0, 0.0], 0.0, "sigmoid"), X, y)
    lab.controls["b"].value = -1.5
    for times in (2, 4, 8):
        assert "sharpen" in lab._won()[2]
        lab.page.header.event({"type": "sharpen"})
        assert lab.neuron.parameters.tolist() == [times, 0, -1.5 * times]
    assert lab._won() and not lab._won()[2]
    lab.close()


def test_of_a_crowd_the_wrong_ones_are_in_sight_beside_the_line_s_dot_and_arrow():
    X, y = load_penguins()
    lab = NeuronLab(Neuron([1.0, 0.0], 0.0, "sigmoid"), (X - [200, 17]) / [10, 1], y)
    wrong, (line,) = lab.model.X[lab.model.wrong], lab.plane.lines
    for t in (0, 0.5, 1):
        place = (1 - t) * np.array(line["anchor"]) + t * np.array(line["head"])
        assert np.hypot(*(wrong - place).T).min() > 0.5  # of the nine that the picture is high
    lab.close()


def test_what_it_says_to_the_squared_one_is_said_if_that_is_no_plain_yes_or_no():
    soft, (X, y) = Neuron([1.0, 0.0], 0.0, "sigmoid"), ([[1.0, 0.0], [2.0, 0.0]], [[0], [1]])
    names = {"classes": ("Adelie", "Gentoo"), "show": ["plane", "equation"]}
    lab = NeuronLab(soft, X, y, **names)
    assert "0.73 in the square" in lab.page.sentence.words and lab.plane.selected == 0
    assert (
        "0.73" not in NeuronLab(Neuron([1.0, 0.0], 0.0, "step"), X, y, **names).page.sentence.words
    )
