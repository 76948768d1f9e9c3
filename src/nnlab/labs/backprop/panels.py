"""What the microscope shows beside the drawing: the code, the neurons' numbers, the U."""

from typing import Any

import numpy as np

from nnlab.labs.backprop.model import SIGNS, Microscope
from nnlab.labs.backprop.steps import Seen, Step, place_of
from nnlab.labs.words import ticked, verdict
from nnlab.live.panel import Markup, button, joined, markup, plain, signed, table
from nnlab.pictures.numbers import number as brief
from nnlab.pictures.numbers import power
from nnlab.pictures.wiring import node_names

LIMIT = 1e-6  # of the gradient check
GUESSES = (("+", "plus", "+ Shift++"), ("-", "minus", "-"), ("0", "zero", "0"))  # and their keys
COLUMNS = ("z", "a", "d_a", "slope", "d_z")


def code_lines(text: str, piece: str | None) -> Markup:
    """Source with the one line that has `piece` in it marked; the package's own lines.

    >>> from nnlab.live.panel import words
    >>> words(code_lines("def f(x):\\n    return x + 1", "x + 1"))
    'def f(x): return x + 1'
    """
    shown, lines = [], text.splitlines()
    marked = [i for i, line in enumerate(lines) if piece and piece in line.partition("#")[0]]
    for i, line in enumerate(lines):
        bare, hash_, comment = line.partition("#")
        bare = bare.rstrip()
        note = markup("<i>{}</i>", f"  {hash_}{comment}") if hash_ else ""
        if piece and i in marked[:1]:
            before, _, after = bare.partition(piece)
            bare = joined([before, markup("<b>{}</b>", piece), after])
            shown.append(markup('<span aria-current="true">{}{}\n</span>', bare, note))
        else:
            shown.append(markup("<span>{}{}\n</span>", bare, note))
    return markup('<pre class="nnlab-code">{}</pre>', joined(shown))


def neuron_table(sizes: tuple[int, ...], seen: Seen, step: Step | None, back: bool) -> Markup:
    """Each neuron's numbers; blank where they aren't computed yet, the newest outlined."""
    names, now = node_names(sizes)[sizes[0] :], None
    if step is not None and step.kind in ("z", "a", "d_a", "slope", "d_z", "sum"):
        now = place_of(sizes, step)[0], {"sum": "d_a"}.get(step.kind, step.kind)
    rows = []
    for column in COLUMNS if back else COLUMNS[:2]:
        row = [column]
        for node, value in enumerate(getattr(seen, column)):
            cell = ""
            if np.isfinite(value):
                cell = (plain if column in ("a", "slope") else signed)(value, 4)
            if now == (node, column):
                cell = markup('<span class="nnlab-now">{}</span>', cell)
            row.append(cell)
        rows.append(row)
    return table(["", *names], rows, rows_report=False, caption="The neurons' numbers so far")


def gradient_table(
    labels: list[str], backprop: np.ndarray, nudged: np.ndarray, chosen: int
) -> Markup:
    """Two gradients and how far they are apart, a row for each parameter; rows can be chosen."""
    whole = np.abs(backprop) + np.abs(nudged)
    errors = np.divide(np.abs(backprop - nudged), whole, out=np.zeros_like(whole), where=whole > 0)
    rows = []
    for label, a, n, error in zip(labels, backprop, nudged, errors, strict=True):
        if not np.isfinite(a):
            rows.append([label, "", "", ""])
            continue
        far = brief(float(f"{error:.1e}")) if error else "0"
        far = markup("{} {}", far, verdict(error <= LIMIT, "agrees", "differs"))
        rows.append([label, signed(a, 4), signed(n, 4), far])
    head = ["", "backprop", "nudged", "relative error"]
    return table(head, rows, selected=chosen, caption="Gradients side by side")


