"""BackpropLab itself: the drawing, the panels and the buttons of the microscope."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Loss, Network, checks, mean_squared_error
from nnlab.labs.backprop.model import NUDGES, Microscope
from nnlab.labs.backprop.panels import code_lines, gradient_table, neuron_table, question, u_shape
from nnlab.labs.backprop.steps import SOURCE, Seen, Step, place_of
from nnlab.labs.lab import Lab, Show, Size
from nnlab.labs.words import literal, not_finite, parameter_names, place, short
from nnlab.lessons.source import show_source
from nnlab.live.network import NetworkView
from nnlab.live.panel import Panel, button, equation, joined, markup, number, plain, signed, words
from nnlab.live.slider import Slider
from nnlab.pictures.wiring import node_names, part_key, part_of
from nnlab.plots.check import plot_nudging
from nnlab.plots.part import paint_part
from nnlab.plots.picture import new_figure

LEGEND = "◂ blame on its way back, w · d_z;  a grey box: that weight's gradient;  blank: not yet"


class BackpropLab(Lab):
    """A microscope on one training step: forward, loss, backward, update, a number at a time.

    The one number just computed is outlined in drawing and equation, and the line of the package's
    source that computes it is marked. What isn't computed yet is blank. Going to and fro changes
    nothing; only "again" writes the new weights into the network.

    Parameters
    ----------
    network : Network without runs, small enough to draw
    x, y : (n_in,), (n_out,) of one sample; a single row is taken, too
    loss : Loss, or its name
    learning_rate : of the update
    step : how many operations are done at first
    chosen : the parameter whose gradients are spelled out: its place in `network.parameters`
    h : the size of the nudge
    until : the last phase to go through: "forward", "loss", "backward" or "update"
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    steps : all operations in order, see `nnlab.labs.backprop.steps.Step`
    position : how many of them are done

    Raises
    ------
    ValueError
        If the sample or the loss doesn't fit the network.
    """

    TITLE = "BackpropLab · the microscope"
    PARTS = ("diagram", "equation", "code", "guess", "gradients", "nudge")

    def __init__(
        self,
        network: Network,
        x: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        learning_rate: float = 0.5,
        step: int = 0,
        chosen: int | None = None,
        h: float = 1e-5,
        until: str = "update",
        show: Show = None,
        size: Size = None,
    ) -> None:
        model = self.model = Microscope(network, x, y, loss, learning_rate, until)
        self.network = network
        model.h = checks.number(h, "h")
        checks.need(h > 0, f"h is the size of a nudge, so it must be more than 0, not {h:g}")
        model.position, n = checks.whole(step, "step", 0), len(model.steps)
        checks.need(model.position <= n, f"step is at most {n}")
        n = network.n_parameters
        if chosen is not None:
            model.chosen = checks.whole(chosen, "chosen", 0)
        checks.need(model.chosen < n, f"chosen must be below {n}, the number of parameters")
        super().__init__(show=show, size=size)
        self.keep_network(network)
        self.keep(model, "position", "guess", "judged", "score", "chosen", "h")
        self._make_views(model)

    # ------------------------------------------------------------------ the views

    def _make_views(self, model: Microscope) -> None:
        self.tree.add_class("nnlab-backprop")
        self.drawing = NetworkView(editable=False, panel=False)
        self.legend, self.numbers, self.actions, self.result = (Panel() for _ in range(4))
        self.code, self.comparison, self.curve = (Panel() for _ in range(3))
        self.listen(self.drawing, {"choose": self._choose_part})
        self.listen(self.comparison, {"row": lambda event: model.choose(event.get("index"))})
        actions = {
            "start": lambda _: model.go(0),
            "back": lambda _: model.go(model.position - 1),
            "next": lambda _: model.next(),
            "end": lambda _: model.go(len(model.steps)),
            "again": lambda _: model.again(),
            "guess": lambda event: model.say(event.get("sign")),
        }
        self.listen(self.actions, actions)
        track: dict[str, Any] = dict(minimum=1e-13, maximum=0.1, scale="log", step=0.5)
        h = self.control(
            "h",
            Slider("nudge h", model.h, words="size of the nudge h", **track),
            read=lambda: model.h,
            write=lambda value: setattr(model, "h", value),
            part="nudge",
        )
        drawn = self.shows("diagram")
        result, code = self.part("equation", self.result), self.part("code", self.code)
        gradients = self.part("gradients", self.comparison)
        crowded = code or h  # then the gradients stand on the left
        self.build(
            left=[
                [self.drawing, self.legend] if drawn else None,
                self.actions,
                result,
                gradients if crowded else None,
            ],
            right=[
                self.numbers if drawn else None,
                code,
                None if crowded else gradients,
                h and [h, self.curve],
            ],
        )

    def _lack(self) -> str:
        return not_finite(parameter_names(self.network.sizes), self.network.parameters)

    def _read(self) -> None:
        self.model.read()

    def _draw(self) -> None:
        model, seen = self.model, self.model.seen
        if self.shows("diagram"):
            self._draw_network(seen)
            legend = LEGEND if model.goes_back else "blank: not computed yet"
            self.legend.html = markup('<div class="nnlab-note">{}</div>', legend)
            self.numbers.html = self._numbers(seen)
        self.actions.html = self._buttons()
        if self.shows("equation"):
            self.result.html = markup('<div class="nnlab-result">{}</div>', self._equation())
        if self.shows("code"):
            self.code.html = self._source()
        if self.shows("gradients"):
            self.comparison.html = self._comparison(seen)
        if self.shows("nudge"):
            self.curve.html = u_shape(NUDGES, *self.errors, model.h)

    def _draw_network(self, seen: Seen) -> None:
        model, step, sizes = self.model, self.step, self.network.sizes
        names, above = node_names(sizes), {}
        for done in model.done:  # the newest stands at the neuron
            if done.kind in ("d_a", "slope", "d_z", "sum"):
                name = names[sizes[0] + place_of(sizes, done)[0]]
                what = "d_a" if done.kind == "sum" else done.kind
                said = f"{'out' if name == 'output' else name} {what}"
                above[part_key(sizes, done.part)] = f"{said} {number(done.value, 4, plus=True)}"
        if step and step.kind == "loss":
            above[part_key(sizes, step.part)] = f"loss {number(step.value, 4)}"
        self.drawing.show(
            self.network.with_parameters(seen.parameters),
            a=[*model.x[0], *seen.a],
            z=list(seen.z),
            gradients=seen.gradients,
            blame=seen.blame,
            boxes=model.goes_back,
            input_scale=self._input_scale(),
            above=[(part_of(sizes, key), said) for key, said in above.items()],
            outline=[step.part | {"what": _PIECES[step.kind]}] if step else None,
            lit=[part_of(sizes, f"p{model.chosen}")] if self.shows("gradients") else [],
            text=self._describe(),
        )

    def _input_scale(self) -> tuple[float, float]:
        x = self.model.x
        return (0.5, 0.5) if np.isin(x, (0, 1)).all() else (0.0, max(1.0, float(np.abs(x).max())))

    def _numbers(self, seen: Seen) -> Any:
        model, step = self.model, self.step
        loss = plain(seen.loss, 4) if np.isfinite(seen.loss) else ""
        return markup(
            '<div class="nnlab-neurons">{}</div>'
            '<div class="nnlab-given">sample {}, target {} · loss {}</div>',
            neuron_table(self.network.sizes, seen, step, model.goes_back),
            place(model.x[0]),
            ", ".join(map(short, model.y[0])),
            _outlined(loss) if step and step.kind == "loss" else loss,
        )

    def _buttons(self) -> Any:
        at, end = self.model.position > 0, self.model.at_end
        forth = button(
            "next ▸", {"type": "next"}, main=True, name="Next operation", keys="N", enabled=not end
        )
        if self.model.can_go_again:
            name = "Again, with the new weights"
            forth = button("again ↻", {"type": "again"}, main=True, name=name, keys="N")
        row = [
            button("|◂", {"type": "start"}, name="To the start", enabled=at),
            button("◂ back", {"type": "back"}, name="Back one operation", enabled=at, keys="B"),
            forth,
            button("▸|", {"type": "end"}, name="To the end", enabled=not end),
        ]
        return markup(
            '{}<div class="nnlab-steps">{}</div><div class="nnlab-where">{}</div>',
            question(self.model) if self.shows("guess") else "",
            joined(row),
            self._where(),
        )

    def _equation(self) -> Any:
        step = self.step
        if step is None:
            return equation(
                "Nothing is computed yet, so all but the weights and the inputs is blank."
            )
        value = plain(step.value, 4) if step.kind == "loss" else signed(step.value, 4)
        return equation(*step.formula, joined([" = ", _outlined(value)]))

    def _source(self) -> Any:
        function, piece = SOURCE[self.step.kind if self.step else "z"]
        text = str(show_source(function, doc=False))
        title = markup('<div class="nnlab-note">{}, as it runs</div>', function.__qualname__)
        return joined([title, code_lines(text, piece if self.step else None)])

    def _comparison(self, seen: Seen) -> Any:
        """By hand, by backprop, by nudging; what backprop hasn't reached yet is blank."""
        model, sizes = self.model, self.network.sizes
        labels, known = parameter_names(sizes), np.isfinite(seen.gradients)
        nudged = np.where(known, self.nudged, np.nan)
        rows = gradient_table(labels, seen.gradients, nudged, model.chosen)
        spelled = equation(f"{labels[model.chosen]}: its gradient isn't computed yet")
        for step in model.done:
            if step.kind in ("gradient", "bias") and place_of(sizes, step)[1] == model.chosen:
                spelled = equation("by hand: ", *step.formula[1:], " = ", signed(step.value, 4))
        title = f"Three gradients · h = {short(float(f'{model.h:.1e}'))}"
        return markup(
            '<div class="nnlab-note">{}</div>{}<div class="nnlab-gradients">{}</div>',
            title,
            spelled,
            rows,
        )

    # ------------------------------------------------------------------ what a reader uses

    @property
    def steps(self) -> list[Step]:
        """All operations, in order."""
        return self.model.steps

    @property
    def position(self) -> int:
        """How many operations are done."""
        return self.model.position

    @property
    def step(self) -> Step | None:
        """The operation just done; None at the start."""
        return self.model.step

    @property
    def nudged(self) -> np.ndarray:
        """The gradient by nudging both ways with the h that is set, (P,)."""
        return self.model.nudged

    @property
    def errors(self) -> tuple[np.ndarray, np.ndarray]:
        """The error of nudging for many sizes of nudge, two-sided and one-sided."""
        return self.model.errors

    def next(self, n: int = 1) -> None:
        """Do the next n operations, as the button does."""
        for _ in range(n):
            self.actions.event({"type": "next"})

    def back(self, n: int = 1) -> None:
        """Take n operations back, as the button does."""
        for _ in range(n):
            self.actions.event({"type": "back"})

    def guess(self, sign: str) -> None:
        """Say the sign of the next number: "+", "-" or "0"."""
        self.actions.event({"type": "guess", "sign": sign})

    def _choose_part(self, event: dict) -> None:
        part = {key: value for key, value in event["part"].items() if key != "what"}
        if "layer" in part and "input" in part:
            self.model.choose(int(part_key(self.network.sizes, part)[1:]))

    # ------------------------------------------------------------------ words

    def _where(self) -> str:
        if self.step is None:
            return f"{len(self.steps)} operations lie ahead"
        phases, phase = [step.phase for step in self.steps], self.step.phase
        at, of = self.position - phases.index(phase), phases.count(phase)
        count = f" {at} of {of}" if of > 1 else ""
        return f"{phase}{count} · step {self.position} of {len(self.steps)}"

    def _describe(self) -> str:
        if self.step is None:
            return "Nothing is computed yet. Press next."
        said = f"{words(joined(self.step.formula))} = {number(self.step.value, 4, plus=True)}"
        return f"Step {self.position} of {len(self.steps)}, {self.step.phase}: {said}."

    def _sentence(self) -> str:
        if self.step is None:
            return "One sample goes in. Press next: one operation, one number."
        if self.model.can_go_again:
            before, after = self.model.losses()
            return (
                f"That was one training step. For this sample the loss goes from {before:.4f} "
                f"to {after:.4f}. Again puts the new weights in."
            )
        return self.step.words

    def _figure(self) -> Any:
        both = self.shows("nudge")
        figure = new_figure(7.2, 6.8 if both else 3.9)
        axes = figure.subplots(2 if both else 1, 1, squeeze=False)[:, 0]
        if not self.shows("diagram"):
            self._draw_network(self.model.seen)
        paint_part(axes[0], self.drawing)
        axes[0].set_title(self.describe(), fontsize=9, wrap=True, parse_math=False)
        if both:
            plot_nudging(NUDGES, *self.errors, ax=axes[1], h=self.model.h)
        return figure

    def as_code(self) -> str:
        """Python that recreates this lab as it is now."""
        model, names = self.model, [one.name for one in self.network.activations]
        made = (
            f"network = Network({list(self.network.sizes)}, {names})\n"
            f"network.parameters[:] = {literal(self.network.parameters)}\n"
        )
        until = "" if model.until == "update" else f", until={model.until!r}"
        call = (
            f"network, {literal(model.x[0])}, {literal(model.y[0])}, {model.loss.name!r}, "
            f"learning_rate={model.rate!r}, step={self.position}, chosen={model.chosen}, "
            f"h={model.h!r}{until}"
        )
        return self._python("Network", made, call)

    def _briefly(self) -> str:
        return f"step {self.position} of {len(self.steps)}"


def _outlined(value: Any) -> Any:
    return markup('<span class="nnlab-now">{}</span>', value)


_PIECES = {"z": "z", "a": "a", "loss": "z", "d_a": "z", "slope": "z", "d_z": "z", "sum": "z",
           "gradient": "gradient", "bias": "gradient", "blame": "blame",
           "update": "weight"}  # fmt: skip  # what is outlined; "z": the words above a neuron
