"""The file of a learner's progress: whatever happens to it, nothing written is lost."""

import errno
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnlab
from nnlab.lessons import exercise, predict, progress, store
from nnlab.lessons.store import Store, current, merge, recall, record

SOURCE = Path(nnlab.__file__).parents[1]
ID, RIGHT = "neuron/mistake", [-1, 3, 0]


def restart(monkeypatch):
    monkeypatch.setattr(store, "_stores", {})


def on_disk(place):
    """What another kernel finds there."""
    return Store(place).read()


def written(place, data):
    """The file as something else than this edition of the course left it."""
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data if isinstance(data, bytes) else json.dumps(data, indent=1).encode())


def kernel(code, place, *words):
    """Run a few lines in a process of its own, as a second notebook would."""
    env = {**os.environ, "NNLAB_PROGRESS": str(place), "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen([sys.executable, "-c", code, *words], env=env)


# Crashes and trouble --------------------------------------------------------------------------


def test_what_could_not_be_written_is_written_with_the_next(own_progress, monkeypatch):
    record("exercises", "a", {"outcome": "correct"})

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_append", full)
        record("exercises", "b", {"outcome": "correct"})
    assert set(on_disk(own_progress)["exercises"]) == {"a"}
    assert "No space left" in progress().text
    assert recall("exercises", "b") == {"outcome": "correct"}
    record("exercises", "c", {"outcome": "not yet"})
    assert set(on_disk(own_progress)["exercises"]) == {"a", "b", "c"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_torn_by_a_full_disk_costs_nothing_but_itself(own_progress, encoding):
    whole = '{"exercises": {"a": {"outcome": "correct"}}}\n'
    written(own_progress, (whole + '{"exercises": {"b": {"out').encode(encoding))
    record("exercises", "c", {"outcome": "not yet"})
    record("exercises", "d", {"outcome": "not yet"})
    assert set(on_disk(own_progress)["exercises"]) == {"a", "c", "d"}
    assert "understood" in progress().text


def test_sixteen_kernels_at_once_lose_nothing(own_progress):
    code = (
        "import sys\n"
        "from nnlab.lessons.store import record\n"
        "for i in range(25):\n"
        "    record('exercises', f'{sys.argv[1]}/{i}', {'outcome': 'not yet', 'note': 'ä' * 300})\n"
    )
    names = "abcdefghijklmnop"
    running = [kernel(code, own_progress, name) for name in names]
    assert [process.wait(120) for process in running] == [0] * 16
    kept = on_disk(own_progress)["exercises"]
    assert set(kept) == {f"{name}/{i}" for name in names for i in range(25)}


def test_what_another_kernel_wrote_meanwhile_is_seen(own_progress):
    one, two = Store(own_progress), Store(own_progress)
    one.add(("exercises", "a", {"outcome": "not yet"}))
    two.add(("exercises", "b", {"outcome": "correct"}))
    one.add(("exercises", "b", {"outcome": "not yet"}))
    expected = {"a": {"outcome": "not yet"}, "b": {"outcome": "correct"}}
    assert one.read()["exercises"] == two.read()["exercises"] == expected


@pytest.mark.parametrize(
    "entry",
    [{"choice": {1, 2}}, {"choice": float}, {(1, 2): 3}, {"choice": b"x"}],
    ids=["set", "class", "key", "bytes"],
)
def test_an_entry_that_no_file_can_hold_stops_no_later_one(own_progress, entry):
    record("predictions", "mine", entry)
    exercise(ID).check(RIGHT)
    assert on_disk(own_progress)["exercises"][ID]["outcome"] == "correct"
    assert "`mine`" in progress().text


def test_half_a_character_stops_no_later_entry(own_progress, monkeypatch):
    predict("my \ud83d question", ["a\ud83d", "b"]).commit("A")
    exercise(ID).check(RIGHT)
    restart(monkeypatch)
    assert recall("exercises", ID)["outcome"] == "correct"
    assert recall("predictions", "my \ud83d question")["choice"] == "a\ud83d"


CORRUPT = [
    b"{",
    b"\xff\xfeA",
    b"\0" * 500,
    b"[]",
    b'"text"',
    b"7 7 7",
    b'{"exercises": []}',
    b'{"predictions": {"a": 3}}',
    b'{"boards": "x"}',
    b'{"format": 2, "exercises": ["all new"]}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
    random.Random(0).randbytes(5000),
]


@pytest.mark.parametrize("text", CORRUPT, ids=lambda text: repr(text[:20]))
def test_what_cannot_be_understood_is_left_alone_and_told(own_progress, monkeypatch, text):
    written(own_progress, text)
    record("exercises", ID, {"outcome": "correct"})
    restart(monkeypatch)
    assert recall("exercises", ID) == {"outcome": "correct"}
    assert own_progress.read_bytes().startswith(text)
    assert "understood" in progress().text


@pytest.mark.parametrize("text", CORRUPT, ids=lambda text: repr(text[:20]))
def test_a_corrupt_line_costs_nothing_but_itself(own_progress, text):
    before, after = (json.dumps({"exercises": {k: {"outcome": "correct"}}}).encode() for k in "ab")
    if not text.startswith(b"\xff"):  # in the middle of a file that's no mark of an encoding
        written(own_progress, b"\n".join([before, text.replace(b"\n", b""), after]))
        assert set(on_disk(own_progress)["exercises"]) == {"a", "b"}


HOSTILE = ["correct", ["correct"], {"a": 1}, None, True, -1, 1e308, "<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_a_value_of_another_kind_stops_nothing(own_progress, value):
    kinds = {"exercises": ID, "predictions": "neuron/and", "boards": "neuron"}
    keys = ("outcome", "hints", "solution", "when", "right", "sure", "choice", "OR")
    written(own_progress, {kind: {id_: dict.fromkeys(keys, value)} for kind, id_ in kinds.items()})
    exercise(ID).check(RIGHT)
    assert recall("exercises", ID)["outcome"] == "correct"
    assert "✓ correct" in progress().text and "<img" not in progress().markdown
    assert predict("neuron/and").commit("B").reply


@pytest.mark.parametrize("boards", [[], "x", {"neuron": 5}, {"neuron": {"x": 1, "OR": 2}}])
def test_boards_of_another_kind_stop_nothing(own_progress, boards):
    written(own_progress, {"format": 1, "exercises": {}, "predictions": {}, "boards": boards})
    assert "2 of 14" not in progress().text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_saved_by_any_editor_is_read_and_goes_on(own_progress, monkeypatch, encoding):
    text = json.dumps({"exercises": {"ä": {"outcome": "correct"}}}, ensure_ascii=False)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    written(own_progress, mark + text.replace("\n", "\r\n").encode(encoding))
    record("exercises", "b½", {"outcome": "not yet"})
    record("exercises", "c", {"outcome": "not yet"})
    restart(monkeypatch)
    assert set(current().read()["exercises"]) == {"ä", "b½", "c"}
    assert "understood" not in progress().text


# Merging --------------------------------------------------------------------------------------

TIMES = st.sampled_from([f"2026-11-{day:02}T10:00:00+00:00" for day in range(1, 29)])
ENTRY = st.fixed_dictionaries(
    {"when": TIMES},
    optional={
        "outcome": st.sampled_from(["not yet", "correct"]),
        "hints": st.integers(1, 3),
        "solution": st.just(True),
    },
)
NEWS = st.lists(st.tuples(st.just("exercises"), st.sampled_from("abc"), ENTRY), max_size=6)


@given(NEWS, st.randoms(use_true_random=False))
def test_events_can_be_merged_in_any_order_and_twice(events, lots):
    known = merge(events)
    mixed = events * 2
    lots.shuffle(mixed)
    assert merge(mixed) == known
    for section, id_, entry in events:
        kept = known[section][id_]
        assert kept["when"] <= entry["when"] and kept.get("hints", 0) >= entry.get("hints", 0)
        assert kept.get("outcome") in {"correct", entry.get("outcome", kept.get("outcome"))}


def test_the_earliest_prediction_wins_in_any_order():
    early = "predictions", "a", {"choice": "x", "sure": True, "when": "2026-01-01"}
    late = "predictions", "a", {"choice": "y", "sure": False, "when": "2026-01-02"}
    assert merge([early, late]) == merge([late, early]) == {"predictions": {"a": early[2]}}
