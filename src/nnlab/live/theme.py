"""How views and labs look: the palette's colours as CSS properties, and the rules that use them."""

from functools import cache
from pathlib import Path

from nnlab.plots import palette

_HERE = Path(__file__).parent


@cache
def source(name: str | Path) -> str:
    """The text of a file: beside this one, or anywhere for a whole path."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def css(*names: str | Path) -> str:
    """The theme's colours, the rules that all views share, and those in the files named."""
    return "\n".join([palette.css(), *(source(name) for name in ("view.css", *names))])


@cache
def module(*names: str) -> str:
    """An ES module for anywidget: what all views share, then the files named.

    A widget's module cannot import its neighbour (there is no address to import from, and no
    build step), so the shared text goes first.
    """
    return "\n".join(source(Path("js", name)) for name in ("view.js", *names))
