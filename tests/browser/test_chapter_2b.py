"""Chapter 2b in a real JupyterLab: draw a line, move a corner, by hand and by key."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401
from tests.browser.test_chapter_2 import hold

CHAPTER = Path(__file__).parents[2] / "notebooks" / "02b_curves.ipynb"
READY = "bool(square)"
GAME = "CurveLab(four, show=only"
CURVE = "CurveLab(mine, x_line, hill)"
ALL = "CurveLab(eight"


def scribble(hand, lab):
    """Draw a zigzag over the lab's paper, from left to right."""
    box = lab.locator(".nnlab-sketch").bounding_box()
    for k, share in enumerate([0.1, 0.4, 0.7, 0.95]):
        at = box["x"] + share * box["width"], box["y"] + (0.7 - 0.3 * (k % 2)) * box["height"]
        hand.move(*at, steps=4)
        if not k:
            hand.down()
    hand.up()


def test_the_chapter_opens_with_a_paper_to_draw_on(chapter):
    notebook, lab = chapter.notebook, chapter.lab(GAME)
    before = notebook.value("four.parameters.tolist()")
    scribble(chapter.page.mouse, lab)
    notebook.wait_for(f"four.parameters.tolist() != {before}", True)
    lab.locator(".nnlab-score").wait_for()


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
    notebook, lab = chapter.notebook, chapter.lab(ALL)
    lab.get_by_role("button", name="Draw a new one").click()
    lab.get_by_role("button", name="wave").wait_for()
    before = notebook.value("eight.parameters.tolist()")
    scribble(chapter.page.mouse, lab)
    notebook.wait_for(f"eight.parameters.tolist() != {before}", True)
    lab.get_by_role("button", name="one corner fewer").click()
    lab.get_by_text("2 corners").first.wait_for()
    notebook.wait_for("eight.layers[1].W[0, 2].item()", 0.0)
    for _ in range(2):
        lab.get_by_role("button", name="Undo").click()
    notebook.wait_for("eight.parameters.tolist()", before)


def test_the_curve_s_end_is_pulled_by_hand(chapter):
    notebook, hand = chapter.notebook, chapter.page.mouse
    lab = chapter.lab(CURVE)
    x, y = hold(lab, "Move the curve’s end")
    before = notebook.value("mine([6.0]).item()")
    hand.move(x, y)
    hand.down()
    hand.move(x - 4, y + 20)
    hand.move(x - 4, y + 60)
    hand.up()
    notebook.wait_for(f"mine([6.0]).item() < {before} - 0.3", True)


def test_a_line_is_taken_by_key(chapter):
    lab = chapter.lab(ALL)
    draw = lab.get_by_role("button", name="Draw")
    if draw.count():
        draw.press("Enter")
    lab.get_by_role("button", name="wave").press("Enter")
    lab.get_by_text("3 corners").first.wait_for()
    chapter.notebook.wait_for("bool(eight.layers[1].W[0, :3].all())", True)
