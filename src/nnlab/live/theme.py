"""How labs look: their letters, the colours as CSS properties, and the rules that use them."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from nnlab.live import bundle
from nnlab.pictures import palette

_PACKAGE = Path(__file__).parents[1]


@cache
def css(kinds: frozenset[str] = frozenset(), labs: frozenset[str] = frozenset()) -> str:
    """The sheet of a stage: colours, what all share, and the rules of its own kinds of parts.

    Parameters
    ----------
    kinds : of parts: a sheet of live or lessons with the name of another kind is left out
    labs : names of labs, as their modules or folders are called, whose sheets are put in
    """
    views = [
        path
        for path in bundle.HERE.glob("*.js")
        if "export default" in path.read_text(encoding="utf-8")
    ]
    others = {path.stem for path in views} - kinds
    files = [_PACKAGE / "live/view.css", *sorted(_PACKAGE.glob("live/*.css"))]
    files += [_PACKAGE / "labs/lab.css", *sorted(_PACKAGE.glob("lessons/*.css"))]
    files = [path for path in dict.fromkeys(files) if path.stem not in others]
    for lab in sorted(labs):
        files += [*_PACKAGE.glob(f"labs/{lab}.css"), *sorted(_PACKAGE.glob(f"labs/{lab}/*.css"))]
    text = "\n".join([palette.css(), *(path.read_text(encoding="utf-8") for path in files)])
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    # Without indentation, and spaces that part nothing: a sixth of it.
    return _font() + re.sub(r"(?<=[:;,{]) |;\s*(?=})", "", re.sub(r"\s*\n\s*", "\n", bare))


@cache
def _font() -> str:
    """The letters of all labs, in the sheet itself: nothing is fetched. See tools/font.py."""
    letters = b64encode((_PACKAGE / "live/font/nnlab-sans.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{letters}") format("woff2")'
    return f'@font-face {{ font-family: "nnlab Sans"; font-weight: 400 700; src: {source}; }}\n'
