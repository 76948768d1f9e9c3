"""The film as a part: what the browser is sent, and what it may ask for."""

import numpy as np
import pytest

from nnlab.live.film import Film
from nnlab.pictures.film import CELLS, film_bounds

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
SHOWN = dict(
    fields=[bytes(CELLS**2)] * 2,
    epochs=[0, 40],
    right=[1, 4],
    epoch=40,
    bounds=film_bounds(X),
    X=X,
    classes=[0, 1, 1, 0],
)


def test_it_shows_its_frames():
    part = Film()
    part.show(**SHOWN, text="Two frames")
    assert part.now == 1 and part.exact and len(part.fields) == 2 * CELLS**2
    assert part.marks["frames"] == [[0, "0", 1], [40, "40", 4]]
    assert repr(part) == "Film(Two frames)"


def test_what_does_not_fit_changes_nothing():
    part = Film()
    part.show(**SHOWN)
    with pytest.raises(ValueError, match="one of each"):
        part.show(**SHOWN | {"right": [1]})
    assert part.marks["frames"][1][2] == 4


def test_a_frame_can_be_chosen():
    part, heard = Film(), []
    part.on_event(heard.append)
    part.event({"type": "frame", "index": 1})
    assert heard == [{"type": "frame", "index": 1}]
