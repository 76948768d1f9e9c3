"""The plane in a real JupyterLab: hands, fingers and keys reach Python, and the pixels follow."""

import io

import numpy as np
import pytest

MAKE = """
import numpy as np
from nnlab import Neuron
from nnlab.pictures.geometry import line_geometry, line_through, sample_plane, turned
from nnlab.live.plane import Plane

BOUNDS = (-0.5, 1.5, -0.5, 1.5)
X, AND = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1])
points = sample_plane(BOUNDS, 96)
neuron = Neuron([1, 1], -0.5, "step")
events, held, before = [], (0.0, 0.0), None
plane = Plane(bounds=BOUNDS)

def draw(**more):
    w, b = neuron.w, neuron.b
    line = line_geometry(w, b, BOUNDS, near=held, avoid=X)
    plane.show(field=points @ w + b, scale="sides", X=X, classes=AND, wrong=(X @ w + b > 0) != AND,
               lines=[line], text=f"w {w.tolist()}, b {b:.2f}", **more)

def handle(event):
    global held, before
    events.append(event)
    more = {}
    if event["type"] == "drag":
        if before is None:
            anchor = line_geometry(neuron.w, neuron.b, BOUNDS, near=held)["anchor"]
            before = neuron.parameters.copy(), np.array(anchor)
        place = [event["x"], event["y"]]
        if event["phase"] == "cancel":
            neuron.parameters[:] = before[0]
        elif event["part"] == "middle":
            neuron.b, held = line_through(neuron.w, place), place
        else:
            held = before[1]
            w, b = turned(np.linalg.norm(neuron.w), held, place)
            neuron.parameters[:] = [*w, b]
        if event["phase"] in ("end", "cancel"):
            before = None
    elif event["type"] == "nudge" and event["part"] == "middle":
        neuron.b -= 0.25 * event["steps"] * (4 if event["big"] else 1)
    elif event["type"] == "point":
        more["selected"] = event["index"]
    elif event["type"] == "place":
        z = float(np.dot(neuron.w, [event["x"], event["y"]]) + neuron.b)
        more["probe"] = {**event, "text": f"z = {z:.2f} <b>"}
    elif event["type"] == "leave":
        more["probe"] = {}
    draw(**more)

def reset():
    global held, before
    neuron.parameters[:] = [1, 1, -0.5]
    held, before = (0.0, 0.0), None
    events.clear()
    draw(selected=-1, probe={})

plane.on_event(handle)
draw()
"""


class Stage:
    """The plane on its page, with the places of things in the page's pixels."""

    WIDE = 2.0  # from one bound to the other

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page
        self.view = notebook.page.locator(".nnlab-plane").first
        self.parts = self.view.locator(".nnlab-parts")
        self.canvas = self.view.locator("canvas")

    def at(self, x, y):
        box = self.parts.bounding_box()  # its middle is that of the bounds, which cover it
        unit = max(box["width"], box["height"]) / self.WIDE
        across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return across + (x - 0.5) * unit, down - (y - 0.5) * unit

    def pixels(self):
        from PIL import Image

        self.page.wait_for_timeout(60)
        return np.array(Image.open(io.BytesIO(self.canvas.screenshot())).convert("RGB")).astype(int)

    def color(self, x, y):
        box, (px, py) = self.canvas.bounding_box(), self.at(x, y)
        pixels = self.pixels()
        scale = pixels.shape[1] / box["width"]
        return pixels[int((py - box["y"]) * scale), int((px - box["x"]) * scale)]

    def says(self, x, y):
        """1 where the picture is blue, 0 where it is orange."""
        red, _, blue = self.color(x, y)
        assert abs(red - blue) > 60, "neither orange nor blue"
        return int(blue > red)

    def drag(self, start, end, let_go=True):
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        for t in np.linspace(0.2, 1, 5):
            self.page.mouse.move(*self.at(*(np.array(start) * (1 - t) + np.array(end) * t)))
        if let_go:
            self.page.mouse.up()

    def settled(self, expression, expected):
        self.notebook.wait_for(expression, expected)

    def focus(self, name):
        part = self.view.get_by_role("slider", name=name).or_(
            self.view.get_by_role("button", name=name)
        )
        part.focus()
        return part

    def reset(self):
        self.page.mouse.move(0, 0)
        self.notebook.run_cell(2)
        self.notebook.until(lambda: "b -0.50" in self.label(), "the plane is back at its start")

    def label(self):
        return self.view.locator("[role=group]").get_attribute("aria-label")


def open_stage(open_notebook, **options):
    notebook = open_notebook([MAKE, "plane", "reset()", ""], **options)
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-plane canvas")
    notebook.page.wait_for_timeout(300)
    return Stage(notebook)


