"""TrainingLab, while other cells change what they may: each change is shown or refused in words."""

import numpy as np
import pytest

from nnlab import (
    SGD,
    Activation,
    Adam,
    Loss,
    Network,
    hinge_loss,
    identity,
    relu,
    sigmoid,
    sigmoid_cross_entropy,
    step,
    tanh,
)
from nnlab.datasets import make_gate
from nnlab.labs import NetworkLab, TrainingLab, cells

X, Y = make_gate("xor")

softsign = Activation("softsign", lambda z: z / (1 + np.abs(z)), lambda z: 1 / (1 + np.abs(z)) ** 2)
fourth_power = Loss(
    "fourth_power",
    lambda p, t: ((p - t) ** 4).mean((-2, -1)),
    lambda p, t: 4 * (p - t) ** 3 / (p.shape[-2] * p.shape[-1]),
)


class Blunt:
    """An optimizer of the reader's, with nothing but a step."""

    def step(self, parameters, gradients):
        parameters -= 0.5 * gradients


@pytest.fixture
def net():
    return Network([2, 4, 1], [tanh, sigmoid], rng=1)


@pytest.fixture
def lab(net):
    lab = TrainingLab(net, X, Y, optimizer=SGD(2.0))
    lab.advance(10)
    yield lab
    lab.close()


def another_cell(lab):
    """A cell has ended; the lab has looked. Returns what it complains of."""
    cells.after_cell(None)
    return lab._header.error


def goes_on(lab):
    """Whether it trains, and every button answers."""
    epoch = lab.epoch
    lab.advance(3)
    for name in ("batch", "epoch"):
        lab.bar.event({"type": name})
    assert lab._header.error == lab.bar.error == ""
    assert lab.epoch > epoch
    lab.rewind(2)
    lab.reset()
    assert lab._header.error == "" and lab.epoch == 0
    lab.undo()
    return lab._header.error == ""


@pytest.mark.parametrize("activation", [relu, step, softsign, identity], ids=str)
def test_an_activation_set_by_a_cell_gets_its_segment(lab, net, activation):
    net.layers[0].activation = activation
    assert another_cell(lab) == ""
    assert lab.controls["bend"].value == activation.name
    assert lab.curve.notes == [[10.0, activation.name]]
    assert goes_on(lab)
    lab.controls["bend"].value = "tanh"
    lab.controls["bend"].value = activation.name
    assert net.activations == (activation, sigmoid)


def test_hidden_layers_that_differ_are_one_segment():
    net = Network([2, 3, 3, 1], [tanh, relu, sigmoid], rng=0)
    lab = TrainingLab(net, X, Y)
    both = lab.controls["bend"].value
    assert "tanh" in both and "relu" in both
    lab.controls["bend"].value = "sigmoid"
    lab.controls["bend"].value = both
    assert net.activations == (tanh, relu, sigmoid)
    lab.close()


def test_an_output_s_activation_is_followed(lab, net):
    net.layers[1].activation = tanh
    assert another_cell(lab) == "" and lab.curve.notes == [[10.0, "tanh"]]
    assert goes_on(lab)


@pytest.mark.parametrize(
    "loss, title",
    [("sigmoid_cross_entropy", "cross-entropy from z"), (fourth_power, "fourth_power")],
    ids=str,
)
def test_a_loss_set_by_a_cell_gets_its_segment(lab, loss, title):
    lab.training.loss = loss
    assert another_cell(lab) == ""
    assert lab.controls["loss"].value == title and title in lab.curve.y_name
    assert lab.history.loss[-1] == pytest.approx(lab.training.measure())
    assert goes_on(lab)


def test_a_loss_that_these_targets_have_none_of_is_taken_back(lab):
    lab.training.loss = hinge_loss
    assert "hinge_loss" in another_cell(lab)
    assert lab.training.loss.name == "mean_squared_error"
    assert goes_on(lab)


@pytest.mark.parametrize("before", [True, False], ids=["made with it", "set by a cell"])
def test_an_optimizer_of_the_reader_s_trains_and_gets_its_segment(net, before):
    lab = TrainingLab(net, X, Y, optimizer=Blunt() if before else SGD(2.0))
    lab.advance(10)
    if not before:
        lab.training.optimizer = Blunt()
        assert another_cell(lab) == ""
    assert lab.controls["optimizer"].value == "Blunt"
    assert lab.controls["rate"].hidden  # it has no learning rate
    assert goes_on(lab)
    own = lab.training.optimizer
    lab.controls["optimizer"].value = "Adam"
    assert isinstance(lab.training.optimizer, Adam)
    assert not lab.controls["rate"].hidden
    lab.controls["optimizer"].value = "Blunt"
    assert lab.training.optimizer is own
    lab.close()


@pytest.mark.parametrize("size", [1, 3, 4, 100, None])
def test_a_batch_of_any_size_is_what_the_control_says(lab, size):
    lab.training.batch_size = size
    assert another_cell(lab) == ""
    assert lab.controls["batch"].value == ("all" if size in (None, 4, 100) else str(size))
    assert goes_on(lab)


def test_a_learning_rate_of_0_is_said_and_can_be_left(lab, net):
    lab.training.optimizer.learning_rate = 0
    assert another_cell(lab) == ""
    assert "rate is 0" in lab.describe() and "0" in lab.controls["rate"].unit
    assert goes_on(lab)
    before = net.parameters.copy()
    lab.advance(1)
    np.testing.assert_array_equal(net.parameters, before)
    lab.controls["rate"].value = 0.5
    assert lab.training.optimizer.learning_rate == 0.5 and lab.controls["rate"].unit == ""
    lab.close()
    TrainingLab(net, X, Y, optimizer=SGD(0)).close()


