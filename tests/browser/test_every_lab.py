"""What holds for every lab, walked one by one: axe-core finds nothing, in any size and
theme, nothing moves for who asked for that, and numbers that are none are borne.
"""

import re

import pytest

from tests.browser.gallery import NAMES, Gallery
from tests.browser.harness import bring

EACH_LAB = pytest.mark.parametrize("name", NAMES)

# All rules, however small; and what axe can't decide alone, where it is about names and roles.
RUN = """async stage => {
    const { violations, incomplete } = await axe.run(stage);
    return [...violations, ...incomplete.filter(rule => rule.id.startsWith("aria-"))]
        .flatMap(({ id, nodes }) =>
            nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ""}`));
}"""


@pytest.fixture(scope="module")
def gallery(open_notebook, axe):
    made = Gallery(open_notebook)
    bring(axe, made.page)
    yield made
    assert made.notebook.page_errors == []


@pytest.fixture
def stage(gallery, name):
    yield gallery.stage(name)
    gallery.close()
    gallery.page.set_viewport_size({"width": 1366, "height": 650})


@EACH_LAB
def test_axe_finds_nothing_however_small(gallery, stage, name):
    found = []

    def look(*where):
        gallery.notebook.settle()
        found.extend((*where, what) for what in stage.evaluate(RUN))

    look("opened")
    gallery.do(name)
    look("at its end")
    gallery.page.set_viewport_size({"width": 390, "height": 800})
    look("on a phone")
    gallery.notebook.theme(dark=True)
    look("on a phone in the dark")
    gallery.page.set_viewport_size({"width": 1366, "height": 650})
    look("in the dark")
    gallery.notebook.theme(dark=False)
    assert found == []


# What moves for longer than anybody sees, and of which element.
MOVES = """stage => document.getAnimations()
    .filter(({ effect }) => stage.contains(effect.target))
    .filter(({ effect }) => effect.getComputedTiming().duration > 1)
    .map(({ effect }) => effect.target.className)"""
RULED = """stage => [...stage.querySelectorAll("*")].flatMap(element =>
    ["", "::before", "::after"].flatMap((pseudo) => {
        const style = getComputedStyle(element, pseudo || null);
        const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.001);
        return long(style.transitionDuration) || (style.animationName !== "none" &&
            long(style.animationDuration)) ? [`${element.className} ${pseudo}`] : [];
    }))"""


@EACH_LAB
def test_nothing_moves_for_who_asked_for_less_motion(gallery, stage, name):
    gallery.page.emulate_media(reduced_motion="reduce")
    found = [stage.evaluate(RULED)]
    gallery.do(name)
    found += [stage.evaluate(MOVES), stage.evaluate(RULED)]
    gallery.page.emulate_media(reduced_motion="no-preference")
    assert found == [[], [], []]


OWN = ("ActivationLab", "LotteryLab", "Playground")  # whose numbers are no reader's object
WITH_NUMBERS = [name for name in NAMES if name not in OWN]


@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_what_is_no_number_or_far_too_large_is_borne_and_taken_back(gallery, stage, name):
    notebook = gallery.notebook
    assert notebook.value("(before := thing.parameters.copy()).size")
    for value in ("nan", "-1.24e30", "1e200"):
        notebook.value(f"thing.parameters.__setitem__(..., float({value!r}))")
        notebook.value("lab._sync()")
        notebook.settle()
        if value == "nan":
            assert stage.locator(".nnlab-win").count() == 0
            assert "✓" not in stage.inner_text()
            assert not re.search(r"\bright\b", stage.locator(".nnlab-say").inner_text())
            for run in stage.get_by_role("button", name="Run").all():
                assert run.get_attribute("aria-disabled") == "true"
        for trouble in stage.locator(".nnlab-trouble:visible").all():
            assert trouble.get_by_role("button", name="Take it back").count() == 1
        shown = stage.locator(".nnlab-number:visible").all_inner_texts()
        bare = [text.strip("()").removeprefix("b ") for text in shown]
        assert [text for text in bare if len(text) > 7 and text != "not a number"] == []
        notebook.value("lab.undo()")
        notebook.settle()
        assert notebook.value("bool((thing.parameters == before).all())")
        assert notebook.value("lab._error") == ""
        assert stage.locator(".nnlab-trouble:visible").count() == 0
