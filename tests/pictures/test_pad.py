"""A pad in marks."""

import numpy as np
import pytest

from nnlab.pictures.pad import pad
from nnlab.pictures.stamps import mask


def test_what_is_seen_and_what_lies_there_are_ink():
    marks = pad([0, 0.2, 1, 1], ground=[1, 0, 0, 0], strokes=[[[0.5, 0.5]]])
    assert list(marks["cells"]) == [0, 51, 255, 255] and list(marks["ground"]) == [255, 0, 0, 0]
    assert list(pad(np.zeros(4), looks=[-1, 0, 0.5, 1])["looks"]) == [1, 128, 192, 255]
    assert marks["looks"] == pad(np.zeros(64))["ground"] == b"" and marks["strokes"] == [
        [[0.5, 0.5]]
    ]


def test_what_it_does_not_know_is_refused():
    with pytest.raises(ValueError, match="no 'pen'"):
        pad(np.zeros(64), pen=1)


def test_a_mask_covers_as_much_as_there_is_ink():
    import io
    from base64 import b64decode

    from matplotlib.image import imread

    share = np.array([[0.0, 1.0], [0.2, 5.0]])
    image = imread(io.BytesIO(b64decode(mask(share).partition(",")[2])), format="png")
    assert np.allclose(image[..., -1], [[0, 1], [0.2, 1]], atol=1 / 255)
