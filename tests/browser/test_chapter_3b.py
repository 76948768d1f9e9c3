"""Chapter 3b in a real JupyterLab: four relus side by side build what two pairs stacked say."""

import json
from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "03b_depth.ipynb"
READY = "callable(folded)"
GAME = "CurveLab(side, wide"


def test_the_fold_of_a_fold_is_built_by_keyboard(chapter):
    """Four places, then four factors; then the gap is closed, and that's said."""
    notebook, lab = chapter.notebook, chapter.lab(GAME)
    for corner in (1, 2, 3, 4):
        lab.get_by_role("slider", name=f"Move corner {corner}").focus()
        for _ in range(10):  # half of one
            chapter.page.keyboard.press("ArrowLeft")
    for corner, factor in enumerate([2, -4, 4, -4], start=1):
        lab.get_by_role("slider", name=f"Move corner {corner}").focus()
        lab.get_by_role("slider", name=f"factor of corner {corner}").fill(str(factor))
        notebook.wait_for(f"round(side.layers[1].W[0, {corner - 1}].item(), 6)", factor)
    notebook.wait_for("side.layers[0].b.round(6).tolist()", [0, -1, -2, -3])
    notebook.wait_for("bool(abs(side(wide) - 2 * tents(2)(wide / 4)).max() < 1e-6)", True)
    lab.locator(".nnlab-win").wait_for()


def test_a_corner_is_asked_for_again_while_python_is_behind(chapter):
    """The page still calls the first one chosen: the factor that follows is the first one's."""
    notebook, lab = chapter.notebook, chapter.lab(GAME)
    notebook.wait_for("side.layers[1].W.round(6).tolist()", [[2, -4, 4, -4]])
    lab.get_by_role("slider", name="Move corner 1").focus()
    lab.get_by_role("slider", name="factor of corner 1").wait_for()
    cells = [cell["id"] for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]]
    with notebook.busy(cells.index("depth-ex3-task")):
        lab.get_by_role("slider", name="Move corner 2").focus()
        lab.get_by_role("slider", name="Move corner 1").focus()
        lab.get_by_role("slider", name="factor of corner 1").fill("1")
    notebook.wait_for("side.layers[1].W.round(6).tolist()", [[1, -4, 4, -4]])