def question(model: Microscope) -> Markup:
    """Is the next number +, − or 0? And what came of the last guess."""
    said = markup('<span class="nnlab-said">{}</span>', judgement(model))
    if model.at_end:
        return markup('<div class="nnlab-guess">{}</div>', said)
    step = model.steps[model.position]
    asked = f"Next: {step.name}. Is it"
    if step.kind == "update":
        asked = f"Next: {step.name}. Up, down or the same:"
    choices = [
        button(
            SIGNS[key],
            {"type": "guess", "sign": key},
            pressed=model.guess == key,
            name=f"It will be {name}",
            keys=keys,
        )
        for key, name, keys in (("+", "plus", "+ Shift++"), ("-", "minus", "-"), ("0", "zero", "0"))
    ]
    ask = markup("<span>{}</span>{}<span>?</span>", asked, joined(choices))
    return markup('<div class="nnlab-guess">{}{}</div>', ask, said)


def judgement(model: Microscope) -> Markup | str:
    """What to do now, or what came of the last guess."""
    step = model.step
    if model.guess is not None:
        return f"You say {SIGNS[model.guess]}. Press next and see."
    if model.judged is None or step is None:
        return "" if model.at_end else "Say it before you look, or just press next."
    right, asked = model.score
    score = f"{right} of {asked} right so far."
    if model.judged == step.sign:
        return ticked(True, "Right.", f" {score}")
    what = {"+": "above zero", "-": "below zero", "0": "zero"}[step.sign]
    about = "the change is" if step.kind == "update" else "it is"
    said = f"Not this time: you said {SIGNS[model.judged]}, {about} {what}. {score}"
    return joined([markup("<b>{}</b> ", "✗"), said])


def u_shape(sizes: np.ndarray, two_sided: np.ndarray, one_sided: np.ndarray, h: float) -> Markup:
    """The error of nudging against the size of the nudge, both on log scales, as SVG."""
    left, right, top, bottom = 42, 312, 10, 138

    def x(size: float | np.ndarray) -> np.ndarray:  # 10⁻¹³ .. 10⁻¹
        return left + (np.log10(size) + 13) / 12 * (right - left)

    def y(error: float | np.ndarray) -> np.ndarray:  # 10⁻¹² .. 1
        at = np.clip(np.log10(np.maximum(error, 1e-300)), -12, 0)
        return bottom - (at + 12) / 12 * (bottom - top)

    def text(at: Any, high: Any, said: str, anchor: str = "end", ink: str = "") -> Markup:
        place = round(float(at), 1), round(float(high), 1)
        template = '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>'
        return markup(template, ink, *place, anchor, said)

    def line(x1: Any, x2: Any, y1: Any, y2: Any) -> Markup:
        ends = (round(float(end), 1) for end in (x1, x2, y1, y2))
        return markup('<line x1="{}" x2="{}" y1="{}" y2="{}"/>', *ends)

    parts, told = [], []
    for exponent in (-12, -9, -6, -3):
        parts.append(text(x(10.0**exponent), bottom + 18, power(exponent), "middle"))
    for exponent in (-12, -8, -4, 0):
        high = y(10.0**exponent)
        name = power(exponent) if exponent else "1"
        parts += [line(left, right, high, high), text(left - 6, high + 4, name)]
    here = np.clip(x(h), left, right)
    parts.append(line(here, here, top, bottom))
    for errors, dash, name, label in (
        (two_sided, "", "both ways", (4e-8, 2e-11)),
        (one_sided, "6 4", "one way", (6e-4, 2e-3)),
    ):
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x(sizes), y(errors), strict=True))
        parts.append(markup('<polyline points="{}" stroke-dasharray="{}"/>', points, dash))
        error = np.exp(np.interp(np.log(h), np.log(sizes), np.log(np.maximum(errors, 1e-300))))
        dot = round(float(here), 1), round(float(y(error)), 1)
        parts.append(markup('<circle cx="{}" cy="{}" r="5"/>', *dot))
        parts.append(text(x(label[0]), y(label[1]), name, ink="nnlab-ink"))
        best = sizes[int(np.argmin(errors))]
        told.append(f"{name}: best near {brief(float(f'{best:.0e}'))}")
    parts.append(text(right, bottom + 34, "nudge h; upwards: relative error"))
    return markup(
        '<svg class="nnlab-u" viewBox="0 0 320 176" role="img" aria-label="{}">{}</svg>',
        f"Error of nudging against h. {'; '.join(told)}.",
        joined(parts),
    )
