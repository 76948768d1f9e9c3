"""Ground on paper: near ground hides what is behind it, and fog hides all."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlab.pictures.palette import LIGHT, rgb
from nnlab.pictures.relief import relief, seen_from
from nnlab.plots.relief import RISE, Camera, Surface, paint_relief, render

BOUNDS, SIZE = (0, 1, 0, 1), (120, 120)
SIDE = Camera(yaw=0.0, pitch=0.5, scale=80, middle=(60, 70))
ABOVE = Camera(yaw=0.0, pitch=np.pi / 2, scale=100, middle=(60, 60))


def wall(where):
    """Level ground with a wall across it, `where` rows from the front."""
    heights = np.zeros((40, 40))
    heights[where : where + 4] = 1.0
    return relief(bounds=BOUNDS, heights=heights)


def test_the_corner_of_both_edges_has_one_number():
    ax = Figure().subplots()
    words = {"x_name": "x", "y_name": "y", "caption": "", "note": ""}
    paint_relief(ax, relief(bounds=BOUNDS, heights=np.eye(2), **words))
    assert [text.get_text() for text in ax.texts].count("1") == 1


def test_paper_is_left_around_the_block():
    picture = render(wall(20), SIDE, SIZE)
    assert (picture[0] == rgb(LIGHT["paper"])).all() and (picture[:, 0] == 255).all()
    assert (picture[60, 60] != 255).any()


def test_from_above_low_is_dark_and_high_is_pale():
    picture = render(wall(20), ABOVE, SIZE).astype(int).sum(axis=-1)
    high, low = picture[60 - 5, 60], picture[100, 60]  # the wall lies in rows 20 to 23 of 40
    assert high > 1.5 * low


def test_what_is_behind_a_wall_is_hidden():
    front = render(wall(2), SIDE, SIZE)
    back = np.zeros((40, 40))
    back[2:6], back[8:12] = 1.0, 0.4
    with_more = render(relief(bounds=BOUNDS, heights=back), SIDE, SIZE)
    column = np.s_[:, 60]
    differs = (front[column] != with_more[column]).any(axis=-1).sum()
    seen = render(relief(bounds=BOUNDS, heights=back[::-1]), SIDE, SIZE)
    assert differs < (front[column] != seen[column]).any(axis=-1).sum()


def test_a_wall_stands_as_high_as_the_camera_says():
    x, y, z = np.zeros(2), np.full(2, -0.5), np.array([0, RISE])
    (_, low), (_, high) = SIDE.project(x, y, z)
    assert low - high == pytest.approx(RISE * np.cos(0.5) * 80)


def test_in_fog_the_picture_is_the_same_whatever_is_below():
    rng = np.random.default_rng(0)
    seen = seen_from([[0.1, 0.1]], BOUNDS, 40)
    pictures = []
    for _ in range(2):
        heights = np.where(seen > 0, 0.5, rng.random((40, 40)))
        heights[-1, :2] = 0.0, 1.0  # as low and as high as both
        marks = relief(bounds=BOUNDS, heights=heights, seen=seen, path=[[0.1, 0.1]])
        pictures.append(render(marks, SIDE, SIZE))
    assert (pictures[0] == pictures[1]).all()


def test_fog_lies_below_who_walks_in_it():
    seen = seen_from([[0.1, 0.1]], BOUNDS, 40)
    heights = np.linspace(0, 1, 40)[:, np.newaxis] * np.ones(40)
    marks = relief(bounds=BOUNDS, heights=heights, seen=seen, path=[[0.1, 0.1]])
    surface = Surface(marks)
    assert surface.z[-5:].max() < 0.35 < 0.8 < heights[-5:].min()


def test_the_walk_is_drawn_on_it():
    ax = Figure().subplots()
    words = dict(x_name="across", y_name="away", note="gone")
    path = [[0.2, 0.2], [0.5, 0.4], [0.8, 0.8]]
    marks = relief(bounds=BOUNDS, heights=np.eye(12), path=path, head=[0.9, 0.9], **words)
    assert paint_relief(ax, marks) is ax and len(ax.images) == 1
    said = {text.get_text() for text in ax.texts}
    assert {"start", "downhill", "gone", "across", "away"} <= said
    bare = paint_relief(Figure().subplots(), relief(bounds=BOUNDS, heights=np.eye(12), **words))
    assert "start" not in {text.get_text() for text in bare.texts}
