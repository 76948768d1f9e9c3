"""Makes src/nnlab/live/font/nnlab-sans.woff2, the letters that labs need, out of Source Sans 3.

    python tools/font.py SourceSans3VF-Upright.ttf

Needs fonttools and brotli. Its licence, the SIL OFL, stands beside it, and reserves the name
"Source" for the whole font: so this part of it has a name of its own.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import AxisTriple, instantiateVariableFont

TARGET = Path(__file__).parents[1] / "src/nnlab/live/font/nnlab-sans.woff2"
LETTERS = (
    "".join(map(chr, range(32, 127)))
    + "−×·→←↑↓½¼⅓⅛⅙¾⅔₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻σπαβδηλμθΣΔ∂∑’‘“”…–—≤≥≈≠√∞°%′é▲●■◆✓✗◂▸◀▶"
)


def main(source: str) -> None:
    """Cut the letters out, in weights 400 to 700."""
    font = instantiateVariableFont(TTFont(source), {"wght": AxisTriple(400, 400, 700)})
    half = TARGET.with_suffix(".half.ttf")
    font.save(half)  # the subsetter wants a font as it is read from a file
    font = TTFont(half)
    half.unlink()
    options = subset.Options()
    options.layout_features = ["tnum", "lnum", "kern", "ccmp"]
    options.hinting, options.notdef_outline, options.name_IDs = False, True, [0, 1, 2, 13, 14]
    options.drop_tables += ["STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(map(ord, LETTERS)) & set(font.getBestCmap()))
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "nnlab Sans"
    font.flavor = "woff2"
    font.save(TARGET)


if __name__ == "__main__":
    main(*sys.argv[1:])
