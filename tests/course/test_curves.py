"""Chapter 2b's checkers, and what its text, replies and words claim, computed."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlab import Neuron, relu, sigmoid, tanh
from nnlab.course import curves
from nnlab.course.curves import pictures
from nnlab.course.curves.corners import curve_through, curve_with
from nnlab.course.curves.exercises import CHANGES, FACTORS, PLACES
from nnlab.labs import CurveLab
from nnlab.labs.snapping import snap
from nnlab.lessons import exercise

FOLDER = Path(curves.__file__).parent
X = np.linspace([0], [6], 121)  # the page's places


def check(name, answer):
    return exercise(f"curves/{name}").check(answer)


def even_gap(k, x=X):
    places = np.linspace(0, 6, k + 1)
    return np.abs(curve_through(places, np.sin(places))(x) - np.sin(x)).max()


# Where is the corner? -------------------------------------------------------------------------


def test_the_corner_is_where_the_neuron_switches_on():
    neuron = Neuron([2.0], -3.0, relu)
    place = exercise("curves/place").answer
    assert neuron([place]) == 0 and neuron([place + 0.01]) > 0
    assert check("place", place).outcome == check("place", [1.5]).outcome == "correct"
    assert check("place", -1.5).slip == "sign" and check("place", 2 / 3).slip == "upside down"
    assert check("place", 7).slip is None


# A trapezoid ----------------------------------------------------------------------------------


def curve_of(factors):
    return curve_with(PLACES, factors)


def test_the_factors_draw_the_trapezoid():
    x = np.linspace(0, 6, 61)
    wanted = np.interp(x, [0, 1, 2, 4, 5, 6], [0, 0, 1, 1, 0, 0])
    assert np.allclose(curve_of(FACTORS)(x[:, np.newaxis])[:, 0], wanted)
    for answer in ([1, -1, -1, 1], (1.0, -1.0, -1.0, 1.0), np.array([[1, -1, -1, 1]])):
        assert check("trapezoid", answer).outcome == "correct"


def test_what_the_replies_say_of_the_slopes_is_true():
    def slopes(factors):
        x = np.array([1.5, 3, 4.5, 5.5])
        rise = curve_of(factors)(x[:, np.newaxis] + 0.1) - curve_of(factors)(x[:, np.newaxis] - 0.1)
        return (rise[:, 0] / 0.2).round(9).tolist()

    assert slopes((1, 1, 1, 1)) == [1, 2, 3, 4]
    assert slopes((1, -1, 1, -1)) == [1, 0, 1, 0]
    assert slopes((1, 0, 0, -1)) == [1, 1, 1, 0]
    assert slopes(FACTORS) == [1, 0, -1, 0]


def test_other_factors():
    assert check("trapezoid", [2, -2, -2, 2]).slip == "height"
    assert "1, 0, 2, 3" in check("trapezoid", [1, -1, 2, 1]).message
    assert check("trapezoid", [1, -1, -1]).slip == "no numbers"
    assert check("trapezoid", [1, -1, -1, float("inf")]).slip == "nan"


# Factors for any heights ----------------------------------------------------------------------


def in_one_line(x, heights):
    return np.diff(np.diff(heights) / np.diff(x), prepend=0)


def test_every_right_way_to_the_factors_is_accepted():
    assert check("factors", in_one_line).outcome == "correct"
    assert check("factors", exercise("curves/factors").answer).outcome == "correct"


def test_the_factors_are_those_of_the_package():
    x, heights = np.array([-1, 0.5, 2, 4]), np.array([3, 1, 1, -2.5])
    _, output = curve_through(x, heights).layers
    assert np.allclose(exercise("curves/factors").answer(x, heights), output.W[0])


@pytest.mark.parametrize("slip", CHANGES)
def test_each_slip_of_the_factors_is_named(slip):
    assert check("factors", CHANGES[slip]).slip == slip.partition(" (")[0]


def test_slips_in_other_clothes():
    right = exercise("curves/factors").answer
    assert check("factors", lambda x, heights: np.add(right(x, heights), 1)).slip is None
    assert check("factors", lambda x, heights: right(x, heights)[:-1]).slip == "shape"
    assert check("factors", lambda x, heights: "none").slip == "no list"

    def my_changes(x, heights): ...

    assert check("factors", my_changes).outcome == "not attempted"


# Pictures -------------------------------------------------------------------------------------


def test_the_shares_add_up_to_the_curve():
    figure = Figure()
    pictures.plot_stages(curve_with([1, 3, 5], [1, -2, 1], start=0.5), figure=figure)
    *stages, whole = [ax.lines[1].get_ydata() for ax in figure.axes]
    assert np.allclose(sum(stages[6:]) + 0.5, whole)
    assert np.allclose(np.maximum(stages[:3], 0), stages[3:6])
    silent = [np.isnan(ax.lines[2].get_ydata()).mean() for ax in figure.axes[:3]]
    assert silent == pytest.approx([1 / 6, 3 / 6, 5 / 6], abs=0.01)


# Words and claims -----------------------------------------------------------------------------


def test_a_curve_through_points_is_straight_between_them():
    x, heights = np.array([-1, 0.5, 2, 4]), np.array([3, 1, 1, -2.5])
    dense = np.linspace(-1, 4, 101)
    curve = curve_through(x, heights)
    assert np.allclose(curve(dense[:, np.newaxis])[:, 0], np.interp(dense, x, heights))
    assert curve([-5])[0] == 3  # level before the first corner


def test_twice_the_corners_a_quarter_of_the_gap():
    gaps = [even_gap(k, np.linspace([0], [6], 2401)) for k in (24, 48, 96)]
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=0.05)
    assert gaps[1] / gaps[2] == pytest.approx(4, rel=0.05)


def test_from_12_to_96_corners_the_gap_is_a_64th():
    fine = np.linspace([0], [6], 6001)
    assert f"{even_gap(12, fine):.3f} {even_gap(96, fine):.4f}" == "0.031 0.0005"


def test_two_soft_steps_make_a_hill_and_two_relus_a_ramp():
    def two(bend, w):
        return Neuron([w], -2 * w, bend)(X) - Neuron([w], -4 * w, bend)(X)

    for bend, height in ((sigmoid, 1), (tanh, 2)):
        hill = two(bend, 4)
        middle, inside = hill[len(X) // 2], (X[:, 0] > 2) & (X[:, 0] < 4)
        assert middle == pytest.approx(height, abs=0.05)
        assert hill[[0, -1]] == pytest.approx([0, 0], abs=0.01)
        assert (hill[inside] > middle / 2 - 0.02).all()
        assert np.abs(np.diff(two(bend, 8))).max() > 1.8 * np.abs(np.diff(hill)).max()
    ramp = two(relu, 1)
    assert (np.diff(ramp) >= 0).all() and (ramp[X[:, 0] >= 4] == 2).all()


def test_nine_numbers_and_four_weights_of_1_and_weight_0_has_no_corner():
    four = curve_with([1, 2, 4, 5], [1, -1.5, 1, -1])
    assert four.parameters.size == 9 + 4 and (four.layers[0].W == 1).all()
    assert np.ptp(Neuron([0.0], 2.0, relu)(X)) == 0
    v, w, b = -1.5, 3.0, -2.0  # the factor takes over the weight
    other = v * w * Neuron([1.0], b / w, relu)(X)
    np.testing.assert_allclose(v * Neuron([w], b, relu)(X), other)


def test_three_corners_well_placed_do_what_six_even_ones_do():
    def best(k):
        return snap(X[:, 0], np.sin(X[:, 0]), k).gap

    assert best(3) < even_gap(6) < even_gap(3) / 3
    assert best(1) >= best(2) >= best(3) >= best(4)  # one more never costs


def test_well_placed_corners_crowd_where_the_sine_bends():
    places = snap(X[:, 0], np.sin(X[:, 0]), 12).places
    bent, straight = [np.abs(np.sin(places)) > 0.8, np.abs(np.sin(places)) < 0.5]
    dense = np.abs(np.sin(X[:, 0]))
    assert bent.mean() > 1.2 * (dense > 0.8).mean()
    assert straight.mean() < 0.8 * (dense < 0.5).mean()
    assert not ((places > 2.8) & (places < 3.6)).any()  # around π: the straight middle


def test_straight_lines_add_up_to_a_straight_line():
    from nnlab import Network

    straight = Network([1, 3, 1], "identity", rng=0)
    assert np.allclose(np.diff(straight(X)[:, 0], 2), 0)
    bent = Network([1, 3, 1], ["relu", "identity"], init="zeros")
    bent.parameters[:] = curve_with([1, 3, 5], [1, -2, 1]).parameters
    assert np.abs(np.diff(bent(X)[:, 0], 2)).max() > 0.04


def test_n_neurons_make_at_most_one_piece_more():
    rng = np.random.default_rng(0)
    x = np.linspace(0, 6, 6001)
    for n in range(1, 8):
        heights = curve_with(rng.uniform(0.1, 5.9, n), rng.choice([-1, 1, 2], n))(x[:, np.newaxis])
        slopes = np.diff(heights[:, 0]) / np.diff(x)
        turns = np.abs(np.diff(slopes)) > 1e-6
        pieces = 1 + int((turns[1:] & ~turns[:-1]).sum() + turns[0])  # a corner may take two steps
        assert pieces <= n + 1


def test_slopes_and_places_say_nothing_of_the_height():
    one, other = (curve_with([1, 3, 5], [1, -2, 1], start=start) for start in (0, 2))
    assert np.allclose(other(X) - one(X), 2)


def test_eight_corners_cannot_follow_ten_turns():
    zigzag = np.abs((X[:, 0] * 11 / 6) % 2 - 1)
    assert snap(X[:, 0], zigzag, 8).gap > 0.4 > 0.1 > snap(X[:, 0], zigzag, 11).gap


def test_the_wave_needs_three_corners_and_hardly_a_fourth():
    lab = CurveLab(curve_with(np.arange(4), [0, 0, 0, 0]), show=["curve", "target"])
    lab.model.take({"line": "wave"})
    for _ in range(2):
        lab.model.more({"by": -1})
    left = lab.model.machine  # the gap, by the number of corners
    assert 0.13 < left[4] <= left[3] < 0.15 and 0.9 < left[2] < 1.1


def test_between_close_points_a_straight_piece_is_as_near_as_the_curve_is_steady():
    """However jagged: it stays between the curve's lowest and highest there."""
    x = np.linspace(0, 6, 601)
    y = np.cumsum(np.random.default_rng(0).normal(0, 0.1, 601))
    gap = np.abs(curve_through(x[::10], y[::10])(x[:, np.newaxis])[:, 0] - y)
    for first in range(0, 600, 10):
        piece = slice(first, first + 11)
        assert gap[piece].max() <= np.ptp(y[piece]) + 1e-9


