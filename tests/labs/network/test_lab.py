"""NetworkLab, turned as an object: every control, every event, every word."""

import numpy as np
import pytest

from nnlab import Activation, Network, relu, sigmoid, step
from nnlab.datasets import make_circles, make_gate
from nnlab.labs import NetworkLab
from nnlab.labs.network.words import HINTS, PATIENCE
from nnlab.live.panel import words
from nnlab.pictures.wiring import part_key

X, Y = make_gate("xor")
XOR = np.array([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5])
H1, H2, OUT = ({"layer": layer, "neuron": j} for layer, j in ((0, 0), (0, 1), (1, 0)))


def made(numbers=XOR, bends="step"):
    network = Network([2, 2, 1], bends, init="zeros")
    network.parameters[:] = numbers
    return network


@pytest.fixture
def network():
    return made([1, 0, -0.5, 0, 1, -0.5, 1, 1, -0.5])


ALL = ("diagram", "equation", "plane", "sliders", "bends", "table", "challenge")
FOLD = ("folding", "bends", "table")


@pytest.fixture
def lab(network):
    lab = NetworkLab(network, X, Y, show=ALL)
    yield lab
    lab.close()


def edit(lab, index, value, phase="set"):
    lab.diagram.event({"type": "edit", "part": f"p{index}", "value": value, "phase": phase})


def choose(lab, node):
    lab.diagram.event({"type": "choose", "part": part_key(lab.network.sizes, node)})


def field(view):
    return np.frombuffer(view.field, np.uint8).reshape(view.size, view.size)


def test_it_names_what_is_still_wrong(lab, network):
    assert "Three of four. (1, 1)" in lab.describe() and "is 1." in lab.describe()
    network.parameters[:] = 0
    lab._sync()
    assert "Two of four. (0, 1)" in lab.describe() and "is 0; (1, 0)" in lab.describe()
    network.parameters[:] = -XOR
    network.layers[1].b[:] = 0.5
    lab._sync()
    assert "of four" in lab.describe() and "✓" not in lab._sentence()


