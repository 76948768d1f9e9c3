"""The plane: the data drawn, not the pixels."""

import numpy as np
import pytest

from nnlab import Layer, Neuron, sigmoid, step, tanh
from nnlab.pictures.palette import LIGHT
from nnlab.plots import plot_data, plot_decision_boundary, plot_neuron, plot_neuron_lines
from tests.plots.reading import drawn, side, texts

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


AND = np.array([[0], [0], [0], [1]])


XOR = np.array([[0], [1], [1], [0]])


def layer_of(*rows):
    return Layer.from_neurons([Neuron(row[:2], row[2], step) for row in rows])


class TestData:
    def test_shape_and_hue_follow_the_target(self, ax):
        assert plot_data(X, AND, ax=ax) is ax
        np.testing.assert_array_equal(drawn(ax, "target 0"), X[:3])
        np.testing.assert_array_equal(drawn(ax, "target 1"), X[3:])
        looks = [(p.get_marker(), p.get_markerfacecolor()) for p in ax.lines]
        assert looks == [("o", LIGHT["point-negative"]), ("^", LIGHT["point-positive"])]
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
        assert [p.get_markerfacecolor() for p in ax.lines] == [
            LIGHT[f"class-{k}"] for k in range(4)
        ]
        assert [p.get_marker() for p in ax.lines] == ["o", "^", "s", "D"]

    @pytest.mark.parametrize(
        "X, y, words",
        [
            ([[1, 2, 3]], [0], "two numbers a point"),
            ([1, 2], [0, 1], "two numbers a point"),
            ([["a", "b"]], [0], "real numbers"),
            ([[0, np.nan]], [0], "finite numbers"),
            ([[0, 1]], [0, 1], "one target each"),
            ([[0, 1]], [0.5], "must hold classes"),
            ([[0, 1]], ["cat"], "y has .*real numbers"),
            ([[0, 1], [1]], [0, 1], "ragged"),
            ([[0, 10**400]], [0], "real numbers"),
            ([[1e308, 1e308]], [0], "reach beyond"),
            ([[0, 1]], [10**400], "y has .*real numbers"),
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
        assert "|w| 1.41" in texts(ax)

    def test_on_the_line_it_says_0(self, ax):
        plot_neuron(Neuron([0.1, 0.2], -0.3, step), [[1, 1]], [0], ax=ax)  # 0.1 + 0.2 − 0.3 > 0
        assert "✗" not in texts(ax)

    def test_without_a_line_it_says_so(self, ax):
        plot_neuron(Neuron([0, 0], 1, sigmoid), ax=ax)
        assert len(texts(ax)) == 1 and "no line" in texts(ax)[0] and not ax.lines

    def test_a_line_outside_is_named(self, ax):
        plot_neuron(Neuron([1, 1], -9, tanh), X, AND, ax=ax)
        assert any("outside" in text for text in texts(ax))

    def test_a_smooth_neurons_field_is_smooth(self, ax):
        plot_neuron(Neuron([1, 1], -0.5, sigmoid), ax=ax)
        assert len({side(ax, x, 0.4) for x in (-0.4, 0.1, 0.6, 1.4)}) == 4
        assert [line.get_label() for line in ax.lines if "target" in str(line.get_label())] == []

    def test_it_needs_two_inputs(self, ax):
        with pytest.raises(ValueError, match="3 weights"):
            plot_neuron(Neuron([1, 2, 3]), ax=ax)


class TestNeuronLines:
    def test_lines_names_codes_and_points_are_drawn(self, ax):
        plot_neuron_lines(layer_of([1, 1, -0.5], [1, 1, -1.5]), X, XOR, ax=ax)
        assert texts(ax) == ["neuron 0", "neuron 1", "00", "10", "11"]
        assert not ax.images  # nobody was chosen
        assert {"target 0", "target 1"} <= {line.get_label() for line in ax.lines}

    def test_the_chosen_neuron_colours_the_plane(self, ax):
        plot_neuron_lines(
            layer_of([1, 1, -0.5], [1, 1, -1.5]), X, XOR, ax=ax, chosen=1, codes=False
        )
        assert len(ax.images) == 1
        strong = [line.get_linewidth() for line in ax.lines if len(line.get_xdata()) == 2]
        assert strong[0] < strong[1]
        assert texts(ax) == ["neuron 0", "neuron 1"]

    def test_the_neurons_can_have_names(self, ax):
        two = layer_of([1, 1, -0.5], [1, 1, -1.5])
        plot_neuron_lines(two, ax=ax, codes=False, called=["h₁", "h₂"])
        assert texts(ax) == ["h₁", "h₂"]
        with pytest.raises(ValueError, match="2 neurons"):
            plot_neuron_lines(two, ax=ax, called=["h₁"])

    def test_without_weights_it_says_so(self, ax):
        plot_neuron_lines(Layer(2, 2, step, init="zeros"), ax=ax)
        assert any("no line" in text for text in texts(ax))

    @pytest.mark.parametrize(
        "layer, chosen, words",
        [(Layer(3, 2), None, "3 inputs"), (Layer(2, 2), 2, "neurons are 0 to 1")],
    )
    def test_what_cannot_be_drawn(self, ax, layer, chosen, words):
        with pytest.raises(ValueError, match=words):
            plot_neuron_lines(layer, ax=ax, chosen=chosen)


class TestNames:
    def test_measures_of_two_kinds_have_names_and_scales_of_their_own(self, ax):
        names = ("bill length (mm)", "mass (g)")
        for draw in (
            lambda: plot_data(X, AND, ax=ax, names=names),
            lambda: plot_decision_boundary(lambda X: X[:, 0], X, AND, ax=ax, names=names),
            lambda: plot_neuron_lines(layer_of((1, 1, -0.5)), X, AND, ax=ax, names=names),
        ):
            ax.clear()
            draw()
            assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_aspect()) == (*names, "auto")
            assert ax.yaxis.label.get_rotation() == 90

    def test_one_name_is_refused(self, ax):
        with pytest.raises(ValueError, match="names are two"):
            plot_data(X, AND, ax=ax, names="mm")

    def test_each_axis_of_measures_ends_near_its_own_points(self, ax):
        plot_data([[170, 13], [230, 21]], [0, 1], ax=ax, names=["flipper (mm)", "bill (mm)"])
        assert np.allclose([*ax.get_xlim(), *ax.get_ylim()], [164, 236, 12.2, 21.8])
