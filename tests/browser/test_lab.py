"""A lab's card: what is solved is seen at a glance, and nothing that happens moves it."""

import pytest

from nnlab.pictures.palette import DARK, LIGHT

MAKE = """
from nnlab import Neuron, Layer
from nnlab.datasets import make_gate
from nnlab.labs import LayerLab, NeuronLab
neuron = Neuron([0.5, 0.5], 0.0, "step")
lab = NeuronLab(neuron, *make_gate("and"))
lab
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
    notebook = open_notebook([MAKE])
    notebook.run_all()
    notebook.page.locator(".nnlab-lab").wait_for()
    return notebook


def look(page):
    return page.page.locator(".nnlab-lab").evaluate(STYLE)


def rgb(color):
    return f"rgb({', '.join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_solved_is_seen_at_a_glance_by_frame_weight_sign_and_colour(page, theme):
    page.theme(theme is DARK)
    page.value("lab.controls['b'].__setattr__('value', 0.0)")
    page.page.get_by_text("two rows are wrong").first.wait_for()
    before = look(page)
    page.value("lab.controls['b'].__setattr__('value', -0.5)")
    page.page.locator(".nnlab-below").get_by_text("✓ This neuron is AND").first.wait_for()
    after = look(page)
    page.until(lambda: look(page)["frame"] == rgb(theme["success"]), "the frame is of success")
    assert before["frame"] == rgb(theme["line"]) and after["colour"] == rgb(theme["success"])
    assert (before["wide"], after["wide"]) == ("1px", "2px")
    assert int(after["weight"]) >= 600 > int(before["weight"])
    assert after["height"] == before["height"]
    page.theme(False)


def test_a_hint_moves_nothing(page):
    page.value("lab.controls['b'].__setattr__('value', 0.0)")
    page.page.get_by_text("two rows are wrong").first.wait_for()
    before = look(page)["height"]
    page.value("[lab.controls['b'].__setattr__('value', k / 100) for k in range(1, 15)]")
    page.page.get_by_text("A hint:").first.wait_for()
    assert look(page)["height"] == before
