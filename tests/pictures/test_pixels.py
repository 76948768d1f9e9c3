"""Pixels in marks: ink and signs as bytes."""

import numpy as np
import pytest

from nnlab.pictures.pixels import pixels


def test_ink_goes_from_paper_to_black_and_no_further():
    assert list(pixels([0, 0.2, 1, 1.5])["cells"]) == [0, 51, 255, 255]
    assert list(pixels([np.nan, -1, 1, 1])["cells"])[:2] == [0, 0]


def test_signs_keep_their_side_and_their_strength():
    cells = list(pixels([-2.0, 0.0, 1e-9, 1.0], signed=True)["cells"])
    assert cells[:2] == [1, 128] and cells[2] == 129 and 190 < cells[3] < 194


def test_ink_lies_over_numbers():
    marks = pixels([-2.0, 0.0, 0, 1.0], signed=True, strokes=[0, 0.2, 1, 2])
    assert list(marks["strokes"]) == [0, 51, 255, 255] and marks["cells"][0] == 1
    assert pixels([0, 1, 1, 0])["strokes"] == b""


def test_all_zero_is_neutral():
    assert set(pixels(np.zeros(9), signed=True)["cells"]) == {128}


@pytest.mark.parametrize("values", [[1, 2, 3], []])
def test_what_is_no_square_is_refused(values):
    with pytest.raises(ValueError, match="square"):
        pixels(values)


def test_only_a_pixel_that_is_there_can_be_chosen():
    with pytest.raises(ValueError, match="no pixel 4"):
        pixels(np.zeros(4), selected=4)
