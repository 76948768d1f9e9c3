"""A lab's card: what is solved is seen at a glance, and nothing that happens moves it."""

import pytest

from nnlab.pictures.palette import DARK, LIGHT

MAKE = """
from nnlab import Network, Neuron
from nnlab.datasets import make_gate
from nnlab.labs import NetworkLab, NeuronLab
neuron = Neuron([0.5, 0.5], 0.0, "step")
lab = NeuronLab(neuron, *make_gate("and"))
lab
"""
NETWORK = """
network = Network([2, 2, 1], "step", rng=0)
taken = NetworkLab(network, *make_gate("xor"), show=["diagram", "plane", "challenge"])
taken
"""
STYLE = """card => {
  const verdict = card.querySelector(".nnlab-below :is(.nnlab-solved, .nnlab-sentence)");
  const solved = card.querySelector(".nnlab-below .nnlab-solved");
  const of = (element, name) => getComputedStyle(element)[name];
  return { frame: of(card, "borderTopColor"), wide: of(card, "borderTopWidth"),
           height: card.getBoundingClientRect().height,
           weight: of(solved ?? verdict, "fontWeight"), colour: of(solved ?? verdict, "color") };
}"""


@pytest.fixture(scope="module")
def page(open_notebook):
    notebook = open_notebook([MAKE, NETWORK])
    notebook.run_all()
    notebook.page.locator(".nnlab-lab").nth(1).wait_for()
    return notebook


def look(page):
    return page.page.locator(".nnlab-lab").first.evaluate(STYLE)


def rgb(color):
    return f"rgb({', '.join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_solved_is_seen_at_a_glance_by_frame_weight_sign_and_colour(page, theme):
    page.theme(theme is DARK)
    page.value("lab.controls['b'].__setattr__('value', 0.0)")
    page.page.get_by_text("two rows are wrong").first.wait_for()
    before = look(page)
    page.value("lab.controls['b'].__setattr__('value', -0.5)")
    page.page.locator(".nnlab-below").first.get_by_text("✓ This neuron is AND").first.wait_for()
    after = look(page)
    page.until(lambda: look(page)["frame"] == rgb(theme["success"]), "the frame is of success")
    assert before["frame"] == rgb(theme["line"]) and after["colour"] == rgb(theme["success"])
    assert (before["wide"], after["wide"]) == ("1px", "2px")
    assert int(after["weight"]) >= 600 > int(before["weight"])
    assert after["height"] == before["height"]
    page.theme(False)


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
            sentence = card.locator(".nnlab-below .nnlab-sentence")
            page.until(lambda s=sentence, w=words: s.inner_text().split() == w.split(), name)
        seen[name] = [round(card.bounding_box()["height"], 1) for card in cards.all()]
    assert len(set(map(tuple, seen.values()))) == 1, seen
    page.page.set_viewport_size(before)


def test_a_sentence_of_any_lab_can_be_read_to_its_end(page):
    page.value("exec('taken.model.tries = 99; network.parameters[:] = 0.2', globals())")
    page.value("taken._sync()")
    sentence = page.page.locator(".nnlab-below .nnlab-sentence").nth(1)
    page.until(lambda: "A hint:" in sentence.inner_text(), "the hint")
    overflow, whole = sentence.evaluate(
        "el => [getComputedStyle(el).overflowY, el.scrollHeight <= el.clientHeight]"
    )
    assert whole and overflow == "auto"
