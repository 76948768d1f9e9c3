"""One JupyterLab and one browser for all of these tests; skipped where there is no browser.

A browser with JupyterLab's code loaded and compiled opens the next page with 1 s of work, not 4:
pages of the same kind share a context. They are closed with the module that opened them.
"""

import contextlib
import itertools
import shutil
from functools import cache
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


_running = contextlib.ExitStack()


@cache
def _browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not installed")
    playwright = _running.enter_context(sync_playwright())
    _running.callback(_browser.cache_clear)
    path = harness.find_browser(playwright)
    if path is None:
        _running.close()
        _missing("there is no Chromium or Chrome on this machine")
    return _running.enter_context(harness.launch(playwright, path))


@pytest.fixture(scope="module")
def browser():
    """A headless browser."""
    return _browser()


@cache
def _context(**options):
    """What pages with these options share: what they have loaded."""
    context = _running.enter_context(_browser().new_context(**options))
    _running.callback(_context.cache_clear)
    return context


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """The last of these tests ends the browser: while Playwright runs, no other event loop can."""
    if nextitem is None or nextitem.path.parent != item.path.parent:
        _running.close()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish():
    """As a failure with -x or Ctrl-C does, after which no test is the last."""
    _running.close()


@pytest.fixture(scope="module")
def open_notebook(browser, jupyter):
    """Write the cells into a notebook and open it: open_notebook([...], width=1280)."""
    contexts = set()
    # The server keeps the theme that a page chose: each file begins in light.
    (jupyter.settings / "themes.jupyterlab-settings").unlink(missing_ok=True)

    def open_one(cells, width=1280, height=900, name=None, **options):
        name = name or f"page{next(_number)}.ipynb"
        if cells is not None:
            harness.write_notebook(jupyter.root / name, cells)
        context = _context(**options)
        contexts.add(context)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return harness.Notebook(page, jupyter, name)

    yield open_one
    for page in [page for context in contexts for page in context.pages]:
        page.close()
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
