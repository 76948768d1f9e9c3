"""The faces that each lab must have: waiting for Python, an error, and without its kernel."""

from pathlib import Path

import pytest

from tests.labs.test_lab import EACH

ROOT = str(Path(__file__).parents[2])
MAKE = f"""
import sys
import numpy as np
sys.path.insert(0, {ROOT!r})
from nnlab import labs
from tests.labs.test_lab import EACH
opened = {{}}
"""
SHOW = "opened[{0!r}] = lab = getattr(labs, {0!r})(*EACH[{0!r}])\nlab"
NAMES = list(EACH)
OF_EACH = pytest.mark.parametrize("name", NAMES)

# Where all that a reader sees stands in its card.
PLACES = """stage => {
    const zero = stage.getBoundingClientRect();
    return JSON.stringify([...stage.querySelectorAll(".nnlab-lab *")]
        .filter(each => !each.closest("svg, .nnlab-slider, .nnlab-parts, .nnlab-unseen, canvas"))
        .map(each => each.getBoundingClientRect())
        .map(({ left, top, width, height }) =>
            [left - zero.left, top - zero.top, width, height].map(Math.round)));
}"""


@pytest.fixture(scope="module")
def notebook(open_notebook):
    cells = [MAKE, "", *(SHOW.format(name) for name in NAMES)]
    opened = open_notebook(cells, width=1366, height=650)
    opened.run_cell(0)
    yield opened
    assert opened.page_errors == []


@pytest.fixture
def stage(notebook, name):
    """A lab just opened, and closed in the end: what it still runs would draw others anew."""
    yield opened(notebook, name)
    notebook.value(f"opened[{name!r}].close()")


def opened(notebook, name):
    index = 2 + NAMES.index(name)
    notebook.run_cell(index)
    shown = notebook.outputs(index).locator(".nnlab-stage")
    shown.locator(".nnlab-say").wait_for()
    shown.scroll_into_view_if_needed()
    notebook.settle()
    return shown


def ask(notebook, stage):
    """Ask Python for something, as a hand at a control or a button would."""
    ways = {"input[type=range]": "ArrowRight", ".nnlab-main": "Enter", "[role=slider]": "ArrowUp"}
    seen = {way: stage.locator(f"{way}:not([aria-disabled=true]):visible") for way in ways}
    asks = next(way for way in ways if seen[way].count())
    seen[asks].first.focus()
    notebook.page.keyboard.press(ways[asks])


def state(notebook, stage, wanted):
    notebook.until(lambda: stage.get_attribute("data-state") == wanted, f"it is {wanted!r}")
    notebook.settle()


@OF_EACH
def test_waiting_moves_nothing_and_stands_in_the_topic_s_place(notebook, stage, name):
    says = stage.locator("> .nnlab-status")
    assert says.is_hidden()
    with notebook.busy(1):
        ask(notebook, stage)
        before = stage.evaluate(PLACES)
        state(notebook, stage, "quiet")
        emblem = stage.locator(".nnlab-over > .nnlab-icon").bounding_box()
        line = says.bounding_box()
        assert line["height"] == 2 and line["x"] == emblem["x"]
        assert 0 <= line["y"] - emblem["y"] - emblem["height"] <= 4
        assert stage.evaluate(PLACES) == before
        state(notebook, stage, "long")
        assert "another cell" in says.inner_text()
        topic, words = stage.locator(".nnlab-topic").bounding_box(), says.bounding_box()
        assert words["x"] == topic["x"] and words["height"] <= 36
        assert stage.evaluate(PLACES) == before
    state(notebook, stage, "")
    assert says.is_hidden()


@OF_EACH
def test_an_error_stands_in_the_sentence_s_place_and_moves_nothing(notebook, stage, name):
    before = stage.bounding_box()["height"]
    notebook.value(f"opened[{name!r}].change(lambda: [][1])")
    error = stage.locator(".nnlab-header > .nnlab-trouble")
    error.wait_for()
    assert "range" not in error.inner_text() and "Go on" in error.inner_text()
    assert stage.bounding_box()["height"] == before
    place, card = error.bounding_box(), stage.locator(".nnlab-lab").bounding_box()
    assert place["y"] >= card["y"] and place["x"] >= card["x"]
    assert place["x"] + place["width"] <= card["x"] + card["width"]
    seen = "e => getComputedStyle(e).visibility"
    said = (".nnlab-goal", ".nnlab-sentence")  # one thing is said at a time
    for under in said[name in ("TrainingLab", "NetworkLab") :]:  # there the goal stands apart
        assert stage.locator(under).first.evaluate(seen) == "hidden"
    for button in stage.locator(".nnlab-main:visible").all():  # it covers nothing that's needed
        its = button.bounding_box()
        above, below = its["y"] + its["height"] <= place["y"], place["y"] + place["height"]
        beside = its["x"] + its["width"] <= place["x"] or place["x"] + place["width"] <= its["x"]
        assert above or its["y"] >= below or beside
    top = stage.locator(".nnlab-over").bounding_box()
    assert place["y"] >= top["y"] + top["height"]  # undo stays in reach
    error.get_by_role("button", name="Go on").click()
    error.wait_for(state="hidden")


