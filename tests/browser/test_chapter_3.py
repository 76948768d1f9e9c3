"""Chapter 3 in a real JupyterLab: set a number in the drawing, choose a point, fold the plane."""

import shutil
from pathlib import Path

import pytest

from tests.browser.test_chapter_1 import WIDGETS, Chapter
from tests.browser.test_plane import Stage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "03_network.ipynb"
CHALLENGE = "NetworkLab(mine, X, y"
SHARPNESS = "NetworkLab(soft, X, y"
FOLDING = "NetworkLab(sharp, X, y"


class PlaneStage(Stage):
    """One of a lab's planes."""

    def __init__(self, notebook, lab, k):
        super().__init__(notebook)
        self.view = lab.locator(".nnlab-plane").nth(k)
        self.parts = self.view.locator(".nnlab-parts")
        self.canvas = self.view.locator("canvas")
        self.canvas.wait_for()


@pytest.fixture(scope="module")
def chapter(open_notebook, jupyter):
    shutil.copy(CHAPTER, jupyter.root / CHAPTER.name)
    notebook = open_notebook(None, name=CHAPTER.name)
    notebook.run_all()
    notebook.wait_for("callable(merge)", True)
    notebook.page.set_default_timeout(30_000)
    return Chapter(notebook)


def test_running_all_leaves_no_error_and_no_model_not_found(chapter):
    assert chapter.notebook.page_errors == []
    assert chapter.page.get_by_text("Error displaying widget").count() == 0
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_xor_is_solved_by_keyboard_in_the_drawing(chapter):
    notebook, keys = chapter.notebook, chapter.page.keyboard
    lab = chapter.lab(CHALLENGE)
    stage = PlaneStage(notebook, lab, 0)
    lab.get_by_text("Three of four: (1, 1) should be 0, and is 1.").first.wait_for()
    assert stage.says(1.25, 1.25) == 1
    for name, value, index in [
        ("weight from x2 to h1", "1", 1),
        ("weight from x1 to h2", "1", 3),
        ("bias of h2", "-1.5", 5),
        ("weight from h2 to output", "-1", 7),
    ]:
        part = lab.get_by_role("button", name=name)
        part.focus()
        keys.press("Enter")
        keys.type(value)
        keys.press("Enter")
        notebook.wait_for(f"float(mine.parameters[{index}])", float(value))
    lab.get_by_text("All four are right: this network is XOR.").first.wait_for()
    notebook.until(lambda: stage.says(1.25, 1.25) == 0, "the plane follows the numbers")
    assert stage.says(0.5, 0.5) == 1


def test_arrow_keys_move_a_number_and_what_follows_lights_up(chapter):
    notebook, keys = chapter.notebook, chapter.page.keyboard
    lab = chapter.lab(SHARPNESS)
    before = notebook.value("float(soft.parameters[0])")
    lab.get_by_role("button", name="weight from x1 to h1").focus()
    keys.press("Enter")
    keys.press("ArrowUp")
    notebook.wait_for("float(soft.parameters[0])", before + 0.25)
    notebook.until(
        lambda: lab.locator("button.nnlab-network-lit").count() == 3, "h1, a link and the output"
    )
    keys.press("Escape")
    notebook.wait_for("float(soft.parameters[0])", before)


def test_choosing_a_point_sends_its_numbers_through(chapter):
    lab = chapter.lab(CHALLENGE)
    chapter.page.mouse.click(*PlaneStage(chapter.notebook, lab, 0).at(1, 1))
    chapter.notebook.until(
        lambda: lab.get_by_role("button", name="x1, 1.00").count() == 1, "x1 says 1"
    )
    lab.locator("tbody tr").nth(0).press("Enter")
    chapter.notebook.until(
        lambda: lab.get_by_role("button", name="x1, 0.00").count() == 1, "x1 says 0"
    )


def test_pointing_at_a_node_shows_its_map_large(chapter):
    lab = chapter.lab(CHALLENGE)
    lab.get_by_role("button", name="h2: step").hover()
    lab.get_by_text("colour: what h₂ says").first.wait_for()
    chapter.page.mouse.move(2, 2)
    lab.get_by_text("colour: what the output says").first.wait_for()


def test_the_fold_slider_carries_the_points_until_two_meet(chapter):
    notebook = chapter.notebook
    lab = chapter.lab(FOLDING)
    stage = PlaneStage(notebook, lab, 1)
    flat = stage.canvas.evaluate("el => el.toDataURL()")
    assert lab.get_by_text("one spot").count() == 0
    slider = lab.get_by_role("slider", name="fold")
    slider.focus()
    chapter.page.keyboard.press("ArrowRight")
    chapter.page.keyboard.press("End")
    lab.get_by_text(
        "(0, 1) and (1, 0) meet in one spot. There one line is enough."
    ).first.wait_for()
    lab.get_by_role("button", name="2 times").wait_for()
    lab.get_by_text("h₁").first.wait_for()
    notebook.until(
        lambda: stage.canvas.evaluate("el => el.toDataURL()") != flat, "the picture folds"
    )
    lab.get_by_role("radiogroup", name="bend of h").get_by_text("relu").click()
    notebook.wait_for("sharp.activations[0].name", "relu")


def test_running_the_lab_s_cell_twenty_times_leaves_nothing_behind(chapter):
    notebook = chapter.notebook
    index = chapter.index(FOLDING)
    notebook.run_cell(index)
    first = notebook.value(WIDGETS)
    for _ in range(20):
        notebook.run_cell(index)
    assert notebook.value(WIDGETS) == first


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_without_sideways_scrolling(chapter, dark):
    chapter.notebook.theme(dark)
    for source in ("NetworkLab(single, X", CHALLENGE, SHARPNESS, FOLDING):
        lab = chapter.lab(source)
        assert lab.evaluate("el => el.scrollWidth <= el.clientWidth")


def test_run_all_twice(chapter):
    chapter.notebook.run_all()
    assert chapter.notebook.value("mine.parameters.tolist()")[:3] == [1.0, 0.0, -0.5]
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert chapter.notebook.page_errors == []
