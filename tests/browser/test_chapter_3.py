"""Chapter 3 in a real JupyterLab: set a number in the drawing, choose a point, fold the plane."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401
from tests.browser.test_chapter_1 import WIDGETS
from tests.browser.test_plane import Stage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "03_network.ipynb"
READY = "callable(merge)"
CHALLENGE = "NetworkLab(mine, X, y"
FOLDING = "NetworkLab(sharp, X, y"


class PlaneStage(Stage):
    """One of a lab's planes."""

    def __init__(self, notebook, lab, k):
        super().__init__(notebook)
        self.view = lab.locator(".nnlab-plane").nth(k)
        self.parts = self.view.locator(".nnlab-parts")
        self.canvas = self.view.locator("canvas")
        self.canvas.wait_for()


def test_xor_is_solved_by_keyboard_in_the_drawing(chapter):
    notebook, keys = chapter.notebook, chapter.page.keyboard
    lab = chapter.lab(CHALLENGE)
    stage = PlaneStage(notebook, lab, 0)
    lab.get_by_text("(1, 1) should be 0 and is 1.").first.wait_for()
    cue = lab.locator(".nnlab-network-cue")
    cue.wait_for()
    assert stage.says(1.25, 1.25) == 1
    for name, value, index in [
        ("weight from x2 to h1", "1", 1),
        ("weight from x1 to h2", "1", 3),
        ("bias of h2", "-1.5", 5),
        ("weight from h2 to output", "-1", 7),
    ]:
        part = lab.get_by_role("button", name=name)
        part.focus()
        keys.press("Enter")
        keys.type(value)
        keys.press("Enter")
        notebook.wait_for(f"float(mine.parameters[{index}])", float(value))
    lab.get_by_text("All four are right").first.wait_for()
    lab.locator(".nnlab-win").wait_for()
    assert not cue.is_visible()  # till a number was turned
    notebook.until(lambda: stage.says(1.25, 1.25) == 0, "the plane follows the numbers")
    assert stage.says(0.5, 0.5) == 1


def test_choosing_a_point_sends_its_numbers_through(chapter):
    lab = chapter.lab(CHALLENGE)
    chapter.page.mouse.click(*PlaneStage(chapter.notebook, lab, 0).at(1, 1))
    chapter.notebook.until(
        lambda: lab.get_by_role("button", name="x1, 1.00").count() == 1, "x1 says 1"
    )
    lab.get_by_text("output for (1, 1)").wait_for()
    lab.locator("tbody tr").nth(0).press("Enter")
    chapter.notebook.until(
        lambda: lab.get_by_role("button", name="x1, 0.00").count() == 1, "x1 says 0"
    )


def test_a_chosen_node_has_the_plane_and_the_equation(chapter):
    lab = chapter.lab(CHALLENGE)
    stage = PlaneStage(chapter.notebook, lab, 0)
    lab.get_by_role("button", name="h2: step").click()
    lab.get_by_text("h₂ for (0, 0)").wait_for()
    chapter.notebook.until(lambda: stage.says(0.5, 0.5) == 0, "h2 is AND")
    lab.get_by_role("button", name="output: step").click()
    lab.get_by_text("output for (0, 0)").wait_for()


def test_one_number_is_lit_in_drawing_equation_and_slider_and_can_be_dragged(chapter):
    notebook, lab = chapter.notebook, chapter.lab(CHALLENGE)
    lab.get_by_role("button", name="weight from h2 to output").click()
    lit = lab.locator(".nnlab-lit")
    lit.wait_for()
    slid = lab.locator(".nnlab-control-name:visible")
    notebook.until(lambda: "h₂ → out" in slid.inner_text(), "the slider is that number's")
    before = notebook.value("float(mine.parameters[7])")
    lit.press("ArrowRight")
    notebook.wait_for("round(float(mine.parameters[7]), 6)", round(before + 0.1, 6))
    box = lab.locator(".nnlab-scrub").nth(0).bounding_box()
    chapter.page.mouse.move(box["x"] + 5, box["y"] + 5)
    chapter.page.mouse.down()
    chapter.page.mouse.move(box["x"] + 45, box["y"] + 5, steps=4)
    chapter.page.mouse.up()
    notebook.until(lambda: notebook.value("float(mine.parameters[6])") != 1.0, "it is dragged")
    pressed = lab.get_by_role("button", name="weight from h1 to output")
    notebook.until(lambda: pressed.get_attribute("aria-pressed") == "true", "and it is chosen")
    notebook.page.keyboard.press("Control+z")


