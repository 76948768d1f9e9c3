"""What another cell may legally do to a lab's object: every lab shows it, or says why not."""

import numpy as np
import pytest

from nnlab import Activation, Layer, Network, Neuron, identity, relu, sigmoid, step
from nnlab.datasets import make_gate
from nnlab.labs import (
    BackpropLab,
    CurveLab,
    DecisionLab,
    DigitLab,
    LayerLab,
    LossLab,
    MistakeLab,
    NetworkLab,
    NeuronLab,
    PixelLab,
    cells,
)

X, Y = make_gate("xor")
X4 = np.hstack([X, 1 - X])
OWN = Activation("tanh", np.sin, np.cos)  # under a name that is taken
LINE = [[0.0], [1.0]]
LABS = {
    "NeuronLab": lambda: (neuron := Neuron([1.0, 1.0], -0.5, sigmoid), NeuronLab(neuron, X, Y)),
    "DecisionLab": lambda: (neuron := Neuron([1, 1, 1], -0.5, sigmoid), DecisionLab(neuron)),
    "MistakeLab": lambda: (neuron := Neuron([1, 1], -0.5, sigmoid), MistakeLab(neuron, X, Y)),
    "PixelLab": lambda: (neuron := Neuron([2, -1, 0, 1], -0.5, sigmoid), PixelLab(neuron, X4, Y)),
    "LayerLab": lambda: (layer := Layer(2, 3, sigmoid, rng=0), LayerLab(layer, X, Y)),
    "CurveLab": lambda: (
        network := Network([1, 3, 1], ["relu", "identity"], rng=0),
        CurveLab(network, LINE, LINE),
    ),
    "DigitLab": lambda: (
        network := Network([64, 3, 10], ["tanh", "identity"], rng=0),
        DigitLab(network, np.eye(64)[:9], np.eye(10)[:9]),
    ),
    "NetworkLab": lambda: (network := _network(), NetworkLab(network, X, Y)),
    "LossLab": lambda: (network := _network(), LossLab(network, X, Y, fog=False)),
    "BackpropLab": lambda: (network := _network(), BackpropLab(network, [1, 0], [1], step=12)),
}


def _network():
    return Network([2, 2, 1], "sigmoid", rng=0)


@pytest.fixture(autouse=True)
def no_progress(monkeypatch):
    monkeypatch.setenv("NNLAB_PROGRESS", "off")


@pytest.fixture(params=LABS)
def opened(request):
    thing, lab = LABS[request.param]()
    yield thing, lab
    lab.close()


def set_activation(thing, activation):
    (thing.layers[0] if isinstance(thing, Network) else thing).activation = activation


@pytest.mark.parametrize("activation", [OWN, identity, step], ids=["own", "identity", "step"])
def test_an_activation_set_by_a_cell_is_shown_or_refused_in_words(opened, activation):
    thing, lab = opened
    field = "activations" if isinstance(thing, Network) else "activation"
    before = lab._undo.state()[field]
    set_activation(thing, activation)
    cells.after_cell(None)
    if isinstance(lab, CurveLab):
        assert "relu" in lab._error and activation.name in lab._error
        set_activation(thing, relu)
        cells.after_cell(None)
        assert not lab._error
        return
    assert not lab._error
    choice = lab.controls.get("bend", lab.controls.get("bend1"))
    if choice is not None:
        assert choice.value in choice.options
        assert (choice.value == activation.name) == (activation is not OWN)
    lab.undo()
    assert lab._undo.state()[field] == before


def test_an_own_activation_can_be_left_and_chosen_again(opened):
    thing, lab = opened
    choice = lab.controls.get("bend", lab.controls.get("bend1"))
    if choice is None:
        pytest.skip("no choice of an activation here")
    set_activation(thing, OWN)
    cells.after_cell(None)
    own = choice.value
    choice.value = "relu"
    choice.value = own
    assert (thing.layers[0] if isinstance(thing, Network) else thing).activation is OWN


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", [0, -1])
def test_a_number_that_is_none_is_named_with_the_way_back(opened, value, where):
    thing, lab = opened
    before = thing.parameters.copy()
    thing.parameters.flat[where] = value
    cells.after_cell(None)
    assert ("isn't" if np.isnan(value) else "beyond") in lab._error
    assert "take it back" in lab._error and lab.page.header.way_back == "Take it back"
    assert lab.describe() == lab._error and lab._error in repr(lab)
    lab.page.header.event({"type": "way back"})
    assert np.array_equal(thing.parameters, before) and not lab.page.header.error


@pytest.mark.parametrize("value", [1e308, -1e308, 1e155])
@pytest.mark.parametrize("where", [0, -1, slice(None)])
def test_enormous_weights_are_shown_without_numpy_s_warnings(opened, value, where):
    thing, lab = opened
    thing.parameters.flat[where] = value
    cells.after_cell(None)
    assert not lab._error
    assert lab.describe() and repr(lab) and lab.png()
    lab.undo()
    assert not lab._error


def test_two_labs_on_one_network_agree():
    network = _network()
    labs = [NetworkLab(network, X, Y), LossLab(network, X, Y), BackpropLab(network, [1, 0], [1])]
    labs[1].step(5)
    for lab in labs:
        assert not lab._undo.changed(lab._drawn)
    labs[0].controls["b"].value = 3.0
    assert labs[1].model.steps.tolist() == [0]  # moved by another hand: a new walk
    labs[1].undo()
    assert not labs[0]._undo.changed(labs[0]._drawn)
    for lab in labs:
        lab.close()
