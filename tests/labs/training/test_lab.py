"""TrainingLab, turned as an object: every button, every setting, every word, straight through."""

import numpy as np
import pytest

from nnlab import SGD, Adam, Network, fit, identity, relu, sigmoid, standardize, tanh
from nnlab.datasets import load_penguins, make_bumps, make_gate, make_moons
from nnlab.labs import TrainingLab
from nnlab.labs.training import still
from nnlab.labs.training.model import AHEAD

X, Y = make_gate("xor")


def network(seed=1):
    return Network([2, 4, 1], [tanh, sigmoid], rng=seed)


@pytest.fixture
def net():
    return network()


@pytest.fixture
def lab(net):
    lab = TrainingLab(net, X, Y, optimizer=SGD(2.0))
    yield lab
    lab.close()


def press(lab, name):
    lab.bar.event({"type": name})
    assert not lab.bar.error and not lab._header.error


def same(a, b):
    np.testing.assert_array_equal(a.parameters, b.parameters)


def test_it_opens_calmly(lab):
    assert repr(lab) == "TrainingLab(epoch 0, loss 0.259)"
    words = lab.describe()
    assert all(each in words for each in ("Epoch 0, paused", "loss 0.259", "(0, 1) is wrong"))
    assert lab.epoch == 0 and len(lab.history) == 1
    assert "Run" in lab.bar.words and "Pause" not in lab.bar.words
    assert 'aria-pressed="false"' in lab.where.html  # no settings on first opening
    lab.where.event({"type": "more"})
    assert 'aria-pressed="true"' in lab.where.html and len(lab._undo.past) == 0


def test_it_trains_the_reader_s_network_with_core_s_loop(lab, net):
    twin = network()
    history = fit(twin, X, Y, optimizer=SGD(2.0), epochs=500)
    lab.advance(200)
    lab.advance(300)
    np.testing.assert_allclose(net.parameters, twin.parameters, rtol=1e-10)
    np.testing.assert_allclose(lab.history.loss, history.loss, rtol=1e-10)
    np.testing.assert_array_equal(lab.history.epochs, history.epochs)
    same(lab.history.network_at(500), net)


def test_batches_epochs_and_a_run_meet(net):
    """+1 batch three times, then +1 epoch: what one epoch of single samples is, in that order."""
    twin = network()
    fit(twin, X, Y, optimizer=SGD(0.5), batch_size=1, shuffle=False, epochs=2)
    lab = TrainingLab(net, X, Y, optimizer=SGD(0.5), batch_size=1, shuffle=False)
    for k in range(3):
        press(lab, "batch")
        assert repr(lab).startswith(f"TrainingLab(epoch 0.{25 * (k + 1):02}")
    assert lab.curve.marker["x"] == 0.75 and lab.epoch == 0
    press(lab, "epoch")  # ends the one that has begun
    assert lab.epoch == 1 and lab.history.epochs.tolist() == [0, 1]
    for _ in range(4):
        press(lab, "batch")
    np.testing.assert_allclose(net.parameters, twin.parameters, rtol=1e-10)
    assert lab.history.epochs.tolist() == [0, 1, 2]
    lab.close()


def test_shuffled_batches_are_those_of_fit(net):
    twin = network()
    fit(twin, X, Y, optimizer=SGD(0.5), batch_size=2, rng=7, epochs=3)
    lab = TrainingLab(net, X, Y, optimizer=SGD(0.5), batch_size=2, rng=7)
    for name in ("batch", "batch", "epoch", "batch", "epoch"):
        press(lab, name)
    np.testing.assert_allclose(net.parameters, twin.parameters, rtol=1e-10)
    assert lab.epoch == 3
    lab.close()


def test_rewinding_sets_the_network_and_going_on_is_the_same_training(lab, net):
    lab.advance(600)
    end = net.parameters.copy()
    lab.rewind(200)
    same(lab.history.network_at(200), net)
    assert lab.epoch == 200 and "rewound" in lab.describe() and "to 600" in lab.curve.ahead
    assert lab.curve.marker["x"] == 200
    assert len(lab.history) == 601 and len(lab.curve.lines) == 1  # looking loses nothing
    lab.advance(400)
    np.testing.assert_allclose(net.parameters, end, rtol=1e-10)
    assert [line["name"] for line in lab.curve.lines] == ["training", "before"]
    assert lab.curve.lines[1]["dash"] == "dotted"


