"""What the microscope shows beside the drawing: the code, the neurons' numbers, the U."""

from typing import Any

import numpy as np

from nnlab.labs.backprop.model import NUDGES, Microscope
from nnlab.labs.backprop.steps import DECIMALS, KINDS
from nnlab.labs.words import parameter_names, place, short, ticked, verdict
from nnlab.lessons.source import show_source
from nnlab.live.panel import Markup, button, equation, joined, markup, plain, signed, table
from nnlab.pictures.numbers import number as brief
from nnlab.pictures.numbers import power
from nnlab.pictures.wiring import node_names

LEGEND = "◂ blame on its way back, w · d_z;  a grey box: that weight's gradient;  blank: not yet"
LIMIT = 1e-6  # of the gradient check
# For each sign that can be guessed: how it's printed and called, its keys, and what it would mean.
GUESSES = {
    "+": ("+", "plus", "+ Shift++", "above zero"),
    "-": ("−", "minus", "-", "below zero"),
    "0": ("0", "zero", "0", "zero"),
}
COLUMNS = {"z": signed, "a": plain, "d_a": signed, "slope": plain, "d_z": signed}


def legend(model: Microscope) -> Markup:
    """What stands below the drawing."""
    text = LEGEND if model.goes_back else "blank: not computed yet"
    return markup('<div class="nnlab-note">{}</div>', text)


def _outlined(value: str) -> Markup:
    """The one number just computed."""
    return markup('<span class="nnlab-now">{}</span>', value)


def result(model: Microscope) -> Markup:
    """How the number just computed comes about."""
    shown = equation("Nothing is computed yet, so all but the weights and the inputs is blank.")
    if step := model.step:
        printed = plain if step.kind == "loss" else signed
        value = joined([" = ", _outlined(printed(step.value, DECIMALS))])
        shown = equation(*step.formula, value)
    return markup('<div class="nnlab-result">{}</div>', shown)


def source(model: Microscope) -> Markup:
    """The package's function that computes it, with its line marked."""
    kind = KINDS[model.step.kind if model.step else "z"]
    text = str(show_source(kind.function, doc=False))
    lines = code_lines(text, kind.source if model.step else None)
    name = kind.function.__qualname__
    return markup('<div class="nnlab-note">{}, as it runs</div>{}', name, lines)


def code_lines(text: str, piece: str | None) -> Markup:
    """Source with the one line that has `piece` in it marked; the package's own lines.

    >>> from nnlab.live.panel import words
    >>> words(code_lines("def f(x):\\n    return x + 1", "x + 1"))
    'def f(x): return x + 1'
    """
    shown = []
    for line in text.splitlines():
        code, hash_, comment = line.partition("#")
        before, found, after = code.rstrip().partition(piece or "\n")
        code = joined([before, markup("<b>{}</b>", found), after]) if found else before
        note = markup("<i>  {}{}</i>", hash_, comment) if hash_ else ""
        here = markup(' aria-current="true"') if found else ""
        shown.append(markup("<span{}>{}{}\n</span>", here, code, note))
    return markup('<pre class="nnlab-code">{}</pre>', joined(shown))


def numbers(model: Microscope) -> Markup:
    """Each neuron's numbers; blank where they aren't computed yet, the newest outlined."""
    sizes, step, known = model.network.sizes, model.step, model.known
    now = (KINDS[step.kind].known, step.at) if step else None
    rows = []
    for column, printed in list(COLUMNS.items())[: None if model.goes_back else 2]:
        values = getattr(known, column)
        cells = [printed(value, DECIMALS) if np.isfinite(value) else "" for value in values]
        if now and now[0] == column:
            cells[now[1]] = _outlined(cells[now[1]])
        rows.append([column, *cells])
    names = node_names(sizes)[sizes[0] :]
    caption = "The neurons' numbers so far"
    loss = plain(known.loss, DECIMALS) if np.isfinite(known.loss) else ""
    return markup(
        '<div class="nnlab-neurons">{}</div>'
        '<div class="nnlab-given">sample {}, target {} · loss {}</div>',
        table(["", *names], rows, event="", caption=caption),
        place(model.x[0]),
        ", ".join(map(short, model.y[0])),
        _outlined(loss) if step and step.kind == "loss" else loss,
    )


def comparison(model: Microscope) -> Markup:
    """By hand, by backprop, by nudging; what backprop hasn't reached yet is blank."""
    labels = parameter_names(model.network.sizes)
    backprop, nudged = model.known.gradients, model.nudged
    whole = np.abs(backprop) + np.abs(nudged)
    errors = np.divide(np.abs(backprop - nudged), whole, out=np.zeros_like(whole), where=whole > 0)
    rows = []
    for label, a, n, error in zip(labels, backprop, nudged, errors, strict=True):
        row: list[Any] = [label, "", "", ""]
        if np.isfinite(a):
            far = brief(float(f"{error:.1e}")) if error else "0"
            agrees = verdict(error <= LIMIT, "agrees", "differs")
            row[1:] = signed(a, DECIMALS), signed(n, DECIMALS), markup("{} {}", far, agrees)
        rows.append(row)
    spelled = equation(f"{labels[model.chosen]}: its gradient isn't computed yet")
    for step in model.done:
        if KINDS[step.kind].known == "gradients" and step.at == model.chosen:
            value = signed(step.value, DECIMALS)
            spelled = equation("by hand: ", *step.formula[1:], " = ", value)
    head = ["", "backprop", "nudged", "relative error"]
    return markup(
        '<div class="nnlab-note">Three gradients · h = {}</div>{}'
        '<div class="nnlab-gradients">{}</div>',
        short(float(f"{model.h:.1e}")),
        spelled,
        table(head, rows, selected=model.chosen, caption="Gradients side by side"),
    )


