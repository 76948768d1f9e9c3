"""What a learner has done, as a table. How it is kept, and where: `store`."""

from .exercise import exercises
from .gates import POSSIBLE
from .note import Note, in_columns, markdown_table
from .predict import questions
from .store import current


def progress() -> Note:
    """What you have done so far, as a table, and where it is kept.

    Examples
    --------
    >>> progress().text.splitlines()[0]
    'exercise        for        so far'
    """
    store = current()
    known = store.read()
    solved, predicted = known.get("exercises", {}), known.get("predictions", {})
    found = len(set(POSSIBLE) & set(known.get("boards", {}).get("neuron", {})))
    tables = {
        ("exercise", "for", "so far"): [
            (id_, item.who, _of_exercise(solved.get(id_, {}))) for id_, item in exercises().items()
        ],
        ("prediction", "", "your first answer"): [
            (id_, "", _of_prediction(predicted.get(id_, {}))) for id_ in questions()
        ],
        ("lab", "", "gates found on its board"): [
            ("neuron", "", f"{found} of {len(POSSIBLE)}" if found else "–")
        ],
    }
    rows = [row for head, entries in tables.items() for row in (head, *entries)]
    marked = [[f"**{cell}**" if cell and row in tables else cell for cell in row] for row in rows]
    where, table = store.where(), markdown_table(marked, "---", "---", "---")
    return Note(f"{in_columns(rows)}\n\n{where}", f"{table}\n\n{where}")


def _of_exercise(entry: dict[str, object]) -> str:
    outcome = {"correct": "✓ correct", "not yet": "not yet"}.get(str(entry.get("outcome")))
    hints = entry.get("hints")
    counted = f"{hints} hint{'' if hints == 1 else 's'}" if isinstance(hints, int) else ""
    read = "solution read" if entry.get("solution") else ""
    return ", ".join(filter(None, (outcome, counted, read))) or "–"


def _of_prediction(entry: dict[str, object]) -> str:
    if "right" not in entry:
        return "locked in" if entry else "–"
    said = "✓ right" if entry["right"] else "✗ another one"
    return said + (", sure" if entry.get("sure") else ", not sure")
