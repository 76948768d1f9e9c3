"""The network's drawing in a real JupyterLab: the reader's hand reaches the network's memory."""

import pytest

MAKE = """
import numpy as np
from IPython.display import display
from nnlab import Network
from nnlab.live.network import NetworkView
from nnlab.pictures.network import node_answers
from nnlab.pictures.wiring import downstream
from nnlab.live.part import Box
from nnlab.live.stage import Stage

NUMBERS = [6, 6, -3, 6, 6, -9, 6, -2, -3]
BOUNDS = (-0.5, 1.5, -0.5, 1.5)
network = Network([2, 2, 1], "sigmoid")
network.parameters[:] = NUMBERS
events, chosen = [], []

def shown():
    what = node_answers(network.forward([[1, 0]]))
    return {"maps": BOUNDS, "names": ["x₁", "<i>x</i>"], "selected": "".join(chosen), **what}

def act(event):
    events.append(event)
    if event["type"] == "choose":
        chosen[:] = [event["part"]]
        view.show(network, **shown())
    if event["type"] == "edit":
        if event["value"] == 7:
            raise ValueError("This network refuses 7: take another <number>")
        network.parameters[event["index"]] = event["value"]
        view.show(network, **shown(), lit=downstream(network.sizes, event["part"]))
"""
SHOW = """
view = NetworkView(network, **shown())
view.on_event(act)
Stage(Box([view]))
"""
RESET = """
network.parameters[:] = NUMBERS
view.error = ""
chosen.clear()
view.show(network, **shown())
events.clear()
"""


@pytest.fixture(scope="module")
def opened(open_notebook):
    notebook = open_notebook([MAKE, SHOW, RESET, "pass"], width=1280)
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-network-node")
    return notebook


@pytest.fixture
def notebook(opened):
    """The XOR network as it was, nothing pointed at."""
    opened.page.keyboard.press("Escape")
    opened.page.mouse.move(2, 2)
    opened.run_cell(2)
    opened.until(lambda: part(opened, "weight from x1 to h1: +6.00").count() == 1, "it is reset")
    yield opened
    assert opened.page_errors == []


def part(notebook, name):
    return notebook.page.get_by_role("button", name=name, exact=True)


def number_box(notebook):
    return notebook.page.locator(".nnlab-network-editor")


def color(notebook, node, x=0.1, y=0.9):
    """The pixel of a node's map, x and y as shares of its side."""
    return notebook.page.evaluate(
        """([k, x, y]) => {
            const canvas = document.querySelector('.nnlab-network canvas');
            const frame = canvas.getBoundingClientRect();
            const box = document.querySelectorAll('.nnlab-network-node')[k].getBoundingClientRect();
            const zoom = canvas.width / frame.width;
            const at = [(box.left - frame.left + box.width * x) * zoom,
                        (box.top - frame.top + box.height * y) * zoom];
            return [...canvas.getContext('2d').getImageData(...at, 1, 1).data];
        }""",
        [node, x, y],
    )


def stroke(notebook, link, name):
    """An attribute of link number `link`."""
    line = notebook.page.locator(".nnlab-network svg g:last-child path").nth(link)
    return line.get_attribute(name)


def test_typing_a_weight_changes_memory_and_pixels_together(notebook):
    orange = color(notebook, 2)
    part(notebook, "weight from x1 to h1: +6.00").focus()
    notebook.page.keyboard.press("Enter")
    number_box(notebook).fill("−8,5")
    notebook.page.keyboard.press("Enter")
    notebook.wait_for("network.parameters[0].item()", -8.5)
    changed = part(notebook, "weight from x1 to h1: −8.50")
    changed.wait_for()
    assert changed.evaluate("element => element === document.activeElement")
    assert color(notebook, 2) != orange
    assert stroke(notebook, 0, "class") == "negative"
    assert stroke(notebook, 0, "stroke-dasharray") != "none"
    assert notebook.value("events[-1]['part']") == "p0"


def test_a_digit_starts_typing(notebook):
    part(notebook, "bias of h1: −3.00").focus()
    notebook.page.keyboard.type("-1.25")
    notebook.page.keyboard.press("Enter")
    notebook.wait_for("network.parameters[2].item()", -1.25)


def test_arrow_keys_step_and_escape_restores(notebook):
    part(notebook, "weight from h2 to output: −2.00").click()
    for key in ("Enter", "ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowDown"):
        notebook.page.keyboard.press(key)
    notebook.wait_for("network.parameters[7].item()", -0.75)
    assert number_box(notebook).input_value() == "−0.75"
    notebook.page.keyboard.press("Escape")
    notebook.wait_for("network.parameters[7].item()", -2.0)
    assert number_box(notebook).count() == 0
    assert notebook.value("[e['phase'] for e in events if e['type'] == 'edit'][-1]") == "cancel"