@pytest.fixture(scope="module")
def opened(open_notebook):
    return open_stage(open_notebook)


@pytest.fixture
def stage(opened):
    opened.reset()
    yield opened
    assert opened.notebook.page_errors == []


def test_what_python_computed_is_painted(stage):
    assert [stage.says(x, y) for x, y in [(0.1, 0.1), (0.6, 0.6), (-0.4, 0.7), (1.3, -0.3)]] == [
        0,
        1,
        0,
        1,
    ]


def test_the_edge_is_sharp(stage):
    """Away from the line and its soft edge there are exactly two colours."""
    box = stage.parts.bounding_box()
    pixels = stage.pixels()
    scale = pixels.shape[1] / stage.canvas.bounding_box()["width"]
    row = pixels[int((stage.at(0, 0.8)[1] - stage.canvas.bounding_box()["y"]) * scale)]
    left = int((box["x"] - stage.canvas.bounding_box()["x"]) * scale) + 2
    edge = int((stage.at(-0.3, 0)[0] - stage.canvas.bounding_box()["x"]) * scale)
    near = row[left : edge + 8]
    changes = np.flatnonzero(np.abs(np.diff(near, axis=0)).sum(axis=1) > 6)
    assert len(changes) and changes.max() - changes.min() < 16 * scale


def test_dragging_the_middle_moves_the_line(stage):
    before = stage.pixels()
    stage.drag((0.25, 0.25), (0.75, 0.75))
    stage.settled("round(neuron.b, 1)", -1.5)
    assert stage.notebook.value("neuron.w.tolist()") == [1.0, 1.0]
    assert stage.says(0.6, 0.6) == 0 and stage.says(0.6, 1.3) == 1
    assert np.any(stage.pixels() != before)
    stage.notebook.wait_for("[e['phase'] for e in events if e['type'] == 'drag'][-1]", "end")
    assert stage.notebook.value("len({e['id'] for e in events if e['type'] == 'drag'})") == 1


def test_a_line_can_be_taken_anywhere_with_a_mouse(stage):
    stage.drag((-0.2, 0.7), (0.1, 1.0))
    stage.settled("round(neuron.b, 1)", -1.1)


def test_dragging_the_arrow_turns_the_line_about_the_held_point(stage):
    head = stage.notebook.value("plane.lines[0]['head']")
    stage.drag(head, (0.25, 0.9))
    stage.settled("np.round(neuron.w, 1).tolist()", [0.0, 1.4])
    assert (
        abs(stage.notebook.value("float(neuron([0.25, 0.25]) or neuron.w @ [.25, .25] + neuron.b)"))
        < 1e-6
    )
    assert stage.says(1.2, 0.1) == 0 and stage.says(-0.3, 0.5) == 1


UNDER = """
() => {
  window.seen = [];
  const canvas = document.querySelector(".nnlab-plane canvas");
  const dark = (x, y) => {
    if (!canvas.isConnected) return false; // another test has made its cell run again
    const box = canvas.getBoundingClientRect(), scale = canvas.width / box.width;
    const corner = [(x - box.left) * scale - 2, (y - box.top) * scale - 2];
    const { data } = canvas.getContext("2d").getImageData(...corner, 5, 5);
    return data.some((v, i) => i % 4 === 0 && v + data[i + 1] + data[i + 2] < 130);
  };
  const look = (x, y) => seen.push([dark(x + 40, y + 40), dark(x - 40, y - 40)]);
  document.addEventListener("pointermove", ({ clientX: x, clientY: y }) => {
    if (seen.on) requestAnimationFrame(() => requestAnimationFrame(() => look(x, y)));
  }, true);
}
"""


def test_the_line_is_under_the_hand_while_another_cell_keeps_the_kernel(stage):
    page = stage.page
    page.evaluate(UNDER)
    page.mouse.move(*stage.at(0.25, 0.25))
    page.mouse.down()
    page.mouse.move(*stage.at(0.3, 0.3))  # the drag begins
    stage.settled("neuron.b != -0.5", True)
    before = stage.label()
    with stage.notebook.busy(3):
        page.evaluate("() => { seen.on = true; }")
        for k in range(1, 9):
            page.mouse.move(*stage.at(0.3 + k / 20, 0.3 + k / 20))
            page.evaluate("() => new Promise(requestAnimationFrame)")
        stage.notebook.until(lambda: page.evaluate("seen.length") >= 8, "eight moves were seen")
        assert page.evaluate("seen.slice(0, 8)") == [[True, True]] * 8
        assert stage.label() == before  # and nothing else: that's Python's to say
    page.mouse.up()
    stage.settled("round(neuron.b, 1)", -1.4)
    assert stage.says(0.6, 0.6) == 0 and stage.says(0.6, 1.3) == 1


