"""DecisionLab, MistakeLab and PixelLab in a real JupyterLab: hands, keys, and what is won."""

import pytest

CELLS = [
    """
from nnlab import Neuron, step
from nnlab.datasets import load_penguins, make_gate
from nnlab.labs import ActivationLab, DecisionLab, MistakeLab, NeuronLab, PixelLab
one, two = Neuron([1, 1, 1], -0.5, step), Neuron([0, 0], 0, step)
three = Neuron([2.0, -3.0, 1.0, 0.0], -0.5)
""",
    "decision = DecisionLab(one)\ndecision",
    "mistake = MistakeLab(two, *make_gate('or'))\nmistake",
    "pixel = PixelLab(three, [[1, 0, .5, 0], [0, 1, 1, 0]], [[1], [0]], classes=('3', '8'))\npixel",
    "board = NeuronLab(Neuron([1, 1], -0.5, step), *make_gate('and'), show='board')\nboard",
    "whole = NeuronLab(Neuron([1, 1], -0.5, 'sigmoid'), *make_gate('and'))\nwhole",
    "bend = ActivationLab()\nbend",
    "parts = ['plane', 'sliders', 'sharpness', 'bend', 'equation', 'table']\n"
    "NeuronLab(Neuron([1, 1], -0.5, 'sigmoid'), *make_gate('and'), show=parts)",
]


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook(CELLS, width=1366, height=650)
    opened.run_all()
    yield opened
    assert opened.page_errors == []


@pytest.fixture
def cell(notebook):
    def show(index):
        notebook.run_cell(0)
        notebook.run_cell(index)
        shown = notebook.outputs(index)
        shown.locator(".nnlab-stage[data-layout='wide']").wait_for()
        shown.scroll_into_view_if_needed()
        return shown

    return show


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_hand_lets_nothing_down_and_builds_a_majority(notebook, cell):
    shown, page = cell(1), notebook.page
    grip = shown.get_by_role("slider", name="nothing")
    x, y = middle(grip)
    one = shown.get_by_role("slider", name="friends:")
    unit = y - middle(one)[1]  # px for a z of 1
    page.mouse.move(x, y)
    page.mouse.down()
    for share in (0.3, 0.7, 1.0):
        page.mouse.move(x, y + share * unit)
    page.mouse.up()
    shown.get_by_text("The majority.", exact=True).wait_for()
    assert -1.6 < notebook.value("one.b") < -1.4
    shown.get_by_role("button", name="The next friend").click()
    shown.get_by_text("Now give friends a veto").wait_for()


def test_keys_lift_a_case_and_walk_to_the_next(notebook, cell):
    shown, page = cell(1), notebook.page
    shown.get_by_role("slider", name="nothing").focus()
    page.keyboard.press("ArrowDown")
    notebook.wait_for("one.b", -0.75)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    notebook.wait_for("one.w.tolist()", [1.25, 1.0, 1.0])
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    notebook.wait_for("decision.model.chosen", 7)


def test_mistakes_one_by_one_by_key_until_none_is_left(notebook, cell):
    shown, page = cell(2), notebook.page
    high = shown.locator(".nnlab-lab").bounding_box()["height"]
    press = shown.get_by_role("button", name="Show it a mistake")
    press.focus()
    for count in range(1, 5):
        page.keyboard.press("Enter")
        notebook.wait_for("mistake.model.count", count)
    shown.get_by_text("It tells them apart").wait_for()
    bars = shown.get_by_role("img", name="Mistakes in each pass")
    assert bars.locator("b").all_inner_texts()[:4] == ["1", "2", "1", "0"]
    assert shown.locator(".nnlab-lab").bounding_box()["height"] == high
    shown.get_by_role("button", name="Back to the start").click()
    notebook.wait_for("two.parameters.tolist()", [0, 0, 0])


def test_a_stroke_paints_at_once_and_the_answer_turns(notebook, cell):
    shown, page = cell(3), notebook.page
    pad = shown.locator(".nnlab-views .nnlab-parts")
    box = pad.bounding_box()
    at = lambda column, row: (  # noqa: E731
        box["x"] + (column + 0.5) * box["width"] / 2, box["y"] + (row + 0.5) * box["height"] / 2
    )  # fmt: skip
    page.mouse.move(*at(1, 0))
    page.mouse.down()
    page.mouse.move(*at(1, 0.4))
    page.mouse.move(*at(1, 1))
    page.mouse.up()
    notebook.wait_for("pixel.model.ink.tolist()", [1, 1, 0.5, 1])
    shown.get_by_text("Fooled, by two pixels").wait_for()
    shown.get_by_role("button", name="as it was").click()
    notebook.wait_for("pixel.model.changed", [])


def test_the_digit_fills_its_picture(cell):
    shown = cell(3)
    pad, views = (boxed(shown.locator(f".nnlab-views{its}")) for its in (" .nnlab-parts", ""))
    assert all(abs(pad[side] - views[side]) <= 2 for side in ("x", "y", "width", "height"))
    assert abs(pad["width"] - pad["height"]) <= 2


