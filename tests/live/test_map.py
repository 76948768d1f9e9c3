"""A map as an object: a plane, and what else it sends."""

import re

from nnlab.live.bundle import HERE
from nnlab.live.map import Map
from nnlab.pictures.map import FULL

X, BOUNDS = [[0, 0], [1, 1]], (-6, 6, -6, 6)


def test_a_map_is_a_plane_that_keeps_what_is_left_out():
    view = Map(bounds=BOUNDS, X=X, classes=[0, 2], mosaic=[[0, 1], [2, 2]], text="three")
    assert view.KIND == "map" and view.PICTURE and view.x_name == "x₁"
    view.show(field=[[0, 1], [2, 2]], scale=(1, 1))
    assert view.mosaic == b"" and [*view.field] == [1, 128, 255, 255]
    view.show(mosaic=[[1, 1], [2, 2]])
    assert view.field == b"" and [*view.mosaic] == [1, 1, 2, 2]
    assert len(view.points) == 2 and view.n_classes == 3 and view.text == "three"


def test_only_where_points_may_be_set_the_place_says_so():
    still, open_ = (Map(X=X, classes=[0, 1], edits=edits).names for edits in (False, True))
    assert "Value" in still["place"] and still["points"] == open_["points"]
    assert "sets a point" in open_["place"]
    view = Map(X=X, classes=[0, 1], edits=True)
    view.show(X=X[:1], classes=[0])
    assert view.names["place"] == open_["place"]
    view.show(X=X, classes=[0, 1], names={"place": "here"})
    assert view.names["place"] == "here"


def test_what_hands_do_reaches_those_who_listen():
    view, heard = Map(X=X, classes=[0, 1], edits=True), []
    view.on_event(heard.append)
    view.event({"type": "add", "x": 1.0, "y": 2.0})
    assert heard == [{"type": "add", "x": 1.0, "y": 2.0}]


def test_the_browser_draws_a_class_as_strong_as_paper_does():
    (full,) = re.findall(r"^const FULL = ([\d.]+);", (HERE / "map.js").read_text(), re.MULTILINE)
    assert float(full) == FULL
