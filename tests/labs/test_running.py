"""Labs that train in the background: in a real event loop, undone as one step."""

import asyncio

import numpy as np
import pytest

from nnlab import SGD, Network, relu, sigmoid, tanh
from nnlab.datasets import make_gate
from nnlab.labs import LotteryLab, TrainingLab, cells

X, Y = make_gate("xor")


@pytest.fixture
def lab():
    network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    lab = TrainingLab(network, X, Y, optimizer=SGD(0.3), speed=None)
    yield lab
    lab.close()


def walk(coroutine):
    asyncio.run(coroutine())


async def until(condition):
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


async def ended(lab):
    await until(lambda: not lab._runner.running)


def test_a_run_is_one_step_for_undo(lab):
    async def go():
        start = lab.network.parameters.copy()
        lab.run()
        await until(lambda: lab.epoch > 50)
        lab.pause()
        await ended(lab)
        epoch, there = lab.epoch, lab.network.parameters.copy()
        assert len(lab._undo.past) == 1 and lab.curve.marker["x"] == epoch
        lab.undo()
        assert lab.epoch == 0 and np.array_equal(lab.network.parameters, start)
        lab.redo()
        assert lab.epoch == epoch and np.array_equal(lab.network.parameters, there)

    walk(go)


def test_cells_that_only_look_are_no_step(lab):
    async def go():
        lab.run()
        await until(lambda: lab.epoch > 5)
        lab.model.slice()  # it has gone on since it was drawn
        cells.after_cell(None)
        assert lab.running and len(lab._undo.past) == 0
        lab.pause()
        await ended(lab)

    walk(go)


def test_a_setting_is_undone_while_it_runs_and_it_runs_on(lab):
    async def go():
        lab.run()
        await until(lambda: lab.epoch > 5)
        lab.controls["rate"].value = 0.5
        lab.controls["bend"].value = "relu"
        epoch = lab.epoch
        await until(lambda: lab.epoch > epoch + 5)
        lab.undo()
        assert lab.running and lab.network.activations == (tanh, sigmoid)
        lab.undo()
        assert lab.running and lab.training.optimizer.learning_rate == 0.3
        assert lab.epoch > epoch
        lab.advance(1)
        await ended(lab)
        assert len(lab._undo.past) == 2  # the run, and the epoch
        epoch = lab.epoch
        lab.run()
        await until(lambda: lab.epoch > epoch)
        lab.undo()  # takes the second run back
        await ended(lab)
        assert not lab.running and len(lab._undo.past) == 2

    walk(go)


def test_a_legal_change_by_a_cell_while_it_runs_is_shown_and_it_runs_on(lab):
    async def go():
        lab.run()
        await until(lambda: lab.epoch > 5)
        lab.network.layers[0].activation = relu
        lab.training.loss = "mean_absolute_error"
        lab.training.batch_size = 3
        epoch = lab.epoch
        await until(lambda: lab.epoch > epoch + 5)
        assert lab.running and lab._header.error == ""
        lab.pause()
        await ended(lab)
        values = {name: lab.controls[name].value for name in ("bend", "loss", "batch")}
        assert values == {"bend": "relu", "loss": "absolute", "batch": "3"}

    walk(go)


def test_an_optimizer_that_fails_ends_the_run_in_words(lab):
    class Broken:
        def step(self, parameters, gradients):
            raise ValueError("the spring is broken")

    async def go():
        lab.run()
        await until(lambda: lab.epoch > 5)
        lab.training.optimizer = Broken()
        await ended(lab)
        assert "spring" in lab._header.error and not lab.running
        lab.controls["optimizer"].value = "Adam"
        lab.advance(2)
        assert lab._header.error == ""

    walk(go)


def test_closing_ends_the_run(lab):
    async def go():
        lab.run()
        await until(lambda: lab.epoch > 5)
        lab.close()
        epoch = lab.epoch
        await asyncio.sleep(0.05)
        assert lab.epoch == epoch and not lab.running

    walk(go)


def test_a_lab_on_the_same_network_follows_the_run(lab):
    other = TrainingLab(lab.network, X, Y)

    async def go():
        lab.run()
        await until(lambda: lab.epoch > 50)
        lab.pause()
        await ended(lab)
        # One record is drawn, x and y: its own marker still asks when the loss will fall.
        assert np.frombuffer(other.curve.data, "<f8", 2)[1] == lab.curve.marker["y"]
        assert len(other._undo.past) <= 3

    walk(go)
    other.close()


def test_nothing_runs_without_a_kernel():
    lab = LotteryLab(X, Y)
    lab.run()
    assert lab._header.error and not lab.running and len(lab._undo.past) == 0
    lab.close()
