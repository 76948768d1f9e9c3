"""Chapter 1 in a real JupyterLab, as a reader meets it: decide, turn, drag, teach, aim, fool."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401
from tests.browser.test_plane import Stage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "01_neuron.ipynb"
READY = "bool(explorer)"
GATE, BOARD = "gate = Neuron([0.5, 0.5], -0.25, step)", "explorer = Neuron([1, 1], -0.5, step)"
WIDGETS = "len(__import__('ipywidgets').widgets.widget._instances)"


class LabStage(Stage):
    """A lab's plane, with the places of things in the page's pixels."""

    WIDE = 2.5

    def __init__(self, notebook, lab):
        super().__init__(notebook)
        self.view = lab.locator(".nnlab-plane")
        self.parts = self.view.locator(".nnlab-parts")
        self.canvas = self.view.locator("canvas")
        self.canvas.wait_for()


def slider_of(lab, name):
    """A slider's own handle; the number of that name in the equation can be dragged, too."""
    return lab.locator(f"input[type='range'][aria-label$='{name}']")


def test_a_slider_moves_by_keyboard_and_by_pointer_and_the_picture_follows(chapter):
    lab = chapter.lab(GATE)
    stage = LabStage(chapter.notebook, lab)
    slider = slider_of(lab, "bias")
    assert stage.says(1.2, -0.4) == 1
    slider.focus()
    chapter.page.keyboard.press("ArrowLeft")
    chapter.notebook.wait_for("gate.b", -0.5)
    chapter.notebook.until(lambda: stage.says(1.2, -0.4) == 0, "the plane follows the key")

    box = slider_of(lab, "weight of x1").bounding_box()
    x, y = box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2
    chapter.page.mouse.click(x, y)
    chapter.notebook.wait_for("bool(gate.w[0] > 2)", True)
    chapter.notebook.until(lambda: stage.says(1.2, -0.4) == 1, "the plane follows the pointer")


def test_dragging_the_line_changes_the_neuron_and_undo_brings_it_back(chapter):
    notebook = chapter.notebook
    notebook.run_cell(chapter.index(GATE))
    lab = chapter.lab(GATE)
    stage = LabStage(notebook, lab)
    box = lab.get_by_role("slider", name="Move the line").bounding_box()
    hand = chapter.page.mouse
    hand.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hand.down()
    hand.move(*stage.at(0.5, 0.5))
    hand.move(*stage.at(0.75, 0.75))
    hand.up()
    notebook.wait_for("abs(gate.b + 0.75) < 0.03", True)
    assert notebook.value("gate.w.tolist()") == [0.5, 0.5]
    lab.get_by_text("It’s AND now.").wait_for()
    notebook.until(lambda: stage.says(0.5, 0.5) == 0, "the plane follows the hand")
    lab.get_by_role("button", name="Undo").click()
    notebook.wait_for("gate.b", -0.25)
    lab.get_by_text("two corners are wrong").first.wait_for()


def test_a_row_of_the_truth_table_shows_its_sum(chapter):
    lab = chapter.lab(GATE)
    lab.locator("tbody tr").nth(3).press("Enter")
    equation = lab.locator(".nnlab-equation")
    chapter.notebook.until(lambda: "·1 + (+0.50)·1" in equation.inner_text(), "its sum")


def test_three_reasons_make_somebody_with_a_name(chapter):
    lab = chapter.lab("DecisionLab(me)")
    slider = slider_of(lab, "bias")
    slider.focus()
    for _ in range(4):
        chapter.page.keyboard.press("ArrowLeft")
    chapter.notebook.wait_for("me.b", -1.5)
    lab.get_by_text("the majority").first.wait_for()


def test_the_birds_teach_it_and_xor_goes_round_for_ever(chapter):
    lab = chapter.lab("MistakeLab(pupil")
    lab.get_by_role("button", name="Show it a mistake").click()
    chapter.notebook.wait_for("pupil.b", 1.0)
    whole = lab.get_by_role("button", name="a whole pass")
    done = lab.get_by_role("button", name="Now try it on XOR")
    notebook = chapter.notebook

    def press(button):
        before = lab.inner_text()
        button.click()
        notebook.until(lambda: lab.inner_text() != before, "it learns")

    for _ in range(8):  # the ninth finds no mistake: it isn't pressed
        press(whole)
    assert notebook.value("pupil.parameters.tolist() == neuron.parameters.tolist()")
    press(done)
    for _ in range(4):
        press(whole)
    lab.get_by_text("for ever").first.wait_for()


def test_one_pixel_fools_it(chapter):
    lab = chapter.lab("PixelLab(reader")
    lab.get_by_role("button", name="a hint").click()
    lab.get_by_role("button", name="show me").click()
    lab.get_by_role("button", name="change it").click()
    lab.get_by_text("now it says 8").first.wait_for()


def test_the_board_takes_aim_at_a_gate(chapter):
    lab = chapter.lab(BOARD)
    lab.get_by_role("button", name="aim at XOR: not found yet").click()
    lab.get_by_text("one corner is wrong").first.wait_for()
    lab.get_by_role("slider", name="bias").focus()
    for _ in range(4):
        chapter.page.keyboard.press("ArrowLeft")
    lab.get_by_role("button", name="aim at AND: found with").wait_for()


def test_a_prediction_reveals_nothing_until_it_is_made(chapter):
    cell = chapter.cell('predict("neuron/and")')
    cell.get_by_role("radio", name="for (0, 1), (1, 0) and (1, 1)").wait_for()
    assert cell.get_by_text("That is OR").count() == 0
    cell.get_by_role("radio", name="for (0, 1), (1, 0) and (1, 1)").check()
    cell.get_by_role("button", name="Lock in my answer").click()
    cell.get_by_text("Guess kept.").wait_for()
    assert cell.get_by_text("That is OR").count() == 0
    cell.get_by_role("button", name="Lift it now").click()
    cell.get_by_text("That is OR").first.wait_for()


def test_running_the_lab_s_cell_twenty_times_leaves_nothing_behind(chapter):
    notebook = chapter.notebook
    index = chapter.index(GATE)
    notebook.run_cell(index)
    first = notebook.value(WIDGETS)
    for _ in range(20):
        notebook.run_cell(index)
    assert notebook.value(WIDGETS) == first
    loop = "__import__('nnlab.live.stage').live.stage.owner().loop"
    tasks = f"__import__('asyncio').all_tasks({loop})"
    assert notebook.value(f"sum(task.get_name() == 'nnlab' for task in {tasks})") == 0
