"""The fast path gives what core gives, to 1e-12, over everything registered; and how it does so."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import SGD, Adam, Loss, binary_cross_entropy, sigmoid, tanh
from nnlab.fast import epochs as epochs_module
from tests.fast.pairs import (
    BENDS,
    ERRORS,
    STEPS,
    assert_same,
    engine_of,
    log_cosh,
    run_both,
    samples,
    softplus,
    trainings,
)

LAYOUTS = {  # that what, on which network
    "Straight": {},  # tiny
    "Matrix": {"optimizer": Adam},
    "Replicas": {"runs": 3, "optimizer": lambda: SGD([0.1, 0.2, 0.01])},
}


def suits(loss, bend):
    return loss is not binary_cross_entropy or bend is sigmoid


def layout_of(layout, *parts):
    """What works where `layout` is meant: plain Python only where all of it is written out."""
    written = all(part.arithmetic for part in parts)
    return layout if written or layout != "Straight" else "Matrix"


@pytest.mark.parametrize("batch_size", [None, 1, 3])
@pytest.mark.parametrize("loss", ERRORS, ids=repr)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_loss_and_every_last_activation(layout, loss, batch_size):
    for bend in BENDS:
        if suits(loss, bend):
            more = LAYOUTS[layout]
            pair = trainings([2, 3, 2], [tanh, bend], loss, batch_size=batch_size, **more)
            run_both(pair, 5)
            assert engine_of(pair[0]) == layout_of(layout, loss, bend)
            assert_same(pair)


@pytest.mark.parametrize("sizes", [[2, 1], [3, 2], [2, 4, 1], [1, 3, 2, 2], [2, 2, 3, 2, 1]])
@pytest.mark.parametrize("bend", BENDS, ids=repr)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_hidden_activation_and_depth(layout, bend, sizes):
    for batch_size in (None, 2):
        more = LAYOUTS[layout]
        pair = trainings(sizes, bend, "mean_squared_error", 4, batch_size=batch_size, **more)
        run_both(pair, 5)
        assert engine_of(pair[0]) == layout_of(layout, bend)
        assert_same(pair)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("prices", [{}, {"l1": 0.01}, {"l2": 0.1}, {"l1": 0.02, "l2": 0.03}])
@pytest.mark.parametrize("runs", [(), (2,)])
def test_every_optimizer_and_the_price_of_weights(step, prices, runs):
    for sizes in ([2, 3, 1], [2, 40, 40, 1]):  # 40 wide: too much for the replica layout
        pair = trainings(
            sizes,
            tanh,
            "mean_squared_error",
            runs=runs,
            optimizer=lambda: STEPS[step](0.05),
            batch_size=4,
            **prices,
        )
        run_both(pair, 6)
        assert engine_of(pair[0]) is not None
        assert_same(pair)


def test_runs_on_two_axes_with_a_rate_each_in_both_layouts():
    rates = np.array([[0.1, 0.2, 0.3], [0.01, 0.02, 0.5]])
    for sizes, name in (([2, 3, 1], "Replicas"), ([2, 70, 60, 1], "Matrix")):
        for make in (SGD, Adam, lambda rates: SGD(rates, momentum=0.5)):
            for batch_size in (None, 3):
                pair = trainings(
                    sizes,
                    tanh,
                    "mean_squared_error",
                    runs=(2, 3),
                    optimizer=lambda make=make: make(rates),
                    batch_size=batch_size,
                )
                run_both(pair, 4)
                assert engine_of(pair[0]) == name
                assert_same(pair)


@settings(max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=4),
    data=st.data(),
    n=st.integers(1, 12),
    epochs=st.integers(0, 12),
    record_every=st.integers(1, 5),
)
def test_any_plain_training(sizes, data, n, epochs, record_every):
    draw = data.draw
    bends = [draw(st.sampled_from(BENDS)) for _ in sizes[1:]]
    loss = draw(st.sampled_from(ERRORS))
    sizes[-1] = max(2, sizes[-1])
    if not suits(loss, bends[-1]):
        bends[-1] = sigmoid
    step = STEPS[draw(st.sampled_from(list(STEPS)))]
    pair = trainings(
        sizes,
        bends,
        loss,
        n,
        record_every=record_every,
        runs=draw(st.sampled_from([(), 1, 2, (2, 2)])),
        optimizer=lambda: step(0.05),
        init=draw(st.sampled_from(["glorot", "he", "uniform"])),
        batch_size=draw(st.sampled_from([None, 1, 2, 5])),
        shuffle=draw(st.booleans()),
        l2=draw(st.sampled_from([0.0, 0.1])),
        validation=draw(st.booleans()) and samples(4, sizes[0], sizes[-1], loss, rng=5) or None,
    )
    run_both(pair, epochs)
    assert_same(pair)
    run_both(pair, 3)  # and on from there
    assert_same(pair)


def test_float32_to_its_own_precision():
    for sizes in ([2, 4, 1], [2, 30, 30, 1], [300, 4, 1]):
        for bend in (tanh, sigmoid, softplus):
            for runs in ((), (3,)):
                pair = trainings(
                    sizes, bend, "mean_squared_error", runs=runs, dtype=np.float32, batch_size=3
                )
                run_both(pair, 5)
                assert engine_of(pair[0]) in ("Matrix", "Replicas")
                assert pair[0].network.parameters.dtype == np.float32
                assert pair[0].history.parameters.dtype == pair[0].history.loss.dtype == np.float32
                assert_same(pair, 2e-5)


def test_saturated_outputs_keep_their_digits():
    """Where a sigmoid is near 1, its slope and the cross-entropy's take each other's digits."""
    for layout in LAYOUTS.values():
        pair = trainings([1, 1], "sigmoid", "binary_cross_entropy", n=3, **layout)
        for training in pair:
            training.network.parameters[...] = [0.5, 20.0]
        run_both(pair, 3)
        assert_same(pair, 1e-9)


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("n_in", [3, 300])
@pytest.mark.parametrize("runs", [(), 2])
def test_many_samples_are_laid_out_and_measured_a_part_at_a_time(shuffle, n_in, runs, monkeypatch):
    for name, most in (("STRETCH", 1500), ("BATCHES", 10), ("CHUNK", 70)):
        monkeypatch.setattr(epochs_module, name, most)
    for batch_size in (50, 13, 505, None):
        pair = trainings(
            [n_in, 3, 2],
            tanh,
            "mean_squared_error",
            n=505,
            batch_size=batch_size,
            shuffle=shuffle,
            runs=runs,
        )
        run_both(pair, 2)
        assert len(pair[0].history) == 3
        assert_same(pair)


def test_what_is_called_sees_cores_shapes():
    """So a function that isn't element by element, or counts its samples, still gives the same."""
    seen = set()

    def function(z):
        seen.add(z.shape)
        return z / (1 + np.abs(z).sum(axis=-1, keepdims=True))

    strange = type(tanh)("strange", function, np.ones_like)
    for runs in ((), 3):
        pair = trainings([2, 4, 2], strange, log_cosh, n=5, runs=runs)
        run_both(pair, 3)
        assert engine_of(pair[0]) in ("Matrix", "Replicas")
        assert_same(pair)
    assert seen == {(5, 4), (5, 2), (3, 5, 4), (3, 5, 2)}


