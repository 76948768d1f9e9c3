"""CurveLab: draw a line, and build it from corners, one for each ReLU neuron."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks
from nnlab.labs import words
from nnlab.labs.controls import attribute
from nnlab.labs.corners import Corners
from nnlab.labs.hinges import bars, hinges, slopes, targets, thumbnail
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.paper import LINES
from nnlab.labs.samples import STEP
from nnlab.live.icons import icon
from nnlab.live.panel import Markup, button, joined, markup, number
from nnlab.live.sketch import Sketch
from nnlab.live.slider import Slider
from nnlab.pictures.corners import stretches
from nnlab.plots.picture import new_figure
from nnlab.plots.sketch import paint_sketch

NEAR = 0.1  # a gap below this is worth a tick


class CurveLab(Lab):
    """A live view of a network [1, k, 1] as a curve: a corner for each ReLU neuron, added up.

    Draw a line, and the corners snap to it; or put them by hand along a line that is given. Neuron
    j gives the curve a corner at one place; its factor is the change of the slope there. Whatever
    the reader changes is written into `network` itself, and what a later cell changes is drawn.

    Parameters
    ----------
    network : Network with sizes [1, k, 1], k at most 12, with relu and then identity
    X : (n_samples, 1), y : (n_samples, 1), points of the curve that is wanted; left out: an empty
        paper to draw on, or, with more than four neurons, a line that three of them follow
    show : names out of `PARTS`; left out: all. Without "factors" they stay as they are; the reader
        draws where "places", "factors" and "target" are shown.
    size : "presenter" for a projector
    still : "wave", "hill" or "steps": the line in place of an empty paper's own, which the stored
        picture follows

    Attributes
    ----------
    network : the network itself

    Raises
    ------
    ValueError
        If the network is no curve with corners, if X and y don't fit, or if `show` names no part.
    """

    TOPIC = "Curves out of corners"
    PARTS = ("curve", "corners", "places", "factors", "start", "target")

    def __init__(
        self,
        network: Network,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        show: Show = None,
        size: Size = None,
        still: str = "wave",
    ) -> None:
        known = f"still takes {', '.join(LINES)}, not {checks.short(still)}"
        checks.need(still in LINES, known)
        super().__init__(show=show, size=size)
        self.network = network
        aims, moves, turns = map(self.shows, ("target", "places", "factors"))
        model = self.model = Corners(
            network, X, y, aims=aims, moves=moves, turns=turns, example=still
        )
        if model.pencil and not model.few:
            model.open()
        self.keep(network, "parameters", "activations")
        self.keep(model, "y", "count", "turns")
        hands = {"drag": model.drag, "nudge": model.nudge, "corner": model.choose}
        hands |= {"draw": model.draw}
        self.sketch = self.view("curve", Sketch(), lambda: {**model.picture()}, hands)
        choose = {"corner": model.choose}
        self.corners = self.panel("corners", lambda: _parts(model), choose)
        acts = {"erase": lambda _: model.erase(), "take": model.take, "more": model.more}
        acts |= {"hand": lambda _: model.hand(), "unlock": lambda _: model.unlock()}
        self.listen(self.page.sentence, acts)
        self.page.says_on = True
        self.actions = self.panel("target", lambda: _actions(model), acts)
        self.targets = self.panel("target", lambda: _targets(model))
        self.beside = self.panel("corners" if self.shows("corners") else "target", self._beside)
        x0, x1 = model.ends
        place = Slider("place", x0, minimum=x0, maximum=x1, step=STEP, signed=False)
        spoken = "start height: added everywhere"
        start = Slider("start height", model.start, step=STEP, words=spoken)
        controls = [
            self._of_corner("place", place, model.move),
            self._of_corner("factor", Slider("factor", 0.0, step=STEP), model.turn),
            self.control("start", start, hidden=self._away, **attribute(model, "start")),
        ]
        self.build(
            picture=[self.sketch],
            strip=[self.corners],
            rail=[self.actions, self.targets, controls, self.beside],
        )

    def _beside(self) -> Markup | str:
        """Of a drawn line, how close so many corners came; else how each turns the curve."""
        model: Corners = self.model
        if model.drawn and not model.by_hand:
            return bars(model.best, model.counted, len(model.owner.layers[0]))
        return "" if model.draws else slopes(stretches(model.owner, model.ends))

    def _away(self) -> bool:
        """Whether the numbers aren't asked for."""
        model: Corners = self.model
        return model.pencil or (model.drawn and not model.by_hand)

    def _of_corner(self, name: str, slider: Slider, write: Any) -> Any:
        """A control of the chosen corner's place or factor; without a corner it stays as it is."""
        model = self.model
        return self.control(
            name,
            slider,
            read=lambda: _known(getattr(model.corner, name)),
            write=write,
            part=f"{name}s",
            name=lambda: f"{name} of {model.chosen + 1}",
            words=lambda: f"{name} of corner {model.chosen + 1}",
            hidden=self._away,
        )

    def _record(self) -> None:
        self.model.score()

    def _goal(self) -> str:
        model: Corners = self.model
        k = len(model.owner.layers[0])
        if model.pencil or model.drawn:
            few = f"Can {words.counted(k, 'neuron')} follow you?"
            return few if model.few else "Can you beat the machine?"
        if model.least:
            return "How near can you get?"
        return "Bend it onto the grey line" if model.aims else "Move its corners"

    def _won(self) -> Any:
        model: Corners = self.model
        found = words.counted(model.used, "corner")
        if model.beaten:
            machine = f"{number(model.machine[model.counted])} with {model.counted}"
            said = f"{number(model.missing)} with {found}: it left {machine}."
            return "Closer than the machine!", said
        if model.nearest:
            return "No corner helps.", f"A level line is nearest: {number(model.least)}."
        if model.solved and not model.drawn:
            return "No gap is left.", f"It took {found}."
        return None

    def _legend(self) -> Markup | str:
        model: Corners = self.model
        if model.pencil:
            return Markup("thick grey: as if drawn&ensp; dotted: what the neurons make of it")
        line = "thick grey: what is wanted&ensp; ink: the network<br>" if model.aims else ""
        down = "&ensp; orange: down" * (not model.least)
        if model.nearest or (model.solved and not model.drawn):
            down += "&ensp; dotted: as it began"
        return Markup(f"{line}blue: turned up{down}")

    def _describe(self) -> str:
        model: Corners = self.model
        if model.pencil:
            return model.verdict()
        rows = [f"corner {each['name']} {each['says']}" for each in model.picture()["corners"]]
        return f"Start height {words.short(model.start)}; {'; '.join(rows)}. {model.verdict()}"

    def _sentence(self) -> Markup | str:
        model: Corners = self.model
        if model.pencil:
            return joined([_score(model), model.verdict().removeprefix("The paper is empty. ")])
        if model.gap is None or not model.aims:
            return model.verdict()
        said: Any = words.ticked(model.solved, model.verdict())
        if model.nearest:
            on = button("Unlock the minus", {"type": "unlock"}, main=True)
            said = joined(["What if corners may turn down?", on])
        elif model.solved and model.follows and not model.drawn:
            on = button(joined([icon("pen"), "Draw one"], " "), {"type": "erase"}, main=True)
            said = joined(["Will they follow a line of your own?", on])
        elif model.least and model.fresh:
            shape = words.turned(corner.factor for corner in model.corners)
            said = f"{shape} Slide them, or change the start height."
        elif model.fresh and model.turns > self.shows("factors"):
            said = "Now a hand turns them down, too."
        elif model.follows and model.fresh and not model.drawn and len(model.corners) > model.used:
            said = "Bring the gap to 0.00. Dashed corners turn nothing yet."
        if model.drawn and model.solved:
            said = "Your line is made of corners itself: nothing is missing."
        elif model.left is not None:
            said = f"The machine left {number(model.left)}, the dotted line. "
            said += f"Your hand leaves {number(model.missing)}."
        elif model.drawn and model.fresh:
            said = "This is what the machine made of it. Can your hand come closer?"
        elif model.drawn:
            said = "The shade is what’s missing. The gap is where it’s tallest."
        return joined([_score(model), said])

    @np.errstate(all="ignore")
    def _figure(self) -> Any:
        figure, (ax,) = new_figure(6.6, 4.6)
        paint_sketch(ax, self.model.still())
        return figure

    def _briefly(self) -> str:
        model: Corners = self.model
        if model.drawn and model.fresh:  # the last digits of a search differ from numpy to numpy
            return f"{model.counted} corners, gap {number(model.missing)}"
        rows = [
            "no corner" if np.isnan(place) else f"{words.short(factor)} at {words.short(place)}"
            for place, factor in model.corners
        ]
        return f"start {words.short(model.start)}; {', '.join(rows)}"

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model: Corners = self.model
        if model.y is not None:
            return super().as_code()
        return self._python("Network", words.code_of(self.network), "network")


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _parts(model: Corners) -> Markup:
    seen, chosen = model.shown, -1 if model.pencil else model.chosen
    shown = [(j, each) for j, each in enumerate(seen.corners) if not seen.parked(each)]
    leftward = [j for j, _ in shown if seen.leftward(j)]
    return hinges(shown, model.ends, chosen, leftward)


