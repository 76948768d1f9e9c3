"""The film on paper."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from nnlab.pictures.field import field_bytes
from nnlab.pictures.film import CELLS, film, film_bounds
from nnlab.pictures.geometry import sample_plane
from nnlab.plots.film import SLOTS, paint_film
from tests.plots.reading import drawn, texts

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def painted(ax, **more):
    bounds = film_bounds(X)
    field = field_bytes(sample_plane(bounds, CELLS)[:, 0]).tobytes()
    given = dict(epoch=100, bounds=bounds, X=X, classes=[0, 1, 1, 0], **more)
    return paint_film(ax, film([field] * 3, [0, 100, 250], [2, 3, 4], **given))


def test_frames_stand_in_their_slots_and_the_present_one_is_outlined(ax):
    painted(ax)
    frames = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    assert len(frames) == SLOTS and len(ax.images) == 3
    widths = [frame.get_linewidth() for frame in frames]
    assert np.argmax(widths) == 1
    assert [text for text in texts(ax) if text] == ["0", "100", "250"]


def test_how_many_are_right_is_counted_in_dots_or_in_numbers(ax):
    painted(ax)
    assert len(drawn(ax, "right True")) == 9 and len(drawn(ax, "right False")) == 3


def test_a_crowd_is_counted_in_numbers(ax):
    painted(ax, of=30)
    assert "3/30" in texts(ax)


def test_the_border_is_drawn_where_the_sides_change(ax):
    painted(ax)
    x0, x1, *_ = film_bounds(X)
    borders = [line for line in ax.lines if line.get_linestyle() == "-"]
    assert len(borders) == 3
    share = (borders[0].get_xdata() - 5) / 72  # the first frame stands 5 from the left, 72 wide
    np.testing.assert_allclose(x0 + share * (x1 - x0), 0.5, atol=0.01)
