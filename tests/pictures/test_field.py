"""Fields as bytes and as colours."""

import numpy as np
import pytest

from nnlab.pictures.field import field_bytes, field_image, sharpened, side_bytes
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.palette import LIGHT


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
        assert field_image(np.array([0, 128]), LIGHT).tolist() == [[255, 255, 255], [255, 255, 255]]

    @pytest.mark.parametrize("bad", [0, -1, np.nan])
    def test_a_spread_that_is_none(self, bad):
        with pytest.raises(ValueError, match="above 0"):
            field_bytes([0], 0, bad)
