"""The board: a cell for each gate of two switches, which fills in as the reader finds it."""

from typing import Any

from nnlab.labs.words import place, shape
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE
from nnlab.lessons.store import recall, record
from nnlab.live.panel import Markup, Panel, button, joined, markup
from nnlab.pictures.board import CellMark, board


class Board(Panel):
    """Sixteen cells; one that is chosen reports {"type": "cell", "name": "XOR"}.

    What is found is kept with the learner's progress, so that a restart loses nothing.
    """

    def found_before(self) -> dict[str, tuple[float, ...]]:
        """The gates found on other days, name -> (w1, w2, b)."""
        kept = recall("boards", "neuron")
        return {
            name: tuple(numbers)
            for name, numbers in kept.items()
            if name in BOOLEAN_FUNCTIONS and name not in IMPOSSIBLE and _are_three(numbers)
        }

    def keep(self, name: str, numbers: tuple[float, ...]) -> None:
        """Keep a gate that was found."""
        record("boards", "neuron", {name: list(numbers)})

    def show(self, found: dict[str, tuple[float, ...]], aim: str) -> None:
        """Fill the cells of the gates `found`; the one aimed at is pressed."""
        cells = [_cell(cell, found, aim) for cell in board(BOOLEAN_FUNCTIONS, found)]
        self.html = markup(
            '<div class="nnlab-board-count">{} of 16 found. Choose a cell to aim at it.</div>'
            '<div class="nnlab-board">{}</div>',
            len(found),
            joined(cells),
        )


def _cell(cell: CellMark, found: dict[str, tuple[float, ...]], aim: str) -> Markup:
    name, numbers = cell["name"], place(found.get(cell["name"], ()))
    known = cell["found"]
    label = markup(
        '<span class="nnlab-board-name">{}</span>'
        '<span class="nnlab-board-picture" aria-hidden="true">{}</span>'
        '<span class="nnlab-board-state">{}</span>',
        name,
        joined(map(shape, cell["answers"])),
        f"✓ {numbers}" if known else "",
    )
    spoken = f"aim at {name}: {f'found with {numbers}' if known else 'not found yet'}"
    return button(label, {"type": "cell", "name": name}, name=spoken, pressed=name == aim)


def _are_three(numbers: Any) -> bool:
    three = isinstance(numbers, list) and len(numbers) == 3
    return three and all(isinstance(n, int | float) for n in numbers)
