"""Chapter 8 in a real JupyterLab: run all; a letter of one's own gets an answer, too."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "08_digits.ipynb"
READY = "'my_pixels' in globals()"
