"""Frames at a steady pace, and steps in a task of their own."""

import asyncio
import time

import pytest

from nnlab.live import stage as module
from nnlab.live.runner import Runner
from nnlab.live.stage import Owner, owner


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A kernel of its own for each test."""
    monkeypatch.setattr(module, "_owner", Owner())


def raised(error):
    raise error


def run(test):
    """A coroutine in a loop of its own, as a cell has one."""
    asyncio.run(asyncio.wait_for(test, 20))


def test_a_runner_steps_draws_at_a_pace_and_lets_others_through():
    async def test():
        owner()
        count, drawn, going = [0], [], [True]

        def step():
            count[0] += going[0]
            return None if going[0] else False

        runner = Runner(step, lambda: drawn.append(count[0]), raised, fps=20)
        start = time.perf_counter()
        runner.start()
        runner.start()  # one task only
        for _ in range(80):
            await asyncio.sleep(0.005)  # clicks get through
        assert runner.running
        assert sum(task.get_name() == "nnlab" for task in asyncio.all_tasks()) == 1
        going[0] = False
        while runner.running:
            await asyncio.sleep(0.005)
        most = 3 + 20 * (time.perf_counter() - start)
        assert 3 <= len(drawn) <= most < count[0]
        assert drawn[-1] == count[0]  # what is shown is what is stored

    run(test())


def test_a_step_may_ask_for_a_rest():
    async def test():
        owner()
        steps = []
        runner = Runner(lambda: steps.append(1) or 60, lambda: None, raised)
        runner.start()
        await asyncio.sleep(0.1)
        assert len(steps) == 1
        runner.close()

    run(test())


def test_a_runner_ends_by_itself_and_can_start_again():
    async def test():
        owner()
        count = [0]

        def step():
            count[0] += 1
            return None if count[0] % 10 else False

        runner = Runner(step, lambda: None, raised)
        for expected in (10, 20):
            runner.start()
            while runner.running:
                await asyncio.sleep(0.005)
            assert count[0] == expected

    run(test())


def test_closed_and_started_at_once_it_is_one_task():
    async def test():
        owner()
        runner = Runner(lambda: None, lambda: None, raised)
        for _ in range(5):
            runner.start()
            await asyncio.sleep(0.003)
            runner.close()
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
        runner = Runner(lambda: None, lambda: drawn.append(1), raised)
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

        runner = Runner(step, lambda: drawn.append(1), errors.append)
        runner.start()
        while runner.running:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)
        assert str(errors[0]) == "it diverged"
        assert drawn  # the state that is left is shown

    run(test())


def test_a_runner_without_a_loop_says_what_to_do():
    runner = Runner(lambda: None, lambda: None, raised)
    with pytest.raises(ValueError, match=r"advance\(n\)"):
        runner.start()
    assert not runner.running
