"""What a learner has done, in a small JSON file of their own.

Where: the path in the environment variable NNLAB_PROGRESS, or nowhere if that says "off"; else
`.nnlab/progress.json` in the home folder; else `nnlab-progress.json` in the working folder; else
only in memory. Nothing is sent anywhere.

How nothing gets lost: an entry only ever grows (a first answer stays, a solved exercise stays
solved), so two files can be merged in any order. Every write reads the file afresh, merges, writes
a temporary file and moves it into place. What could not be written waits for the next write.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from .note import Note

FORMAT = 1
_RANKS = {"not yet": 1, "correct": 2}
_STALE_LOCK = 10.0  # seconds: a kernel that died between two lines left it behind
_stores: dict[tuple[Path, ...], Store] = {}


def progress() -> Note:
    """What you have done so far, as a table, and where it is kept.

    Examples
    --------
    >>> progress().text.splitlines()[0]
    'exercise        for        so far'
    """
    from nnlab.course import EXERCISES, PREDICTIONS

    store = current()
    data = store.read()
    rows = [("exercise", "for", "so far")]
    for item in EXERCISES.values():
        rows.append((item.id, item.who, _exercise_status(data["exercises"].get(item.id))))
    rows.append(("prediction", "", "your first answer"))
    for id_ in PREDICTIONS:
        rows.append((id_, "", _prediction_status(data["predictions"].get(id_))))
    rows.append(("lab", "", "gates found on its board"))
    for id_ in ("neuron",):
        found = data.get("boards", {}).get(id_, {})
        rows.append((id_, "", f"{len(found)} of 14" if found else "–"))
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    table = "\n".join(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}".rstrip() for a, b, c in rows)
    lines = ["| | | |", "|---|---|---|"]
    for a, b, c in rows:
        bold = "**" if a in ("exercise", "prediction", "lab") else ""
        cells = (f"{bold}{cell}{bold}" if cell else "" for cell in (a, b, c))
        lines.append("| " + " | ".join(cells) + " |")
    where = store.where()
    return Note(f"{table}\n\n{where}", "\n".join(lines) + f"\n\n{where}")


def record(section: str, id_: str, entry: dict) -> None:
    """Add to what's known about an exercise, a prediction, a lab's board. Never raises.

    Parameters
    ----------
    section : str
        "exercises" keeps the best outcome, "predictions" the earliest answer; any other name
        keeps what was there first, key by key.
    id_ : str
        Chapter and name.
    entry : dict
        What JSON can hold.
    """
    with suppress(Exception):  # no trouble with a file may spoil a lesson
        current().add(section, id_, entry)


def recall(section: str, id_: str) -> dict:
    """What's known about it: {} if nothing. Never raises."""
    with suppress(Exception):
        entry = current().read().get(section, {}).get(id_, {})
        return entry if isinstance(entry, dict) else {}
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
        places: tuple[Path, ...] = (Path(wanted).expanduser(),)
    else:
        places = (Path.cwd() / "nnlab-progress.json",)
        with suppress(RuntimeError):  # nobody's home
            places = (Path.home() / ".nnlab" / "progress.json", *places)
    if places not in _stores:
        _stores[places] = Store(places)
    return _stores[places]