def test_a_rate_for_several_runs_is_refused_in_words_when_it_trains(lab, net):
    before = net.parameters.copy()
    lab.training.optimizer.learning_rate = np.array([0.1])
    assert another_cell(lab) == ""
    lab.advance(1)
    assert "shape (1,)" in lab._header.error
    np.testing.assert_array_equal(net.parameters, before)
    lab.controls["rate"].value = 0.25
    assert goes_on(lab)


def test_data_cannot_go_stale(lab):
    with pytest.raises(ValueError, match="read-only"):
        lab.X[0] = 7
    with pytest.raises(ValueError, match="read-only"):
        lab.training.y[...] = 1


def test_training_in_a_cell_and_then_the_lab_s_buttons(lab):
    lab.training.run(5)
    assert another_cell(lab) == "" and lab.curve.marker["x"] == 15
    lab.reset()
    assert lab._header.error == "" and lab.epoch == 0
    lab.advance(1)
    assert lab._header.error == "" and lab.history.epochs.tolist() == [0, 1]


def test_training_in_a_cell_while_rewound_keeps_a_curve_that_rises(lab):
    lab.rewind(4)
    lab.training.run(3)
    assert another_cell(lab) == "" and lab.epoch == 7
    assert lab.history.epochs.tolist() == list(range(8))
    assert goes_on(lab)


@pytest.mark.parametrize("epochs", [0, 10])
def test_nan_in_the_weights_is_named_and_there_are_ways_back(net, epochs):
    lab = TrainingLab(net, X, Y, optimizer=SGD(2.0))
    if epochs:
        lab.advance(epochs)
    good = net.parameters.copy()
    net.parameters[3] = np.nan
    assert "can’t be trained" in another_cell(lab) and lab._header.way_back == "Take it back"
    words = lab.describe()
    assert "undo" in words and "right" not in words and "overshot" not in words
    assert all(point[5] and not point[3] for point in lab.plane.points)  # neither right nor wrong
    assert lab.plane.wishes == [] and "✓" not in lab._sentence()
    assert 'aria-disabled="true"' in lab.bar.html
    lab.advance(1)
    assert "finite" in lab._header.error and np.isnan(net.parameters[3])
    lab.undo()
    np.testing.assert_array_equal(net.parameters, good)
    net.parameters[3] = np.nan
    another_cell(lab)
    lab.reset()
    assert np.isfinite(net.parameters).all() and lab.epoch == 0
    assert goes_on(lab)
    lab.close()


@pytest.mark.parametrize("value", [1e308, -1e308])
def test_enormous_weights_are_shown_without_warnings(lab, net, value):
    net.parameters[...] = value
    assert another_cell(lab) == ""
    lab.plane.event({"type": "place", "x": 0.5, "y": 0.5, "index": -1})
    assert lab.describe() and repr(lab) and lab.png()
    lab.advance(1)  # trained, or refused
    lab.undo()
    assert np.isfinite(net.parameters).all()
    lab.reset()
    assert goes_on(lab)


def test_two_labs_on_one_network_agree(lab, net):
    other = NetworkLab(net, X, Y)
    second = TrainingLab(net, X, Y, optimizer=SGD(1.0))
    second.advance(200)
    for each in (lab, second):
        says = each.curve.marker["y"]
        assert says == pytest.approx(float(np.mean((net(X) - Y) ** 2)))
    steps = len(lab._undo.past)
    second.advance(1)
    second.advance(1)
    assert len(lab._undo.past) <= steps + 1
    assert goes_on(lab) and goes_on(second)
    second.close()
    other.close()


@pytest.mark.parametrize("levels", [[0.1], "abc", [[1]], np.ones((2, 3)), 7], ids=str)
def test_levels_without_labels_name_the_remedy(net, levels):
    with pytest.raises(ValueError, match="label"):
        TrainingLab(net, X, Y, levels=levels)


@pytest.mark.parametrize("name", ["show", "size"])
def test_arrays_where_words_are_wanted_are_refused_in_words(net, name):
    with pytest.raises(ValueError, match="part|presenter"):
        TrainingLab(net, X, Y, **{name: np.ones((2, 2))})


def test_points_beyond_any_plane_are_refused_without_a_warning(net):
    with pytest.raises(ValueError, match="wide"):
        TrainingLab(net, np.full((4, 2), 1e308), Y)


def test_while_it_runs_header_and_curve_tell_the_same_epoch(lab):
    lab.model.start()
    for _ in range(5):
        lab.model.slice()
        lab.draw()
        told = lab.curve.marker["text"].split(" · ")[0]
        assert told in lab.where.words
    lab.pause()


def test_a_diverged_lab_shows_short_numbers():
    net = Network([1, 2, 1], [relu, identity], rng=0)
    lab = TrainingLab(net, [[1.0], [2.0]], [[2.0], [4.0]], optimizer=SGD(30.0))
    lab.advance(5000)
    assert lab.model.end == "diverged"
    assert "e+" not in lab.describe() and "e+" not in lab.where.words
    lab.close()


def test_undone_loss_is_seen_along_the_whole_curve_and_marks_nothing(lab):
    before = lab.history.loss.copy()
    lab.training.loss = sigmoid_cross_entropy
    another_cell(lab)
    assert lab.curve.notes and not np.allclose(lab.history.loss, before)
    lab.undo()
    np.testing.assert_allclose(lab.history.loss, before)
    lab.advance(1)
    assert lab.curve.notes == []
