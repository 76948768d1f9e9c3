"""What a learner has done is never lost, never in the way, and absent if they don't want it."""

import errno
import json
import os
from pathlib import Path

import pytest

from nnlab.lessons import exercise, predict, progress, store
from nnlab.lessons.store import Store, current, recall, record

ID, RIGHT, WRONG = "neuron/mistake", [-1, 3, 0], [0, 3, 1]


def restart(monkeypatch):
    monkeypatch.setattr(store, "_stores", {})


def on_disk(place):
    """What another kernel finds there."""
    return Store(place).read()


def written(place, data):
    """The file as something else than this edition of the course left it."""
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data if isinstance(data, bytes) else json.dumps(data, indent=1).encode())


# What is kept ---------------------------------------------------------------------------------


def test_a_check_a_hint_and_a_prediction_are_kept(own_progress, monkeypatch):
    assert not own_progress.exists()
    item = exercise(ID)
    (
        item.check(...),
        item.check(WRONG),
        item.hint(),
        item.hint(),
        item.check(RIGHT),
        item.check(WRONG),
    )
    predict("neuron/and").commit("B", sure=True)
    restart(monkeypatch)
    entry = recall("exercises", ID)
    assert entry["outcome"] == "correct" and entry["hints"] == 2
    assert entry["when"] <= entry["solved"]
    said = progress().text
    lines = [" ".join(line.split()) for line in said.splitlines()]  # columns are as wide as ids
    assert {row.split()[0]: row.split()[1:] for row in lines if row.startswith("neuron/")} == {
        "neuron/mistake": ["everyone", "✓", "correct,", "2", "hints"],
        "neuron/by-hand": ["most", "–"],
        "neuron/step": ["want", "more", "–"],
        "neuron/and": ["✓", "right,", "sure"],
        "neuron/bias": ["–"],
        "neuron/xor": ["–"],
    }
    assert str(own_progress) in said


def test_untouched_exercises_leave_no_file(own_progress):
    exercise(ID).check(...)
    progress(), predict("neuron/and")
    assert not own_progress.exists() and not own_progress.parent.exists()


def test_the_file_is_a_line_for_each_piece_of_news_and_alone_in_its_folder(own_progress):
    for outcome in ("not yet", "not yet", "correct", "not yet", "correct"):
        record("exercises", ID, {"outcome": outcome})
    lines = own_progress.read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"exercises": {ID: {"outcome": "not yet"}}},
        {"exercises": {ID: {"outcome": "correct"}}},
    ]
    assert [p.name for p in own_progress.parent.iterdir()] == [own_progress.name]


def test_the_table_is_markdown_too():
    record("exercises", ID, {"outcome": "not yet"})
    assert "| everyone | not yet |" in progress().markdown


def test_a_labs_board_is_kept_and_counted(monkeypatch):
    record("boards", "neuron", {"OR": [0.5, 0.5, 0.0]})
    record("boards", "neuron", {"OR": [1, 1, -0.5], "AND": [1, 1, -1.5]})
    restart(monkeypatch)
    assert recall("boards", "neuron") == {"OR": [0.5, 0.5, 0.0], "AND": [1, 1, -1.5]}
    assert "2 of 14" in progress().text


def test_an_earlier_editions_file_is_read_and_kept(own_progress):
    old = {
        "format": 1,
        "labs": {"NeuronLab": {"seen": [1, 2]}},
        "exercises": {
            "gone/away": {"outcome": "great", "colour": "blue"},
            ID: {"outcome": "not yet", "note": "mine"},
        },
        "predictions": {"neuron/and": {"choice": "x", "right": False, "when": "2026-01-01"}},
    }
    written(own_progress, old)
    before = own_progress.read_bytes()
    record("exercises", ID, {"outcome": "correct", "when": "2026-02-01"})
    record("predictions", "neuron/and", {"choice": "y", "right": True, "when": "2026-02-01"})
    assert own_progress.read_bytes().startswith(before)
    kept = on_disk(own_progress)
    assert kept["exercises"][ID] == {"outcome": "correct", "note": "mine", "when": "2026-02-01"}
    assert kept["exercises"]["gone/away"] == old["exercises"]["gone/away"]
    assert kept["labs"] == old["labs"] and kept["predictions"] == old["predictions"]


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
    record("exercises", ID, {"outcome": "correct"})
    assert (home / ".nnlab" / "progress.json").exists() and not list(work.iterdir())


