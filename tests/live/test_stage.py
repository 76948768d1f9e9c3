"""Stage and parts: one message a change, nothing lost, and Python wins."""

import asyncio
import json
import sys
import threading
import time
from pathlib import Path

import pytest

from nnlab import Neuron
from nnlab.datasets import make_gate
from nnlab.labs import NeuronLab
from nnlab.live import stage as module
from nnlab.live.choice import Choice
from nnlab.live.panel import Panel, markup
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.stage import Owner, Stage, owner
from tests.live.dial import Dial


def last(page):
    return page.messages[-1]


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """A kernel of its own for each test."""
    monkeypatch.setattr(module, "_owner", Owner())


# Messages down


def test_what_changes_in_one_hold_is_one_message(page):
    a, b = Dial(), Dial()
    there = page(a, b)
    with a.hold():
        a.angle, b.angle = 1, 2
        a.angle = 3
    assert there.messages == [{"set": {a.id: {"angle": 3}, b.id: {"angle": 2}}, "buffers": []}]


def test_what_is_flushed_goes_at_once_the_rest_at_the_end(page):
    plane, panel, slider = Plane(), Panel(), Slider("w1", 0)
    there = page(plane, panel, slider)
    with panel.hold():
        slider.value = 1
        plane.show(lines=[None], x_name="a caption", text="in words")
        assert there.messages == []
        there.stage.flush()
        panel.html = "words"
        slider.value = 2
        there.stage.flush()
        there.stage.flush()  # nothing new
    changed = [set(message["set"]) for message in there.messages]
    assert changed == [{slider.id, plane.id}, {panel.id, slider.id}]


def test_bytes_go_as_buffers(page, dial):
    there = page(dial)
    dial.blob = b"123"
    assert last(there) == {"set": {dial.id: {"blob": None}}, "buffers": [["set", dial.id, "blob"]]}


def test_a_subclass_of_str_is_sent_as_a_str(page):
    panel = Panel()
    there = page(panel)
    panel.html = markup("<b>{}</b>", "bold")
    assert type(last(there)["set"][panel.id]["html"]) is str
    assert type(there.stage.whole()["parts"][panel.id]["values"]["html"]) is str


def test_before_a_page_says_hello_the_state_is_kept_true(monkeypatch, dial):
    sent = []
    monkeypatch.setattr(Stage, "send", lambda *_: pytest.fail("nobody hears a message yet"))
    monkeypatch.setattr(Stage, "send_state", lambda self, key: sent.append(self.whole()))
    stage = Stage(Box([dial]))
    dial.angle = 3
    assert sent[-1]["parts"][dial.id]["values"]["angle"] == 3
    stage.close()


def test_a_page_that_starts_late_is_sent_what_it_missed(page, dial):
    there = page(dial)
    old = there.stage.whole()["version"]
    dial.angle = 3
    hello = {"from": "late", "n": 0, "items": []}
    there.messages.clear()
    there.stage._handle_custom_msg(hello | {"version": there.stage.whole()["version"]}, [])
    assert there.messages == []
    there.stage._handle_custom_msg(hello | {"version": old}, [])
    assert [m["parts"][dial.id]["values"]["angle"] for m in there.messages] == [3]


def test_the_state_is_what_is_shown_now(page, dial):
    there = page(Box([dial], "nnlab-left"))
    dial.angle = 7
    state = there.stage.get_state("state")["state"]
    assert state["parts"][dial.id] == {
        "kind": "slider",
        "picture": False,
        "values": dial.snapshot(),
    }
    assert state["parts"][dial.id]["values"]["angle"] == 7
    (box,) = state["tree"]["children"]
    assert (box["classes"], box["children"]) == ("nnlab-left", [dial.id])


# Messages up


def test_a_value_from_the_browser_is_taken_and_answered_to_all(page):
    slider = Slider("w1", 0)
    there, seen = page(slider), []
    slider.observe(lambda change: seen.append(change["new"]), "value")
    there.say(1, ["set", slider.id, {"value": 1.5}])
    assert seen == [1.5]
    assert last(there)["ack"] == {"a": 1}
    assert last(there)["set"][slider.id]["value"] == 1.5  # another tab hears it, too


