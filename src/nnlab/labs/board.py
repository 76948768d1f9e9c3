"""The board: a cell for each gate of two switches, which fills in as the reader finds it.

What is found is kept with the learner's progress, so that a restart loses nothing.
"""

from typing import Any

from nnlab.labs import words
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE
from nnlab.lessons.store import recall, record
from nnlab.live.panel import Markup, button, joined, markup
from nnlab.pictures.board import board

Found = dict[str, tuple[float, ...]]  # the gates found, name -> (w1, w2, b)


def found_before() -> Found:
    """The gates found on other days."""
    possible = set(BOOLEAN_FUNCTIONS) - set(IMPOSSIBLE)
    kept = recall("boards", "neuron").items()
    return {name: tuple(n) for name, n in kept if name in possible and _are_three(n)}


def keep(name: str, numbers: tuple[float, ...]) -> None:
    """Keep a gate that was found."""
    record("boards", "neuron", {name: list(numbers)})


def cells(found: Found, aim: str) -> Markup:
    """Sixteen cells, the one aimed at pressed; a click reports {"type": "cell", "name": "XOR"}."""
    return markup(
        '<div class="nnlab-board-count">{} of 16 found. Choose a cell to aim at it.</div>'
        '<div class="nnlab-board">{}</div>',
        len(found),
        joined(_cell(cell, found, aim) for cell in board(BOOLEAN_FUNCTIONS, found)),
    )


def _cell(cell: dict[str, Any], found: Found, aim: str) -> Markup:
    name, numbers = cell["name"], words.place(found.get(cell["name"], ()))
    label = markup(
        '<span class="nnlab-board-name">{}</span>'
        '<span class="nnlab-board-picture" aria-hidden="true">{}</span>'
        '<span class="nnlab-board-state">{}</span>',
        name,
        joined(map(words.shape, cell["answers"])),
        f"✓ {numbers}" if cell["found"] else "",
    )
    spoken = f"aim at {name}: {f'found with {numbers}' if cell['found'] else 'not found yet'}"
    return button(label, {"type": "cell", "name": name}, name=spoken, pressed=name == aim)


def _are_three(numbers: Any) -> bool:
    three = isinstance(numbers, list) and len(numbers) == 3
    return three and all(isinstance(n, int | float) for n in numbers)
