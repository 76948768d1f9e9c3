"""Small sheets side by side, as markup."""

import numpy as np
import pytest

from nnlab.labs.stack import stack, swatch

BOUNDS = (-1.0, 2.0, -0.5, 1.5)
ROWS = np.array([[1.0, 0.0, -0.5], [0.0, 1.0, -0.5], [0.0, 0.0, 1.0]])


def test_each_neuron_has_its_sheet_and_the_last_has_all():
    html = stack(ROWS, BOUNDS, [([0, 0], 0), ([1, 1], 1)], 1)
    assert html.count("<button") == 3 and html.count("<svg") == 4
    assert html.count('aria-pressed="true"') == 1
    assert html.count("nnlab-glass") == 6  # 3, and 3 laid over each other
    assert html.count("nnlab-edge") == 4  # a neuron without weights has no line
    assert html.count("nnlab-one") == html.count("nnlab-zero") == 4
    assert "all three" in html


def test_a_sheet_lies_where_the_neuron_says_1():
    html = stack(ROWS[:1], BOUNDS, [], 0)
    assert 'd="M56 74.7L112 74.7L112 0L56 0"' in html  # right of x1 = 0.5, the middle


@pytest.mark.parametrize("n, name", [(4, ">neuron 3<"), (5, ">4<")])
def test_many_names_are_short(n, name):
    assert name in stack(np.tile(ROWS[:1], (n, 1)), BOUNDS, [], 0)


def test_the_fourth_has_ribs_in_place_of_a_colour_then_colours_repeat():
    assert len({swatch(j) for j in range(8)}) == 7 and swatch(3) == swatch(7)
    assert "nnlab-rib" in swatch(3) and "nnlab-rib" not in swatch(2)
    rows = np.tile(ROWS[:1], (4, 1))
    assert stack(rows, BOUNDS, [], 0).count("nnlab-rib") == 2  # its own, and over all
