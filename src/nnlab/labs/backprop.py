"""BackpropLab, the microscope: one training step of one sample, one operation at a time."""

import numpy as np

from nnlab.core import Network, checks, mean_squared_error, numerical_gradient
from nnlab.core.losses import as_loss
from nnlab.labs.lab import Lab
from nnlab.labs.microscope import code_lines, gradient_table, neuron_table, u_shape
from nnlab.labs.steps import SOURCE, Seen, all_steps, place_of
from nnlab.labs.words import literal, parameter_names, place, short
from nnlab.lessons.source import show_source
from nnlab.live.network import NetworkView
from nnlab.live.panel import Panel, button, equation, joined, markup, number, plain, signed, words
from nnlab.live.slider import Slider
from nnlab.pictures.nudging import nudging_errors
from nnlab.pictures.numbers import number as brief
from nnlab.pictures.wiring import checked_sizes, node_names, part_key, part_of
from nnlab.plots.check import plot_nudging
from nnlab.plots.picture import new_figure

SIGNS = {"+": "+", "-": "−", "0": "0"}
PHASES = ("forward", "loss", "backward", "update")
NUDGES = 10.0 ** np.arange(-13, -0.9, 0.5)  # the sizes at which the U is computed
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
    steps : all operations in order, see `nnlab.labs.steps.Step`
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
        network,
        x,
        y,
        loss=mean_squared_error,
        *,
        learning_rate=0.5,
        step=0,
        chosen=None,
        h=1e-5,
        until="update",
        show=None,
        size=None,
    ):
        self.network = _checked(network)
        self.x, self.y = _row(x, network.n_in, "x"), _row(y, network.n_out, "y")
        self.loss = as_loss(loss)
        self.rate = checks.positive(learning_rate, "learning_rate")
        h = checks.number(h, "h")
        checks.need(h > 0, f"h is the size of a nudge, so it must be more than 0, not {h:g}")
        checks.need(until in PHASES, f"until is one of {', '.join(PHASES)}, not {until!r}")
        self._h, self._until = h, until
        self._seen_parameters = self._nudged = self._errors = None
        self._position, self._guess, self._judged, self._score = 0, None, None, (0, 0)
        self._read()
        self._position = checks.whole(step, "step", 0)
        checks.need(self._position <= len(self.steps), f"step is at most {len(self.steps)}")
        last = network.n_parameters - network.layers[-1].parameters.size
        self._chosen = last if chosen is None else checks.whole(chosen, "chosen", 0)
        checks.need(
            self._chosen < network.n_parameters,
            f"chosen must be below {network.n_parameters}, the number of parameters",
        )
        super().__init__(show=show, size=size)
        self.keep(network, "parameters")
        self.keep(self, "_position", "_guess", "_judged", "_score", "_chosen", "_h")
        self._make_views()

    def _read(self):
        """Compute all operations, unless the network is still the same."""
        now = self.network.parameters.tobytes()
        if now != self._seen_parameters:
            phases = PHASES[: PHASES.index(self._until) + 1]
            steps = all_steps(self.network, self.x, self.y, self.loss, self.rate)
            self.steps = [step for step in steps if step.phase in phases]
            self._seen_parameters, self._nudged, self._errors = now, None, None
            self._judged = None

    # ------------------------------------------------------------------ the views

    def _make_views(self):
        self.add_class("nnlab-backprop")
        self.drawing = NetworkView(editable=False, panel=False)
        self.legend, self.numbers = Panel(), Panel()
        self.actions, self.result = Panel(), Panel()
        self.code, self.comparison, self.curve = Panel(), Panel(), Panel()
        self.listen(self.drawing, {"choose": self._choose_part})
        self.listen(self.comparison, {"row": lambda event: self._choose(event.get("index"))})
        self.listen(
            self.actions,
            {
                "start": lambda _: self._go(0),
                "back": lambda _: self._go(self._position - 1),
                "next": lambda _: self._next(),
                "end": lambda _: self._go(len(self.steps)),
                "again": lambda _: self._again(),
                "guess": lambda event: self._set_guess(event.get("sign")),
            },
        )
        left, right = [self.actions], []
        if self.shows("diagram"):
            left, right = [self.drawing, self.legend, self.actions], [self.numbers]
        if self.shows("equation"):
            left.append(self.result)
        if self.shows("code"):
            right.append(self.code)
        if self.shows("gradients"):
            crowded = self.shows("code") or self.shows("nudge")
            (left if crowded else right).append(self.comparison)
        if self.shows("nudge"):
            slider = Slider(
                "nudge h",
                self._h,
                minimum=1e-13,
                maximum=0.1,
                scale="log",
                step=0.5,
                words="size of the nudge h",
            )
            right += [
                self.control("h", slider, read=lambda: self._h, write=self._set_h),
                self.curve,
            ]
        self.build(left=left, right=right)

    def _draw(self):
        seen = Seen(self.network, self.steps[: self._position])
        if self.shows("diagram"):
            self._draw_network(seen)
            table = neuron_table(self.network.sizes, seen, self.step, self._goes_back())
            loss = plain(seen.loss, 4) if np.isfinite(seen.loss) else ""
            loss = self._outlined(loss) if self.step and self.step.kind == "loss" else loss
            sample = f"sample {place(self.x[0])}, target {', '.join(map(short, self.y[0]))}"
            legend = LEGEND if self._goes_back() else "blank: not computed yet"
            self.legend.html = markup('<div class="nnlab-note">{}</div>', legend)
            self.numbers.html = markup(
                '<div class="nnlab-neurons">{}</div><div class="nnlab-given">{} · loss {}</div>',
                table,
                sample,
                loss,
            )
        self.actions.html = self._buttons()
        if self.shows("equation"):
            self.result.html = markup('<div class="nnlab-result">{}</div>', self._equation())
        if self.shows("code"):
            self.code.html = self._source()
        if self.shows("gradients"):
            self.comparison.html = self._comparison(seen)
        if self.shows("nudge"):
            self.curve.html = u_shape(NUDGES, *self.errors, self._h)

    def _draw_network(self, seen):
        step, sizes = self.step, self.network.sizes
        names, first = node_names(sizes), sizes[0]
        above = {}
        for done in self.steps[: self._position]:  # the newest stands at the neuron
            if done.kind in ("d_a", "slope", "d_z", "sum"):
                node, _ = place_of(sizes, done)
                what = {"sum": "d_a"}.get(done.kind, done.kind)
                said = f"{names[first + node]} {what} {number(done.value, 4, plus=True)}"
                above[part_key(sizes, done.part)] = said
        if step and step.kind == "loss":
            above[part_key(sizes, step.part)] = f"loss {number(step.value, 4)}"
        self.drawing.show(
            self.network.with_parameters(seen.parameters),
            a=[*self.x[0], *seen.a],
            z=list(seen.z),
            gradients=seen.gradients,
            blame=seen.blame,
            boxes=self._goes_back(),
            input_scale=self._input_scale(),
            above=[(part_of(sizes, key), said) for key, said in above.items()],
            outline=[step.part | {"what": _PIECES[step.kind]}] if step else None,
            lit=[self._part(self._chosen)] if self.shows("gradients") else [],
            text=self._describe(),
        )

    def _goes_back(self):
        return self._until in ("backward", "update")

    def _input_scale(self):
        most = max(1.0, float(np.abs(self.x).max()))
        return (0.5, 0.5) if np.isin(self.x, (0, 1)).all() else (0.0, most)

    def _buttons(self):
        at, n = self._position, len(self.steps)
        forth = button(
            "next ▸", {"type": "next"}, main=True, name="Next operation", keys="N", enabled=at < n
        )
        if at == n and self._until == "update":
            forth = button(
                "again ↻",
                {"type": "again"},
                main=True,
                keys="N",
                name="Again, with the new weights",
            )
        row = [
            button("|◂", {"type": "start"}, name="To the start", enabled=at > 0),
            button("◂ back", {"type": "back"}, name="Back one operation", enabled=at > 0, keys="B"),
            forth,
            button("▸|", {"type": "end"}, name="To the end", enabled=at < n),
        ]
        where = markup('<div class="nnlab-where">{}</div>', self._where())
        return joined(
            [self._question(), markup('<div class="nnlab-steps">{}</div>', joined(row)), where]
        )

    def _question(self):
        """Is the next number +, − or 0?"""
        if not self.shows("guess"):
            return ""
        hint = "Say it before you look, or just press next."
        said = markup('<span class="nnlab-said">{}</span>', self._verdict() or hint)
        if self._position == len(self.steps):
            return markup('<div class="nnlab-guess">{}</div>', said)
        step = self.steps[self._position]
        asked = f"Next: {step.name}. Is it"
        if step.kind == "update":
            asked = f"Next: {step.name}. Up, down or the same:"
        choices = [
            button(
                sign,
                {"type": "guess", "sign": key},
                pressed=self._guess == key,
                name=f"It will be {name}",
                keys=keys,
            )
            for key, sign, name, keys in (
                ("+", "+", "plus", "+ Shift++"),
                ("-", "−", "minus", "-"),
                ("0", "0", "zero", "0"),
            )
        ]
        ask = markup("<span>{}</span>{}<span>?</span>", asked, joined(choices))
        return markup('<div class="nnlab-guess">{}{}</div>', ask, said)

    def _verdict(self):
        """What came of the last guess."""
        if self._judged is None or self.step is None:
            return ""
        right, asked = self._score
        score = f"{right} of {asked} right so far."
        if self._judged == self.step.sign:
            return joined([markup("<b>{}</b> ", "✓"), f"Right. {score}"])
        what = {"+": "above zero", "-": "below zero", "0": "zero"}[self.step.sign]
        about = "the change is" if self.step.kind == "update" else "it is"
        said = f"Not this time: you said {SIGNS[self._judged]}, {about} {what}. {score}"
        return joined([markup("<b>{}</b> ", "✗"), said])

    def _equation(self):
        step = self.step
        if step is None:
            text = "Nothing is computed yet, so all but the weights and the inputs is blank."
            return equation(text)
        value = plain(step.value, 4) if step.kind == "loss" else signed(step.value, 4)
        return equation(*step.formula, joined([" = ", self._outlined(value)]))

    @staticmethod
    def _outlined(value):
        return markup('<span class="nnlab-now">{}</span>', value)

    def _source(self):
        function, piece = SOURCE[self.step.kind if self.step else "z"]
        text = str(show_source(function, doc=False))
        title = markup('<div class="nnlab-note">{}, as it runs</div>', function.__qualname__)
        return joined([title, code_lines(text, piece if self.step else None)])

    def _comparison(self, seen):
        """By hand, by backprop, by nudging; what backprop hasn't reached yet is blank."""
        nudged = self.nudged
        labels = parameter_names(self.network.sizes)
        known = np.isfinite(seen.gradients)
        by_hand = {}
        for step in self.steps[: self._position]:
            if step.kind in ("gradient", "bias"):
                by_hand[place_of(self.network.sizes, step)[1]] = step
        rows = gradient_table(labels, seen.gradients, np.where(known, nudged, np.nan), self._chosen)
        chosen = by_hand.get(self._chosen)
        if chosen is None:
            spelled = equation(f"{labels[self._chosen]}: its gradient isn't computed yet")
        else:
            value = signed(chosen.value, 4)
            spelled = equation("by hand: ", *chosen.formula[1:], " = ", value)
        h = brief(float(f"{self._h:.1e}"))
        title = markup('<div class="nnlab-note">{}</div>', f"Three gradients · h = {h}")
        return joined([title, spelled, markup('<div class="nnlab-gradients">{}</div>', rows)])

    # ------------------------------------------------------------------ numbers

    @property
    def position(self) -> int:
        """How many operations are done."""
        return self._position

    @property
    def step(self):
        """The operation just done; None at the start."""
        return self.steps[self._position - 1] if self._position else None

    @property
    def nudged(self) -> np.ndarray:
        """The gradient by nudging both ways with the h that is set, (P,)."""
        if self._nudged is None or self._nudged[0] != self._h:
            found = numerical_gradient(self.network, self.x, self.y, self.loss, self._h)
            self._nudged = self._h, found
        return self._nudged[1]

    @property
    def errors(self) -> tuple[np.ndarray, np.ndarray]:
        """The error of nudging for many sizes of nudge, two-sided and one-sided."""
        if self._errors is None:
            self._errors = nudging_errors(self.network, self.x, self.y, self.loss, NUDGES)
        return self._errors

    # ------------------------------------------------------------------ what can change

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

    def _next(self):
        if self._position < len(self.steps):
            guess = self._guess
            self._go(self._position + 1)
            if guess is not None:
                right, asked = self._score
                self._judged = guess
                self._score = right + (guess == self.step.sign), asked + 1

    def _go(self, position):
        self._position = min(max(position, 0), len(self.steps))
        self._guess = self._judged = None
        if self.step and self.step.kind in ("gradient", "bias", "update"):
            self._chosen = place_of(self.network.sizes, self.step)[1]

    def _again(self):
        if self._position == len(self.steps) and self._until == "update":
            self.network.parameters[...] = [s.value for s in self.steps if s.kind == "update"]
            self._go(0)

    def _set_guess(self, sign):
        checks.need(sign in SIGNS, f"say +, - or 0, not {checks.short(sign)}")
        self._guess = None if sign == self._guess else sign

    def _choose(self, index):
        if isinstance(index, int) and 0 <= index < self.network.n_parameters:
            self._chosen = index

    def _choose_part(self, event):
        part = {key: value for key, value in event["part"].items() if key != "what"}
        if "layer" in part and "input" in part:
            self._choose(int(part_key(self.network.sizes, part)[1:]))

    def _set_h(self, h):
        self._h = h

    def _part(self, index):
        return part_of(self.network.sizes, f"p{index}")

    # ------------------------------------------------------------------ words

    def _where(self):
        if self.step is None:
            return f"{len(self.steps)} operations lie ahead"
        phase = [step.phase for step in self.steps]
        at, of = self._position - phase.index(self.step.phase), phase.count(self.step.phase)
        count = f" {at} of {of}" if of > 1 else ""
        return f"{self.step.phase}{count} · step {self._position} of {len(self.steps)}"

    def _describe(self):
        """What the lab shows now, in words."""
        if self.step is None:
            return "Nothing is computed yet. Press next."
        said = f"{words(joined(self.step.formula))} = {number(self.step.value, 4, plus=True)}"
        return f"Step {self._position} of {len(self.steps)}, {self.step.phase}: {said}."

    def _sentence(self):
        if self.step is None:
            return "One sample goes in. Press next: one operation, one number."
        if self._position == len(self.steps) and self._until == "update":
            before, after = float(self.loss(self.network(self.x), self.y)), self._loss_after()
            return (
                f"That was one training step. For this sample the loss goes from {before:.4f} "
                f"to {after:.4f}. Again puts the new weights in."
            )
        return self.step.words

    def _loss_after(self):
        network = self.network.copy()
        network.parameters[...] = [step.value for step in self.steps if step.kind == "update"]
        return float(self.loss(network(self.x), self.y))

    def _figure(self):
        both = self.shows("nudge")
        figure = new_figure(7.2, 6.8 if both else 3.9)
        axes = figure.subplots(2 if both else 1, 1, squeeze=False)[:, 0]
        seen = Seen(self.network, self.steps[: self._position])
        if not self.shows("diagram"):
            self._draw_network(seen)
        self.drawing.draw(axes[0])
        axes[0].set_title(self.describe(), fontsize=9, wrap=True, parse_math=False)
        if both:
            plot_nudging(NUDGES, *self.errors, ax=axes[1], h=self._h)
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now."""
        bends = [layer.activation.name for layer in self.network.layers]
        until = "" if self._until == "update" else f", until={self._until!r}"
        return (
            "from nnlab import Network\nfrom nnlab.labs import BackpropLab\n\n"
            f"network = Network({list(self.network.sizes)}, {bends})\n"
            f"network.parameters[:] = {literal(self.network.parameters)}\n"
            f"BackpropLab(network, {literal(self.x[0])}, {literal(self.y[0])}, "
            f"{self.loss.name!r}, learning_rate={self.rate!r}, step={self._position}, "
            f"chosen={self._chosen}, h={self._h!r}{until}{self._options()})\n"
        )

    def _briefly(self):
        return f"step {self._position} of {len(self.steps)}"


_PIECES = {"z": "z", "a": "a", "loss": "z", "d_a": "z", "slope": "z", "d_z": "z", "sum": "z",
           "gradient": "gradient", "bias": "gradient", "blame": "blame",
           "update": "weight"}  # fmt: skip  # what is outlined; "z": the words above a neuron


def _checked(network):
    if not isinstance(network, Network):
        raise ValueError(f"BackpropLab shows a Network, not {type(network).__name__}")
    if network.runs:
        raise ValueError("BackpropLab shows one network: give it network.run(0), or another run")
    checked_sizes(network.sizes)
    return network


def _row(values, n, name):
    """One sample, as (1, n)."""
    values = checks.numbers(values, name)
    if values.size != n or values.ndim > 2 or (values.ndim == 2 and len(values) != 1):
        raise ValueError(
            f"{name} has shape {values.shape}: the microscope looks at one sample, {n} "
            f"number{'' if n == 1 else 's'} for this network"
        )
    return values.reshape(1, n)
