"""Chapter 5 in a real JupyterLab: step forward and back by key, guess, choose a weight, nudge."""

from pathlib import Path

import pytest

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401

CHAPTER = Path(__file__).parents[2] / "notebooks" / "05_backprop.ipynb"
READY = "bool(my_numbers)"
FORWARD = 'until="loss"'
FILM = '"code", "guess"]'
WITNESS = '"gradients", "nudge"]'
TRAINING = "TrainingLab(learner"


class Film:
    """What a reader sees of it now."""

    def __init__(self, chapter, source=FILM):
        self.page, self.lab = chapter.page, chapter.lab(source)
        self.until = chapter.notebook.until
        self.picture = self.lab.locator(".nnlab-pulse-frame")
        self.count = self.lab.locator(".nnlab-timeline-count")
        self.first = int(source == FORWARD)  # its first scene is there from the start

    def turn_to(self, step):
        """By the timeline's keys, from the start."""
        line = self.lab.get_by_role("slider", name="step")
        line.focus()
        self.page.keyboard.press("Home")
        self.at(self.first)
        for k in range(self.first, step):
            self.page.keyboard.press("ArrowRight")
            self.at(k + 1)

    def at(self, step):
        self.until(lambda: self.count.inner_text().startswith(f"{step} of"), f"step {step}")

    def shows(self, drawing, equation, code):
        def so():
            return (
                drawing in self.picture.inner_text()
                and equation in self.lab.locator(".nnlab-eq").inner_text()
                and code in self.lab.locator(".nnlab-hl").inner_text()
            )

        self.until(so, f"{drawing}, {equation} and {code}")


def test_stepping_by_key_moves_drawing_equation_and_code_together(chapter):
    film, keyboard = Film(chapter), chapter.page.keyboard
    film.turn_to(5)
    film.shows("0.1264", "0.1264", "error = loss(traces[-1].a, y)")
    film.picture.focus()
    keyboard.press("ArrowRight")
    film.at(6)
    film.shows("?", "?", "loss.gradient(traces[-1].a, y)")
    keyboard.press("ArrowRight")
    film.shows("−0.1629", "−0.1629", "self.activation.derivative(trace.z)")
    keyboard.press("ArrowRight")
    film.shows("−0.1052", "−0.1052", "d_W = d_z.mT @ trace.inputs")
    keyboard.press("ArrowLeft")
    film.shows("−0.1629", "−0.1629", "self.activation.derivative(trace.z)")
    assert "−0.1052" not in film.picture.inner_text()  # blank again


def test_a_guess_is_said_by_key_and_judged(chapter):
    film, keyboard = Film(chapter), chapter.page.keyboard
    film.turn_to(10)
    film.shows("−0.1792", "?", "d_z @ self.W")
    assert "+0.1140" not in film.lab.inner_text()
    film.picture.focus()
    keyboard.press("-")
    film.shows("+0.1140", "+0.1140", "d_z @ self.W")
    assert "✗" in film.lab.locator(".nnlab-guess").inner_text()


def test_it_plays_stops_at_the_question_and_goes_on(chapter):
    film, keyboard = Film(chapter), chapter.page.keyboard
    film.turn_to(8)
    film.lab.locator(".nnlab-choice label", has_text="4").click()
    film.picture.focus()
    keyboard.press("Space")
    film.at(10)
    film.shows("−0.1792", "?", "d_z @ self.W")
    film.lab.get_by_role("button", name="plus").click()
    film.at(12)  # where it asks again
    assert film.lab.locator(".nnlab-guess button").count() == 3
    film.lab.locator(".nnlab-choice label", has_text="1").click()


def test_a_pulse_travels_back_and_rests_short_of_its_neuron(chapter):
    film = Film(chapter)
    film.turn_to(9)
    seen = film.lab.evaluate(
        """lab => new Promise(done => {
            const places = [], frame = lab.querySelector(".nnlab-pulse-frame");
            const look = () => {
                const disc = frame.querySelector(".flying .disc");
                if (disc) places.push(Number(disc.getAttribute("cx")));
                const moved = new Set(places).size > 1;  // from where it waits
                const still = moved && new Set(places.slice(-4)).size === 1;
                if (still) done(places); else requestAnimationFrame(look);
            };
            lab.querySelector("[aria-label='Step on']").click();
            requestAnimationFrame(look);
        })"""
    )
    assert len(set(seen)) > 5 and seen == sorted(seen, reverse=True)


