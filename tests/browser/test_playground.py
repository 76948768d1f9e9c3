"""The Playground in a real JupyterLab: every control by pointer and by keyboard."""

import pytest

MAKE = """
import gc, weakref
from nnlab.labs import Playground
from nnlab.labs.playground.plan import Plan
labs = weakref.WeakSet()
"""
SHOW = """lab = Playground()
labs.add(lab)
lab"""
PLAN = "lab.model.plan."
SELECTS = {  # of the page: a select's name; and what it sets
    "learning rate": ("rate", "0.3", 0.3),
    "loss": ("loss", "cross-entropy", "cross-entropy"),
    "optimizer": ("optimizer", "Adam", "Adam"),
    "regularization": ("penalty", "L2", "L2"),
    "its strength": ("strength", "0.01", 0.01),
    "activation": ("bends", "relu", ("relu", "relu")),
    "to tell": ("data", "values", "plane"),
    "start": ("start", "he", "he"),
}
SLIDERS = {"to learn from": ("share", 0.6), "noise": ("noise", 0.05), "batch": ("batch", 11)}


class Stage:
    """The lab on its page."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page
        self.lab = notebook.page.locator(".nnlab-playground")

    def button(self, name, **more):
        return self.lab.get_by_role("button", name=name, **more).first

    def press(self, name, **more):
        self.button(name, **more).click()
        self.notebook.settle()

    def by_key(self, name, key="Enter", **more):
        self.button(name, **more).focus()
        self.page.keyboard.press(key)
        self.notebook.settle()

    def becomes(self, expression, expected):
        self.notebook.wait_for(expression, expected)

    def plan(self, name, expected):
        self.becomes(PLAN + name, expected)

    def value(self, expression):
        return self.notebook.value(expression)

    def shown(self, selector):
        return self.lab.locator(selector).first.inner_text().strip()

    def control(self, field):
        return {"bends": "activation", "data": "task"}.get(field, field)

    def fresh(self):
        self.page.mouse.move(2, 2)
        self.notebook.run_cell(1)
        self.page.wait_for_function(
            "() => document.querySelector('.nnlab-epoch b')?.innerText.trim() === '0'"
        )
        self.lab.locator(".nnlab-plane canvas").first.wait_for()
        self.becomes("bool(lab.stage._heard)", True)

    def at(self, x, y):
        """A place of the plane, in the page's pixels."""
        box = self.lab.locator(".nnlab-plane .nnlab-parts").bounding_box()
        unit = max(box["width"], box["height"]) / 12
        return box["x"] + box["width"] / 2 + x * unit, box["y"] + box["height"] / 2 - y * unit


@pytest.fixture(scope="module")
def opened(open_notebook):
    notebook = open_notebook([MAKE, SHOW, ""], width=1366, height=1000)
    notebook.run_cell(0)
    return Stage(notebook)


@pytest.fixture
def stage(opened):
    opened.fresh()
    yield opened
    assert opened.notebook.page_errors == []


WAYS = ["pointer", "key"]


@pytest.mark.parametrize("way", WAYS)
def test_run_pause_epoch_batch_and_reset(stage, way):
    act = stage.press if way == "pointer" else stage.by_key
    act("+1 epoch")
    stage.becomes("lab.model.live.position", 1.0)
    act("+1 batch")
    stage.becomes("lab.model.live.position", 1.1)
    act("Run")
    stage.becomes("lab.running and lab.epoch > 20", True)
    act("Pause")
    stage.becomes("lab.running", False)
    where = stage.value(
        "__import__('nnlab').labs.training.words.epoch_name(lab.model.live.position)"
    )
    stage.notebook.until(lambda: stage.shown(".nnlab-epoch b") == where, "the page says so")
    assert stage.value("float(lab.history.loss[-1])") < stage.value("float(lab.history.loss[0])")
    act("Reset: epoch 0")
    stage.becomes("lab.epoch", 0)
    act("Undo")
    stage.becomes("lab.epoch > 20", True)


