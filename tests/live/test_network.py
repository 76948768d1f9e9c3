"""The network's drawing as an object: what it sends, what it refuses, what it reports."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.live.network import NetworkView
from nnlab.pictures.network import CELLS, node_answers

XOR = [6, 6, -3, 6, 6, -9, 6, -2, -3]
BOUNDS = (-0.5, 1.5, -0.5, 1.5)
OUT = "n4"


def shown_of(network, x=(1, 0)):
    """The planes, and what the nodes say about a sample."""
    return {"maps": BOUNDS, **node_answers(network.forward([x]))}


@pytest.fixture
def network():
    made = Network([2, 2, 1], "sigmoid")
    made.parameters[:] = XOR
    return made


@pytest.fixture
def view(network):
    shown = NetworkView(network, **shown_of(network))
    yield shown
    shown.close()


@pytest.fixture
def sent(view, page):
    """The traits that went to the browser, one entry a message."""
    return page(view).told


@pytest.fixture
def heard(view):
    events = []
    view.on_event(events.append)
    return events


def edit(view, key, value, phase="set"):
    """What the browser sends."""
    view.event({"type": "edit", "part": key, "value": value, "phase": phase})


def numbers(view):
    """What the page reads: of the parameters values; of the nodes a, z."""
    rows = np.frombuffer(view.numbers).reshape(3, len(view.drawing["links"]))
    found = dict(zip(("values", "a", "z"), rows, strict=True))
    n = len(view.drawing["names"])
    return found | {"a": found["a"][:n], "z": found["z"][:n]}


def test_a_change_is_one_message_with_what_changed(view, network, sent):
    network.parameters[8] = 1
    view.show(network, **shown_of(network))
    assert sent == [{"numbers", "maps"}]


def test_everything_goes_in_one_message(view, network, sent):
    view.show(
        network,
        **node_answers(network.forward([[0, 0]])),
        selected=OUT,
        lit=[OUT],
        names=["p", "q"],
        quiet=True,
        text="a drawing",
    )
    assert len(sent) == 1
    assert {"drawing", "numbers", "selected", "lit", "text"} <= sent[0]


def test_the_numbers_are_the_networks(view, network):
    shown, traces = numbers(view), network.forward([[1, 0]])
    assert shown["values"].tolist() == XOR
    assert shown["a"].tolist() == [1, 0, *traces[0].a[0], *traces[1].a[0]]
    assert shown["z"][2:].tolist() == [*traces[0].z[0], *traces[1].z[0]]
    assert np.isnan(shown["z"][:2]).all()


def test_maps_show_what_each_node_answers(view):
    maps = np.frombuffer(view.maps, np.uint8).reshape(5, CELLS, CELLS)
    assert view.drawing["cells"] == CELLS and view.drawing["crisp"] == [0] * 5
    assert (np.diff(maps[0].astype(int), axis=1) >= 0).all()  # x1 grows to the right
    assert (np.diff(maps[1].astype(int), axis=0) >= 0).all()  # x2 upwards
    assert maps[4][CELLS // 2, CELLS // 4] != maps[4][0, 0]


def test_a_step_is_drawn_by_its_sides():
    network = Network([2, 1], "step")
    network.parameters[:] = [1, 1, -0.5]
    view = NetworkView(network, maps=BOUNDS)
    assert view.drawing["crisp"] == [0, 0, 1]
    coded = np.frombuffer(view.maps, np.uint8).reshape(3, CELLS, CELLS)[2]
    assert len(np.unique(coded)) > 2  # z, so that the edge can be found between the cells
    view.close()


def test_without_a_plane_nodes_show_the_sample():
    network = Network([3, 2, 1], "tanh", rng=0)
    view = NetworkView(network, **node_answers(network.forward([[0, 1, 0.5]])))
    assert view.drawing["cells"] == 1 and list(view.maps[:3]) == [1, 255, 128]
    view.show(network)
    assert view.maps == b"" and np.isnan(numbers(view)["a"]).all()
    view.close()


def test_what_is_not_computed_yet_is_blank(view, network):
    blank = {"a": [1, 0, 0.6, None, None], "z": [0.3, None, None]}
    view.show(network, **blank)
    assert np.isnan(numbers(view)["a"]).tolist() == [False, False, False, True, True]
    assert list(view.maps[3:]) == [0, 0]  # paper


def test_edits_reach_the_network(view, network, heard):
    def write(event):
        if event["type"] == "edit":
            network.parameters[event["index"]] = event["value"]
            view.show(network, **shown_of(network))

    view.on_event(write)
    edit(view, "p0", 2.5)
    edit(view, "p8", -1, "move")
    edit(view, "p8", -2)
    assert [(e["index"], e["value"], e["phase"]) for e in heard] == [
        (0, 2.5, "set"),
        (8, -1.0, "move"),
        (8, -2.0, "set"),
    ]
    assert heard[1]["part"] == "p8"
    assert network.parameters[[0, 8]].tolist() == [2.5, -2]
    assert numbers(view)["values"][8] == -2


def test_what_is_lit_is_said_each_time(view, network):
    view.show(network, lit=[OUT])
    assert view.lit == ["n4"]
    view.show(network)
    assert view.lit == []


@pytest.mark.parametrize(
    ("key", "value"), [("n2", 1), ("n0", 1), ("p0", None), ("p0", float("inf"))]
)
def test_an_edit_that_makes_no_sense_is_refused(view, heard, key, value):
    edit(view, key, value)
    assert view.error and heard == []


def test_an_error_in_a_handler_is_shown_and_the_next_edit_clears_it(view):
    def refuse(event):
        if event.get("value") == 7:
            raise ValueError("not 7")

    view.on_event(refuse)
    edit(view, "p0", 7.0)
    assert view.error == "not 7"
    edit(view, "p0", 6.0)
    assert view.error == ""


def test_choosing_is_reported_by_part(view, heard):
    view.event({"type": "choose", "part": "n3"})
    view.event({"type": "choose", "part": "p5"})
    view.event({"type": "choose", "part": "n77"})  # of a network that is no longer shown
    assert heard == [{"type": "choose", "part": "n3"}, {"type": "choose", "part": "p5"}]


def test_another_network_forgets_what_does_not_fit_it(view, network):
    view.show(network, selected="n3")
    other = Network([3, 1], "tanh", rng=0)
    view.show(other)
    assert view.drawing["sizes"] == (3, 1) and view.selected == ""
    shown = numbers(view)
    assert np.isnan(shown["a"]).all() and view.maps == b""
    assert view.drawing["names"] == ["x₁", "x₂", "x₃", "output"]
    assert view.drawing["columns"] == ["inputs", "tanh"]


def test_names_are_shown_and_spoken(view, network):
    view.show(network, names=["<b>", "a name"])
    assert view.drawing["names"][:3] == ["<b>", "a name", "h₁"]
    assert view.drawing["spoken"][:3] == ["<b>", "a name", "h1"]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ({"a": [1, 2, 3]}, "a has 3 numbers, and this network needs 5"),
        ({"maps": (1, 0, 0, 1)}, "x0 < x1"),
        ({"maps": np.zeros((5, 2))}, "four numbers"),
        ({"z": [1, 2]}, "z has 2"),
        ({"selected": "n5"}, "no part"),
        ({"lit": ["p9"]}, "no part"),
        ({"names": ["one"]}, "1 names"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(view, network, shown, words):
    before = view.snapshot()
    network.parameters[0] = 99
    with pytest.raises(ValueError, match=words):
        view.show(network, **shown)
    assert view.snapshot() == before
    network.parameters[0] = XOR[0]
    view.show(network, **shown_of(network))
    assert view.snapshot() == before


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (Network([2, 9, 1], "tanh", rng=0), "too large"),
        (Network([2, *[2] * 7, 1], "tanh", rng=0), "too large"),
        (Network([2, 1], "tanh", runs=(3,), rng=0), "network.run"),
    ],
)
def test_networks_that_cannot_be_drawn(network, words):
    with pytest.raises(ValueError, match=words):
        NetworkView(network)


def test_a_view_without_a_network_waits_for_one(network):
    view = NetworkView()
    assert view.marks is None and repr(view) == "NetworkView()"
    with pytest.raises(ValueError, match="a Network"):
        view.show(None, maps=BOUNDS)
    view.show(network)
    assert repr(view) == "NetworkView(2-2-1)" and view.text.startswith("A network: 2 inputs")
    view.close()


def test_a_diverged_network_is_still_shown(view, network):
    network.parameters[:] = [np.inf, np.nan, *[1e300] * 7]
    view.show(network)
    assert numbers(view)["values"][0] == np.inf


def test_two_pages_that_edit_one_drawing_lose_nothing(view, network, heard, page):
    one, other = page(view, name="a"), page(view, name="b")
    for at, key in ((one, "p0"), (other, "p1")):  # each page counts its own messages from 1
        edit_ = {"type": "edit", "part": key, "value": 2.0, "phase": "set"}
        at.say(1, [f"edit {key}", view.id, {**edit_, "phase": "move"}], ["event", view.id, edit_])
    edits = [(event["index"], event["phase"]) for event in heard if event["type"] == "edit"]
    assert edits == [(0, "move"), (0, "set"), (1, "move"), (1, "set")]


def test_a_look_at_a_node_is_told_and_wipes_no_error(view, heard):
    assert not view.looks and NetworkView(looks=True).looks
    view.error = "w1 needs a number"
    for key in (OUT, "", "n99"):
        view.event({"type": "look", "part": key})
    assert [event["part"] for event in heard] == [OUT, ""]
    assert view.error == "w1 needs a number"


def test_slopes_go_with_the_numbers_and_only_where_they_are_shown(view, network):
    n = len(network.parameters)
    assert np.frombuffer(view.numbers).size == 3 * n and "gradient" not in view.text
    view.show(network, slopes=np.arange(n) / 100)
    *_, slopes = np.frombuffer(view.numbers).reshape(4, n)
    assert slopes.tolist() == (np.arange(n) / 100).tolist()
    assert "gradient" in view.text