def _score(model: Corners) -> Markup:
    """The gap, large, and how many corners it's for; before there is one, the one to beat."""
    template = '<div class="nnlab-row nnlab-scored"><span class="nnlab-score{}">{}</span>'
    template += "<span>{}, with <b>{}</b>{}</span></div>"
    k, n = model.count if model.pencil else model.counted, len(model.owner.layers[0])
    found = f"{k} corner{'s' * (k != 1)}" if model.draws else f"{k} of {n} corners"
    if model.pencil or (model.drawn and model.fresh):
        wanted = NEAR if model.pencil else model.missing
        return markup(template, " nnlab-wanted", number(wanted), "to beat", found, "")
    unused = f", {k - model.used} unused" if k > model.used else ""
    if model.least:
        best = min(model.best.values(), default=model.missing)
        unused = markup("<br>best so far: <b>{}</b>", number(best))
    return markup(template, "", number(model.missing), "gap", found, unused)


def _targets(model: Corners) -> Markup | str:
    """What there is to beat: of a line of one's own, once a hand has begun, the machine."""
    if not model.drawn or model.fresh:
        return ""
    best, machine = model.best, model.machine
    enough = min((k for k, gap in best.items() if round(gap, 2) < NEAR), default=0)
    few = f"with {words.counted(enough, 'corner')}" if enough else "the lab’s"
    hand = any(round(gap, 2) < round(machine.get(k, 0.0), 2) for k, gap in best.items())
    left = machine.get(model.counted)
    rival = [("the machine’s", number(left), hand)] if left is not None else []
    near = [(few, number(NEAR), enough > 0)] if enough or model.few else []
    return targets([*near, *rival])