def test_arrow_keys_move_a_number_and_what_follows_lights_up(chapter):
    notebook, keys = chapter.notebook, chapter.page.keyboard
    lab = chapter.lab(CHALLENGE)
    before = notebook.value("float(mine.parameters[0])")
    lab.get_by_role("button", name="weight from x1 to h1").focus()
    keys.press("Enter")
    keys.press("ArrowUp")
    notebook.wait_for("float(mine.parameters[0])", before + 0.25)
    notebook.until(
        lambda: lab.locator("button.nnlab-network-lit").count() == 3, "h1, a link and the output"
    )
    keys.press("Escape")
    notebook.wait_for("float(mine.parameters[0])", before)


def test_the_plane_falls_and_two_points_land_in_one_spot(chapter):
    notebook, lab = chapter.notebook, chapter.lab(FOLDING)
    canvas, fold = lab.locator(".nnlab-sheet canvas"), lab.get_by_role("slider", name="fold").first
    lab.scroll_into_view_if_needed()
    flat = canvas.evaluate("el => el.toDataURL()")
    lab.get_by_role("button", name="Let it fall").click()
    notebook.until(lambda: 0 < float(fold.input_value()) < 1, "it is on its way, and the slider")
    won = lab.locator(".nnlab-win")
    won.wait_for()
    assert "(0, 1)" in won.inner_text() and "(1, 0)" in won.inner_text()
    assert canvas.evaluate("el => el.toDataURL()") != flat
    lab.get_by_role("radiogroup", name="bend of h").get_by_text("relu").click()
    notebook.wait_for("sharp.activations[0].name", "relu")


def test_a_hand_and_keys_turn_the_sheet(chapter):
    lab = chapter.lab(FOLDING)
    area, canvas = lab.locator(".nnlab-sheet-area"), lab.locator(".nnlab-sheet canvas")
    lab.scroll_into_view_if_needed()
    seen = [canvas.evaluate("el => el.toDataURL()")]
    box = area.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.55
    chapter.page.mouse.move(x, y)
    chapter.page.mouse.down()
    chapter.page.mouse.move(x + 60, y + 10, steps=5)
    chapter.page.mouse.up()
    seen.append(canvas.evaluate("el => el.toDataURL()"))
    area.press("ArrowLeft")
    seen.append(canvas.evaluate("el => el.toDataURL()"))
    area.press("Home")
    seen.append(canvas.evaluate("el => el.toDataURL()"))
    assert len(set(seen)) == 3 and seen[3] == seen[0]
    lab.get_by_role("button", name="from above").click()
    lab.get_by_role("button", name="from the side").wait_for()  # the way back


def test_running_the_lab_s_cell_twenty_times_leaves_nothing_behind(chapter):
    notebook = chapter.notebook
    index = chapter.index(FOLDING)
    notebook.run_cell(index)
    first = notebook.value(WIDGETS)
    for _ in range(20):
        notebook.run_cell(index)
    assert notebook.value(WIDGETS) == first


def test_run_all_twice(chapter):
    chapter.notebook.run_all()
    assert chapter.notebook.value("mine.parameters.tolist()")[:3] == [1.0, 0.0, -0.5]
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert chapter.notebook.page_errors == []
