"""The playground without a widget: the training follows the plan, whatever is changed."""

import numpy as np
import pytest

from nnlab import SGD, Adam, relu
from nnlab.core import LOSSES
from nnlab.labs.playground.begin import network_of, penalties
from nnlab.labs.playground.data import DATA, FRAME
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import STARTS, Plan, changed, losses
from nnlab.labs.undo import Undo


def agrees(model):
    """Whether the training's settings are those of the plan."""
    plan, training = model.plan, model.training
    assert type(training.optimizer) is (Adam if plan.optimizer == "Adam" else SGD)
    assert getattr(training.optimizer, "momentum", 0) == 0.9 * (plan.optimizer == "momentum")
    n = len(training.X)
    assert training.optimizer.learning_rate == plan.rate
    assert min(n, training.batch_size or n) == min(n, plan.batch)  # more than all is all
    assert (training.l1, training.l2) == penalties(plan)
    assert training.loss is LOSSES[losses(plan)[plan.loss][0]]
    assert model.network.sizes == plan.sizes
    assert [a.name for a in model.network.activations] == [*plan.bends, plan.end]
    if len(model.X):
        np.testing.assert_array_equal(training.X, model.inputs(model.X))


@pytest.mark.parametrize("data", DATA)
def test_every_set_with_every_loss_gets_better(data):
    plan = changed(Plan(), data=data)
    for loss in losses(plan):
        model = PlaygroundModel(changed(plan, loss=loss, rate=0.1))
        agrees(model)
        before = model.loss
        model.advance(60)
        model.read()
        assert model.loss < before and np.isfinite(model.test_loss)
        assert model.answers(model.X).shape == (len(model.X), plan.outputs)
        assert (model.wrong is None) == (model.right is None) == (model.classes is None)
        assert model.classes is None or model.right > 0.5


