"""What holds for every chapter; a chapter's own tests begin with this one."""

from tests.browser.harness import bring

# Only the outputs: the page around them is JupyterLab's. What axe can't decide alone
# ("incomplete") counts where it is about the names and roles that we give.
RUN = """async ([index, options]) => {
    const outputs = `.jp-Cell[data-windowed-list-index="${index}"] .jp-OutputArea-output`;
    const found = await axe.run([...document.querySelectorAll(outputs)], options);
    const ours = found.incomplete.filter(rule => rule.id.startsWith("aria-"));
    return [...found.violations, ...ours]
        .filter(rule => ["serious", "critical"].includes(rule.impact))
        .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
}"""
# In another theme all is of the same size and has the same names: only colours are others.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
WIDGETS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap((cell, index) =>
    (cell.model.sharedModel.toJSON().outputs ?? []).some(
        output => output.data?.["application/vnd.jupyter.widget-view+json"]) ? [index] : [])"""
# What is cut or has to be scrolled sideways: where a lab lies, itself, and what scrolls in it.
WHOLE = ".nnlab-lab, .nnlab-stage, .jp-OutputArea-output:has(.nnlab-lab)"
WIDE = """(cell, whole) => [...cell.querySelectorAll(`${whole}, .nnlab-lab *`)]
    .filter((it) => it.matches(whole) || getComputedStyle(it).overflowX === "auto")
    .filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.outerHTML)"""
SAID = "[data-mime-type='application/vnd.jupyter.{}']"


def test_it_runs_fits_and_is_accessible(chapter, axe):
    notebook, page = chapter.notebook, chapter.page
    assert notebook.page_errors == []
    assert page.get_by_text("Error displaying widget").count() == 0
    assert [page.locator(SAID.format(what)).count() for what in ("stderr", "error")] == [0, 0]
    sheet = bring(axe, page)
    places, found = page.evaluate(WIDGETS), []
    assert places
    for dark, options in ((False, {}), (True, COLOURS)):
        notebook.theme(dark)
        for place in places:
            cell = chapter.show(place)
            cell.locator(".nnlab:not(.nnlab-status)").first.wait_for()
            found += [(dark, place, what) for what in page.evaluate(RUN, [place, options])]
            found += [(dark, place, what) for what in cell.evaluate(WIDE, WHOLE)]
    notebook.theme(False)
    sheet.evaluate("sheet => sheet.remove()")
    assert found == []