def test_with_factors_of_plus_1_the_curve_only_gets_steeper():
    rng = np.random.default_rng(0)
    for _ in range(20):
        heights = curve_with(rng.uniform(0, 6, 5), np.ones(5))(X)[:, 0]
        assert (np.diff(heights, 2) > -1e-9).all() and (np.diff(heights) > -1e-9).all()


def test_no_unbroken_curve_is_nearer_to_a_jump_than_half_of_it():
    rng = np.random.default_rng(0)
    before, at = [3 - 1e-9], [3.0]
    for _ in range(50):
        curve = curve_with(rng.uniform(0, 6, 8), rng.normal(0, 50, 8))
        assert max(abs(curve(before)[0] - 0), abs(curve(at)[0] - 1)) > 0.4999


def test_near_its_open_end_1_over_x_leaves_every_curve_behind():
    places = np.linspace(0.02, 1, 51)
    curve = curve_through(places, 1 / places)
    assert abs(curve([0.1])[0] - 10) < 0.05
    assert abs(curve([0.001])[0] - 1000) > 900


def test_after_its_last_corner_a_curve_goes_straight_on():
    places = np.linspace(0, 6, 49)
    curve = curve_through(places, np.sin(places) + 1)
    far = curve(np.arange(6.0, 100).reshape(-1, 1))[:, 0]
    assert np.allclose(np.diff(far, 2), 0)
    assert abs(far[18] - (np.sin(24) + 1)) > 10


def test_the_bound_of_the_formula_track_is_nearly_reached():
    assert 0.99 < even_gap(12, np.linspace([0], [6], 60001)) / (0.5**2 / 8) <= 1


def test_twelve_corners_follow_the_errors_and_three_do_better_on_later_points():
    places, later, three = np.linspace(0, 6, 13), np.linspace(0.1, 5.9, 100), [0, 1.5, 4.5]
    parts = np.column_stack([np.maximum(places[:, np.newaxis] - three, 0), np.ones(13)])
    better = []
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        heights = np.sin(places) + 1 + rng.normal(0, 0.4, 13)
        new = np.sin(later) + 1 + rng.normal(0, 0.4, 100)
        *factors, start = np.linalg.lstsq(parts, heights)[0]
        curves = curve_through(places, heights), curve_with(three, factors, start)
        off = [np.mean((curve(later[:, np.newaxis])[:, 0] - new) ** 2) for curve in curves]
        better.append(off[1] < off[0])
    hundreds = [sum(better[k : k + 200]) for k in range(0, 1000, 200)]
    assert hundreds[0] == 192 and 185 <= min(hundreds) <= max(hundreds) <= 198
