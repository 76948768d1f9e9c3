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
    """A sheet's text without comments, white space and last semicolons."""
    return re.sub(r"/\*.*?\*/|\s", "", text, flags=re.DOTALL).replace(";}", "}")


def test_the_sheet_of_all_holds_every_rule_and_reaches_into_a_shadow_root():
    files = list(theme._PACKAGE.rglob("*.css"))
    everything = frozenset(path.stem for path in files) | {path.parent.name for path in files}
    sheet = theme.css(everything, everything)
    assert all(bare(path.read_text()) in bare(sheet) for path in files)
    assert ":root,:host {" in sheet and "nnlab-sans" not in sheet and "data:font/woff2" in sheet
    assert sheet.index(".nnlab-lab {") > sheet.index(".nnlab-panel {")  # a lab's rules win


def test_a_stage_gets_the_rules_of_its_own_parts_and_lab_alone():
    sheet = theme.css(frozenset({"panel"}), frozenset({"layer"}))
    assert ".nnlab-panel" in sheet and ".nnlab-slider" in sheet  # what all share
    assert ".nnlab-network-part" not in sheet and ".nnlab-predict" not in sheet
    assert ".nnlab-heat" in sheet and ".nnlab-backprop" not in sheet
