"""What stands beside the film: its sums, its line of code, the question, the table."""

import re
from os.path import commonprefix
from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.backprop import scenes
from nnlab.labs.backprop.model import NUDGES, Film
from nnlab.labs.backprop.steps import DECIMALS, Step
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup, number, plain, signed, table
from nnlab.pictures import numbers as numerals
from nnlab.pictures.nudging import LIMIT

GUESSES = {"+": ("+", "plus", "+ Shift++"), "-": ("−", "minus", "-"), "0": ("0", "zero", "0")}
ASKED = Markup('<span class="nnlab-asked">?</span>')


def facts(film: Film) -> dict[str, Any]:
    """What the sentence and the rule of a scene are filled in with."""
    network, layer = film.network, film.scene.layer if film.scene else 0
    before, after = (f"{loss:.4f}" for loss in film.losses())
    meet = " Where paths meet, blame is added." if network.sizes[layer + 1] > 1 else ""
    return {
        "sample": words.place(film.x[0]),
        "target": words.listed(map(words.short, film.y[0])),
        "who": "the output" if network.n_out == 1 else "an output",
        "said": words.listed(number(a, DECIMALS) for a in film.known.a[-network.n_out :]),
        "activation": network.activations[layer].name,
        "loss": film.loss.title,
        "back": " Now the way back begins." if film.goes_back else "",
        "meet": meet,
        "before": before,
        "after": after,
    }


def sentence(film: Film) -> Markup:
    """What happens now; what matters most is bold."""
    scene = None if film.waits else film.scene
    text = scenes.WORDS[scene.name if scene else "start"].text.format(**facts(film))
    pieces = re.split(r"\*\*", text)
    return joined(markup("<b>{}</b>", it) if k % 2 else it for k, it in enumerate(pieces))


def witness(film: Film) -> str:
    """How many gradients agree, where the nudge stays as it is."""
    errors = apart(film)
    counted = words.counted(int((errors <= LIMIT).sum()), "gradient", most=len(errors))
    return f"Nudged by {numerals.scientific(film.h)}, {counted} agree."


def found(film: Film) -> Markup:
    """How well nudging and backprop agree with this nudge, the best so far, and what is amiss."""
    best = int(np.where(film.tried, film.errors[0], np.inf).argmin())
    size = numerals.scientific(NUDGES[best])
    row = (
        '<div class="nnlab-row nnlab-scored"><span class="nnlab-score">{}</span><span>{}<br>'
        "best so far: <b>{}</b>, at {}</span></div>{}"
    )
    agree = int(film.digits[film.stop])
    thing = "digit agrees" if agree == 1 else "digits agree"
    return markup(row, agree, thing, film.digits[best], size, amiss(film))


def amiss(film: Film) -> Markup:
    """What a nudge of this size suffers from; at first, a question."""
    digits, most = film.digits, film.digits.max()
    if film.seen == film.at_first:
        return markup("{}", "Backprop and nudging nearly agree. Is a smaller nudge better?")
    if film.bottomed:
        return markup("{}", "Wider, the loss bends within it. Narrower, its digits run out.")
    if digits[film.stop] == most:
        return markup("{} <b>{}</b>", "Close.", "Does one smaller still agree better?")
    if not film.narrow:
        return markup("<b>{}</b> {}", "Too wide:", "within this nudge the loss bends unevenly.")
    return markup("<b>{}</b> {}", "Too narrow:", "few digits of the loss are left that differ.")


def apart(film: Film) -> np.ndarray:
    """How far each nudged gradient is from backprop's, as a share of the two together."""
    a, n = film.known.gradients, film.nudged
    both = np.abs(a) + np.abs(n)
    return np.divide(np.abs(a - n), both, out=np.zeros_like(both), where=both > 0)


def describe(film: Film) -> str:
    """Where one is, and what has just been computed, in words."""
    scene, n = film.scene, len(film.frames)
    if film.compared:
        size, found = numerals.scientific(film.h), words.counted(film.digits[film.stop], "digit")
        return f"Nudged by {size}: backprop and nudging agree in {found}."
    if scene is None:
        return "Nothing is computed yet. Press Play."
    if scene.name == "update":
        return f"All {n} steps are done, and the new weights are known."
    asked = film.asked
    said = [
        f"{step.who} is asked for"
        if step is asked
        else f"{step.name} {number(step.value, DECIMALS, plus=step.kind.name != 'loss')}"
        for step in scene.steps
    ]
    return f"Step {film.position} of {n}, {scene.title}: {', '.join(said)}."


def timeline(film: Film) -> dict[str, Any]:
    """The steps, and where one is."""
    frames = film.frames
    return {
        "titles": [scene.title for scene in frames],
        "turn": sum(scene.phase in ("forward", "loss") for scene in frames),
        "position": film.position,
        "end": "one step down" if len(film.scenes) > len(frames) else "",
    }


