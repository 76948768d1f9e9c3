"""What a learner has done is never lost, never in the way, and absent if they don't want it."""

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlab.lessons import exercise, predict, progress
from nnlab.lessons.progress import Store, current, merge, recall, record

MODULE = sys.modules["nnlab.lessons.progress"]
SOURCE = Path(MODULE.__file__).parents[2]


def restart(monkeypatch):
    monkeypatch.setattr(MODULE, "_stores", {})


def on_disk(place):
    return json.loads(place.read_text("utf-8"))


def kernel(code, place, **more):
    """Run a line or two in a process of its own, as a second notebook would."""
    env = {**os.environ, "NNLAB_PROGRESS": str(place), "PYTHONPATH": str(SOURCE), **more}
    return subprocess.Popen([sys.executable, "-c", code], env=env)


# What is kept ---------------------------------------------------------------------------------


def test_a_check_a_hint_and_a_prediction_are_kept(own_progress, monkeypatch):
    assert not own_progress.exists()
    item = exercise("neuron/nand")
    item.check(...), item.check(0.5), item.hint(), item.hint(), item.check(1.5), item.check(0.5)
    predict("neuron/and").commit("B", sure=True)
    restart(monkeypatch)
    entry = recall("exercises", "neuron/nand")
    assert entry["outcome"] == "correct" and entry["hints"] == 2
    assert entry["when"] <= entry["solved"]
    said = progress().text
    lines = [" ".join(line.split()) for line in said.splitlines()]  # columns are as wide as ids
    assert "neuron/nand most ✓ correct, 2 hints" in lines
    assert "neuron/and ✓ right, sure" in lines
    assert "neuron/by-hand everyone –" in lines
    assert f"Kept in {own_progress}" in said or f"kept in {own_progress}" in said


def test_untouched_exercises_leave_no_file(own_progress):
    exercise("neuron/nand").check(...)
    progress(), predict("neuron/and")
    assert not own_progress.exists() and not own_progress.parent.exists()


def test_the_file_is_small_readable_json_and_alone_in_its_folder(own_progress):
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert on_disk(own_progress) == {
        "format": 1,
        "exercises": {"neuron/nand": {"outcome": "correct"}},
        "predictions": {},
    }
    assert [p.name for p in own_progress.parent.iterdir()] == [own_progress.name]


def test_the_table_is_markdown_too():
    record("exercises", "neuron/nand", {"outcome": "not yet"})
    assert "| neuron/nand | most | not yet |" in progress().markdown


def test_a_labs_board_is_kept_and_counted(monkeypatch):
    record("boards", "neuron", {"OR": [0.5, 0.5, 0.0]})
    record("boards", "neuron", {"OR": [1, 1, -0.5], "AND": [1, 1, -1.5]})
    restart(monkeypatch)
    assert recall("boards", "neuron") == {"OR": [0.5, 0.5, 0.0], "AND": [1, 1, -1.5]}
    assert "2 of 14" in progress().text


# Where ----------------------------------------------------------------------------------------


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir(), work.mkdir()
    monkeypatch.delenv("NNLAB_PROGRESS")
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.chdir(work)
    return home, work


def test_it_is_in_the_home_folder(at_home):
    home, work = at_home
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert (home / ".nnlab" / "progress.json").exists() and not list(work.iterdir())