def actions(model: Microscope, *, guesses: bool) -> Markup:
    """The buttons, where they never move; then where one is, and the question."""
    forth, name = ("next ▸", "next"), "Next operation"
    if model.can_go_again:
        forth, name = ("again ↻", "again"), "Again, with the new weights"
    buttons = [
        ("|◂", "start", "To the start", "", model.position > 0),
        ("◂ back", "back", "Back one operation", "B", model.position > 0),
        (*forth, name, "N", not model.at_end or model.can_go_again),
        ("▸|", "end", "To the end", "", not model.at_end),
    ]
    row = [
        button(label, {"type": type_}, main=keys == "N", name=name, keys=keys, enabled=enabled)
        for label, type_, name, keys, enabled in buttons
    ]
    return markup(
        '<div class="nnlab-steps">{}</div><div class="nnlab-where">{}</div>{}',
        joined(row),
        where(model),
        question(model) if guesses else "",
    )


def where(model: Microscope) -> str:
    """How far in its phase, and in the whole step."""
    step, n = model.step, len(model.steps)
    if step is None:
        return f"{n} operations lie ahead"
    phases = [one.phase for one in model.steps]
    at, of = model.position - phases.index(step.phase), phases.count(step.phase)
    count = f" {at} of {of}" if of > 1 else ""
    return f"{step.phase}{count} · step {model.position} of {n}"


def question(model: Microscope) -> Markup:
    """Is the next number +, − or 0? And what came of the last guess."""
    judged = markup('<span class="nnlab-judged">{}</span>', judgement(model))
    if model.at_end:
        return markup('<div class="nnlab-guess">{}</div>', judged)
    step = model.steps[model.position]
    choices = [
        button(
            label,
            {"type": "guess", "sign": sign},
            pressed=model.guess == sign,
            name=f"It will be {name}",
            keys=keys,
        )
        for sign, (label, name, keys, _) in GUESSES.items()
    ]
    asked = "Up, down or the same:" if step.kind == "update" else "Is it"
    ask = markup("<span>Next: {}. {}</span>{}<span>?</span>", step.name, asked, joined(choices))
    return markup('<div class="nnlab-guess">{}{}</div>', ask, judged)


def judgement(model: Microscope) -> Markup | str:
    """What to do now, or what came of the last guess."""
    step = model.step
    if model.guess is not None:
        return f"You say {GUESSES[model.guess][0]}. Press next and see."
    if model.judged is None or step is None:
        return "" if model.at_end else "Say it before you look, or just press next."
    score = "{} of {} right so far.".format(*model.score)
    if model.judged == step.sign:
        return ticked(True, "Right.", score)
    guessed, what = GUESSES[model.judged][0], GUESSES[step.sign][-1]
    about = "the change is" if step.kind == "update" else "it is"
    return markup("<b>✗</b> Not this time: you said {}, {} {}. {}", guessed, about, what, score)


def u_shape(model: Microscope) -> Markup:
    """The errors of nudging against the size of the nudge, on log scales, as SVG."""
    left, right, top, bottom = 42, 312, 10, 138

    def x(size: float | np.ndarray) -> np.ndarray:  # 10⁻¹³ .. 10⁻¹
        at = np.clip((np.log10(size) + 13) / 12, 0, 1)
        return np.round(left + at * (right - left), 1)

    def y(error: float | np.ndarray) -> np.ndarray:  # 10⁻¹² .. 1
        at = np.clip((np.log10(np.maximum(error, 1e-300)) + 12) / 12, 0, 1)
        return np.round(bottom - at * (bottom - top), 1)

    line = '<line x1="{}" x2="{}" y1="{}" y2="{}"/>'
    text = '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>'
    parts = [markup(line, x(model.h), x(model.h), top, bottom)]
    for exponent in (-12, -9, -6, -3):
        parts.append(markup(text, "", x(10.0**exponent), bottom + 18, "middle", power(exponent)))
    for exponent in (-12, -8, -4, 0):
        high, name = y(10.0**exponent), power(exponent) if exponent else "1"
        parts.append(markup(line, left, right, high, high))
        parts.append(markup(text, "", left - 6, high + 4, "end", name))
    best = []
    lines = (("both ways", "", (4e-8, 2e-11)), ("one way", "6 4", (6e-4, 2e-3)))
    for far, (name, dash, at) in zip(model.errors, lines, strict=True):
        points = " ".join(f"{a},{b}" for a, b in zip(x(NUDGES), y(far), strict=True))
        here = np.interp(x(model.h), x(NUDGES), y(far))
        parts.append(markup('<polyline points="{}" stroke-dasharray="{}"/>', points, dash))
        parts.append(markup('<circle cx="{}" cy="{}" r="5"/>', x(model.h), here))
        parts.append(markup(text, "nnlab-ink", x(at[0]), y(at[1]), "end", name))
        best.append(f"{name}: best near {brief(float(f'{NUDGES[np.argmin(far)]:.0e}'))}")
    note = "nudge h; upwards: relative error"
    parts.append(markup(text, "", right, bottom + 34, "end", note))
    return markup(
        '<svg class="nnlab-u" viewBox="0 0 320 176" role="img" aria-label="{}">{}</svg>',
        f"Error of nudging against h. {'; '.join(best)}.",
        joined(parts),
    )
