"""Lines, their codes, and curves with corners: the numbers that are drawn, not the pixels."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnlab import Layer, Network, Neuron, identity, relu, step
from nnlab.pictures.corners import (
    corners,
    curve_bounds,
    curve_points,
    gap_label,
    largest_gap,
    slope_after,
)
from nnlab.pictures.geometry import line_geometry
from nnlab.pictures.layer import named, region_codes
from nnlab.pictures.palette import LIGHT
from nnlab.plots import plot_corners, plot_neuron_lines
from nnlab.plots.picture import new_figure

BOUNDS = (-0.5, 1.5, -0.5, 1.5)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
XOR = np.array([[0], [1], [1], [0]])
NUMBER = st.floats(-3, 3).filter(lambda v: v == 0 or abs(v) > 1e-3)


@pytest.fixture
def ax():
    return new_figure().subplots()


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def layer_of(*rows):
    return Layer.from_neurons([Neuron(row[:2], row[2], step) for row in rows])


def curve_of(weights, biases, factors, start=0.0):
    network = Network([1, len(weights), 1], [relu, identity], init="zeros")
    network.layers[0].W[:, 0], network.layers[0].b[:] = weights, biases
    network.layers[1].W[0], network.layers[1].b[0] = factors, start
    return network


# Lines and codes ------------------------------------------------------------------------------


def test_lines_names_codes_and_points_are_drawn(ax):
    plot_neuron_lines(layer_of([1, 1, -0.5], [1, 1, -1.5]), X, XOR, ax=ax)
    assert texts(ax) == ["neuron 0", "neuron 1", "00", "10", "11"]
    assert not ax.images  # nobody was chosen
    assert {"target 0", "target 1"} <= {line.get_label() for line in ax.lines}


def test_the_chosen_neuron_colours_the_plane(ax):
    plot_neuron_lines(layer_of([1, 1, -0.5], [1, 1, -1.5]), X, XOR, ax=ax, chosen=1, codes=False)
    assert len(ax.images) == 1
    strong = [line.get_linewidth() for line in ax.lines if len(line.get_xdata()) == 2]
    assert strong[0] < strong[1]
    assert texts(ax) == ["neuron 0", "neuron 1"]


def test_without_weights_it_says_so(ax):
    plot_neuron_lines(Layer(2, 2, step, init="zeros"), ax=ax)
    assert "all weights are 0: there is no line" in texts(ax)


@example([(3.0, 0.0, 0.5), (1.5, 2.0, 0.0), (1.5, 1.5, 0.0)])  # places on a line alone
@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=4))
def test_every_code_stands_where_it_holds(rows):
    layer = layer_of(*rows)
    found = region_codes(layer, BOUNDS)
    for code, (x, y) in found:
        assert code == "".join(str(int(a)) for a in layer([x, y]))
        assert BOUNDS[0] < x < BOUNDS[1] and BOUNDS[2] < y < BOUNDS[3]
    assert len({code for code, _ in found}) == len(found) >= 1


def test_three_lines_make_seven_regions_at_most():
    assert len(region_codes(layer_of([1, 0, -0.5], [0, 1, -0.5], [1, 1, -1.4]), BOUNDS)) == 7
    assert region_codes(Layer(2, 7, step, rng=0), BOUNDS) == []


@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=2, max_size=4))
def test_names_stay_in_the_picture(rows):
    lines = [line_geometry(row[:2], row[2], BOUNDS) for row in rows]
    for line, one in zip(lines, named(lines, BOUNDS), strict=True):
        assert (line is None) == (one is None)
        if one is not None:
            x, y = one["label_at"]
            assert BOUNDS[0] <= x <= BOUNDS[1] and BOUNDS[2] <= y <= BOUNDS[3]


def distance(place, line):
    """From a place to a line's stroke and its arrow."""
    share = np.linspace(0, 1, 400)[:, np.newaxis]
    strokes = [line["segment"], (line["anchor"], line["head"])]
    drawn = [a + share * np.subtract(b, a) for a, b in strokes]
    return np.hypot(*(np.concatenate(drawn) - place).T).min()


@pytest.mark.parametrize("seed", range(40))
def test_a_name_is_nearest_to_its_own_line(seed):
    layer = Layer(2, 3, step, init="uniform", rng=seed)
    lines = [line_geometry(n.w, n.b, BOUNDS) for n in layer]
    if not all(line["segment"] and np.hypot(*np.subtract(*line["segment"])) > 1 for line in lines):
        return  # no room for a name at a line that only cuts a corner off
    for j, one in enumerate(named(lines, BOUNDS, X.tolist())):
        far = [distance(one["label_at"], line) for line in lines]
        assert np.argmin(far) == j, one["label"]


