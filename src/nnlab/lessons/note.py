"""What the lessons hand to a page: a note, in Markdown and in plain text."""

import re
from collections.abc import Callable, Sequence


class Note:
    """Something to read: Markdown on a page, the same words as plain text elsewhere.

    Parameters
    ----------
    text : str
    markdown : str, optional
        Left out, the text.
    topic : str
        Stands small above it: with one, a page with a lab shows the note as a card like a lab's.

    Examples
    --------
    >>> Note("A line.", "A **line**.")
    A line.
    """

    def __init__(self, text: str, markdown: str | None = None, topic: str = ""):
        self.text = text
        self.markdown = card(text if markdown is None else markdown, topic)

    def __repr__(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown


def card(markdown: str, topic: str) -> str:
    """Markdown in a frame that live/view.css dresses; with no topic as it is.

    >>> print(card("A **line**.", "In one breath"))
    <div class="nnlab nnlab-card"><span class="nnlab-emblem"></span> <small>In one breath</small>
    <BLANKLINE>
    A **line**.
    <BLANKLINE>
    </div>
    """
    if not topic:
        return markdown
    over = f'<span class="nnlab-emblem"></span> <small>{topic}</small>'
    return f'<div class="nnlab nnlab-card">{over}\n\n{markdown}\n\n</div>'


def in_columns(rows: Sequence[Sequence[str]], align: Callable[[str, int], str] = str.ljust) -> str:
    """Rows of cells as plain text, each column as wide as its widest cell.

    Examples
    --------
    >>> print(in_columns([("name", "value"), ("b", "-0.5")]))
    name  value
    b     -0.5
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(align, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


def markdown_table(rows: Sequence[Sequence[str]], *sides: str) -> str:
    """Rows of cells as a Markdown table, the first its head; `sides` as in ":---:", one a column.

    Examples
    --------
    >>> print(markdown_table([("name", "value"), ("b", "-0.5")], "---", "---:"))
    | name | value |
    | --- | ---: |
    | b | -0.5 |
    """
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, sides, *body))


def fenced(source: str, language: str = "python") -> str:
    """A Markdown code block, fenced so that nothing in the source can close it."""
    fence = "`" * max(3, _longest(source) + 1)
    return f"{fence}{language}\n{source}\n{fence}"


def code(text: str, limit: int = 160) -> str:
    """Anybody's text as one line of inline code: shown, never read as Markdown or HTML."""
    line = " ".join(str(text).split()) or " "
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    ticks = "`" * (_longest(line) + 1)
    pad = " " if "`" in line else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def _longest(text: str) -> int:
    """How many backticks stand in a row, at most."""
    return max(map(len, re.findall(r"`+", text)), default=0)


def shown(value: object, limit: int = 160) -> str:
    """Any object as inline code, even one whose own repr fails; without its address."""
    try:
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))
    except Exception:
        text = f"<{type(value).__name__}>"
    return code(text, limit)


def described(trouble: BaseException) -> str:
    """An exception in one line of code: its name and what it says."""
    name = type(trouble).__name__
    try:
        said = str(trouble)
    except Exception:
        said = ""
    return code(f"{name}: {said}" if said else name)
