"""The cases as an object: one message, and what it reports."""

from nnlab.live.cases import Cases

SHOWN = dict(bits=[[0], [1]], heights=[[-1.0, -1.0], [-1.0, 0.5]], rows=["sun"])


def test_everything_goes_in_one_message(page):
    part = Cases()
    told = page(part).told
    part.show(text="two cases", **SHOWN, selected=1, cue="lift")
    assert len(told) == 1
    assert (part.selected, part.cue, part.text) == (1, "lift", "two cases")
    part.close()


def test_its_marks_are_what_it_was_given():
    part = Cases(**SHOWN, targets=[0, 0])
    assert [each["wrong"] for each in part.marks["columns"]] == [False, True]
    assert part.marks["rows"] == ["sun"]
    part.close()


def test_it_reports_a_hand():
    part, heard = Cases(**SHOWN), []
    part.on_event(heard.append)
    part.event({"type": "lift", "id": "1", "column": 0, "z": 2.0, "phase": "move"})
    assert heard[0]["z"] == 2.0
    part.close()