def test_escape_puts_the_line_back(stage):
    stage.drag((0.25, 0.25), (0.75, 0.75), let_go=False)
    stage.settled("round(neuron.b, 1)", -1.5)
    stage.page.keyboard.press("Escape")
    stage.settled("neuron.b", -0.5)
    stage.page.mouse.move(*stage.at(1, 1))
    stage.page.mouse.up()
    stage.page.wait_for_timeout(200)
    assert stage.notebook.value("neuron.b") == -0.5
    assert stage.says(0.6, 0.6) == 1


def test_keys_nudge_and_none_is_lost(stage):
    stage.focus("Move the line")
    for _ in range(3):
        stage.page.keyboard.press("ArrowUp")
    stage.settled("neuron.b", -1.25)
    stage.page.keyboard.press("Shift+ArrowLeft")
    stage.settled("neuron.b", -0.25)
    stage.focus("Turn the line by its arrow")
    stage.page.keyboard.press("ArrowRight")
    stage.settled("[events[-1][k] for k in ('part', 'steps', 'big')]", ["arrow", 1, False])
    assert stage.page.locator(".jp-Notebook.jp-mod-editMode").count() == 0


def test_every_part_has_a_tab_stop_and_a_name(stage):
    stage.focus("Move the line")
    names = []
    for _ in range(7):
        names.append(stage.page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
        stage.page.keyboard.press("Tab")
    assert [name.split()[0] for name in names] == ["Move", "Turn", *["point"] * 4, "Value"]
    places = ["(0, 0), target 0", "(0, 1), target 0", "(1, 0), target 0", "(1, 1), target 1"]
    assert all(place in name for place, name in zip(places, names[2:6], strict=True))
    assert ["wrong" in name for name in names[2:6]] == [False, True, True, False]
    assert "b -0.50" in stage.label()
    unguarded = stage.view.locator("button:not([data-lm-suppress-shortcuts])")
    assert unguarded.count() == 0


def test_the_focus_shows_and_shows_what_hover_shows(stage):
    stage.focus("Move the line")
    away = stage.page.screenshot()
    for _ in range(5):
        stage.page.keyboard.press("Tab")
    stage.settled("events[-1].get('index')", 3)
    stage.settled("plane.probe.get('text')", "z = 1.50 <b>")
    part = stage.view.get_by_role("button", name="point (1, 1)")
    assert part.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert stage.page.screenshot() != away


def test_a_point_is_chosen_by_click_and_by_key(stage):
    stage.page.mouse.click(*stage.at(1, 0))
    stage.settled("plane.selected", 2)
    point = stage.view.get_by_role("button", name="point (1, 0)")
    stage.notebook.until(lambda: point.get_attribute("aria-pressed") == "true", "it is shown")
    stage.focus("point (1, 1), target 1")
    stage.page.keyboard.press("Enter")
    stage.settled("plane.selected", 3)
    stage.page.keyboard.press("ArrowLeft")
    stage.page.keyboard.press("Space")
    stage.settled("plane.selected", 2)


def test_hover_tap_and_keyboard_show_the_value_at_a_place(stage):
    stage.page.mouse.move(*stage.at(1.2, 1.2))
    stage.settled("round(plane.probe.get('x', 0), 1)", 1.2)
    stage.page.mouse.move(0, 0)
    stage.settled("plane.probe", {})
    place = stage.focus("Value at a place")
    stage.page.keyboard.press("Shift+ArrowUp")
    stage.page.keyboard.press("ArrowRight")
    stage.settled("bool(plane.probe)", True)
    assert place.get_attribute("aria-valuetext").startswith("z = ")
    stage.notebook.until(
        lambda: (
            place.get_attribute("aria-valuetext")
            == stage.notebook.value("plane.probe.get('text', '')")
        ),
        "the value is told",
    )


def test_another_theme_at_once(stage):
    light = stage.color(0.6, 0.3)

    def differs():
        return np.abs(light - stage.color(0.6, 0.3)).sum()

    stage.notebook.theme(dark=True)
    try:
        stage.notebook.until(lambda: differs() > 15, "the plane gets dark")
        assert stage.says(0.6, 0.3) == 1 and stage.says(0.1, 0.1) == 0
    finally:
        stage.notebook.theme(dark=False)
    stage.notebook.until(lambda: differs() == 0, "the plane gets light again")


def test_new_words_leave_the_canvas_as_it_is(stage):
    stage.page.evaluate(
        """() => {
            window.painted = 0;
            const real = CanvasRenderingContext2D.prototype.clearRect;
            CanvasRenderingContext2D.prototype.clearRect = function (...at) {
                window.painted += 1;
                return real.apply(this, at);
            };
        }"""
    )
    stage.notebook.set_cell(3, "plane.show(text='other words')")
    stage.notebook.run_cell(3)
    stage.notebook.until(lambda: stage.label() == "other words", "they are there")
    stage.notebook.settle()
    assert stage.page.evaluate("painted") == 0
    stage.notebook.set_cell(3, "neuron.b = -0.7; draw()")
    stage.notebook.run_cell(3)
    stage.notebook.until(lambda: stage.page.evaluate("painted"), "a new picture is painted")


def test_shown_twice_and_taken_away_nothing_is_left(stage):
    """Two places show one plane; clearing one leaves the other alive."""
    notebook = stage.notebook
    notebook.set_cell(2, "reset()\nplane")
    notebook.run_cell(2)
    notebook.until(lambda: stage.page.locator(".nnlab-plane canvas").count() == 2, "two planes")
    notebook.set_cell(2, "reset()")
    notebook.run_cell(2)
    notebook.until(lambda: stage.page.locator(".nnlab-plane canvas").count() == 1, "one plane")
    stage.drag((0.25, 0.25), (0.75, 0.75))
    stage.settled("round(neuron.b, 1)", -1.5)


# Until a finger's scrolling has come to rest: a tap would land elsewhere.
STILL = """
element => new Promise((done) => {
  let top, frames = 0;
  const look = () => {
    const now = element.getBoundingClientRect().top;
    frames = now === top ? frames + 1 : 0;
    top = now;
    if (frames > 20) done(); else requestAnimationFrame(look);
  };
  look();
})
"""


def test_a_finger_drags_the_handle_and_scrolls_elsewhere(open_notebook):
    stage = open_stage(open_notebook, width=480, has_touch=True, device_scale_factor=2)
    stage.view.scroll_into_view_if_needed()
    session = stage.page.context.new_cdp_session(stage.page)

    def swipe(start, end):
        points = [np.array(stage.at(*start)), np.array(stage.at(*end))]
        for k, t in enumerate(np.linspace(0, 1, 7)):
            x, y = points[0] * (1 - t) + points[1] * t
            session.send(
                "Input.dispatchTouchEvent",
                {
                    "type": "touchStart" if k == 0 else "touchMove",
                    "touchPoints": [{"x": float(x), "y": float(y)}],
                },
            )
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe((0.25, 0.25), (0.5, 0.5))
    stage.settled("round(neuron.b, 1)", -1.0)
    swipe((1.2, -0.2), (1.2, 0.9))  # across the picture, away from the line
    stage.parts.evaluate(STILL)
    assert stage.notebook.value("round(neuron.b, 1)") == -1.0
    stage.view.scroll_into_view_if_needed()  # a swift finger scrolls it out of sight
    stage.parts.evaluate(STILL)
    stage.page.touchscreen.tap(*stage.at(1, 1))
    stage.settled("plane.selected", 3)
    handle = stage.view.get_by_role("slider", name="Move the line")
    assert handle.bounding_box()["width"] >= 32
    assert handle.evaluate("e => getComputedStyle(e).touchAction") == "none"
    assert stage.notebook.page_errors == []


def test_it_fits_a_narrow_column(open_notebook):
    stage = open_stage(open_notebook, width=420)
    column = stage.page.locator(".jp-OutputArea-output").first.bounding_box()
    box = stage.canvas.bounding_box()
    assert 0 < box["width"] <= column["width"] + 1
    assert stage.parts.bounding_box() == pytest.approx(box, abs=1)  # all of it can be held


def test_the_handle_asks_to_be_held_until_it_was(stage):
    stage.notebook.run_cell(1)  # a new place: nobody has touched it
    stage.page.wait_for_selector(".nnlab-plane canvas")
    stage.page.wait_for_timeout(300)
    before = stage.pixels()

    def changed():
        return int((np.abs(stage.pixels() - before).sum(axis=2) > 60).sum())

    stage.notebook.set_cell(3, "plane.cue = 'drag the line'")
    stage.notebook.run_cell(3)
    stage.notebook.until(lambda: changed() > 1000, "it asks")
    stage.drag((0.25, 0.25), (0.5, 0.5))
    stage.settled("round(neuron.b, 1)", -1.0)
    stage.reset()
    stage.notebook.until(lambda: changed() < 100, "it asks no more")
    stage.notebook.set_cell(3, "plane.cue = ''")
    stage.notebook.run_cell(3)
