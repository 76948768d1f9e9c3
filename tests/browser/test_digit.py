"""DigitLab in a real JupyterLab: drawn on by pointer and by keys."""

import pytest

CELLS = [
    """
import numpy as np
from nnlab import Network
from nnlab.datasets import load_digits
from nnlab.labs import DigitLab
from nnlab.labs.reading import percent
X, y = load_digits()
network = Network([64, 32, 10], ["tanh", "identity"], rng=0)
lab = DigitLab(network, X[:40], y[:40])
""",
    "lab = DigitLab(network, X[:40], y[:40])\nlab",
    "changed = 1",
]
BOTH = (".nnlab-bars", ".nnlab-more")
SEVEN = [(0.3, 0.15), (0.5, 0.15), (0.7, 0.15), (0.6, 0.4), (0.5, 0.65), (0.45, 0.9)]


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook(CELLS, width=1366, height=650)
    opened.run_cell(0)
    yield opened
    assert opened.page_errors == []


@pytest.fixture
def shown(notebook):
    notebook.run_cell(1)
    found = notebook.outputs(1)
    found.locator(".nnlab-paper .nnlab-spot").wait_for()
    found.scroll_into_view_if_needed()
    return found


def ink(shown, x, y):
    """How dark the pad is at a place: 0 paper, 255 black."""
    canvas = shown.locator(".nnlab-paper canvas")
    return canvas.evaluate(
        """(canvas, [x, y]) => {
            const side = Math.min(canvas.width, canvas.height);
            const left = (canvas.width - side) / 2, top = (canvas.height - side) / 2;
            const pen = canvas.getContext("2d");
            return 255 - pen.getImageData(left + x * side, top + y * side, 1, 1).data[0];
        }""",
        [x, y],
    )


def becomes(notebook, expression, wanted):
    notebook.wait_for(expression, wanted)


def draw(shown, page, places, up=True):
    box = shown.locator(".nnlab-paper .nnlab-parts").bounding_box()
    for k, (x, y) in enumerate(places):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if k == 0:
            page.mouse.down()
    if up:
        page.mouse.up()


def test_a_stroke_is_painted_at_once_and_the_bars_move(notebook, shown):
    page, bars = notebook.page, shown.locator(".nnlab-bars")
    before = bars.inner_text()
    assert ink(shown, 0.5, 0.13) > 150 and ink(shown, 0.1, 0.9) < 60
    notebook.set_cell(2, "changed = 2")
    with notebook.busy(2):  # Python can't answer: what is seen is the browser's own
        draw(shown, page, SEVEN, up=False)
        notebook.settle()
        assert ink(shown, 0.45, 0.85) > 150 and ink(shown, 0.69, 0.62) < 60  # the 3 has gone
    page.mouse.up()
    becomes(notebook, "len(lab.model.strokes)", 1)
    becomes(notebook, "[len(lab.model.strokes[0]), lab.model.held]", [6, False])
    notebook.settle()
    assert bars.inner_text() != before
    shares = notebook.value("[percent(share)[:-2] for share in lab.model.shares]")
    told = [row.inner_text().split()[1] for row in bars.locator(":scope > div").all()]
    assert told == shares
    page.keyboard.press("Control+z")
    becomes(notebook, "lab.model.fresh", True)


def test_keys_draw_too(notebook, shown):
    page = notebook.page
    shown.locator(".nnlab-paper").get_by_role("slider").focus()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    becomes(notebook, "lab.model.held", True)
    page.keyboard.press("Space")
    becomes(notebook, "[lab.model.held, lab.model.strokes[0][0]]", [False, (0.5, 0.375)])
    becomes(notebook, "lab.model.strokes[0][-1]", (0.5, 0.5))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    becomes(notebook, "len(lab.model.strokes)", 1)


def test_rub_out_wipe_and_take_back(notebook, shown):
    page = notebook.page
    draw(shown, page, [(0.1, 0.5), (0.3, 0.5), (0.6, 0.5), (0.9, 0.5)])
    becomes(notebook, "len(lab.model.strokes)", 1)
    shown.get_by_role("button", name="Rubber").click()
    becomes(notebook, "lab.pad.rubbing", True)
    draw(shown, page, [(0.5, 0.3), (0.5, 0.5), (0.5, 0.7)])
    becomes(notebook, "len(lab.model.strokes)", 2)
    notebook.settle()
    assert ink(shown, 0.5, 0.5) < 120 < ink(shown, 0.2, 0.5)
    shown.get_by_role("button", name="Wipe").click()
    becomes(notebook, "[lab.model.empty, lab.pad.rubbing]", [True, False])
    shown.get_by_role("button", name="Undo").click()
    becomes(notebook, "len(lab.model.strokes)", 2)


