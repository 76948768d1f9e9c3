"""LayerLab, turned as an object: every control, every event, every word."""

import html
import math

import numpy as np
import pytest

from nnlab import Layer, Neuron, sigmoid, step, tanh
from nnlab.datasets import make_circles, make_gate
from nnlab.labs import LayerLab
from nnlab.labs.layer import ASKED, WIDEST

X, Y = make_gate("xor")


@pytest.fixture
def layer():
    """OR and AND."""
    return Layer.from_neurons([Neuron([1, 1], -0.5, step), Neuron([1, 1], -1.5, step)])


@pytest.fixture
def lab(layer):
    lab = LayerLab(layer, X, Y)
    yield lab
    lab.close()


def drag(lab, line, part, *places, id=1, end="end"):
    """A hand that takes a part and moves it over these places."""
    for i, (x, y) in enumerate(places):
        phase = "start" if i == 0 else end if i == len(places) - 1 else "move"
        lab.plane.event(
            {"type": "drag", "id": id, "line": line, "part": part, "x": x, "y": y, "phase": phase}
        )


def codes(lab):
    return [piece["code"] for piece in lab.plane.pieces]


def test_two_lines_give_xor_three_codes(lab):
    assert "enough" in lab.describe()
    assert codes(lab) == ["00", "10", "11"]
    heard = lab.codes.words.split("corners")[1].split()
    assert heard == "● (0, 0) 00 ▲ (0, 1) 10 ▲ (1, 0) 10 ● (1, 1) 11".split()


def test_the_codes_stand_in_their_pieces(lab, layer):
    for piece in lab.plane.pieces:
        for x, y, _ in piece["places"]:
            assert piece["code"] == "".join(str(int(a)) for a in layer([x, y]))


def test_crossing_two_lines_wins_the_fourth_piece(lab, layer):
    assert lab._goal().startswith("Two lines") and lab._won() is None
    assert "3" in lab.page.sentence.words and "four is the" not in lab.page.sentence.words
    layer.parameters[1] = [1, -1, 0.1]
    lab._sync()
    assert len(lab.plane.pieces) == 4 and "4 pieces" in lab._won()[0].striptags()
    assert "more?" in lab._won()[1] and "four is the" not in lab._sentence()
    for _ in range(ASKED):  # as often as it takes to see that there can't be
        lab.plane.event(
            {"type": "nudge", "line": 1, "part": "middle", "steps": 1, "dx": 1, "dy": 0}
        )
    assert "cross once" in lab._won()[1] and "four is the" in lab._sentence()
    lab.layer.parameters[1] = lab.layer.parameters[0]
    lab._sync()
    assert lab._won() is None


def go_on(lab):
    """Press what leads on in the band; whether there is such a button."""
    *_, on = lab._won()
    there = '"type": "next"' in html.unescape(str(on))
    lab._header.event({"type": "next"})
    return there


def test_each_goal_leads_on_to_the_next(lab, layer):
    layer.parameters[1] = [1, -1, 0.1]  # crosses the first
    lab._sync()
    assert lab.model.aim == "pieces" and lab._won() and go_on(lab)
    assert "5?" in lab._goal()  # what can't be
    for _ in range(ASKED):
        lab.plane.event(
            {"type": "nudge", "line": 1, "part": "middle", "steps": 1, "dx": 1, "dy": 0}
        )
    assert "cross once" in lab._won()[1] and go_on(lab)
    assert "few" in lab._goal() and lab._won() is None
    layer.parameters[...] = [[1, 1, -0.5]] * 2
    lab._sync()
    assert len(lab.plane.pieces) == 2 and lab._won() is None  # one line isn't two
    layer.parameters[1] = [1, 1, -9]
    lab._sync()
    assert lab._won() is None  # nor is one that can't be seen
    layer.parameters[1] = [1, 1, -1.5]
    lab._sync()
    assert "3" in str(lab._won()[0]) and '"begin"' in html.unescape(str(lab._won()[2]))
    for _ in range(20):
        lab.undo()
    assert lab.model.aim == "pieces"


def test_codes_lead_on_to_pieces(layer):
    layer.parameters[...] = [[1, 0, -0.5], [1, 0, -0.7]]
    lab = LayerLab(layer, X, Y)
    layer.parameters[...] = [[1, 1, -0.5], [1, 1, -1.5]]
    lab._sync()
    assert lab.model.aim == "codes" and go_on(lab) and lab.model.aim == "pieces"
    lab.close()


