"""Chapter 5 in a real JupyterLab: step forward and back by key, guess, choose a weight, nudge."""

import shutil
from pathlib import Path

import pytest

from tests.browser.test_chapter_1 import Chapter

CHAPTER = Path(__file__).parents[2] / "notebooks" / "05_backprop.ipynb"
FORWARD = 'until="loss"'
MICROSCOPE = '"code", "guess"]'
WITNESS = '"gradients", "nudge"]'
TRAINING = "TrainingLab(learner"


@pytest.fixture(scope="module")
def chapter(open_notebook, jupyter):
    shutil.copy(CHAPTER, jupyter.root / CHAPTER.name)
    notebook = open_notebook(None, name=CHAPTER.name)
    notebook.run_all()
    notebook.wait_for("bool(my_numbers)", True)
    yield Chapter(notebook)
    assert notebook.page_errors == []


class Microscope:
    """What a reader sees of it now."""

    def __init__(self, chapter, source):
        self.page, self.lab = chapter.page, chapter.lab(source)
        self.until = chapter.notebook.until

    def outlined(self):
        """The texts outlined in drawing and equation, and the line marked in the code."""
        return [
            self.lab.locator(where).all_inner_texts()
            for where in (
                ".nnlab-network-outlined:visible",
                ".nnlab-result .nnlab-now",
                ".nnlab-code [aria-current=true]",
            )
        ]

    def shows(self, drawing, equation, code):
        def so():
            seen = self.outlined()
            return all(
                len(found) == 1 and wanted in found[0].replace("\n", " ")
                for found, wanted in zip(seen, (drawing, equation, code), strict=True)
            )

        self.until(so, f"{drawing}, {equation} and {code} are outlined")


def test_running_all_leaves_no_error(chapter):
    assert chapter.page.get_by_text("Error displaying widget").count() == 0
    assert chapter.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_stepping_by_key_moves_drawing_equation_and_code_together(chapter):
    scope = Microscope(chapter, MICROSCOPE)
    keyboard = chapter.page.keyboard
    scope.shows("loss 0.1264", "0.1264", "error = loss(traces[-1].a, y)")
    scope.lab.get_by_role("button", name="Next operation").focus()
    keyboard.press("n")
    scope.shows("d_a −0.7109", "−0.7109", "loss.gradient(traces[-1].a, y)")
    keyboard.press("n")
    scope.shows("slope +0.2291", "+0.2291", "self.activation.derivative(trace.z)")
    keyboard.press("Enter")
    scope.shows("d_z −0.1629", "−0.1629", "d_z = d_a * self.activation.derivative(trace.z)")
    boxes = scope.lab.locator(".nnlab-network-gradient-number:visible")
    assert boxes.count() == 0
    keyboard.press("n")
    scope.shows("−0.1052", "−0.1052", "d_z.mT @ trace.inputs")
    assert boxes.all_inner_texts() == ["−0.1052"]
    for _ in range(3):
        keyboard.press("n")
    scope.shows("◂ −0.1792", "−0.1792", "d_inputs = d_z @ self.W")
    keyboard.press("b")
    scope.shows("−0.1629", "−0.1629", "d_z.sum(axis=-2)")
    for _ in range(3):
        keyboard.press("b")
    scope.shows("d_z −0.1629", "−0.1629", "d_z = d_a *")
    assert boxes.count() == 0  # blank again
    back = scope.lab.get_by_role("button", name="Back one operation")
    back.focus()
    keyboard.press("Enter")
    scope.shows("slope +0.2291", "+0.2291", "self.activation.derivative(trace.z)")
    assert back.evaluate("el => el === document.activeElement")  # the focus stays


def test_a_guess_is_said_by_key_and_judged(chapter):
    scope = Microscope(chapter, MICROSCOPE)
    keyboard = chapter.page.keyboard
    scope.lab.get_by_role("button", name="To the start").click()
    scope.until(lambda: "34 operations lie ahead" in scope.lab.inner_text(), "the start")
    scope.lab.get_by_role("button", name="Next operation").focus()
    keyboard.press("+")
    pressed = scope.lab.locator("[aria-pressed=true].nnlab-button")
    scope.until(lambda: pressed.all_inner_texts() == ["+"], "it is pressed")
    keyboard.press("n")
    scope.lab.get_by_text("Right. 1 of 1 right so far").first.wait_for()
    keyboard.press("-")
    keyboard.press("n")
    scope.lab.get_by_text("you said −, it is above zero. 1 of 2").first.wait_for()


