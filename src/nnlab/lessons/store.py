"""The file that keeps a learner's progress: one line of JSON for each piece of news.

Where: the path in the environment variable NNLAB_PROGRESS, or nowhere if that says "off"; else
`.nnlab/progress.json` in the home folder; else `nnlab-progress.json` in the working folder; else
only in memory. Nothing is sent anywhere.

How nothing gets lost: the file is only ever added to, a whole line at a time, so that any number
of kernels can write at once. What counts, the best outcome and the first answer, is worked out
on reading. A line is `{"exercises": {"neuron/mistake": {"outcome": "correct"}}}`; an earlier
edition's file, one such table over many lines, reads the same way.
"""

import codecs
import errno
import json
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .note import code

# One piece of news: section, id, and what is now known about it.
Event = tuple[str, str, dict[str, Any]]
Known = dict[str, dict[str, dict[str, Any]]]  # section -> id -> what is known


class Store:
    """One learner's record: what the files say, and what this kernel has added.

    Parameters
    ----------
    *places : paths, best first
        All that exist are read; the first that can be written is written. None: memory only.
    """

    def __init__(self, *places: Path) -> None:
        self.places = places
        self.kept_at: Path | None = None
        self.notices: list[str] = []
        self._mine: list[Event] = []
        self._unwritten: list[str] = []
        self._one_at_a_time = threading.Lock()

    def read(self) -> Known:
        """Everything known, section -> id -> entry: the files' news and this kernel's own."""
        kept = [event for place in self.places for event in self._load(place)]
        return merge([*kept, *self._mine])

    def add(self, event: Event) -> None:
        """Remember an event and write it down where that's possible; old news is left out."""
        section, id_, entry = event
        with self._one_at_a_time:  # a click may arrive on another thread than the cells
            if merge([*self._mine, event]) == merge(self._mine):
                return
            self._mine.append(event)
            try:
                self._unwritten.append(json.dumps({section: {id_: entry}}, ensure_ascii=False))
            except (TypeError, ValueError, RecursionError):
                return self._tell(f"What was done in {code(id_)} can't be kept in a file.")
            self._write()

    def _write(self) -> None:
        """Write what waits to the first place that takes it."""
        self.kept_at = None
        for place in self.places:
            try:
                _append(place, "\n".join(self._unwritten))
            except OSError as trouble:
                self._tell(f"Could not write {_path(place)}: {trouble.strerror or trouble}.")
            else:
                self.kept_at = place
                return self._unwritten.clear()

    def where(self) -> str:
        """Where it is kept, and what went wrong, in words."""
        said = "What you do now is kept only until this kernel stops."
        if not self.places:
            said = "NNLAB_PROGRESS is off: nothing is kept."
        elif self.kept_at:
            kept = f"Kept in {_path(self.kept_at)}."
            said = f"{kept} To start afresh, delete it and restart the kernel."
        elif not self._mine:
            said = f"It is kept in {_path(self.places[0])}. Set NNLAB_PROGRESS=off to keep nothing."
        return "\n\n".join([said, *self.notices])

    def _load(self, place: Path) -> list[Event]:
        """A file's events; what can't be understood is left alone and told."""
        try:
            data = place.read_bytes() if place.is_file() else b""
        except OSError as trouble:
            self._tell(f"Could not read {_path(place)}: {trouble.strerror or trouble}.")
            return []
        text = data.decode(_encoding(data), "replace").removeprefix("\ufeff")
        events = list(_events(text))
        if None in events:
            self._tell(f"Some of {_path(place)} could not be understood. It is left as it is.")
        return [event for event in events if event is not None]

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


_stores: dict[tuple[Path, ...], Store] = {}


def record(section: str, id_: str, entry: dict[str, Any]) -> None:
    """Add to what's known about an exercise, a prediction, a lab's board. Never raises.

    Parameters
    ----------
    section : str
        "exercises" keeps the best outcome and the most hints; whatever else, "predictions" among
        it, keeps what was there first, key by key.
    id_ : str
        Chapter and name.
    entry : dict
        What JSON can hold.
    """
    with suppress(Exception):  # no trouble with a file may spoil a lesson
        current().add((section, id_, entry))


