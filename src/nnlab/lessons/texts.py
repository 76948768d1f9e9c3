"""The course's words, read from Markdown: a `## heading` and blocks between blank lines.

A block is a paragraph, however its lines are wrapped, or a list, line by line. One that begins with
a field's name, as in `Formula: z = w·x + b`, is that field. Lists under a `### heading` are kept
item by item.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nnlab import course


class Section:
    """What stands under one heading.

    Attributes
    ----------
    heading : str
    blocks : list of str
        Whatever is no field, one line each; `text` is all of them together.
    lists : dict heading -> list of str
    """

    def __init__(self, text: str, *fields: str):
        heading, *blocks = re.split(r"\n{2,}", text.strip())
        self.heading: str = heading
        self.blocks: list[str] = []
        self.lists: dict[str, list[str]] = {}
        self._fields: dict[str, list[str]] = {name: [] for name in fields}
        for block in map(_joined, blocks):
            name, colon, value = block.partition(": ")
            if block.startswith("### "):
                items = self.lists.setdefault(block[4:], [])
            elif self.lists:
                items.extend(line.removeprefix("- ") for line in block.split("\n"))
            elif colon and name in fields:
                self._fields[name].append(value)
            else:
                self.blocks.append(block)

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks)

    def all(self, field: str) -> tuple[str, ...]:
        """Every block of this field."""
        return tuple(self._fields[field])

    def one(self, field: str) -> str:
        """The only block of this field."""
        values = self._fields[field]
        if len(values) != 1:
            raise ValueError(f"{self.heading!r} has {len(values)} of {field!r}")
        return values[0]


def sections(path: Path, *fields: str) -> Iterator[Section]:
    """Every section of a file; none if there is no such file."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        yield Section(part, *fields)


def course_sections(file: str, *fields: str) -> Iterator[Section]:
    """Every section of the files of this name in the chapters' folders."""
    for chapter in course.CHAPTERS:
        yield from sections(Path(course.__file__).with_name(chapter) / file, *fields)


def chosen(kind: str, name: object, known: Mapping[str, Any], more: str = "") -> Any:
    """What goes by this name; otherwise an error that lists those there are."""
    if isinstance(name, str) and name in known:
        return known[name]
    raise ValueError(f"there is no {kind} {name!r}: choose one of {', '.join(known)}{more}")


def _joined(block: str) -> str:
    """One line; an indented block keeps its indent, and a list a line for each item."""
    is_list = block.startswith("- ") and not block.startswith("- [")
    indent = block[: len(block) - len(block.lstrip())]
    return indent + re.sub(r"\s*\n(?!- )\s*" if is_list else r"\s*\n\s*", " ", block.strip())