def test_keys_paint_and_what_is_looked_at_shows_in_both(notebook, cell):
    shown, page = cell(3), notebook.page
    shown.locator(".nnlab-views").get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    notebook.wait_for("pixel.model.ink.tolist()", [1, 0.25, 0.5, 0])
    page.keyboard.press("Space")
    notebook.wait_for("pixel.model.ink.tolist()", [1, 1, 0.5, 0])
    notebook.wait_for("[p.selected for p in (pixel.pixels, pixel.weights)]", [1, 1])
    shown.get_by_text("Fooled, by one pixel").wait_for()


def test_the_board_keeps_its_look_beside_other_labs_and_fills_its_card(cell):
    shown = cell(4)
    names = shown.locator(".nnlab-board-name")
    assert len({round(box["height"]) for box in map(boxed, names.all())}) == 1  # none is broken
    edge = "e => getComputedStyle(e).borderTopWidth"
    assert shown.locator(".nnlab-board .nnlab-button").first.evaluate(edge) == "0px"
    card, last = boxed(shown.locator(".nnlab-lab")), boxed(names.last)
    assert card["height"] > 500 and last["y"] > card["y"] + 0.75 * card["height"]


@pytest.fixture
def sized(notebook):
    """Labs in a window of this size, in this layout; after the test the window is as it was."""

    def show(layout, width, height, *indices):
        notebook.page.set_viewport_size({"width": width, "height": height})
        notebook.run_cell(0)
        for index in indices:
            notebook.run_cell(index)
            shown = notebook.outputs(index)
            shown.locator(f".nnlab-stage[data-layout='{layout}']").wait_for()
            shown.scroll_into_view_if_needed()
            yield shown

    yield show
    notebook.page.set_viewport_size({"width": 1366, "height": 650})


@pytest.mark.parametrize(
    "layout, width, height", [("wide", 1366, 650), ("low", 911, 512), ("low", 911, 433)]
)
def test_nothing_runs_over_the_rail(sized, layout, width, height):
    over = "e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]"
    rails = sized(layout, width, height, 1, 2, 3, 5)
    assert [shown.locator(".nnlab-rail").evaluate(over) for shown in rails] == [[0, 0]] * 4


def test_at_150_percent_the_reasons_sliders_stand_below_their_equation(sized):
    (shown,) = sized("low", 911, 433, 1)
    boxes = [boxed(each) for each in shown.locator(".nnlab-slider-range").all()]
    assert len(boxes) == 4 and min(box["width"] for box in boxes) >= 60
    equation, key = (boxed(shown.locator(f".nnlab-{name}")) for name in ("case", "key"))
    assert min(box["y"] for box in boxes) >= equation["y"] + equation["height"]
    assert max(box["y"] + box["height"] for box in boxes) <= key["y"] + 3


def test_at_150_percent_the_bend_s_rail_shows_whole_rows_and_the_table_when_asked(notebook, sized):
    over = "e => e.scrollHeight - e.clientHeight"
    (shown,) = sized("low", 911, 433, 6)
    rail, table = shown.locator(".nnlab-rail"), shown.locator(".nnlab-table")
    assert table.is_hidden() and rail.evaluate(over) == 0
    shown.get_by_role("button", name="Numbers").click()
    assert table.is_visible() and rail.evaluate(over) == 0
    shown.get_by_role("button", name="Numbers").click()
    notebook.value("bend.change(lambda: setattr(bend.model, 'z', 0.0))")
    band = shown.locator(".nnlab-win")
    band.wait_for()
    assert [rail.evaluate(over), band.evaluate(over)] == [0, 0]


def test_sliders_keep_apart_where_all_numbers_stand_on_a_page(sized):
    (shown,) = sized("wide", 1366, 650, 7)
    tops = [boxed(slider)["y"] for slider in shown.locator(".nnlab-slider").all()]
    assert min(b - a for a, b in zip(tops, tops[1:], strict=False)) >= 32
    assert shown.locator(".nnlab-rail").evaluate("e => e.scrollHeight - e.clientHeight") == 0


def test_on_a_phone_the_topic_stands_in_the_head(sized):
    seen = "e => e.getBoundingClientRect().bottom - e.parentElement.getBoundingClientRect().bottom"
    for shown in sized("phone", 390, 1300, 1, 3, 6):
        assert shown.locator(".nnlab-topic > span").evaluate(seen) < 8  # else in a line unseen


def test_on_a_phone_the_card_keeps_its_height_when_it_is_won(notebook, sized):
    wins = {
        "decision": "decision.model.set(3, -1.5)",
        "mistake": "[mistake.model.run_pass() for _ in range(4)]",
        "pixel": "pixel.model.show_one()",
    }
    cells = sized("phone", 390, 1300, 1, 2, 3)
    for (name, did), shown in zip(wins.items(), cells, strict=True):
        card = shown.locator(".nnlab-lab")
        before = boxed(card)["height"]
        notebook.value(f"{name}.change(lambda: {did})")
        band, picture = shown.locator(".nnlab-win"), shown.locator(".nnlab-picture")
        band.wait_for()
        assert boxed(card)["height"] == before, name
        assert boxed(band)["y"] + boxed(band)["height"] <= boxed(picture)["y"]
        assert shown.locator(".nnlab-sentence").inner_text()  # what it took


def boxed(locator):
    return locator.bounding_box()