def test_every_way_to_rewind(lab):
    lab.advance(1000)
    lab.rewind(250)
    for phase, x in (("start", 300.2), ("move", 777.7)):
        lab.curve.event({"type": "drag", "id": "a", "x": x, "phase": phase})
    assert lab.epoch == 778
    lab.curve.event({"type": "drag", "id": "a", "x": 900, "phase": "cancel"})
    assert lab.epoch == 250  # Escape puts it back
    lab.curve.event({"type": "nudge", "steps": 1, "big": False})
    assert lab.epoch == 251
    lab.curve.event({"type": "nudge", "steps": -1, "big": True})
    assert lab.epoch == 201
    lab.curve.event({"type": "end", "to": "last"})
    assert lab.epoch == 1000
    lab.curve.event({"type": "end", "to": "first"})
    assert lab.epoch == 0
    lab.curve.event({"type": "nudge", "steps": -1, "big": False})
    assert lab.epoch == 0 and not lab.curve.error


def test_before_any_training_the_marker_foretells_and_what_was_said_stays(lab):
    assert lab.curve.cue and lab.curve.marker["asks"] and lab.curve.marker["last"] == AHEAD
    for phase, x in (("start", 150.0), ("move", 119.6), ("end", 119.6)):
        lab.curve.event({"type": "drag", "id": "a", "x": x, "phase": phase})
    assert lab.model.guess == lab.curve.marker["x"] == 120 and not lab.curve.cue
    lab.curve.event({"type": "nudge", "steps": -1, "big": True})
    assert lab.model.guess == 70 and lab.epoch == 0
    lab.curve.event({"type": "drag", "id": "b", "x": 400.0, "phase": "move"})
    assert lab.model.guess == AHEAD
    lab.curve.event({"type": "drag", "id": "b", "x": 400.0, "phase": "cancel"})
    assert lab.model.guess == 70
    lab.advance(10)
    assert not lab.model.asks and [x for x, _ in lab.curve.notes] == [70]
    lab.rewind(0)
    assert not lab.model.asks and "asks" not in lab.curve.marker  # it has been seen
    lab.undo()
    lab.undo()
    assert lab.epoch == 0 and lab.curve.marker["x"] == 70


def test_of_a_network_that_has_learned_it_already_nothing_is_foretold():
    solved = Network([2, 2, 1], sigmoid, init="zeros")
    solved.parameters = [6, 6, -3, 6, 6, -9, 6, -6, -3]
    lab = TrainingLab(solved, X, Y)
    assert not lab.curve.cue and "asks" not in lab.curve.marker
    assert lab.curve.marker["x"] == 0 and lab.curve.marker["y"] == lab.model.loss
    lab.close()


def test_reset_keeps_the_old_curve_and_can_be_undone(lab, net):
    start = net.parameters.copy()
    lab.advance(300)
    end = net.parameters.copy()
    press(lab, "reset")
    np.testing.assert_array_equal(net.parameters, start)
    assert lab.epoch == 0 and len(lab.history) == 1
    assert [line["name"] for line in lab.curve.lines] == ["training", "before"]
    lab.undo()
    np.testing.assert_array_equal(net.parameters, end)
    assert lab.epoch == 300 and len(lab.history) == 301
    lab.redo()
    assert lab.epoch == 0


def test_settings_and_progress_are_undone_apart(lab, net):
    lab.advance(10)
    lab.controls["rate"].value = 0.5
    lab.advance(10)
    after = net.parameters.copy()
    lab.undo()
    assert lab.epoch == 10 and lab.training.optimizer.learning_rate == 0.5
    lab.undo()
    assert lab.epoch == 10 and lab.training.optimizer.learning_rate == 2.0
    lab.redo()
    lab.redo()
    assert lab.epoch == 20 and lab.controls["rate"].value == 0.5
    np.testing.assert_array_equal(net.parameters, after)


