"""The colours can be read, and told apart, by everyone."""

import itertools

import numpy as np
import pytest

from nnlab.pictures.palette import (
    DARK,
    LIGHT,
    MAP_STRENGTH,
    MARKERS,
    N_SHEETS,
    class_color,
    css,
    field_colors,
    field_ends,
    glass_color,
    mix,
)

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# Machado, Oliveira & Fernandes (2009), "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", severity 1.0, applied to linear RGB.
VISION = {
    "common": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(  # linear sRGB to CIE XYZ, white at (0.9505, 1, 1.089): IEC 61966-2-1
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)


def linear(color):
    c = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    """WCAG 2.2, contrast ratio."""
    dark, light = sorted(XYZ[1] @ linear(c) for c in (a, b))
    return (light + 0.05) / (dark + 0.05)


def lab(color, vision):
    xyz = XYZ @ np.clip(VISION[vision] @ linear(color), 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(a, b, vision):
    """CIE 1976 colour difference; about 2 can just be seen side by side."""
    return np.linalg.norm(lab(a, vision) - lab(b, vision))


@THEMES
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("name", ["ink", "soft", "negative", "positive"])
def test_text_can_be_read(theme, name, ground):
    assert contrast(theme[name], theme[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize("vision", VISION)
def test_the_two_sides_are_told_apart_by_everyone(theme, vision):
    assert distance(theme["negative"], theme["positive"], vision) > 40
    table = ["#" + bytes(row).hex() for row in field_colors(theme, 3)]
    for a, b in itertools.combinations(table, 2):
        assert distance(a, b, vision) > 25


@THEMES
@pytest.mark.parametrize("vision", VISION)
def test_the_first_four_classes_are_told_apart_by_everyone(theme, vision):
    colors = [class_color(k, 4, theme) for k in range(len(MARKERS))]
    for a, b in itertools.combinations(colors, 2):
        assert distance(a, b, vision) > 12  # and each has a shape of its own


@THEMES
def test_a_class_stands_out_from_the_glass_of_its_neuron_and_has_its_hue(theme):
    for k, code in enumerate(["100", "010", "001"]):
        glass = glass_color(code, theme)
        assert contrast(class_color(k, 3, theme), glass) >= 3.65
        a, b = lab(class_color(k, 3, theme), "common")[1:], lab(glass, "common")[1:]
        assert a @ b > 0.9 * np.linalg.norm(a) * np.linalg.norm(b)


@THEMES
@pytest.mark.parametrize("vision", VISION)
def test_sheets_are_told_apart_by_everyone_and_none_looks_like_a_side(theme, vision):
    sheets = [glass_color("0" * j + "1", theme) for j in range(N_SHEETS)]  # the last is bare
    for a, b in itertools.combinations(sheets, 2):
        assert distance(a, b, vision) > 13
    low, _, high = field_ends(theme)
    for digits in itertools.product("01", repeat=N_SHEETS):
        if vision == "common" and "1" in digits:
            mixed = glass_color("".join(digits), theme)
            assert min(distance(mixed, end, vision) for end in (low, high)) > 12


@THEMES
def test_a_point_stands_out_from_sheets_however_they_overlap(theme):
    for digits in itertools.product("01", repeat=N_SHEETS):
        glass = glass_color("".join(digits), theme)
        for side in ("negative", "positive"):
            assert contrast(theme[f"point-{side}"], glass) >= 2.8


@THEMES
def test_a_line_stands_out_from_the_strongest_field(theme):
    for row in field_colors(theme, 2):
        assert contrast(theme["ink"], "#" + bytes(row).hex()) >= 4.65


@THEMES
@pytest.mark.parametrize("strength, least", [(None, 3.65), (MAP_STRENGTH, 3.0)])
def test_a_point_stands_out_from_a_field_of_its_own_side(theme, strength, least):
    for row, side in zip(field_colors(theme, 2, strength), ("negative", "positive"), strict=True):
        assert contrast(theme[f"point-{side}"], "#" + bytes(row).hex()) >= least


@THEMES
@pytest.mark.parametrize("vision", VISION)
def test_points_are_told_apart_by_everyone(theme, vision):
    assert distance(theme["point-negative"], theme["point-positive"], vision) >= 20


@THEMES
def test_a_field_runs_from_negative_through_neutral_to_positive(theme):
    table = field_colors(theme, 257)
    assert table.shape == (257, 3) and table.dtype == np.uint8
    far = 0.5 if theme is LIGHT else 0.52
    ends = [mix(theme["neutral"], theme[side], far) for side in ("negative", "positive")]
    assert ["#" + bytes(table[i]).hex().upper() for i in (0, 128, 256)] == [
        ends[0],
        theme["neutral"],
        ends[1],
    ]


def test_classes_take_sides_when_there_are_two_and_their_own_colours_when_more():
    points = [LIGHT["point-negative"], LIGHT["point-positive"]]
    assert [class_color(k) for k in (0, 1)] == points
    assert class_color(1, theme=DARK) == DARK["point-positive"]
    assert len({class_color(k, 8, theme) for k in range(8) for theme in (LIGHT, DARK)}) == 12
    assert class_color(8, 9) == class_color(0, 9)


def test_css_has_every_colour_of_both_themes():
    light, dark = css().splitlines()
    for theme, text in ((LIGHT, light), (DARK, dark)):
        for name, color in theme.items():
            assert f"--nnlab-{name}: {color};" in text
    assert light.startswith(":root, :host {")
    assert 'body[data-jp-theme-light="false"]' in dark and "body.vscode-dark" in dark


@THEMES
def test_clear_glass_changes_no_colour(theme):
    for code in ("0000", "1010", "1110"):
        assert glass_color(code[:3] + "1", theme) == glass_color(code, theme)
