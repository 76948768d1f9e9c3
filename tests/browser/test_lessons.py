"""Predictions in a real JupyterLab: by keyboard and by pointer, in both themes, told to Python."""

import pytest

from nnlab.lessons.predict import questions

EVIL = "<img src=x onerror=window.ran=1>"
CELLS = [
    "import os, tempfile\n"
    "os.environ['NNLAB_PROGRESS'] = tempfile.mkdtemp() + '/mine.json'\n"
    "from nnlab.lessons import explain, exercise, predict\n"
    "from nnlab.lessons.store import recall",
    "asked = predict('neuron/and')\nasked",
    f"own = predict({EVIL!r}, {{{EVIL!r}: {EVIL!r}, 'no': 'yes'}}, right='no')\nown",
    f"exercise('neuron/mistake').check({EVIL!r})",
    f"explain({EVIL!r})",
    "from nnlab.lessons import progress\n"
    f"os.environ['NNLAB_PROGRESS'] = tempfile.mkdtemp() + {'/(a)' + EVIL!r}\n"
    "exercise('neuron/mistake').check([-1, 3, 0])\n"
    "progress()",
]
AND = questions()["neuron/and"]


@pytest.fixture(scope="module")
def opened(open_notebook):
    notebook = open_notebook(CELLS, width=950)
    notebook.run_all()
    notebook.page.wait_for_selector(".nnlab-predict >> nth=1")
    return notebook


@pytest.fixture
def notebook(opened):
    """Two fresh questions, nothing recorded."""
    for index in (0, 1, 2):
        opened.run_cell(index)
    opened.until(
        lambda: opened.page.locator(".nnlab-predict .nnlab-main").count() == 2, "both are open"
    )
    yield opened
    assert opened.page_errors == []
    assert opened.page.evaluate("window.ran") is None


def card(notebook, index=0):
    return notebook.page.locator(".nnlab-predict").nth(index)


def lock_in(notebook, index=0):
    return card(notebook, index).get_by_role("button", name="Lock in my answer")


def lift(notebook, index=0):
    card(notebook, index).get_by_role("button", name="Lift it now").click()


def focused(notebook):
    return notebook.page.evaluate(
        "document.activeElement.value || document.activeElement.innerText"
    )


def test_nothing_on_the_page_gives_the_answer_away(notebook):
    page = notebook.page.content()
    models = notebook.page.evaluate(
        """async () => {
            const panel = jupyterapp.shell.currentWidget;
            return JSON.stringify(panel.content.model.toJSON());
        }"""
    )
    for choice in AND.choices:
        assert choice.text in page
        assert choice.reply not in page and choice.reply not in models
    assert "✓" not in card(notebook).inner_text()


def test_by_keyboard_alone(notebook):
    page = notebook.page
    card(notebook).get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert focused(notebook) == "not sure"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert focused(notebook).startswith("Lock")
    page.keyboard.press("Enter")
    notebook.wait_for("asked.answer.get('choice')", 1)
    notebook.until(lambda: "Guess kept." in card(notebook).inner_text(), "the cover")
    assert AND.choices[1].reply not in notebook.page.content()
    assert focused(notebook) == "Lift it now"
    page.keyboard.press("Enter")
    notebook.until(lambda: AND.choices[1].reply in card(notebook).inner_text(), "the reply")
    assert focused(notebook) == "Try again"
    assert notebook.value("asked.answer['sure']") is True
    said = card(notebook).get_by_role("status").inner_text()
    assert said.startswith("✓ Right")
    assert "✓ right, your guess" in card(notebook).locator(".nnlab-predict-choice").nth(
        1
    ).inner_text().replace("\n", " ")