def test_settings_change_the_training(lab, net):
    lab.advance(5)
    lab.controls["batch"].value = "1"
    assert lab.training.batch_size == 1
    lab.controls["optimizer"].value = "Adam"
    assert isinstance(lab.training.optimizer, Adam) and lab.controls["rate"].value == 0.02
    lab.controls["optimizer"].value = "momentum"
    assert lab.training.optimizer.momentum == 0.9 and lab.controls["rate"].value == 2.0
    lab.controls["bend"].value = "relu"
    assert net.activations == (relu, sigmoid)
    lab.advance(5)
    assert lab.epoch == 10 and not lab._header.error
    assert lab.curve.notes == [[5.0, "relu"]]
    lab.rewind(3)
    assert net.activations == (tanh, sigmoid)  # as it was then
    lab.rewind(9)
    assert net.activations == (relu, sigmoid)


def test_another_loss_is_seen_along_the_whole_curve(lab):
    lab.advance(50)
    before = lab.history.loss.copy()
    lab.controls["loss"].value = "cross-entropy"
    assert "cross-entropy" in lab.curve.y_name
    for epoch in (0, 20, 50):
        says = lab.history.network_at(epoch)(X)
        expected = -np.mean(Y * np.log(says) + (1 - Y) * np.log(1 - says))
        assert lab.history.loss[epoch] == pytest.approx(expected)
    lab.undo()
    np.testing.assert_allclose(lab.history.loss, before)


def test_only_losses_that_suit_are_offered(net):
    for one, targets, last, offered in [
        (net, Y, sigmoid, ["squared", "absolute", "cross-entropy"]),
        (net, 2 * Y - 1, tanh, ["squared", "absolute", "hinge"]),
        (net, Y, identity, ["squared", "absolute", "cross-entropy from z"]),
    ]:
        one = Network([2, 3, 1], [tanh, last], rng=0)
        lab = TrainingLab(one, X, targets, show=["loss"])
        assert lab.controls["loss"].options == offered
        lab.close()


def test_divergence_is_named_and_there_is_a_way_back():
    net = Network([1, 1], identity, rng=0)
    lab = TrainingLab(net, [[1.0], [2.0]], [[2.0], [4.0]], optimizer=SGD(3.0))
    lab.advance(5000)
    assert np.isfinite(net.parameters).all()
    assert lab.model.end == "diverged" and "diverged" in lab.describe()
    assert lab.png().startswith(b"\x89PNG") and lab.curve.bounds[3] > 1e100
    assert "rate of 3" in lab.describe() and "rate 0.3" in lab.where.words
    lab.where.event({"type": "rescue"})
    assert lab.epoch == 0 and lab.controls["rate"].value == 0.3
    assert "diverged" not in lab.describe()
    lab.controls["rate"].value = 0.1
    lab.advance(500)
    assert lab.history.loss[-1] < 1e-6 and "falling" in lab.describe()
    lab.close()


def test_a_batch_that_diverges_is_taken_back():
    net = Network([1, 1], identity, rng=0)
    net.parameters = [1e150, 1e150]
    lab = TrainingLab(net, [[1.0], [2.0]], [[2.0], [4.0]], optimizer=SGD(1e200), batch_size=1)
    press(lab, "batch")
    assert net.parameters.tolist() == [1e150, 1e150] and "diverged" in lab.describe()
    lab.close()


def test_the_sentence_says_what_happened_and_since_when(lab, net):
    lab.advance(500)
    since = next(
        k for k in range(501) if all(_solved(lab, j) for j in range(k, 501))
    )  # the slow way
    assert f"right since epoch {since}." in lab.describe()
    assert "✓" in lab._sentence()
    lab.rewind(since)
    assert lab.model.since == since and "folds" in lab.describe()
    lab.rewind(since - 1)
    assert "since" not in lab.describe() and "✓" not in lab._sentence()


def _solved(lab, epoch):
    return np.array_equal(lab.history.network_at(epoch)(X) > 0.5, Y > 0.5)


def test_words_for_many_points_and_for_numbers():
    points, targets = make_moons(60, rng=0)
    lab = TrainingLab(Network([2, 3, 1], sigmoid, rng=0), points, targets, validation=(X, Y))
    assert "of 60 points right." in lab.describe() and "validation" in lab.describe()
    lab.advance(3)
    assert [line["dash"] for line in lab.curve.lines] == ["solid", "dashed"]
    np.testing.assert_allclose(lab.history.validation_loss[-1], np.mean((lab.network(X) - Y) ** 2))
    lab.close()
    points, targets = make_bumps(30, rng=0)
    lab = TrainingLab(Network([2, 3, 1], [tanh, identity], rng=0), points, targets)
    assert lab.plane is None and "right" not in lab.describe()
    lab.advance(3)
    lab.close()


