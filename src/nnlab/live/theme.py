"""How labs look: their letters, the colours as CSS properties, and the rules that use them."""

import re
from base64 import b64encode
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
    return _font() + re.sub(r"\s*\n\s*", "\n", bare)  # without indentation, a tenth of it


def _font() -> str:
    """The letters of all labs, in the sheet itself: nothing is fetched. See tools/font.py."""
    letters = b64encode((_PACKAGE / "live/font/nnlab-sans.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{letters}") format("woff2")'
    return f'@font-face {{ font-family: "nnlab Sans"; font-weight: 400 700; src: {source}; }}\n'
