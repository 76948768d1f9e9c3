"""Chapter 6's lottery in a real JupyterLab: draw, choose, open, and stop."""

import json
import re
from pathlib import Path

import pytest

CHAPTER = Path(__file__).parents[2] / "notebooks" / "06_training.ipynb"
START = re.compile(r"^start \d+, loss")


@pytest.fixture(scope="module")
def page(open_notebook):
    cells = {c["id"]: "".join(c["source"]) for c in json.loads(CHAPTER.read_text("utf-8"))["cells"]}
    notebook = open_notebook(
        [
            cells["training-imports"],
            'X, y = make_gate("xor")',
            f"lottery = {cells['training-lottery-lab']}\nlottery",
        ]
    )
    notebook.run_all()
    notebook.wait_for("lottery.epoch", 0)
    yield notebook
    assert notebook.page_errors == []


@pytest.fixture
def lab(page):
    lab = page.outputs(2).locator(".nnlab-lab").first
    lab.wait_for()
    return lab


def choose(lab, name, option):
    lab.get_by_role("radiogroup", name=name).get_by_text(option, exact=True).click()


def test_sixteen_are_drawn_one_is_chosen_and_opened(page, lab):
    choose(lab, "starts", "16")
    choose(lab, "epochs", "1,000")
    page.wait_for("(len(lottery.model.losses), lottery.network.runs)", (16, (16,)))
    lab.get_by_role("button", name="Draw 16").click()
    page.wait_for("(lottery.epoch, lottery.running)", (1000, False))
    mark = lab.get_by_role("button", name=START)
    mark.focus()
    for key in ("ArrowLeft", "Enter"):  # from the best, round to the worst
        page.page.keyboard.press(key)
    page.wait_for(
        "bool(lottery.model.losses[lottery.model.selected] == lottery.model.losses.max())", True
    )
    chosen = page.value("lottery.model.selected")
    lab.get_by_role("button", name=f"Open start {chosen} in TrainingLab").click()
    page.wait_for("lottery.opened is not None and lottery.opened.epoch", 0)
    same = f"bool((lottery.opened.network.parameters == lottery.model.origin[{chosen}]).all())"
    assert page.value(same)
    inner = lab.locator(".nnlab-lab")
    inner.get_by_role("button", name="+1 epoch").click()
    page.wait_for("lottery.opened.epoch", 1)
    inner.get_by_role("button", name="Undo").click()
    page.wait_for("(lottery.opened.epoch, len(lottery.model.losses))", (0, 16))


def test_stop_is_obeyed_and_other_cells_run_meanwhile(page, lab):
    choose(lab, "starts", "256")
    choose(lab, "epochs", "10,000")
    lab.get_by_role("button", name="Draw 256").click()
    page.wait_for("0 < lottery.epoch < 10_000 and lottery.running", True)
    page.run_cell(1)
    lab.get_by_role("button", name="Stop").click()
    page.wait_for("lottery.running", False)
    assert 0 < page.value("lottery.epoch") < 10_000
    lab.get_by_role("button", name="Go on").wait_for()


@pytest.mark.parametrize("dark, width", [(False, None), (True, None), (False, 420)])
def test_it_fits_without_sideways_scrolling(page, lab, dark, width):
    page.theme(dark)
    if width:
        page.page.add_style_tag(content=f".nnlab-lab {{ max-width: {width}px !important }}")
    assert lab.evaluate("el => el.scrollWidth <= el.clientWidth")
