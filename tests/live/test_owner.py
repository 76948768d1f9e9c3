"""One owner: in order, on one thread, nothing lost, nothing doubled."""

import asyncio
import threading
import time

import pytest

from nnlab.live import owner as module
from nnlab.live.owner import owner


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A kernel of its own for each test."""
    monkeypatch.setattr(module, "_owner", None)


def run(test):
    """A coroutine in a loop of its own, as a cell has one."""
    asyncio.run(asyncio.wait_for(test, 20))


def in_thread(work):
    """A started thread, as ipykernel's subshells are."""
    thread = threading.Thread(target=work)
    thread.start()
    return thread


async def ended(thread):
    while thread.is_alive():
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.005)  # what it left to the loop


def test_without_a_loop_everything_is_called_straight_through():
    seen = []
    owner().call(seen.append, 1)
    assert seen == [1]
    assert owner().here and owner().loop is None


def test_an_exception_reaches_whoever_called_and_the_owner_goes_on():
    with pytest.raises(ZeroDivisionError):
        owner().call(lambda: 1 / 0)
    seen = []
    owner().call(seen.append, 1)
    assert seen == [1]


def test_a_call_from_inside_a_call_is_made_at_once():
    seen = []

    def outer():
        owner().call(seen.append, "inner")
        seen.append("outer")

    owner().call(outer)
    assert seen == ["inner", "outer"]


def test_from_another_thread_the_work_is_done_on_the_owners():
    async def test():
        mine, seen = owner(), []
        thread = in_thread(lambda: mine.call(lambda: seen.append(threading.get_ident())))
        await ended(thread)
        assert seen == [threading.get_ident()]

    run(test())


def test_while_the_owner_computes_work_waits_in_order_and_it_is_told():
    async def test():
        mine, seen, told = owner(), [], []
        mine.watch(lambda late: told.append((late, threading.get_ident())))
        thread = in_thread(lambda: [mine.call(seen.append, k) for k in "abc"])
        time.sleep(1.0)  # a cell that computes: the loop is not free
        assert seen == []
        assert told and told[0][0] and told[0][1] != threading.get_ident()
        await ended(thread)
        assert seen == ["a", "b", "c"]
        assert told[-1] == (False, threading.get_ident())

    run(test())


def test_who_no_longer_watches_is_not_told():
    async def test():
        mine, told = owner(), []
        unwatch = mine.watch(told.append)
        unwatch()
        unwatch()
        thread = in_thread(lambda: mine.call(told.append, "done"))
        time.sleep(0.5)
        await ended(thread)
        assert told == ["done"]

    run(test())


def test_a_foreign_thread_waits_for_its_work_so_that_nothing_piles_up():
    async def test():
        mine, seen = owner(), []

        def work():
            mine.call(lambda: (time.sleep(0.05), seen.append("done")))
            seen.append("returned")

        await ended(in_thread(work))
        assert seen == ["done", "returned"]

    run(test())


def test_an_error_that_nobody_waits_for_is_logged(caplog):
    async def test():
        mine = owner()
        await ended(in_thread(lambda: mine.call(lambda: 1 / 0)))

    run(test())
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


def test_a_thousand_events_from_threads_are_all_done_in_each_threads_order():
    async def test():
        mine, seen = owner(), []
        threads = [
            in_thread(lambda t=t: [mine.call(seen.append, (t, k)) for k in range(250)])
            for t in range(4)
        ]
        for thread in threads:
            await ended(thread)
        assert len(seen) == 1000
        for t in range(4):
            assert [k for who, k in seen if who == t] == list(range(250))

    run(test())


def test_a_new_loop_takes_over_from_one_that_ended():
    async def loop_now():
        return owner().loop is asyncio.get_running_loop()

    assert asyncio.run(loop_now())
    assert asyncio.run(loop_now())
    assert owner().loop is None