def test_else_in_the_working_folder_and_is_read_from_both(at_home, monkeypatch):
    home, work = at_home
    record("exercises", ID, {"outcome": "correct"})
    make = Path.mkdir
    real = os.path.realpath(home)

    def read_only(self, *args, **kwargs):
        if str(self).startswith(real):
            raise OSError(errno.EROFS, "Read-only file system", str(self))
        return make(self, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", read_only)
    restart(monkeypatch)
    record("exercises", "neuron/step", {"outcome": "not yet"})
    assert set(on_disk(work / "nnlab-progress.json")["exercises"]) == {"neuron/step"}
    restart(monkeypatch)
    assert set(current().read()["exercises"]) == {ID, "neuron/step"}


def test_else_in_memory(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("NNLAB_PROGRESS", str(blocked / "progress.json"))
    record("exercises", ID, {"outcome": "correct"})
    assert recall("exercises", ID) == {"outcome": "correct"}
    said = progress().text
    assert "until this kernel" in said and "Could not write" in said
    assert blocked.read_text() == "not a folder"


@pytest.mark.parametrize("off", ["off", "OFF", " off "])
def test_off_keeps_nothing(at_home, monkeypatch, off):
    home, work = at_home
    monkeypatch.setenv("NNLAB_PROGRESS", off)
    exercise(ID).check(RIGHT)
    predict("neuron/and").commit("A")
    assert not list(home.iterdir()) and not list(work.iterdir())
    assert "is off" in progress().text
    assert recall("exercises", ID) == {}


def test_a_home_that_nobody_has_is_an_ordinary_folder(at_home, monkeypatch):
    _, work = at_home
    monkeypatch.setenv("NNLAB_PROGRESS", "~nouser/p.json")
    record("exercises", ID, {"outcome": "correct"})
    assert str(Path("~nouser/p.json")) in progress().text
    assert on_disk(work / "~nouser" / "p.json")["exercises"]


def test_a_link_stays_a_link(own_progress, tmp_path):
    target = tmp_path / "elsewhere" / "target.json"
    own_progress.parent.mkdir()
    try:
        own_progress.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    record("exercises", ID, {"outcome": "correct"})
    assert own_progress.is_symlink() and on_disk(target)["exercises"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_the_file_stops_nobody(own_progress):
    own_progress.parent.mkdir()
    os.mkfifo(own_progress)
    record("exercises", ID, {"outcome": "correct"})  # it would wait for a reader for ever
    assert recall("exercises", ID) == {"outcome": "correct"}
    assert "Could not write" in progress().text


def test_a_folder_in_place_of_the_file(own_progress):
    own_progress.mkdir(parents=True)
    record("exercises", ID, {"outcome": "correct"})
    assert "Could not write" in progress().text and not list(own_progress.iterdir())


# Never in the way ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["(scratch)<img src=x onerror=alert(1)>.json", "a`<b>`.json"])
def test_the_path_is_shown_never_executed(tmp_path, monkeypatch, name):
    for place in (tmp_path / name, tmp_path / "file" / name):  # the second can't be written
        (tmp_path / "file").touch()
        monkeypatch.setenv("NNLAB_PROGRESS", str(place))
        record("exercises", ID, {"outcome": "correct"})
        told = [line for line in progress().markdown.splitlines() if name in line]
        ticks = "``" if "`" in name else "`"
        assert told and all(line.split(name)[0].count(ticks) % 2 for line in told)


@pytest.mark.parametrize("broken", ["_load", "_write", "read", "add"])
def test_recording_never_raises(monkeypatch, broken):
    def bad(*_):
        raise RuntimeError("anything")

    monkeypatch.setattr(Store, broken, bad)
    assert exercise(ID).check(RIGHT).outcome == "correct"
    assert predict("neuron/and").commit("B").reply