def test_a_value_that_changes_nothing_is_answered_too(page):
    slider = Slider("w1", 1.5)
    there = page(slider)
    there.say(1, ["set", slider.id, {"value": 1.5}])
    assert last(there)["set"][slider.id]["value"] == 1.5


def test_a_refused_value_is_told_and_the_old_one_goes_back(page):
    choice = Choice("bend", ["step", "tanh"], "step")
    there = page(choice)
    there.say(1, ["set", choice.id, {"value": "sine"}])
    assert choice.value == "step" and "step, tanh" in choice.error
    assert last(there)["set"][choice.id]["value"] == "step"
    there.say(2, ["set", choice.id, {"value": "tanh"}])
    assert choice.value == "tanh" and choice.error == ""


def test_what_a_handler_of_a_value_refuses_is_told(page, dial):
    there = page(dial)

    def refuse(_change):
        dial.error = "refused"

    dial.observe(refuse, "angle")
    there.say(1, ["set", dial.id, {"angle": 1}])
    assert dial.error == "refused"
    assert last(there)["set"][dial.id]["error"] == "refused"


def test_an_event_is_answered_when_it_is_done(page, dial):
    there, seen = page(dial), []
    dial.on_event(seen.append)
    there.say(1, ["turn", dial.id, {"type": "turn", "x": 1}])
    assert seen == [{"type": "turn", "x": 1}]
    assert last(there) == {"set": {}, "ack": {"a": 1}, "buffers": []}


def test_what_an_interrupt_leaves_is_done_with_the_next_message(page, dial):
    there, seen = page(dial), []

    def stop(event):
        seen.append(event["type"])
        if event["type"] == "slow":
            raise KeyboardInterrupt

    dial.on_event(stop)
    with pytest.raises(KeyboardInterrupt):
        there.say(1, *(["event", dial.id, {"type": name}] for name in ("slow", "next")))
    there.say(2, ["event", dial.id, {"type": "last"}])
    assert seen == ["slow", "next", "last"]
    assert last(there)["ack"] == {"a": 2}


def test_the_answer_comes_after_all_that_it_led_to(page):
    slider, panel = Slider("w1", 0), Panel()
    there = page(slider, panel)

    def show(change):
        owner().call(setattr, panel, "html", str(change["new"]))

    slider.observe(show, "value")
    there.say(1, ["set", slider.id, {"value": 1}])
    assert panel.html == "1.0"
    assert ["ack" in message for message in there.messages] == [False] * (
        len(there.messages) - 1
    ) + [True]


def test_no_item_overtakes_what_the_one_before_asks_for(page):
    slider, dial, seen = Slider("w1", 0), Dial(), []
    slider.observe(lambda change: owner().call(seen.append, change["new"]), "value")
    dial.on_event(lambda event: seen.append(event["type"]))
    page(slider, dial).say(
        1,
        ["set", slider.id, {"value": 1}],
        ["event", dial.id, {"type": "click"}],
        ["set", slider.id, {"value": 2}],
    )
    assert seen == [1, "click", 2]


def test_while_the_owner_is_busy_the_newest_value_wins_and_events_queue():
    async def test():
        owner()
        slider, dial, seen = Slider("w1", 0), Dial(), []
        slider.observe(lambda change: seen.append(change["new"]), "value")
        dial.on_event(lambda event: seen.append(event["k"]))
        stage = Stage(Box([slider, dial]))

        def work():  # as a subshell does
            for k in range(1, 4):
                items = [
                    ["set", slider.id, {"value": k}],
                    ["event", dial.id, {"type": "e", "k": k}],
                ]
                for item in items if k == 3 else items[:1]:
                    stage._handle_custom_msg({"from": "a", "n": k, "items": [item]}, [])

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(1.2)  # a cell that computes
        assert seen == []
        while thread.is_alive() or len(seen) < 2:
            await asyncio.sleep(0.01)
        assert seen == [3.0, 3]
        stage.close()

    asyncio.run(asyncio.wait_for(test(), 20))