def test_kinds_and_inputs_have_names(kinds):
    rows, classes = [Neuron([1, j], 1, step) for j in range(3)], ["Adelie", "Chinstrap", "Gentoo"]
    lab = LayerLab(Layer.from_neurons(rows), *kinds, inputs=("long", "deep"), classes=classes)
    assert all(name in lab.kinds.words for name in classes) and "Gentoo: " in lab.describe()
    assert (lab.plane.x_name, lab.plane.y_name) == ("long", "deep")
    assert lab._event().x_name == "long"
    assert repr(tuple(classes)) in lab.as_code()
    lab.close()
    with pytest.raises(ValueError, match="3 names"):
        LayerLab(Layer.from_neurons(rows), *kinds, classes=("Adelie", "Gentoo"))


@pytest.fixture
def kinds():
    """Three points, each of a kind of its own."""
    X = [[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]]
    return X, np.eye(3)


def test_neurons_speak_for_kinds(kinds):
    layer = Layer.from_neurons(
        [Neuron([-1, -1], 1, step), Neuron([1, 0], -1, step), Neuron([0, 1], 3, step)]
    )
    lab = LayerLab(layer, *kinds, show=["plane", "matrix"])
    assert lab.model.kinds and lab._won() is None
    assert (lab.model.wrong, lab.model.own, lab.model.target) == ([0, 0, 2], 1, ("half", 2))
    assert lab.page.sentence.words.endswith(" 2, half.")
    assert "■: 2 wrong" in lab.describe() and "of 3" in lab.page.sentence.words
    assert "■0011 of 1" in lab.kinds.words and "--share: 100.0%" in lab.kinds.html  # one of one
    assert "leaves 0 out" in lab.kinds.html and "lets 2 others in" in lab.kinds.html
    layer[2].b = -1
    lab._sync()
    assert (lab.model.wrong, lab.model.own) == ([0, 0, 0], 3)
    assert lab.plane.n_classes == 3 and {"100", "010", "001"} < {*codes(lab)}
    assert (lab.model.best, lab.model.target) == (3, None)
    layer[2].b = 3
    lab._sync()
    assert lab.model.own == 1 and lab.model.best == 3  # a reader's best stays
    lab.close()


def test_it_says_which_lines_cross():
    rows = [[1, 0, -0.2], [1, 0, -0.8], [0, 1, -0.2]]
    three = Layer.from_neurons([Neuron(w, b, step) for *w, b in rows])
    lab = LayerLab(three, X, Y, show=["plane", "matrix"])
    assert lab.model.crossed.tolist() == [
        [False, False, True],
        [False, False, True],
        [True] * 2 + [False],
    ]
    assert lab.pairs.html.count("nnlab-cross") == 2 and "0 and 2, 1 and 2" in lab.pairs.html
    three.parameters[1] = [1, -0.02, -0.8]  # they meet, but far outside the picture
    lab._sync()
    assert lab.pairs.html.count("nnlab-cross") == 2
    three.parameters[1] = [1, 1, -0.9]
    lab._sync()
    assert lab.pairs.html.count("nnlab-cross") == 3 and lab.model.n_pieces == 7
    lab.close()


def test_a_line_s_dot_is_at_first_where_it_covers_least(layer):
    rng = np.random.default_rng(0)
    crowd = np.column_stack([rng.normal(0, 0.4, 300), np.abs(rng.normal(0, 1, 300))])
    lab = LayerLab(Layer(2, 1, step, init="zeros"), crowd, (crowd[:, :1] > 0) * 1)
    lab.layer.parameters[0] = [1, 0, 0]
    other = LayerLab(lab.layer, crowd, lab.model.y)
    dot = other.plane.lines[0]["anchor"]
    assert np.hypot(*(crowd - dot).T).min() > 0.3
    lab.close(), other.close()


def test_a_line_s_dot_is_at_first_off_corners_and_crossings():
    rows = [[1, 0, -0.5], [0, 1, 0.25]]
    two = Layer.from_neurons([Neuron(w, b, step) for *w, b in rows])
    lines = LayerLab(two, X, Y).plane.lines
    for dot in (line["anchor"] for line in lines):
        assert min(np.hypot(*(np.array(place) - dot)) for place in [*X, (0.5, -0.25)]) > 0.2
    # and first in the hand is the line that parts no corners yet
    assert [line["selected"] for line in lines] == [False, True]


def test_with_as_many_columns_as_neurons_or_not(kinds, layer):
    lab = LayerLab(layer, *kinds)  # two neurons, three kinds: codes are what counts
    assert not lab.model.kinds and lab.model.targets.tolist() == [0, 1, 2]
    assert lab.model.mixed == ["11"] and "codes" in lab._goal()
    lab.close()


def test_kinds_that_are_no_kinds_are_refused(layer):
    with pytest.raises(ValueError, match="each row"):
        LayerLab(layer, [[0, 0], [1, 1]], [[1, 1, 0], [0, 0, 1]])
    with pytest.raises(ValueError, match="4 kinds"):
        LayerLab(layer, [[0, 0]], [[1, 0, 0, 0, 0]])


