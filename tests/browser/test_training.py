"""TrainingLab in a real JupyterLab: run, pause, rewind; other cells meanwhile; tabs that close."""

import pytest

MAKE = """
import gc, weakref
from nnlab import SGD, Network, sigmoid, tanh
from nnlab.datasets import make_gate
from nnlab.labs import TrainingLab
X, y = make_gate("xor")
network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
labs = weakref.WeakSet()
"""
SHOW = """lab = TrainingLab(network, X, y, optimizer=SGD(0.3), speed=300)
labs.add(lab)
lab"""


class Stage:
    """The lab on its page."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page
        self.marker = notebook.page.locator(".nnlab-marker").first

    def press(self, name):
        self.page.locator(".nnlab-actions").get_by_role("button", name=name).first.click()

    def run(self):
        self.press("Run")
        self.until("lab.running")

    def pause(self):
        self.press("Pause")
        self.until("not lab.running")
        self.agrees()

    def agrees(self):
        """Until the page shows the epoch that Python is at."""
        epoch = str(self.value("lab.epoch"))
        self.becomes(lambda: self.marker.get_attribute("aria-valuenow"), epoch)

    def becomes(self, what, wanted):
        """Until the page says so, too."""
        self.notebook.until(lambda: what() == wanted, f"it is {wanted!r}")

    def until(self, expression):
        self.notebook.wait_for(f"bool({expression})", True)

    def settled(self, expression, expected):
        self.notebook.wait_for(expression, expected)

    def value(self, expression):
        return self.notebook.value(expression)

    def fresh(self):
        """A new lab with a new network."""
        self.page.mouse.move(0, 0)
        self.notebook.run_cell(0)
        self.notebook.run_cell(1)
        self.page.wait_for_function(
            "() => document.querySelector('.nnlab-where b')?.innerText.trim() === 'epoch 0'"
            " && document.querySelector('.nnlab-marker')"
        )
        self.until("lab.stage._heard")


@pytest.fixture(scope="module")
def opened(open_notebook):
    notebook = open_notebook([MAKE, SHOW, "seen = lab.epoch", ""], height=1000)
    notebook.run_cell(0)
    notebook.run_cell(1)
    notebook.page.wait_for_selector(".nnlab-marker")
    return Stage(notebook)


@pytest.fixture
def stage(opened):
    opened.fresh()
    yield opened
    assert opened.notebook.page_errors == []
    assert opened.value("(lab._header.error, lab.bar.error, lab.curve.error)") == ("", "", "")


def open_settings(stage):
    stage.page.locator(".nnlab-where [aria-pressed]").first.click()


def where(stage):
    return stage.page.locator(".nnlab-where b").first.inner_text()


def test_it_runs_and_pauses_and_says_where_it_is(stage):
    stage.run()
    stage.until("lab.epoch > 300")
    stage.pause()
    epoch = stage.value("lab.epoch")
    stage.page.wait_for_timeout(500)
    assert stage.value("lab.epoch") == epoch  # it stays
    stage.becomes(lambda: where(stage).strip(), f"epoch {epoch:,}")
    assert stage.marker.get_attribute("aria-valuenow") == str(epoch)
    assert stage.value("len(lab.history)") == epoch + 1
    assert stage.value("float(lab.history.loss[-1] < lab.history.loss[0])")


def test_other_cells_run_meanwhile_and_see_the_network_change(stage):
    stage.run()
    stage.notebook.run_cell(2)
    first = stage.value("seen")
    stage.until(f"lab.epoch > {first}")
    stage.notebook.run_cell(2)
    assert stage.value("seen") > first and stage.value("lab.running")
    assert stage.value("len(lab._undo.past)") == 0  # the cells changed nothing
    stage.pause()


def test_while_another_cell_computes_it_says_so_and_goes_on_after(stage):
    stage.run()
    stage.until("lab.epoch > 20")
    with stage.notebook.busy(3, "told = lab.epoch"):
        stage.page.wait_for_selector(".nnlab-stage:is([data-state=quiet], [data-state=long])")
    stage.page.wait_for_selector(".nnlab-stage[data-state='']")
    stage.until("lab.epoch > told")
    assert stage.value("lab.running")
    stage.pause()


def test_the_kernel_s_interrupt_stops_a_cell_and_not_the_lab(stage):
    stage.run()
    stage.until("lab.epoch > 20")
    interrupt = (
        "async () => { await jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".interrupt(); }"
    )
    stage.page.evaluate(interrupt)
    epoch = stage.value("lab.epoch")
    stage.until(f"lab.epoch > {epoch}")
    with stage.notebook.busy(3):
        stage.page.evaluate(interrupt)
        stage.page.locator(".jp-OutputArea", has_text="KeyboardInterrupt").first.wait_for()
    stage.until(f"lab.epoch > {epoch} + 30")
    assert stage.value("lab.running")
    stage.pause()


def test_the_rate_can_be_changed_while_it_runs(stage):
    stage.run()
    open_settings(stage)
    slider = stage.page.get_by_role("slider", name="learning rate, how far a step goes")
    slider.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("ArrowRight")
    stage.until("lab.training.optimizer.learning_rate > 0.38")
    assert stage.value("lab.running")
    stage.pause()
    rate = stage.value("lab.training.optimizer.learning_rate")
    assert stage.value("lab.controls['rate'].value") == rate


def test_more_settings_change_while_it_runs(stage):
    assert not stage.page.get_by_text("optimizer", exact=True).first.is_visible()
    stage.run()
    open_settings(stage)
    stage.page.get_by_role("radio", name="relu").check(force=True)
    stage.settled("network.activations[0].name", "relu")
    stage.page.get_by_role("radio", name="Adam").check(force=True)
    stage.settled("type(lab.training.optimizer).__name__", "Adam")
    assert stage.value("lab.running")
    stage.pause()


def test_rewinding_by_hand_and_by_key(stage):
    stage.run()
    stage.until("lab.epoch > 400")
    stage.pause()
    end = stage.value("lab.epoch")
    box = stage.page.locator(".nnlab-curve .nnlab-parts").first.bounding_box()
    last = stage.value("lab.curve.bounds[1]")

    def at(epoch):
        return box["x"] + epoch / last * box["width"], box["y"] + 0.8 * box["height"]

    stage.page.mouse.move(*at(end))
    stage.page.mouse.down()
    for epoch in (end * 0.8, end * 0.6, 200):
        stage.page.mouse.move(*at(epoch))
    stage.page.mouse.up()
    stage.until("abs(lab.epoch - 200) < 8")
    stage.agrees()
    epoch = stage.value("lab.epoch")
    assert stage.value(
        "bool((network.parameters == lab.history.network_at(lab.epoch).parameters).all())"
    )
    stage.marker.focus()
    stage.page.keyboard.press("ArrowLeft")
    stage.settled("lab.epoch", epoch - 1)
    stage.page.keyboard.press("Home")
    stage.settled("lab.epoch", 0)
    assert stage.value("lab.curve.ahead").endswith(f"{end:,}")
    stage.page.keyboard.press("End")
    stage.settled("lab.epoch", end)
    open_settings(stage)
    stage.page.get_by_role("slider", name="learning rate").first.focus()
    stage.page.keyboard.press("Escape")
    stage.page.wait_for_selector(".nnlab-settings", state="hidden")
    open_settings(stage)
    stage.page.get_by_role("button", name="Close the settings").click()
    stage.page.wait_for_selector(".nnlab-settings", state="hidden")
    stage.press("+1 epoch")
    stage.settled("lab.epoch", end + 1)
    stage.press("Reset")
    stage.settled("(lab.epoch, len(lab.history))", (0, 1))
    stage.page.get_by_role("button", name="Undo").first.click()
    stage.settled("lab.epoch", end + 1)


def test_the_film_leads_back_by_click_and_by_key_and_the_pin_to_the_moment(stage):
    stage.value("(setattr(lab.training.optimizer, 'learning_rate', 2.0), lab.advance(1000))")
    frames = stage.page.locator(".nnlab-film-frame:visible")
    stage.notebook.until(lambda: frames.count() == stage.value("len(lab.film.frames)"), "frames")
    frames.nth(1).click()
    stage.settled("lab.epoch == lab.film.frames[1][0] and not lab.running", True)
    stage.becomes(lambda: frames.nth(1).get_attribute("aria-current"), "true")
    stage.page.keyboard.press("ArrowRight")
    stage.settled("lab.epoch == lab.film.frames[2][0]", True)
    stage.page.keyboard.press("End")
    stage.settled("lab.epoch", 1000)
    stage.becomes(lambda: stage.page.evaluate("document.activeElement.ariaCurrent"), "true")
    stage.page.locator(".nnlab-pin").click()
    stage.settled("lab.epoch == lab.model.moments.first", True)
    stage.becomes(stage.page.locator(".nnlab-film-copy").count, 0)  # what opened has closed


def test_the_card_s_height_never_changes(stage):
    card = stage.page.locator(".nnlab-lab").first
    heights = {card.bounding_box()["height"]}
    rail = "e => e.scrollHeight - e.clientHeight"
    for act in ("lab.advance(300)", "lab.rewind(50)", "lab.where.event({'type': 'more'})"):
        stage.value(act)
        stage.notebook.settle()
        heights.add(card.bounding_box()["height"])
        assert stage.page.locator(".nnlab-rail").first.evaluate(rail) <= 0
    assert len(heights) == 1


def test_holding_the_marker_pauses(stage):
    stage.run()
    stage.until("lab.epoch > 200")
    stage.marker.focus()
    stage.page.keyboard.press("Home")
    stage.settled("(lab.running, lab.epoch)", (False, 0))


def test_single_steps_pause(stage):
    stage.run()
    stage.until("lab.epoch > 20")
    stage.press("+1 epoch")
    stage.until("not lab.running")
    epoch = stage.value("lab.epoch")
    stage.press("+1 epoch")
    stage.settled("lab.epoch", epoch + 1)


def test_running_the_cell_again_and_again_leaves_one_lab(stage):
    for _ in range(20):
        stage.notebook.run_cell(1)
        stage.value("lab.run()")
    stage.until("lab.running and lab.epoch > 30")
    stage.settled("(gc.collect(), len([each for each in labs if not each._closed]))[1]", 1)
    tasks = "__import__('asyncio').all_tasks(lab._runner._task.get_loop())"
    assert stage.value(f"len([task for task in {tasks} if 'Runner' in repr(task)])") == 1
    stage.becomes(stage.page.locator(".nnlab-lab").count, 1)
    stage.pause()


def test_closing_the_tab_and_coming_back(stage):
    stage.run()
    stage.until("lab.epoch > 50")
    page, name = stage.page, stage.page.evaluate("jupyterapp.shell.currentWidget.context.path")
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.context.save(); }")
    page.evaluate("() => { jupyterapp.shell.currentWidget.close(); }")
    page.wait_for_selector(".nnlab-lab", state="detached")
    page.wait_for_timeout(1000)
    page.evaluate(
        "async name => { await jupyterapp.commands.execute('docmanager:open', { path: name }); }",
        name,
    )
    page.wait_for_function(
        "() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        " || jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'busy'"
    )
    assert stage.value("lab.running")  # it went on
    page.wait_for_selector(".nnlab-curve canvas")
    before = stage.value("lab.epoch")
    stage.until(f"lab.epoch > {before} + 30")
    shown = where(stage)
    stage.notebook.until(lambda: where(stage) != shown, "it moves")
    stage.pause()
    epoch = stage.value("lab.epoch")
    assert stage.value(
        "(int(lab.history.epochs[0]), int(lab.history.epochs[-1]), len(lab.history))"
    ) == (0, epoch, epoch + 1)


def test_in_a_low_window_curve_drawing_and_film_are_whole(stage):
    page = stage.page
    page.set_viewport_size({"width": 911, "height": 433})
    try:
        page.locator(".nnlab-stage[data-layout='low']").first.wait_for()
        rail, film = page.locator(".nnlab-rail").first, page.locator(".nnlab-film").first
        assert rail.evaluate("e => e.scrollHeight - e.clientHeight") <= 0
        card, plane = page.locator(".nnlab-lab").first, page.locator(".nnlab-plane").first
        edges = "e => { const { top, bottom, width } = e.getBoundingClientRect(); "
        edges += "return [top, bottom, width].map(Math.round); }"
        (_, end, _), (top, bottom, width) = card.evaluate(edges), film.evaluate(edges)
        _, below, wide = plane.evaluate(edges)
        assert (
            below <= top < bottom <= end and abs(width - wide) <= 2
        )  # the film is below the plane
        assert film.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        drawing = page.locator(".nnlab-beside > .nnlab-network").first.bounding_box()
        curve = page.locator(".nnlab-curve").first.bounding_box()
        assert drawing["height"] > 60 and drawing["y"] + drawing["height"] <= curve["y"]
        assert curve["height"] > 100
    finally:
        page.set_viewport_size({"width": 1366, "height": 650})


TALL = "e => e.getBoundingClientRect().height"
OVER = "e => e.scrollHeight - e.clientHeight"


def test_in_a_low_window_neither_slow_motion_nor_a_diverged_training_pushes_the_curve(opened):
    notebook, page = opened.notebook, opened.page
    page.set_viewport_size({"width": 911, "height": 433})
    try:
        xor = "network = Network([2, 2, 1], sigmoid, rng=0)"
        notebook.set_cell(1, f"{xor}\nlab = TrainingLab(network, X, y, optimizer=SGD(2.0))\nlab")
        notebook.run_cell(1)
        curve, rail = page.locator(".nnlab-curve").first, page.locator(".nnlab-rail").first
        page.locator(".nnlab-stage[data-layout='low']").first.wait_for()
        notebook.settle()
        tall = curve.evaluate(TALL)
        opened.value("lab.advance(130)")
        opened.value("lab.run()")  # a corner changes sides soon
        low = page.wait_for_function(
            "() => document.querySelector('.nnlab-where .nnlab-legend')"
            " && document.querySelector('.nnlab-curve').getBoundingClientRect().height"
        )
        assert low.json_value() == tall
        opened.value("lab.close()")
        wild = "network = Network([2, 2, 1], [tanh, 'identity'], rng=0)"
        notebook.set_cell(1, f"{wild}\nlab = TrainingLab(network, X, y, optimizer=SGD(100.0))\nlab")
        notebook.run_cell(1)
        curve.wait_for()
        opened.value("lab.advance(400)")
        page.locator(".nnlab-lost").first.wait_for()
        assert rail.evaluate(OVER) <= 0
    finally:
        page.set_viewport_size({"width": 1366, "height": 1000})
        notebook.set_cell(1, SHOW)


def test_on_a_projector_the_band_leaves_the_tools_and_the_kernels_end_is_read_whole(opened):
    notebook, page = opened.notebook, opened.page
    page.set_viewport_size({"width": 1280, "height": 720})
    xor = "network = Network([2, 2, 1], sigmoid, rng=0)"
    more = "optimizer=SGD(2.0), size='presenter'"
    notebook.set_cell(1, f"{xor}\nlab = TrainingLab(network, X, y, {more})\nlab.advance(300)\nlab")
    notebook.run_cell(1)
    band, tools = page.locator(".nnlab-win").first, page.locator(".nnlab-over").first
    band.wait_for()
    there, above = band.bounding_box(), tools.bounding_box()
    assert there["y"] >= above["y"] + above["height"]
    page.evaluate(
        "async () => { await jupyterapp.shell.currentWidget.sessionContext.restartKernel(); }"
    )
    page.locator(".nnlab-stage[data-state='gone']").first.wait_for()
    assert page.locator(".nnlab-stage > .nnlab-status").first.evaluate(OVER) <= 0
