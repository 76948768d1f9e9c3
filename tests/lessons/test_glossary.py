"""The glossary knows the course's words, and says what it doesn't know."""

import json
import re
from pathlib import Path

import pytest

from nnlab.lessons import explain
from nnlab.lessons.exercise import exercises
from nnlab.lessons.glossary import entries, find, names_of
from nnlab.lessons.predict import questions
from nnlab.lessons.texts import course_sections

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

CHAPTER_1 = [
    "neuron",
    "weight",
    "bias",
    "weighted sum",
    "z",
    "activation",
    "bend",
    "step",
    "sigmoid",
    "tanh",
    "relu",
    "decision line",
    "truth table",
    "gate",
    "AND",
    "OR",
    "NAND",
    "NOR",
    "XOR",
    "XNOR",
    "linearly separable",
    "dot product",
    "saturation",
    "w",
    "b",
    "a",
    "x",
    "y",
    "w1",
    "x2",
]


def asked(source):
    """(function, name) for each call with one quoted name, commented-out calls included."""
    return re.findall(r"\b(explain|exercise|predict)\(\s*[\"']([^\"']+)[\"']\s*\)", source)


def known(function, name):
    return {
        "explain": lambda: find(name) is not None,
        "exercise": lambda: name in exercises(),
        "predict": lambda: name in questions(),
    }[function]()


@pytest.mark.parametrize("term", CHAPTER_1)
def test_the_words_of_chapter_1_are_there(term):
    entry = find(term)
    assert entry.text and entry.all("Often confused")
    assert entry.text in explain(term).text
    assert all(formula in explain(term).markdown for formula in entry.all("Formula"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_everything_a_notebook_asks_for_exists(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    calls = [call for cell in cells for call in asked("".join(cell["source"]))]
    assert [call for call in calls if not known(*call)] == []


def test_the_guard_can_see_a_missing_word():
    calls = asked("explain('bias'); explain(\"flux\")\n# exercise('neuron/mistake').hint()")
    assert [known(*call) for call in calls] == [True, False, True]
    assert asked('predict("Which?", ["a", "b"])') == []


def test_no_two_entries_answer_to_one_name():
    found = course_sections("terms.md", "Also")
    names = [name for entry in found for name in names_of(entry)]
    assert len(names) == len(set(names)) == len(entries())


def test_every_entry_is_whole():
    for entry in entries().values():
        assert entry.text and entry.one("Often confused") and len(entry.all("Formula")) <= 1
        assert all(names_of(entry)) and len(entry.all("Also")) <= 1
        assert entry.text in explain(entry.heading).text


@pytest.mark.parametrize(
    ("asked_for", "name"),
    [
        ("Bias", "bias"),
        ("  weights ", "weight"),
        ("Pre Activation", "weighted sum"),
        ("and", "AND"),
        ("Xor", "XOR"),
        ("decision-line", "decision line"),
        ("X", "input"),
    ],
)
def test_words_are_found_however_they_are_written(asked_for, name):
    assert find(asked_for).heading == name


def test_a_capital_symbol_is_another_symbol():
    assert find("z").heading == "weighted sum"
    assert find("Z") is None


@pytest.mark.parametrize(
    ("term", "near"),
    [("wieght", "weight"), ("sigmiod", "sigmoid"), ("separable points", "linearly separable")],
)
def test_an_unknown_word_gets_the_nearest(term, near):
    said = explain(term).text
    assert said.startswith(f"No entry for `'{term}'`") and near in said


def test_nothing_near_and_hostile_words():
    assert "explain() lists" in explain("qqqq").text
    assert explain("<b>x</b>").markdown.startswith("No entry for `'<b>x</b>'`")
    with pytest.raises(TypeError, match="a word in quotes"):
        explain(3)


def test_without_a_word_it_lists_them_all():
    assert all(entry.heading in explain().text for entry in entries().values())


def test_two_letters_in_the_middle_of_a_word_suggest_nothing():
    assert "neuron" in explain("eur").text and "neuron" not in explain("eu").text
