"""The plane under sheets of glass, as a part."""

from nnlab.live.glass import Glass
from nnlab.pictures.glass import glass_marks

ROWS = [[1, 0, -0.5], [0, 1, -0.5]]
BOUNDS = (-1.0, 2.0, -0.5, 1.5)


def test_pieces_stand_beside_the_plane_s_own_marks():
    part = Glass()
    part.show(bounds=BOUNDS, pieces=glass_marks(ROWS, BOUNDS), X=[[0, 0]], classes=[1])
    assert [piece["code"] for piece in part.marks["pieces"]] == ["00", "01", "10", "11"]
    assert part.marks["points"] == part.points


def test_what_is_left_out_stays():
    part = Glass()
    part.show(pieces=glass_marks(ROWS, BOUNDS))
    part.show(X=[[0, 0]], classes=[1])
    assert len(part.pieces) == 4
