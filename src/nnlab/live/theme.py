"""How labs look: the palette's colours as CSS properties, and the rules that use them."""

import re
from functools import cache
from pathlib import Path

from nnlab.pictures import palette

_PACKAGE = Path(__file__).parents[1]
_ORDER = ("live/view.css", "live/*.css", "labs/lab.css", "labs/**/*.css", "lessons/*.css")


@cache
def css() -> str:
    """One sheet for every stage: the theme's colours, then what all share, then each lab's own."""
    files = dict.fromkeys(path for each in _ORDER for path in sorted(_PACKAGE.glob(each)))
    text = "\n".join([palette.css(), *(path.read_text(encoding="utf-8") for path in files)])
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", bare)  # without indentation, which is a tenth of it
