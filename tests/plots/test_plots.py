"""The plots draw what they are given: the tests look at the data drawn, not at pixels."""

import copy
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlab import Network, Neuron, gradient_check, plots, sigmoid, step, tanh
from nnlab.pictures.field import field_bytes, field_image, sharpened, side_bytes
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.palette import LIGHT, OKABE_ITO, field_colors
from nnlab.plots import (
    plot_activation,
    plot_board,
    plot_data,
    plot_decision_boundary,
    plot_folding,
    plot_gradient_check,
    plot_history,
    plot_network,
    plot_neuron,
    plot_neuron_lines,
)
from nnlab.plots.picture import new_figure, to_png

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
AND = np.array([[0], [0], [0], [1]])


@pytest.fixture
def ax():
    return new_figure().subplots()


def drawn(ax, label):
    (line,) = [line for line in ax.lines if line.get_label() == label]
    return np.column_stack(line.get_data())


def texts(ax):
    return [text.get_text() for text in ax.texts]


def side(ax, x, y):
    """The colour of the field at a place, as a row of its lookup table."""
    (image,) = ax.images
    x0, x1, y0, y1 = image.get_extent()
    pixels = image.get_array()
    rows, columns = pixels.shape[:2]
    color = pixels[int((y - y0) / (y1 - y0) * rows), int((x - x0) / (x1 - x0) * columns)]
    return int(np.flatnonzero(np.all(field_colors(LIGHT, 255) == color, axis=1))[0])


class TestField:
    def test_128_is_exactly_neutral_and_nothing_else_is(self):
        assert field_bytes([0.5, 0.5 + 1e-12, 0.5 - 1e-12]).tolist() == [128, 129, 127]
        assert field_bytes([-9, 0, 1, 9]).tolist() == [1, 1, 255, 255]
        assert field_bytes([np.nan, np.inf, -np.inf]).tolist() == [0, 255, 1]

    def test_it_grows_with_the_value(self):
        coded = field_bytes(np.linspace(-1, 1, 1001), 0, 1).astype(int)
        assert np.all(np.diff(coded) >= 0) and (coded[0], coded[500], coded[-1]) == (1, 128, 255)

    def test_sides_find_the_line_between_cells(self):
        points = sample_plane((0, 1, 0, 1), 32)
        w, b = np.array([3.0, 1.7]), -2.2
        coded = side_bytes((points @ w + b).reshape(32, 32))
        across = (coded[:, 1:] > 128) != (coded[:, :-1] > 128)
        beside = np.concatenate([coded[:, 1:][across], coded[:, :-1][across]])
        assert 1 < beside.min() and beside.max() < 255  # nothing is cut off beside the line
        fine = sharpened(coded, 320)
        truth = (sample_plane((0, 1, 0, 1), 320) @ w + b > 0).reshape(320, 320)
        assert set(np.unique(fine)) == {1, 255}
        inner = slice(8, -8)  # cells at the rim have no neighbour to look at
        assert np.mean((fine == 255)[inner, inner] != truth[inner, inner]) < 0.002

    def test_sides_without_an_edge(self):
        assert np.all(side_bytes(np.full((4, 4), 0.25)) == 255)
        assert np.all(side_bytes(np.full((4, 4), -1e-12)) == 1)
        assert np.all(side_bytes(np.zeros((4, 4))) == 128)

    def test_colours(self):
        assert field_image(np.array([0, 128]), LIGHT).tolist() == [[255, 255, 255], [245, 246, 247]]

    @pytest.mark.parametrize("bad", [0, -1, np.nan])
    def test_a_spread_that_is_none(self, bad):
        with pytest.raises(ValueError, match="above 0"):
            field_bytes([0], 0, bad)


