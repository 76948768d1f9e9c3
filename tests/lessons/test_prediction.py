"""Commit before you look: nothing is revealed before, everything after, and nothing is lost."""

import json

import pytest
from ipywidgets.widgets.widget import _instances

from nnlab.lessons import predict, store
from nnlab.lessons.predict import questions
from nnlab.live import bundle
from nnlab.live.part import Box, Part
from nnlab.live.stage import Stage

PREDICTIONS = questions()
IDS = list(PREDICTIONS)


def right_of(id_):
    return next(i for i, choice in enumerate(PREDICTIONS[id_].choices) if choice.right)


def wrong_of(id_):
    return next(i for i, choice in enumerate(PREDICTIONS[id_].choices) if not choice.right)


def sent(widget):
    """Everything that the browser knows."""
    return json.dumps(widget.snapshot())


def restart(monkeypatch):
    monkeypatch.setattr(store, "_stores", {})


@pytest.mark.parametrize("id_", IDS)
class TestEvery:
    def test_it_has_one_right_choice_and_a_reply_to_each(self, id_):
        choices = PREDICTIONS[id_].choices
        assert sum(choice.right for choice in choices) == 1
        assert all(len(choice.reply) > 40 for choice in choices)
        assert len({choice.text for choice in choices}) == len(choices) >= 3

    def test_nothing_is_revealed_before_the_commit(self, id_):
        widget = predict(id_)
        known = sent(widget) + repr(widget) + json.dumps(widget._repr_mimebundle_()[0])
        assert widget.answer == {} and widget.reply == ""
        for choice in PREDICTIONS[id_].choices:
            assert json.dumps(choice.reply)[1:-1] not in known
            assert choice.reply not in known
        own = set(widget.traits()) - set(Part.class_traits())
        assert own == {"question", "choices", "answer"}

    def test_after_the_commit_the_reply_is_there(self, id_):
        for index, choice in enumerate(PREDICTIONS[id_].choices):
            widget = predict(id_).again().commit(index, sure=True)
            assert widget.reply == choice.reply
            assert widget.answer["right"] == [right_of(id_)]
            assert widget.answer["verdict"].startswith("✓" if choice.right else "✗")

    def test_the_stored_output_never_changes(self, id_):
        widget = predict(id_)
        before = repr(widget)
        widget.commit(0)
        assert repr(widget) == before == repr(predict(id_))
        assert set(predict(id_)._repr_mimebundle_()[0]) == {
            "text/plain",
            "application/vnd.jupyter.widget-view+json",
        }
        assert max(map(len, before.splitlines())) <= 79
        assert before.startswith("Predict: ") and "\n  A  " in before and "\n  B  " in before


def test_letters_texts_and_places_name_a_choice():
    widget = predict("Which way?", {"up": "It went up.", "down": "No, up."}, right="up")
    for choice in ("A", " a", "up", 0):
        assert widget.again().commit(choice).reply == "It went up."
    for bad in ("C", "left", 2, -1, None, True, 0.0, "", "AB"):
        with pytest.raises(ValueError, match="choose one of A, B"):
            widget.again().commit(bad)
    assert widget.answer == {}


def test_sure_and_not_sure_are_answered_differently():
    id_ = IDS[0]
    said = {
        predict(id_).again().commit(choice, sure).answer["verdict"]
        for choice in (right_of(id_), wrong_of(id_))
        for sure in (True, False)
    }
    assert len(said) == 4


def test_the_first_answer_is_kept_and_reopened_after_a_restart(own_progress, monkeypatch):
    id_ = IDS[0]
    predict(id_).commit(wrong_of(id_), sure=True).again().commit(right_of(id_))
    restart(monkeypatch)
    widget = predict(id_)
    first = PREDICTIONS[id_].choices[wrong_of(id_)]
    assert widget.reply == first.reply and widget.answer["sure"] is True
    kept = json.loads(own_progress.read_text("utf-8"))["predictions"][id_]
    assert kept["choice"] == first.text and kept["right"] is False


def test_trying_again_says_what_the_first_answer_was():
    id_ = IDS[0]
    widget = predict(id_).commit(wrong_of(id_)).again()
    assert widget.answer == {}
    widget.commit(right_of(id_))
    assert widget.answer["first"] == PREDICTIONS[id_].choices[wrong_of(id_)].text


def test_a_choice_that_no_longer_exists_opens_the_question_afresh(monkeypatch):
    predict("Which?", ["old", "other"]).commit("old")
    restart(monkeypatch)
    assert predict("Which?", ["new", "other"]).answer == {}


def test_the_browsers_messages():
    widget = predict("Which?", {"a": "yes", "b": "no"})
    stage = Stage(Box([widget]))

    def said(event):
        items = [["event", widget.id, event]]
        stage._handle_custom_msg({"from": "a", "n": 1, "items": items}, [])

    for message in (
        None,
        "commit",
        {},
        {"type": "commit"},
        {"type": "commit", "choice": 7},
        {"type": "commit", "choice": "<b>"},
        {"type": "other", "choice": 0},
    ):
        said(message)
        assert widget.answer == {}
    said({"type": "lift"})
    assert widget.answer == {}
    said({"type": "commit", "choice": 1, "sure": True})
    assert widget.answer == {"choice": 1, "sure": True, "first": ""}  # the reply is covered
    said({"type": "lift"})
    assert widget.answer["reply"] == "no"
    said({"type": "commit", "choice": 0})  # a second click too many
    assert widget.answer["choice"] == 1
    said({"type": "again"})
    assert widget.answer == {}


def test_a_teachers_question_without_replies():
    widget = predict("Is it raining?", ["yes", "no"]).commit("yes")
    assert widget.answer["verdict"] == "Locked in." and "right" not in widget.answer


def test_hostile_text_is_handed_over_as_text():
    evil = "<img src=x onerror=alert(1)>"
    widget = predict(evil, {evil: evil, "b": "c"}).commit(evil)
    assert widget.question == evil and widget.reply == evil
    module = (bundle.HERE / "prediction.js").read_text("utf-8")
    assert "innerHTML" not in module and "insertAdjacentHTML" not in module


def test_running_the_cell_again_leaves_one_widget():
    before = set(_instances)
    for _ in range(5):
        predict(IDS[0])._repr_mimebundle_()
    assert len(set(_instances) - before) == 1
    predict(IDS[1])._repr_mimebundle_()
    assert len(set(_instances) - before) == 2
