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


def test_without_a_loop_everything_is_called_straight_through():
    seen = []
    owner().event(seen.append, 1)
    owner().latest("key", seen.append, 2)
    assert seen == [1, 2]
    assert owner().here and owner().loop is None


def test_an_exception_reaches_whoever_called_and_the_owner_goes_on():
    with pytest.raises(ZeroDivisionError):
        owner().event(lambda: 1 / 0)
    seen = []
    owner().event(seen.append, 1)
    assert seen == [1]


def test_a_call_from_inside_a_call_waits_until_that_is_done():
    seen = []

    def outer():
        owner().event(inner)
        seen.append("outer")

    def inner():
        seen.append("inner")

    owner().event(outer)
    assert seen == ["outer", "inner"]


def test_inside_a_call_the_newest_value_wins_and_events_all_come_in_order():
    seen = []

    def outer():
        for k in range(3):
            owner().latest("w1", seen.append, ("w1", k))
            owner().latest("w2", seen.append, ("w2", k))
        owner().event(seen.append, "click")
        owner().event(seen.append, "click")
        owner().latest("w1", seen.append, ("w1", "after"))

    owner().event(outer)
    assert seen == [("w1", 2), ("w2", 2), "click", "click", ("w1", "after")]


def test_an_interrupt_leaves_the_rest_in_the_queue_and_the_owner_usable():
    seen = []

    def outer():
        owner().event(seen.append, "later")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        owner().event(outer)
    owner().event(seen.append, "next")
    assert seen == ["later", "next"]


def test_from_another_thread_the_work_is_done_on_the_owners():
    async def test():
        mine, seen = owner(), []
        thread = in_thread(lambda: mine.event(lambda: seen.append(threading.get_ident())))
        await ended(thread)
        assert seen == [threading.get_ident()]

    run(test())


def test_while_the_owner_computes_values_coalesce_and_events_queue():
    async def test():
        mine, seen, told = owner(), [], []
        mine.watch(lambda late: told.append((late, threading.get_ident())))

        def work():
            for k in range(5):
                mine.latest("w1", seen.append, k)
            for k in "ab":
                mine.event(seen.append, k)

        thread = in_thread(work)
        time.sleep(1.0)  # a cell that computes: the loop is not free
        assert seen == []
        assert told and told[0][0] and told[0][1] != threading.get_ident()
        await ended(thread)
        assert seen[-2:] == ["a", "b"] and seen[-3] == 4
        assert seen.count(4) == 1
        assert told[-1] == (False, threading.get_ident())

    run(test())


def test_a_foreign_thread_waits_for_its_work_so_that_nothing_piles_up():
    async def test():
        mine, seen = owner(), []

        def work():
            mine.latest("w1", lambda: (time.sleep(0.05), seen.append("done")))
            seen.append("returned")

        await ended(in_thread(work))
        assert seen == ["done", "returned"]

    run(test())


def test_an_error_that_nobody_waits_for_is_logged(caplog):
    async def test():
        mine = owner()
        await ended(in_thread(lambda: mine.event(lambda: 1 / 0)))

    run(test())
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


def test_an_error_in_a_call_from_inside_a_call_is_logged(caplog):
    owner().event(lambda: owner().event(lambda: 1 / 0))
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


def test_what_ends_a_turn_comes_after_all_that_the_turn_asked_for():
    seen = []

    def outer():
        owner().finally_(lambda: seen.append("end"))
        owner().event(lambda: owner().event(seen.append, "asked for by what was asked for"))
        seen.append("first")

    owner().event(outer)
    assert (seen[0], seen[-1], len(seen)) == ("first", "end", 3)


def test_a_thousand_events_from_threads_are_all_done_in_each_threads_order():
    async def test():
        mine, seen = owner(), []
        threads = [
            in_thread(lambda t=t: [mine.event(seen.append, (t, k)) for k in range(250)])
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
