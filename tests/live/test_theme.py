"""How labs look: one sheet, and every colour from the palette."""

import re

from nnlab.live import theme
from nnlab.pictures import palette


def test_every_colour_in_the_style_sheets_comes_from_the_palette():
    sheets = [path.read_text() for path in theme._PACKAGE.rglob("*.css")]
    assert sheets
    for sheet in sheets:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", sheet)
    known = set(re.findall(r"--nnlab-[a-z0-9-]+(?=:)", palette.css() + "".join(sheets)))
    known |= {"--nnlab-high"}  # from live/js/layout.js
    for sheet in sheets:
        for name, fallback in re.findall(r"var\((--nnlab-[a-z0-9-]+)(,)?", sheet):
            assert name in known or fallback, name


def bare(text):
    """A sheet's text without comments and white space."""
    return re.sub(r"/\*.*?\*/|\s", "", text, flags=re.DOTALL)


def test_the_sheet_holds_every_rule_and_reaches_into_a_shadow_root():
    sheet = theme.css()
    assert all(bare(path.read_text()) in bare(sheet) for path in theme._PACKAGE.rglob("*.css"))
    assert ":root, :host {" in sheet
    assert sheet.index(".nnlab-lab {") > sheet.index(".nnlab-panel {")  # a lab's rules win
