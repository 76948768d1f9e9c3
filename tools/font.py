"""Makes src/nnlab/live/font/nnlab-sans.woff2, the letters that labs need, out of Source Sans 3.

    python tools/font.py SourceSans3VF-Upright.ttf

Needs fonttools and brotli. Its licence, the SIL OFL, stands beside it, and reserves the name
"Source" for the whole font: so this part of it has a name of its own.
"""

import math
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import AxisTriple, instantiateVariableFont

TARGET = Path(__file__).parents[1] / "src/nnlab/live/font/nnlab-sans.woff2"
LETTERS = (
    "".join(map(chr, range(32, 127)))
    + "−×·→←↑↓½¼⅓⅛⅙¾⅔₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻σπαβδηλμθΣΔ∂∑’‘“”…–—≤≥≈≠√∞°%′é▲●■◆✓✗◂▸◀▶"
)

# Right and wrong as plain strokes, as pictures draw them: the font's own come from a brush.
STROKES = {
    "uni2713": [((65, 300), (250, 95)), ((250, 95), (600, 560))],
    "uni2717": [((90, 85), (560, 555)), ((90, 555), (560, 85))],
}
HALF, ADVANCE = 62, 660  # of a stroke's width; how far on the next letter stands


def stroke(pen: TTGlyphPen, start: tuple[int, int], end: tuple[int, int]) -> None:
    """One straight stroke with round ends, clockwise."""
    way = math.atan2(end[1] - start[1], end[0] - start[0])
    outline = []
    for (x, y), first in ((start, 1), (end, -1)):
        for k in range(9):  # half a circle
            angle = way - first * math.pi / 2 - k * math.pi / 8
            outline.append((round(x + HALF * math.cos(angle)), round(y + HALF * math.sin(angle))))
    pen.moveTo(outline[0])
    for corner in outline[1:]:
        pen.lineTo(corner)
    pen.closePath()


def draw_marks(font: TTFont) -> None:
    """Put the strokes in place of the font's own glyphs."""
    for name, strokes in STROKES.items():
        pen = TTGlyphPen(None)
        for ends in strokes:
            stroke(pen, *ends)
        font["glyf"][name] = glyph = pen.glyph()
        glyph.flags[0] |= 0x40  # its strokes overlap
        font["gvar"].variations[name] = []
        font["hmtx"][name] = ADVANCE, min(x for x, _ in glyph.coordinates)


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
    draw_marks(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "nnlab Sans"
    font.flavor = "woff2"
    font.save(TARGET)


if __name__ == "__main__":
    main(*sys.argv[1:])