def equation(film: Film) -> Markup:
    """The rule of this scene, and two of its sums with today's numbers.

    Where it has one, that before stands above it. Without a way back there is room for a sheet:
    all sums, in letters what hasn't been reached.
    """
    scene, on = film.scene, film.position
    name = scene.name if scene else "z"
    now = film.scenes[max(on - 1, 0)].shown[: 1 if name == "update" else 2]  # a table says the rest
    rows = [step for one in film.scenes for step in one.shown]
    if film.goes_back:
        alone = on > 1 and len(now) == 1
        rows = [*film.scenes[on - 2].shown[-1:], *now] if alone else now
    n = len(scene.main) if scene else 0
    said = scenes.WORDS[name].one("Rule").format(**facts(film))
    rule = [said, f"{1 + (name != 'update')} of {n}" if n > 2 else ""]
    box = '<div class="nnlab-eq"><div class="nnlab-rule"><span>{}</span><i>{}</i></div>{}</div>'
    coming = [step for one in film.scenes[on:] for step in one.shown]
    sums = (_sum(step, film.asked, step in coming, step not in now) for step in rows)
    return markup(box, *rule, joined(sums))


def _sum(step: Step, asked: Step | None, coming: bool = False, aside: bool = False) -> Markup:
    """A number and how it comes about: a ? in its place while it is asked for, letters before."""
    who = step.name if step.kind.phase == "forward" else step.who  # its z, or its a
    look = " nnlab-long" * (step.kind.name == "z") + " nnlab-aside" * aside
    look += " nnlab-coming" * coming
    row = f'<div class="nnlab-sum{look}">{{}}: {{}}{{}}</div>'
    if coming:
        return markup(row, who, step.letters, "")
    form = plain if step.kind.name in ("a", "loss", "slope") else signed
    result = '<span class="nnlab-result"> = {}</span>'  # with its sign in a line
    known = markup('<b class="nnlab-now">{}</b>', form(step.value, DECIMALS))
    return markup(row, who, step.formula, markup(result, ASKED if step is asked else known))


def code(film: Film) -> Markup:
    """The package's own lines, with the one that this scene runs marked."""
    lines, at, piece = scenes.code(film.scene.name if film.scene else "z")
    shown = []
    for k, line in enumerate(lines):
        here = film.scene is not None and k == at
        before, found, after = line.partition(piece) if here else (line, "", "")
        indent = len(line) - len(line.lstrip())
        marked = markup("<b>{}</b>", _breakable(found)) if found else ""
        text = joined([_breakable(before.lstrip()), marked, _breakable(after)])
        mark = Markup(' class="nnlab-hl" aria-current="true"') if here else ""
        shown.append(markup('<div{} style="--indent: {}">{}</div>', mark, indent, text))
    return markup('<div class="nnlab-code">{}</div>', joined(shown))


def _breakable(text: str) -> Markup:
    """Code that may go on in a new line where a long name ends at a dot, not within a word."""
    return joined(re.split(r"(?<=\w{9})(?=\.\w)", text), Markup("<wbr>"))


def question(film: Film) -> Markup:
    """Is the number that's asked for +, − or 0? And what came of it."""
    scene, asked = film.scene, film.asked
    if asked:
        choices = [
            button(label, {"type": "guess", "sign": sign}, name=f"{asked.who}: {name}", keys=keys)
            for sign, (label, name, keys) in GUESSES.items()
        ]
        ask = markup("<span>Say it before it lands: {} gets</span>{}", asked.who, joined(choices))
        return markup('<div class="nnlab-row nnlab-guess">{}</div>', ask)
    right, n = film.score
    told = f"You said {right} of {n} signs right." if film.at_end and n else ""
    said = judgement(film) if scene and film.guess else told
    return markup('<div class="nnlab-row nnlab-guess"><span>{}</span></div>', said)


def judgement(film: Film) -> Markup:
    """What came of the guess, and why it is so."""
    step = film.scene.asked if film.scene else None
    assert step is not None
    value = signed(step.value, DECIMALS)
    start = markup("<b>✓ Right</b>, " if film.guess == step.sign else "<b>✗ Not so</b>, ")
    return markup("{}{} gets {}. {}", start, step.who, value, _why(film, step))


def _why(film: Film, step: Step) -> str:
    """Why a number has the sign it has."""
    kind, sign = step.kind.name, step.sign
    if kind == "d_a":
        way = {"+": "grows", "-": "falls", "0": "stays"}[sign]
        return f"A little more of it, and the loss {way}."
    if kind == "z":
        return {
            "+": "More lifts it than pulls it down.",
            "-": "More pulls it down than lifts it.",
            "0": "What lifts it and what pulls it down are even.",
        }[sign]
    if sign == "0":
        return "One of the numbers that it's made of is 0."
    if kind == "blame":
        turned = film.network.parameters[step.at] < 0
        end = "is below zero: the sign turns." if turned else "keeps the sign."
        return f"Its weight {end}"
    return "" if kind == "sum" else "Its sign is that of the product."


