"""LossLab, walked as an object."""

import re

import numpy as np
import pytest

from nnlab import (
    Network,
    binary_cross_entropy,
    gradient_check,
    mean_absolute_error,
    mean_squared_error,
)
from nnlab.datasets import make_gate
from nnlab.labs import LossLab
from nnlab.pictures.relief import UNKNOWN, codes

X, Y = make_gate("xor")
SOLVED = 6.0 * np.array([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5])


@pytest.fixture
def network():
    network = Network([2, 2, 1], "sigmoid")
    network.parameters = SOLVED
    network.parameters[:2] = [-1, 1]
    return network


@pytest.fixture
def lab(network):
    lab = LossLab(network, X, Y, rate=10)
    yield lab
    lab.close()


def valley(rate):
    """A neuron without a bend whose loss is 2w² + b², at w = 1."""
    network = Network([1, 1], "identity")
    network.parameters = [1.0, 0.0]
    root = np.sqrt(2)
    return LossLab(network, [[root], [-root]], [[0], [0]], reach=2, rate=rate)


def test_a_step_is_gradient_descent_on_the_two_and_nothing_else(lab, network):
    before = network.parameters.copy()
    slopes = gradient_check(network, X, Y, mean_squared_error).numerical
    lab.step()
    assert np.allclose(network.parameters[:2], before[:2] - 10 * slopes[:2], atol=1e-6)
    assert np.array_equal(network.parameters[2:], before[2:])
    assert lab.model.path.shape == (2, 2) and np.allclose(
        lab.model.path[-1], network.parameters[:2]
    )
    assert lab.model.losses[-1] == pytest.approx(mean_squared_error(network(X), Y))


def test_the_walk_falls_and_reaches_the_basin(lab):
    lab.step(60)
    assert np.all(np.diff(lab.model.losses) < 0)
    assert lab.model.losses[-1] < 0.01 and "4 of 4 rows" in lab.describe()


def test_the_fog_hides_the_map_until_it_is_lifted(lab):
    hidden = codes(lab.relief.marks) == UNKNOWN
    assert lab.relief.clear and 0.7 < hidden.mean() < 1
    assert "fog" in lab.describe() and "reaches" not in lab.describe()
    lab.actions.event({"type": "fog"})
    assert not lab.relief.clear and (codes(lab.relief.marks) != UNKNOWN).all()
    lab.undo()
    assert (codes(lab.relief.marks) == UNKNOWN).sum() == hidden.sum()


@pytest.mark.parametrize("rate, ends", [(0.49, 0.13), (0.5, 1.0), (0.51, 7.11)])
def test_the_cliff_is_at_two_over_a(rate, ends):
    lab = valley(rate)
    lab.step(50)
    assert abs(lab.network.parameters[0]) == pytest.approx(ends, abs=0.005)
    assert ("went up" in lab.describe()) == (rate > 0.5)
    lab.close()


def test_divergence_is_named_and_there_is_a_way_back():
    lab = valley(50.0)
    lab.step(100)
    assert "It diverged" in lab.describe() and "smaller learning rate" in lab.describe()
    assert np.all(np.isfinite(lab.network.parameters))
    lab.actions.event({"type": "back"})
    assert lab.network.parameters.tolist() == [1.0, 0.0] and "diverged" not in lab.describe()
    lab.close()


def test_leaving_the_map_is_said():
    lab = valley(0.51)
    lab.step(50)
    assert "left this map" in lab.relief.note
    lab.close()


def test_a_hand_and_the_arrow_keys_set_the_walker_down(lab, network):
    lab.step(3)
    drag = {"type": "drag", "id": 1}
    lab.relief.event({**drag, "x": 2.345, "y": -1.0, "phase": "move"})
    assert network.parameters[:2].tolist() == pytest.approx([2.35, -1.0], abs=0.011)
    assert len(lab.model.losses) == 1  # a new walk
    nudge = {"type": "nudge", "dx": 1, "dy": 0}
    at = network.parameters[0]
    lab.relief.event({**nudge, "big": False})
    assert network.parameters[0] == at + 0.25
    lab.relief.event({**drag, "id": 2, "x": 99.0, "y": 0.0, "phase": "end"})
    assert network.parameters[0] == 8.0