class Store:
    """One learner's record: what the files say, and what this kernel has added.

    Parameters
    ----------
    places : paths, best first
        All that exist are read; the first that can be written is written. None: memory only.
    """

    def __init__(self, places: tuple[Path, ...] = ()):
        self.places = places
        self.kept_at: Path | None = None
        self.notices: list[str] = []
        self._mine = _empty()
        self._one_at_a_time = threading.Lock()

    def read(self) -> dict:
        """Everything known: the files and this kernel's own entries, merged."""
        data = self._mine
        for place in self.places:
            with suppress(_FromTheFuture, OSError):
                data = merge(data, self._load(place))
        return data

    def add(self, section: str, id_: str, entry: dict) -> None:
        """Remember an entry, and write it down where that's possible."""
        with self._one_at_a_time:  # a click may arrive on another thread than the cells
            self._mine = merge(self._mine, {section: {id_: entry}})
            self._keep()

    def _keep(self) -> None:
        for place in self.places:
            try:
                self._write(place)
            except _FromTheFuture:
                break  # another place would split the record in two
            except OSError as trouble:
                self._tell(f"Could not write {place}: {trouble.strerror or trouble}.")
            else:
                self.kept_at = place
                return
        self.kept_at = None

    def where(self) -> str:
        """Where it is kept, and what went wrong, in words."""
        if not self.places:
            said = "NNLAB_PROGRESS is off: nothing is kept."
        elif self.kept_at:
            said = f"Kept in {self.kept_at}. To start afresh, delete it and restart the kernel."
        elif self.notices and self._mine != _empty():
            said = "What you do now is kept only until this kernel stops."
        else:
            said = f"It is kept in {self.places[0]}. Set NNLAB_PROGRESS=off to keep nothing."
        return "\n\n".join([said, *self.notices])

    def _load(self, place: Path) -> dict:
        """What one file says. A file that can't be understood is set aside, not deleted."""
        try:
            text = place.read_bytes()
        except FileNotFoundError:
            return _empty()
        try:
            data = json.loads(text.decode("utf-8"))
            if not isinstance(data, dict) or not isinstance(data.get("format"), int):
                raise ValueError("not a progress file")
            newer = data["format"] > FORMAT
            for section in _empty():
                if not newer and not _is_section(data.setdefault(section, {})):
                    raise ValueError(f"{section} is not a table")
        except (ValueError, RecursionError):
            self._set_aside(place)
            return _empty()
        if newer:
            self._tell(f"A newer version of the course wrote {place}. It is left as it is.")
            raise _FromTheFuture
        return data

    def _set_aside(self, place: Path) -> None:
        stamp = datetime.now().strftime("%Y-%m-%dT%H%M%S-%f")
        aside = place.with_name(f"{place.stem}.unreadable-{stamp}{place.suffix}")
        os.replace(place, aside)
        self._tell(f"{place} could not be understood. It is set aside as {aside.name}.")

    def _write(self, place: Path) -> None:
        place = Path(os.path.realpath(place))  # a link stays a link
        place.parent.mkdir(parents=True, exist_ok=True)
        with _lock(place):
            data = merge(self._load(place), self._mine)
            data["format"] = FORMAT
            handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(data, file, ensure_ascii=False, indent=1)
                    file.flush()
                    os.fsync(file.fileno())
                _replace(name, place)
            except BaseException:
                with suppress(OSError):
                    os.unlink(name)
                raise

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def merge(old: dict, new: dict) -> dict:
    """Both together; nothing in either is lost, in whatever order files are merged.

    An exercise keeps its best outcome, a prediction its earliest answer. Whatever else is there,
    perhaps from another version of the course, is kept.

    Examples
    --------
    >>> a = {"exercises": {"x": {"outcome": "correct"}}}
    >>> merge(a, {"exercises": {"x": {"outcome": "not yet"}}}) == a
    True
    """
    merged = _both(old, new)
    for section, pick in (("exercises", _best), ("predictions", _earliest)):
        first, second = old.get(section, {}), new.get(section, {})
        for id_ in first.keys() & second.keys():
            merged[section][id_] = pick(first[id_], second[id_])
    return merged


def _both(old: dict, new: dict) -> dict:
    merged = dict(old)
    for key, value in new.items():
        both_tables = isinstance(value, dict) and isinstance(old.get(key), dict)
        merged[key] = _both(old[key], value) if both_tables else old.get(key, value)
    return merged


def _best(old: dict, new: dict) -> dict:
    entry = _both(old, new)
    outcomes = [e["outcome"] for e in (old, new) if e.get("outcome") in _RANKS]
    if outcomes:
        entry["outcome"] = max(outcomes, key=_RANKS.__getitem__)
    for key, pick in (("when", min), ("solved", min), ("hints", max)):
        values = [e[key] for e in (old, new) if key in e]
        if len(values) == 2 and type(values[0]) is type(values[1]):
            entry[key] = pick(values)
    return entry


def _earliest(old: dict, new: dict) -> dict:
    first, second = sorted((old, new), key=lambda e: str(e.get("when", "~")))
    return _both(first, second)


def _empty() -> dict:
    return {"exercises": {}, "predictions": {}}


def _is_section(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(entry, dict) for entry in value.values())


class _FromTheFuture(Exception):
    """A file of a later version: neither read nor written."""


@contextmanager
def _lock(place: Path):
    """One writer at a time. Nobody waits longer than two seconds: merging needs no lock to be
    safe, it only saves a second kernel from waiting for its next write."""
    lock = place.with_name(f".{place.name}.lock")
    mine = False
    for _ in range(100):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            mine = True
            break
        except OSError:  # Windows says "denied" while another process is deleting it
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > _STALE_LOCK:
                    lock.unlink()
                    continue
            time.sleep(0.02)
    try:
        yield
    finally:
        if mine:
            with suppress(OSError):
                lock.unlink()


def _replace(name: str, place: Path) -> None:
    """os.replace, patient where a reader holds the file for a moment (Windows)."""
    for attempt in range(20):
        try:
            return os.replace(name, place)
        except PermissionError:
            if attempt == 19 or os.name != "nt":
                raise
            time.sleep(0.02)


def _exercise_status(entry: dict | None) -> str:
    entry = entry or {}
    outcome = entry.get("outcome")
    said = {"correct": "✓ correct", "not yet": "not yet"}.get(outcome, "")
    extra = []
    if isinstance(entry.get("hints"), int):
        extra.append("1 hint" if entry["hints"] == 1 else f"{entry['hints']} hints")
    if entry.get("solution"):
        extra.append("solution read")
    return ", ".join([said] * bool(said) + extra) or "–"


def _prediction_status(entry: dict | None) -> str:
    entry = entry or {}
    if "right" not in entry:
        return "–" if not entry else "locked in"
    said = "✓ right" if entry["right"] else "✗ another one"
    return said + (", sure" if entry.get("sure") else ", not sure")
