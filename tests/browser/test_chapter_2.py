"""Chapter 2 in a real JupyterLab: choose a row, drag a line, move a corner, by hand and by key."""

import shutil
from pathlib import Path

import pytest

from tests.browser.test_chapter_1 import Chapter

CHAPTER = Path(__file__).parents[2] / "notebooks" / "02_layer.ipynb"
LINES = 'LayerLab(two, X, y, show=["plane", "matrix", "sliders"])'
CODES = "LayerLab(search, X, y"
CURVE = "CurveLab(mine, x_line, hill)"


@pytest.fixture(scope="module")
def chapter(open_notebook, jupyter):
    shutil.copy(CHAPTER, jupyter.root / CHAPTER.name)
    notebook = open_notebook(None, name=CHAPTER.name)
    notebook.run_all()
    notebook.wait_for("bool(solved)", True)
    yield Chapter(notebook)
    assert notebook.page_errors == []


def hold(lab, name):
    """The middle of a part, in the page's pixels."""
    box = lab.get_by_role("slider", name=name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def at(lab, x, y):
    """A place of the plane in the page's pixels, by two of its points."""
    boxes = [lab.get_by_role("button", name=f"point ({v}, {v})").bounding_box() for v in (0, 1)]
    (ax, ay), (bx, by) = [
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes
    ]
    return ax + x * (bx - ax), ay + y * (by - ay)


def test_running_all_leaves_no_error(chapter):
    assert chapter.page.get_by_text("Error displaying widget").count() == 0
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_dragging_a_line_changes_its_row_and_only_that(chapter):
    notebook = chapter.notebook
    lab = chapter.lab(LINES)
    hand = chapter.page.mouse
    hand.move(*hold(lab, "Move the line of neuron 1"))
    hand.down()
    hand.move(*at(lab, 0.5, 0.5))
    hand.move(*at(lab, 0.4, 0.4))
    hand.up()
    notebook.wait_for("bool(abs(two.b[1] + 0.8) < 0.03)", True)
    assert notebook.value("(two.W.tolist(), two.b[0].item())") == ([[1, 1], [1, 1]], -0.5)
    row = lab.locator("tbody tr").nth(1)
    notebook.until(lambda: row.get_attribute("aria-current") == "true", "its row is chosen")
    lab.get_by_role("button", name="Undo").click()
    notebook.wait_for("two.b[1].item()", -1.5)


def test_a_row_is_chosen_by_key_and_its_sliders_write_into_it(chapter):
    lab = chapter.lab(LINES)
    lab.locator("tbody tr").nth(0).press("Enter")
    sliders = lab.locator(".nnlab-slider")
    bias = sliders.get_by_role("slider", name="bias of neuron 0")
    bias.focus()
    chapter.page.keyboard.press("ArrowRight")
    chapter.notebook.wait_for("two.b.tolist()", [-0.25, -1.5])
    lab.locator("tbody tr").nth(1).click()
    sliders.get_by_role("slider", name="bias of neuron 1").wait_for()


def test_moving_a_line_between_them_unmixes_the_codes(chapter):
    lab = chapter.lab(CODES)
    lab.get_by_text("Code 01 is mixed: (0, 0) and (0, 1) share it").first.wait_for()
    lab.get_by_role("slider", name="Move the line of neuron 1").focus()
    for _ in range(3):
        chapter.page.keyboard.press("ArrowUp")
    chapter.notebook.wait_for("search.b.tolist()", [-0.5, -0.5])
    lab.get_by_text("the codes are enough to tell").first.wait_for()


def test_a_small_sheet_chooses_its_neuron(chapter):
    lab = chapter.lab(LINES)
    sheet = lab.get_by_role("button", name="neuron 1", exact=True)
    sheet.click()
    chapter.notebook.until(lambda: sheet.get_attribute("aria-pressed") == "true", "it's outlined")


def test_a_corner_is_moved_by_hand_and_by_key(chapter):
    notebook, hand = chapter.notebook, chapter.page.mouse
    lab = chapter.lab(CURVE)
    x, y = hold(lab, "Move corner 2")
    hand.move(x, y)
    hand.down()
    hand.move(x + 20, y - 20)
    hand.move(x + 40, y - 60)
    hand.up()
    notebook.wait_for("bool(mine.layers[0].b[1] < -3.2 and mine.layers[1].W[0, 1] < -0.2)", True)
    corner = lab.get_by_role("slider", name="Move corner 2")
    notebook.until(lambda: "unused" not in corner.get_attribute("aria-valuetext"), "it bends")
    before = notebook.value("mine.layers[1].W[0].tolist()")
    corner.focus()
    chapter.page.keyboard.press("ArrowDown")
    notebook.wait_for(f"mine.layers[1].W[0].tolist() != {before}", True)
    lab.get_by_role("slider", name="factor of corner 2").wait_for()


def test_a_line_is_drawn_and_the_corners_snap_to_it(chapter):
    notebook, hand = chapter.notebook, chapter.page.mouse
    lab = chapter.lab(CURVE)
    lab.get_by_role("button", name="Draw your own").click()
    lab.get_by_role("button", name="wave").wait_for()
    box = lab.locator(".nnlab-sketch").bounding_box()
    before = notebook.value("mine.parameters.tolist()")
    for k, share in enumerate([0.1, 0.4, 0.7, 0.95]):
        at = box["x"] + share * box["width"], box["y"] + (0.7 - 0.3 * (k % 2)) * box["height"]
        hand.move(*at, steps=4)
        if not k:
            hand.down()
    hand.up()
    notebook.wait_for(f"mine.parameters.tolist() != {before}", True)
    lab.get_by_role("button", name="one corner fewer").click()
    lab.get_by_text("2 corners").first.wait_for()
    notebook.wait_for("mine.layers[1].W[0, 2].item()", 0.0)
    for _ in range(2):
        lab.get_by_role("button", name="Undo").click()
    notebook.wait_for("mine.parameters.tolist()", before)


def test_a_line_is_taken_by_key(chapter):
    lab = chapter.lab(CURVE)
    draw = lab.get_by_role("button", name="Draw")
    if draw.count():
        draw.press("Enter")
    lab.get_by_role("button", name="wave").press("Enter")
    lab.get_by_text("3 corners").first.wait_for()
    chapter.notebook.wait_for("bool(mine.layers[1].W.all())", True)


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_without_sideways_scrolling(chapter, dark):
    chapter.notebook.theme(dark)
    for source in (LINES, CODES, CURVE):
        lab = chapter.lab(source)
        assert lab.evaluate("el => el.scrollWidth <= el.clientWidth")
