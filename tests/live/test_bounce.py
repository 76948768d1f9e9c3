"""A walk on a curve, as a part."""

from nnlab.live.bounce import Bounce


def test_it_shows_its_marks():
    part = Bounce()
    part.show(bounds=(0, 2, 0, 1), curve=[[0, 0], [2, 1]], path=[[0, 0]], text="A walk.")
    assert part.marks["path"] == [[0, 0]] and part.PICTURE and part.text == "A walk."
