"""Asking for a prediction: by its id or in one's own words, and what a wrong call is told."""

import subprocess
import sys

import numpy as np
import pytest

from nnlab.course import CHAPTERS
from nnlab.lessons import predict
from nnlab.lessons.predict import Choice, questions, read
from nnlab.lessons.texts import Section


def test_a_question_of_the_course_is_asked_by_its_id():
    for id_, question in questions().items():
        asked = predict(id_)
        assert asked.question == question.text
        assert asked.choices == [choice.text for choice in question.choices]


def test_a_question():
    words = "x/y\n\nWhich\nway?\n\n- [ ] up\n\n  No.\n\n- [x] far\n  down\n\n  Yes\n  it is.\n"
    question = read(Section(words))
    assert (question.id, question.text) == ("x/y", "Which way?")
    assert question.choices == (Choice("up", "No."), Choice("far down", "Yes it is.", True))


def test_all_are_whole():
    for question in questions().values():
        assert question.id.partition("/")[0] in CHAPTERS and question.text
        assert len(question.choices) >= 2 and all(choice.reply for choice in question.choices)
        assert sum(choice.right for choice in question.choices) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("neuron/nothing",), "choose one of neuron/and"),
        ((["neuron/and"],), "there is no prediction"),
        (("Which?", "yes"), "must be a list"),
        (("Which?", ["yes"]), "at least two"),
        (("Which?", ["yes", "yes"]), "no two alike"),
    ],
)
def test_a_wrong_call_says_what_to_give(arguments, said):
    with pytest.raises(ValueError, match=said):
        predict(*arguments)
    with pytest.raises(ValueError, match="choices: a, b"):
        predict("Which?", ["a", "b"], right="c")


def test_asking_loads_the_widgets_but_importing_does_not():
    code = (
        "import sys, nnlab.lessons; "
        "print([m for m in ('anywidget', 'ipywidgets', 'IPython', 'matplotlib') "
        "if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


def test_choices_may_be_numbers():
    for choices in ([1, 2], (n for n in (1, 2)), {1: "no", 2: "yes"}):
        asked = predict("How many?", choices, right=2)
        assert asked.commit("B").answer["right"] == [1]
        asked.close()


@pytest.mark.parametrize("choices", [3, 1.5, "ab", object(), np.array(1.0)])
def test_choices_are_a_list(choices):
    with pytest.raises(ValueError, match="must be a list"):
        predict("Which?", choices)
