"""axe-core over what the chapters show: nothing serious in a lab or prediction, in either theme."""

import shutil
from pathlib import Path

import pytest

from tests.browser import harness
from tests.browser.harness import Chapter

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTERS = sorted(path.name for path in NOTEBOOKS.glob("[0-9]*.ipynb"))

# Only the outputs: the page around them is JupyterLab's. What axe can't decide alone
# ("incomplete") counts where it is about the names and roles that we give.
RUN = """async index => {
    const outputs = `.jp-Cell[data-windowed-list-index="${index}"] .jp-OutputArea-output`;
    const found = await axe.run([...document.querySelectorAll(outputs)]);
    const ours = found.incomplete.filter(rule => rule.id.startsWith("aria-"));
    return [...found.violations, ...ours]
        .filter(rule => ["serious", "critical"].includes(rule.impact))
        .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
}"""
WIDGETS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap((cell, index) =>
    (cell.model.sharedModel.toJSON().outputs ?? []).some(
        output => output.data?.["application/vnd.jupyter.widget-view+json"]) ? [index] : [])"""


@pytest.fixture(scope="module")
def axe():
    """The text of axe-core, as a package from PyPI brings it."""
    try:
        import axe_playwright_python
    except ImportError:
        message = "axe-playwright-python is not installed: the labs were not checked with axe"
        if harness.REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def bring(axe, page):
    """Bring axe-core into a page: JupyterLab's body has no height and hides what runs over it,
    so to axe nothing in it would be seen, and no contrast would be measured.
    """
    page.add_style_tag(content="body { height: 100vh }")
    page.evaluate(axe)


@pytest.fixture(params=CHAPTERS)
def chapter(request, axe, open_notebook, jupyter):
    shutil.copy(NOTEBOOKS / request.param, jupyter.root)
    notebook = open_notebook(None, name=request.param)
    notebook.run_all()
    bring(axe, notebook.page)
    yield Chapter(notebook)
    notebook.page.close()
    jupyter.stop_kernels()


def test_axe_finds_nothing_serious(chapter):
    places = chapter.page.evaluate(WIDGETS)
    assert places
    found = []
    for dark in (False, True):
        chapter.notebook.theme(dark)
        for place in places:
            cell = chapter.show(place)
            cell.locator(".nnlab:not(.nnlab-status)").first.wait_for()
            found += [(dark, place, what) for what in chapter.page.evaluate(RUN, place)]
    assert found == []
