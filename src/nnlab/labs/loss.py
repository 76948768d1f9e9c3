"""LossLab: walk down a loss landscape, at first in fog, feeling only the slope underfoot."""

import numpy as np

from nnlab.core import LOSSES, Network, checks, mean_squared_error
from nnlab.core.losses import as_loss
from nnlab.labs.lab import Lab
from nnlab.labs.residuals import residual_table
from nnlab.labs.words import literal, short
from nnlab.live.choice import Choice
from nnlab.live.curve import Curve
from nnlab.live.panel import Panel, button, equation, joined, markup, number, plain, signed
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.theme import css
from nnlab.plots.landscape import contours, height_words, loss_landscape, parameter_name
from nnlab.plots.picture import new_figure

TWO, ALL = "these two", "all"
GRID = 60  # places a side at which the landscape is computed
LONGEST_PATH = 5_000  # steps that are kept
TOO_FAR = 1e6  # a parameter beyond this has run away
ARROW = 0.5  # the longest arrow, as a share of the map's width


class LossLab(Lab):
    """A live view of a network's loss over two of its parameters, and of a walker on it.

    The walker stands at the network's own two parameters; a step is plain gradient descent, written
    into the network. As long as only "these two" move, the others are held and the ground stays as
    drawn. With "all" the ground moves under the walker and is drawn anew.

    Parameters
    ----------
    network : Network without runs
    X, y : (n_samples, n_in), (n_samples, n_out)
    loss : Loss, or its name
    pair : the two parameters' places in `network.parameters`
    reach : the map runs from -reach to reach, both ways
    rate : the learning rate at first
    fog : whether the map is hidden at first
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    path : (n_steps + 1, 2), where the walker has been
    losses : the loss at each of them

    Raises
    ------
    ValueError
        If the data don't fit, or the pair names no two parameters.
    """

    TITLE = "LossLab"
    PARTS = ("map", "curve", "rate", "moves", "loss", "residuals")

    def __init__(
        self,
        network,
        X,
        y,
        loss=mean_squared_error,
        *,
        pair=(0, 1),
        reach=8.0,
        rate=1.0,
        fog=True,
        show=None,
        size=None,
    ):
        self.network = _checked(network)
        self.X = checks.inputs(X, network)
        self.y = checks.targets(y, len(self.X), network.n_out)
        self.loss = as_loss(loss)
        self.loss(network(self.X), self.y)  # targets that don't suit it are refused here
        self.pair = _checked_pair(pair, network)
        self._reach, rate = checks.number(reach, "reach"), checks.number(rate, "rate")
        checks.need(self._reach > 0, f"reach must be above 0, not {reach}")
        checks.need(rate > 0, f"rate must be above 0, not {rate:g}")
        super().__init__(show=show, size=size)
        self._bounds = (-self._reach, self._reach, -self._reach, self._reach)
        self._names = [parameter_name(network.sizes, i) for i in self.pair]
        self._rate, self._moves, self._fog = rate, TWO, bool(fog)
        self._start = network.parameters.copy()
        self._walk = [self._here()]
        self._trouble = ""
        self._ground = None  # the landscape, with what it was computed for
        self._make_views()

    def _make_views(self):
        self.plane, self.curve = Plane(), Curve(x_name="step", y_name="loss")
        self.plane.probing = False
        self.numbers, self.actions = Panel(), Panel()
        self.residuals = Residuals()
        self.listen(self.plane, {"drag": self._drag, "nudge": self._nudge})
        self.listen(
            self.actions,
            {
                "step": lambda event: self._step(int(event.get("n", 1))),
                "fog": lambda _: self._set_fog(not self._fog),
                "back": lambda _: self._back(),
            },
        )
        controls = []
        if self.shows("rate"):
            slider = Slider(
                "learning rate", self._rate, minimum=0.01, maximum=100, scale="log", step=0.1
            )
            controls.append(self.control("rate", slider, self._set_rate))
        if self.shows("moves"):
            choice = Choice("moves", [TWO, ALL], self._moves)
            controls.append(self.control("moves", choice, self._set_moves))
        if self.shows("loss"):
            self._losses = {loss.name: loss for loss in self._suitable()}
            self._losses[self.loss.name] = self.loss
            choice = Choice("loss", list(self._losses), self.loss.name)
            controls.append(self.control("loss", choice, self._set_loss))
        right = [self.actions, *controls, self.numbers]
        if self.shows("curve"):
            right.append(self.curve)
        self.build(
            left=[self.plane] if self.shows("map") else [],
            right=right,
            below=[self.residuals] if self.shows("residuals") else [],
        )

    def _suitable(self):
        """The losses that take these outputs and targets."""
        for loss in LOSSES.values():
            if "from z" in (loss.__doc__ or "") or loss.name.endswith("_cross_entropy"):
                if loss.name != "binary_cross_entropy":
                    continue  # those want z, and this network has bent it already
            try:
                if np.isfinite(loss(self.network(self.X), self.y)) and loss.name != "hinge_loss":
                    yield loss
            except ValueError:
                continue

    # ------------------------------------------------------------------ the views

    def _draw(self):
        if self._walk[-1] != self._here():
            self._walk, self._trouble = [self._here()], ""  # a cell moved it: a new walk
        gradient = self._gradient()
        if self.shows("map"):
            self._draw_map(gradient)
        if self.shows("curve"):
            losses = self.losses
            self.curve.show(
                lines=[{"x": np.arange(len(losses)), "y": losses, "name": "loss"}],
                marker={"x": len(losses) - 1, "y": losses[-1]},
                text=f"Loss {losses[-1]:.4g} after {len(losses) - 1} steps.",
            )
        for name, value in (("rate", self._rate), ("moves", self._moves), ("loss", self.loss.name)):
            if name in self.controls:
                self.controls[name].value = value
        self.actions.html = self._buttons()
        self.numbers.html = self._arithmetic(gradient)
        if self.shows("residuals"):
            self.residuals.html = residual_table(self.X, self.network(self.X), self.y, self.loss)

    def _draw_map(self, gradient):
        place = self._place()
        lines = [] if self._fog else [{"points": c, "thin": True} for _, c in self._contours()]
        walked = self.path
        if len(walked) > 1:
            lines.append({"points": walked, "dots": len(walked) < 200})
        step = -self._rate * gradient
        length = float(np.hypot(*step))
        longest = 2 * self._reach * ARROW
        head = np.clip(
            place + step * min(1.0, longest / length if length else 1.0), -self._reach, self._reach
        )
        inside = bool(np.all(np.abs(place) <= self._reach))
        walker = {
            "segment": None,
            "anchor": np.clip(place, -self._reach, self._reach).tolist(),
            "head": head.tolist() if inside and length > 1e-4 * self._reach else None,
            "moves": "free",
        }
        self.plane.show(
            bounds=self._bounds,
            heights=[] if self._fog else self._heights(),
            curves=lines,
            lines=[walker],
            names={"lines": [["Move the walker", "The step downhill"]]},
            note="" if inside else "the walker has left this map",
            x_name=self._names[0],
            y_name=self._names[1],
            caption="fog: only the slope underfoot can be felt"
            if self._fog
            else "the greyer, the higher; along a line the loss is the same",
            text=self.describe(),
        )

    def _contours(self):
        return contours(self._heights(), self._bounds)

    def _heights(self):
        """The loss over the map; computed anew only when the ground has changed."""
        held = np.delete(self.network.parameters, self.pair).tobytes()
        if self._ground is None or self._ground[:2] != (held, self.loss):
            values = loss_landscape(
                self.network, self.X, self.y, self.loss, pair=self.pair, bounds=self._bounds, n=GRID
            )
            self._ground = (held, self.loss, values)
        return self._ground[2]

    def _buttons(self):
        fog = "Lift the fog" if self._fog else "Bring back the fog"
        buttons = [
            button("Step", {"type": "step", "n": 1}, main=True),
            button("10 steps", {"type": "step", "n": 10}),
            button("Back to the start", {"type": "back"}),
        ]
        if self.shows("map"):
            buttons.append(button(fog, {"type": "fog"}))
        return markup('<div class="nnlab-actions">{}</div>', joined(buttons, " "))

    def _arithmetic(self, gradient):
        """The next step, with today's numbers."""
        rows = []
        for name, at, slope in zip(self._names, self._place(), gradient, strict=True):
            rows.append(
                equation(
                    f"{name}: ",
                    signed(at, brackets=True),
                    " − ",
                    plain(self._rate, 2),
                    "·",
                    signed(slope, 4, brackets=True),
                    " = ",
                    signed(at - self._rate * slope),
                )
            )
        note = markup('<div class="nnlab-note">{}</div>', "now − learning rate · slope = next")
        return joined([*rows, note])

    # ------------------------------------------------------------------ what can change

    def _state(self):
        return {
            "parameters": self.network.parameters.copy(),
            "walk": tuple(self._walk),
            "rate": self._rate,
            "moves": self._moves,
            "fog": self._fog,
            "loss": self.loss,
            "trouble": self._trouble,
        }

    def _restore(self, state):
        self.network.parameters[...] = state["parameters"]
        self._walk = list(state["walk"])
        self._rate, self._moves, self._fog = state["rate"], state["moves"], state["fog"]
        self.loss, self._trouble = state["loss"], state["trouble"]

    def step(self, n: int = 1) -> None:
        """Take n steps downhill, as the button does."""
        self.actions.event({"type": "step", "n": n})

    def _step(self, n):
        for _ in range(n):
            before = self.network.parameters.copy()
            with np.errstate(all="ignore"):
                gradient = self._gradient(all_of_them=True)
                if self._moves == TWO:
                    kept = np.zeros(len(before), bool)
                    kept[list(self.pair)] = True
                    gradient = np.where(kept, gradient, 0.0)
                self.network.parameters[...] = before - self._rate * gradient
                here = self._here()
            gone = self.network.parameters
            if not (np.isfinite(here[1]) and np.all(np.abs(gone) < TOO_FAR)):
                self.network.parameters[...] = before
                self._trouble = "diverged"
                return
            self._trouble = "rose" if here[1] > self._walk[-1][1] else ""
            self._walk.append(here)
            del self._walk[1:-LONGEST_PATH]

    def _back(self):
        self.network.parameters[...] = self._start
        self._walk, self._trouble = [self._here()], ""

    def _set_fog(self, fog):
        self._fog = fog

    def _set_rate(self, rate):
        self._rate = rate

    def _set_moves(self, moves):
        self._moves = moves

    def _set_loss(self, name):
        self.loss = self._losses[name]
        self._walk, self._trouble = [self._here()], ""

    def _drag(self, event):
        if event["part"] == "middle" and event["phase"] != "start":
            self._put(np.round([event["x"], event["y"]], 2))

    def _nudge(self, event):
        if event["part"] == "middle":
            size = 1.0 if event.get("big") else 0.25
            self._put(self._place() + size * np.sign([event.get("dx", 0), event.get("dy", 0)]))

    def _put(self, place):
        """Set the walker down somewhere else: a new walk begins."""
        place = checks.numbers(place, "the place")
        self.network.parameters[list(self.pair)] = np.clip(place, -self._reach, self._reach)
        self._walk, self._trouble = [self._here()], ""

    # ------------------------------------------------------------------ numbers

    @property
    def path(self):
        """Where the walker has been, (n_steps + 1, 2)."""
        return np.array([place for place, _, _ in self._walk])

    @property
    def losses(self):
        """The loss at each place of the path."""
        return np.array([height for _, height, _ in self._walk])

    def _place(self):
        return self.network.parameters[list(self.pair)]

    def _here(self):
        return tuple(self._place().tolist()), self._height(), self.loss

    def _height(self):
        return float(self.loss(self.network(self.X), self.y))

    def _gradient(self, all_of_them=False):
        traces = self.network.forward(self.X)
        gradient = self.network.backward(traces, self.loss.gradient(traces[-1].a, self.y))
        return gradient if all_of_them else gradient[list(self.pair)]

    def _right(self):
        """How many rows are on the right side of the middle, or None if there are no sides."""
        if set(np.unique(self.y)) != {0.0, 1.0}:
            return None
        return int(((self.network(self.X) > 0.5) == (self.y > 0.5)).all(axis=1).sum())

    # ------------------------------------------------------------------ words

    def describe(self):
        """What the lab shows now, in words."""
        at = ", ".join(
            f"{n} = {number(v)}" for n, v in zip(self._names, self._place(), strict=True)
        )
        steps = len(self._walk) - 1
        said = [f"After {steps} step{'' if steps == 1 else 's'}: loss {self.losses[-1]:.4g}, {at}."]
        right = self._right()
        if right is not None:
            said.append(f"{right} of {len(self.X)} rows are right.")
        said.append(self._trouble_words())
        if self._fog:
            said.append("The map lies in fog: you feel only the slope underfoot.")
        else:
            said.append(f"On this map the loss reaches {height_words(self._heights())}.")
        return " ".join(filter(None, said))

    def _trouble_words(self):
        if self._trouble == "diverged":
            return (
                "It diverged: the next step would leave all bounds, so the walker stays. "
                "Take a smaller learning rate, or go back to the start."
            )
        if self._trouble == "rose":
            return (
                f"The last step went up, from {self.losses[-2]:.4g} to {self.losses[-1]:.4g}: "
                "it was too long. A smaller learning rate takes shorter steps."
            )
        if np.any(np.abs(self._place()) > self._reach):
            return "The walker has left this map. Undo, or go back to the start."
        return ""

    def _figure(self):
        figure = new_figure(9.0, 4.4)
        left, right = figure.subplots(1, 2)
        self.plane.draw(left)
        self.curve.draw(right)
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now."""
        bends = [layer.activation.name for layer in self.network.layers]
        moves = f'lab.controls["moves"].value = {ALL!r}\n' if self._moves == ALL else ""
        return (
            "from nnlab import Network\nfrom nnlab.labs import LossLab\n\n"
            f"network = Network({list(self.network.sizes)}, {bends})\n"
            f"network.parameters = {literal(self.network.parameters)}\n"
            f"X = {literal(self.X)}\ny = {literal(self.y)}\n"
            f"lab = LossLab(network, X, y, {self.loss.name!r}, pair={self.pair}, "
            f"reach={self._reach}, rate={self._rate}, fog={self._fog}{self._options()})\n"
            f"{moves}lab\n"
        )

    def __repr__(self):
        if self._closed:
            return "LossLab(closed)"
        return f"LossLab({len(self._walk) - 1} steps, loss {short(self.losses[-1])})"


class Residuals(Panel):
    """The rows' errors as bars and squares."""

    _css = css("panel.css", "../labs/loss.css")


def _checked(network):
    if not isinstance(network, Network):
        raise ValueError(f"LossLab shows a Network, not {type(network).__name__}")
    if network.runs:
        raise ValueError("LossLab walks with one network: give it network.run(0), or another run")
    return network


def _checked_pair(pair, network):
    try:
        first, second = (checks.whole(i, "a place", 0) for i in pair)
    except (TypeError, ValueError):
        raise ValueError(
            f"pair must be two places in network.parameters, not {checks.short(pair)}"
        ) from None
    n = network.n_parameters
    if first == second or not (0 <= first < n and 0 <= second < n):
        raise ValueError(f"pair must be two different places from 0 to {n - 1}, not {pair!r}")
    return first, second
