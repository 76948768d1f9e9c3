"""Chapter 4 in a real JupyterLab: step, lift the fog, drag the walker, cross the cliff."""

import shutil
from pathlib import Path

import pytest

from tests.browser.test_chapter_1 import Chapter, LabStage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "04_loss.ipynb"


@pytest.fixture(scope="module")
def chapter(open_notebook, jupyter):
    shutil.copy(CHAPTER, jupyter.root / CHAPTER.name)
    notebook = open_notebook(None, name=CHAPTER.name)
    notebook.run_all()
    notebook.wait_for("bool(free)", True)
    return Chapter(notebook)


def test_running_all_leaves_no_error(chapter):
    assert chapter.notebook.page_errors == []
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_the_fog_lifts_and_the_walker_walks(chapter):
    lab = chapter.lab("walker = network.copy()")
    stage = LabStage(chapter.notebook, lab)
    before = stage.pixels()
    lab.get_by_role("button", name="Step", exact=True).click()
    lab.get_by_text("After 1 step: loss 0.4428").first.wait_for()
    lab.get_by_role("button", name="Lift the fog").click()
    lab.get_by_role("button", name="Bring back the fog").wait_for()
    chapter.notebook.until(
        lambda: (abs(stage.pixels() - before) > 8).mean() > 0.3, "the map comes out of the fog"
    )


def test_the_walker_can_be_set_down_by_hand(chapter):
    lab = chapter.lab("walker = network.copy()")
    stage = LabStage(chapter.notebook, lab)
    box = lab.get_by_role("slider", name="Move the walker").bounding_box()
    hand = chapter.page.mouse
    hand.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hand.down()
    plot = stage.parts.bounding_box()
    hand.move(plot["x"] + 0.7 * plot["width"], plot["y"] + 0.4 * plot["height"])
    hand.move(plot["x"] + 0.75 * plot["width"], plot["y"] + 0.25 * plot["height"])
    hand.up()
    chapter.notebook.wait_for("bool(abs(walker.parameters[:2] - 4).max() < 0.4)", True)


def test_the_rate_crosses_the_cliff_by_keyboard(chapter):
    lab = chapter.lab("valley = Network")
    rate = lab.get_by_role("textbox", name="learning rate").or_(
        lab.get_by_role("spinbutton", name="learning rate")
    )
    rate.fill("0.51")
    rate.press("Enter")
    for _ in range(3):
        lab.get_by_role("button", name="10 steps").click()
    lab.get_by_text("it was too long").first.wait_for()
    lab.get_by_role("button", name="Back to the start").click()
    chapter.notebook.wait_for("valley.parameters.tolist()", [1.0, 1.0])