def test_else_in_the_working_folder_and_is_read_from_both(at_home, monkeypatch):
    home, work = at_home
    record("exercises", "neuron/nand", {"outcome": "correct"})
    make = Path.mkdir
    real = os.path.realpath(home)

    def read_only(self, *args, **kwargs):
        if str(self).startswith(real):
            raise OSError(errno.EROFS, "Read-only file system", str(self))
        return make(self, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", read_only)
    restart(monkeypatch)
    record("exercises", "neuron/board", {"outcome": "not yet"})
    assert set(on_disk(work / "nnlab-progress.json")["exercises"]) == {"neuron/board"}
    restart(monkeypatch)
    assert set(current().read()["exercises"]) == {"neuron/nand", "neuron/board"}


def test_else_in_memory(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("NNLAB_PROGRESS", str(blocked / "progress.json"))
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert recall("exercises", "neuron/nand") == {"outcome": "correct"}
    said = progress().text
    assert "kept only until this kernel stops" in said and "Could not write" in said
    assert blocked.read_text() == "not a folder"


@pytest.mark.parametrize("off", ["off", "OFF", " off "])
def test_off_keeps_nothing(at_home, monkeypatch, off):
    home, work = at_home
    monkeypatch.setenv("NNLAB_PROGRESS", off)
    exercise("neuron/nand").check(1.5)
    predict("neuron/and").commit("A")
    assert not list(home.iterdir()) and not list(work.iterdir())
    assert "nothing is kept" in progress().text
    assert recall("exercises", "neuron/nand") == {}


def test_a_link_stays_a_link(own_progress, tmp_path):
    target = tmp_path / "elsewhere.json"
    own_progress.parent.mkdir()
    try:
        own_progress.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert own_progress.is_symlink() and on_disk(target)["exercises"]


# Crashes and trouble --------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_trouble_in_the_middle_of_a_write_leaves_the_old_file(own_progress, monkeypatch, where):
    record("exercises", "neuron/nand", {"outcome": "correct"})
    before = own_progress.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, where, full)
        record("exercises", "neuron/board", {"outcome": "correct"})
    assert own_progress.read_bytes() == before
    assert [p.name for p in own_progress.parent.iterdir()] == [own_progress.name]
    assert "No space left on device" in progress().text
    assert recall("exercises", "neuron/board") == {"outcome": "correct"}
    record("exercises", "neuron/by-hand", {"outcome": "not yet"})  # and what waited is written now
    assert len(on_disk(own_progress)["exercises"]) == 3


def test_a_kernel_killed_in_the_middle_of_a_write_loses_nothing(own_progress, monkeypatch):
    record("exercises", "neuron/nand", {"outcome": "correct"})
    before = own_progress.read_bytes()
    code = (
        "import json, os, sys\n"
        "from nnlab.lessons.progress import record\n"
        "def half(data, file, **_):\n"
        '    file.write(\'{"format": 1, "exer\'); file.flush(); os._exit(9)\n'
        "json.dump = half\n"
        "record('exercises', 'neuron/board', {'outcome': 'correct'})\n"
    )
    assert kernel(code, own_progress).wait(60) == 9
    assert own_progress.read_bytes() == before
    lock = own_progress.with_name(f".{own_progress.name}.lock")
    assert lock.exists()
    os.utime(lock, (time.time() - 60,) * 2)
    record("exercises", "neuron/by-hand", {"outcome": "not yet"})
    assert set(on_disk(own_progress)["exercises"]) == {"neuron/nand", "neuron/by-hand"}
    assert not lock.exists()


def test_a_lock_that_stays_does_not_stop_anybody(own_progress, monkeypatch):
    monkeypatch.setattr(MODULE.time, "sleep", lambda _: None)
    own_progress.parent.mkdir()
    own_progress.with_name(f".{own_progress.name}.lock").touch()
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert on_disk(own_progress)["exercises"]


def test_two_notebooks_at_once_lose_nothing(own_progress):
    code = (
        "import sys\n"
        "from nnlab.lessons.progress import record\n"
        "for i in range(12):\n"
        "    record('exercises', f'{sys.argv[-1]}/{i}', {'outcome': 'not yet'})\n"
    )
    both = [
        kernel(f"import sys; sys.argv = ['-', '{name}']\n{code}", own_progress) for name in "abc"
    ]
    assert [process.wait(60) for process in both] == [0, 0, 0]
    kept = on_disk(own_progress)["exercises"]
    assert sorted(kept) == sorted(f"{name}/{i}" for name in "abc" for i in range(12))


def test_what_another_kernel_wrote_meanwhile_is_merged(own_progress):
    one, two = Store((own_progress,)), Store((own_progress,))
    one.add("exercises", "a", {"outcome": "not yet"})
    two.add("exercises", "b", {"outcome": "correct"})
    one.add("exercises", "b", {"outcome": "not yet"})
    assert on_disk(own_progress)["exercises"] == {
        "a": {"outcome": "not yet"},
        "b": {"outcome": "correct"},
    }


CORRUPT = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b'"text"',
    b"{}",
    b'{"format": "one"}',
    b'{"format": 1, "exercises": []}',
    b'{"format": 1, "predictions": {"a": 3}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("text", CORRUPT, ids=lambda text: repr(text[:20]))
def test_a_file_that_cannot_be_understood_is_set_aside_and_told(own_progress, text):
    own_progress.parent.mkdir()
    own_progress.write_bytes(text)
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert on_disk(own_progress)["exercises"]
    aside = [p for p in own_progress.parent.iterdir() if "unreadable" in p.name]
    assert [p.read_bytes() for p in aside] == [text]
    assert f"set aside as {aside[0].name}" in progress().text


def test_a_file_from_a_later_version_is_left_alone(own_progress):
    own_progress.parent.mkdir()
    text = '{"format": 2, "exercises": ["all new"]}'
    own_progress.write_text(text)
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert recall("exercises", "neuron/nand") == {"outcome": "correct"}
    assert own_progress.read_text() == text
    assert len(list(own_progress.parent.iterdir())) == 1
    assert "A newer version of the course wrote" in progress().text
    assert "only until this kernel stops" in progress().text


def test_a_later_version_at_home_is_not_split_in_two(at_home):
    home, work = at_home
    place = home / ".nnlab" / "progress.json"
    place.parent.mkdir()
    place.write_text('{"format": 2}')
    record("exercises", "neuron/nand", {"outcome": "correct"})
    assert not list(work.iterdir()) and place.read_text() == '{"format": 2}'


def test_what_this_version_does_not_know_is_kept(own_progress):
    own_progress.parent.mkdir()
    data = {
        "format": 1,
        "labs": {"NeuronLab": [1, 2]},
        "exercises": {
            "gone/away": {"outcome": "great", "colour": "blue"},
            "neuron/nand": {"outcome": "not yet", "note": "mine"},
        },
        "predictions": {},
    }
    own_progress.write_text(json.dumps(data))
    record("exercises", "neuron/nand", {"outcome": "correct"})
    data["exercises"]["neuron/nand"]["outcome"] = "correct"
    assert on_disk(own_progress) == data
    assert "✓ correct" in progress().text


@pytest.mark.parametrize("broken", ["_load", "_write", "read", "add"])
def test_recording_never_raises(monkeypatch, broken):
    def bad(*_):
        raise RuntimeError("anything")

    monkeypatch.setattr(Store, broken, bad)
    assert exercise("neuron/nand").check(1.5).outcome == "correct"
    assert predict("neuron/and").commit("B").reply


# Merging --------------------------------------------------------------------------------------

TIMES = st.sampled_from([f"2026-11-{day:02}T10:00:00+00:00" for day in range(1, 29)])
EXERCISE = st.fixed_dictionaries(
    {},
    optional={
        "outcome": st.sampled_from(["not yet", "correct"]),
        "when": TIMES,
        "solved": TIMES,
        "hints": st.integers(1, 3),
        "solution": st.just(True),
    },
)
TABLE = st.fixed_dictionaries(
    {"exercises": st.dictionaries(st.sampled_from("abc"), EXERCISE), "predictions": st.just({})}
)


@given(TABLE, TABLE, TABLE)
def test_files_can_be_merged_in_any_order_and_twice(one, two, three):
    assert merge(one, two) == merge(two, one)
    assert merge(one, merge(two, three)) == merge(merge(one, two), three)
    assert merge(one, one) == one
    assert merge(merge(one, two), two) == merge(one, two)


def test_the_earliest_prediction_wins_from_either_side():
    early = {"predictions": {"a": {"choice": "x", "sure": True, "when": "2026-01-01"}}}
    late = {"predictions": {"a": {"choice": "y", "sure": False, "when": "2026-01-02"}}}
    assert merge(early, late) == merge(late, early) == early