@pytest.mark.parametrize(
    "content",
    [
        None,
        3,
        "click",
        {},
        {"items": 3},
        {"n": 1, "items": [None, 3, [], ["set"], ["set", "nobody", {}], ["event", "x", 3]]},
        {"n": 1, "items": [["event", "dial", {"kind": "x"}]]},
    ],
)
def test_other_messages_do_nothing(page, dial, content):
    there, seen = page(dial), []
    dial.on_event(seen.append)
    there.stage._handle_custom_msg(content, [])
    assert seen == []


# Two places


def test_a_part_shown_twice_agrees_with_itself(page):
    slider = Slider("w1", 0)
    one, other = page(slider), page(slider)
    one.say(1, ["set", slider.id, {"value": 2}])
    assert last(other)["set"][slider.id]["value"] == 2
    assert "ack" not in last(other)


def test_a_box_that_grows_and_shrinks(page):
    first, second = Slider("w1", 0), Slider("w2", 0)
    tree = Box([first])
    there = page(tree)
    tree.children.append(second)
    there.stage.rearrange()
    assert set(last(there)["parts"]) == {second.id}
    second.value = 1
    assert last(there)["set"] == {second.id: {"value": 1}}
    tree.children.remove(second)
    there.stage.rearrange()
    before = len(there.messages)
    second.value = 3
    assert len(there.messages) == before


def test_one_module_and_one_sheet_for_all(dial):
    stages = [Stage(Box([dial])), Stage(Box([Slider("w1", 0)]))]
    assert len({(stage._esm, stage._css) for stage in stages}) == 1
    assert json.dumps(stages[0].get_state("state")["state"]["tree"])
    for stage in stages:
        stage.close()


def test_a_sliders_move_passes_few_files(page):
    """From the page's message to the picture's: what is on the stack when each is handed on."""
    lab = NeuronLab(Neuron([1, 1], -0.5, "step"), *make_gate("and"))
    there, passed = page(lab), []

    def hear(message, _buffers=None):
        frame, files = sys._getframe(1), set()
        while frame is not None and frame.f_code is not Stage._receive.__code__:
            if "nnlab" in (path := Path(frame.f_code.co_filename)).parts:
                files.add(path.name)
            frame = frame.f_back
        passed.append((files, set(message["set"])))

    there.stage.send = hear
    there.say(1, ["set", lab.controls["w1"].id, {"value": -3.0}])
    plane, sentence = lab.plane.id, lab.page.sentence.id
    lab.close()
    assert lab.neuron.w[0] == -3.0
    (files, first), (_, second) = passed
    assert plane in first and sentence not in first
    assert sentence in second and plane not in second
    assert files == {"stage.py", "lab.py"}


# The owner


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
        mine.watchers.add(lambda late: told.append((late, threading.get_ident())))
        thread = in_thread(lambda: [mine.call(seen.append, k) for k in "abc"])
        end = time.monotonic() + 20
        while not told and time.monotonic() < end:  # a cell that computes: the loop is not free
            time.sleep(0.01)
        assert seen == []
        assert told[0][0] and told[0][1] != threading.get_ident()
        await ended(thread)
        assert seen == ["a", "b", "c"]
        assert told[-1] == (False, threading.get_ident())

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


def test_a_kind_of_part_that_the_page_was_not_told_of_is_refused():
    tree, dial = Box([Slider("angle", 0)]), Panel("now")
    with_later, without = Stage(tree, later=["panel"]), Stage(Box([Slider("angle", 0)]))
    for stage in (with_later, without):
        stage.tree.children.append(dial)
    with_later.rearrange()
    with pytest.raises(ValueError, match="panel"):
        without.rearrange()
    with_later.close()
    without.close()


def test_stages_with_other_rules_keep_them_apart_on_a_page():
    panels, sliders = Stage(Box([Panel("a")])), Stage(Box([Plane()]), labs=["layer"])
    again = Stage(Box([Panel("b")]))
    assert panels._anywidget_id == again._anywidget_id != sliders._anywidget_id
    for stage in (panels, sliders, again):
        stage.close()
