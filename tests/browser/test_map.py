"""A map in a real JupyterLab: points that hands, fingers and keys set, carry, turn and remove."""

import numpy as np
import pytest

MAKE = """
import numpy as np
from nnlab.live.map import Map
from nnlab.pictures.geometry import sample_plane

BOUNDS = (-6, 6, -6, 6)
START = [(-3, -3, 0), (3, -3, 1), (0, 3, 2)]
places = sample_plane(BOUNDS, 48)
winner = np.argmin([np.hypot(*(places - point[:2]).T) for point in START], axis=0)
points, events = list(START), []
view = Map(bounds=BOUNDS, edits=True)

def draw():
    given = np.reshape(points, (-1, 3)).astype(float)
    view.show(mosaic=winner, X=given[:, :2], classes=given[:, 2], n_classes=3)

def act(event):
    events.append(event)
    kind, k = event["type"], event.get("index", -1)
    if kind == "add":
        points.append((event["x"], event["y"], 0))
    elif kind == "carry":
        points[k] = (event["x"], event["y"], points[k][2])
    elif kind == "turn":
        points[k] = (*points[k][:2], (points[k][2] + 1) % 3)
    elif kind == "remove":
        del points[k]
    draw()

def reset(many=0):
    points[:] = START + [(-5 + 0.2 * k, 5, 0) for k in range(many)]
    events.clear()
    draw()

view.on_event(act)
draw()
"""
DONE = "[event['type'] for event in events if event['type'] not in ('place', 'leave')]"


