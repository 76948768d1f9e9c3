"""The curve in a real JupyterLab: real axes, exact numbers, a marker for hands and keys."""

import io

import numpy as np
import pytest

MAKE = """
import numpy as np
from nnlab.live.curve import Curve
epochs = np.arange(2301)
loss = 0.3 * np.exp(-epochs / 800)
events = []
curve = Curve()
curve.on_event(events.append)

def draw(x=1500, **more):
    curve.show(lines=[{"x": epochs, "y": loss, "name": "training"},
                      {"x": epochs, "y": loss * 1.5, "name": "validation"}],
               marker={"x": x, "y": loss[x], "text": f"epoch {x:,} · {loss[x]:.3g}",
                       "draggable": True},
               y_name="loss (<b>squared</b>)", text="The loss falls.", **more)

def follow(event):
    if event["type"] == "drag":
        draw(int(min(max(round(event["x"]), 0), 2300)))

curve.on_event(follow)

def reset():
    events.clear()
    draw()
"""
STILL = """
still = Curve(lines=[{"x": epochs, "y": loss}], text="A still one.")
still
"""


class Stage:
    """The curve on its page."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page
        self.view = notebook.page.locator(".nnlab-curve").first
        self.parts = self.view.locator(".nnlab-parts")
        self.canvas = self.view.locator("canvas")
        self.marker = self.view.locator(".nnlab-marker")

    def at(self, x, share=0.5):
        box = self.parts.bounding_box()
        return box["x"] + x / 3000 * box["width"], box["y"] + share * box["height"]

    def pixels(self):
        from PIL import Image

        self.page.wait_for_timeout(80)
        return np.array(Image.open(io.BytesIO(self.canvas.screenshot())).convert("L")).astype(int)

    def reset(self):
        self.page.mouse.move(0, 0)
        self.notebook.run_cell(2)
        self.notebook.until(
            lambda: self.marker.get_attribute("aria-valuenow") == "1500", "the marker is back"
        )


@pytest.fixture(scope="module")
def opened(open_notebook):
    notebook = open_notebook([MAKE, "curve", "reset()", STILL, ""])
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-curve canvas")
    notebook.page.wait_for_timeout(300)
    return Stage(notebook)


@pytest.fixture
def stage(opened):
    opened.reset()
    yield opened
    assert opened.notebook.page_errors == []


def test_the_line_is_where_the_axes_say(stage):
    """On a log axis from 0.01 to 1 an exponential is a straight line."""
    assert stage.notebook.value("curve.bounds") == [0.0, 3000.0, 0.01, 1.0]
    pixels, parts = stage.pixels(), stage.parts.bounding_box()
    box = stage.canvas.bounding_box()
    left, top = parts["x"] - box["x"], parts["y"] - box["y"]
    for x in (400, 900, 2100):
        column = pixels[:, int(left + x / 3000 * parts["width"])]
        loss = 0.3 * np.exp(-x / 800)
        expected = top + (1 - np.log(loss / 0.01) / np.log(100)) * parts["height"]
        dark = np.flatnonzero(column < 90)
        assert abs(dark - expected).min() < 2.5, (x, expected, dark)


def test_the_marker_follows_the_hand(stage):
    x, y = stage.at(1500, 0.9)
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    for to in (1300, 1000, 600):
        stage.page.mouse.move(*stage.at(to, 0.2))
    stage.page.mouse.up()
    stage.notebook.until(
        lambda: abs(int(stage.marker.get_attribute("aria-valuenow")) - 600) < 8, "it is at 600"
    )
    assert stage.marker.get_attribute("aria-valuetext").startswith("epoch ")
    # The page moves the marker itself; what it reports may come later.
    stage.notebook.wait_for("[e['phase'] for e in events if e['type'] == 'drag'][-1]", "end")
    assert stage.notebook.value("len({e['id'] for e in events})") == 1


def test_the_marker_is_under_the_hand_while_a_cell_runs(stage):
    place = lambda: stage.marker.evaluate("el => parseFloat(el.style.left)")  # noqa: E731
    with stage.notebook.busy(4):
        stage.view.scroll_into_view_if_needed()
        stage.page.mouse.move(*stage.at(1500))
        stage.page.mouse.down()
        for to in (1300, 1000, 600):
            before = place()
            stage.page.mouse.move(*stage.at(to, 0.2))
            stage.notebook.until(lambda: place() < before - 9, "it is under the hand")  # noqa: B023
    dropped = place()
    stage.page.mouse.up()
    stage.notebook.until(
        lambda: abs(int(stage.marker.get_attribute("aria-valuenow")) - 600) < 8, "Python follows"
    )
    assert abs(place() - dropped) < 2


def test_keys_move_the_marker_and_none_is_lost(stage):
    stage.marker.focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "PageDown", "Home", "End"):
        stage.page.keyboard.press(key)
    stage.notebook.wait_for("len(events)", 6)
    assert stage.notebook.value("events") == [
        {"type": "nudge", "steps": 1, "big": False},
        {"type": "nudge", "steps": -1, "big": False},
        {"type": "nudge", "steps": 1, "big": False},
        {"type": "nudge", "steps": -1, "big": True},
        {"type": "end", "to": "first"},
        {"type": "end", "to": "last"},
    ]
    assert stage.page.locator(".jp-Notebook.jp-mod-editMode").count() == 0
    assert stage.marker.get_attribute("role") == "slider"
    assert stage.marker.get_attribute("aria-label").startswith("epoch: ")


def test_escape_ends_a_drag(stage):
    stage.page.mouse.move(*stage.at(1500))
    stage.page.mouse.down()
    stage.page.mouse.move(*stage.at(700))
    stage.notebook.until(
        lambda: abs(int(stage.marker.get_attribute("aria-valuenow")) - 700) < 8, "it is dragged"
    )
    stage.page.keyboard.press("Escape")
    stage.notebook.wait_for("events[-1]['phase']", "cancel")
    stage.page.mouse.up()


def test_hovering_shows_the_exact_numbers(stage):
    before = stage.pixels()
    stage.page.mouse.move(*stage.at(300))
    assert np.any(stage.pixels() != before)
    stage.page.mouse.move(0, 0)
    stage.notebook.until(lambda: not np.any(stage.pixels() != before), "it goes again", 10)


def test_without_a_marker_the_curve_can_be_read_by_keys(stage):
    still = stage.page.locator(".nnlab-curve").nth(1)
    still.scroll_into_view_if_needed()
    reader = still.locator(".nnlab-reader")
    stage.page.keyboard.press("Tab")
    reader.focus()
    assert reader.get_attribute("aria-label").startswith("Read the curve")
    stage.page.keyboard.press("Home")
    assert reader.get_attribute("aria-valuetext") == "epoch 0 · 0.3"
    stage.page.keyboard.press("End")
    assert reader.get_attribute("aria-valuetext").startswith("epoch 2,300 · 0.0169")
    stage.page.keyboard.press("PageDown")
    assert "epoch 2," in reader.get_attribute("aria-valuetext")
    stage.view.scroll_into_view_if_needed()


def test_words_are_words_and_the_picture_has_a_name(stage):
    stage.view.locator("[role=group][aria-label='The loss falls.']").wait_for()
    stage.notebook.set_cell(
        2, "reset(); curve.show(pin={'x': 5, 'text': '<img src=x onerror=boom()>'})"
    )
    stage.reset()
    assert "<img" in stage.view.locator(".nnlab-pin").inner_text()
    stage.notebook.set_cell(2, "reset(); curve.show(pin={})")


def test_another_theme_at_once(stage):
    light = stage.pixels()
    stage.notebook.theme(dark=True)
    try:
        assert stage.pixels().mean() < 100 < light.mean()
    finally:
        stage.notebook.theme(dark=False)
    assert abs(stage.pixels().mean() - light.mean()) < 3


def test_it_tells_python_what_it_has_painted(stage):
    stage.notebook.set_cell(2, "reset(); curve.show(beat=1234.5)")
    stage.reset()
    stage.notebook.wait_for("curve.painted", 1234.5)
    stage.notebook.set_cell(2, "reset()")


def test_a_finger_drags_the_marker_and_scrolls_elsewhere(open_notebook):
    notebook = open_notebook(
        [MAKE, "reset()\ncurve"], width=480, has_touch=True, device_scale_factor=2
    )
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-marker")
    stage = Stage(notebook)
    stage.parts.scroll_into_view_if_needed()
    notebook.page.wait_for_timeout(300)
    session = stage.page.context.new_cdp_session(stage.page)

    def swipe(start, end):
        points = [np.array(stage.at(*start)), np.array(stage.at(*end))]
        for k, t in enumerate(np.linspace(0, 1, 7)):
            x, y = points[0] * (1 - t) + points[1] * t
            touch = {
                "type": "touchStart" if k == 0 else "touchMove",
                "touchPoints": [{"x": float(x), "y": float(y)}],
            }
            session.send("Input.dispatchTouchEvent", touch)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe((1500, 0.5), (600, 0.5))
    notebook.until(
        lambda: abs(int(stage.marker.get_attribute("aria-valuenow")) - 600) < 20, "it is dragged"
    )
    seen = notebook.value("len(events)")
    swipe((2700, 0.9), (2700, 0.1))
    stage.page.wait_for_timeout(300)
    assert notebook.value("len(events)") == seen
    assert stage.marker.bounding_box()["width"] >= 32
    assert stage.marker.evaluate("e => getComputedStyle(e).touchAction") == "none"
    assert notebook.page_errors == []