def test_a_hand_goes_to_and_fro_on_the_timeline(chapter):
    film = Film(chapter)
    box = film.lab.locator(".nnlab-timeline-bar").bounding_box()
    middle = box["y"] + box["height"] / 2
    film.page.mouse.move(box["x"] + box["width"] * 2.5 / 13, middle)
    film.page.mouse.down()
    film.at(3)
    film.page.mouse.move(box["x"] + box["width"] * 6.5 / 13, middle)
    film.at(7)
    film.page.mouse.up()


@pytest.mark.parametrize("width, height", [(1366, 650), (911, 500), (420, 800)])
def test_no_step_moves_the_buttons_or_what_follows_the_lab(chapter, width, height):
    page = chapter.page
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    found = {}
    for source, steps in ((FORWARD, 5), (FILM, 13)):
        film, seen = Film(chapter, source), found.setdefault(source, set())
        film.turn_to(film.first)
        buttons = film.lab.locator(".nnlab-transport")
        for step in range(film.first, steps + 1 + (source == FILM)):
            film.at(min(step, steps))
            chapter.notebook.settle()
            card, row = film.lab.bounding_box(), buttons.bounding_box()
            seen.add((round(row["y"] - card["y"]), round(card["height"])))
            film.lab.get_by_role("button", name="Step on").evaluate("el => el.click()")
    page.set_viewport_size(before)
    assert [len(seen) for seen in found.values()] == [1, 1], found


def test_a_weight_is_chosen_in_the_table_and_a_wide_nudge_fails_the_witness(chapter):
    film = Film(chapter, WITNESS)
    row = film.lab.locator(".nnlab-gradients tbody tr").nth(0)
    row.press("Enter")
    film.until(lambda: row.get_attribute("aria-current") == "true", "it is chosen")
    film.until(lambda: "x₁ → h₁" in film.lab.locator(".nnlab-eq").inner_text(), "it is spelled")
    ball = film.lab.get_by_role("slider", name="size of the nudge")
    film.until(lambda: film.lab.get_by_label("differs").count() > 2, "the witness fails")
    ball.focus()
    for _ in range(4):
        chapter.page.keyboard.press("ArrowLeft")
    film.until(lambda: film.lab.get_by_label("differs").count() == 0, "and is right")
    size = ball.get_attribute("aria-valuenow")
    film.lab.get_by_role("button", name="Undo").click()
    film.until(lambda: ball.get_attribute("aria-valuenow") != size, "undo takes a nudge back")


def test_the_nudge_stays_in_the_hand_that_drags_it_through_the_fog(chapter):
    film, hand = Film(chapter, WITNESS), chapter.page.mouse
    ball = film.lab.get_by_role("slider", name="size of the nudge")
    ball.scroll_into_view_if_needed()
    box, curve = ball.bounding_box(), film.lab.locator(".nnlab-curve .nnlab-parts").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hand.move(x, y)
    hand.down()
    to = curve["x"] + 0.61 * curve["width"]
    hand.move(to, y, steps=6)

    def held():
        now = ball.bounding_box()
        return abs(now["x"] + now["width"] / 2 - to) < 12 and "10" in score.inner_text()

    score = film.lab.locator(".nnlab-score")
    film.until(held, "it follows, and says how many digits agree")
    hand.up()


@pytest.mark.parametrize("width, height", [(1366, 650), (390, 800)])
def test_too_narrow_a_nudge_shows_its_digits_and_moves_nothing(chapter, width, height):
    page = chapter.page
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    film, seen = Film(chapter, WITNESS), set()
    ball, box = (
        film.lab.get_by_role("slider", name="size of the nudge"),
        film.lab.locator(".nnlab-eq"),
    )
    for key, shown in (("End", "2ε"), ("Home", "L(w + ε) = 0."), ("End", "2ε")):
        ball.press(key)
        film.until(lambda said=shown: said in box.inner_text(), shown)
        chapter.notebook.settle()
        card, table = film.lab.bounding_box(), film.lab.locator("table").bounding_box()
        seen.add((round(card["height"]), round(table["y"] - card["y"])))
    page.set_viewport_size(before)
    assert len(seen) == 1, seen


def test_what_waits_to_be_let_go_stands_on_each_link_of_its_node(chapter):
    film = Film(chapter, FORWARD)
    film.turn_to(film.first)  # other tests may have left it elsewhere
    waiting = film.picture.locator(".flying .disc")
    film.until(lambda: waiting.count() == 2, "both terms wait")


def test_xor_is_learned_live(chapter):
    lab = chapter.lab(TRAINING)
    lab.get_by_role("button", name="Run").click()
    chapter.notebook.wait_for("bool(((learner(X) > 0.5) == y).all())", True)
    chapter.notebook.wait_for("bool(mean_squared_error(learner(X), y) < 0.05)", True)
    pause = lab.get_by_role("button", name="Pause")
    if pause.count():
        pause.click()
