"""The wire's plain data: what waits, what replaces it, and where the bytes go."""

import pytest

from nnlab.live.wire import merge, split


def merged(*items):
    inbox = []
    for item in items:
        merge(inbox, item)
    return inbox


def test_of_a_value_only_the_newest_waits():
    items = [["set", "w1", {"value": 1}], ["set", "w2", {"value": 5}], ["set", "w1", {"value": 2}]]
    assert merged(*items) == [["set", "w1", {"value": 2}], ["set", "w2", {"value": 5}]]
    assert merged(["set", "w1", {"a": 1}], ["set", "w1", {"b": 2}]) == [
        ["set", "w1", {"a": 1, "b": 2}]
    ]


def test_events_are_all_kept_and_a_value_after_one_stays_after_it():
    items = [
        ["set", "w1", {"value": 1}],
        ["event", "plane", {"type": "point"}],
        ["set", "w1", {"value": 2}],
        ["event", "plane", {"type": "point"}],
        ["set", "w1", {"value": 3}],
    ]
    assert merged(*items) == items


def test_of_a_drag_only_the_newest_move_waits_and_its_end_is_kept():
    moves = [["drag", "plane", {"x": x, "phase": "move"}] for x in (1, 2, 3)]
    end = ["event", "plane", {"x": 4, "phase": "end"}]
    assert merged(*moves, end) == [moves[-1], end]
    other = ["drag", "curve", {"x": 9}]
    assert merged(moves[0], other, moves[1]) == [moves[1], other]


@pytest.mark.parametrize("item", [None, 3, [], ["set"], ["set", "w1", 3], "abc"])
def test_what_is_no_item_is_left_out(item):
    assert merged(item) == []


def test_bytes_are_found_down_to_a_parts_values_and_no_deeper():
    inner = {"a": {"deep": b"1"}}
    message, buffers = split({"parts": {"p": {"values": {"field": b"12"}}}, "set": {"q": inner}})
    assert buffers == [b"12", b"1"]
    assert message["buffers"] == [["parts", "p", "values", "field"], ["set", "q", "a", "deep"]]
    assert message["parts"]["p"]["values"]["field"] is None
    assert split({"a": {"b": {"c": {"d": {"e": b"1"}}}}})[1] == []
