"""Sentences by name: outcomes, slips, what stands in front of what, and facts."""

import pytest

from nnlab.lessons.exercise import exercises
from nnlab.lessons.replies import Judged, Replies, general

SAY = Replies(
    [
        "✓ right: yes, {n:g}.",
        "… open: Go on.",
        "go: Go on.",
        "sum = 2, 3: Not the sum.",
        "sum (twice) = 4: Nor twice.",
        "sum (thrice) (at once): Never.",
        "gate (a) = 5: A.",
        "gate (b): B.",
        "{gate}: this is {gate}: {what!r}",
        "(more): more.",
        'names: use {"a": ...}.',
    ],
    {"part": ["sum: Another."]},
)


@pytest.mark.parametrize(
    ("name", "outcome", "slip", "message"),
    [
        ("open", "not attempted", None, "Go on."),
        ("sum", "not yet", "sum", "Not the sum."),
        ("sum (twice)", "not yet", "sum", "Not the sum. Nor twice."),
        ("sum (thrice) (at once)", "not yet", "sum", "Not the sum. Never."),
        ("sum (of a kind)", "not yet", "sum", "Not the sum."),
        ("gate (b)", "not yet", "gate", "B."),
        ("(more)", "not yet", None, "more."),
        ("names", "not yet", "names", 'use {"a": ...}.'),
    ],
)
def test_a_name_is_a_verdict(name, outcome, slip, message):
    verdict = SAY(name)
    assert (verdict.outcome, verdict.slip, verdict.message) == (outcome, slip, message)
    assert bool(verdict) is (outcome == "correct")


def test_facts_stand_in_sentences_and_in_slips():
    assert repr(SAY("right", n=1.0)) == "✓ correct: yes, 1."
    verdict = SAY("{gate}", gate="NOR", what="``<b>`` {}")
    assert verdict.slip == "NOR" and "``` '``<b>`` {}' ```" in verdict.message


def test_several_names_are_one_verdict():
    verdict = SAY("go", "gate (a)", "(more)")
    assert (verdict.slip, verdict.message) == ("go, gate", "Go on. A. more.")


def test_it_ends_a_judge():
    with pytest.raises(Judged) as end:
        SAY.end("sum (twice)")
    assert end.value.verdict.slip == "sum" and "Nor" in str(end.value)


def test_what_a_slip_leads_to():
    assert SAY.values == {"sum": "2, 3", "sum (twice)": "4", "gate (a)": "5"}


def test_a_part_has_words_of_its_own_and_everybody_the_general_ones():
    assert SAY.parts["part"].words("sum") == "Another."
    assert SAY("endless").slip == "endless"
    assert SAY.words("endless") == general()["endless"].words
    with pytest.raises(KeyError, match="unheard of"):
        SAY("unheard of")


def test_marks_are_ink_with_words():
    assert SAY("right", n=2).markdown == "**✓ correct:** yes, 2."
    assert "<" not in SAY("right", n=2).markdown


def test_no_name_stands_twice_in_a_list():
    """The second would hide the first."""
    for item in exercises().values():
        for said in (item.replies, *item.replies.parts.values()):
            assert all(reply.words for reply in said.known.values())
    with pytest.raises(ValueError, match="twice"):
        Replies(["a: one", "a: two"])
