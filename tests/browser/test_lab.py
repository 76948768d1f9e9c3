"""A lab's card: what is solved is seen at a glance, and nothing that happens moves it."""

import pytest

from nnlab.pictures.palette import DARK, LIGHT

MAKE = """
from nnlab import Network, Neuron
from nnlab.datasets import make_gate
from nnlab.labs import NetworkLab, NeuronLab
neuron = Neuron([0.5, 0.5], 0.0, "step")
shown = ["plane", "sliders", "equation", "table"]
lab = NeuronLab(neuron, *make_gate("and"), show=shown)
lab
"""
NETWORK = """
network = Network([2, 2, 1], "step", rng=0)
taken = NetworkLab(network, *make_gate("xor"), show=["diagram", "plane", "challenge"])
taken
"""


@pytest.fixture(scope="module")
def page(open_notebook):
    notebook = open_notebook([MAKE, NETWORK])
    notebook.run_all()
    notebook.page.locator(".nnlab-lab").nth(1).wait_for()
    return notebook


def rgb(color):
    return f"rgb({', '.join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_won_stands_on_ink_in_the_goal_s_place_and_leads_on(page, theme):
    page.theme(theme is DARK)
    page.value("exec('neuron.parameters[:] = [0.5, 0.5, 0.0]; lab._sync()', globals())")
    card = page.page.locator(".nnlab-lab").first
    band, goal, equation = (card.locator(f".nnlab-{it}") for it in ("win", "goal", "equation"))
    page.until(lambda: band.count() == 0, "nothing is won yet")
    before = equation.bounding_box()
    page.value("lab.controls['b'].__setattr__('value', -0.5)")
    band.wait_for()
    assert "AND" in band.inner_text() and not goal.is_visible()
    assert band.evaluate("e => getComputedStyle(e).backgroundColor") == rgb(theme["ink"])
    assert equation.bounding_box() == before  # nothing has moved
    assert band.bounding_box()["y"] + band.bounding_box()["height"] <= before["y"]
    card.get_by_role("button", name="Next: NAND").click()
    page.until(lambda: "NAND" in goal.inner_text(), "the next goal")
    page.value("lab.undo()")
    page.theme(False)


def test_a_number_of_the_equation_is_dragged_nudged_and_typed(page):
    page.value("exec('neuron.parameters[:] = [0.5, 0.5, 0.0]; lab._sync()', globals())")
    number = page.page.locator(".nnlab-lab").first.locator(".nnlab-scrub").nth(2)
    page.until(lambda: number.inner_text() == "0.00", "the bias")
    number.scroll_into_view_if_needed()
    box, hand = number.bounding_box(), page.page.mouse
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hand.move(x, y)
    hand.down()
    hand.move(x - 20, y)
    hand.move(x - 50, y)
    assert number.inner_text() == "−0.60"  # at once
    page.wait_for("neuron.b", -0.6)
    hand.up()
    assert page.page.locator(".nnlab-scrub-box").count() == 0  # a drag is no click
    for key, value in (("ArrowRight", -0.5), ("Shift+ArrowLeft", -1.5), ("Alt+ArrowUp", -1.49)):
        page.page.keyboard.press(key)
        page.wait_for("neuron.b", value)
    assert number.get_attribute("aria-valuetext") == "minus 1.49"
    number.click()
    typed = page.page.locator(".nnlab-scrub-box")
    typed.fill("−0,75")
    typed.press("Enter")
    page.wait_for("neuron.b", -0.75)
    page.until(lambda: number.inner_text() == "−0.75", "it is shown")
    assert number.evaluate("e => e === document.activeElement") and typed.count() == 0


STATES = {  # of the neuron, and of the network under it
    "right": "neuron.parameters[:] = [1.0, 1.0, -1.5]",
    "wrong": "neuron.parameters[:] = [0.5, 0.5, 0.0]",
    "all wrong": "neuron.parameters[:] = [-1.0, -1.0, 1.5]",
    "no line": "neuron.parameters[:] = 0.0",
    "far away": "neuron.parameters[:] = [1.0, 1.0, 99.0]",
    "a hint": "lab.model.tries = 99; neuron.parameters[:] = [0.5, 0.5, 0.25]",
    "a weight each": "network.parameters[:] = 0.7",
    "solved": "network.parameters[:] = [1, 1, -.5, 1, 1, -1.5, 1, -2, -.5]",
    "the last hint": "taken.model.tries = 99; network.parameters[:] = 0.3",
}


@pytest.mark.parametrize("width", [1366, 911, 390])
def test_no_sentence_moves_what_stands_below_the_lab(page, width):
    before = page.page.viewport_size
    page.page.set_viewport_size({"width": width, "height": 650})
    cards, seen = page.page.locator(".nnlab-lab"), {}
    for name, change in STATES.items():
        page.value(f"exec({change!r}, globals())")
        page.value("[each._sync() for each in (lab, taken)]")
        told = page.value("[each.page.sentence.words for each in (lab, taken)]")
        for card, words in zip(cards.all(), told, strict=True):
            sentence = card.locator(".nnlab-say .nnlab-sentence")
            # Even where it's hidden: on a phone, while the way on stands in its place.
            page.until(lambda s=sentence, w=words: s.text_content().split() == w.split(), name)
        seen[name] = [round(card.bounding_box()["height"], 1) for card in cards.all()]
    assert len(set(map(tuple, seen.values()))) == 1, seen
    page.page.set_viewport_size(before)


def test_a_sentence_of_any_lab_can_be_read_to_its_end(page):
    page.value("exec('taken.model.tries = 99; network.parameters[:] = 0.2', globals())")
    page.value("taken._sync()")
    sentence = page.page.locator(".nnlab-say .nnlab-sentence").nth(1)
    page.until(lambda: "A hint:" in sentence.inner_text(), "the hint")
    overflow, whole = sentence.evaluate(
        "el => [getComputedStyle(el).overflowY, el.scrollHeight <= el.clientHeight]"
    )
    assert whole and overflow == "auto"