def test_a_mistake_goes_onto_the_pad_by_a_click(notebook, shown):
    first = shown.locator(".nnlab-wrong .nnlab-button").first
    k = notebook.value("int(lab.model.wrong[0])")
    first.click()
    becomes(notebook, "lab.model.picked", k)
    shown.get_by_text("Written as").wait_for()


def coloured(shown):
    """The share of the pad that has a hue."""
    return shown.locator(".nnlab-paper canvas").evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            let n = 0;
            for (let k = 0; k < data.length; k += 4) n += Math.abs(data[k] - data[k + 2]) > 25;
            return 4 * n / data.length;
        }"""
    )


def test_a_hidden_neuron_s_picture_is_laid_on_the_pad_by_pointer_and_keys(notebook, shown):
    second = shown.locator(".nnlab-stamps .nnlab-button").nth(1)
    k = notebook.value("int(lab.model.loud[1])")
    assert coloured(shown) < 0.01
    assert second.locator("small").inner_text() == str(k)
    second.click()
    becomes(notebook, "lab.model.asked", k)
    shown.get_by_text(f"Hidden neuron {k} says").wait_for()
    notebook.settle()
    assert coloured(shown) > 0.1
    notebook.page.keyboard.press("Enter")  # it has the focus still
    becomes(notebook, "lab.model.asked", -1)
    notebook.settle()
    assert coloured(shown) < 0.01


def test_another_cell_s_network_is_read_anew_and_no_number_is_said(notebook, shown):
    before = notebook.value("lab.shares.words")
    notebook.set_cell(2, "network.parameters[...] = np.nan")
    notebook.run_cell(2)
    shown.get_by_role("alert").get_by_text("isn't a number any more").wait_for()
    shown.get_by_role("button", name="Take it back").click()
    becomes(notebook, "lab.shares.words", before)
    notebook.set_cell(2, "network.layers[-1].b[7] += 50")
    notebook.run_cell(2)
    shown.locator(".nnlab-answer b").get_by_text("7", exact=True).wait_for()
    notebook.value("network.layers[-1].b.__setitem__(7, 0)")


@pytest.mark.parametrize(
    "layout, width, height", [("wide", 1366, 650), ("low", 911, 433), ("phone", 390, 844)]
)
def test_nothing_runs_over_and_the_pad_is_a_square(notebook, shown, layout, width, height):
    page = notebook.page
    page.set_viewport_size({"width": width, "height": height})
    shown.locator(f".nnlab-stage[data-layout='{layout}']").wait_for()
    notebook.settle()
    over = "e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]"
    assert shown.locator(".nnlab-rail").evaluate(over) == [0, 0]
    pad, views = (shown.locator(f".nnlab-views{it}").bounding_box() for it in (" .nnlab-parts", ""))
    assert all(abs(pad[side] - views[side]) <= 2 for side in ("x", "y", "width", "height"))
    if layout == "wide":
        assert shown.locator(".nnlab-lab").bounding_box()["height"] <= 530
    if layout == "low":
        assert [it.is_visible() for it in map(shown.locator, BOTH)] == [True, False]
        shown.get_by_role("button", name="Inside it").click()
        assert [it.is_visible() for it in map(shown.locator, BOTH)] == [False, True]
        assert shown.get_by_text("drawn for you").is_visible()
        assert shown.locator(".nnlab-rail").evaluate(over) == [0, 0]
        shown.get_by_role("button", name="Inside it").click()
    if layout == "phone":
        answer = shown.locator(".nnlab-answer").bounding_box()
        assert abs(answer["y"] - views["y"] - views["height"]) <= 2
        assert shown.locator(".nnlab-wrong .nnlab-button:visible").count() == 6
    page.set_viewport_size({"width": 1366, "height": 650})
    shown.locator(".nnlab-stage[data-layout='wide']").wait_for()
