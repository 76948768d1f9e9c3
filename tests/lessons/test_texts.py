"""Words in Markdown: however they are wrapped, they say the same."""

import pytest

from nnlab.course import CHAPTERS, EXERCISES, PREDICTIONS, TERMS
from nnlab.lessons.exercise import read_exercises
from nnlab.lessons.glossary import Term, read_terms
from nnlab.lessons.predict import Choice, read_questions
from nnlab.lessons.texts import sections


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "words.md"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_blocks_are_unwrapped_and_fields_found(file):
    (one, two) = sections(
        file(
            "# Title\n\nNot mine.\n\n## a\n\nA long\nline, b\n- c.\n\nKey: x\ny\n\nKey: z\n\n## b\n"
        ),
        "Key",
    )
    assert (one.heading, one.blocks, one.all("Key")) == ("a", ["A long line, b - c."], ("x y", "z"))
    assert (two.heading, two.text, two.all("Key")) == ("b", "", ())


def test_a_list_stays_a_list(file):
    (section,) = sections(file("## a\n\nText.\n\n- one\n  more\n- 2\n"))
    assert section.text == "Text.\n\n- one more\n- 2"


def test_a_file_that_is_not_there_has_no_sections(tmp_path):
    assert list(sections(tmp_path / "none.md")) == []


def test_a_field_that_is_missing_or_twice_is_told_with_its_place(file):
    (section,) = sections(file("## a\n\nWhy: x\n\nWhy: y\n"), "Why", "For")
    for field in ("Why", "For"):
        with pytest.raises(ValueError, match=f"words.md.*{field}"):
            section.one(field)


def test_a_term(file):
    words = "## bias\n\nAlso: b, offset\n\nA number.\n\nOften confused: not 1.\n\n## z\n\nA sum.\n"
    assert read_terms(file(words)) == (
        Term("bias", "A number.", "", "not 1.", ("b", "offset")),
        Term("z", "A sum."),
    )


def test_a_question(file):
    words = "## x/y\n\nWhich\nway?\n\n- [ ] up\n\n  No.\n\n- [x] far\n  down\n\n  Yes\n  it is.\n"
    (question,) = read_questions(file(words))
    assert (question.id, question.text) == ("x/y", "Which way?")
    assert question.choices == (Choice("up", "No."), Choice("far down", "Yes it is.", True))


def test_an_exercise_without_its_judge_is_told(file):
    path = file("## x/y: A title\n\nFor: most\n\nHand in: a\n\nDo it.\n\nHint: h\n\nWhy: w\n")
    (item,) = read_exercises(path, {"x/y": (len, 3)})
    assert (item.id, item.title, item.who, item.hand_in) == ("x/y", "A title", "most", "a")
    assert (item.task, item.hints, item.why, item.answer) == ("Do it.", ("h",), "w", 3)
    with pytest.raises(KeyError):
        read_exercises(path, {})


def test_everything_in_the_course_is_whole():
    for item in EXERCISES.values():
        assert item.id.partition("/")[0] in CHAPTERS and len(item.hints) == 3
        assert item.who in ("everyone", "most", "want more")
        assert item.title and item.task and item.why and item.hand_in.isidentifier()
    for question in PREDICTIONS.values():
        assert question.id.partition("/")[0] in CHAPTERS and question.text
        assert len(question.choices) >= 2 and all(choice.reply for choice in question.choices)
        assert sum(choice.right for choice in question.choices) == 1
    assert all(term.definition and term.confusion for term in TERMS)