def test_records_in_halves_and_at_once_are_the_same_bits():
    for more in LAYOUTS.values():
        one, two = trainings([2, 3, 1], tanh, "mean_squared_error", batch_size=2, **more)
        one.run(20)
        for epochs in (1, 7, 12):
            two.run(epochs)
        assert_same((one, two), 0)


# ---------------------------------------------------------------- by counting, never by seconds


def work_of(training):
    training.run(1)
    work = training._stretch.work
    work.load(training.network.parameters, training.optimizer)
    return work


def test_a_step_of_2_8_8_1_is_so_many_operations():
    (training, _) = trainings([2, 8, 8, 1], tanh, "mean_squared_error", n=50, batch_size=10)
    forward, backward = work_of(training).batches[0]
    # 3 products and 3 kernels; the loss, the rate, 3 kernels, 5 products, the step
    assert len(forward) == 3 + 3 and len(backward) == 1 + 1 + 3 + 5 + 1


def test_biases_have_no_price():
    (training, _) = trainings([3, 4, 2], tanh, "mean_squared_error", l1=0.1)
    for block in training.network.split(work_of(training).on_weights):
        assert (block[:, :-1] == 1).all() and (block[:, -1] == 0).all()


def test_a_loss_of_ones_own_that_is_no_mean_is_measured_whole(monkeypatch):
    """It may be a root of a mean; core's own are measured a part at a time."""
    monkeypatch.setattr(epochs_module, "CHUNK", 20)
    root = Loss(
        "root",
        lambda p, y: ((p - y) ** 2).mean((-2, -1)) ** 0.5,
        lambda p, y: (p - y) / p[..., 0].size / ((p - y) ** 2).mean((-2, -1), keepdims=True) ** 0.5,
    )
    for loss, chunks in ((root, 1), ("mean_squared_error", 4)):
        pair = trainings([3, 40, 1], tanh, loss, n=70, batch_size=7)
        run_both(pair, 3)
        assert len(work_of(pair[0]).chunks) == chunks
    pair = trainings([3, 40, 1], tanh, root, n=70, batch_size=7)
    run_both(pair, 3)
    assert_same(pair)


def test_samples_are_measured_in_parts_as_large_as_each_other(monkeypatch):
    monkeypatch.setattr(epochs_module, "CHUNK", 20)
    (training, _) = trainings([3, 40, 1], tanh, "mean_squared_error", n=70, batch_size=7)
    assert [len(output) for _, _, output, _ in work_of(training).chunks] == [18, 18, 18, 16]
    monkeypatch.setattr(epochs_module, "CHUNK", 1000)
    for small, sizes in ((150 * 201, [150] * 2), (50 * 201, [300])):  # of 201 parameters
        monkeypatch.setattr(epochs_module, "SMALL", small)
        (training, _) = trainings([3, 40, 1], tanh, "mean_squared_error", n=300, batch_size=7)
        assert [len(output) for _, _, output, _ in work_of(training).chunks] == sizes


@pytest.mark.parametrize("loss", ["mean_squared_error", "softmax_cross_entropy"])
@pytest.mark.parametrize("runs", [(), 5])
def test_a_step_allocates_nothing_of_the_size_of_a_layer(loss, runs):
    bends = ["relu", "tanh", "identity"]
    (training, _) = trainings([20, 60, 40, 3], bends, loss, n=1000, runs=runs)
    ((forward, backward),) = work_of(training).batches

    def step():
        for run in (*forward, *backward):
            run()

    assert peak_of(step) < 1000 * 40 * 8 * (runs or 1) / 3  # numpy may take a buffer of 64 kB


def test_measuring_allocates_no_second_network():
    (training, _) = trainings([20, 60, 3], tanh, "mean_squared_error", n=4000, batch_size=50)
    assert peak_of(work_of(training).measure) < 4000 * 60 * 8 / 3


def peak_of(work):
    """The most memory that was taken on the way, numpy's included."""
    work()  # what is made once is made now
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
