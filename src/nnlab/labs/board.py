"""The board: a cell for each gate of two switches, which fills in as the reader finds it."""

from nnlab.labs.words import place
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE
from nnlab.lessons.progress import recall, record
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
        self.html = markup(
            '<div class="nnlab-board-count">{} of 16 found. Choose a cell to aim at it.</div>'
            '<div class="nnlab-board">{}</div>',
            len(found),
            joined(
                _cell(cell, found.get(cell["name"]), cell["name"] == aim)
                for cell in board(BOOLEAN_FUNCTIONS, found)
            ),
        )


def _cell(cell: CellMark, numbers: tuple[float, ...] | None, aimed: bool) -> Markup:
    name = cell["name"]
    state = f"found with {place(numbers)}" if numbers else "not found yet"
    picture = joined(
        markup('<i class="nnlab-board-{}">{}</i>', *_MARKS[answer]) for answer in cell["answers"]
    )
    label = markup(
        '<span class="nnlab-board-name">{}</span>'
        '<span class="nnlab-board-picture" aria-hidden="true">{}</span>'
        '<span class="nnlab-board-state">{}</span>',
        name,
        picture,
        markup("✓ {}", place(numbers)) if numbers else "",
    )
    return button(
        label, {"type": "cell", "name": name}, name=f"aim at {name}: {state}", pressed=aimed
    )


_MARKS = {0: ("zero", "●"), 1: ("one", "▲")}


def _are_three(numbers) -> bool:
    return (
        isinstance(numbers, list)
        and len(numbers) == 3
        and all(isinstance(n, int | float) for n in numbers)
    )
