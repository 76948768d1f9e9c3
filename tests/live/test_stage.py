"""Stage and parts: one message a change, nothing lost, and Python wins."""

import asyncio
import json
import sys
import threading
import time

import pytest
import traitlets
from ipywidgets.widgets.widget import _instances

from nnlab.live.choice import Choice
from nnlab.live.panel import Panel, markup
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.stage import POINTING, Box, Part, Stage, in_words, with_picture


class Dial(Part):
    """A part with a picture."""

    KIND = "dial"
    angle = traitlets.Float(0)
    blob = traitlets.Bytes()


@pytest.fixture
def dial():
    return Dial(text="north")


def last(page):
    return page.messages[-1]


# Messages down


def test_what_changes_in_one_hold_is_one_message(page):
    a, b = Dial(), Dial()
    there = page(a, b)
    with a.hold():
        a.angle, b.angle = 1, 2
        a.angle = 3
    assert there.messages == [{"set": {a.id: {"angle": 3}, b.id: {"angle": 2}}, "buffers": []}]


def test_pictures_go_when_the_words_begin(page):
    plane, panel, slider = Plane(), Panel(), Slider("w1", 0)
    there = page(plane, panel, slider)
    with panel.hold():
        slider.value = 1
        plane.show(lines=[None], caption="a caption", text="in words")
        assert there.messages == []  # it might be shown again
        panel.html = "words"
        slider.value = 2
        assert [set(message["set"]) for message in there.messages] == [{plane.id}]
    assert [set(message["set"]) for message in there.messages] == [
        {plane.id},
        {slider.id, panel.id},
    ]


def test_words_about_a_picture_wait_for_the_others(page):
    plane, panel = Plane(), Panel()
    there = page(plane, panel)
    with panel.hold():
        plane.text = "other words"
        panel.html = "words"
    assert len(there.messages) == 1


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


def test_the_state_is_what_is_shown_now(page, dial):
    there = page(Box([dial], "nnlab-left"))
    dial.angle = 7
    state = there.stage.get_state("state")["state"]
    assert state["parts"][dial.id] == {"kind": "dial", "values": dial.snapshot()}
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
    from nnlab.live.owner import owner

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
    from nnlab.live.owner import owner

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
        from nnlab.live.owner import owner

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


# Events and errors


def test_events_reach_every_handler_in_order(page, dial):
    seen = []
    dial.on_event(lambda event: seen.append(("a", event["type"])))
    dial.on_event(lambda event: seen.append(("b", event["type"])))
    page(dial).say(1, ["event", dial.id, {"type": "click"}])
    dial.event({"type": "key"})
    assert seen == [("a", "click"), ("b", "click"), ("a", "key"), ("b", "key")]


def test_a_handler_can_be_taken_off(dial):
    seen = []
    dial.on_event(seen.append)
    dial.on_event(seen.append, remove=True)
    dial.event({"type": "click"})
    assert seen == []


def test_an_error_is_shown_in_place_until_the_next_event_and_logged(dial, caplog):
    def fail(event):
        if event["type"] == "bad":
            raise ValueError("choose another")

    dial.on_event(fail)
    dial.event({"type": "bad"})
    assert dial.error == "choose another"
    assert caplog.records[0].exc_info[0] is ValueError
    for passing in sorted(POINTING):
        dial.event({"type": passing})
    assert dial.error == "choose another"
    dial.event({"type": "good"})
    assert dial.error == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("X has 3 columns: give it 2"), "X has 3 columns: give it 2"),
        (KeyError("w3"), "KeyError: w3"),
        (IndexError("out of range"), "IndexError: out of range"),
        (ValueError(), "ValueError"),
    ],
)
def test_errors_become_sentences(error, words):
    assert in_words(error) == words


def test_a_misspelt_attribute_is_refused(dial):
    with pytest.raises(AttributeError, match="angel"):
        dial.angel = 3


def test_parts_are_linked_by_traitlets():
    a, b = Slider("a", 0), Slider("b", 1)
    traitlets.link((a, "value"), (b, "value"))
    b.value = 2
    assert a.value == 2


# What a page stores


def test_the_bundle_has_words_and_one_widget(dial):
    before = set(_instances)
    data, _ = dial._repr_mimebundle_()
    assert data["text/plain"] == "Dial(north)" == repr(dial)
    (made,) = set(_instances) - before  # no layout with a comm of its own
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == made
    dial._repr_mimebundle_()
    assert len(set(_instances) - before) == 1  # shown once more
    dial.close()
    assert set(_instances) == before


def test_a_bundle_has_the_picture_that_it_is_given():
    assert with_picture(None, "words") == ({"text/plain": "'words'"}, {})
    assert with_picture(None, "words", b"\x89PNG")[0]["image/png"] == b"\x89PNG"


def test_a_closed_part_keeps_no_arrays(dial):
    dial.blob = bytes(1000)
    dial.close()
    assert dial.blob == b""


def test_one_module_and_one_sheet_for_all(dial):
    stages = [Stage(Box([dial])), Stage(Box([Slider("w1", 0)]))]
    assert len({(stage._esm, stage._css) for stage in stages}) == 1
    assert json.dumps(stages[0].get_state("state")["state"]["tree"])
    for stage in stages:
        stage.close()


def test_a_sliders_move_passes_few_files(page):
    """From the page's message to the picture's: what is on the stack when each is handed on."""
    from pathlib import Path

    from nnlab import Neuron
    from nnlab.datasets import make_gate
    from nnlab.labs import NeuronLab

    lab = NeuronLab(Neuron([1, 1], -0.5, "step"), *make_gate("and"))
    there = page(lab)
    files = set()

    def hear(message, _buffers=None):
        frame = sys._getframe()
        while frame is not None and frame.f_code is not Stage._receive.__code__:
            if "nnlab" in (path := Path(frame.f_code.co_filename)).parts:
                files.add(path.name)
            frame = frame.f_back

    there.stage.send = hear
    there.say(1, ["set", lab.controls["w1"].id, {"value": 2.0}])
    lab.close()
    assert lab.neuron.w[0] == 2.0
    assert files <= {"stage.py", "owner.py", "lab.py", "neuron.py"}
