"""Frames at a steady pace, and steps in a task of their own."""

import asyncio
import time

import pytest

from nnlab.live import owner as module
from nnlab.live.owner import owner
from nnlab.live.runner import FrameCap, Runner


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A kernel of its own for each test."""
    monkeypatch.setattr(module, "_owner", None)


def run(test):
    """A coroutine in a loop of its own, as a cell has one."""
    asyncio.run(asyncio.wait_for(test, 20))


def test_frames_are_capped_and_the_last_request_is_drawn():
    async def test():
        owner()
        drawn, state = [], [0]
        frames = FrameCap(lambda: drawn.append(state[0]), fps=20)
        end = time.perf_counter() + 0.4
        while time.perf_counter() < end:
            state[0] += 1
            frames.request()
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.1)
        assert 3 <= len(drawn) <= 10
        assert drawn[-1] == state[0]

    run(test())


def test_without_a_loop_a_frame_is_drawn_at_once():
    drawn = []
    frames = FrameCap(lambda: drawn.append(1))
    frames.request()
    frames.request()
    assert drawn == [1, 1]


def test_a_runner_steps_in_slices_draws_and_stops():
    async def test():
        owner()
        count, drawn, other = [0], [], [0]

        def step():
            count[0] += 1

        runner = Runner(step, lambda: drawn.append(count[0]))
        runner.start()
        runner.start()  # one task only
        for _ in range(20):
            await asyncio.sleep(0.005)
            other[0] += 1  # clicks get through
        assert runner.running
        runner.stop()
        await asyncio.sleep(0.05)
        stopped = count[0]
        await asyncio.sleep(0.05)
        assert count[0] == stopped > 100
        assert drawn[-1] == stopped  # what is shown is what is stored
        assert len(drawn) < 20
        assert other[0] == 20 and not runner.running

    run(test())


def test_a_runner_ends_by_itself_and_can_start_again():
    async def test():
        owner()
        count = [0]

        def step():
            count[0] += 1
            return count[0] % 10 != 0

        runner = Runner(step, lambda: None)
        for expected in (10, 20):
            runner.start()
            while runner.running:
                await asyncio.sleep(0.005)
            assert count[0] == expected

    run(test())


def test_stopped_and_started_at_once_it_is_one_task():
    async def test():
        owner()
        drawn = []
        runner = Runner(lambda: None, lambda: drawn.append(1))
        for _ in range(5):
            runner.start()
            await asyncio.sleep(0.003)
            runner.stop()
        runner.start()
        await asyncio.sleep(0.02)
        assert sum(task.get_name() == "nnlab" for task in asyncio.all_tasks()) == 1
        assert runner.running
        runner.close()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert sum(task.get_name() == "nnlab" for task in asyncio.all_tasks()) == 0

    run(test())


def test_a_closed_runner_draws_nothing_more():
    async def test():
        owner()
        drawn, tasks = [], len(asyncio.all_tasks())
        runner = Runner(lambda: None, lambda: drawn.append(1))
        runner.start()
        await asyncio.sleep(0.02)
        runner.close()
        before = len(drawn)
        await asyncio.sleep(0.1)
        assert len(drawn) == before
        assert len(asyncio.all_tasks()) == tasks

    run(test())


def test_a_failing_step_ends_the_run_and_is_reported():
    async def test():
        owner()
        errors, drawn = [], []

        def step():
            raise ValueError("it diverged")

        runner = Runner(step, lambda: drawn.append(1), on_error=errors.append)
        runner.start()
        while runner.running:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)
        assert str(errors[0]) == "it diverged"
        assert drawn  # the state that is left is shown

    run(test())


def test_a_runner_without_a_loop_says_what_to_do():
    runner = Runner(lambda: None, lambda: None)
    with pytest.raises(RuntimeError, match=r"advance\(n\)"):
        runner.start()
    assert not runner.running
