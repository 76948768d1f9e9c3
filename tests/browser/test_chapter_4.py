"""Chapter 4 in a real JupyterLab: cross the cliff, step, lift the fog, be set down by hand."""

from pathlib import Path

from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible  # noqa: F401
from tests.browser.test_plane import Stage

CHAPTER = Path(__file__).parents[2] / "notebooks" / "04_loss.ipynb"
READY = "'flat' in globals()"


class Relief(Stage):
    """A lab's relief, with the places of things in the page's pixels."""

    def __init__(self, notebook, lab):
        super().__init__(notebook)
        self.view = lab.locator(".nnlab-relief")
        self.parts = self.view.locator(".nnlab-frame")
        self.canvas = self.view.locator("canvas")
        self.canvas.wait_for()


def test_the_fog_lifts_and_the_walker_walks(chapter):
    lab = chapter.lab("walker = network.copy()")
    stage = Relief(chapter.notebook, lab)
    before = stage.pixels()
    lab.get_by_role("button", name="One step", exact=True).click()
    lab.get_by_text("One step, loss 0.4248").first.wait_for()
    lab.get_by_role("button", name="lift the fog").click()
    lab.get_by_role("button", name="in fog").wait_for()
    chapter.notebook.until(
        lambda: (abs(stage.pixels() - before) > 8).mean() > 0.3, "the map comes out of the fog"
    )


def test_the_ground_turns_by_hand_and_by_keyboard(chapter):
    lab = chapter.lab("walker = network.copy()")
    stage = Relief(chapter.notebook, lab)
    turner = lab.get_by_role("slider", name="Turn the ground")
    said = turner.get_attribute("aria-valuetext")
    box, hand = stage.parts.bounding_box(), chapter.page.mouse
    hand.move(box["x"] + 80, box["y"] + box["height"] - 120)
    hand.down()
    hand.move(box["x"] + 200, box["y"] + box["height"] - 110)
    hand.up()
    chapter.notebook.until(
        lambda: turner.get_attribute("aria-valuetext") != said, "the ground turns with the hand"
    )
    turner.press("Home")
    chapter.notebook.until(
        lambda: turner.get_attribute("aria-valuetext") == said, "Home turns it back"
    )
    assert chapter.notebook.value("walker.parameters[[2, 5]].tolist()") is not None


def test_the_walker_can_be_set_down_by_hand(chapter):
    lab = chapter.lab("walker = network.copy()")
    stage = Relief(chapter.notebook, lab)
    lab.get_by_role("button", name="from above").click()
    box = lab.get_by_role("slider", name="Move the walker").bounding_box()
    hand = chapter.page.mouse
    hand.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hand.down()
    plot = stage.parts.bounding_box()
    side = 0.8 * min(plot["width"], plot["height"])
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hand.move(x - 0.1 * side, y)
    hand.move(x - 7 / 24 * side, y - 5 / 24 * side)  # the map is 24 wide
    hand.up()
    valley = "bool(abs(walker.parameters[[2, 5]] - [-3, -9]).max() < 1.2)"
    chapter.notebook.wait_for(valley, True)


def test_a_pulled_answer_says_what_the_loss_would_be(chapter):
    lab = chapter.lab("walker = network.copy()")
    spot = lab.get_by_role("slider", name="What if (1, 0) said")
    spot.focus()
    spot.press("ArrowUp")
    lab.get_by_text("loss would be").wait_for()
    spot.blur()
    lab.get_by_text("mean area = loss").wait_for()


def test_the_rate_crosses_the_cliff_by_keyboard(chapter):
    lab = chapter.lab("CliffLab(valley")
    rate = lab.get_by_role("textbox", name="second learning rate").or_(
        lab.get_by_role("spinbutton", name="second learning rate")
    )
    for value, verdict in (("0.5", "It bounces for ever"), ("0.52", "factor each step −1.08")):
        rate.fill(value)
        rate.press("Enter")
        lab.get_by_text(verdict).first.wait_for()


def test_a_hand_on_the_first_step_finds_the_edge(chapter):
    lab = chapter.lab("CliffLab(valley")
    third = lab.get_by_role("button", name="third")
    third.click()
    third.and_(lab.get_by_role("button", pressed=True)).wait_for()  # the picture comes before it
    box = lab.get_by_role("slider", name="where the first step ends").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    start = lab.locator(".nnlab-bounce canvas").bounding_box()
    wide = start["width"] / 3.8  # px for a weight of 1
    chapter.page.mouse.move(x, y)
    chapter.page.mouse.down()
    target = start["x"] + start["width"] / 2 - wide  # as far left as it began right
    for share in (0.5, 1.0):
        chapter.page.mouse.move(x + share * (target - x), y)
    chapter.page.mouse.up()
    lab.get_by_role("button", name="Next: one step").wait_for()
    lab.get_by_text("It bounces for ever.", exact=True).wait_for()


def test_the_squares_follow_the_walker(chapter):
    """Each place on the ground is a line of the birds: another place, other squares."""
    lab = chapter.lab("LossLab(line.copy()")
    squares = lab.locator(".nnlab-squares")
    lab.get_by_text("1.1188").first.wait_for()
    lab.get_by_role("slider", name="Move the walker").press("ArrowDown")
    chapter.notebook.until(lambda: "1.1188" not in squares.inner_text(), "the loss has changed")
