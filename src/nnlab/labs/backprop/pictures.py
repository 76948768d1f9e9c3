"""What the film draws: the network with what is known by now, and what is on its way."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from nnlab.labs.backprop.model import NUDGES, Film
from nnlab.labs.backprop.scenes import Scene
from nnlab.labs.backprop.steps import DECIMALS, Known, Step, sign_of
from nnlab.labs.words import short
from nnlab.pictures import numbers as numerals
from nnlab.pictures.nudging import LEAST, LIMIT
from nnlab.pictures.pulse import ARRIVED, BACK, FORTH, LANDING, LEAVING, WAITING
from nnlab.pictures.wiring import links, part_key

PACE, REST, LONG = 700.0, 500.0, 1800.0  # ms: a pulse's way, its rest, and after a guess


def drawing(film: Film) -> dict[str, Any]:
    """The network as it is drawn now."""
    known, scene, sizes = film.known, film.scene, film.network.sizes
    settles = scene and scene.name not in ("blame", "bias", "update")
    keys = [part_key(sizes, step.part) for step in film.fresh] if settles else []
    asked = film.asked if film.asked and film.asked.kind.name == "gradient" else None
    chosen = [f"p{film.chosen}"] if film.compared else []
    pulses = _pulses(film)
    flies = any(pulse["path"] not in (WAITING, LEAVING) for pulse in pulses)
    after = LONG if film.guess else REST if flies else REST + PACE
    return {
        "network": film.network.with_parameters(known.parameters),
        "a": [*film.x[0], *known.a],
        "gradients": known.gradients,
        "notes": _notes(film, known),
        "pulses": pulses,
        "back": scene is not None and scene.phase != "forward",
        "strong": [*_strong(film), *chosen],
        "dim": _dim(film),
        "fresh": [f"{key}.a" if scene and scene.name == "a" else key for key in keys],
        "asked": part_key(sizes, asked.part) if asked else "",
        "was": film.network.parameters if scene and scene.name == "update" else None,
        "step": film.position - (film.begun and film.waits),  # a first answer lets it go
        "pace": 0.0 if film.held else PACE / film.speed,
        "rest": after / film.speed,
        "playing": film.playing and not film.asked,
    }


def _dim(film: Film) -> list[str]:
    """The parameters whose turn hasn't come: of later layers there, of earlier ones back."""
    scene, sizes = film.scene, film.network.sizes
    if scene is None or scene.name in ("loss", "update") or film.compared:
        return []
    at_work, back = _at_work(film, scene), scene.phase == "backward"
    return [
        f"p{k}"
        for k, (_, to) in enumerate(links(sizes))
        if (to < at_work.start if back else to >= at_work.stop)
    ]


def _at_work(film: Film, scene: Scene) -> range:
    """The nodes of a scene's layer."""
    sizes, layer = film.network.sizes, scene.layer + 1
    return range(sum(sizes[:layer]), sum(sizes[: layer + 1]))


def _strong(film: Film) -> list[str]:
    """The nodes that are at work."""
    scene = film.scene
    works = scene is not None and scene.name != "update" and not film.compared
    return [f"n{k}" for k in _at_work(film, scene)] if works and scene else []


def _notes(film: Film, known: Known) -> dict[str, list[list[str]]]:
    """What stands below the nodes: targets, the loss and blame; and, inside till a node answers,
    sums on the way there.
    """
    sizes, scene, asked = film.network.sizes, film.scene, film.asked
    back = scene is not None and scene.phase in ("backward", "update")
    first, last = sizes[0], sum(sizes[:-1])
    found: dict[str, list[list[str]]] = {}
    for k in range(first, sum(sizes)):
        at, lines = k - first, []
        of_sum = bool(np.isfinite(known.d_z[at]))  # it has come through the bend
        whose, blame = ("z", known.d_z[at]) if of_sum else ("a", known.d_a[at])
        if k >= last:
            lines.append([f"should be {short(film.y[0, k - last])}", "soft"])
        if not back:
            if np.isfinite(known.loss[at]):
                lines += [["loss", "soft"], [numerals.number(known.loss[at], DECIMALS), "bold"]]
            elif asked and (asked.kind.name, asked.at) == ("z", at):
                lines.append(["?", "asked", "?"])
            elif np.isfinite(known.z[at]):
                inside = numerals.number(known.z[at], 2, plus=True)
                lines.append([f"z {_figures(known.z[at])}", "soft", inside])
        elif asked and (asked.kind.name, asked.at) == ("d_a", at):
            lines += [[f"{whose}’s blame", "soft"], ["?", "asked"]]
        elif np.isfinite(blame):
            told = [_figures(blame), f"bold {sign_of(blame)}"]
            lines += [[f"{whose}’s blame", "soft"], told]
        found[f"n{k}"] = lines
    return found