def test_lines_on_top_of_one_another_share_a_name():
    line = line_geometry([1, 1], -0.5, BOUNDS)
    other = line_geometry([1, 0], -0.5, BOUNDS)
    assert [one["label"] for one in named([line, other, line], BOUNDS)] == [
        "",
        "neuron 1",
        "neurons 0, 2",
    ]
    assert named([None], BOUNDS) == [None]
    assert [one["label"] for one in named([line, other, line, None, None], BOUNDS) if one] == [
        "",
        "1",
        "0, 2",
    ]


@pytest.mark.parametrize(
    "layer, chosen, words",
    [(Layer(3, 2), None, "3 inputs"), (Layer(2, 2), 2, "neurons are 0 to 1")],
)
def test_what_cannot_be_drawn(ax, layer, chosen, words):
    with pytest.raises(ValueError, match=words):
        plot_neuron_lines(layer, ax=ax, chosen=chosen)


# Curves ---------------------------------------------------------------------------------------


def slopes_around(network, place, h=1e-4):
    left, here, right = (float(network([place + d])[0]) for d in (-h, 0, h))
    return (here - left) / h, (right - here) / h


@given(
    st.lists(
        st.tuples(st.floats(0.2, 3) | st.floats(-3, -0.2), st.floats(-3, 3), st.floats(-3, 3)),
        min_size=1,
        max_size=4,
    )
)
def test_a_factor_is_the_change_of_the_slope(numbers):
    network = curve_of(*zip(*numbers, strict=True))
    found = corners(network)
    for j, corner in enumerate(found):
        others = [abs(corner.place - one.place) for k, one in enumerate(found) if k != j]
        if min(others, default=1) < 1e-2:
            continue
        before, after = slopes_around(network, corner.place)
        assert after - before == pytest.approx(corner.factor, abs=1e-6)
        assert slope_after(network, corner.place) == pytest.approx(after, abs=1e-6)


def test_a_weight_of_0_has_no_corner():
    assert np.isnan(corners(curve_of([0, 1], [2, -1], [1, 1]))[0].place)


def test_the_corners_are_all_of_the_curve():
    network = curve_of([1, -1, 1], [-1, 4, -9], [2, 1, 5], 0.5)
    points = curve_points(network, (0, 6, -1, 9))
    assert points[:, 0].tolist() == [0, 1, 4, 6]  # the corner at 9 lies outside
    x = np.linspace(0, 6, 50)
    assert np.allclose(np.interp(x, *points.T), network(x[:, np.newaxis])[:, 0])


def test_the_curve_its_target_and_the_gap(ax):
    x = np.linspace(0, 6, 61)[:, np.newaxis]
    network = curve_of([1], [-2], [1])
    plot_corners(network, x, np.zeros_like(x), ax=ax)
    assert texts(ax) == ["gap 4.00"]
    assert largest_gap(network, x, np.zeros_like(x)) == (6.0, 4.0, 0.0)
    dashed, curve = (line for line in ax.lines if len(line.get_xdata()) > 2)
    assert dashed.get_linestyle() == "--" and dashed.get_color() == LIGHT["soft"]
    assert curve.get_xdata()[1:-1].tolist() == [2] and dashed.get_xdata()[-1] == 6


def test_the_gap_stands_clear_of_the_frame_and_the_whole_curve_is_seen():
    x = np.linspace(0, 6, 61)[:, np.newaxis]
    network = curve_of([1], [-2], [1])
    x0, x1, y0, y1 = curve_bounds(x, np.zeros_like(x), network(x))
    assert x0 < 0 and x1 > 6.1  # the largest gap is at 6
    assert y0 < 0 and y1 > network([x1])[0]


def test_pieces_and_a_marked_corner(ax):
    network = curve_of([1, 1], [-1, -2], [1, 2])
    plot_corners(network, ax=ax, pieces=True, chosen=1)
    parts = [line for line in ax.lines if len(line.get_xdata()) == 301]
    assert [part.get_ydata()[-1] for part in parts] == [5, 8]
    sizes = [line.get_markersize() for line in ax.lines if line.get_marker() == "o"]
    assert sizes == [7, 9]
    assert texts(ax) == []


def test_a_corner_with_factor_0_is_drawn_as_unused(ax):
    plot_corners(curve_of([1, 1], [-1, -2], [1, 0]), ax=ax)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_markeredgecolor() for dot in dots] == [LIGHT["ink"], LIGHT["soft"]]
    assert dots[1].get_markersize() < dots[0].get_markersize()


@pytest.mark.parametrize("x, curve, wanted", [(6, 9, 0), (0, 0, 9), (3, -9, 2), (3, 9, -9)])
def test_the_gap_s_number_stays_in_the_picture(x, curve, wanted):
    at = gap_label(x, curve, wanted, (0, 6, -1, 3))
    assert 0 < at[0] < 6 and -1 < at[1] < 3


def test_another_network_is_refused(ax):
    with pytest.raises(ValueError, match="sizes \\[1, k, 1\\] with relu, then identity"):
        plot_corners(Network([2, 3, 1], [relu, identity]), ax=ax)