def test_every_change_can_be_undone(lab, network):
    start = network.parameters.copy()
    lab.step(5)
    lab.controls["rate"].value = 20.0
    lab.controls["loss"].value = "cross-entropy"
    assert lab.model.loss is binary_cross_entropy
    for _ in range(3):
        lab.undo()
    assert np.array_equal(network.parameters, start)
    assert lab.model.loss is mean_squared_error and lab.controls["rate"].value == 10.0


def test_what_a_cell_changes_is_drawn_as_a_new_walk(lab, network):
    lab.step(4)
    network.parameters[0] = 3.0
    lab._sync()
    assert len(lab.model.losses) == 1 and lab.model.path[0, 0] == 3.0


def test_a_pulled_answer_says_what_if_and_lets_go(lab, network):
    before = lab.squares.mean
    pull = {"type": "try", "index": 1, "y": 1.0}
    lab.squares.event({**pull, "phase": "move"})
    assert float(lab.squares.mean) < float(before) and len(lab._undo.past) == 0
    lab.squares.event({**pull, "phase": "end"})
    assert lab.squares.mean == before == f"{mean_squared_error(network(X), Y):.4f}"


def test_the_valley_is_won_by_walking(lab):
    assert lab._won() is None
    lab.step(60)
    assert lab._won() and "nnlab-win" in lab.page.header.html


def test_stuck_or_there_one_button_leads_on(lab):
    main = re.compile(r'nnlab-main"[^>]*>([^<]*)')
    shown = lambda: (main.findall(lab.page.header.html), main.findall(lab.actions.html))  # noqa: E731
    assert main.findall(lab.actions.html) == ["One step"]
    lab.step(60)
    assert shown() == (["lift the fog"], []) and "lift" not in lab.actions.html  # in the band alone
    lab.page.header.event({"type": "fog"})
    assert shown() == (["Walk again"], []) and "in fog" in lab.actions.html
    lab.network.parameters[0] = 9.0
    lab._sync()
    assert shown() == ([], ["Walk again"])
    lab.actions.event({"type": "back"})
    lab.step(60)
    lab.page.header.event({"type": "back"})
    assert len(lab.model.losses) == 1 and shown() == ([], ["One step"])


def test_a_step_that_brought_something_was_not_on_level_ground(lab):
    walk = lab.model
    steep = next(w for w in np.arange(-8.0, 8.0, 0.5) if _steep(lab, w))
    walk.set_down([steep, walk.place[1]])
    lab._sync()
    walk.rate = 0.1 / walk.steepness  # a short step down a slope
    lab.step()
    before, now = walk.losses
    assert now < 0.99 * before and "level" not in walk.felt()
    walk.rate /= 1000
    lab.step()
    assert "level" in walk.felt()


def _steep(lab, w):
    lab.model.set_down([w, lab.model.place[1]])
    lab._sync()
    return lab.model.steepness > 0.15 * lab.model.losses[-1]


def test_the_stored_picture_shows_a_walk(network):
    walked, empty = (LossLab(network, X, Y, rate=10, still=n) for n in (30, 0))
    assert walked.png() != empty.png() and len(walked.model.path) == 1
    for lab in (walked, empty):
        lab.close()
    with pytest.raises(ValueError, match="still"):
        LossLab(network, X, Y, still=-1)


def test_only_losses_that_suit_are_offered(lab):
    suit = [mean_squared_error, mean_absolute_error, binary_cross_entropy]
    assert lab.controls["loss"].options == [loss.title for loss in suit]


def test_code_repr_and_picture(lab, network):
    lab.step(2)
    space = {}
    exec(lab.as_code().replace("LossLab(network", "lab = LossLab(network"), space)
    assert np.array_equal(space["network"].parameters, network.parameters)
    space["lab"].close()
    assert repr(lab).startswith("LossLab(2 steps, loss 0.4")
    assert lab.png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "change, says",
    [
        ({"network": "net"}, "Network"),
        ({"network": Network([2, 2, 1], "sigmoid", runs=3)}, "one network"),
        ({"X": [[1.0]]}, "X"),
        ({"y": [0, 1, 1, 0]}, "2-D"),
        ({"loss": "squared"}, "mean_squared_error"),
        ({"pair": (0, 0)}, "two different places"),
        ({"pair": (0, 9)}, "from 0 to 8"),
        ({"pair": "ab"}, "two different places"),
        ({"reach": 0}, "above 0"),
        ({"show": ["mapp"]}, "has no part"),
    ],
)
def test_bad_input_names_the_remedy(network, change, says):
    arguments = {"network": network, "X": X, "y": Y, **change}
    with pytest.raises(ValueError, match=says):
        LossLab(**arguments)


