"""The plane as an object: what it sends, what it refuses, what it reports."""

import numpy as np
import pytest

from nnlab.live.plane import Plane
from nnlab.pictures.geometry import line_geometry, sample_plane

BOUNDS = (-0.5, 1.5, -0.5, 1.5)


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


AND = [0, 0, 0, 1]


@pytest.fixture
def plane():
    shown = Plane(bounds=BOUNDS)
    yield shown
    shown.close()


@pytest.fixture
def sent(plane, page):
    """The traits that went to the browser, one entry a message."""
    return page(plane).told


def byte_at(plane, x, y):
    x0, x1, y0, y1 = plane.bounds
    n = plane.size
    field = np.frombuffer(plane.field, np.uint8).reshape(n, n)
    return field[int((y - y0) / (y1 - y0) * n), int((x - x0) / (x1 - x0) * n)]


def test_everything_goes_in_one_message(plane, sent):
    plane.show(
        field=np.zeros(64),
        X=X,
        classes=AND,
        wrong=[0, 1, 1, 0],
        lines=[line_geometry([1, 1], -0.5, BOUNDS)],
        selected=2,
        probe={"x": 0, "y": 0, "text": "z = 1"},
        x_name="x_name",
        text="words",
    )
    assert len(sent) == 1
    assert {"field", "size", "points", "lines", "selected", "probe", "x_name", "text"} <= sent[0]


def test_only_what_changed_is_sent(plane, sent):
    plane.show(field=np.zeros(64), X=X, classes=AND, x_name="a")
    sent.clear()
    plane.show(field=np.zeros(64), X=X, classes=AND, x_name="b")
    assert sent == [{"x_name"}]


def test_a_field_in_bytes_row_0_at_the_bottom(plane):
    points = sample_plane(BOUNDS, 32)
    plane.show(field=points[:, 1], scale=(0.5, 1))
    assert plane.size == 32 and len(plane.field) == 32 * 32 and not plane.crisp
    assert byte_at(plane, 0, -0.49) < 10 and byte_at(plane, 0, 1.49) > 245
    plane.show(field=np.full((8, 8), 0.5))
    assert set(plane.field) == {128}


def test_sides_are_crisp_and_keep_the_line(plane):
    points = sample_plane(BOUNDS, 32)
    plane.show(field=points @ [1, 1] - 0.5, scale="sides")
    assert plane.crisp
    assert byte_at(plane, 0.1, 0.1) < 128 < byte_at(plane, 0.5, 0.5)


def test_a_field_of_a_step_is_crisp_of_itself(plane):
    plane.show(field=(sample_plane(BOUNDS, 8)[:, 0] > 0.5) * 1.0)
    assert plane.crisp and set(plane.field) == {1, 255}


def test_points_lines_and_their_names(plane):
    plane.show(X=X, classes=AND, wrong=[0, 1, 0, 0], lines=[line_geometry([1, 1], -0.5, BOUNDS)])
    assert plane.points[1] == [0.0, 1.0, 0, True, 1, False]
    (line,) = plane.lines
    assert line["label"] == "|w| 1.41" and line["draggable"] and not line["dashed"]
    assert plane.names["points"][1].startswith("point (0, 1)")
    assert ["wrong" in name for name in plane.names["points"]] == [False, True, False, False]
    ((dot, arrow),) = plane.names["lines"]
    assert "Move" in dot and "arrow" in arrow
    plane.show(names={"place": "Ask anywhere"})
    assert plane.names["place"] == "Ask anywhere" and len(plane.names["points"]) == 4


def test_many_points_get_no_names_of_their_own(plane):
    plane.show(X=np.random.default_rng(0).normal(size=(50, 2)), classes=[0, 1] * 25)
    assert plane.names["points"] == [] and len(plane.points) == 50


def test_it_says_where_there_is_no_line(plane):
    plane.show(lines=[None])
    assert "no line" in plane.note and plane.lines[0]["anchor"] is None
    plane.show(lines=[line_geometry([1, 1], -50, BOUNDS)])
    assert "outside" in plane.note
    plane.show(lines=[line_geometry([1, 1], -1, BOUNDS)])
    assert plane.note == ""


def test_ticks_follow_the_bounds(plane):
    plane.show(bounds=(-6, 6, 0, 1))
    assert plane.ticks[0] == [[-5, "−5"], [0, "0"], [5, "5"]]


def test_a_probe_comes_and_goes(plane):
    plane.show(probe={"x": 1, "y": 0, "text": "z = 1"})
    plane.show(x_name="it stays")
    assert plane.probe["text"] == "z = 1"
    plane.show(probe={})
    assert plane.probe == {}


@pytest.mark.parametrize(
    "shown, words",
    [
        ({"bounds": (1, 0, 0, 1)}, "x0 < x1"),
        ({"bounds": (0, 1, 0, np.inf)}, "finite"),
        ({"field": np.zeros(7)}, "n × n"),
        ({"field": np.zeros(4), "scale": (0, 0)}, "above 0"),
        ({"X": [[0, 1, 2]], "classes": [0]}, "two numbers"),
        ({"X": X, "classes": [0]}, "one target each"),
        ({"X": X, "classes": AND, "wrong": [True]}, "wrong has 1"),
        ({"lines": [{"slope": 1}]}, "'slope'"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(plane, shown, words):
    plane.show(field=np.zeros(16), X=X, classes=AND, x_name="before")
    before = plane.snapshot()
    with pytest.raises(ValueError, match=words):
        plane.show(**{"x_name": "after", **shown})
    assert plane.snapshot() == before


def test_its_repr_is_short_and_has_no_address(plane):
    plane.show(text="This neuron is OR.")
    assert repr(plane) == "Plane(This neuron is OR.)"