def recall(section: str, id_: str) -> dict[str, Any]:
    """What's known about it: {} if nothing. Never raises."""
    with suppress(Exception):
        return current().read().get(section, {}).get(id_, {})
    return {}


def now() -> str:
    """This second as text that sorts, wherever and in whatever season it was written."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def current() -> Store:
    """The store that the environment asks for now."""
    wanted = os.environ.get("NNLAB_PROGRESS", "").strip()
    if wanted.lower() == "off":
        return Store()  # a new one each time, so nothing is kept
    if wanted:
        places = [Path(os.path.expanduser(wanted))]
    else:
        places = [Path.cwd() / "nnlab-progress.json"]
        with suppress(RuntimeError):  # nobody's home
            places.insert(0, Path.home() / ".nnlab" / "progress.json")
    return _stores.setdefault(tuple(places), Store(*places))


def merge(events: Iterable[Event]) -> Known:
    """Section -> id -> what is known: the first of everything, but the best of an exercise.

    Examples
    --------
    >>> tried = "exercises", "a", {"outcome": "not yet"}
    >>> solved = "exercises", "a", {"outcome": "correct"}
    >>> merge([tried, solved, tried])
    {'exercises': {'a': {'outcome': 'correct'}}}
    """
    known: Known = {}
    for section, id_, entry in sorted(events, key=lambda event: str(event[2].get("when", ""))):
        kept = known.setdefault(section, {}).setdefault(id_, {})
        for key, value in entry.items():
            if key not in kept or (section == "exercises" and _is_better(key, value, kept[key])):
                kept[key] = value
    return known


def _is_better(key: str, new: object, old: object) -> bool:
    if key == "hints":
        return isinstance(new, int) and not (isinstance(old, int) and old >= new)
    return key == "outcome" and (new == "correct" or old not in ("correct", "not yet"))


def _events(text: str) -> Iterator[Event | None]:
    """What a file's text holds; None for what can't be understood. A table begins a line."""
    for chunk in filter(str.strip, re.split(r"\n(?=\{)", text)):
        table, whole = None, False
        with suppress(ValueError, RecursionError):
            table, end = json.JSONDecoder().raw_decode(chunk)
            whole = not chunk[end:].strip()
        if not whole or not isinstance(table, dict):
            yield None
        for section, entries in table.items() if isinstance(table, dict) else ():
            if section != "format":  # an earlier edition's number
                for id_, entry in entries.items() if isinstance(entries, dict) else [("", None)]:
                    yield (section, id_, entry) if isinstance(entry, dict) else None


def _append(place: Path, lines: str) -> None:
    """Add lines to a file in one write, in the file's own encoding."""
    if place.exists() and not place.is_file():  # a pipe would keep its reader waiting
        raise OSError("it is no file")
    Path(os.path.realpath(place)).parent.mkdir(parents=True, exist_ok=True)  # a link stays a link
    with open(place, "ab+", buffering=0) as file:
        file.seek(0)
        before = file.read()
        newline = "\n".encode(_encoding(before))
        torn = before and not before.endswith(newline)  # its last line has no end
        # What no encoding can hold, half a character, has an escape in JSON.
        text = ("\n" if torn else "") + lines + "\n"
        data = text.encode(_encoding(before), "backslashreplace")
        data = b" " * (len(before) % len(newline)) + data  # somebody's last character has no end
        if file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _encoding(data: bytes) -> str:
    """What an editor saved the file in."""
    marks = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    return marks.get(data[:2], "utf-8")


def _path(place: Path) -> str:
    """A path as inline code: shown, never read as Markdown or HTML."""
    return code(str(place).encode("utf-8", "replace").decode(), limit=1000)
