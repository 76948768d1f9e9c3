"""The machinery: three outcomes, hints, solutions, and nothing a reader does can break it."""

import subprocess
import sys

import pytest

from nnlab.course import CHAPTERS
from nnlab.lessons import exercise
from nnlab.lessons.exercise import FIELDS, Exercise, exercises
from nnlab.lessons.texts import Section

EXERCISES = exercises()
WORDS = "x/y: A title\n\nFor: most\n\nHand in: a\n\nDo it.\n\nHint: h\n\nWhy: w\n"


class Hostile:
    def __repr__(self):
        raise RuntimeError("no repr")

    def __len__(self):
        raise RuntimeError("no len")

    def __iter__(self):
        raise RuntimeError("no iter")


SELF = []
SELF.append(SELF)
GARBAGE = [
    "text",
    "",
    b"bytes",
    object(),
    Hostile(),
    Hostile,
    float("nan"),
    float("inf"),
    1j,
    10**400,
    [[1, 2], [3]],
    {1: 2},
    {"AND": "x"},
    [float("nan")] * 3,
    print,
    len,
    type,
    int,
    SELF,
    range(3),
    (n for n in "ab"),
    NotImplemented,
    Exception("x"),
    {None},
    [None, 1],
    [object()] * 3,
]


@pytest.mark.parametrize("id_", EXERCISES)
class TestEvery:
    def test_its_solution_is_right(self, id_):
        assert exercise(id_).check(exercise(id_).answer).outcome == "correct"

    @pytest.mark.parametrize("blank", [..., None, [], {}, (...,), {"AND": ..., "OR": None}])
    def test_untouched_is_met_calmly(self, id_, blank):
        verdict = exercise(id_).check(blank)
        assert verdict.outcome == "not attempted" and not verdict
        assert repr(verdict).startswith("… not attempted: ")
        assert exercise(id_).check().outcome == "not attempted"

    @pytest.mark.parametrize("garbage", GARBAGE, ids=lambda g: type(g).__name__)
    def test_garbage_never_raises_and_is_never_right(self, id_, garbage):
        verdict = exercise(id_).check(garbage)
        assert verdict.outcome == "not yet"
        assert repr(verdict).startswith("✗ not yet: ")
        assert " at 0x" not in repr(verdict) and "Traceback" not in repr(verdict)

    def test_three_hints_one_at_a_time(self, id_):
        item = exercise(id_)
        given = [item.hint().text for _ in range(4)]
        for text, n in zip(given, (1, 2, 3, 3), strict=True):
            assert text.startswith(f"Hint {n} of 3: {item.hints[n - 1]}")

    def test_nothing_is_spoilt_by_looking_at_it(self, id_):
        item = exercise(id_)
        seen = repr(item) + item._repr_markdown_()
        assert item.why not in seen
        assert not any(hint in seen for hint in item.hints)
        assert " at 0x" not in seen

    def test_what_it_shows_does_not_depend_on_progress(self, id_):
        item = exercise(id_)
        before = repr(item), item._repr_markdown_()
        wrong = repr(item.check("text"))
        item.check(item.answer), item.hint(), item.solution()
        assert (repr(item), item._repr_markdown_()) == before
        assert repr(item.check("text")) == wrong

    def test_the_solution_shown_runs_and_is_accepted(self, id_):
        item = exercise(id_)
        source = item.solution().markdown.split("```")[1].removeprefix("python\n")
        space = {}
        exec(source, space)
        assert item.check(space[item.hand_in])


def test_an_exercise_is_its_words_and_its_judge():
    item = Exercise(Section(WORDS, *FIELDS), {"x/y": (len, 3)})
    assert (item.id, item.title, item.who, item.hand_in) == ("x/y", "A title", "most", "a")
    assert (item.task, item.hints, item.why, item.answer) == ("Do it.", ("h",), "w", 3)
    with pytest.raises(KeyError):
        Exercise(Section(WORDS, *FIELDS), {})


def test_all_are_whole():
    for item in EXERCISES.values():
        assert item.id.partition("/")[0] in CHAPTERS and len(item.hints) == 3
        assert item.who in ("everyone", "most", "want more")
        assert item.title and item.task and item.why and item.hand_in.isidentifier()


def test_the_judges_are_loaded_when_an_exercise_is_first_asked_for():
    code = (
        "import sys, nnlab.lessons as lessons; name = 'nnlab.course.neuron.exercises';"
        "print(name in sys.modules); lessons.exercise('neuron/mistake'); print(name in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]


def test_an_unknown_id_lists_those_there_are():
    with pytest.raises(ValueError, match="'neuron/mistak'.*neuron/by-hand"):
        exercise("neuron/mistak")
    with pytest.raises(ValueError, match="no exercise"):
        exercise(["neuron/mistake"])


def test_a_checkers_own_mistake_is_a_sentence_too():
    def judge(answer, say):
        raise ZeroDivisionError("our fault")

    said = Exercise(Section(WORDS, *FIELDS), {"x/y": (judge, 1)}).check(1)
    assert said.outcome == "not yet" and "`ZeroDivisionError: our fault`" in said.text


def test_a_list_in_itself_is_told():
    assert exercise("neuron/mistake").check(SELF).slip == "endless"


def test_hostile_text_stays_inside_code():
    said = exercise("neuron/mistake").check("`` <img src=x onerror=alert(1)> \n\n# big").markdown
    assert "``` '`` <img src=x onerror=alert(1)> \\n\\n# big' ```" in said


def test_a_misspelt_attribute_is_refused():
    with pytest.raises(AttributeError):
        exercise("neuron/mistake").anwser = 3