@pytest.mark.parametrize("name", SELECTS)
def test_a_select_sets_the_plan(stage, name):
    field, option, expected = SELECTS[name]
    select = stage.lab.get_by_role("combobox", name=name).first
    select.select_option(option)
    stage.plan(field, expected)
    assert select.input_value() == option
    select.focus()
    stage.page.keyboard.press("Control+z")
    stage.plan(field, stage.value(f"Plan().{field}"))
    options = select.locator("option").all_inner_texts()
    before = options.index(select.input_value())
    key = "ArrowUp" if before == len(options) - 1 else "ArrowDown"
    stage.page.keyboard.press(key)
    wanted = options[before + (1 if key == "ArrowDown" else -1)]
    stage.becomes(f"lab.controls[{stage.control(field)!r}].value", wanted)


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_sets_the_plan(stage, name):
    field, expected = SLIDERS[name]
    slider = stage.lab.get_by_role("slider", name=name).first
    slider.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.plan(field, expected)
    box = slider.bounding_box()
    stage.page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    stage.plan(field, {"share": 0.9, "noise": 0.5, "batch": 30}[field])


@pytest.mark.parametrize("way", WAYS)
def test_data_by_their_pictures_and_new_points(stage, way):
    act = stage.press if way == "pointer" else stage.by_key
    for name, key in (("spiral: new points", "spiral"), ("penguins: new", "penguins")):
        act(name)
        stage.plan("data", key)
        assert stage.button(name).get_attribute("aria-pressed") == "true"
    act("Other points")
    stage.plan("seed", 1)


@pytest.mark.parametrize("way", WAYS)
def test_inputs_layers_and_neurons(stage, way):
    act = stage.press if way == "pointer" else stage.by_key
    for name in ("x₁²: in", "sin x₂: in", "x₁: out"):
        act(name)
    stage.plan("features", ("x2", "x1^2", "sin x2"))
    act("One hidden layer more")
    act("One neuron in layer 3 more")
    act("One neuron in layer 1 less")
    stage.plan("hidden", (3, 2, 3))
    stage.becomes("lab.network.sizes", (3, 3, 2, 3, 1))
    stage.lab.get_by_role("combobox", name="activation of layer 2").select_option("sigmoid")
    stage.plan("bends", ("tanh", "sigmoid", "tanh"))
    for _ in range(3):
        act("One hidden layer less")
    stage.becomes("lab.network.sizes", (3, 1))
    button = stage.button("One hidden layer less")
    assert button.get_attribute("aria-disabled") == "true"


def test_a_node_that_is_looked_at_takes_the_plane_and_stays_live(stage):
    stage.press("Run")
    stage.lab.locator(".nnlab-network-node").nth(3).hover()
    stage.becomes("lab._node", "n3")
    first = stage.value("bytes(lab.map.field)")
    stage.becomes(f"bytes(lab.map.field) != {first!r}", True)
    stage.page.mouse.move(2, 2)
    stage.becomes("lab._node", "")
    stage.press("Pause")
    stage.lab.locator(".nnlab-network-node").nth(2).focus()
    stage.becomes("lab._node", "n2")
    assert "What h" in stage.shown(".nnlab-toggles")


def test_a_weight_is_typed_as_a_fraction_and_taken_back(stage):
    old = stage.value("float(lab.network.parameters[0])")
    stage.lab.get_by_role("button", name="weight from x1 to h1.1").first.focus()
    stage.page.keyboard.press("Enter")
    for typed, value in (("1/2", 0.5), ("0,25", 0.25)):
        stage.page.locator(".nnlab-network-editor").fill(typed)
        stage.page.keyboard.press("Enter")
        stage.becomes("float(lab.network.parameters[0])", value)
        stage.page.keyboard.press("Enter")
    stage.page.keyboard.press("Escape")
    for _ in range(stage.value("len(lab._undo.past)")):  # what follows soon is one step
        stage.press("Undo")
    stage.becomes("float(lab.network.parameters[0])", old)


@pytest.mark.parametrize("way", WAYS)
def test_what_the_plane_shows(stage, way):
    act = stage.press if way == "pointer" else stage.by_key
    act("test points")
    stage.becomes("len(lab.map.points)", 100)
    act("hard edge")
    stage.becomes("lab.map.crisp", True)
    act("gradients")
    stage.becomes("lab._on", {"tests": False, "hard": True, "slopes": True})


