"""Sheets and pieces: exact polygons, with room for a code."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab.pictures.glass import glass_marks, most_pieces, pieces, sheet

BOUNDS = (-1.0, 2.0, -0.5, 1.5)
WHOLE = 6.0
NUMBER = st.floats(-3, 3).filter(lambda v: v == 0 or abs(v) > 1e-2)
ROWS = st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=4)
THREE = [[1, -0.55, -0.15], [-0.75, -1, 1.15], [0.35, 1, -0.62]]


def area(polygon):
    x, y = np.transpose(polygon)
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


@given(ROWS)
def test_pieces_fill_the_picture_and_each_is_where_its_code_holds(rows):
    found = pieces(rows, BOUNDS)
    assert sum(area(piece.polygon) for piece in found) == pytest.approx(WHOLE)
    assert len({piece.code for piece in found}) == len(found) <= most_pieces(len(rows))
    for piece in found:
        middle = np.mean(piece.polygon, axis=0)
        for place in [middle, *(each[:2] for each in piece.places)]:
            z = np.array(rows) @ [*place, 1]
            if np.abs(z).min() > 1e-6:
                assert piece.code == "".join(str(int(each > 0)) for each in z)


@given(ROWS)
def test_a_sheet_is_as_large_as_its_pieces(rows):
    found = pieces(rows, BOUNDS)
    for j, row in enumerate(rows):
        mine = sum(area(piece.polygon) for piece in found if piece.code[j] == "1")
        polygon = sheet(row, BOUNDS)
        assert (area(polygon) if polygon else 0.0) == pytest.approx(mine, abs=1e-7)


def test_three_lines_cut_seven_pieces_but_not_through_one_point():
    assert len(pieces(THREE, BOUNDS)) == 7 == most_pieces(3)
    through = [[1, 0, -0.5], [0, 1, -0.5], [1, -1, 0]]
    assert len(pieces(through, BOUNDS)) == 6


def test_equal_lines_cut_once():
    assert [piece.code for piece in pieces([THREE[0], THREE[0]], BOUNDS)] == ["00", "11"]


def test_places_keep_clear():
    for piece in pieces(THREE, BOUNDS, avoid=[[0, 0], [1, 0]]):
        for x, y, room in piece.places[:1]:
            assert room > 0 and min(np.hypot(x, y), np.hypot(x - 1, y)) > room


def test_marks_are_plain_data():
    import json

    marks = glass_marks(THREE, BOUNDS)
    assert json.loads(json.dumps(marks)) == marks and len(json.dumps(marks)) < 4000