@pytest.mark.parametrize("start", STARTS)
def test_every_start_is_the_same_again(start):
    one, two = (network_of(Plan(start=start)).parameters for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_small_weights_have_no_biases():
    network = network_of(Plan(start="small", start_seed=1))
    assert all((layer.b == 0).all() and (np.abs(layer.W) < 0.5).all() for layer in network.layers)
    assert np.abs(network.layers[0].W).max() > 0.25


def test_the_circle_is_solved_as_it_opens():
    for seed in range(5):
        model = PlaygroundModel(Plan(start_seed=seed), epochs=800)
        assert model.right == 1 and model.test_right >= 0.97


def test_what_resets_begins_anew_and_the_rest_goes_on():
    model = PlaygroundModel(epochs=20)
    there, live = model.network.parameters.copy(), model.live
    going_on = [{"rate": 0.1}, {"optimizer": "Adam"}, {"optimizer": "momentum", "rate": 0.3}]
    going_on += [{"batch": 5}, {"penalty": "L1"}, {"strength": 0.01}, {"loss": "cross-entropy"}]
    for settings in going_on:
        assert model.change(**settings) is False
        agrees(model)
    assert model.live is live and model.training.epoch == 20
    np.testing.assert_array_equal(model.network.parameters, there)
    assert model.change(start_seed=0) is False
    for settings in ({"start_seed": 1}, {"data": "xor"}, {"hidden": (8,)}, {"loss": "hinge"}):
        model.advance(3)
        assert model.change(**settings) is True
        assert model.training.epoch == 0 and len(model.history) == 1
        agrees(model)


def test_a_change_on_the_way_is_noted_and_seen_with_its_loss():
    model = PlaygroundModel(Plan(penalty="L2", strength=0.01), epochs=4)
    agrees(model)
    model.change(loss="absolute")
    assert model.live.notes == ((4, "absolute"),)
    model.rewind(0)
    model.read()
    assert model.history.loss[0] == pytest.approx(model.loss)


def test_the_pace_stays_and_what_runs_is_stopped():
    model = PlaygroundModel()
    model.live.speed = 60
    for begin in (lambda: model.change(seed=1), lambda: model.load(model.save())):
        model.start()
        old = model.live
        begin()
        assert model.live is not old and model.live.speed == 60
        assert not old.running and not model.running


def test_an_answer_that_is_no_number_is_wrong():
    model = PlaygroundModel()
    model.network.parameters[...] = np.nan
    model.read()
    assert model.wrong.all() and model.test_right == 0


def test_a_refused_change_changes_nothing():
    model = PlaygroundModel(epochs=2)
    before = model.plan, model.live, model.training.optimizer
    with pytest.raises(ValueError, match="1 to 8 neurons"):
        model.change(hidden=(9,), optimizer="Adam")
    assert before == (model.plan, model.live, model.training.optimizer)


def test_a_reset_is_the_same_training_again():
    model = PlaygroundModel()
    first = model.network.parameters.copy()
    model.advance(7)
    network, there = model.network, model.network.parameters.copy()
    model.reset()
    np.testing.assert_array_equal(model.network.parameters, first)
    assert model.live.before is not None and model.training.epoch == 0
    model.advance(7)
    np.testing.assert_array_equal(model.network.parameters, there)
    assert model.network is network


def test_what_another_cell_changes_is_in_the_plan():
    model = PlaygroundModel(epochs=5)
    model.training.optimizer = Adam(0.007)
    model.training.batch_size, model.training.l2 = 4, 0.02
    model.training.loss = LOSSES["binary_cross_entropy"]
    model.network.layers[0].activation = relu
    model.notice()
    plan = changed(Plan(), optimizer="Adam", rate=0.007, batch=4, penalty="L2", strength=0.02)
    assert model.plan == changed(plan, loss="cross-entropy", bends=("relu", "tanh"))
    agrees(model)
    model.rewind(2)
    assert model.plan.bends == ("tanh", "tanh")
    agrees(model)


def test_undo_brings_plan_and_training_back_in_agreement():
    model = PlaygroundModel(Plan(batch=200), epochs=5)
    undo, model.plan = Undo(), changed(model.plan, batch=10)
    model.settle()
    undo.keep(model, "plan", "live", "progress")
    states, settings = [], [{"rate": 1.0}, {"optimizer": "Adam"}, {"data": "three"}]
    settings += [{"penalty": "L2", "strength": 0.1}, {"loss": "cross-entropy"}, {"batch": 1}]
    for each in settings:
        states.append((undo.state(), model.network.parameters.copy(), model.training.epoch))
        model.change(**each)
        model.advance(2)
    for state, parameters, epoch in reversed(states):
        undo.restore(state)
        model.settle()
        agrees(model)
        np.testing.assert_array_equal(model.network.parameters, parameters)
        assert model.training.epoch == epoch


def test_a_readers_own_optimizer_stays_until_another_is_chosen():
    class Own:
        def step(self, parameters, gradients):
            parameters -= 0.1 * gradients

    model = PlaygroundModel()
    own = model.training.optimizer = Own()
    model.notice()
    model.change(batch=3)
    model.advance(2)
    assert model.training.optimizer is own
    model.change(optimizer="SGD")
    agrees(model)


def test_own_points_keep_the_weights_and_stay_where_they_are():
    model = PlaygroundModel(epochs=30)
    X, held, there = model.X, model.X_test, model.network.parameters.copy()
    model.add(1.5, -2, 0)
    assert model.plan.data == "own" and model.bounds == FRAME
    np.testing.assert_array_equal(model.X, [*X, (1.5, -2)])
    np.testing.assert_array_equal(model.X_test, held)
    np.testing.assert_array_equal(model.network.parameters, there)
    assert model.training.epoch == 0
    model.turn(100)
    model.move(100, 3, 3)
    assert model.X[100].tolist() == [3, 3] and model.classes[100] == 1
    model.remove(101)
    np.testing.assert_array_equal(model.X_test, held[1:])
    model.remove(100)
    np.testing.assert_array_equal(model.X, X)
    agrees(model)
    with pytest.raises(ValueError, match="no point 199"):
        model.remove(199)


def test_a_third_class_makes_a_new_network():
    model = PlaygroundModel(Plan(loss="hinge"), epochs=3)
    model.add(0, 0, 2)
    assert model.plan.sizes == (2, 4, 2, 3) and model.plan.loss == "squared"
    agrees(model)
    model.turn(100)
    assert model.classes[100] == 0 and model.plan.sizes == (2, 4, 2, 1)


def test_a_training_goes_on_while_points_are_moved():
    model = PlaygroundModel()
    model.start()
    model.move(0, 1, 1)
    assert model.running and model.slice() is not False
    model.change(noise=0.1)
    assert not model.running


def test_a_pasted_table_is_learned_and_its_first_bad_row_is_named():
    model = PlaygroundModel()
    before = model.plan
    for text, words in [
        ("x1,x2,class\n1,2,0\n3,4\n", "line 3 has 2 columns"),
        ("1,2,0\n3,four,1", "line 2: 'four' is not a number"),
        ("nothing", "no rows of numbers"),
        ("1,2,3,4\n" * 3, "X has 3 columns"),
    ]:
        with pytest.raises(ValueError, match=words):
            model.paste(text)
        assert model.plan is before
    model.paste(
        "flipper,mass,kind\n" + "".join(f"{180 + k},{4000 + 50 * k},{k % 3}\n" for k in range(30))
    )
    assert len(model.X) == len(model.X_test) == 15 and model.plan.sizes == (2, 4, 2, 3)
    assert np.abs(model.inputs(model.X)).max() < 3
    agrees(model)
    model.advance(5)


def test_arrays_lists_and_frames_are_taken():
    class Frame:
        def __init__(self, values):
            self.values = np.array(values, object)

        def to_numpy(self):
            return self.values

    X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    model = PlaygroundModel()
    for given in ((X, y), (np.array(X), np.array(y)), (np.column_stack([X, y]), None)):
        model.take(*given)
        assert {*map(tuple, model.points.targets())} == {(*p, t) for p, t in zip(X, y, strict=True)}
    with pytest.raises(ValueError, match="real numbers only"):
        model.take(Frame([["a", 1]]), [1])


def test_every_node_says_something_and_the_last_is_the_answer():
    for plan in (Plan(), changed(Plan(), data="three", loss="cross-entropy")):
        model = PlaygroundModel(plan)
        nodes = [model.node(model.X, f"n{k}") for k in range(sum(plan.sizes))]
        np.testing.assert_array_equal(nodes[0], model.X[:, 0])
        np.testing.assert_array_equal(
            np.stack(nodes[-plan.outputs :], axis=1), model.answers(model.X)
        )
        with pytest.raises(ValueError, match="no node"):
            model.node(model.X, "n99")
    np.testing.assert_allclose(model.answers(model.X).sum(axis=1), 1)


def test_numbers_have_a_middle_and_a_spread():
    assert (PlaygroundModel().middle, PlaygroundModel().spread) == (0.5, 0.5)
    assert PlaygroundModel(Plan(loss="hinge")).middle == 0
    model = PlaygroundModel(Plan(data="plane"))
    assert (model.middle, model.spread) == (0, 1)
    model.take([[0, 0], [1, 1], [3, 0]], [2.5, 3, 12.5])
    assert (model.middle, model.spread, model.classes) == (7.5, 5, None)


def test_without_points_held_back_there_is_no_test_loss():
    model = PlaygroundModel(Plan(data="own", points=((0, 0, 0), (1, 1, 1))), epochs=2)
    assert np.isnan(model.test_loss) and model.best_epoch is model.test_right is None
    assert model.test_wrong.shape == (0,)


def test_points_can_be_drawn_one_by_one_and_the_share_is_kept():
    model = PlaygroundModel(changed(Plan(), data="penguins"))
    model.clear()
    model.read()
    assert (len(model.X), model.bounds, model.wrong.shape) == (0, FRAME, (0,))
    assert np.isnan(model.loss) and model.n_classes == 2
    with pytest.raises(ValueError, match="to learn from"):
        model.start()
    for k in range(10):
        model.add(k / 2, k / 3, k % 2)
        model.read()
        assert np.isfinite(model.loss)
        agrees(model)
    assert (len(model.X), len(model.X_test)) == (5, 5)
    model.advance(3)
    for _ in range(10):
        model.remove(0)
    model.read()
    assert np.isnan(model.loss) and model.live.position == 0


def test_the_network_is_changed_bit_by_bit():
    model = PlaygroundModel()
    model.layers(1)
    model.neurons(0, -1)
    model.feature("sin x1")
    model.feature("x2")
    model.bend(1, "relu")
    plan = model.plan
    assert (plan.hidden, plan.features) == ((3, 2, 2), ("x1", "sin x1"))
    assert plan.bends == ("tanh", "relu", "tanh")
    assert model.last_reset == "a new network, 2-3-2-2-1"
    model.bend_all("mixed")
    assert model.plan is plan
    model.bend_all("relu")
    assert model.settings() == {
        "features": ("x1", "sin x1"),
        "hidden": (3, 2, 2),
        "bends": ("relu",) * 3,
    }
    model.layers(-3)
    assert model.plan.hidden == () and model.suits == tuple(losses(plan))
    for wrong in (lambda: model.layers(7), lambda: model.neurons(0, 1)):
        with pytest.raises((ValueError, IndexError)):
            wrong()
    model.feature("x1")
    with pytest.raises(ValueError, match="one input"):
        model.feature("sin x1")
    model.open(Plan(data="spiral"))
    assert model.plan == Plan(data="spiral") and model.last_reset == "new data, spiral"


def test_after_a_divergence_a_smaller_rate_is_in_the_plan():
    model = PlaygroundModel(Plan(data="plane", hidden=(), bends=(), rate=10.0))
    model.advance(50)
    assert model.live.end == "diverged"
    model.rescue()
    assert model.plan.rate == 1
    agrees(model)


def test_the_best_epoch_is_where_the_test_loss_is_lowest():
    model = PlaygroundModel(Plan(noise=0.5, rate=1.0, hidden=(8, 8), n=40), epochs=400)
    model.rewind(model.best_epoch)
    model.read()
    assert 0 < model.best_epoch < 400
    assert model.test_loss == pytest.approx(model.history.validation_loss.min())