def test_a_cell_s_own_change_is_drawn_and_can_be_undone(lab, net):
    lab.advance(20)
    before = net.parameters.copy()
    net.parameters[...] = 0
    lab._sync()
    assert lab.curve.marker["y"] == pytest.approx(0.25)
    assert lab.epoch == 20 and lab.history.loss[-1] == pytest.approx(0.25)
    lab.undo()
    np.testing.assert_array_equal(net.parameters, before)
    lab.training.optimizer.learning_rate = 0.125
    lab._sync()
    assert lab.controls["rate"].value == 0.125


def test_running_needs_a_kernel_and_says_so(lab):
    lab.bar.event({"type": "run"})
    assert "needs a running kernel" in lab._header.error and not lab.running
    lab.advance(1)
    assert lab.epoch == 1 and not lab._header.error


def test_bad_settings_are_refused_in_place(lab):
    lab.training.optimizer = SGD(0.5)
    lab._sync()
    lab.advance(1)
    assert lab.controls["rate"].value == 0.5
    with pytest.raises(ValueError, match="whole number"):
        lab.advance(0.5)


def test_the_code_recreates_the_lab(lab, net):
    lab.advance(30)
    lab.controls["optimizer"].value = "momentum"
    lab.controls["batch"].value = "2"
    space = {}
    exec(lab.as_code().replace("TrainingLab(network", "lab = TrainingLab(network"), space)
    same(space["network"], net)
    again = space["lab"]
    assert again.training.batch_size == 2 and again.training.optimizer.momentum == 0.9
    assert again.training.loss is lab.training.loss
    again.close()


def recreated(lab):
    space = {}
    exec(lab.as_code().replace("TrainingLab(network", "lab = TrainingLab(network"), space)
    return space["lab"]


@pytest.mark.parametrize(
    "optimizer, others",
    [
        (Adam(0.02, 0.8, 0.99, 1e-6), {"l2": 0.01, "batch_size": 2, "shuffle": False}),
        (SGD(0.5, 0.7), {"l1": 0.001, "validation": (X, Y), "levels": [(0.1, "low")]}),
        (Adam(), {"speed": 50, "epochs": 30, "show": ["curve", "run"], "size": "presenter"}),
        (SGD(), {"speed": None, "show": TrainingLab.PARTS}),
    ],
)
def test_the_code_says_all_that_was_chosen(optimizer, others):
    lab = TrainingLab(network(), X, Y, optimizer=optimizer, **others)
    code, again = lab.as_code(), recreated(lab)
    assert again.as_code() == code and "# Not kept:" in code
    for name in ("show", "size", "speed", "epochs", "levels", "l1", "l2", "shuffle", "validation"):
        assert (f" {name}=" in code) == (name in others), name
    assert ("nnlab-presenter" in again.tree.classes.split()) == ("size" in others)
    assert again._opened == lab._opened
    for each in (lab, again):
        each.advance(20)
    same(again.network, lab.network)
    np.testing.assert_array_equal(again.history.loss, lab.history.loss)
    again.close()
    lab.close()


def test_its_picture_is_a_png(lab):
    data, _ = lab._repr_mimebundle_()
    assert data["text/plain"] == repr(lab) == "TrainingLab(epoch 0, loss 0.259)"
    assert data["image/png"].startswith(b"\x89PNG")


def test_it_shows_only_what_has_been_explained(net):
    lab = TrainingLab(net, X, Y, show=["curve", "run"])
    assert lab.plane is None and lab.diagram is None and not lab.controls
    assert not lab.curve.marker["draggable"]
    lab.advance(2)
    lab.close()
    lab = TrainingLab(net, X, Y, show=["plane", "rate"])
    assert set(lab.controls) == {"rate"} and lab.curve is None
    lab.close()


def test_the_diagram_follows(net):
    lab = TrainingLab(net, X, Y, show=["diagram", "run"], optimizer=SGD(2.0))
    before = lab.diagram.numbers
    lab.advance(1)
    assert lab.diagram.numbers != before
    lab.close()


