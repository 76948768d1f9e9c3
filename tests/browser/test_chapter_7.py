"""Chapter 7 in a real JupyterLab: run all; every lab fits and is accessible."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "07_playground.ipynb"
READY = "'gone' in globals()"
