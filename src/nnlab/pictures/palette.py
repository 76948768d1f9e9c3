"""The course's colours and shapes: the one place where they are written down.

Orange is the negative side, blue the positive side, in every plot, view and lab. Nothing else is
orange or blue. Plots read `LIGHT`; live views get both themes as CSS properties from `css`.
"""

import numpy as np

COLORS = {  # on light paper, on dark
    "paper": ("#FFFFFF", "#14181D"),  # the ground
    "ink": ("#1B1F24", "#E6E9EC"),  # text, lines
    "soft": ("#5B6570", "#9AA5B0"),  # small print, ticks
    "negative": ("#BA4A00", "#FF9A4D"),
    "positive": ("#0067B1", "#5FB3F5"),
    "success": ("#1A7F37", "#4AC26B"),  # all is right: in words and frames, beside a ✓
    "neutral": ("#F5F6F7", "#262C33"),  # the middle of a field
    "panel": ("#F4F6F9", "#1E242B"),  # boxes
    "line": ("#D5DAE0", "#37404A"),  # hairlines
}
LIGHT, DARK = ({name: both[k] for name, both in COLORS.items()} for k in (0, 1))

# Okabe & Ito (2008), "Color Universal Design", https://jfly.uni-koeln.de/color/ ; for more than
# two classes, and always with a shape. Black comes last: on dark paper it can't be seen.
OKABE_ITO = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#000000"]
MARKERS = ["o", "^", "s", "D"]  # the target's class: ● ▲ ■ ◆

FIELD_STRENGTH = 0.75  # a field's ends are three quarters strong, so that points stand out

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


def field_ends(theme: dict[str, str]) -> tuple[str, str, str]:
    """A field's colour at its negative end, in the middle, and at its positive end."""
    neutral = theme["neutral"]
    low, high = (mix(neutral, theme[side], FIELD_STRENGTH) for side in ("negative", "positive"))
    return low, neutral, high


def field_colors(theme: dict[str, str], n: int = 256) -> np.ndarray:
    """A lookup table from negative through neutral to positive.

    Parameters
    ----------
    theme : `LIGHT` or `DARK`
    n : how many colours

    Returns
    -------
    colors : (n, 3) uint8

    >>> field_colors(LIGHT, 3).tolist()
    [[201, 117, 62], [245, 246, 247], [61, 139, 194]]
    """
    ends = np.array([rgb(color) for color in field_ends(theme)])  # (3, 3)
    channels = [np.interp(np.linspace(0, 2, n), [0, 1, 2], channel) for channel in ends.T]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def class_color(index: int, n_classes: int = 2, theme: dict[str, str] = LIGHT) -> str:
    """The colour of a target's class: a side for two classes, Okabe-Ito for more.

    >>> class_color(1) == LIGHT["positive"], class_color(1, n_classes=3) == OKABE_ITO[1]
    (True, True)
    """
    if n_classes <= 2:
        return theme["positive" if index else "negative"]
    return OKABE_ITO[index % len(OKABE_ITO)]


def css() -> str:
    """Both themes as CSS custom properties, `--nnlab-paper` and so on; light is the default.

    >>> "--nnlab-paper: #FFFFFF;" in css()
    True
    """
    dark = ", ".join(_DARK_PAGES)
    return f":root, :host {{ {_properties(LIGHT)} }}\n{dark} {{ {_properties(DARK)} }}\n"


def _properties(theme: dict[str, str]) -> str:
    negative, _, positive = field_ends(theme)
    named = theme | {"field-negative": negative, "field-positive": positive}
    named |= {f"class-{k}": color for k, color in enumerate(OKABE_ITO)}
    return " ".join(f"--nnlab-{name}: {color};" for name, color in named.items())


def rgb(color: str) -> np.ndarray:
    """A colour written `#RRGGBB` as three numbers up to 255."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)