@pytest.mark.parametrize(
    "arguments, options, says",
    [
        (("network", X, Y), {}, "shows a Network"),
        ((Network([2, 1], "sigmoid", runs=3), X, Y), {}, "runs"),
        ((network(), X, Y[:, 0]), {}, "2-D"),
        ((network(), X, Y), {"show": ["plain"]}, "has no part 'plain'"),
        ((Network([2, 1], "sigmoid"), X, Y), {"show": ["bend"]}, "needs a hidden layer"),
        ((Network([3, 1], "sigmoid"), np.eye(3), np.ones((3, 1))), {"show": ["plane"]}, "inputs"),
        ((network(), X, Y), {"speed": 0}, "speed must be above 0"),
        ((network(), X, Y), {"loss": "nonsense"}, "unknown loss"),
        ((network(), X, Y), {"batch_size": 0}, "batch_size"),
        ((network(), X, Y), {"stop_when": lambda history: True}, "fit"),
    ],
)
def test_bad_input_names_the_remedy(arguments, options, says):
    with pytest.raises(ValueError, match=".") as caught:
        TrainingLab(*arguments, **options)
    assert says in str(caught.value)


def test_closing_loses_no_history(lab, net):
    lab.advance(40)
    lab.close()
    assert len(lab.history) == 41
    same(lab.history.network_at(40), net)
    assert repr(lab) == "TrainingLab(closed)"


def test_the_film_and_the_pin_lead_back(lab):
    lab.advance(1000)
    epochs = [frame[0] for frame in lab.film.frames]
    first = lab.model.moments.first
    assert epochs[0] == 0 and epochs[-1] == 1000 and first in epochs
    assert lab.curve.pin["x"] == first and f"epoch {first}" in lab.curve.pin["text"]
    lab.film.event({"type": "frame", "index": 2})
    assert lab.epoch == epochs[2] and lab.film.now == 2 and lab.film.exact
    assert len(lab.history) == 1001 and "to 1,000" in lab.curve.ahead
    lab.curve.event({"type": "pin"})
    assert lab.epoch == first and lab.curve.marker["x"] == first
    lab.undo()
    assert lab.epoch == epochs[2]
    lab.film.event({"type": "frame", "index": 99})
    assert lab.epoch == 0 and not lab.film.error


def test_run_at_the_moment_it_was_found_starts_anew_and_elsewhere_goes_on(lab, monkeypatch):
    began = []
    monkeypatch.setattr(lab, "_start", lambda: began.append(lab.epoch))
    lab.advance(1000)
    lab.curve.event({"type": "pin"})
    lab.bar.event({"type": "run"})
    assert began == [0] and lab.model.before is not None  # the old way stays as a line
    lab.advance(1000)
    lab.bar.event({"type": "run"})
    lab.rewind(100)
    lab.bar.event({"type": "run"})
    assert began == [0, 1000, 100]


def test_without_its_moment_the_pin_leads_nowhere(lab):
    lab.advance(10)
    assert lab.curve.pin == {} and lab.curve.ahead == ""
    lab.curve.event({"type": "pin"})
    assert lab.epoch == 10


@pytest.mark.parametrize(
    "targets, goal", [(Y, "XOR"), (1 - Y, "XNOR"), (2 * Y - 1, "XOR"), (X[:, :1], "x1")]
)
def test_the_goal_names_the_gate(targets, goal):
    lab = TrainingLab(Network([2, 2, 1], [tanh, tanh], rng=0), X, targets)
    assert f" {goal} " in lab._goal()
    lab.close()


