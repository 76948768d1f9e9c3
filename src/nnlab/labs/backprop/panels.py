"""What the microscope shows: the code that runs, the numbers so far, the U, the buttons."""

from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.backprop.model import NUDGES, Microscope
from nnlab.labs.backprop.steps import DECIMALS, KINDS
from nnlab.lessons.source import show_source
from nnlab.live.panel import Markup, button, equation, joined, markup, plain, signed, table
from nnlab.pictures import numbers as numerals
from nnlab.pictures.nudging import nudging_curve
from nnlab.pictures.wiring import node_names, part_key

LEGEND = "◂ blame on its way back, w · d_z;  a grey box: that weight's gradient;  blank: not yet"
LIMIT = 1e-6  # of the gradient check
# For each sign that can be guessed: how it's printed and called, its keys, and what it would mean.
GUESSES = {
    "+": ("+", "plus", "+ Shift++", "above zero"),
    "-": ("−", "minus", "-", "below zero"),
    "0": ("0", "zero", "0", "zero"),
}
COLUMNS = {"z": signed, "a": plain, "d_a": signed, "slope": plain, "d_z": signed}


def drawing(model: Microscope) -> dict[str, Any]:
    """The network with what is known by now; the newest number stands at its neuron."""
    known, step, sizes, above = model.known, model.step, model.network.sizes, {}
    for done in model.done:
        if (kind := done.kind).piece == "z" and kind.phase != "forward":
            name = node_names(sizes)[sizes[0] + done.at].replace("output", "out")
            about, is_loss = f"{name} {kind.known}", kind.name == "loss"
            value = numerals.number(done.value, DECIMALS, plus=not is_loss)
            above[part_key(sizes, done.part)] = f"{'loss' if is_loss else about} {value}"
    return {
        "network": model.network.with_parameters(known.parameters),
        "a": [*model.x[0], *known.a],
        "z": known.z,
        "gradients": known.gradients,
        "blame": known.blame,
        "boxes": model.goes_back,
        "above": above,
        "outline": [f"{part_key(sizes, step.part)}.{step.kind.piece}"] if step else [],
        "lit": [f"p{model.chosen}"] if model.compared else [],
    }


def legend(model: Microscope) -> Markup:
    """What stands below the drawing."""
    text = LEGEND if model.goes_back else "blank: not computed yet"
    return markup('<div class="nnlab-note">{}</div>', text)


def _printed(value: float, form: Any, newest: bool) -> Markup | str:
    """A number: blank if it isn't known yet, outlined if it is the newest."""
    text = form(value, DECIMALS) if np.isfinite(value) else ""
    return markup('<span class="nnlab-now">{}</span>', text) if newest else text


def result(model: Microscope) -> Markup:
    """How the number just computed comes about."""
    shown = equation("Nothing is computed yet, so all but the weights and the inputs is blank.")
    if step := model.step:
        form = plain if step.kind.name == "loss" else signed
        shown = equation(*step.formula, markup(" = {}", _printed(step.value, form, newest=True)))
    return markup('<div class="nnlab-result">{}</div>', shown)


def code(model: Microscope) -> Markup:
    """The package's function that computes it, with its line marked."""
    kind = model.step.kind if model.step else KINDS["z"]
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
    now = (step.kind.known, step.at) if step else None
    columns = list(COLUMNS.items())[: None if model.goes_back else 2]
    rows = [
        [name, *(_printed(v, form, (name, i) == now) for i, v in enumerate(getattr(known, name)))]
        for name, form in columns
    ]
    first = sum(sizes[1:-1])  # the loss stands at the first output
    return markup(
        '<div class="nnlab-neurons">{}</div>'
        '<div class="nnlab-given">sample {}, target {} · loss {}</div>',
        table(
            ["", *node_names(sizes)[sizes[0] :]],
            rows,
            event="",
            caption="The neurons' numbers so far",
        ),
        words.place(model.x[0]),
        ", ".join(map(words.short, model.y[0])),
        _printed(known.loss[first], plain, ("loss", first) == now),
    )


def comparison(model: Microscope) -> Markup:
    """By hand, by backprop, by nudging; what backprop hasn't reached yet is blank."""
    labels, rows = words.parameter_names(model.network.sizes), []
    for label, a, n in zip(labels, model.known.gradients, model.nudged, strict=True):
        error = abs(a - n) / (abs(a) + abs(n) or 1.0)
        far = numerals.number(float(f"{error:.1e}"))
        agrees = markup("{} {}", far, words.verdict(error <= LIMIT, "agrees", "differs"))
        cells = [signed(a, DECIMALS), signed(n, DECIMALS), agrees]
        rows.append([label, *(cells if np.isfinite(a) else ["", "", ""])])
    spelled: list[Any] = [f"{labels[model.chosen]}: its gradient isn't computed yet"]
    for step in model.done:
        if step.kind.known == "gradients" and step.at == model.chosen:
            spelled = ["by hand: ", *step.formula[1:], " = ", signed(step.value, DECIMALS)]
    head = ["", "backprop", "nudged", "relative error"]
    return markup(
        '<div class="nnlab-note">Three gradients · h = {}</div>{}'
        '<div class="nnlab-gradients">{}</div>',
        numerals.brief(model.h, 2),
        equation(*spelled),
        table(head, rows, selected=model.chosen, caption="Gradients side by side"),
    )


def nudging(model: Microscope) -> dict[str, Any]:
    """The errors of nudging against the size of the nudge, on log scales."""
    two, one = model.errors
    best = [
        f"{name}: best near {numerals.brief(NUDGES[errors.argmin()], 1)}"
        for name, errors in (("both ways", two), ("one way", one))
    ]
    text = f"Error of nudging against h. {'; '.join(best)}."
    return nudging_curve(NUDGES, two, one, model.h) | {"text": text}


def actions(model: Microscope) -> Markup:
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
        question(model) if model.asks else "",
    )


def where(model: Microscope) -> str:
    """How far in its phase, and in the whole step."""
    step, n = model.step, len(model.steps)
    if step is None:
        return f"{n} operations lie ahead"
    phases = [one.kind.phase for one in model.steps]
    phase = step.kind.phase
    at, of = model.position - phases.index(phase), phases.count(phase)
    count = f" {at} of {of}" if of > 1 else ""
    return f"{phase}{count} · step {model.position} of {n}"


def question(model: Microscope) -> Markup:
    """Is the next number +, − or 0? And what came of the last guess."""
    ask: Markup | str = ""
    if not model.at_end:
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
        asked = "Up, down or the same:" if step.kind.name == "update" else "Is it"
        ask = markup("<span>Next: {}. {}</span>{}<span>?</span>", step.name, asked, joined(choices))
    judged = markup('<span class="nnlab-judged">{}</span>', judgement(model))
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
        return words.ticked(True, "Right.", score)
    guessed, what = GUESSES[model.judged][0], GUESSES[step.sign][-1]
    about = "the change is" if step.kind.name == "update" else "it is"
    return markup("<b>✗</b> Not this time: you said {}, {} {}. {}", guessed, about, what, score)
