"""A data set on a button."""

import re

import numpy as np

from nnlab.pictures.thumbnail import thumbnail

BOUNDS = (-6, 6, -6, 6)


def starts(svg):
    """Where each point's path begins."""
    return [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", svg)]


def test_x2_goes_up_and_x1_to_the_right():
    assert starts(thumbnail([[-6, -6], [6, 6]], [0, 0], BOUNDS)) == [(0, 60), (60, 0)]


def test_a_class_has_its_shape_and_the_page_s_colour():
    two = thumbnail([[0, 0], [1, 1]], [0, 1], BOUNDS)
    assert (
        two.index("h0") < two.index("point-negative") < two.index("l2.2") < two.index("-positive")
    )
    four = thumbnail(np.zeros((4, 2)), [0, 1, 2, 3], BOUNDS)
    assert re.findall(r"var\(--nnlab-([\w-]+)\)", four) == [f"class-{k}" for k in range(4)]
    assert "#" not in two + four


def test_of_many_points_some_are_drawn_of_all_classes():
    X = np.random.default_rng(0).uniform(-6, 6, (500, 2))
    svg = thumbnail(X, np.repeat([0, 1], 250), BOUNDS)
    assert len(starts(svg)) == 60 and len(starts(svg.split("<path")[1])) == 30


def test_numbers_go_from_one_side_s_colour_by_grey_to_the_other_s():
    svg = thumbnail(np.zeros((3, 2)), [[-2.0], [0.0], [2.0]], BOUNDS, numbers=True)
    assert re.findall(r"nnlab-(\w+)\) (\d+)%", svg) == [
        ("negative", "100"),
        ("negative", "0"),
        ("positive", "100"),
    ]
