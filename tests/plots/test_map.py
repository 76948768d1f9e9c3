"""A map on paper."""

import numpy as np

from nnlab.live.map import Map
from nnlab.pictures.palette import LIGHT, rgb
from nnlab.plots.map import paint_map
from nnlab.plots.picture import new_figure, parts_figure

X, BOUNDS = [[-3, 0], [3, 0], [0, 3]], (-6, 6, -6, 6)


def test_a_mosaic_lies_under_its_points():
    part, ax = (
        Map(bounds=BOUNDS, X=X, classes=[0, 1, 2], mosaic=[[0, 1], [2, 2]]),
        new_figure()[1][0],
    )
    paint_map(ax, part.marks)
    (image,) = ax.images
    assert image.origin == "lower" and image.get_extent() == [-6, 6, -6, 6]
    assert image.get_array().shape == (2, 2, 3) and len(ax.lines) == 3


def test_numbers_are_filled_as_the_field_and_their_rim_is_faint_where_kept_back():
    part, ax = (Map(bounds=BOUNDS, X=X, tones=[0, 0.5, 1], hollow=[0, 0, 1]), new_figure()[1][0])
    paint_map(ax, part.marks)
    dots = ax.collections[-1]
    assert dots.get_offsets().tolist() == X and not ax.lines
    assert np.allclose(dots.get_facecolors()[1, :3], 1)
    rims = np.round(dots.get_edgecolors()[:, :3] * 255)
    assert [rim.tolist() for rim in rims] == [
        rgb(LIGHT[k]).tolist() for k in ("ink", "ink", "line")
    ]


def test_a_map_stands_in_a_lab_s_stored_picture():
    part = Map(bounds=BOUNDS, X=X, classes=[0, 1, 2], mosaic=[[0, 1], [2, 2]])
    alone, beside = parts_figure([part]), parts_figure([part, part])
    assert alone.get_size_inches().tolist() == [5.2, 5.2] and alone.axes[0].images
    assert [len(ax.images) for ax in beside.axes] == [1, 1]