def test_dragging_sideways_changes_the_weight(notebook):
    box = part(notebook, "weight from h1 to output: +6.00").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    notebook.page.mouse.move(x, y)
    notebook.page.mouse.down()
    for dx in (-10, -25, -40):
        notebook.page.mouse.move(x + dx, y)
    notebook.wait_for("network.parameters[6].item()", 4.0)
    lit = notebook.page.locator(".nnlab-network-lit")
    notebook.until(lambda: lit.count() == 1, "the output is lit while it changes")
    notebook.page.mouse.up()
    notebook.wait_for("[e['phase'] for e in events if e['type'] == 'edit'][-1]", "set")
    assert notebook.value("network.parameters[6].item()") == 4.0
    assert number_box(notebook).count() == 0  # a drag is no click


def test_escape_takes_a_drag_back(notebook):
    box = part(notebook, "weight from h1 to output: +6.00").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    notebook.page.mouse.move(x, y)
    notebook.page.mouse.down()
    notebook.page.mouse.move(x + 30, y)
    notebook.wait_for("network.parameters[6].item()", 7.5)
    notebook.page.keyboard.press("Escape")
    notebook.page.mouse.up()
    notebook.wait_for("network.parameters[6].item()", 6.0)


def test_what_is_no_number_is_said_and_nothing_changes(notebook):
    part(notebook, "weight from x1 to h1: +6.00").press("Enter")
    number_box(notebook).fill("six")
    notebook.page.keyboard.press("Enter")
    notebook.page.get_by_text("“six” is not a number.").first.wait_for()
    assert notebook.value("network.parameters[0].item()") == 6.0
    part(notebook, "weight from x1 to h1: +6.00").press("Enter")
    number_box(notebook).fill("5")
    notebook.page.keyboard.press("Enter")
    notebook.wait_for("network.parameters[0].item()", 5.0)
    assert notebook.page.get_by_text("is not a number").count() == 0


def test_what_python_refuses_is_told_in_place(notebook):
    part(notebook, "weight from x1 to h1: +6.00").press("Enter")
    number_box(notebook).fill("7")
    notebook.page.keyboard.press("Enter")
    refused = "This network refuses 7: take another <number>"
    notebook.page.get_by_text(refused, exact=True).first.wait_for()
    assert notebook.value("network.parameters[0].item()") == 6.0


def test_a_click_chooses_a_second_opens_and_steppers_stand_beside_it(notebook):
    link = part(notebook, "weight from h2 to output: −2.00")
    link.click()
    notebook.wait_for("events[-1]", {"type": "choose", "part": "p7"})
    notebook.until(lambda: link.get_attribute("aria-pressed") == "true", "it is chosen")
    assert number_box(notebook).count() == 0
    faded = [stroke(notebook, k, "stroke-opacity") for k in range(6)]
    assert faded == ["0.5"] * 4 + ["1"] * 2  # what leads to the output stays strong
    notebook.page.get_by_role("button", name="0.25 less").click()
    notebook.wait_for("network.parameters[7].item()", -2.25)
    notebook.page.get_by_role("button", name="0.25 more").click()
    notebook.wait_for("network.parameters[7].item()", -2.0)
    link.click()
    number_box(notebook).wait_for()
    assert notebook.page.locator(".nnlab-network-step:visible").count() == 0


def test_pointing_tells_python_nothing(notebook):
    part(notebook, "h1: sigmoid, z +3.00, says 0.95").hover()
    part(notebook, "bias of output: −3.00").focus()
    part(notebook, "weight from x1 to h1: +6.00").click()
    notebook.wait_for("events", [{"type": "choose", "part": "p0"}])


def test_a_curve_far_from_its_number_can_be_chosen(notebook):
    middle = notebook.page.evaluate(
        """() => {
            const line = document.querySelectorAll('.nnlab-network svg g:last-child path')[4];
            const p = line.getPointAtLength(line.getTotalLength() * 0.2);
            const box = line.ownerSVGElement.getBoundingClientRect();
            return [box.left + p.x, box.top + p.y]; }"""
    )
    notebook.page.mouse.click(*middle)
    notebook.wait_for("events[-1].get('part')", "p6")


