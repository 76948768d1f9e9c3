"""The pad as an object: one message, and what it reports."""

import numpy as np

from nnlab.live.pad import Pad


def test_everything_goes_in_one_message(page):
    part = Pad(cue="draw here")
    told = page(part).told
    part.show(text="a pad", values=np.eye(8).ravel(), strokes=[[[0.5, 0.5]]], fresh=True)
    assert len(told) == 1 and part.fresh and part.strokes == [[[0.5, 0.5]]]
    assert list(part.cells) == np.eye(8, dtype=int).ravel().dot(255).tolist()
    part.close()
