"""What a pen leaves, reduced as the data set was."""

import numpy as np
import pytest

from nnlab.datasets import load_digits
from nnlab.labs import pen

X, _ = load_digits()
THREE = (((0.3, 0.2), (0.6, 0.2), (0.5, 0.45), (0.65, 0.65), (0.3, 0.8)),)


def moved(strokes, scale, dx, dy):
    return tuple(tuple((dx + scale * x, dy + scale * y) for x, y in one) for one in strokes)


def seen(strokes):
    return pen.counted(pen.bitmap(strokes, pen.frame_of(strokes)))


def test_a_digit_of_the_data_is_enlarged_and_counted_to_what_it_was():
    assert all(np.array_equal(pen.counted(pen.enlarged(x)), x) for x in X)


def test_digits_of_the_data_drawn_anywhere_lie_in_their_box_again():
    """Their strokes' middles, half as large and elsewhere: framed as they were, the same ink."""
    rng = np.random.default_rng(0)
    frames, differ = [], []
    for x in X[rng.permutation(len(X))[:200]]:
        bits = np.pad(pen.enlarged(x), 2)
        offs = [(a, b) for a in range(-2, 3) for b in range(-2, 3) if abs(a) + abs(b) <= 2]
        core = np.all([bits[2 + a : 34 + a, 2 + b : 34 + b] for a, b in offs], axis=0)
        rows, columns = np.nonzero(core if core.any() else pen.enlarged(x))
        places = np.stack([columns + 0.5, rows + 0.5], axis=1) / pen.SIDE
        strokes = tuple(((a, b),) for a, b in (0.5 * places + [0.3, 0.1]).tolist())
        frame = np.array(pen.frame_of(strokes))
        frames.append((frame - [0.3, 0.1, 0, 0]) / 0.5)
        differ.append(np.abs(seen(strokes) - x).mean())
    assert np.abs(np.mean(frames, axis=0) - pen.WHOLE).max() < 0.08
    assert np.mean(differ) < 0.12 < np.abs(X - X[0]).mean()


def test_where_and_how_large_it_is_drawn_makes_no_difference():
    once = seen(THREE)
    for scale, dx, dy in ((0.7, 0.1, 0.0), (0.9, 0.05, 0.1)):
        assert np.allclose(seen(moved(THREE, scale, dx, dy)), once, atol=1 / 16)


def test_it_has_as_much_ink_as_a_digit_of_the_data():
    usual = np.median(X.sum(axis=1)) * 16
    assert seen(THREE).sum() * 16 == pytest.approx(usual, rel=0.05)


def test_it_fills_the_box_from_top_to_bottom_and_leaves_the_sides_free():
    ink = seen((((0.5, 0.3), (0.52, 0.6)),)).reshape(8, 8)
    assert ink[0].any() and ink[7].any() and not ink[:, [0, 7]].any()
    wide = seen((((0.1, 0.3), (0.9, 0.3), (0.1, 0.7), (0.9, 0.7)),)).reshape(8, 8)
    assert not wide[:, [0, 7]].any() and wide[:, [1, 6]].any(axis=0).all()


def test_what_is_tiny_is_not_blown_up():
    frame = pen.frame_of((((0.5, 0.5),),))
    assert frame[2:] == (pen.SMALLEST, pen.SMALLEST)
    assert 0 < seen((((0.5, 0.5),),)).sum() < 5


def test_nothing_drawn_is_no_ink():
    assert pen.frame_of(()) == pen.WHOLE and not pen.bitmap((), pen.WHOLE).any()


def test_a_rubber_cuts_a_stroke_in_two_and_takes_nothing_else():
    line, other = ((0.1, 0.5), (0.9, 0.5)), ((0.1, 0.9), (0.9, 0.9))
    left, right, same = pen.rubbed((line, other), ((0.5, 0.4), (0.5, 0.5)))
    assert left[0] == (0.1, 0.5) and left[-1][0] == pytest.approx(0.5 - pen.REACH, abs=0.011)
    assert right[0][0] == pytest.approx(0.5 + pen.REACH, abs=0.011) and same is other
    assert pen.rubbed((((0.5, 0.5),),), ((0.5, 0.5),)) == ()


def test_a_rubber_takes_the_squares_it_goes_over():
    left = pen.wiped(np.ones(64), ((0.0, 0.0625), (1.0, 0.0625))).reshape(8, 8)
    assert not left[0].any() and left[1:].all()


@pytest.mark.parametrize("given", [3, "ab", [[1, 2]], [[[0.5, np.nan]]], [[["a", "b"]]], {1: 2}])
def test_what_is_no_drawing_is_refused_in_words(given):
    with pytest.raises(ValueError, match="a drawing is strokes"):
        pen.drawing(given)


def test_a_drawing_has_an_end():
    with pytest.raises(ValueError, match="at most"):
        pen.drawing([[[0.5, 0.5]] * 6000])
