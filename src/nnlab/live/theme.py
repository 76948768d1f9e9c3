"""How views and labs look: the palette's colours as CSS properties, and the rules that use them."""

from functools import cache
from pathlib import Path

from nnlab.pictures import palette

_HERE = Path(__file__).parent


@cache
def source(name: str | Path) -> str:
    """The text of a file: beside this one, or anywhere for a whole path."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def css(*names: str | Path) -> str:
    """The theme's colours, the rules that all views share, and those in the files named."""
    return "\n".join([palette.css(), *(source(name) for name in ("view.css", *names))])
