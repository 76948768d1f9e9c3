"""With less motion asked for, nothing changes at rest, and a change is painted at once."""

import pytest

from tests.browser.gallery import DO, LABS, NAMES, Gallery

RUNS = ("TrainingLab", "LotteryLab", "Playground")  # their end is a run, whose frames are the point
ACTS = DO | {"BackpropLab": ["lab.next(1)"]}
# Keeps what is painted, frame by frame.
WATCH = """stage => {
    const face = () => [
        ...[...stage.querySelectorAll(".nnlab-picture canvas")].map((it) => it.toDataURL()),
        ...[...stage.querySelectorAll(".nnlab-picture svg")].map((it) => it.outerHTML),
    ].join();
    const faces = [face()];
    let on = true;
    const look = () => { faces.push(face()); if (on) requestAnimationFrame(look); };
    requestAnimationFrame(look);
    window.seen = () => {
        on = false;
        return faces.flatMap((it, k) => (k && it !== faces[k - 1] ? [k] : []));
    };
}"""


@pytest.fixture(scope="module")
def gallery(open_notebook):
    made = Gallery(open_notebook, reduced_motion="reduce")
    yield made
    assert made.notebook.page_errors == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_moves_by_itself_and_a_change_is_painted_at_once(gallery, name):
    notebook, stage = gallery.notebook, gallery.stage(name)

    def changed(act):
        """In which frames something was painted anew."""
        stage.evaluate(WATCH)
        act()
        notebook.page.wait_for_timeout(700)  # the longest motion but the sheet's fall
        return notebook.page.evaluate("seen()")

    assert changed(lambda: None) == []
    steps = [] if LABS[name][0] in RUNS else ACTS[LABS[name][0]]
    for step in dict.fromkeys(steps):
        frames = changed(lambda step=step: notebook.value(step))
        assert not frames or frames[-1] - frames[0] <= 2, (step, frames)
    gallery.close()
