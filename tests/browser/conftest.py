"""One JupyterLab for the whole run, one browser a module; skipped where there is no browser."""

import itertools
import shutil
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.browser.every_chapter")
from tests.browser import harness  # noqa: E402

_number = itertools.count(1)


def _missing(reason: str):
    message = f"{reason}: the labs were not tried in a real browser"
    if harness.REQUIRED:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    """A running JupyterLab."""
    server = harness.Server(tmp_path_factory.mktemp("jupyter"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def browser():
    """A headless browser. (Of a module: while Playwright runs, no other event loop can.)"""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not installed")
    with sync_playwright() as playwright:
        path = harness.find_browser(playwright)
        if path is None:
            _missing("there is no Chromium or Chrome on this machine")
        running = harness.launch(playwright, path)
        yield running
        running.close()


@pytest.fixture(scope="module")
def open_notebook(browser, jupyter):
    """Write the cells into a notebook and open it: open_notebook([...], width=1280)."""
    contexts = []
    # The server keeps the theme that a page chose: each file begins in light.
    (jupyter.settings / "themes.jupyterlab-settings").unlink(missing_ok=True)

    def open_one(cells, width=1280, height=900, name=None, **options):
        name = name or f"page{next(_number)}.ipynb"
        if cells is not None:
            harness.write_notebook(jupyter.root / name, cells)
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        return harness.Notebook(context.new_page(), jupyter, name)

    yield open_one
    for context in contexts:
        context.close()
    jupyter.stop_kernels()


@pytest.fixture(scope="module")
def chapter(request, open_notebook, jupyter):
    """The module's CHAPTER, opened and run: then its READY is true."""
    path, ready = request.module.CHAPTER, request.module.READY
    shutil.copy(path, jupyter.root / path.name)
    notebook = open_notebook(None, name=path.name)
    notebook.run_all()
    notebook.wait_for(ready, True)
    yield harness.Chapter(notebook)
    assert notebook.page_errors == []


@pytest.fixture(scope="session")
def axe():
    """The text of axe-core, as a package from PyPI brings it."""
    try:
        import axe_playwright_python
    except ImportError:
        _missing("axe-playwright-python is not installed")
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
