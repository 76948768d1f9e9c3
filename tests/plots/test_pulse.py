"""The film on paper."""

import pytest

from nnlab import Network
from nnlab.pictures.pulse import pulse_marks
from nnlab.plots.picture import new_figure
from nnlab.plots.pulse import paint_pulse

from .reading import texts


@pytest.fixture
def marks():
    network = Network([2, 2, 1], "sigmoid")
    network.parameters[:] = [0.5, 0.8, 0.1, -0.3, 0.6, 0.1, 1.1, -0.7, 0.2]
    pulses = [
        {"link": 6, "size": 1, "text": "−0.1792", "value": -0.1792},
        {"link": 7, "size": 0.6, "text": "?"},
    ]
    gradients = [float("nan")] * 6 + [-0.1052, -0.0733, float("nan")]
    notes = {"n2": [["blame …", "blank"]], "n4": [["blame d_z", "soft"], ["−0.1629", "bold -"]]}
    return pulse_marks(
        network, [1, 0, 0.65, 0.45, 0.64], gradients=gradients, notes=notes, pulses=pulses
    )


def test_every_number_stands_in_the_picture(marks):
    ax = paint_pulse(new_figure(6, 4)[1][0], marks)
    found = texts(ax)
    for words in ("−0.1792", "?", "+1.10", "−0.0733", "blame …", "−0.1629", "0.65", "x₁", "output"):
        assert words in found
    assert [line.get_label() for line in ax.lines].count("link") == 6


def test_what_has_landed_is_not_drawn(marks):
    ax = paint_pulse(new_figure(6, 4)[1][0], marks)
    discs = [patch for patch in ax.patches if type(patch).__name__ == "Circle"]
    assert len(discs) == 2
    for pulse in marks["pulses"]:
        pulse["stays"] = False
    other = paint_pulse(new_figure(6, 4)[1][0], marks)
    assert not [patch for patch in other.patches if type(patch).__name__ == "Circle"]