class TestData:
    def test_shape_and_hue_follow_the_target(self, ax):
        assert plot_data(X, AND, ax=ax) is ax
        np.testing.assert_array_equal(drawn(ax, "target 0"), X[:3])
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])
        looks = [(p.get_marker(), p.get_markerfacecolor()) for p in ax.lines]
        assert looks == [("o", LIGHT["negative"]), ("^", LIGHT["positive"])]
        assert all(p.get_markeredgecolor() == LIGHT["paper"] for p in ax.lines)

    def test_wrong_points_get_a_ring_and_a_cross(self, ax):
        plot_data(X, AND, ax=ax, wrong=[False, True, False, False])
        np.testing.assert_array_equal(drawn(ax, "wrong"), [[0, 1]])
        assert texts(ax) == ["✗"]

    def test_coinciding_points_are_counted_when_asked(self, ax):
        twice = np.vstack([X, X[:1]])
        plot_data(twice, [0, 0, 1, 1, 0], ax=ax)
        assert texts(ax) == []
        plot_data(twice, [0, 0, 1, 1, 0], ax=ax, counts=True)
        assert texts(ax) == ["2×"]

    @pytest.mark.parametrize(
        "y", [[-1, -1, -1, 1], [[-1], [-1], [-1], [1]], [[1, 0], [1, 0], [1, 0], [0, 1]]]
    )
    def test_targets_in_other_forms(self, ax, y):
        plot_data(X, y, ax=ax)
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])

    def test_more_than_two_classes_have_colours_of_their_own(self, ax):
        plot_data(X, [0, 1, 2, 3], ax=ax)
        assert [p.get_markerfacecolor() for p in ax.lines] == OKABE_ITO[:4]
        assert [p.get_marker() for p in ax.lines] == ["o", "^", "s", "D"]

    @pytest.mark.parametrize(
        "X, y, words",
        [
            ([[1, 2, 3]], [0], "two numbers a point"),
            ([1, 2], [0, 1], "two numbers a point"),
            ([["a", "b"]], [0], "must be numbers"),
            ([[0, np.nan]], [0], "not finite"),
            ([[0, 1]], [0, 1], "one target each"),
            ([[0, 1]], [0.5], "must hold classes"),
            ([[0, 1]], ["cat"], "y must be numbers"),
            ([[0, 1], [1]], [0, 1], "must be numbers"),
            ([[0, 10**400]], [0], "must be numbers"),
            ([[1e308, 1e308]], [0], "reach beyond"),
            ([[0, 1]], [10**400], "y must be numbers"),
            ([[0, 1]], [1e200], "must hold classes"),
        ],
    )
    def test_bad_input_is_met_at_the_door(self, ax, X, y, words):
        with pytest.raises(ValueError, match=words):
            plot_data(X, y, ax=ax)
        assert not ax.lines

    def test_wrong_of_another_length(self, ax):
        with pytest.raises(ValueError, match="wrong has 2 entries"):
            plot_data(X, AND, ax=ax, wrong=[True, False])


class TestDecision:
    def test_each_place_has_the_colour_of_its_side(self, ax):
        plot_decision_boundary(lambda P: (P[:, 0] > 0.5) * 1.0, X, AND, ax=ax)
        assert [side(ax, x, 1.2) for x in (-0.4, 0.49, 0.51, 1.4)] == [0, 0, 254, 254]
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])

    def test_neutral_and_up_is_up(self, ax):
        plot_decision_boundary(
            lambda P: P[:, 1:], None, None, ax=ax, neutral=0, spread=1, bounds=(-1, 1, -1, 1)
        )
        assert side(ax, 0, -0.99) == pytest.approx(0, abs=3)
        assert side(ax, 0, 0.99) == pytest.approx(254, abs=3)
        assert side(ax, 0.7, 0.001) == pytest.approx(127, abs=2)

    def test_bad_input(self, ax):
        with pytest.raises(ValueError, match="extent"):
            plot_decision_boundary(step, None, None, ax=ax)
        with pytest.raises(ValueError, match="one number each"):
            plot_decision_boundary(lambda P: np.c_[P, P], X, AND, ax=ax)