def _actions(model: Corners) -> Markup | str:
    """Draw; how many corners follow; by hand."""
    if not model.draws:
        return ""
    label = joined([icon("pen"), "Draw a new one"], " ")
    pen = button(label, {"type": "erase"}, main=not model.fresh)  # first the hand is asked
    first = markup('<div class="nnlab-row">{}</div>', pen)
    if model.pencil:
        lines = joined(
            button(joined([thumbnail(line), name]), {"type": "take", "line": name})
            for name, line in LINES.items()
        )
        note = '<span class="nnlab-note">or take a</span>{}'
        first = markup(f'<div class="nnlab-row nnlab-takes">{note}</div>', lines)
    fewer, more = ({"type": "more", "by": by} for by in (-1, 1))
    most = len(model.owner.layers[0])
    counted = '<span class="nnlab-counted"><b>{}</b> of {}<span> corners</span></span>'
    row = [
        button("−", fewer, name="one corner fewer", enabled=model.count > 1),
        markup(counted, model.count, most),
        button("+", more, name="one corner more", enabled=model.count < most),
    ]
    if model.drawn:
        row.append(button("numbers", {"type": "hand"}, pressed=model.by_hand))
    two = '<div class="nnlab-actions-two">{}<div class="nnlab-row">{}</div></div>'
    return markup(two, first, joined(row))
