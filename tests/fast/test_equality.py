"""The engine gives what core gives, to 1e-12: parameters, records, words and memory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import SGD, Activation, Adam, Loss, Network, Training, fit, tanh
from tests.fast.pairs import XOR, assert_same, core_alone, engine_of, run_both, trainings

BENDS = ["identity", "relu", "tanh", "sigmoid", "step"]
LOSSES = [
    "mean_squared_error",
    "mean_absolute_error",
    "binary_cross_entropy",
    "hinge_loss",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
]
LAYOUTS = {
    "Straight": {},  # tiny
    "Matrix": {"optimizer": Adam},
    "Replicas": {"runs": 3, "optimizer": lambda: SGD([0.1, 0.5, 0.01])},
}


@pytest.mark.parametrize("batch_size", [None, 1, 3])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_loss_and_every_last_bend(layout, loss, batch_size):
    for bend in BENDS:
        if loss == "binary_cross_entropy" and bend != "sigmoid":
            continue
        pair = trainings([2, 3, 2], ["tanh", bend], loss, batch_size=batch_size, **LAYOUTS[layout])
        run_both(pair, 5)
        assert engine_of(pair[0]) == layout
        assert_same(pair)


@pytest.mark.parametrize("sizes", [[2, 1], [3, 2], [2, 4, 1], [1, 3, 2, 2], [2, 2, 3, 2, 1]])
@pytest.mark.parametrize("bend", BENDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_hidden_bend_and_depth(layout, bend, sizes):
    for batch_size in (None, 2):
        pair = trainings(
            sizes, bend, "mean_squared_error", n=4, batch_size=batch_size, **LAYOUTS[layout]
        )
        run_both(pair, 5)
        assert engine_of(pair[0]) == layout
        assert_same(pair)


@pytest.mark.parametrize(
    "optimizer",
    [
        SGD,
        lambda: SGD(0.2, momentum=0.9),
        Adam,
        lambda: Adam([0.1, 0.01]),
        lambda: SGD([0.5, 0.05], momentum=0.5),
    ],
)
@pytest.mark.parametrize("prices", [{}, {"l1": 0.01}, {"l2": 0.1}, {"l1": 0.02, "l2": 0.03}])
def test_optimizers_and_penalties(optimizer, prices):
    for runs in [(2,)] if np.ndim(optimizer().learning_rate) else [(), (2,)]:
        for sizes in ([2, 3, 1], [2, 40, 40, 1]):  # 40 wide: too much for the replica layout
            pair = trainings(
                sizes,
                ["tanh", "sigmoid"] if len(sizes) == 3 else "tanh",
                "mean_squared_error",
                runs=runs,
                optimizer=optimizer,
                batch_size=4,
                **prices,
            )
            run_both(pair, 6)
            assert_same(pair)


def test_runs_on_two_axes_and_large_networks_in_turn():
    for sizes, name in (([2, 3, 1], "Replicas"), ([2, 70, 60, 1], "Matrix")):
        rates = np.array([[0.1, 0.2, 0.3], [0.01, 0.02, 0.5]])
        for batch_size in (None, 3):
            pair = trainings(
                sizes,
                "tanh",
                "mean_squared_error",
                runs=(2, 3),
                optimizer=lambda rates=rates: SGD(rates),
                batch_size=batch_size,
            )
            run_both(pair, 4)
            assert engine_of(pair[0]) == name
            assert_same(pair)


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=4),
    data=st.data(),
    n=st.integers(1, 12),
    epochs=st.integers(0, 12),
    record_every=st.integers(1, 5),
)
def test_any_plain_training(sizes, data, n, epochs, record_every):
    draw = data.draw
    bends = draw(st.lists(st.sampled_from(BENDS), min_size=len(sizes) - 1, max_size=len(sizes) - 1))
    loss = draw(st.sampled_from(LOSSES))
    if loss == "softmax_cross_entropy":
        sizes[-1] = max(2, sizes[-1])
    if loss == "binary_cross_entropy":
        bends[-1] = "sigmoid"
    pair = trainings(
        sizes,
        bends,
        loss,
        n,
        record_every=record_every,
        runs=draw(st.sampled_from([(), 1, 2, (2, 2)])),
        optimizer=draw(st.sampled_from([SGD, Adam, lambda: SGD(0.05, momentum=0.5)])),
        init=draw(st.sampled_from(["glorot", "he", "uniform"])),
        batch_size=draw(st.sampled_from([None, 1, 2, 5])),
        shuffle=draw(st.booleans()),
        l2=draw(st.sampled_from([0.0, 0.1])),
        validation=draw(st.sampled_from([None, "some"])) and _validation(sizes, loss),
    )
    run_both(pair, epochs)
    assert_same(pair)
    run_both(pair, 3)  # and on from there
    assert_same(pair)


def _validation(sizes, loss):
    from tests.fast.pairs import samples

    return samples(4, sizes[0], sizes[-1], loss, rng=5)


def test_thousands_of_epochs_of_the_articles_xor():
    X, y = XOR, [[0], [1], [1], [0]]
    pair = [
        Training(
            Network([2, 4, 1], ["relu", "sigmoid"], init="uniform", rng=0),
            X,
            y,
            batch_size=1,
            rng=3,
        )
        for _ in range(2)
    ]
    run_both(pair, 3000)
    assert engine_of(pair[0]) == "Straight"
    assert_same(pair)
    assert len(pair[0].history) == 3001


def test_float32_to_its_own_precision():
    for sizes in ([2, 4, 1], [2, 30, 30, 1]):
        for runs in ((), (3,)):
            pair = trainings(
                sizes, "tanh", "mean_squared_error", runs=runs, dtype=np.float32, batch_size=3
            )
            run_both(pair, 10)
            assert engine_of(pair[0]) in ("Matrix", "Replicas")
            assert pair[0].network.parameters.dtype == np.float32
            assert pair[0].history.parameters.dtype == pair[0].history.loss.dtype == np.float32
            assert_same(pair, 1e-5)


def test_shuffled_inputs_laid_out_a_stretch_at_a_time():
    # More inputs than are laid out at once; the last batch is smaller.
    pair = trainings([300, 3, 1], "tanh", "mean_squared_error", n=505, batch_size=50)
    run_both(pair, 2)
    assert len(pair[0].history) == 3
    assert_same(pair)


def test_losses_in_halves_and_at_once_are_the_same_bits():
    for more in LAYOUTS.values():
        one, two = trainings([2, 3, 1], "tanh", "mean_squared_error", batch_size=2, **more)
        one.run(20)
        for epochs in (1, 7, 12):
            two.run(epochs)
        assert_same((one, two), 0)


def test_what_is_asked_at_each_record_is_asked_in_time():
    seen = [], []

    def callback(which):
        def note(network, epoch, loss):
            seen[which].append((epoch, float(loss), network.parameters.copy()))
            if epoch == 6:
                pair[which].optimizer = SGD(0.5)  # a reader's schedule
            if epoch == 9:
                pair[which].batch_size = 2

        return note

    pair = trainings([2, 3, 1], "tanh", "mean_squared_error", batch_size=3, record_every=3)
    for which in (0, 1):
        asked = {"stop_when": lambda history: history.epochs[-1] >= 21}
        vars(pair[which]).update(callback=callback(which), **asked)
    run_both(pair, 50)
    assert_same(pair)
    assert pair[0].epoch == 21 and len(seen[0]) == len(seen[1]) == 7
    for (e1, l1, p1), (e2, l2, p2) in zip(*seen, strict=True):
        assert e1 == e2 and abs(l1 - l2) < 1e-12 and np.allclose(p1, p2, 1e-12, 1e-12)


def test_parameters_changed_between_runs_are_where_it_goes_on():
    pair = trainings([2, 3, 1], "tanh", "mean_squared_error")
    for training in pair:
        training.l2 = 0.0
    run_both(pair, 5)
    for training in pair:
        training.network.layers[0][1].b = 2.0
        training.network.layers[1].activation = "sigmoid"
        training.optimizer.learning_rate = 0.7
    run_both(pair, 5)
    assert_same(pair)
    for training in pair:
        training.loss, training.l1 = "binary_cross_entropy", 0.01
    run_both(pair, 5)
    assert_same(pair)


# ---------------------------------------------------------------- what runs away, what interrupts


@pytest.mark.parametrize("batch_size", [None, 1])
@pytest.mark.parametrize("record_every", [1, 7])
def test_divergence_is_told_as_core_tells_it(batch_size, record_every):
    for optimizer in (lambda: SGD(30.0), lambda: SGD(5.0, momentum=0.5), lambda: Adam(1e80)):
        pair = trainings(
            [2, 4, 4, 1],
            "relu",
            "mean_squared_error",
            init="he",
            optimizer=optimizer,
            batch_size=batch_size,
            record_every=record_every,
        )
        run_both(pair, 300)
        assert_same(pair, 1e-9)
    assert "diverged" in pair[1].history.stopped


@pytest.mark.parametrize("optimizer", [SGD, Adam])
def test_runs_that_diverge_are_held_and_the_others_go_on(optimizer):
    rates = [0.01, 1e3, 0.1, 40.0, 0.05] if optimizer is SGD else [0.01, 1e200, 0.1, 1e300, 0.05]
    for sizes in ([2, 3, 1], [2, 70, 60, 1]):
        pair = trainings(
            sizes,
            "identity",
            "mean_squared_error",
            runs=5,
            optimizer=lambda: optimizer(rates),
            batch_size=4,
        )
        run_both(pair, 100)
        assert pair[1].history.diverged.tolist() == [False, True, False, True, False]
        assert engine_of(pair[0]) is not None  # it came back after each
        assert_same(pair, 1e-9)


def test_after_a_divergence_a_smaller_rate_is_fast_again():
    pair = trainings([2, 3, 1], "identity", "mean_squared_error", optimizer=lambda: SGD(30.0))
    run_both(pair, 300)
    assert "diverged" in pair[0].history.stopped
    for training in pair:
        training.network.parameters[...] = 0.1
        training.optimizer.learning_rate = 0.01
    run_both(pair, 300)
    assert engine_of(pair[0]) == "Straight"
    assert pair[0].history.stopped == "finished at epoch " + str(pair[0].epoch)
    assert_same(pair)


def test_a_sigmoid_far_out_is_no_overflow():
    for n in (1, 5):
        pair = trainings([1, 1], "sigmoid", "mean_squared_error", n=n)
        for training in pair:
            training.network.parameters[...] = [-900.0, -5000.0]
            vars(training)["X"] = np.full_like(training.X, 3.0)
        run_both(pair, 5)
        assert_same(pair)
        assert pair[0].history.stopped == "finished at epoch 5"


def test_numbers_that_are_huge_but_right_are_left_to_core():
    pair = trainings([1, 1], "identity", "mean_absolute_error")
    for training in pair:
        training.network.parameters[...] = [1e90, 1.0]
    run_both(pair, 2000)
    run_both(pair, 1)
    assert_same(pair)
    assert engine_of(pair[0]) is None  # it found no reason, and gave up


class _Interrupting(SGD):
    """Steps as SGD does, until Ctrl-C comes in the middle of an epoch."""

    left = 10**9

    def step(self, parameters, gradients):
        type(self).left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        super().step(parameters, gradients)


@pytest.mark.parametrize("runs", [(), 2])
@pytest.mark.parametrize("after", [1, 2, 23, 60, 399])
def test_an_interrupted_training_is_whole_and_goes_on_as_if_nothing_had_been(after, runs):
    _Interrupting.left = 10**9
    one, two = trainings(
        [2, 3, 1],
        "tanh",
        "mean_squared_error",
        batch_size=2,
        runs=runs,
        optimizer=lambda: _Interrupting(0.1, momentum=0.9),
    )
    two.run(100)
    _Interrupting.left = after
    history = one.run(100)
    assert history.stopped == f"interrupted at epoch {one.epoch}" and one.epoch < 100
    assert history.epochs[-1] == one.epoch
    assert (history.parameters[-1] == one.network.parameters).all()
    assert np.allclose(history.loss[-1], one.loss(one.network(one.X), one.y), 1e-12)
    _Interrupting.left = 10**9
    one.run(100 - one.epoch)
    assert_same((one, two), 1e-12)


def test_ctrl_c_in_plain_arithmetic_leaves_a_whole_network(monkeypatch):
    one, two = trainings([2, 3, 1], "tanh", "mean_squared_error", batch_size=2)
    two.run(30)
    one.run(10)
    from nnlab.fast.sprint import _workers

    worker = _workers[one].engine
    epoch = worker._epoch
    count = iter([False] * 5 + [True])

    def interrupting(order):
        if next(count, False):
            raise KeyboardInterrupt
        return epoch(order)

    monkeypatch.setattr(worker, "_epoch", interrupting)
    assert one.run(20).stopped.startswith("interrupted at epoch 10")
    one.run(20)
    assert_same((one, two), 0)


def test_an_error_in_a_callback_leaves_the_network_of_that_epoch():
    def callback(network, epoch, loss):
        if epoch == 15:
            raise RuntimeError("mine")

    (training, _) = trainings(
        [2, 3, 1], "tanh", "mean_squared_error", record_every=5, callback=callback
    )
    with pytest.raises(RuntimeError, match="mine"):
        training.run(40)
    assert training.epoch == 15 == training.history.epochs[-1]
    assert (training.history.parameters[-1] == training.network.parameters).all()


# ---------------------------------------------------------------- what the engine doesn't know


def test_a_bend_of_the_readers_own_is_left_to_core_even_under_a_known_name():
    strange = Activation("tanh", lambda z: z**3 / 10, lambda z: 3 * z**2 / 10)
    hostile = Activation("x'); import os; os.abort() #", np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    for bend in (strange, hostile):
        pair = trainings([2, 3, 1], [bend, tanh], "mean_squared_error")
        run_both(pair, 5)
        assert engine_of(pair[0]) is None
        assert_same(pair, 0)


def test_a_loss_of_the_readers_own_is_left_to_core_even_under_a_known_name():
    for name in ("mean_squared_error", '"""; raise SystemExit', "cubic"):
        mine = Loss(
            name,
            lambda p, y: (np.abs(p - y) ** 3).mean(axis=(-2, -1)),
            lambda p, y: 3 * np.abs(p - y) * (p - y) / y.size,
        )
        pair = trainings([2, 3, 1], "tanh", mine)
        run_both(pair, 5)
        assert engine_of(pair[0]) is None
        assert_same(pair, 0)


def test_binary_cross_entropy_without_a_sigmoid_is_refused_by_core_as_ever():
    network = Network([1, 1], "identity", init="zeros")
    with pytest.raises(ValueError, match="predictions that are probabilities"):
        fit(
            network,
            [[1.0], [-1.0]],
            [[1.0], [0.0]],
            loss="binary_cross_entropy",
            optimizer=SGD(5.0),
            epochs=50,
        )


def test_an_optimizer_of_the_readers_own_is_stepped_as_it_is():
    class Signs:
        def step(self, parameters, gradients):
            parameters -= 0.01 * np.sign(gradients)

    for runs in ((), 3):
        pair = trainings([2, 3, 1], "tanh", "mean_squared_error", optimizer=Signs, runs=runs)
        run_both(pair, 9)
        assert engine_of(pair[0]) in ("Matrix", "Replicas")
        assert_same(pair)


def test_core_alone_is_core_alone():
    (training, _) = trainings([2, 3, 1], "tanh", "mean_squared_error")
    with core_alone():
        training.run(3)
    assert engine_of(training) is None