def test_tab_goes_by_columns_and_arrows_by_parts(notebook):
    def name():
        return notebook.page.evaluate("() => document.activeElement.getAttribute('aria-label')")

    for each in ("output: sigmoid", "weight from h1", "h1: sigmoid", "weight from x1 to h1", "x1"):
        notebook.page.get_by_role("button", name=each).first.focus()
    seen = [name()]  # each column remembers which of its parts had the focus last
    for key in ("Tab", "Tab", "Tab", "Tab"):
        notebook.page.keyboard.press(key)
        seen.append(name().split(":")[0])
    assert [word.split(" ")[0] for word in seen] == ["x1,", "weight", "h1", "weight", "output"]
    notebook.page.keyboard.press("ArrowLeft")
    assert "from h1" in name() and name().endswith(" output: +6.00")
    notebook.page.keyboard.press("ArrowDown")
    assert "from h2" in name() and name().endswith(" output: −2.00")
    notebook.page.keyboard.press("ArrowLeft")
    assert name().startswith("h2: sigmoid")
    notebook.page.keyboard.press("ArrowDown")
    assert name() == "bias of h2: −9.00"
    notebook.page.keyboard.press("Home")
    assert name().startswith("h1: sigmoid")
    # JupyterLab took none of them: the same cell is active.
    assert notebook.page.evaluate("() => jupyterapp.shell.currentWidget.content.mode") != "edit"


def test_a_node_is_chosen(notebook):
    part(notebook, "h2: sigmoid, z −3.00, says 0.05").click()
    notebook.wait_for("events[-1]", {"type": "choose", "part": "n3"})
    notebook.page.keyboard.press("Enter")
    notebook.wait_for("sum(e['type'] == 'choose' for e in events)", 2)


def test_hostile_names_are_text(notebook):
    assert notebook.page.get_by_text("<i>x</i>", exact=True).count() >= 1
    assert notebook.page.locator(".nnlab-network i").count() == 0
    part(notebook, "weight from <i>x</i> to h1: +6.00").wait_for()


def test_nothing_overlaps_at_any_width(notebook):
    for width in (320, 400, 560, 900):
        notebook.page.evaluate(
            "w => { document.querySelector('.nnlab-network').style.width = `${w}px`; }", width
        )
        notebook.page.wait_for_timeout(150)
        clash = notebook.page.evaluate(
            """() => {
                const seen = [...document.querySelectorAll(
                    '.nnlab-network-weight:not(.nnlab-network-bare) .nnlab-network-weight-number, '
                    + '.nnlab-network-node, .nnlab-network-bias .nnlab-network-weight-number')]
                    .map(e => [e.getBoundingClientRect(), e.textContent]);
                const found = [];
                seen.forEach(([a, x], i) => seen.slice(i + 1).forEach(([b, y]) => {
                    if (a.left < b.right - 1 && b.left < a.right - 1
                        && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push([x, y]);
                }));
                const root = document.querySelector('.nnlab-network').getBoundingClientRect();
                for (const [a, x] of seen) {
                    if (a.left < root.left - 1 || a.right > root.right + 1) found.push(x);
                }
                return [seen.length, found];
            }"""
        )
        assert clash == [14, []], width
    notebook.page.evaluate("() => { document.querySelector('.nnlab-network').style.width = ''; }")


def test_the_theme_follows(notebook):
    light = color(notebook, 2)
    notebook.theme(dark=True)
    try:
        notebook.until(lambda: color(notebook, 2) != light, "the maps turn dark")
        line = notebook.page.locator(".nnlab-network path.positive").first
        assert line.evaluate("e => getComputedStyle(e).stroke") == "rgb(95, 179, 245)"
    finally:
        notebook.theme(dark=False)
    notebook.until(lambda: color(notebook, 2) == light, "and light again")


def test_edits_while_a_cell_runs_are_all_there_afterwards(notebook):
    for _ in range(2):  # the first messages arrive on the main thread, later ones elsewhere
        with notebook.busy(3):
            for name, value in (("weight from x1 to h1: +6.00", "1"), ("bias of h1: −3.00", "2")):
                part(notebook, name).focus()
                notebook.page.keyboard.press("Enter")
                number_box(notebook).fill(value)
                notebook.page.keyboard.press("Enter")
        notebook.wait_for("network.parameters[[0, 2]].tolist()", [1.0, 2.0])
        notebook.run_cell(2)
        part(notebook, "weight from x1 to h1: +6.00").wait_for()