class TestNeuron:
    def test_line_field_arrow_and_points_agree(self, ax):
        assert plot_neuron(Neuron([1, 1], -0.5, step), X, AND, ax=ax) is ax
        segment = np.column_stack(ax.lines[0].get_data())
        np.testing.assert_allclose(segment.sum(axis=1), 0.5)
        assert side(ax, 0.1, 0.1) == 0 and side(ax, 0.4, 0.4) == 254
        np.testing.assert_array_equal(drawn(ax, "wrong"), [[0, 1], [1, 0]])
        assert "1.41" in texts(ax)

    def test_on_the_line_it_says_0(self, ax):
        plot_neuron(Neuron([0.1, 0.2], -0.3, step), [[1, 1]], [0], ax=ax)  # 0.1 + 0.2 − 0.3 > 0
        assert "✗" not in texts(ax)

    def test_without_a_line_it_says_so(self, ax):
        plot_neuron(Neuron([0, 0], 1, sigmoid), ax=ax)
        assert texts(ax) == ["w = 0: there is no line"] and not ax.lines

    def test_a_line_outside_is_named(self, ax):
        plot_neuron(Neuron([1, 1], -9, tanh), X, AND, ax=ax)
        assert "the line lies outside this picture" in texts(ax)

    def test_it_needs_two_inputs(self, ax):
        with pytest.raises(ValueError, match="3 weights"):
            plot_neuron(Neuron([1, 2, 3]), ax=ax)


class TestActivation:
    def test_curve_and_slope(self, ax):
        plot_activation(sigmoid, ax=ax, slope=True)
        z, a = ax.lines[2].get_data()
        np.testing.assert_allclose(a, sigmoid(z))
        np.testing.assert_allclose(ax.lines[3].get_ydata(), sigmoid.derivative(z))
        assert [t.get_text() for t in ax.get_legend().get_texts()] == ["sigmoid(z)", "its slope"]

    def test_a_jump_is_no_climb(self, ax):
        plot_activation("step", ax=ax)
        z, a = ax.lines[2].get_data()
        assert np.isnan(a).sum() == 1 and set(a[~np.isnan(a)]) == {0, 1}
        assert (ax.get_xlabel(), ax.get_ylabel()) == ("z", "step(z)")

    @pytest.mark.parametrize("name, words", [("sine", "sigmoid"), ("", "relu")])
    def test_an_unknown_name(self, ax, name, words):
        with pytest.raises(ValueError, match=words):
            plot_activation(name, ax=ax)

    def test_a_reach_that_is_none(self, ax):
        with pytest.raises(ValueError, match="above 0"):
            plot_activation(step, ax=ax, reach=0)


class TestHistory:
    def test_one_run_on_a_log_scale(self, ax):
        history = SimpleNamespace(epochs=[0, 10, 20], loss=[0.3, 0.1, 0.03])
        assert plot_history(history, ax=ax) is ax
        np.testing.assert_array_equal(np.column_stack(ax.lines[0].get_data())[:, 1], history.loss)
        assert ax.get_yscale() == "log" and ax.get_xlabel() == "epoch"

    def test_several_runs_with_names_and_validation(self, ax):
        loss = np.array([[0.3, 0.4], [0.1, 0.2]])
        history = SimpleNamespace(epochs=[0, 1], loss=loss, validation_loss=loss * 2)
        plot_history(history, ax=ax, labels=["a", "$b$"])
        assert len(ax.lines) == 4
        np.testing.assert_array_equal(ax.lines[1].get_ydata(), loss[:, 1])
        assert [t.get_text() for t in ax.get_legend().get_texts()] == ["a", r"\$b\$", "validation"]

    def test_a_loss_of_zero_needs_a_plain_scale(self, ax):
        plot_history(SimpleNamespace(epochs=[0, 1], loss=[0.5, 0.0]), ax=ax)
        assert ax.get_yscale() == "linear"

    def test_what_does_not_fit(self, ax):
        with pytest.raises(ValueError, match="3 epochs"):
            plot_history(SimpleNamespace(epochs=[0, 1, 2], loss=[1, 2]), ax=ax)
        with pytest.raises(ValueError, match="1 labels for 2 runs"):
            plot_history(SimpleNamespace(epochs=[0], loss=[[1, 2]]), ax=ax, labels=["a"])