class Shown:
    """The map on its page, with the places of things in the page's pixels."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page
        self.view = notebook.page.locator(".nnlab-plane").first
        self.parts = self.view.locator(".nnlab-parts")

    def at(self, x, y):
        box = self.parts.bounding_box()
        unit = max(box["width"], box["height"]) / 12
        return box["x"] + box["width"] / 2 + x * unit, box["y"] + box["height"] / 2 - y * unit

    def drag(self, start, end):
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        for t in np.linspace(0.25, 1, 4):
            self.page.mouse.move(*self.at(*(np.array(start) * (1 - t) + np.array(end) * t)))

    def points(self, expected):
        self.notebook.wait_for("[tuple(round(v, 1) for v in point) for point in points]", expected)

    def reset(self, many=0):
        self.page.mouse.move(2, 2)
        self.notebook.set_cell(3, f"reset({many})")
        self.notebook.run_cell(3)
        self.notebook.settle()

    def point(self, number):
        return self.view.locator(".nnlab-point").nth(number)

    def focused(self):
        return self.page.evaluate("() => document.activeElement.getAttribute('aria-label')")


def open_map(open_notebook, **options):
    notebook = open_notebook([MAKE, "view", "", "reset()"], **options)
    notebook.page.add_style_tag(content=".nnlab-plane { height: 430px !important; }")
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-plane canvas")
    notebook.settle()
    return Shown(notebook)


@pytest.fixture(scope="module")
def opened(open_notebook):
    return open_map(open_notebook, height=1100)


@pytest.fixture
def shown(opened):
    opened.reset()
    yield opened
    assert opened.notebook.page_errors == []


A, B, C = (-3, -3, 0), (3, -3, 1), (0, 3, 2)


def test_a_hand_sets_turns_carries_and_removes_points(shown):
    shown.page.mouse.click(*shown.at(-3, 0))
    shown.points([A, B, C, (-3, 0, 0)])
    shown.page.mouse.click(*shown.at(-3, 0))
    shown.points([A, B, C, (-3, 0, 1)])
    shown.drag((-3, 0), (-3, 2))
    shown.page.mouse.up()
    shown.points([A, B, C, (-3, 2, 1)])
    assert shown.notebook.value("{event.get('phase') for event in events[3:]} - {None}") == {
        "start",
        "move",
        "end",
    }
    shown.drag((-3, 2), (-9, 2))
    shown.page.mouse.up()
    shown.points([A, B, C])


def test_escape_puts_a_point_back(shown):
    shown.drag((3, -3), (1, 1))
    shown.points([A, (1, 1, 1), C])
    shown.page.keyboard.press("Escape")
    shown.points([A, B, C])
    shown.page.mouse.up()


def test_a_point_in_the_hand_is_painted_where_the_hand_is_while_python_is_busy(shown):
    with shown.notebook.busy(2):
        shown.drag((3, -3), (3, 3))
        shown.page.wait_for_timeout(150)
        x, y = shown.at(3, 3)
        box = shown.view.locator("canvas").bounding_box()
        color = shown.page.evaluate(
            "([x, y]) => [...document.querySelector('.nnlab-plane canvas').getContext('2d')"
            ".getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data.slice(0, 3)]",
            [x - box["x"], y - box["y"]],
        )
        assert color == [0x5B, 0x3A, 0x97]  # class 1
        shown.page.mouse.up()
    shown.points([A, (3, 3, 1), C])


def test_keys_carry_turn_and_remove_a_point(shown):
    shown.point(1).focus()
    shown.page.keyboard.press("ArrowRight")
    shown.page.keyboard.press("Shift+ArrowUp")
    shown.points([A, (3.2, -0.6, 1), C])
    assert shown.focused() == "point (3.24, −0.6), target 1"
    shown.page.keyboard.press("Enter")
    shown.points([A, (3.2, -0.6, 2), C])
    shown.page.keyboard.press("PageDown")
    assert shown.focused() == "point (−3, −3), target 0"
    shown.page.keyboard.press("End")
    shown.page.keyboard.press("Delete")
    shown.points([A, (3.2, -0.6, 2)])
    assert shown.focused().startswith("point (")  # the focus isn't lost with its point
    for left in ([(3.2, -0.6, 2)], []):
        shown.page.keyboard.press("Delete")
        shown.points(left)
    assert "A place" in shown.focused()


def test_keys_set_a_point_at_the_place_that_they_move(shown):
    shown.page.mouse.click(*shown.at(-3, 0))  # from where a hand was last
    shown.points([A, B, C, (-3, 0, 0)])
    place = shown.view.get_by_role("slider", name="A place")
    place.focus()
    for key in ("Shift+ArrowRight", "ArrowUp", "Enter", "ArrowUp", "Enter"):
        shown.page.keyboard.press(key)
    shown.points([A, B, C, (-3, 0, 0), (-0.6, 0.2, 0), (-0.6, 0.5, 0)])
    assert place.evaluate("element => element === document.activeElement")


def test_a_crowd_has_one_stop_and_page_keys_walk_in_it(shown):
    shown.reset(30)
    shown.point(0).focus()
    shown.page.keyboard.press("PageUp")
    assert shown.focused() == "point 2 of 33, target 1"
    shown.page.keyboard.press("ArrowLeft")
    shown.notebook.wait_for("points[1]", (2.76, -3.0, 1.0))
    shown.page.keyboard.press("Delete")
    shown.notebook.wait_for("len(points)", 32)
    assert shown.focused() == "point 2 of 32, target 2"


def test_what_keys_do_is_said_where_points_may_be_set_alone(shown):
    frame = shown.view.get_by_role("group")
    told = frame.evaluate(
        "it => document.getElementById(it.getAttribute('aria-describedby')).innerText"
    )
    assert "Delete" in told
    shown.notebook.set_cell(2, "view.edits = False")
    shown.notebook.run_cell(2)
    shown.page.mouse.click(*shown.at(3, -3))
    shown.notebook.wait_for(DONE, ["point"])
    shown.notebook.set_cell(2, "view.edits = True")
    shown.notebook.run_cell(2)


def test_a_finger_on_a_point_carries_it_and_elsewhere_scrolls(open_notebook):
    shown = open_map(open_notebook, width=390, height=600, has_touch=True)
    shown.view.scroll_into_view_if_needed()
    shown.page.wait_for_timeout(300)
    touch = shown.page.context.new_cdp_session(shown.page)

    def finger(kind, *places):
        spots = [dict(zip("xy", shown.at(*place), strict=True)) for place in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})

    finger("touchStart", (0, 3))
    for y in (2, 1, 0):
        finger("touchMove", (1, y))
    finger("touchEnd")
    shown.points([A, B, (1, 0, 2)])
    shown.page.touchscreen.tap(*shown.at(-2, 1))
    shown.notebook.wait_for("len(points)", 4)
    shown.page.touchscreen.tap(*shown.at(-2, 1))
    shown.notebook.wait_for("points[3][2]", 1)
    before = shown.notebook.value(DONE)
    finger("touchStart", (-2, -1))
    for y in (0, 1, 2, 3):
        finger("touchMove", (-2, y))
    finger("touchEnd")
    shown.notebook.settle()
    assert shown.notebook.value(DONE) == before  # the page's, if it can scroll
    assert shown.notebook.page_errors == []