def test_the_largest_network_has_few_tab_stops_and_is_drawn_fast(notebook):
    notebook.set_cell(
        3,
        "big = Network([2, 8, 8, 8, 8, 8, 8, 1], 'tanh', rng=0)\n"
        "large = NetworkView(big, maps=BOUNDS)\nlarge",
    )
    notebook.run_cell(3)
    frame = notebook.outputs(3).locator(".nnlab-network-frame")
    frame.wait_for()
    assert frame.locator(".nnlab-network-part").count() == 51 + 393
    assert frame.locator("button[tabindex='0']").count() == 15
    bare = frame.get_by_role("button", name="weight from h1.1 to h2.1", exact=False).first
    number = bare.locator(".nnlab-network-weight-number")
    assert not number.is_visible()
    bare.focus()
    notebook.until(lambda: number.is_visible(), "it shows its number when it has the focus")
    notebook.set_cell(3, "large.close()")
    notebook.run_cell(3)


def test_a_finger_taps_a_number_and_drags_it_sideways(open_notebook):
    notebook = open_notebook([MAKE, SHOW], width=420, has_touch=True, is_mobile=True)
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-network-node")
    link = part(notebook, "weight from h1 to output: +6.00")
    link.tap()
    notebook.until(lambda: link.get_attribute("aria-pressed") == "true", "it is chosen")
    link.tap()
    number_box(notebook).wait_for()
    assert number_box(notebook).bounding_box()["height"] >= 44
    number_box(notebook).fill("1")
    notebook.page.keyboard.press("Enter")
    notebook.wait_for("network.parameters[6].item()", 1.0)
    box = part(notebook, "weight from h1 to output: +1.00").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = notebook.page.context.new_cdp_session(notebook.page)
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40), ("touchEnd", None)):
        points = [] if dx is None else [{"x": x + dx, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    value = notebook.until(
        lambda: (v := notebook.value("network.parameters[6].item()")) > 1.5 and v, "it grows"
    )
    assert value <= 3.0
    assert notebook.page_errors == []


def test_many_edits_leave_nothing_behind(notebook):
    def nodes():
        notebook.page.evaluate("() => window.gc && gc()")
        counts = "() => [document.querySelectorAll('.nnlab-network *').length]"
        return notebook.page.evaluate(counts), notebook.value(
            "len(__import__('ipywidgets').widgets.widget._instances)"
        )

    link = part(notebook, "bias of output: −3.00")
    link.focus()
    notebook.page.keyboard.press("Enter")
    for key in ("ArrowUp", "ArrowDown"):
        notebook.page.keyboard.press(key)
    notebook.until(lambda: link.get_attribute("aria-pressed") == "true", "it is chosen")
    before = nodes()
    for k in range(200):
        notebook.page.keyboard.press("ArrowUp" if k % 2 else "ArrowDown")
    notebook.wait_for("network.parameters[8].item()", -3.0)
    notebook.page.wait_for_timeout(300)
    assert nodes() == before
    notebook.page.keyboard.press("Escape")


def test_which_node_is_looked_at_is_told_where_it_is_asked_for(notebook):
    h1, h2 = (notebook.page.locator(".nnlab-network-node").nth(k) for k in (2, 3))
    looks = "[event['part'] for event in events if event['type'] == 'look']"
    h1.hover()
    notebook.settle()
    assert notebook.value(looks) == []  # nobody asks
    notebook.page.mouse.move(2, 2)
    notebook.set_cell(3, "view.looks = True")
    notebook.run_cell(3)
    h1.hover()
    notebook.wait_for(looks, ["n2"])
    part(notebook, "weight from x1 to h1: +6.00").focus()  # no node: the hand still is on one
    notebook.page.mouse.move(2, 2)
    notebook.wait_for(looks, ["n2", ""])
    h2.focus()
    notebook.wait_for(looks, ["n2", "", "n3"])
    h2.blur()
    notebook.wait_for(looks, ["n2", "", "n3", ""])
    notebook.set_cell(3, "view.looks = False")
    notebook.run_cell(3)


def test_links_show_slopes_and_weights_are_still_what_is_edited(notebook):
    notebook.set_cell(
        3, "view.show(network, **shown(), slopes=[0.02, -0.01, 3e-5, 0, 0, 0, 0, 0, -0.004])"
    )
    notebook.run_cell(3)
    steep = part(notebook, "weight from x1 to h1: +6.00, gradient +0.02")
    steep.wait_for()
    assert steep.inner_text() == "∂ +0.02"
    bias = part(notebook, "bias of output: −3.00, gradient −0.004")
    assert bias.inner_text() == "∂ −0.004"
    assert (stroke(notebook, 0, "class"), stroke(notebook, 1, "class")) == ("positive", "negative")
    assert float(stroke(notebook, 0, "stroke-width")) > float(stroke(notebook, 1, "stroke-width"))
    steep.focus()
    notebook.page.keyboard.press("Enter")
    assert number_box(notebook).input_value() == "6.00"
    notebook.page.keyboard.press("Escape")