def test_own_points_by_pointer_and_by_keys(stage):
    stage.press("Your points")
    stage.press("Begin with none")
    stage.becomes("len(lab.model.X)", 0)
    for x, y in ((-3, 0), (3, 0), (0, 3)):
        stage.page.mouse.click(*stage.at(x, y))
    stage.becomes("len(lab.map.points)", 3)
    stage.becomes("[round(v) for v in lab.model.X[1]]", [3, 0])
    stage.page.mouse.click(*stage.at(3, 0))
    stage.becomes("int(lab.model.classes[1])", 1)
    stage.page.mouse.move(*stage.at(-3, 0))
    stage.page.mouse.down()
    stage.page.mouse.move(*stage.at(-3, -1))
    stage.page.mouse.move(*stage.at(-3, -2))
    stage.page.mouse.up()
    stage.becomes("[round(v) for v in lab.model.X[0]]", [-3, -2])
    stage.lab.locator(".nnlab-plane .nnlab-point").first.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.becomes("bool(lab.model.X[0][0] > -2.9)", True)
    stage.page.keyboard.press("Enter")
    stage.becomes("int(lab.model.classes[0])", 1)
    stage.page.keyboard.press("Delete")
    stage.becomes("len(lab.map.points)", 2)
    stage.press("Undo")
    stage.becomes("len(lab.map.points)", 3)


def test_a_table_is_pasted_or_its_first_bad_row_is_named(stage):
    stage.press("Your points")
    box = stage.lab.get_by_role("textbox", name="or paste a table")
    box.fill("x1,x2,class\n0,0,0\n1,oops,1")
    stage.press("Use these points")
    stage.lab.get_by_text("line 3").first.wait_for()
    stage.plan("data", "circle")
    box.fill("\n".join(f"{k},{k % 3},{k % 2}" for k in range(12)))
    stage.by_key("Use these points")
    stage.plan("data", "own")
    assert stage.value("lab._error") == ""


@pytest.mark.parametrize("way", WAYS)
def test_gallery_advice_and_log(stage, way):
    act = stage.press if way == "pointer" else stage.by_key
    act("Gallery")
    act("All weights zero at the start")
    stage.plan("start", "zeros")
    act("Advice")
    act("Show me")
    stage.becomes("lab._node", "n2")
    act("+1 epoch")
    act("Log")
    act("Keep this one")
    stage.becomes("len(lab.model.log)", 1)
    act("Reset: epoch 0")
    row = stage.lab.locator(".nnlab-drawer tbody tr").first
    if way == "pointer":
        row.click()
    else:
        row.focus()
        stage.page.keyboard.press("Enter")
    stage.becomes("lab.epoch", 1)


def test_saved_and_opened(stage):
    stage.press("+1 epoch")
    stage.press("Save")
    saved = stage.lab.get_by_role("textbox", name="this one").input_value()
    assert saved == stage.value("lab.save()")
    assert "training.run" in stage.lab.get_by_role("textbox", name="as Python").input_value()
    stage.press("Reset: epoch 0")
    box = stage.lab.get_by_role("textbox", name="another one")
    box.fill(saved[:-4])
    stage.press("Open it")
    stage.lab.get_by_text("damaged").first.wait_for()
    stage.becomes("lab.epoch", 0)
    box.fill(saved)
    stage.press("Open it")
    stage.becomes("lab.epoch", 1)


def test_formulas_follow_the_chosen_weight_and_escape_closes_a_drawer(stage):
    stage.by_key("Formulas")
    assert "rate · slope" in stage.shown(".nnlab-drawer")
    stage.page.keyboard.press("Escape")
    stage.becomes("lab._drawer", "")


def test_undo_and_redo_by_keys(stage):
    stage.by_key("x₁x₂: in")
    stage.plan("features", ("x1", "x2", "x1*x2"))
    stage.page.keyboard.press("Control+z")
    stage.plan("features", ("x1", "x2"))
    stage.page.keyboard.press("Control+y")
    stage.plan("features", ("x1", "x2", "x1*x2"))


def test_a_cell_that_is_run_again_leaves_one_lab(stage):
    for _ in range(20):
        stage.notebook.run_cell(1)
        stage.value("lab.run()")
    stage.becomes("lab.running and lab.epoch > 5", True)
    stage.becomes("(gc.collect(), len([each for each in labs if not each._closed]))[1]", 1)
    stage.notebook.until(lambda: stage.lab.count() == 1, "one is shown")
    stage.press("Pause")
