"""What the microscope shows beside the drawing: the code, the neurons' numbers, the U."""

import numpy as np

from nnlab.labs.steps import place_of
from nnlab.live.panel import joined, markup, plain, signed, table
from nnlab.pictures.numbers import number as brief
from nnlab.pictures.wiring import node_names

LIMIT = 1e-6  # of the gradient check
COLUMNS = ("z", "a", "d_a", "slope", "d_z")


def code_lines(text: str, piece: str | None):
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
        if i in marked[:1]:
            before, _, after = bare.partition(piece)
            bare = joined([before, markup("<b>{}</b>", piece), after])
            shown.append(markup('<span aria-current="true">{}{}\n</span>', bare, note))
        else:
            shown.append(markup("<span>{}{}\n</span>", bare, note))
    return markup('<pre class="nnlab-code">{}</pre>', joined(shown))


def neuron_table(sizes, seen, step, back=True):
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


def gradient_table(labels, backprop, nudged, chosen):
    """Two gradients and how far they are apart, a row for each parameter; rows can be chosen."""
    whole = np.abs(backprop) + np.abs(nudged)
    errors = np.divide(np.abs(backprop - nudged), whole, out=np.zeros_like(whole), where=whole > 0)
    rows = []
    for label, a, n, error in zip(labels, backprop, nudged, errors, strict=True):
        if not np.isfinite(a):
            rows.append([label, "", "", ""])
            continue
        fine = error <= LIMIT
        verdict = markup('<span role="img" aria-label="{}">{}</span>', *_VERDICTS[bool(fine)])
        far = brief(float(f"{error:.1e}")) if error else "0"
        far = markup("{} {}", far, verdict)
        rows.append([label, signed(a, 4), signed(n, 4), far])
    head = ["", "backprop", "nudged", "relative error"]
    return table(head, rows, selected=chosen, caption="Gradients side by side")


def u_shape(sizes, two_sided, one_sided, h):
    """The error of nudging against the size of the nudge, both on log scales, as SVG."""
    left, right, top, bottom = 42, 312, 10, 138
    x0, x1, y0, y1 = -13.0, -1.0, -12.0, 0.0

    def x(size):
        return left + (np.log10(size) - x0) / (x1 - x0) * (right - left)

    def y(error):
        at = np.clip(np.log10(np.maximum(error, 1e-300)), y0, y1)
        return bottom - (at - y0) / (y1 - y0) * (bottom - top)

    parts = []
    for power in (-12, -9, -6, -3):
        at = round(float(x(10.0**power)), 1)
        parts.append(
            markup(
                '<text x="{}" y="{}" text-anchor="middle">{}</text>', at, bottom + 18, _power(power)
            )
        )
    for power in (-12, -8, -4, 0):
        at = round(float(y(10.0**power)), 1)
        parts.append(markup('<line x1="{}" x2="{}" y1="{}" y2="{}"/>', left, right, at, at))
        name = _power(power)
        parts.append(
            markup('<text x="{}" y="{}" text-anchor="end">{}</text>', left - 6, at + 4, name)
        )
    here = round(float(np.clip(x(h), left, right)), 1)
    parts.append(markup('<line x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', here, top, bottom))
    said = []
    for errors, dash, name in ((two_sided, "", "both ways"), (one_sided, "6 4", "one way")):
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x(sizes), y(errors), strict=True))
        parts.append(markup('<polyline points="{}" stroke-dasharray="{}"/>', points, dash))
        error = np.exp(np.interp(np.log(h), np.log(sizes), np.log(np.maximum(errors, 1e-300))))
        parts.append(markup('<circle cx="{}" cy="{}" r="5"/>', here, round(float(y(error)), 1)))
        at, high = (x(6e-4), y(2e-3)) if dash else (x(4e-8), y(2e-11))
        parts.append(
            markup(
                '<text class="nnlab-ink" x="{}" y="{}" text-anchor="end">{}</text>',
                round(float(at), 1),
                round(float(high), 1),
                name,
            )
        )
        best = sizes[int(np.argmin(errors))]
        said.append(f"{name}: best near {brief(float(f'{best:.0e}'))}")
    parts.append(
        markup(
            '<text x="{}" y="{}" text-anchor="end">{}</text>',
            right,
            bottom + 34,
            "nudge h; upwards: relative error",
        )
    )
    return markup(
        '<svg class="nnlab-u" viewBox="0 0 320 176" role="img" aria-label="{}">{}</svg>',
        f"Error of nudging against h. {'; '.join(said)}.",
        joined(parts),
    )


def _power(exponent):
    """10⁻⁴, or 1."""
    return "10" + str(exponent).translate(_RAISED) if exponent else "1"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_VERDICTS = {True: ("agrees", "✓"), False: ("differs", "✗")}
