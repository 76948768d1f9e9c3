"""Chapter 6 and its lottery in a real JupyterLab: draw, choose, open, and stop."""

import json
import re
from pathlib import Path

import pytest

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "06_training.ipynb"
READY = "'my_start' in globals()"
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


def focused(lab):
    """The words of what has the focus, if that is in the lab."""
    script = (
        "el => el.contains(document.activeElement) ? document.activeElement.innerText || '·' : ''"
    )
    return lab.evaluate(script).strip()


def choose(lab, name, option):
    lab.get_by_role("radiogroup", name=name).get_by_text(option, exact=True).click()


def settings(lab, **chosen):
    lab.get_by_role("button", name="Settings").click()
    for name, option in chosen.items():
        choose(lab, name, option)
    lab.get_by_role("button", name="Settings").click()


def test_a_hand_piles_up_the_guess_and_escape_takes_it_back(page, lab):
    lab.scroll_into_view_if_needed()
    box = lab.locator(".nnlab-tiles .nnlab-grip").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    for away in (20, 60):
        page.page.mouse.move(x - away, y)
    page.wait_for("0 < (lottery.model.guess or 0) < 128", True)
    page.page.keyboard.press("Escape")
    page.wait_for("lottery.model.guess", 128)
    page.page.mouse.up()


def test_sixteen_are_drawn_one_is_opened_by_keys_and_watched(page, lab):
    settings(lab, starts="16", epochs="1,000")
    page.wait_for("(len(lottery.model.losses), lottery.network.runs)", (16, (16,)))
    lab.get_by_role("button", name="Draw 16").click()
    page.wait_for("(lottery.epoch, lottery.running)", (1000, False))
    tile = lab.get_by_role("button", name=START)
    tile.focus()
    for key in ("Home", "ArrowRight", "Enter"):
        page.page.keyboard.press(key)
    page.wait_for("lottery.model.is_open", True)
    chosen = page.value("lottery.model.selected")
    assert tile.get_attribute("aria-label").startswith(f"start {chosen},")
    page.page.keyboard.press("Escape")
    page.wait_for("lottery.model.is_open", False)
    page.page.keyboard.press("Enter")
    lab.get_by_role("button", name="watch it run").press("Enter")
    page.wait_for("lottery.watched is not None and lottery.watched.epoch > 0", True)
    page.until(lambda: focused(lab) == "Pause", "the focus goes on to what the lottery does now")
    lab.get_by_role("heading", name=f"Start {chosen}").wait_for()
    lab.get_by_role("button", name="Pause").click()
    page.wait_for("lottery.watched.running", False)
    lab.get_by_role("button", name="all 16 starts").press("Enter")
    page.wait_for("(lottery.watched, lottery.epoch)", (None, 1000))
    page.until(lambda: focused(lab) != "", "and stays in the lab on the way back")


def test_a_click_opens_a_tile_and_one_beside_shuts_it(page, lab):
    canvas = lab.locator(".nnlab-tiles canvas")
    lab.get_by_role("button", name=START).focus()
    for key in ("Home", "Escape"):
        page.page.keyboard.press(key)
    page.wait_for("lottery.model.is_open", False)
    box = lab.locator(".nnlab-tiles .nnlab-spot").bounding_box()
    page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for("(lottery.model.is_open, lottery.model.selected)", (True, 0))
    canvas.evaluate("it => it.scrollIntoView({ block: 'end' })")  # else its foot may be hidden
    page.settle()  # it's painted, too
    corner = canvas.bounding_box()
    low = corner["y"] + corner["height"] - 4  # its upper corners may lie above the window
    page.page.mouse.click(corner["x"] + corner["width"] - 4, low)
    page.wait_for("lottery.model.is_open", False)


def test_stop_is_obeyed_and_other_cells_run_meanwhile(page, lab):
    settings(lab, starts="256", epochs="10,000")
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