def result(film: Film) -> Markup:
    """At the end: each weight, its gradient, and what it becomes."""
    known, names = film.known, words.parameter_names(film.network.sizes)
    old = film.network.parameters
    rows = [
        [name, signed(w), signed(g, DECIMALS), signed(new, DECIMALS)]
        for name, w, g, new in zip(names, old, known.gradients, known.parameters, strict=True)
    ]
    head = ["", "now", "gradient", "then"]
    return _gradients(table(head, rows, event="", caption="All gradients, and the new weights"))


def _gradients(rows: Markup) -> Markup:
    return markup('<div class="nnlab-gradients">{}</div>', rows)


def score(film: Film) -> Markup:
    """How many signs were foretold; the way on, where no band has it."""
    (right, n), (before, after) = film.score, film.losses()
    said = f"You said {right} of {n} signs right." if n else ""
    on = "" if after < before else take()
    return markup('<div class="nnlab-row nnlab-guess"><span>{}</span>{}</div>', said, on)


def take() -> Markup:
    """The way on from the end."""
    name = "Put the new weights in, and play again"
    return button("Take the step", {"type": "again"}, name=name, main=True)


def comparison(film: Film) -> Markup:
    """By hand, by backprop, by nudging; what backprop hasn't reached yet is blank."""
    labels, rows = words.parameter_names(film.network.sizes), []
    both = film.known.gradients, film.nudged
    for label, a, n, error in zip(labels, *both, apart(film), strict=True):
        alike = "all" if error == 0 else int(-np.log10(error)) if error > 0 else "none"
        agrees = markup("{} {}", alike, words.verdict(error <= LIMIT, "agrees", "differs"))
        cells = [signed(a, DECIMALS), signed(n, DECIMALS), agrees]
        rows.append([label, *(cells if np.isfinite(a) else ["", "", ""])])
    head = ["", "backprop", "nudged", f"{-np.log10(LIMIT):.0f} digits alike?"]
    return _gradients(table(head, rows, selected=film.chosen, caption="Gradients side by side"))


def by_hand(film: Film) -> Markup:
    """The chosen parameter's gradient, spelled out."""
    name = words.parameter_names(film.network.sizes)[film.chosen]
    known = [step for step in film.landed if step.kind.known == "gradients"]
    own = joined(_sum(step, None) for step in known if step.at == film.chosen)
    own = own or markup("<div>{}: not computed yet</div>", name)
    box = (
        '<div class="nnlab-eq"><div class="nnlab-rule">by hand: what came in · blame</div>{}'
        "{}</div>"
    )
    return markup(box, own, _both_ways(film))


def _both_ways(film: Film) -> Markup:
    """The slope by nudging; with too narrow a nudge, which digits of the loss still differ."""
    if not film.narrow:
        slope = signed(film.nudged[film.chosen], DECIMALS)
        told = '<div class="nnlab-rule">nudged: the loss both ways</div>'
        told += '<div class="nnlab-sum">(L(w + ε) − L(w − ε)) / 2ε = <b>{}</b></div>'
        return markup(told, slope)
    both = [f"{loss:.16f}" for loss in film.either_way]
    same = len(commonprefix(both))
    row = '<div class="nnlab-digits">L(w {} ε) = {}<b>{}</b></div>'
    return joined(
        markup(row, sign, loss[:same], loss[same:]) for sign, loss in zip("+−", both, strict=True)
    )


def actions(film: Film) -> Markup:
    """Play, a step back, a step on."""
    runs = film.playing and not film.asked
    play = markup("{} {}", icon("pause" if runs else "play"), "Pause" if runs else "Play")
    own: dict[str, Any] = {"name": "Pause" if runs else "Play", "keys": "Space"}
    back: dict[str, Any] = {"name": "Step back", "keys": "ArrowLeft B"}
    on: dict[str, Any] = {"name": "Step on", "keys": "ArrowRight N"}
    row = [
        button(play, {"type": "play"}, main=not film.can_go_again, **own),
        button(icon("back"), {"type": "back"}, enabled=film.position > film.begun, **back),
        button(icon("step"), {"type": "next"}, enabled=not film.at_end, **on),
    ]
    return markup('<div class="nnlab-row">{}</div>', joined(row))


def key(film: Film) -> list[list[str]]:
    """What is drawn now means this: its kind, and words for it, long and short."""
    name = film.scene.name if film.scene else "z"
    blames = film.goes_back and bool(name == "blame" or film.leaving)
    shares = np.isfinite(film.known.gradients).any() and not film.at_end
    return [
        *[["pulse", "weight · input, as wide as it’s big", "weight · input"]] * (name == "z"),
        *[["blame", "blame, as wide as it’s big", "blame"]] * blames,
        *[["gradient", "a weight’s gradient", "gradient"]] * bool(shares),
    ]