CUT = "e => Math.max(e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth)"


@OF_EACH
def test_an_error_is_read_whole_in_a_small_window(notebook, stage, name):
    notebook.page.set_viewport_size({"width": 911, "height": 433})
    notebook.settle()
    notebook.value(f"opened[{name!r}].change(lambda: [][1])")
    error = stage.locator(".nnlab-header > .nnlab-trouble")
    error.wait_for()
    cut = error.evaluate(CUT)
    notebook.page.set_viewport_size({"width": 1366, "height": 650})
    assert cut <= 0


BREAK = "EACH[{0!r}][0].parameters.__setitem__(0, float('nan'))"
OWN = ("ActivationLab", "LotteryLab", "Playground", "TrainingLab")  # they can draw any numbers
BROKEN = [name for name in NAMES if name not in OWN]


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_drawn_leaves_the_last_picture_and_a_way_back(notebook, stage, name):
    notebook.value(BREAK.format(name))
    notebook.value(f"opened[{name!r}]._sync()")
    error = stage.locator(".nnlab-header > .nnlab-trouble")
    error.wait_for()
    assert "isn't a number" in error.inner_text()
    picture = stage.locator(".nnlab-lab > .nnlab-picture")
    faint = "e => getComputedStyle(e).opacity"
    if picture.count():
        assert picture.evaluate(faint) == "0.6"
    for main in stage.locator(".nnlab-rail .nnlab-main:visible").all():  # it would lead nowhere
        assert main.evaluate("e => getComputedStyle(e).pointerEvents") == "none"
    error.get_by_role("button", name="Take it back").click()
    error.wait_for(state="hidden")
    if picture.count():
        assert picture.evaluate(faint) == "1"
    assert notebook.value(f"bool(np.isfinite(EACH[{name!r}][0].parameters).all())")


def test_without_its_kernel_each_says_what_to_do_and_nothing_looks_alive(notebook):
    stages = {name: opened(notebook, name) for name in NAMES}
    notebook.page.evaluate(
        "async () => { await jupyterapp.shell.currentWidget.sessionContext.restartKernel(); }"
    )
    for name, stage in stages.items():
        stage.scroll_into_view_if_needed()
        state(notebook, stage, "gone")
        says = stage.locator("> .nnlab-status")
        assert "run this cell" in says.inner_text(), name
        spots = (".nnlab-header .nnlab-panel", ".nnlab-goal")
        place, (head, goal) = says.bounding_box(), (stage.locator(s).bounding_box() for s in spots)
        assert place["x"] == head["x"] and place["height"] >= 30, name
        assert place["y"] <= goal["y"] + 1, name  # over the goal, to its end
        assert place["y"] + place["height"] >= goal["y"] + goal["height"] - 1, name
        hidden = "e => getComputedStyle(e).visibility"
        assert stage.locator(".nnlab-goal").evaluate(hidden) == "hidden", name
        assert stage.locator(".nnlab-lab").evaluate("e => getComputedStyle(e).opacity") == "0.7"
        rings = stage.locator(".nnlab-slider-track").evaluate_all(
            "all => all.map(e => getComputedStyle(e, '::after').borderTopColor)"
        )
        assert set(rings) <= {"rgba(0, 0, 0, 0)"}, name
    # In another size it moves along, and with a theme: for a moment nothing has a size then.
    for width, height, dark in ((911, 433, False), (390, 800, False), (1366, 650, True)):
        notebook.page.set_viewport_size({"width": width, "height": height})
        notebook.theme(dark=dark)
        for name, stage in stages.items():
            stage.scroll_into_view_if_needed()
            says, head = (stage.locator(s) for s in ("> .nnlab-status", spots[0]))
            notebook.until(
                lambda says=says, head=head: (
                    says.bounding_box()["width"] == head.bounding_box()["width"]
                ),
                f"{name}: it is as wide as the card's head",
            )
    notebook.theme(dark=False)