def test_what_is_there_at_first_is_not_won():
    cross = Layer.from_neurons([Neuron([1, 0], -0.5, step), Neuron([0, 1], -0.5, step)])
    lab = LayerLab(cross, X, Y)
    assert len(lab.plane.pieces) == 4 and lab._won() is None
    lab.close()


def test_choosing_a_row_shows_its_line_and_its_sliders(lab, layer):
    lab.matrix.event({"type": "neuron", "index": 1})
    assert lab.model.row == 1
    assert [line["selected"] for line in lab.plane.lines] == [False, True]
    assert lab.controls["b"].value == -1.5
    assert lab.controls["b"].name == "b of neuron 1"
    lab.controls["b"].value = -1.75
    assert layer.b.tolist() == [-0.5, -1.75]
    lab.matrix.event({"type": "neuron", "index": 7})  # there is none
    assert lab.model.row == 1


@pytest.mark.parametrize("name, i", [("w1", 0), ("w2", 1), ("b", 2)])
def test_a_slider_writes_into_the_chosen_row_only(lab, layer, name, i):
    before, other = lab.plane.pieces, layer.parameters[1].copy()
    lab.controls[name].value = -2.25
    assert layer.parameters[0, i] == -2.25
    assert np.array_equal(layer.parameters[1], other)
    assert lab.plane.pieces != before
    assert "−2.25" in lab.matrix.words


def test_dragging_a_line_chooses_its_row_and_changes_its_bias(lab, layer):
    drag(lab, 1, "middle", (0.75, 0.75), (0.8, 0.8), (0.9, 0.9))
    assert lab.model.row == 1
    assert layer.parameters.tolist() == [[1, 1, -0.5], [1, 1, -1.8]]
    lab.undo()
    assert layer.b.tolist() == [-0.5, -1.5]
    lab.redo()
    assert layer.b.tolist() == [-0.5, -1.8]


def test_turning_a_line_keeps_its_dot_and_its_length(lab, layer):
    held = lab.plane.lines[0]["anchor"]
    drag(lab, 0, "arrow", lab.plane.lines[0]["head"], (1.2, 0.5), (1.4, held[1]))
    assert layer.W[0] == pytest.approx([math.sqrt(2), 0], abs=0.01)
    assert layer.W[0] @ held + layer.b[0] == pytest.approx(0, abs=0.02)
    assert layer.W[1].tolist() == [1, 1]


def test_escape_puts_a_drag_back(lab, layer):
    drag(lab, 1, "middle", (0.75, 0.75), (0.2, 0.2), (0.1, 0.1), end="cancel")
    assert layer.b.tolist() == [-0.5, -1.5]


def test_arrow_keys_move_and_turn_each_line(lab, layer):
    nudge = {"type": "nudge", "line": 1, "steps": 1, "dx": 1, "dy": 0, "big": False}
    lab.plane.event({**nudge, "part": "middle"})
    assert layer.b.tolist() == [-0.5, -1.75]
    lab.plane.event({**nudge, "part": "middle", "big": True, "steps": -1})
    assert layer.b.tolist() == [-0.5, -0.75]
    layer.parameters[1] = [1, 0, -0.5]
    lab._sync()
    lab.plane.event({**nudge, "part": "arrow"})
    angle = math.degrees(math.atan2(*layer.W[1, ::-1]))
    assert angle == pytest.approx(-5, abs=0.5)


def test_a_mixed_code_is_named_with_its_points(lab, layer):
    layer.b[1] = -3  # AND's line is out of the way
    lab._sync()
    assert "10 is mixed: (0, 1), (1, 0) and (1, 1)" in lab.describe()
    assert "Cut" in lab._sentence() and len(lab.plane.curves) == 2  # the threads between them
    assert lab.codes.words.count("✗") == 3


def test_equal_neurons_draw_one_line(lab, layer):
    for row in (-2 * layer.parameters[0], layer.parameters[0]):  # turned round it's the same line
        layer.parameters[1] = row
        lab._sync()
        assert "Neurons 0 and 1 draw" in lab.describe() and "Neurons 0 and 1" in lab._sentence()
        assert len(lab.plane.pieces) == 2
    layer.parameters[1] = [1, 1, -0.75]
    lab._sync()
    assert "same line" not in lab.describe()


def test_without_weights_there_is_no_line(lab, layer):
    layer.W[0] = 0
    lab._sync()
    assert lab.plane.lines[0]["anchor"] is None and lab.plane.lines[1]["segment"]
    nudge = {"type": "nudge", "line": 0, "part": "middle", "steps": 1, "dx": 1, "dy": 0}
    lab.plane.event(nudge)
    drag(lab, 0, "middle", (0, 0), (1, 1))
    assert layer.parameters[0].tolist() == [0, 0, -0.5]
    layer.W[1] = 0
    lab._sync()
    assert "all weights are 0" in lab.plane.note
    assert "Neuron 0 says 0 everywhere" not in lab.describe()


