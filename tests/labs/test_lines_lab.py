"""What NeuronLab and LayerLab share, tried with a lab of its own."""

import pytest

from nnlab import Layer, step
from nnlab.datasets import make_gate
from nnlab.labs.lines import Lines, LinesLab


class PlainLab(LinesLab):
    """Lines, and no more."""

    PARTS = ("plane", "sliders", "bend")

    def __init__(self, layer):
        super().__init__(Lines(layer, *make_gate("or")))
        self.build(picture=[self.plane], rail=[self._sliders, self._choice])

    def _describe(self):
        return f"{len(self.model.numbers)} lines"

    def _sentence(self):
        return self._describe()


@pytest.fixture
def layer():
    return Layer(2, 2, step, rng=0)


@pytest.fixture
def lab(layer):
    lab = PlainLab(layer)
    yield lab
    lab.close()


def test_the_sliders_follow_the_chosen_neuron(lab, layer):
    lab.plane.event({"type": "nudge", "line": 1, "part": "middle", "steps": 1})
    slider = lab.controls["b"]
    assert slider.value == layer.b[1]
    assert "neuron 1" in slider.name and "neuron 1" in slider.words
    slider.value = 3.0
    assert layer.b[1] == 3.0 and layer.b[0] != 3.0


def test_all_of_it_can_be_undone(lab, layer):
    before = layer.parameters.copy()
    lab.plane.event({"type": "nudge", "line": 0, "part": "arrow", "steps": 1})
    lab.controls["bend"].value = "tanh"
    lab.undo()
    assert layer.activation is step
    lab.undo()
    assert (layer.parameters == before).all()


def test_its_plane_is_its_picture(lab):
    assert lab.png().startswith(b"\x89PNG")
