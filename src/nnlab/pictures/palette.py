"""The course's colours and shapes: the one place where they are written down.

Orange is the negative side, blue the positive side, in every plot, view and lab. Nothing else is
orange or blue. Plots read `LIGHT`; live views get both themes as CSS properties from `css`.
"""

import numpy as np

COLORS = {  # on light paper, on dark
    "paper": ("#FFFFFF", "#14181D"),  # the ground
    "tint": ("#F4F6F8", "#1C2229"),  # equations, code, cells
    "ink": ("#1B1F24", "#E8EBEE"),  # text, lines
    "soft": ("#56606B", "#A3AEB9"),  # small print, ticks
    "line": ("#CBD2D9", "#3A434C"),  # outlines
    "faint": ("#E3E7EC", "#2A3138"),  # grids, tracks
    "glow": ("#1B1F241A", "#E8EBEE24"),  # around what a hand is over: ink, see-through
    "code": ("#FFF3C4", "#4A3E10"),  # the line of code that is at work
    "negative": ("#BA4A00", "#FF9A4D"),
    "positive": ("#0067B1", "#5FB3F5"),
    "point-negative": ("#8C3600", "#FFDCBF"),  # marks: never the sign's own colour
    "point-positive": ("#004B80", "#CDE8FF"),
    "neutral": ("#FFFFFF", "#14181D"),  # the middle of a field
    "sheet-1": ("#38C480", "#35C996"),  # which neuron: overlapping sheets multiply, and stay clear
    "sheet-2": ("#8560BD", "#9B47E6"),
    "sheet-3": ("#E2D500", "#D3D114"),
    "sheet-4": ("#FFFFFF00", "#14181D00"),  # clear: its ribs say where it lies
    "class-0": ("#006B4E", "#A6F2DA"),  # of three classes and more: each on the sheet of its neuron
    "class-1": ("#5B3A97", "#DCCBFF"),
    "class-2": ("#6E5F00", "#FFF08A"),
    "class-3": ("#D0358A", "#FF8FC0"),
    "relief-0": ("#265448", "#102C26"),  # a height, from low ...
    "relief-1": ("#4A7C68", "#214E42"),
    "relief-2": ("#88AC92", "#4A7A64"),
    "relief-3": ("#C7D6BE", "#8CAC94"),
    "relief-4": ("#F7F6EE", "#D6DECE"),  # ... to high
    "fog-0": ("#D8DEE3", "#464F58"),
    "fog-1": ("#FFFFFF", "#7E8891"),
}
LIGHT, DARK = ({name: both[k] for name, both in COLORS.items()} for k in (0, 1))

# From the fifth class on: Okabe & Ito (2008), "Color Universal Design",
# https://jfly.uni-koeln.de/color/ ; black comes last: on dark paper it can't be seen.
MORE_CLASSES = ["#E69F00", "#56B4E9", "#D55E00", "#000000"]
MARKERS = ["o", "^", "s", "D"]  # the target's class: ● ▲ ■ ◆

# How strong the ends of a field are, so that points stand out; and of the small maps in nodes,
# tiles and film, which carry fewer of them.
FIELD_STRENGTH = {LIGHT["paper"]: 0.50, DARK["paper"]: 0.52}
MAP_STRENGTH = 0.60
N_SHEETS = 4  # hues; more neurons begin again
RIBBED = 3  # from this neuron on glass is ribbed
CROWD, PALE = 60, 0.35  # under more points glass is nearer to paper, by so much
SHEETS = {LIGHT["paper"]: ("multiply", 0.40), DARK["paper"]: ("normal", 0.34)}  # how, how strong

_DARK_PAGES = (
    'body[data-jp-theme-light="false"]',  # JupyterLab, Notebook 7
    "body.vscode-dark",
    "body.vscode-high-contrast:not(.vscode-high-contrast-light)",
    'html[theme="dark"]',  # Colab
)