def test_by_pointer_and_again(notebook):
    card(notebook).get_by_text(AND.choices[2].text).click()
    lock_in(notebook).click()
    lift(notebook)
    notebook.until(lambda: "✓" in card(notebook).inner_text(), "the answer")
    marked = card(notebook).locator(".nnlab-predict-marked")
    right, mine = (text.split("\n")[-1] for text in marked.all_inner_texts())
    assert right == "✓ right" and mine.startswith("✗")
    assert card(notebook).get_by_role("radio").first.is_disabled()
    card(notebook).get_by_role("button", name="Try again").click()
    notebook.wait_for("asked.answer", {})
    card(notebook).get_by_text(AND.choices[1].text).click()
    lock_in(notebook).click()
    lift(notebook)
    notebook.until(
        lambda: f"Your first answer was: {AND.choices[2].text}" in card(notebook).inner_text(),
        "the first answer is remembered",
    )
    assert notebook.value("recall('predictions', 'neuron/and')['choice']") == AND.choices[2].text


def test_without_a_choice_nothing_is_locked_in(notebook):
    lock_in(notebook).click()
    assert card(notebook).get_by_role("status").inner_text() == "Choose one first."
    assert focused(notebook) == "0"
    assert notebook.value("asked.answer") == {}


def test_letters_typed_on_a_radio_are_not_notebook_commands(notebook):
    cells = notebook.page.locator(".jp-Notebook .jp-Cell").count()
    card(notebook).get_by_role("radio").first.focus()
    for key in ("a", "b", "d", "d", "x"):
        notebook.page.keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_an_answer_given_before_is_shown_when_the_cell_runs_again(notebook):
    card(notebook).get_by_text(AND.choices[0].text).click()
    lock_in(notebook).click()
    notebook.wait_for("asked.answer.get('choice')", 0)
    notebook.run_cell(1)
    notebook.until(lambda: AND.choices[0].reply in card(notebook).inner_text(), "the reply is back")


def test_hostile_text_is_shown_as_text(notebook):
    for index in (3, 4, 5):  # the last one is the path of the progress file
        notebook.run_cell(index)
        notebook.until(lambda k=index: EVIL in notebook.outputs(k).inner_text(), "shown as text")
        assert notebook.outputs(index).locator("img").count() == 0
    card(notebook, 1).get_by_role("radio").first.click()
    lock_in(notebook, 1).click()
    lift(notebook, 1)
    notebook.until(lambda: card(notebook, 1).inner_text().count(EVIL) >= 3, "all of it as text")
    assert card(notebook, 1).locator("img").count() == 0


def test_a_busy_kernel_is_said(notebook):
    with notebook.busy(4):
        card(notebook).get_by_role("radio").nth(1).click()
        lock_in(notebook).click()
        status = card(notebook).get_by_role("status")
        notebook.until(lambda: status.inner_text() == "Locked in.", "said at once")
    notebook.until(lambda: "Guess kept." in status.inner_text(), "kept in the end")
    notebook.set_cell(4, CELLS[4])


def test_a_cell_that_runs_lifts_the_cover(notebook):
    card(notebook).get_by_text(AND.choices[1].text).click()
    lock_in(notebook).click()
    notebook.until(lambda: "Guess kept." in card(notebook).inner_text(), "the cover")
    notebook.run_cell(3)
    notebook.until(lambda: AND.choices[1].reply in card(notebook).inner_text(), "the reply")


@pytest.mark.parametrize("dark", [True, False])
def test_it_can_be_read_in_both_themes(notebook, dark):
    notebook.theme(dark)
    contrast = card(notebook).evaluate(
        """card => {
            const light = color => {
                const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => {
                    v /= 255;
                    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ratio = (a, b) => {
                const [x, y] = [light(a), light(b)];
                return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
            };
            const paper = getComputedStyle(card).backgroundColor;
            const main = getComputedStyle(card.querySelector('.nnlab-main'));
            return {
                dark: light(paper) < 0.2,
                ink: ratio(getComputedStyle(card).color, paper),
                soft: ratio(getComputedStyle(card.querySelector('.nnlab-predict-letter')).color,
                            paper),
                main: ratio(main.color, main.backgroundColor),
            };
        }"""
    )
    assert contrast.pop("dark") is dark
    assert min(contrast.values()) >= 4.5, contrast