class TestBoard:
    FUNCTIONS = {"AND": (0, 0, 0, 1), "XOR": (0, 1, 1, 0), "x1 AND NOT x2": (0, 0, 1, 0)}

    def test_what_is_found_is_drawn_with_its_answers(self, ax):
        plot_board(self.FUNCTIONS, ["AND"], ax=ax)
        assert len(ax.patches) == 3
        assert texts(ax) == ["AND", "XOR", "x1\nAND NOT x2"]  # every cell says which gate it is
        assert [p.get_marker() for p in ax.lines] == ["o", "o", "o", "^"]
        at = [(p.get_xdata()[0], p.get_ydata()[0]) for p in ax.lines]
        assert at[3][0] > at[0][0] and at[3][1] < at[0][1]  # (1, 1): right of (0, 0), and above

    def test_what_does_not_fit(self, ax):
        with pytest.raises(ValueError, match="'OR'"):
            plot_board(self.FUNCTIONS, ["OR"], ax=ax)
        with pytest.raises(ValueError, match="four answers"):
            plot_board({"odd": (0, 1)}, [], ax=ax)


def test_a_picture_is_the_same_on_any_day():
    def picture():
        figure = new_figure()
        plot_neuron(Neuron([1, 1], -0.5), X, AND, ax=figure.subplots())
        return to_png(figure)

    first = picture()
    assert first == picture()
    assert b"Software" not in first and b"tIME" not in first


def test_hostile_names_are_text(ax):
    from nnlab.plots.frame import frame_plane

    frame_plane(ax, (0, 1, 0, 1), r"$\frac{1$", "<b>$x_{$")
    to_png(ax.figure)  # mathematics that can't be typeset would raise here
    assert ax.get_xlabel() == r"$\frac{1$"


@pytest.mark.parametrize("wrong", [None, 3, [1, 2], object()], ids=repr)
@pytest.mark.parametrize(
    "plot, rest, words",
    [
        (plot_activation, (), "unknown activation"),
        (plot_neuron, (), "a Neuron"),
        (plot_network, (), "a Network"),
        (plot_history, (), "a History"),
        (plot_gradient_check, (), "a GradientCheck"),
        (plot_folding, (X, AND), "a Network"),
        (plot_decision_boundary, (X, AND), "what predicts"),
        (plot_neuron_lines, (), "a Layer"),
    ],
)
def test_something_else_than_what_is_drawn_is_refused_in_words(ax, plot, rest, words, wrong):
    with pytest.raises(ValueError, match=words):
        plot(wrong, *rest, ax=ax)
    assert not ax.lines and not ax.collections


XOR = np.array([[0], [1], [1], [0]])
NET = Network([2, 2, 1], sigmoid, rng=0)
STEPS = SimpleNamespace(epochs=[0, 1], loss=[0.5, 0.25])
LINE = np.linspace(0, 6, 7)[:, np.newaxis]
BENT = Network([1, 2, 1], ["relu", "identity"], rng=0)
CALLS = {
    "plot_activation": (sigmoid,),
    "plot_board": ({"AND": (0, 0, 0, 1)}, ["AND"]),
    "plot_corners": (BENT, LINE, LINE),
    "plot_data": (X, XOR),
    "plot_decision_boundary": (NET, X, XOR),
    "plot_folding": (NET, X, XOR),
    "plot_gradient_check": (gradient_check(NET, X, XOR, "mean_squared_error"),),
    "plot_history": (STEPS,),
    "plot_landscape": (NET, X, XOR, "mean_squared_error"),
    "plot_loss_function": ("mean_squared_error",),
    "plot_network": (NET,),
    "plot_neuron": (Neuron([1, 1], -0.5), X, AND),
    "plot_neuron_lines": (NET.layers[0], X, XOR),
    "plot_nudging": ([1e-3, 1e-2], [1e-3, 1e-2], [1e-3, 1e-2]),
    "plot_sweep": ([0.1, 0.2], [True, False]),
    "plot_trajectory": ([[0, 0], [1, 1]],),
}
PLOTS = [name for name in plots.__all__ if name.startswith("plot_")]