def _figures(value: float) -> str:
    return numerals.number(value, DECIMALS, plus=True)


def _pulses(film: Film) -> list[dict[str, Any]]:
    """What travels in this scene: terms of sums, blame on its way, or its landing."""
    scene = film.scene
    if scene is None or scene.name == "z":
        return _terms(film, scene or film.scenes[0])
    before = film.scenes[film.position - 2] if film.position > 1 else None
    if scene.name == "blame":
        return [_blame(film, step, film.asked) for step in _of(scene, "blame")]
    if scene.name == "d_z" and before and before.name == "blame":
        landing = {"path": LANDING, "stays": False, "text": ""}
        return [_blame(film, step, None) | landing for step in _of(before, "blame")]
    leaving = {"path": LEAVING, "text": ""}
    return [_blame(film, step, None) | leaving for step in film.leaving]


def _of(scene: Scene, kind: str) -> Iterable[Step]:
    return [step for step in scene.steps if step.kind.name == kind]


def _blame(film: Film, step: Step, asked: Step | None) -> dict[str, Any]:
    """Blame on a link, as wide as it is big beside all the other."""
    every = [abs(one.value) for scene in film.scenes for one in _of(scene, "blame")]
    value = 0.0 if step is asked else step.value  # its side isn't told either
    text = "?" if step is asked else _figures(step.value)
    size = abs(step.value) / (max(every) or 1.0)
    return {"link": step.at, "size": size, "text": text, "value": value, "path": BACK}


def _terms(film: Film, scene: Scene) -> list[dict[str, Any]]:
    """Weight times input, on every link into a layer; at the start they wait to be let go."""
    network, sizes = film.network, film.network.sizes
    said = np.concatenate([film.x[0], film.known.a])
    ends, into = links(sizes), _at_work(film, scene)
    coming = {sizes[0] + step.at for step in film.fresh} if film.scene else into
    terms = {
        k: network.parameters[k] * said[start]
        for k, (start, to) in enumerate(ends)
        if to in into and start != to
    }
    most = max(map(abs, terms.values())) or 1.0
    here = WAITING if film.waits else FORTH
    return [
        {"link": k, "size": abs(term) / most, "path": here if ends[k][1] in coming else ARRIVED}
        for k, term in terms.items()
        if term
    ]


def nudging(film: Film) -> dict[str, Any]:
    """The errors of nudging against its size, on log scales: those tried, the rest lies in fog."""
    x, errors = np.log10(NUDGES), np.maximum(film.errors, LEAST)
    seen = np.where(film.tried, errors, np.nan)
    named = zip(("both ways", "one way"), seen, strict=True)
    lines: list[dict[str, Any]] = [{"x": x, "y": y, "name": name} for name, y in named]
    floor, at = errors.min() / 200, float(np.clip(np.log10(film.h), x[0], x[-1]))
    if not film.tried.all():  # how it would go on, were a smaller nudge always better
        start, far = film.at_first[0], np.arange(len(NUDGES))
        on = errors[0][start] * (NUDGES / NUDGES[start]) ** 2
        on = np.where((far <= start) & (on > floor), on, np.nan)
        lines.append({"x": x, "y": on, "dash": "dotted", "soft": True, "name": "on like this?"})
    here = 10 ** np.interp(at, x, np.log10(errors[0]))
    marker = {"x": at, "y": here, "text": f"ε = {numerals.scientific(film.h)}", "draggable": True}
    return {
        "lines": lines,
        "marker": marker,
        "levels": [(LIMIT, "✓ agrees below")],
        "powers": True,
        "fog": True,
        "hold": ([x[0] - 0.6, x[-1] + 1.3], [floor, errors.max() * 3]),  # room for numbers below
        "x_name": "size of the nudge, ε",
        "y_name": f"relative error of all {film.network.n_parameters}, lower is better",
        "cue": "drag the nudge" if film.stop == film.at_first[0] == film.seen[0] else "",
    }
