"""The film of a training: each moment as it was, computed once."""

import numpy as np
import pytest

from nnlab import SGD, Network, Training, sigmoid
from nnlab.datasets import make_gate
from nnlab.labs.training import film as module
from nnlab.labs.training.film import Film
from nnlab.labs.training.model import LiveTraining
from nnlab.pictures.field import WEAK, field_bytes
from nnlab.pictures.film import CELLS, film
from nnlab.pictures.geometry import sample_plane

X, Y = make_gate("xor")
pytestmark = pytest.mark.usefixtures("no_widget")


def made():
    training = Training(Network([2, 2, 1], sigmoid, rng=0), X, Y, optimizer=SGD(2.0), rng=0)
    model = LiveTraining(training)
    model.advance(300)
    return model


def test_a_frame_is_the_plane_as_it_was():
    model = made()
    marks = film(**Film(model).marks())
    places = sample_plane(marks["bounds"], CELLS)
    for k, (epoch, _, right) in enumerate(marks["frames"]):
        then = model.training.history.network_at(epoch)
        field = np.frombuffer(marks["fields"], np.uint8, CELLS**2, k * CELLS**2)
        np.testing.assert_array_equal(field, field_bytes(then(places)[:, 0], power=WEAK))
        assert right == ((then(X) > 0.5) == (Y > 0.5)).sum()
    assert marks["frames"][-1][0] == 300 and marks["now"] == len(marks["frames"]) - 1


def test_a_frame_is_computed_once_and_let_go_with_its_moment(monkeypatch):
    model = made()
    reel, asked = Film(model), []
    monkeypatch.setattr(module, "field_bytes", lambda *a, **k: asked.append(1) or np.zeros(1))
    reel.marks()
    n = len(asked)
    reel.marks()
    assert n == len(model.moments.all) and len(asked) == n
    model.reset()
    model.read()
    reel.marks()
    assert len(reel._fields) == 1
