"""What can be hit in each lab is large enough: for a finger on a phone, for a mouse on a page."""

import pytest

from tests.browser.gallery import NAMES, Gallery

# What is hit in fewer px than `least` across or down, from its middle on (its label's, or its
# picture's); a number in a sentence counts with what it adds around itself, and only for a finger.
# A mark in a picture isn't hit itself: there the nearest is.
SMALL = """(stage, least) => {
    const over = [...stage.querySelectorAll(".nnlab-settings, .nnlab-drawer")].find((it) =>
        it.checkVisibility() && getComputedStyle(it).position === "absolute");
    const under = ({ x, y, width, height }) => {
        const box = over?.getBoundingClientRect();
        return box && x < box.right && x + width > box.x && y < box.bottom && y + height > box.y;
    };
    function size(part) {
        const { x, y, width, height } = part.getBoundingClientRect();
        const around = { "nnlab-scrub": "::before", "nnlab-network-part": "::after" };
        const added = Object.keys(around).find((kind) => part.matches(`.${kind}`));
        if (added) {
            const style = getComputedStyle(part, around[added]);
            return [style.width, style.height].map(parseFloat);
        }
        if (part.matches(".nnlab-spot")) return [width, height];
        const [cx, cy] = [x + width / 2, y + height / 2];
        const hits = (px, py) => {
            const hit = document.elementFromPoint(px, py), all = part.closest("button, label");
            return hit && (all ?? part).contains(hit);
        };
        const far = (dx, dy) => {
            let k = 0;
            while (k < least && hits(cx + dx * k, cy + dy * k)) k += 0.5;
            return k;
        };
        return [far(-1, 0) + far(1, 0), far(0, -1) + far(0, 1)];
    }
    const kinds = "button, input, summary, [role=slider], [role=button]";
    const finger = least > 40 ? ", tr[data-event]" : "";
    return [...stage.querySelectorAll(kinds + finger)].flatMap((each) => {
        const part = each.closest("label") ?? each;
        part.scrollIntoView({ block: "center" });
        if (!each.checkVisibility({ visibilityProperty: true })) return [];
        if (getComputedStyle(each).pointerEvents === "none") return [];
        if (each.matches(".nnlab-scrub") && !finger) return [];
        if (each.matches(".nnlab-turner")) return []; // a whole picture, with a handle on it
        if (!over?.contains(each) && under(part.getBoundingClientRect())) return [];
        const sizes = [part, ...part.querySelectorAll("svg")].map(size);
        const name = each.getAttribute("aria-label") || part.textContent;
        // Edges between pixels take one from each side.
        return sizes.some((both) => both.every((px) => px >= least - 2)) ? [] : [[name, ...sizes]];
    });
}"""


@pytest.fixture(scope="module", params=["touch", "mouse"])
def gallery(request, open_notebook):
    finger = request.param == "touch"
    size = {"width": 390, "height": 800} if finger else {"width": 1366, "height": 650}
    made = Gallery(open_notebook, **size, has_touch=finger)
    coarse = made.page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert coarse == finger
    made.least = 44 if finger else 32
    yield made
    assert made.notebook.page_errors == []


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_hit_is_large_enough(gallery, name):
    stage = gallery.stage(name)
    found = stage.evaluate(SMALL, gallery.least)
    gallery.do(name)
    found += stage.evaluate(SMALL, gallery.least)
    gallery.close()
    assert found == []
