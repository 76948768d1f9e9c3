"""BackpropLab itself: the film, what stands beside it, and the buttons."""

from collections.abc import Callable
from copy import copy
from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, mean_squared_error
from nnlab.labs import words
from nnlab.labs.backprop import panels, pictures
from nnlab.labs.backprop.model import NUDGES, SPEEDS, WIDE, Film
from nnlab.labs.controls import Offer, attribute
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.page import Won
from nnlab.live.curve import Curve
from nnlab.live.panel import Markup, button
from nnlab.live.part import Box
from nnlab.live.pulse import PulseView
from nnlab.live.timeline import Timeline
from nnlab.pictures.curve import curve
from nnlab.pictures.pulse import pulse_marks
from nnlab.plots.paint import paint_curve
from nnlab.plots.picture import new_figure
from nnlab.plots.pulse import paint_pulse

UNASKED = dict.fromkeys(("gradients", "nudge"), "it is shown where it's asked for")


class BackpropLab(Lab):
    """One training step as a film: an answer travels there, and blame comes back.

    A pulse is as wide as what it carries is large. Beside the film stand the sums of this scene,
    and the line of the package's source that computes them. What isn't computed yet is blank.
    Going to and fro changes nothing; only "Take the step" writes into the network.

    Parameters
    ----------
    network : Network without runs, small enough to draw
    x, y : (n_in,), (n_out,) of one sample; a single row is taken, too
    loss : Loss, or its name
    learning_rate : of the update
    step : how many scenes are done at first; left out, none, or all where gradients are compared
    chosen : the parameter whose gradients are spelled out: its place in `network.parameters`
    h : the size of the nudge at first; left out, a wide one where a hand can change it, else 1e-5
    until : the last phase to go through: "forward", "loss", "backward" or "update"
    still : how many scenes are done in the stored picture; left out, those on screen, or the one
        in which blame leaves the output
    show : names out of `PARTS`; left out, the film: "diagram", "equation", "code" and "guess"
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    model : the training step, with its `.scenes` (see `nnlab.labs.backprop.scenes.Scene`), of which
        so many are done: `.position`

    Raises
    ------
    ValueError
        If the sample or the loss doesn't fit the network.
    """

    TOPIC, GOAL = "Blame, step by step", "Who is to blame?"
    PARTS = ("diagram", "equation", "code", "guess", *UNASKED)

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        learning_rate: float = 0.5,
        step: int | None = None,
        chosen: int | None = None,
        h: float | None = None,
        until: str = "update",
        still: int | None = None,
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = self.model = Film(network, x, y, loss, learning_rate, until)
        self.network = network
        super().__init__(show=show, size=size, unfit=None if show else UNASKED)
        compares = self.shows("gradients") or self.shows("nudge")
        step = len(model.frames) * compares if step is None else step
        h = (WIDE if self.shows("nudge") else 1e-5) if h is None else h
        model.asks, model.compared, self.page.says_on = self.shows("guess"), compares, compares
        model.open(step, chosen, h)
        if chosen is None and self.shows("nudge"):  # the row that is farthest from agreeing
            model.chosen = int(panels.apart(model).argmax())
        self.still = None if still is None else model.checked_step(still)
        self.keep(network, "parameters", "activations")
        self.keep(model, "position", "guess", "score", "chosen", "h", "seen")
        hands = {"landed": model.rested, "choose": model.choose_part}
        self.drawing = self.view(
            "diagram",
            PulseView(),
            lambda: pictures.drawing(model) | {"key": panels.key(model)},
            hands,
        )
        self.timeline = self.view("", Timeline(), lambda: panels.timeline(model), self._steps())
        self.actions = self.panel("", lambda: panels.actions(model), self._steps())
        marked = {"drag": model.drag_nudge, "nudge": model.step_nudge, "end": model.end_nudge}
        errors = lambda: pictures.nudging(model) | {"text": panels.describe(model)}  # noqa: E731
        self.curve = self.view("nudge", Curve(), errors, marked)
        chooses = {"row": model.choose}
        rail = [
            self.panel("equation", lambda: panels.equation(model)) if not compares else None,
            self.panel("gradients", lambda: panels.by_hand(model)),
            self.panel("gradients", lambda: panels.comparison(model), chooses),
            self.panel("code", lambda: self._at_end(panels.result, panels.code)),
            self.panel("guess", lambda: self._at_end(panels.score, panels.question), self._steps()),
        ]
        self.rail = [panel for panel in rail if panel]
        self.listen(self.page.header, {"again": lambda _: model.again(), "row": model.choose})
        for part, name in ((rail[0], "nnlab-sums"), (rail[3], "nnlab-numbers")):
            if part:
                part.add_class(name)
        offer = Offer(SPEEDS)
        speed = self.choice("speed", "speed", offer, part="diagram", **attribute(model, "speed"))
        transport = Box([self.actions, speed] if speed else [self.actions], "nnlab-transport")
        film = [self.timeline, transport]
        self.build([self.drawing, self.curve], [] if compares else film, self.rail)

    def _steps(self) -> dict[str, Callable[[dict], None]]:
        """What buttons, keys and the timeline do."""
        model = self.model
        return {
            "play": lambda _: model.play(),
            "back": lambda _: model.turn_to(model.position - 1),
            "next": lambda _: model.turn_to(model.position + 1),
            "go": lambda event: model.turn_to(event["position"], bool(event.get("held"))),
            "again": lambda _: model.again(),
            "guess": model.propose,
        }

    # ------------------------------------------------------------------ what a reader uses

    def next(self, n: int = 1) -> None:
        """Do the next n scenes, as the button does."""
        for _ in range(n):
            self.actions.event({"type": "next"})

    def back(self, n: int = 1) -> None:
        """Take n scenes back, as the button does."""
        for _ in range(n):
            self.actions.event({"type": "back"})

    def play(self) -> None:
        """Let the film run, or stop it, as the button does. It needs a page that shows it."""
        self.actions.event({"type": "play"})

    def guess(self, sign: str) -> None:
        """Say the sign of the number that is asked for: "+", "-" or "0"."""
        self.actions.event({"type": "guess", "sign": sign})

    # ------------------------------------------------------------------ words

    def _at_end(self, end: Callable[[Film], Markup], before: Callable[[Film], Markup]) -> Markup:
        return (end if self.model.can_go_again else before)(self.model)

    def _describe(self) -> str:
        return panels.describe(self.model)

    def _goal(self) -> str:
        if self.model.compared:
            game = self.shows("nudge")
            return "Find the nudge that agrees best" if game else "Can you trust the gradient?"
        return self.GOAL if self.model.goes_back else "How wrong is its answer?"

    def _sentence(self) -> Markup | str:
        if not self.model.compared:
            return panels.sentence(self.model)
        return (panels.found if self.shows("nudge") else panels.witness)(self.model)

    def _won(self) -> Won | None:
        model = self.model
        if model.compared:
            if not (self.shows("nudge") and model.bottomed):
                return None
            why = "The best you’ve tried: wider, the loss bends; narrower, its digits run out."
            on = {"type": "row", "index": (model.chosen + 1) % len(model.known.gradients)}
            return f"{model.digits.max()} digits agree", why, button("Next weight", on, main=True)
        if not model.at_end:
            return None
        if not model.can_go_again:
            told = "It says {said} and should say {target}. "
            told += "That’s how wrong it is." if model.goes_back else "Who is to blame? Read on."
            facts = panels.facts(model)
            return f"The loss is {facts['before']}", told.format(**facts)
        before, after = model.losses()
        words = f"The loss of this sample goes from {before:.4f} to {after:.4f}."
        return ("One step down", words, panels.take()) if after < before else None

    def _figure(self) -> Any:
        """The film at `still`, from a copy of it; without it the U."""
        model = copy(self.model)
        model.position, model.seen = self._in_print(), (0, len(NUDGES) - 1)
        film = self.drawing is not None or self.curve is None
        figure, axes = new_figure(6.4 if film else 6.0, 4.4 if film else 3.6)
        if not film:
            model.h = float(NUDGES[model.errors[0].argmin()])
            shown = pictures.nudging(model) | {"levels": []}  # its words would lie on lines
            mark = shown["marker"]
            shown |= {"marker": mark | {"text": ""}, "notes": [(mark["x"], mark["text"])]}
            paint_curve(axes[0], curve(**shown))
            return figure
        shown = pictures.drawing(model)
        named = ("gradients", "notes", "pulses", "back", "strong", "dim", "asked", "was")
        given = {name: shown[name] for name in named}
        paint_pulse(axes[0], pulse_marks(shown["network"], shown["a"], **given))
        return figure

    def _in_print(self) -> int:
        """How many scenes are done in the stored picture: where there is something to see."""
        scenes = self.model.scenes
        leaves = next(
            (k for k, scene in enumerate(scenes, 1) if scene.name == "blame"), len(scenes)
        )
        return max(self.model.position, leaves) if self.still is None else self.still

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model = self.model
        call = (
            f"network, {words.literal(model.x[0])}, {words.literal(model.y[0])}, "
            f"{model.loss.name!r}, learning_rate={model.rate!r}, step={model.position}, "
            f"chosen={model.chosen}, h={model.h!r}, until={model.until!r}"
        )
        return self._python("Network", words.code_of(self.network), call)

    def _briefly(self) -> str:
        model = self.model
        return f"step {min(model.position, len(model.frames))} of {len(model.frames)}"