SOLUTIONS = {
    "OR but not AND": (XOR, "step"),
    "OR and NAND": ([1, 1, -0.5, -1, -1, 1.5, 1, 1, -1.5], "step"),
    "one and not the other": ([1, -1, -0.5, -1, 1, -0.5, 1, 1, -0.5], "step"),
    "swapped": ([1, 1, -1.5, 1, 1, -0.5, -1, 1, -0.5], "step"),
    "sigmoid": (XOR * 4, "sigmoid"),
    "tanh": ([4, 4, -2, 4, 4, -6, 4, -4, -3], ["tanh", "sigmoid"]),
    "relu": ([1, 1, 0, 1, 1, -1, 1, -2, 0], ["relu", "relu"]),
    "relu, no bend last": ([1, 1, 0, 1, 1, -1, 1, -2, 0], ["relu", "identity"]),
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_every_true_solution_counts(lab, network, name):
    numbers, bends = SOLUTIONS[name]
    network.parameters[:] = numbers
    for layer, bend in zip(network.layers, Network([2, 2, 1], bends).activations, strict=True):
        layer.activation = bend
    lab._sync()
    assert "network is XOR" in lab.describe()
    assert "✓" in lab._sentence()


def test_the_same_numbers_with_sigmoids_are_not_sharp_enough(lab, network):
    network.parameters[:] = XOR
    for layer in network.layers:
        layer.activation = sigmoid
    lab._sync()
    assert lab.describe().count("be 1 and is 0.44") == 2
    network.parameters[:] *= 4
    lab._sync()
    assert "All four" in lab.describe()
    assert "0.18 ✓" in lab.numbers.words and "0.74 ✓" in lab.numbers.words


def test_nothing_but_a_solution_is_called_one(lab, network):
    rng = np.random.default_rng(1)
    for _ in range(60):
        network.parameters[:] = rng.integers(-6, 7, 9) / 4
        lab._sync()
        right = ((network(X) > 0.5) == (Y > 0.5)).all()
        assert ("All four" in lab.describe()) == right


@pytest.mark.parametrize("node, first", [(H1, 0), (H2, 3), (OUT, 6)])
@pytest.mark.parametrize("name, i", [("w1", 0), ("w2", 1), ("b", 2)])
def test_the_sliders_are_the_chosen_node_s_numbers(lab, network, node, first, name, i):
    choose(lab, node)
    assert lab.controls[name].value == network.parameters[first + i]
    before = network.parameters.copy()
    lab.controls[name].value = -7.25
    before[first + i] = -7.25
    assert network.parameters.tolist() == before.tolist()
    assert (lab.controls[name].minimum, lab.controls[name].maximum) == (-10, 10)


def test_a_slider_is_named_after_what_it_turns(lab):
    choose(lab, H2)
    assert lab.controls["w1"].words == "weight from x1 to h2"
    assert lab.controls["b"].words == "bias of h2"
    choose(lab, OUT)
    assert lab.controls["w2"].name == "h₂ → out"


@pytest.mark.parametrize("index", range(9))
def test_each_of_the_nine_numbers_can_be_changed_in_the_drawing(lab, network, index):
    layer, rest = divmod(index, 6)
    neuron, i = divmod(rest, 3)
    maps = lab.diagram.maps
    edit(lab, index, 2.75)
    assert network.parameters[index] == 2.75
    assert lab.diagram.maps != maps
    lab.undo()
    assert network.parameters[index] != 2.75 and lab.diagram.maps == maps


def test_what_a_slider_changes_downstream_is_lit(lab):
    choose(lab, H1)
    lab.controls["w1"].value = 3.0
    assert set(lab.diagram.lit) == {"n2", "p6", "n4"}  # h1, its link to the output, the output
    choose(lab, OUT)
    assert lab.diagram.lit == []


def test_a_chosen_node_has_the_plane_and_pointing_does_nothing(lab, network):
    whole = field(lab.plane).copy()
    lab.diagram.event({"type": "look", "part": "n2"})
    assert (field(lab.plane) == whole).all()
    choose(lab, H1)
    sides = field(lab.plane) > 128
    assert sides[:, -1].all() and not sides[:, 0].any()  # h1 copies x1
    assert not any(row[3] for row in lab.plane.points)  # right or wrong is the output's matter
    assert lab.plane.values == ["→ 0", "→ 0", "→ 1", "→ 1"]
    assert not lab._undo.past  # choosing changes nothing


@pytest.mark.parametrize("node", [{"input": 0}, {"input": 1}, H1, H2])
def test_a_chosen_node_stays_in_the_plane(lab, node):
    choose(lab, node)
    assert lab.node == node and lab.diagram.selected.startswith("n")
    low, high = field(lab.plane)[0, 0], field(lab.plane)[-1, -1]
    assert low < 128 < high
    lab.controls["w1"].value = 1.0  # an input's sliders are hidden, and can do no harm
    assert not lab._header.error or "layer" not in node


@pytest.mark.parametrize(
    "part, shown", [("n0", ""), ("n2", "b"), ("p0", "w1"), ("p4", "w2"), ("p8", "b")]
)
def test_one_slider_shows_the_chosen_number(lab, part, shown):
    lab.diagram.event({"type": "choose", "part": part})
    seen = [name for name in ("w1", "w2", "b") if not lab.controls[name].hidden]
    assert seen == ([shown] if shown else [])


def test_a_slider_that_is_turned_is_what_is_chosen(lab):
    choose(lab, H2)
    lab.controls["w1"].value = 2.0
    assert lab.model.part == lab.diagram.selected == "p3" and not lab.controls["w1"].hidden


def test_a_chosen_point_shows_its_journey(lab):
    lab.plane.event({"type": "point", "index": 3})
    assert lab.diagram.marks["a"].tolist() == [1, 1, 1, 1, 1]
    assert lab.diagram.marks["z"][2:].tolist() == [0.5, 0.5, 1.5]
    assert "(+1.00)·1 + (+1.00)·1 + (−0.50)" in lab.equation.words
    lab.numbers.event({"type": "row", "index": 0})
    assert lab.diagram.marks["a"].tolist() == [0, 0, 0, 0, 0]
    assert lab.plane.selected == 0
    lab.plane.event({"type": "point", "index": 99})
    assert lab.plane.selected == 0


def landed(lab):
    return [point[2:4] for point in lab.folding.points]


def test_the_fold_carries_the_points_and_two_of_them_meet():
    lab = NetworkLab(made(), X, Y, show=FOLD)
    assert [point[:2] for point in lab.folding.points] == X.tolist()
    assert landed(lab) == [[0, 0], [1, 0], [1, 0], [1, 1]]
    assert [spot[:2] for spot in lab.folding.spots] == [[1, 0]]
    assert "one spot" not in lab._sentence()
    lab.controls["fold"].value = 0.5
    assert lab.folding.fold == 0.5 and "one spot" not in lab._sentence()
    lab.controls["fold"].value = 1.0
    assert "one line" in lab._sentence()
    headline, where, _ = lab._won()
    assert headline.startswith("Two in one") and "(0, 1) and (1, 0)" in where
    assert "Once more" in lab._buttons(lab.model)
    lab.folding.event({"type": "point", "index": 3})
    assert lab.numbers.html.count("aria-current") == 1 and lab.model.row == 3
    lab.undo()
    assert lab.controls["fold"].value in (0.0, 0.5)
    lab.controls["bend1"].value = "identity"
    assert landed(lab)[3] == [1.5, 0.5] and "bend2" not in lab.controls
    lab.close()


@pytest.mark.parametrize(
    "guess, told", [((1, 2), "as you said"), ((0, 3), "Not (0, 0) and (1, 1)")]
)
def test_which_two_will_meet_is_asked_before_it_falls(guess, told):
    lab = NetworkLab(made(), X, Y, show=FOLD)
    assert lab.folding.asks and lab.folding.selected == []
    assert lab.numbers.words.count("?") == 8  # where they land isn't told yet
    assert "nnlab-main" not in lab._buttons(lab.model)  # one thing asks at a time
    lab.folding.event({"type": "point", "index": guess[0]})
    lab.folding.event({"type": "point", "index": guess[0]})  # taken back
    assert lab.folding.selected == []
    for index in (1 - guess[0], *guess):  # the newest two count
        lab.numbers.event({"type": "row", "index": index})
    assert sorted(lab.folding.selected) == list(guess) and not lab.folding.asks
    assert "Let it fall" in lab._sentence()
    assert "nnlab-main" in lab._buttons(lab.model)
    assert 'role="img"' not in lab.numbers.html  # no tick before it has fallen
    assert lab.folding.cut == []  # nor is the cut made
    lab.controls["fold"].value = 0.6  # its threads tell where each is going
    assert not lab.model.asks and lab.numbers.words.count("?") == 0
    assert "each point fall" in lab._sentence()
    lab.controls["fold"].value = 1.0
    assert 'role="img"' in lab.numbers.html and "above" not in lab._buttons(lab.model)
    assert len(lab.folding.cut) == 2
    headline, how, on = lab._won()
    assert "above" in on
    assert headline.startswith("Two in one") and told in how and "(0, 1) and (1, 0)" in how
    assert lab.numbers.words.count("?") == 0 and sorted(lab.folding.selected) == list(guess)
    lab.controls["fold"].value = 0.0
    lab.folding.event({"type": "point", "index": 0})
    assert lab.folding.selected == [0] and not lab.folding.asks  # it has been seen
    lab.close()


def test_without_two_that_meet_or_a_table_nothing_is_asked():
    apart = made([1, 0, 0, 0, 1, 0, 1, 1, -0.5], ["identity", "step"])  # each where it is
    for lab in (NetworkLab(apart, X, Y, show=FOLD), NetworkLab(made(), X, Y, show=["folding"])):
        assert not lab.folding.asks and len(lab.folding.selected) == 1
        lab.close()


def test_it_is_let_fall_and_seen_from_above():
    lab = NetworkLab(made(), X, Y, show=FOLD)
    buttons = next(part for part in lab.tree.parts() if "Let it fall" in getattr(part, "html", ""))
    buttons.event({"type": "above"})
    assert lab.folding.above and "from the side" in buttons.words  # the way back
    assert "threads" not in lab._legend()  # they aren't seen from there
    buttons.event({"type": "above"})
    assert "threads" not in lab._legend()  # nor before it falls
    buttons.event({"type": "fall"})
    assert lab.folding.falls == 1 and not lab.folding.above and "threads" in lab._legend()
    assert lab.controls["fold"].value == 0.0  # the page moves it, and says where it ends
    assert lab.folding.slider == lab.controls["fold"].id
    lab.close()


def test_a_fold_beyond_the_end_is_refused_in_words():
    lab = NetworkLab(made(), X, Y, show=FOLD)
    lab.controls["fold"].value = 1.5
    assert "0 (flat) to 1" in lab._header.error
    assert lab.controls["fold"].value == 0.0
    lab.close()


def test_a_bend_can_be_chosen_for_each_layer(lab, network):
    lab.controls["bend1"].value = "relu"
    assert [bend.name for bend in network.activations] == ["relu", "step"]
    lab.controls["bend2"].value = "sigmoid"
    assert network.activations == (relu, sigmoid)
    assert lab.diagram.drawing["columns"] == ["inputs", "relu", "sigmoid"]
    lab.undo()
    lab.undo()
    assert network.activations == (step, step) and lab.controls["bend1"].value == "step"
    lab.redo()
    assert network.activations == (relu, step)


def test_the_lab_follows_the_network_when_a_cell_changes_it(lab, network):
    choose(lab, H1)
    network.layers[0].W[0, 1] = 3  # in place: nothing tells the lab
    lab._sync()
    assert lab.controls["w2"].value == 3
    lab.undo()
    assert network.layers[0].W[0, 1] == 0


def test_hints_come_one_by_one_and_only_after_a_while(lab):
    choose(lab, OUT)
    for n in range(len(HINTS) * PATIENCE + 3):
        due = min(n // PATIENCE, len(HINTS))
        shown = [hint for hint in HINTS if hint in words(lab._sentence())]
        assert shown == ([HINTS[due - 1]] if due else [])
        lab.controls["b"].value = -0.5 - (n + 1) / 100
    assert not [hint for hint in HINTS if hint in lab.describe()]


def test_without_the_challenge_there_are_no_hints(network):
    lab = NetworkLab(network, X, Y, show=["diagram", "sliders"])
    for n in range(PATIENCE + 1):
        lab.controls["b"].value = -0.5 - (n + 1) / 100
    assert "hint" not in lab._sentence()
    lab.close()


def test_exactly_on_a_line_says_0_though_floats_disagree():
    network = made([0.1, 0.2, -0.3, 0, 0, 0, 1, 0, -0.5])
    assert network([1, 1]) == 1  # 0.1 + 0.2 - 0.3 > 0 in floats
    lab = NetworkLab(network, X, Y)
    lab.plane.event({"type": "point", "index": 3})
    assert lab.diagram.marks["a"][2] == 0 and lab.model.output[3, 0] == 0
    lab.close()


def test_the_code_recreates_the_lab(lab, network):
    edit(lab, 0, 0.1 + 0.2)
    lab.controls["bend1"].value = "tanh"
    space = {}
    exec(lab.as_code().replace("NetworkLab(network", "lab = NetworkLab(network"), space)
    assert space["network"].parameters.tolist() == network.parameters.tolist()
    assert space["lab"].describe() == lab.describe()
    space["lab"].close()


@pytest.mark.parametrize(
    "show", [None, ["diagram"], ["plane"], ["folding"], ["diagram", "plane", "folding"]]
)
def test_its_repr_is_short_and_its_picture_a_png(network, show):
    lab = NetworkLab(network, X, Y, show=show)
    assert repr(lab).startswith("NetworkLab(2-2-1, step, step, 3 of 4")
    data, _ = lab._repr_mimebundle_()
    assert data["text/plain"] == repr(lab)
    assert data["image/png"].startswith(b"\x89PNG")
    lab.close()
    assert repr(lab) == "NetworkLab(closed)"


def test_it_shows_only_what_has_been_explained(network):
    lab = NetworkLab(network, X, Y, show=["diagram", "equation"])
    assert all(control.hidden for control in lab.controls.values())  # for the equation's numbers
    assert lab.equation in lab.tree.parts() and lab.numbers is None
    lab.close()
    bare = NetworkLab(network, X, Y, show=["equation"])
    assert bare.equation.words.startswith("output for (1, 1) = step(")
    bare.close()


def test_it_works_with_larger_networks_and_other_data():
    points, targets = make_circles(60, rng=0)
    network = Network([2, 4, 3, 1], "tanh", rng=0)
    lab = NetworkLab(network, points, targets)
    assert {part for part, why in lab.model.missing().items() if why} == {
        "folding",
        "table",
        "challenge",
    }
    assert "Of 60 samples" in lab.describe()
    choose(lab, {"layer": 1, "neuron": 2})
    lab.controls["w4"].value = 2.0
    assert [lab.controls[f"w{i}"].hidden for i in (1, 4)] == [True, False]
    assert network.layers[1].W[2, 3] == 2.0
    choose(lab, {"layer": 2, "neuron": 0})
    assert lab.controls["w4"].hidden
    lab.plane.event({"type": "point", "index": 7})
    lab.close()


def test_it_works_with_several_outputs():
    network = Network([2, 3, 2], ["relu", "sigmoid"], rng=3)
    lab = NetworkLab(network, X, np.column_stack([1 - Y, Y]))
    right = (network(X).argmax(axis=1) == Y[:, 0]).sum()
    assert repr(lab).startswith(f"NetworkLab(2-3-2, relu, sigmoid, {right} of 4")
    assert "out₂" in lab.numbers.words
    lab.close()


def test_more_than_two_inputs_have_a_drawing_and_sums():
    network = Network([3, 2, 1], "sigmoid", rng=0)
    lab = NetworkLab(network, [[0, 1, 2], [3, 4, 5]], [[0], [1]])
    assert not lab.shows("plane") and lab.shows("diagram") and lab.shows("equation")
    lab.controls["w1"].value = 9.0
    lab.close()


def test_a_bend_of_the_reader_s_own_can_be_chosen():
    own = Activation("<b>own</b>", lambda z: z**3, lambda z: 3 * z**2)
    network = made(bends=["tanh", "sigmoid"])
    network.layers[0].activation = own
    lab = NetworkLab(network, X, Y, show=ALL)
    lab.controls["bend1"].value = "relu"
    lab.controls["bend1"].value = own.name
    assert network.activations[0] is own
    choose(lab, H1)
    assert "<b>own" not in lab.equation.html and "&lt;b&gt;own" in lab.equation.html
    lab.close()


def test_what_goes_wrong_in_a_drawing_is_shown_and_taken_back():
    def broken(z):
        if np.any(np.asarray(z) > 30):
            raise ArithmeticError("too much")
        return z

    network = made()
    network.layers[0].activation = Activation("fragile", broken, np.ones_like)
    lab = NetworkLab(network, X, Y)
    edit(lab, 0, 40.0)
    assert "too much" in str(lab.last_error) and "Go on" in lab._header.error
    assert network.parameters[0] == 1
    edit(lab, 0, 2.0)
    assert network.parameters[0] == 2 and not lab._header.error
    lab.close()


@pytest.mark.parametrize(
    "arguments, says",
    [
        (("network", X, Y), "NetworkLab shows a Network, not str"),
        ((Network([2, 2, 1], step, runs=3), X, Y), "network.run(0)"),
        ((Network([2, 9, 1], step), X, Y), "too large to draw"),
        ((Network([2, 2, 1], step), [[1, 2, 3]], [[1]]), "3 columns"),
        ((Network([2, 2, 1], step), X, [0, 0, 0, 1]), "reshape(-1, 1)"),
        ((Network([2, 2, 1], step), X, Y[:3]), "one row per sample"),
        ((Network([2, 2, 1], step), X, Y + 0.5), "0 and 1, or -1 and +1"),
        ((Network([2, 2, 2], step), X, np.ones((4, 2))), "a single 1 in each row"),
    ],
)
def test_bad_input_names_the_remedy(arguments, says):
    with pytest.raises(ValueError, match=".") as caught:
        NetworkLab(*arguments)
    assert says in str(caught.value)


def test_a_part_that_does_not_suit_is_refused_with_the_reason(network):
    with pytest.raises(ValueError, match="folding needs 2 inputs"):
        NetworkLab(Network([2, 3, 1], step), X, Y, show=["folding"])
    with pytest.raises(ValueError, match="challenge is XOR"):
        NetworkLab(network, *make_gate("and"), show=["challenge"])
    with pytest.raises(ValueError, match="no part 'fold'"):
        NetworkLab(network, X, Y, show=["fold"])


def test_closing_leaves_no_widget(network):
    from ipywidgets.widgets.widget import _instances

    before = set(_instances)
    NetworkLab(network, X, Y).close()
    assert not set(_instances) - before


def test_one_focus_everywhere(lab, network):
    edit(lab, 3, 2.5)  # a weight into h2
    assert lab.node == H2 and lab.diagram.selected == "p3"
    assert lab.controls["w1"].name == "x₁ → h₂" and lab.controls["w1"].value == 2.5
    assert lab.equation.words.startswith("h₂ for (1, 1) = step( (+2.50)·1 + (+1.00)·1")
    assert lab.equation.html.count("nnlab-lit") == 1
    assert "as h2 sees it" in lab.plane.text and lab.plane.selected == 3
    choose(lab, OUT | {"input": 1})
    assert lab.node == OUT and lab.controls["w2"].name == "h₂ → out"
    lab.numbers.event({"type": "row", "index": 1})
    assert lab.plane.selected == 1 and "output for (0, 1)" in lab.equation.words


def test_the_goal_is_what_the_facts_allow(network):
    def goal(numbers, **more):
        lab = NetworkLab(made(numbers, "sigmoid"), X, Y, **more)
        found = lab._goal()
        lab.close()
        return found

    assert "Which" not in goal([1, 0, -0.5, 0, 1, -0.5, 1, 1, -0.5])
    assert "Find others" in goal(XOR * 6)
    assert "one line" in goal(XOR, show=["folding"])
    assert "XOR" not in goal(XOR, show=["diagram", "plane"])


def test_what_was_won_names_the_one_number_that_did_it():
    lab = NetworkLab(made([6, 6, -3, 6, 6, -9, 6, -2, -3], "sigmoid"), X, Y)
    assert lab._won() is None
    edit(lab, 7, -6.0)
    headline, words_, on = lab._won()
    assert "others" in on
    assert "XOR" in headline and "h₂ → output, from −2.00 to −6.00" in words_
    edit(lab, 0, 6.5)
    assert "One number" not in lab._won()[1]
    lab.undo()
    lab.undo()
    assert lab._won() is None
    lab.close()
