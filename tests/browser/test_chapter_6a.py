"""Chapter 6a in a real JupyterLab: back to where strangers do best, with the keys of the curve."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "06a_pace.ipynb"
READY = "'my_plan' in globals()"
LAB = "TrainingLab(wide"


def test_back_to_where_strangers_do_best_with_the_keys_of_the_curve(chapter):
    """By *Run All* the lab stands at epoch 0; it runs to the end, and the marker goes back."""
    notebook, lab = chapter.notebook, chapter.lab(LAB)
    lab.get_by_role("button", name="Run", exact=True).click()
    notebook.wait_for("bool(mean_squared_error(wide(Z[seen]), chinstrap[seen]) < 0.005)", True)
    lab.get_by_role("button", name="Run", exact=True).wait_for()
    early = notebook.value("wide.parameters.tolist()")
    marker = lab.get_by_role("slider", name="epoch").first
    marker.focus()
    chapter.page.keyboard.press("Home")
    for _ in range(2):  # a twentieth of the way each
        chapter.page.keyboard.press("PageUp")
    notebook.wait_for("right(wide, strangers)", 85)
    lab.locator(".nnlab-win").wait_for()
    assert notebook.value("wide.parameters.tolist()") != early