def test_with_validation_data_its_lowest_place_is_what_there_is_to_find():
    """Chapter 6a's: what 60 penguins teach, 86 others judge; their loss turns at epoch 300."""
    birds, kinds = load_penguins(["bill_length", "bill_depth"], ["Adelie", "Chinstrap", "Gentoo"])
    Z, y = standardize(birds)[0], kinds[:, [1]]
    place = np.random.default_rng(0).permutation(342)
    seen, others = place < 60, (place >= 171) & (place < 257)
    how = {"validation": (Z[others], y[others]), "optimizer": SGD(1.0)}
    net = Network([2, 32, 1], [tanh, sigmoid], rng=0)
    lab = TrainingLab(net, Z[seen], y[seen], "binary_cross_entropy", **how)
    assert "validation" in lab._goal() and lab._won() is None
    hollow = [
        row for row in lab.plane.points if row[5]
    ]  # the field's sign of what isn't trained on
    assert sum(row[4] for row in hollow) == 86 and sum(row[4] for row in lab.plane.points) == 146
    lab.advance(600)
    right = int(((net(Z[others]) > 0.5) == y[others]).sum())
    rows = lab._sentence().striptags().split("validation")
    assert "of 60 right" in rows[0] and rows[1].strip().startswith(f"{right} of 86 right")
    assert sum(row[4] for row in lab.plane.points if row[5] and row[3]) >= 86 - right > 0
    lowest = int(lab.history.validation_loss.argmin())
    assert 200 < lowest < 400 and lab._won() is None
    lab.rewind(lowest)
    assert "Lowest" in lab._won()[0]
    lab.rewind(100)  # elsewhere it isn't
    assert lab._won() is None
    lab.rewind(600)
    assert lab._won() is None
    lab.close()


def test_a_story_is_told_where_nothing_happened_for_long():
    lab = TrainingLab(Network([2, 2, 1], sigmoid, rng=0), X, Y, optimizer=SGD(2.0))
    assert "less!" in lab._sentence() and "Hardly" not in lab._sentence()
    lab.advance(3000)
    assert "✓" in lab._sentence() and "140 epochs" in lab._sentence()
    assert "less!" not in lab._sentence()  # no sample wishes for much any more
    lab.rewind(232)
    assert "140 epochs" in lab._sentence() and "folds" in lab._sentence()
    assert "epoch 232" in lab.where.words and "loss 0.1575" in lab.where.words
    lab.close()


def test_a_still_shows_the_moment_and_leaves_the_lab_alone():
    net = Network([2, 2, 1], sigmoid, rng=0)
    lab = TrainingLab(net, X, Y, optimizer=SGD(2.0), epochs=400)
    start, empty = net.parameters.copy(), lab.training.state()
    then = still.moment(lab.model, None)
    assert (then.training.epoch, then.last) == (232, 400)
    assert then.network is not net and lab.training.state() == empty
    np.testing.assert_array_equal(net.parameters, start)
    assert still.moment(lab.model, 100).training.epoch == 100
    lab.advance(10)
    assert still.moment(lab.model, None) is lab.model
    assert lab.png() != TrainingLab(net, X, Y, still=50).png()
    lab.close()


def test_a_still_of_a_long_training_is_what_is_shown():
    points, targets = make_moons(300, rng=0)
    lab = TrainingLab(Network([2, 8, 8, 1], sigmoid, rng=0), points, targets)
    assert still.moment(lab.model, None) is lab.model
    assert still.moment(lab.model, 2).training.epoch == 2
    lab.close()


def test_speeds_are_few_and_another_joins_them(net):
    lab = TrainingLab(net, X, Y, speed=300)
    assert lab.controls["speed"].options == ["15", "60", "max", "300"]
    lab.controls["speed"].value = "max"
    assert lab.model.pace == np.inf
    lab.undo()
    assert lab.model.speed == 300
    lab.close()


def test_without_an_optimizer_xor_is_found_while_one_looks_on():
    lab = TrainingLab(Network([2, 2, 1], sigmoid, rng=0), X, Y)
    lab.advance(400)
    assert lab.model.moments.first == 232 and lab.model.settings.plain_rate == 2
    assert "nnlab-win" in lab._header.html and "It found XOR" in lab._header.words
    assert "✓" in lab.page.sentence.words  # it isn't in the band's place: it stays
    lab.rewind(100)
    assert "nnlab-win" not in lab._header.html and "Watch" in lab._header.words
    own = TrainingLab(Network([2, 2, 1], sigmoid, rng=0), X, Y, optimizer=SGD(0.1))
    assert own.model.settings.plain_rate == 0.1
    points = np.linspace(0, 1, 40).reshape(20, 2)
    many = TrainingLab(Network([2, 2, 1], sigmoid, rng=0), points, np.tile([[0], [1]], (10, 1)))
    assert many.model.settings.plain_rate == 0.1  # only a few samples are sure to bear it