@pytest.mark.parametrize("name", PLOTS)
def test_every_plot_draws_on_the_axes_it_is_given_and_returns_them(ax, name):
    assert getattr(plots, name)(*CALLS[name], ax=ax) is ax
    assert ax.lines or ax.patches or ax.collections
    to_png(ax.figure)


@pytest.mark.parametrize("wrong", [plt, None, 3, np.array([None, None])], ids=repr)
@pytest.mark.parametrize("name", PLOTS)
def test_ax_that_is_no_axes_is_told_how_to_get_some(name, wrong):
    """judged-hostile 26: ax=plt, the commonest slip, was an AttributeError of matplotlib's."""
    with pytest.raises(ValueError, match=r"ax is .*plt\.subplots"):
        getattr(plots, name)(*CALLS[name], ax=wrong)


@pytest.mark.parametrize(
    "name, arguments, keywords, word",
    [
        ("plot_landscape", (NET, X, XOR, "mean_squared_err"), {}, "unknown loss"),
        ("plot_landscape", (3, X, XOR, "mean_squared_error"), {}, "a Network"),
        ("plot_landscape", (NET, X, XOR[:2], "mean_squared_error"), {}, "y has shape"),
        ("plot_landscape", (NET, X, XOR, "mean_squared_error"), {"pair": (0, 9)}, "pair"),
        ("plot_landscape", (NET, X, XOR, "mean_squared_error"), {"pair": 3}, "pair"),
        ("plot_landscape", (NET, X, XOR, "mean_squared_error"), {"n": 0}, "n must"),
        ("plot_corners", (3,), {}, "a Network"),
        ("nudging_errors", (NET, X, XOR, "mean_squared_error", [0.0]), {}, "nudges"),
        ("nudging_errors", (None, X, XOR, "mean_squared_error", [0.1]), {}, "a Network"),
        ("plot_board", (3, []), {}, "a dict"),
        ("plot_board", ({"AND": 3}, []), {}, "four answers"),
        ("plot_board", ({"AND": (0, 0, 0, 1)}, None), {}, "names that are found"),
        ("plot_nudging", ([0.1, -1], [1, 1], [1, 1]), {}, "nudges"),
        ("plot_nudging", ([0.1, 1], [1], [1, 1]), {}, "two_sided"),
        ("plot_nudging", ([0.1, 1], [1, 1], [1, 1]), {"h": 0}, "h is"),
        ("plot_history", (STEPS,), {"levels": [0.25]}, "levels"),
        ("plot_history", (STEPS,), {"levels": 3}, "levels"),
        ("plot_decision_boundary", (NET, X, XOR), {"neutral": "half"}, "neutral"),
        ("plot_decision_boundary", (NET, X, XOR), {"spread": None}, "spread"),
        ("plot_decision_boundary", (NET, X, XOR), {"resolution": 1.5}, "resolution"),
        ("plot_folding", (NET, X, XOR), {"fold": "all"}, "fold"),
        ("plot_trajectory", (np.empty((0, 2)),), {}, "empty"),
        ("plot_folding", (NET, np.empty((0, 2)), []), {}, "no points"),
        ("plot_decision_boundary", (int, X, XOR), {}, "class"),
    ],
)
def test_every_argument_has_its_door(ax, name, arguments, keywords, word):
    """judged-hostile 27."""
    axes = {"ax": ax} if name.startswith("plot_") else {}
    with pytest.raises(ValueError, match=word):
        getattr(plots, name)(*arguments, **keywords, **axes)


@pytest.mark.parametrize("size", [1e308, -1e308])
@pytest.mark.parametrize("name", [n for n in PLOTS if hasattr(CALLS[n][0], "parameters")])
def test_enormous_weights_draw_without_a_warning(ax, name, size):
    """judged-hostile 28: numpy's warnings reached the reader."""
    thing = copy.deepcopy(CALLS[name][0])
    thing.parameters[...] = size
    if name == "plot_corners":
        with pytest.raises(ValueError, match="beyond all numbers"):
            plots.plot_corners(thing, *CALLS[name][1:], ax=ax)
    else:
        getattr(plots, name)(thing, *CALLS[name][1:], ax=ax)
