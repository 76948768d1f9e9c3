"""Chapter 2 in a real JupyterLab: choose a row, drag a line, a line for each kind of bird."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "02_layer.ipynb"
READY = "bool(ten)"
CODES = "LayerLab(two, X, y"
WHOLE = "el => el.scrollHeight <= el.clientHeight"
BIRDS = "LayerLab(yours, birds, kinds"
PIECES = "LayerLab(four, X, y"


def hold(lab, name):
    """The middle of a part, in the page's pixels."""
    box = lab.get_by_role("slider", name=name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def at(lab, x, y):
    """A place of the plane in the page's pixels, by two of its points."""
    boxes = [lab.get_by_role("button", name=f"point ({v}, {v})").bounding_box() for v in (0, 1)]
    (ax, ay), (bx, by) = [
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes
    ]
    return ax + x * (bx - ax), ay + y * (by - ay)


def test_dragging_a_line_changes_its_row_and_only_that(chapter):
    notebook = chapter.notebook
    lab = chapter.lab(CODES)
    hand = chapter.page.mouse
    hand.move(*hold(lab, "Move the line of neuron 1"))
    hand.down()
    hand.move(*at(lab, 0.2, 0.3))
    hand.move(*at(lab, 0.2, 0.4))
    hand.up()
    notebook.wait_for("bool(abs(two.b[1] + 0.4) < 0.03)", True)
    assert notebook.value("(two.W.tolist(), two.b[0].item())") == ([[1, 0], [0, 1]], -0.5)
    row = lab.locator("tbody tr").nth(1)
    notebook.until(lambda: row.get_attribute("aria-current") == "true", "its row is chosen")
    lab.get_by_role("button", name="Undo").click()
    notebook.wait_for("two.b[1].item()", 0.25)


def test_a_row_is_chosen_by_key_and_its_sliders_write_into_it(chapter):
    lab = chapter.lab(CODES)
    lab.locator("tbody tr").nth(0).press("Enter")
    sliders = lab.locator(".nnlab-slider")
    bias = sliders.get_by_role("slider", name="bias of neuron 0")
    bias.focus()
    chapter.page.keyboard.press("ArrowRight")
    chapter.notebook.wait_for("two.b.tolist()", [-0.25, 0.25])
    chapter.page.keyboard.press("ArrowLeft")
    chapter.notebook.wait_for("two.b.tolist()", [-0.5, 0.25])
    lab.locator("tbody tr").nth(1).click()
    sliders.get_by_role("slider", name="bias of neuron 1").wait_for()


def test_moving_a_line_between_them_unmixes_the_codes(chapter):
    lab = chapter.lab(CODES)
    lab.get_by_text("Code 01 is mixed: (0, 0) and (0, 1) share it").first.wait_for()
    lab.get_by_role("slider", name="Move the line of neuron 1").focus()
    for _ in range(3):
        chapter.page.keyboard.press("ArrowUp")
    chapter.notebook.wait_for("two.b.tolist()", [-0.5, -0.5])
    lab.locator(".nnlab-win").wait_for()


def test_a_small_sheet_chooses_its_neuron(chapter):
    lab = chapter.lab(CODES)
    sheet = lab.get_by_role("button", name="neuron 1", exact=True)
    sheet.click()
    chapter.notebook.until(lambda: sheet.get_attribute("aria-pressed") == "true", "it's outlined")


def test_a_line_among_birds_counts_as_it_moves(chapter):
    lab = chapter.lab(BIRDS)
    score = lab.locator(".nnlab-score")
    before = int(score.inner_text())
    lab.get_by_role("slider", name="Move the line of neuron 0").focus()
    for _ in range(2):
        chapter.page.keyboard.press("ArrowLeft")
    chapter.notebook.wait_for("yours.b.tolist() != [-1, -1, -1]", True)
    chapter.notebook.until(lambda: int(score.inner_text()) != before, "it's counted anew")
    right = "int(((yours.forward(birds).z > 0) == kinds).all(axis=1).sum())"
    chapter.notebook.until(
        lambda: int(score.inner_text()) == chapter.notebook.value(right), "as numpy counts"
    )


def test_the_rails_are_whole(chapter):
    for source in (BIRDS, CODES, PIECES):
        rail = chapter.lab(source).locator(".nnlab-rail")
        chapter.notebook.until(lambda rail=rail: rail.evaluate(WHOLE), "its rail is whole")


def test_at_150_percent_no_code_and_no_pair_is_cut(chapter):
    size = chapter.page.viewport_size
    chapter.page.set_viewport_size({"width": 911, "height": 433})
    try:
        for source in (BIRDS, PIECES):
            lab = chapter.lab(source)
            rail = lab.locator(".nnlab-rail")
            chapter.page.locator(".nnlab-stage[data-layout='low']").first.wait_for()
            chapter.notebook.until(lambda rail=rail: rail.evaluate(WHOLE), "its rail is whole")
    finally:
        chapter.page.set_viewport_size(size)