@pytest.mark.parametrize(
    "change", [{"rate": 0}, {"rate": -1}, {"pair": (0.5, 1.5)}, {"reach": 0}, {"pair": 10**400}]
)
def test_a_setting_that_makes_no_sense_is_refused_before_anything_is_made(network, change):
    from ipywidgets.widgets.widget import _instances

    before = len(_instances)
    with pytest.raises(ValueError) as caught:
        LossLab(network, X, Y, **change)
    assert len(_instances) == before and len(str(caught.value)) < 150


def test_a_place_that_is_no_place_leaves_the_walker_where_it_is(lab, network):
    before = network.parameters.copy()
    lab.relief.event({"type": "drag", "id": 3, "phase": "move", "x": np.nan, "y": 1.0})
    assert np.array_equal(network.parameters, before) and "finite" in lab._error


def test_the_arithmetic_adds_up_as_it_is_printed(lab):
    for rate in (10.0, 0.6, 0.015, 100.0):
        lab.controls["rate"].value = rate
        said = lab.numbers.words.replace("−", "-")
        found = re.findall(r"= \(([-+.\d]+)\) - ([.\d]+)·\(([-+.\d]+)\) = ([-+.\d]+)", said)
        assert len(found) == 2
        for now, by, slope, then in found:
            assert float(then) == pytest.approx(float(now) - float(by) * float(slope), abs=5.1e-5)


def test_from_beside_both_axes_the_valley_s_zigzag_is_seen():
    lab = valley(0.45)
    lab.network.parameters[:] = [1.0, 1.0]
    lab._sync()
    lab.step(3)
    w, b = lab.model.path.T
    assert (np.sign(w[1:]) == -np.sign(w[:-1])).all() and (np.diff(b) < 0).all()
    lab.close()


def test_losses_are_chosen_by_their_titles(lab):
    assert lab.controls["loss"].value == "mean squared error"
    assert not any("_" in word for word in lab.controls["loss"].options)


@pytest.mark.parametrize("loss", [mean_absolute_error, binary_cross_entropy])
def test_a_loss_is_chosen_by_its_name_too(lab, loss):
    lab.controls["loss"].value = loss.name
    assert lab.model.loss is loss and lab.controls["loss"].value == loss.title
    lab.controls["loss"].value = "mean_squared_error"
    assert lab.controls["loss"].value == "mean squared error"


@pytest.mark.parametrize("n", [1e308, 10**9, -1, "many"])
def test_so_many_steps_are_refused_instead_of_running_for_ever(lab, n):
    lab.step(n)
    assert lab._error and len(lab.model.losses) == 1


def test_a_reach_that_no_map_has_is_refused(network):
    with pytest.raises(ValueError, match="reach"):
        LossLab(network, X, Y, reach=1e308)


def test_another_activation_is_another_ground_and_a_new_walk(lab, network):
    lab.actions.event({"type": "fog"})
    lab.step(3)
    ground = lab.model.heights().copy()
    network.layers[0].activation = "tanh"
    lab._sync()
    assert len(lab.model.losses) == 1 and not np.allclose(lab.model.heights(), ground)


def test_the_curve_has_room_for_a_walk_from_the_first_on(lab):
    begun = lab.model.losses[0]
    first = lab.curve.bounds
    lab.step(20)
    assert lab.curve.bounds == first and first[1] >= 20  # nothing moved
    assert lab.curve.marker["y"] < begun < first[3]
    assert lab.curve.fog  # as the ground: what comes hasn't been seen
    lab.actions.event({"type": "fog"})
    assert not lab.curve.fog


def test_with_a_line_and_its_squares_the_ground_is_explained_till_it_is_walked():
    line = Network([1, 1], "identity", rng=0)
    x, y = np.array([[-1.0], [0.0], [2.0]]), np.array([[0.0], [1.0], [2.0]])
    said = {}
    for show in (["map", "residuals"], ["map"]):
        lab = LossLab(line.copy(), x, y, reach=1.5, rate=0.1, fog=False, show=show)
        said[len(show)] = lab._sentence()
        lab.step(1)
        assert lab._sentence() == lab.model.told()  # then how far it came
        lab.close()
    assert "its squares" in said[2] and "squares" not in said[1]
