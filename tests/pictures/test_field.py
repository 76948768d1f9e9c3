"""Fields as bytes and as colours."""

import numpy as np
import pytest

from nnlab.pictures.field import (
    WEAK,
    border,
    field_bytes,
    field_image,
    sharpened,
    side_bytes,
    unpacked,
)
from nnlab.pictures.geometry import sample_plane


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
        assert field_image(np.array([0, 128])).tolist() == [[255, 255, 255], [255, 255, 255]]

    def test_weak_values_are_drawn_stronger_and_can_be_read_back(self):
        values = np.linspace(0, 1, 201)
        coded, plain = field_bytes(values, power=WEAK), field_bytes(values)
        assert np.all(np.abs(coded.astype(int) - 128) >= np.abs(plain.astype(int) - 128))
        assert (coded[0], coded[100], coded[-1]) == (1, 128, 255)
        assert coded[120] - 128 == pytest.approx(127 * 0.2**0.62, abs=1)
        np.testing.assert_allclose(unpacked(coded, WEAK), 2 * values - 1, atol=0.015)

    @pytest.mark.parametrize("bad", [0, -1, np.nan])
    def test_a_spread_that_is_none(self, bad):
        with pytest.raises(ValueError, match="above 0"):
            field_bytes([0], 0, bad)


class TestBorder:
    BOUNDS = (-1.0, 3.0, 0.0, 4.0)

    def lines(self, function, neutral=0.0, n=32):
        values = function(*sample_plane(self.BOUNDS, n).T)
        return [np.array(line["points"]) for line in border(values, neutral, self.BOUNDS)]

    def test_it_lies_where_the_sides_change_from_edge_to_edge(self):
        [line] = self.lines(lambda x, y: 2 * x - y + 0.3)
        np.testing.assert_allclose(2 * line[:, 0] - line[:, 1] + 0.3, 0, atol=1e-9)
        assert line[:, 1].min() == pytest.approx(0) and line[:, 1].max() == pytest.approx(4)

    def test_there_may_be_several_and_none(self):
        assert len(self.lines(lambda x, y: (x - y + 3) * (x - y - 1))) == 2
        assert self.lines(lambda x, y: 1 + 0 * x) == []

    def test_what_is_no_number_has_no_border(self):
        assert self.lines(lambda x, y: np.full_like(x, np.nan)) == []
        halves = self.lines(lambda x, y: np.where(y > 2, np.nan, x - 1))
        assert all((line[:, 1] < 2).all() for line in halves) and halves

    def test_beyond_all_floats_there_are_still_no_warnings(self):
        assert len(self.lines(lambda x, y: (x - 1) * 0.8e308)) <= 1
