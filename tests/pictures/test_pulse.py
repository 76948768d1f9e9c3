"""The marks of a sample on its way through a network."""

import numpy as np
import pytest

from nnlab import Network
from nnlab.pictures.field import WEAK
from nnlab.pictures.pulse import HIGH, WIDE, pulse_marks

SAID = [1, 0, 0.65, 0.45, 0.64]


@pytest.fixture
def network():
    made = Network([2, 2, 1], "sigmoid")
    made.parameters[:] = [0.5, 0.8, 0.1, -0.3, 0.6, 0.1, 1.1, -0.7, 0.2]
    return made


def boxes(marks):
    """Each number at a link with its gradient's box, and each node: x, y, half width and height."""
    for link in marks["links"]:
        if link["label"]:
            x, y = link["label"]
            yield x * WIDE, y * HIGH + (-10 if link["above"] else 10), 33, 23
    for node in marks["nodes"]:
        x, y = node["at"]
        yield x * WIDE, y * HIGH, node["size"] / 2, node["size"] / 2


@pytest.mark.parametrize("sizes", [[2, 2, 1], [1, 1], [2, 1], [2, 3, 1], [1, 3, 1], [2, 2, 2, 1]])
def test_no_number_covers_another_or_a_node(sizes):
    network = Network(sizes, "tanh", rng=0)
    marks = pulse_marks(network, np.zeros(sum(sizes)), gradients=np.ones(network.n_parameters))
    found = list(boxes(marks))
    assert len(found) == sum(sizes) + sum(1 for link in marks["links"] if link["label"])
    for k, (x, y, wide, high) in enumerate(found):
        assert 0 <= x - wide and x + wide <= WIDE and 0 <= y - high and y + high <= HIGH
        for other in found[:k]:
            apart = abs(x - other[0]) >= wide + other[2] or abs(y - other[1]) >= high + other[3]
            assert apart, (sizes, k)


def test_a_small_network_has_a_number_at_every_link(network):
    assert all(link["label"] for link in pulse_marks(network, SAID)["links"])


def test_many_links_have_none():
    network = Network([2, 4, 3, 1], "tanh", rng=0)
    links = pulse_marks(network, np.zeros(10))["links"]
    assert not any(link["label"] for link in links[:20])
    assert (
        pulse_marks(network, np.zeros(10), notes={"n2": [["x", "soft"]]})["nodes"][2]["notes"] == []
    )


def test_no_pulse_rests_on_a_number(network):
    pulses = [{"link": k, "size": 1, "text": "−0.1792", "value": -1} for k in (6, 7)]
    marks = pulse_marks(network, SAID, pulses=pulses)
    for pulse in marks["pulses"]:
        start, end = np.array(pulse["ends"]) * (WIDE, HIGH)
        x, y = start + (end - start) * pulse["path"][1]
        for bx, by, wide, high in boxes(marks):
            assert abs(x - bx) > wide + 10 or abs(y - by) > high + 10


def test_links_without_a_pulse_fade_while_others_have_one(network):
    pulses = [{"link": 6, "size": 1}, {"link": 7, "size": 0.5}]
    faint = [link["faint"] for link in pulse_marks(network, SAID, pulses=pulses)["links"]]
    assert faint == [True] * 4 + [False] * 2
    assert not any(link["faint"] for link in pulse_marks(network, SAID)["links"])


def test_text_is_above_a_link_from_above_and_below_one_from_below(network):
    pulses = [{"link": k, "size": 1, "text": "?"} for k in (6, 7)]
    below = [pulse["below"] for pulse in pulse_marks(network, SAID, pulses=pulses)["pulses"]]
    assert below == [False, True]


def test_a_box_is_on_the_far_side_of_its_weight(network):
    above = [link["above"] for link in pulse_marks(network, SAID)["links"]]
    assert above == [False] * 4 + [True, False] and all(type(it) is bool for it in above)


def test_a_gradient_is_blank_asked_or_known(network):
    gradients = np.full(9, np.nan)
    gradients[6:8] = -0.1052, -0.0733
    marks = pulse_marks(network, SAID, gradients=gradients, asked="p7")
    assert [link["gradient"] for link in marks["links"]] == [""] * 4 + ["−0.1052", "?"]
    assert pulse_marks(network, SAID)["links"][0]["gradient"] == ""


def test_nodes_say_their_answer_on_its_tone(network):
    nodes = pulse_marks(network, [1, 0, np.nan, 0.5, 0.75])["nodes"]
    assert [node["text"] for node in nodes] == ["1.00", "0.00", "", "0.50", "0.75"]
    assert [node["tone"] for node in nodes] == [1, -1, 0, 0, pytest.approx(0.5**WEAK, abs=1e-4)]
    assert [node["known"] for node in nodes] == [True, True, False, True, True]


def test_it_needs_a_number_for_each_node(network):
    with pytest.raises(ValueError, match="5 nodes"):
        pulse_marks(network, [1, 0])