def test_choosing_a_point_outlines_its_code(lab):
    lab.codes.event({"type": "row", "index": 3})
    assert lab.plane.selected == 3
    lab.plane.event({"type": "point", "index": 1})
    assert lab.plane.selected == 1
    lab.codes.event({"type": "row", "index": 99})
    assert lab.plane.selected == 1


def test_a_place_tells_its_code(lab):
    lab.plane.event({"type": "place", "x": 0.5, "y": 0.25, "index": -1})
    assert lab.plane.probe["text"] == "(0.5, 0.25): 10"
    lab.plane.event({"type": "leave"})
    assert lab.plane.probe == {}


def test_the_bend_is_the_layer_s(lab, layer):
    lab.controls["bend"].value = "tanh"
    assert layer.activation is tanh
    lab.undo()
    assert layer.activation is step and lab.controls["bend"].value == "step"


def test_a_cell_that_writes_in_place_redraws_and_can_be_undone(lab, layer):
    layer[1].b = -1.25
    lab._sync()
    assert "neuron 1 has (1, 1) and −1.25" in lab.describe()
    lab.undo()
    assert layer.b[1] == -1.5


def test_as_code_recreates_it(lab, layer):
    layer.parameters[...] = [[0.1, 1 / 3, -0.7], [2, -1, 0.25]]
    lab._sync()
    space = {}
    exec(lab.as_code(), space)
    assert np.array_equal(space["layer"].parameters, layer.parameters)
    assert space["layer"].activation is step and np.array_equal(space["X"], X)


def test_show_opens_with_what_was_explained():
    layer = Layer(2, 4, sigmoid, rng=0)
    lab = LayerLab(layer, X, Y, show=["plane", "matrix", "sliders"])
    assert list(lab.controls) == ["w1", "w2", "b"]
    assert lab.codes is None and "code" in lab.page.sentence.words
    assert all(slider.hidden for slider in lab.controls.values())  # the table's numbers hold them
    assert lab.matrix.html.count("data-scrub") == 12
    assert "code" not in lab.describe() and "pieces." in lab.describe()
    assert "show=['plane', 'matrix', 'sliders']" in lab.as_code()
    lab.plane.event({"type": "place", "x": 0.5, "y": 0.25, "index": -1})
    at = "".join(str(int(z > 0)) for z in lab.layer.forward([[0.5, 0.25]]).z[0])
    assert lab.plane.probe["text"].endswith(at)
    lab.close()
    with pytest.raises(ValueError, match="no part 'maps'"):
        LayerLab(layer, X, Y, show=["maps"])


def test_many_points_and_many_neurons():
    X, y = make_circles(rng=0)
    lab = LayerLab(Layer(2, WIDEST, tanh, rng=0), X, y)
    assert "200 points" in lab.codes.words and lab.codes.html.count("<b>") <= 8
    assert len(lab.plane.lines) == WIDEST and "is mixed" in lab.describe()
    assert lab.png().startswith(b"\x89PNG")
    lab.close()


def test_the_stored_picture_and_the_repr(lab):
    assert lab.png().startswith(b"\x89PNG")
    assert repr(lab) == "LayerLab((1, 1, −0.5), (1, 1, −1.5), step)"
    lab.close()
    assert repr(lab) == "LayerLab(closed)"


def test_the_still_is_of_a_copy(layer):
    before = layer.parameters.copy()
    lab = LayerLab(layer, X, Y, still=[[1, 0, -0.5], [0, 1, -0.5]])
    codes = {text.get_text() for text in lab._figure().axes[0].texts}
    assert codes >= {"00", "01", "10", "11"}
    assert np.array_equal(layer.parameters, before) and len(lab.plane.pieces) == 3
    lab.close()
    with pytest.raises(ValueError, match="row"):
        LayerLab(layer, X, Y, still=[1, 2, 3])


@pytest.mark.parametrize(
    "layer, X, y, words",
    [
        (Neuron([1, 1]), X, Y, "shows a layer, not Neuron"),
        (Layer(3, 2), X, Y, "needs 2 inputs, not 3"),
        (Layer(2, 9), X, Y, "up to 8 neurons; this layer has 9"),
        (Layer(2, 2), X[:, :1], Y, "2 numbers per sample"),
        (Layer(2, 2), X, Y[:, 0], "2-D"),
        (Layer(2, 2), X, Y[:3], r"shape \(3, 1\)"),
        (Layer(2, 2), X, Y + 2, "0 and 1"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(layer, X, y, words):
    with pytest.raises(ValueError, match=words):
        LayerLab(layer, X, y)
