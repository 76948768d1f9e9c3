"""What a learner has done, in a small file of their own.

Where: the path in the environment variable NNLAB_PROGRESS, or nowhere if that says "off"; else
`.nnlab/progress.json` in the home folder; else `nnlab-progress.json` in the working folder; else
only in memory. Nothing is sent anywhere. How it is kept: `store`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import content
from .gates import POSSIBLE
from .note import Note, in_columns, markdown_table
from .store import Event, Store

_stores: dict[tuple[Path, ...], Store] = {}


def progress() -> Note:
    """What you have done so far, as a table, and where it is kept.

    Examples
    --------
    >>> progress().text.splitlines()[0]
    'exercise        for        so far'
    """
    store = current()
    known = store.read()
    exercises, predictions = known.get("exercises", {}), known.get("predictions", {})
    found = len(set(POSSIBLE) & set(known.get("boards", {}).get("neuron", {})))
    tables = {
        ("exercise", "for", "so far"): [
            (id_, item.who, _exercise_status(exercises.get(id_, {})))
            for id_, item in content.exercises().items()
        ],
        ("prediction", "", "your first answer"): [
            (id_, "", _prediction_status(predictions.get(id_, {}))) for id_ in content.predictions()
        ],
        ("lab", "", "gates found on its board"): [
            ("neuron", "", f"{found} of {len(POSSIBLE)}" if found else "–")
        ],
    }
    rows = [row for head, entries in tables.items() for row in (head, *entries)]
    marked = [[f"**{cell}**" if cell and row in tables else cell for cell in row] for row in rows]
    where, table = store.where(), markdown_table(marked, "---", "---", "---")
    return Note(f"{in_columns(rows)}\n\n{where}", f"{table}\n\n{where}")


def record(section: str, id_: str, entry: dict[str, object]) -> None:
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
        current().add(Event(section, id_, entry))


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
        places: tuple[Path, ...] = (Path(os.path.expanduser(wanted)),)
    else:
        places = (Path.cwd() / "nnlab-progress.json",)
        with suppress(RuntimeError):  # nobody's home
            places = (Path.home() / ".nnlab" / "progress.json", *places)
    return _stores.setdefault(places, Store(places))


def _exercise_status(entry: dict[str, object]) -> str:
    outcome = {"correct": "✓ correct", "not yet": "not yet"}.get(str(entry.get("outcome")))
    hints = entry.get("hints")
    counted = f"{hints} hint{'' if hints == 1 else 's'}" if isinstance(hints, int) else ""
    read = "solution read" if entry.get("solution") else ""
    return ", ".join(filter(None, (outcome, counted, read))) or "–"


def _prediction_status(entry: dict[str, object]) -> str:
    if "right" not in entry:
        return "locked in" if entry else "–"
    said = "✓ right" if entry["right"] else "✗ another one"
    return said + (", sure" if entry.get("sure") else ", not sure")