@pytest.mark.parametrize("width", [1366, 420])
def test_no_step_moves_the_buttons_or_what_follows_the_lab(chapter, width):
    page = chapter.page
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 650})
    for source in (FORWARD, MICROSCOPE, WITNESS):
        lab = chapter.lab(source)
        where, buttons = lab.locator(".nnlab-where"), lab.locator(".nnlab-steps")
        lab.get_by_role("button", name="To the start").evaluate("el => el.click()")
        chapter.notebook.until(lambda w=where: "lie ahead" in w.inner_text(), "the start")
        last, seen = int(where.inner_text().split()[0]), set()
        for step in range(1, last + 1):
            lab.get_by_role("button", name="Next operation").evaluate("el => el.click()")
            chapter.notebook.until(
                lambda w=where, s=step: f"step {s} of" in w.inner_text(), f"step {step}"
            )
            card = lab.bounding_box()
            above = buttons.bounding_box()["y"] - card["y"]
            seen.add((round(above), round(card["height"])))
        assert len(seen) == 1, source
    page.set_viewport_size(before)


@pytest.mark.parametrize("width", [1366, 420])
def test_the_words_above_a_neuron_have_air_in_their_outline_and_end_in_the_drawing(chapter, width):
    page = chapter.page
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 650})
    lab = chapter.lab(MICROSCOPE)
    lab.get_by_role("button", name="To the start").evaluate("el => el.click()")
    drawing = lab.locator(".nnlab-network")
    outlined = lab.locator(".nnlab-network-outlined:visible")
    for step in range(1, 11):
        lab.get_by_role("button", name="Next operation").evaluate("el => el.click()")
        lab.get_by_text(f"step {step} of 34").first.wait_for()
        number = {7: "loss 0.1264", 10: "d_z −0.1629"}.get(step)
        if number is None:
            continue
        chapter.notebook.until(lambda n=number: outlined.inner_text().endswith(n), number)
        frame, box = drawing.bounding_box(), outlined.bounding_box()
        text = outlined.locator("span").first.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 3  # 280 at least
        assert (
            box["x"] + 4 <= text["x"] and text["x"] + text["width"] <= box["x"] + box["width"] - 4
        )
    page.set_viewport_size(before)


def test_a_weight_is_chosen_in_the_table_and_a_wide_nudge_fails_the_witness(chapter):
    scope = Microscope(chapter, WITNESS)
    row = scope.lab.locator(".nnlab-gradients tbody tr").nth(3)
    row.press("Enter")
    scope.until(lambda: row.get_attribute("aria-current") == "true", "it is chosen")
    scope.lab.get_by_text("by hand: x · d_z").first.wait_for()
    assert scope.lab.get_by_label("differs").count() == 0
    reader = scope.lab.locator(".nnlab-reader")
    assert reader.get_attribute("aria-valuemin") == "-13"
    assert reader.get_attribute("aria-valuemax") == "-1"
    slider = scope.lab.get_by_role("slider", name="nudge h")
    slider.focus()
    chapter.page.keyboard.press("End")
    scope.until(lambda: scope.lab.get_by_label("differs").count() > 2, "the witness fails")
    scope.lab.get_by_role("button", name="Undo").click()
    scope.until(lambda: scope.lab.get_by_label("differs").count() == 0, "and is right again")


def test_xor_is_learned_live(chapter):
    lab = chapter.lab(TRAINING)
    lab.get_by_role("button", name="Run").click()
    chapter.notebook.wait_for("bool(((learner(X) > 0.5) == y).all())", True)
    chapter.notebook.wait_for("bool(mean_squared_error(learner(X), y) < 0.05)", True)
    pause = lab.get_by_role("button", name="Pause")
    if pause.count():
        pause.click()


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_without_sideways_scrolling(chapter, dark):
    chapter.notebook.theme(dark)
    for source in (FORWARD, MICROSCOPE, WITNESS, TRAINING):
        lab = chapter.lab(source)
        assert lab.evaluate("el => el.scrollWidth <= el.clientWidth")
