"""Chapter 6b in a real JupyterLab: run all; predictions keep their answers until made."""

from pathlib import Path

import pytest

from nnlab.lessons.predict import questions
from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "06b_clinic.ipynb"
READY = "'my_cure' in globals()"


@pytest.mark.parametrize("name", ["clinic/share", "clinic/plus"])
def test_a_prediction_keeps_its_answers_until_its_cover_is_lifted(chapter, name):
    cell = chapter.cell(f'predict("{name}")')
    first = questions()[name].choices[0]
    cell.get_by_role("radio", name=first.text).check()
    cell.get_by_role("button", name="Lock in my answer").click()
    cell.get_by_text("Guess kept.").wait_for()
    assert cell.get_by_text(first.reply).count() == 0
    cell.get_by_role("button", name="Lift it now").click()
    cell.get_by_text(first.reply).first.wait_for()
