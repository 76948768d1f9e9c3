"""Tiles on paper."""

import numpy as np

from nnlab.pictures.palette import LIGHT, rgb
from nnlab.pictures.tiles import places, tiles
from nnlab.plots.tiles import FINE, HIGH, WIDE, paint_tiles
from tests.plots.reading import texts

OPEN = {
    "bounds": [-0.5, 1.5, -0.5, 1.5],
    "size": 2,
    "field": bytes([1, 255, 1, 255]),
    "points": [[0, 0, 0, False, "0.33"], [1, 0, 1, True, "0.34"]],
    "whole": False,
}


def marks(**more):
    fields = np.stack([np.zeros((2, 2)), np.ones((2, 2)), np.full((2, 2), 0.5)])
    bins = [("solved", [1]), ("unsolved", [0, 2])]
    return tiles(fields=fields, bins=bins, **{"caption": "3 starts"} | more)


def test_each_tile_is_painted_where_it_lies(ax):
    paint_tiles(ax, marks())
    image = ax.images[0].get_array()
    for i, (x, y, side) in enumerate(places(WIDE, HIGH, 1, marks())["tiles"]):
        red, _, blue = image[int((y + side / 2.2) * FINE), int((x + side / 2.2) * FINE)].astype(int)
        assert np.sign(blue - red) == (-1, 1, 0)[i]
    assert np.array_equal(image[0, 0], rgb(LIGHT["paper"]))


def test_bins_have_their_counts_or_are_asked_for(ax):
    paint_tiles(ax, marks())
    assert texts(ax) == ["3 starts", "1", "solved", "2", "unsolved"]
    ax.clear()
    paint_tiles(ax, marks(asked=True))
    assert texts(ax).count("?") == 2


def test_what_is_said_is_no_taller_than_its_bin(ax):
    asked = tiles(fields=np.zeros((64, 1, 1)), bins=[("a", []), ("b", [])], air=0.3, said=32)
    paint_tiles(ax, asked)
    wall = min(y for _, y in ax.collections[0].get_segments()[0])
    assert min(y for _, y, _ in places(WIDE, HIGH, 1, asked)["said"]) >= wall - 1e-9


def test_the_open_one_has_its_points_and_what_it_says(ax):
    paint_tiles(ax, marks(selected=2, opened=OPEN))
    assert texts(ax)[-2:] == ["0.33", "0.34"] and len(ax.images) == 2
    assert len([line for line in ax.lines if line.get_marker() == "x"]) == 1
    assert {"^", "o"} <= {line.get_marker() for line in ax.lines}
