"""Every lab by a finger, on a phone: what can be held follows, and elsewhere the page scrolls."""

import numpy as np
import pytest

from tests.browser.gallery import NAMES, Gallery

EACH_LAB = pytest.mark.parametrize("name", NAMES)
# What a finger can hold in a lab.
HELD = "[role=slider], input[type=range], .nnlab-pencil, .nnlab-sheet-area, .nnlab-pad"
# Where it is, as px of the page, if a finger would hit it there; else null.
MIDDLE = """held => {
    held.scrollIntoView({ block: "center" });
    const box = held.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    return box.width && (hit === held || held.contains(hit)) ? [x, y] : null;
}"""
# All that is painted, and all values.
FACE = """stage => JSON.stringify([
    [...stage.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()),
    [...stage.querySelectorAll("[role=slider]")].map((e) => e.getAttribute("aria-valuetext")),
    [...stage.querySelectorAll("input")].map((e) => e.value),
])"""
SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
# Until it has stood still for some frames: a swift finger lets it glide.
STILL = """() => new Promise((done) => {
    const page = document.querySelector('.jp-WindowedPanel-outer');
    let top = NaN, frames = 0;
    const look = () => {
        frames = page.scrollTop === top ? frames + 1 : 0;
        top = page.scrollTop;
        if (frames > 12) done(top); else requestAnimationFrame(look);
    };
    look();
})"""


class Hand:
    """One finger on the page."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)

    def touch(self, kind, *places):
        points = [{"x": float(x), "y": float(y)} for x, y in places]
        event = {"type": f"touch{kind}", "touchPoints": points}
        self.session.send("Input.dispatchTouchEvent", event)


@pytest.fixture(scope="module")
def gallery(open_notebook):
    made = Gallery(open_notebook, width=390, height=800, has_touch=True)
    made.hand = Hand(made.page)
    yield made
    assert made.notebook.page_errors == []


@pytest.fixture
def stage(gallery, name):
    yield gallery.stage(name)
    gallery.close()


@EACH_LAB
def test_what_can_be_held_follows_the_finger_and_the_page_stays(gallery, stage, name):
    page, hand = gallery.page, gallery.hand
    lame, held = [], []
    for each in stage.locator(HELD).all():
        if not each.is_visible() or not each.evaluate(MIDDLE):
            continue
        what = each.get_attribute("aria-label") or each.get_attribute("class")
        top = page.evaluate(STILL)
        x, y = each.evaluate(MIDDLE)
        hand.touch("Start", (x, y))
        gallery.notebook.settle()
        pressed, faces = stage.evaluate(FACE), set()
        for by in (-5, -15, -30, 30):
            hand.touch("Move", (x + by, y + by / 2))
            gallery.notebook.settle()
            faces.add(stage.evaluate(FACE))
        if faces == {pressed}:
            lame.append((what, "doesn't follow"))
        if page.evaluate(SCROLLED) != top:
            lame.append((what, "scrolls"))
        hand.touch("End")
        gallery.notebook.settle()
        held.append(what)
    assert lame == []
    assert held or name in ("MistakeLab", "NeuronLab, board")  # there a finger only taps


def test_a_finger_draws_a_line_and_the_corners_follow(gallery):
    page, hand, notebook = gallery.page, gallery.hand, gallery.notebook
    # An empty paper: its network alone.
    notebook.value("EACH.update(kept=EACH['CurveLab'], CurveLab=EACH['CurveLab'][:1])")
    stage = gallery.stage("CurveLab")
    notebook.value("EACH.update(CurveLab=EACH.pop('kept'))")
    pad = stage.locator(".nnlab-pencil")
    pad.scroll_into_view_if_needed()
    top, before = page.evaluate(STILL), notebook.value("thing.parameters.tolist()")
    box = stage.locator(".nnlab-sketch").bounding_box()
    at = lambda t, up: (box["x"] + t * box["width"], box["y"] + (1 - up) * box["height"])  # noqa: E731
    line = [(0.1, 0.3), (0.3, 0.6), (0.5, 0.75), (0.7, 0.5), (0.9, 0.4)]
    hand.touch("Start", at(*line[0]))
    for each in line[1:]:
        hand.touch("Move", at(*each))
    hand.touch("End")
    notebook.wait_for(f"lab.model.drawn and thing.parameters.tolist() != {before}", True)
    x0, x1, y0, y1 = notebook.value("list(lab.model.bounds)")
    heights = notebook.value("[float(h) for h in lab.model.y[:, 0]]")
    across = notebook.value("[float(x) for x in lab.model.X[:, 0]]")
    drawn = [(x0 + t * (x1 - x0), y0 + up * (y1 - y0)) for t, up in line]
    wanted = np.interp(across, *zip(*drawn, strict=True))
    assert np.abs(wanted - heights).max() < 0.05 * (y1 - y0)  # Python has the line of the finger
    assert page.evaluate(SCROLLED) == top
    gallery.close()


# Where a finger, broad as it is, would hit a part of the lab and hold nothing, as px of the page.
FREE = """(part, held) => {
    const box = part.getBoundingClientRect(), hits = (x, y) => document.elementFromPoint(x, y);
    const free = (hit) => part.contains(hit) && !(held && hit.closest(held));
    for (let y = 0.9; y > 0; y -= 0.1) for (let x = 0.1; x < 1; x += 0.1) {
        const [px, py] = [box.x + x * box.width, box.y + y * box.height];
        const broad = held ? [[-14, 0], [14, 0], [0, -14], [0, 14]] : [];
        if ([[0, 0], ...broad].every(([dx, dy]) => free(hits(px + dx, py + dy)))) return [px, py];
    }
    return null;
}"""
# Where a finger scrolls the page, and what it must keep off there: what only follows it sideways
# scrolls the page, too, if it goes up or down.
PLACES = {
    ".nnlab-say": HELD + ", button",
    ".nnlab-picture": HELD + ", button",
    "input[type=range]": "",
    ".nnlab-scrub": "",
    ".nnlab-turner": "[role=slider]:not(.nnlab-turner), button",
    ".nnlab-sheet-area": "button",
}


@EACH_LAB
def test_elsewhere_and_across_a_finger_scrolls_and_changes_nothing(gallery, stage, name):
    page, hand = gallery.page, gallery.hand
    lame, tried = [], []
    for part, held in PLACES.items():
        shown = stage.locator(f"{part}:visible").first
        if not shown.count():
            continue
        shown.scroll_into_view_if_needed()
        top = page.evaluate(STILL)
        if not (place := shown.evaluate(FREE, held)):
            continue
        (x, y), steps = place, gallery.notebook.value("len(lab._undo.past)")
        up = 1 if top > 400 else -1
        hand.touch("Start", (x, y))
        for k in range(1, 9):
            hand.touch("Move", (x, y + up * 20 * k))
        hand.touch("End")
        if abs(page.evaluate(STILL) - top) < 50:
            lame.append((part, "doesn't scroll"))
        if gallery.notebook.value("len(lab._undo.past)") != steps:
            lame.append((part, "changes something"))
        tried.append(part)
    assert lame == [] and ".nnlab-say" in tried
