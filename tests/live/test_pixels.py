"""The pixels as an object: one message, and what it reports."""

import numpy as np
import pytest

from nnlab.live.pixels import Pixels


def test_everything_goes_in_one_message(page):
    part = Pixels(editable=True)
    told = page(part).told
    part.show(text="a digit", values=np.eye(3), changed=[4], selected=2)
    assert len(told) == 1
    assert (part.side, part.changed, part.selected, part.text) == (3, [4], 2, "a digit")
    part.close()


def test_what_doesn_t_fit_leaves_it_as_it_was():
    part = Pixels(values=np.eye(2))
    with pytest.raises(ValueError, match="square"):
        part.show(values=[1, 2, 3])
    assert part.side == 2 and len(part.cells) == 4
    part.close()


def test_its_marks_are_what_it_was_given():
    part = Pixels(values=[-1, 0, 0, 1], signed=True)
    assert list(part.marks["cells"]) == [1, 128, 128, 255] and part.marks["signed"]
    part.close()