def mix(a: str, b: str, t: float) -> str:
    """The colour a fraction `t` of the way from `a` to `b`, both written `#RRGGBB`.

    >>> mix("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    blend = (1 - t) * rgb(a) + t * rgb(b)
    return "#" + "".join(f"{round(channel):02X}" for channel in blend)


def field_ends(theme: dict[str, str], strength: float | None = None) -> tuple[str, str, str]:
    """A field's colour at its negative end, in the middle, and at its positive end."""
    neutral = theme["neutral"]
    far = FIELD_STRENGTH[theme["paper"]] if strength is None else strength
    low, high = (mix(neutral, theme[side], far) for side in ("negative", "positive"))
    return low, neutral, high


def field_colors(theme: dict[str, str], n: int = 256, strength: float | None = None) -> np.ndarray:
    """A lookup table from negative through neutral to positive.

    Parameters
    ----------
    theme : `LIGHT` or `DARK`
    n : how many colours
    strength : of the ends, up to 1; None: a field's own, `MAP_STRENGTH` for small maps

    Returns
    -------
    colors : (n, 3) uint8

    >>> field_colors(LIGHT, 3).tolist()
    [[220, 164, 128], [255, 255, 255], [128, 179, 216]]
    """
    ends = np.array([rgb(color) for color in field_ends(theme, strength)])  # (3, 3)
    channels = [np.interp(np.linspace(0, 2, n), [0, 1, 2], channel) for channel in ends.T]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def class_color(index: int, n_classes: int = 2, theme: dict[str, str] = LIGHT) -> str:
    """The colour of a point's class: a side's for two classes, its neuron's for more.

    >>> class_color(1) == LIGHT["point-positive"], class_color(1, n_classes=3) == LIGHT["class-1"]
    (True, True)
    """
    if n_classes <= 2:
        return theme["point-positive" if index else "point-negative"]
    return _classes(theme)[index % 8]


def _classes(theme: dict[str, str]) -> list[str]:
    return [*(theme[f"class-{k}"] for k in range(len(MARKERS))), *MORE_CLASSES]


def sheet_name(j: int) -> str:
    """The colour of neuron j's sheet, by its name in a theme.

    >>> sheet_name(0), sheet_name(3), sheet_name(4)
    ('sheet-1', 'sheet-4', 'sheet-1')
    """
    return f"sheet-{j % N_SHEETS + 1}"


def glass_color(code: str, theme: dict[str, str] = LIGHT) -> str:
    """The colour where sheets lie over each other: a hue for each digit 1 of a code.

    On paper they multiply, as glass does; on dark each veils what is below it.

    >>> glass_color("000"), glass_color("100")
    ('#FFFFFF', '#AFE7CC')
    """
    color, (_, strength) = rgb(theme["paper"]), SHEETS[theme["paper"]]
    for j, digit in enumerate(code):
        if digit == "1" and j % N_SHEETS < RIBBED:
            hue = rgb(theme[sheet_name(j)])
            over = color * hue / 255 if theme is LIGHT else hue
            color = (1 - strength) * color + strength * over
    return "#" + "".join(f"{round(channel):02X}" for channel in color)


def css() -> str:
    """Both themes as CSS custom properties, `--nnlab-paper` and so on; light is the default.

    >>> "--nnlab-paper: #FFFFFF;" in css()
    True
    """
    dark = ", ".join(_DARK_PAGES)
    return f":root, :host {{ {_properties(LIGHT)} }}\n{dark} {{ {_properties(DARK)} }}\n"


def _properties(theme: dict[str, str]) -> str:
    named: dict[str, object] = dict(theme)
    for kind, strength in {"field": None, "map": MAP_STRENGTH}.items():
        low, _, high = field_ends(theme, strength)
        named |= {f"{kind}-negative": low, f"{kind}-positive": high}
    named |= dict(zip(("sheet-blend", "sheet-strength"), SHEETS[theme["paper"]], strict=True))
    named |= {f"class-{k}": color for k, color in enumerate(_classes(theme))}
    return " ".join(f"--nnlab-{name}: {color};" for name, color in named.items())


def rgb(color: str) -> np.ndarray:
    """A colour written `#RRGGBB` as three numbers up to 255."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)
