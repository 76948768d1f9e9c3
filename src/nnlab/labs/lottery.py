"""LotteryLab: the same training from one start, and from hundreds; who finds an answer?"""

import math
import time
from pathlib import Path

import ipywidgets
import numpy as np

from nnlab.core import LOSSES, SGD, Network, Training, checks, mean_squared_error
from nnlab.core.history import History
from nnlab.core.losses import loss as loss_called
from nnlab.labs.lab import Lab
from nnlab.labs.training import TrainingLab
from nnlab.labs.words import counted, listed, literal, place
from nnlab.lessons.gates import ROWS
from nnlab.plots.curves import count
from nnlab.plots.geometry import bounds_around, sample_plane
from nnlab.plots.picture import new_figure
from nnlab.plots.sweep import PLATEAUS, by_loss, plateau_of, plot_sweep
from nnlab.views.choice import Choice
from nnlab.views.panel import Panel, button, joined, markup, table
from nnlab.views.plane import Plane
from nnlab.views.slider import Slider
from nnlab.views.theme import css

BENDS, WIDTHS, EPOCHS = ("tanh", "relu"), (2, 4, 8), (1_000, 2_000, 10_000)
COUNTS = {"1": 1, "16": 16, "256": 256, "16 × 16 rates": 256}
MAP = "16 × 16 rates"  # 16 starts, each of them at 16 learning rates
RATES = np.geomspace(0.01, 10, 16)
CELLS = 60  # of the chosen network's field, a side
SLICE = 0.025  # seconds of training between two looks at what the reader does
ALIKE = 0.05  # answers that differ by less are the same answer
# Shares measured on twice 2,000 starts, at a learning rate of 0.1 for 10,000 epochs.
MEASURED = {("tanh", 2): 0.64, ("tanh", 4): 0.997, ("relu", 2): 0.33, ("relu", 4): 0.77,
            ("relu", 8): 0.98}  # fmt: skip


class _Chosen(Panel):
    """What the chosen start has become; and the style of the whole lab."""

    _css = css("panel.css", Path(__file__).with_name("lottery.css"))


class LotteryLab(Lab):
    """A live view of the same training from many random starts.

    The networks have one hidden layer and a sigmoid at the end; weights and biases start in -1..1,
    and each sample is a step, in the order given. They train side by side, as the runs of one
    network. While a draw is untrained, a change of the settings keeps its numbers as far as they
    go, so that the same starts can be tried again.

    Parameters
    ----------
    X : (n_samples, 2), y : (n_samples, 1) of 0 and 1
    activation : the bend of the hidden layer
    width : hidden neurons
    loss : Loss or str; it takes what a sigmoid says
    rate : the learning rate
    starts : how many; "rates": 16 starts, each at 16 learning rates
    epochs : how long each of them trains
    rng : int, which lottery
    ticket : int, which draw of it: every draw of starts is another
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network whose runs are the starts
    start : (n_starts, P), where they began; read-only
    losses, solved : (n_starts,), now
    rates : (n_starts,), the learning rate of each
    selected : the start that's chosen
    epoch : how far they are

    Raises
    ------
    ValueError
        If the data don't fit, or a setting is no such setting.

    Examples
    --------
    >>> lab = LotteryLab([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]], starts=16)
    >>> lab.advance(2)
    >>> lab.epoch, lab.losses.shape
    (2, (16,))
    >>> lab.close()
    """

    TITLE = "LotteryLab"
    PARTS = ("starts", "bend", "width", "rate", "epochs", "chosen", "tally")

    def __init__(self, X, y, *, activation="tanh", width=4, loss=mean_squared_error, rate=0.1,
                 starts=1, epochs=10_000, rng=0, ticket=0, show=None, size=None):  # fmt: skip
        self.X, self.y = _checked_data(X, y)
        self.loss = _checked_loss(loss)
        bend = getattr(activation, "name", activation)
        checks.need(bend in BENDS, f"activation must be one of {', '.join(BENDS)}, not {bend!r}")
        starts = MAP if starts == "rates" else str(starts)
        checks.need(starts in COUNTS, f'starts must be 1, 16, 256 or "rates", not {starts!r}')
        self._settings = {
            "bend": bend, "width": checks.whole(width, "width"), "starts": starts,
            "rate": checks.number(rate, "rate"), "epochs": checks.whole(epochs, "epochs"),
        }  # fmt: skip
        checks.need(self._settings["rate"] > 0, f"rate must be above 0, not {rate}")
        self._rng, self._ticket = checks.whole(rng, "rng", 0), checks.whole(ticket, "ticket", 0)
        super().__init__(show=show, size=size)
        self._is_xor = self.X.tolist() == [list(map(float, r)) for r in ROWS] and (
            self.y[:, 0].tolist() in ([0, 1, 1, 0], [1, 0, 0, 1])
        )
        self._bounds = bounds_around(self.X)
        self._points = sample_plane(self._bounds, CELLS)
        self._tally = ()  # (bend, width, rate, epochs, ticket, starts, solved) each
        self._started = None  # while it runs: the state before
        self._pace = 1
        self._runner = self.runner(self._slice, fps=12)
        self.opened = None  # the TrainingLab that the button opened
        self._begin()
        self._make_views()

    def _make_views(self):
        self.plane, self.chosen_plane = Plane(), Plane(bounds=self._bounds)
        self.plane.probing = self.chosen_plane.probing = False
        self.actions, self.chosen, self.tally = Panel(), _Chosen(), Panel()
        self.listen(self.plane, {"point": self._pick})
        self.listen(self.actions, {
            "draw": lambda _: self._run(), "stop": lambda _: self._stop(),
            "on": lambda _: self._go_on(),
        })  # fmt: skip
        self.chosen.on_event(self._pressed_open)
        names = {
            "starts": ("starts", list(COUNTS)), "bend": ("bend", _with(BENDS, self._bend)),
            "width": ("width", _with(WIDTHS, self._width)),
            "epochs": ("epochs", [count(e) for e in _with(EPOCHS, self._epochs)]),
        }  # fmt: skip
        controls = []
        for name in ("starts", "bend", "width", "rate", "epochs"):
            if not self.shows(name):
                continue
            if name == "rate":
                view = Slider(
                    "learning rate", self._settings["rate"], minimum=0.01, maximum=10,
                    scale="log", step=0.1, words="how far a step goes",
                )  # fmt: skip
            else:
                label, options = names[name]
                view = Choice(label, [str(o) for o in options], self._shown(name))
            controls.append(self.control(name, view, self._writer(name)))
        right = [self.actions, *controls]
        if self.shows("chosen"):
            box = ipywidgets.Box([self.chosen_plane, self.chosen])
            box.add_class("nnlab-chosen")
            right.append(box)
        self.tally.add_class("nnlab-tally")
        self.add_class("nnlab-lottery")
        self.build(left=[self.plane], right=right,
                   below=[self.tally] if self.shows("tally") else [])  # fmt: skip

    # ------------------------------------------------------------------ the starts

    def _begin(self):
        """The starts of this ticket, untrained."""
        n = 16 if self._is_map else COUNTS[self._settings["starts"]]
        rng = np.random.default_rng([self._rng, self._ticket])
        drawn = Network([2, self._width, 1], [self._bend, "sigmoid"], init="uniform",
                        runs=(n,), rng=rng)  # fmt: skip
        start = np.tile(drawn.parameters, (16, 1)) if self._is_map else drawn.parameters.copy()
        self._install(start, start, 0)
        self.selected = 0

    def _install(self, start, parameters, epoch):
        """Networks of the settings that began at `start` and are at `parameters` now."""
        start.flags.writeable = False
        sizes, bends = [2, self._width, 1], [self._bend, "sigmoid"]
        network = Network(sizes, bends, init="zeros", runs=(len(start),))
        network.parameters[...] = parameters
        rate = self._settings["rate"]
        self.rates = np.repeat(RATES, 16) if self._is_map else np.full(len(start), rate)
        self.start, self.network = start, network
        self.training = Training(
            network, self.X, self.y, loss=self.loss, batch_size=1, shuffle=False,
            optimizer=SGD(self.rates if self._is_map else rate), record_every=10**9,
        )  # fmt: skip
        self.training.epoch = epoch
        self._read()

    def _read(self):
        """How wrong each of them is now, and which solve it."""
        self._says = self.network(self.X)[..., 0]  # (n_starts, n_samples)
        self.losses = self.loss(self._says[..., np.newaxis], self.y)
        self.solved = (np.abs(self._says - self.y[:, 0]) < 0.5).all(axis=1)
        n = len(self.losses)
        if self._is_map:
            self._order = np.arange(n)
        elif n > 16:
            self._order = np.concatenate([starts for _, starts in self._endings()])
        else:
            self._order = by_loss(self.losses)

    # ------------------------------------------------------------------ the views

    def _draw(self):
        self._draw_plane()
        if self.shows("chosen"):
            self._draw_chosen()
        for name, control in self.controls.items():
            control.value = self._settings["rate"] if name == "rate" else self._shown(name)
        if "rate" in self.controls:
            self.controls["rate"].layout.display = "none" if self._is_map else ""
        self.actions.html = self._buttons()
        if self.shows("tally"):
            self.tally.html = self._tally_table()

    def _draw_plane(self):
        order, n = self._order, len(self._order)
        ticks = None
        if self._is_map:
            at = np.column_stack([np.arange(n) % 16, np.arange(n) // 16])
            bounds = (-1, 16, -1, 16)
            ticks = [[k, f"{RATES[k]:.2g}"] for k in range(0, 16, 5)]
            names = ("start", "learning rate")
        elif n > 16:
            at, ticks = self._blocks()
            bounds = (-1, 16, -1, max(18.0, at[-1, 1] + 1))
            names = ("each mark is a start", "where it ended" if self._ended else "where it is")
        else:
            at = np.column_stack([np.arange(n), self.losses[order]])
            top = max(0.28, 1.05 * float(self.losses.max()))
            bounds = (-0.6, max(n, 4) - 0.4, -0.06 * top, top)
            if self._has_plateaus:
                ticks = [[0.0, "0"], *([value, label] for value, label, _ in reversed(PLATEAUS))]
            names = ("your start" if n == 1 else "starts, the best first", "loss")
        marks = [
            f"start {i}{self._at_rate(i)}, loss {self.losses[i]:.3f}, "
            f"{'solved' if self.solved[i] else 'not solved'}"
            for i in order
        ]
        with self.plane.hold_sync():
            self.plane.show(
                bounds=bounds, X=at, classes=self.solved[order].astype(int),
                selected=int(np.flatnonzero(order == self.selected)[0]),
                x_name=names[0], y_name=names[1], names={"points": marks},
                caption="▲ solved · ● not solved", text=self.describe(),
            )  # fmt: skip
            columns = [] if n == 1 or n > 16 and not self._is_map else self.plane.ticks[0]
            whole = [tick for tick in columns if tick[0] == int(tick[0])]
            self.plane.ticks = [whole, self.plane.ticks[1] if ticks is None else ticks]

    def _blocks(self):
        """Places in rows of 16, a block for each ending, and the blocks' names: (n, 2), ticks."""
        at, ticks, row = [], [], 0
        for name, starts in self._endings():
            k = np.arange(len(starts))
            at.append(np.column_stack([k % 16, row + k // 16]))
            ticks.append([row, name])
            row = at[-1][-1, 1] + 1.5
        return np.concatenate(at), ticks

    def _endings(self):
        """The starts by where they are, the solved ones first: (name, indices) each."""
        if self.epoch == 0:
            return [("", np.arange(len(self.losses)))]
        ranked = by_loss(self.losses)
        level = [plateau_of(loss) if self._has_plateaus else None for loss in self.losses]
        name = [
            "solved" if solved else at[1] if at else "other"
            for solved, at in zip(self.solved, level, strict=True)
        ]
        found = [
            (key, np.array([i for i in ranked if name[i] == key], dtype=int))
            for key in ("solved", *(label for _, label, _ in PLATEAUS), "other")
        ]
        return [(key, starts) for key, starts in found if len(starts)]

    def _draw_chosen(self):
        i = self.selected
        says = self.network.run(i)(self._points)[:, 0]
        wrong = np.abs(self._says[i] - self.y[:, 0]) >= 0.5
        self.chosen_plane.show(
            field=says, X=self.X, classes=self.y, wrong=wrong,
            text=f"What start {i} says now. {self._ending(i)}",
        )  # fmt: skip
        loss = markup("<b>Start {}{}</b> · loss {}", i, self._at_rate(i), f"{self.losses[i]:.4f}")
        answers = ", ".join(f"{value:.2f}" for value in self._says[i][:4])
        self.chosen.html = joined([
            markup('<div>{}</div><div class="nnlab-note">it says {}</div>', loss, answers),
            button("Open it in TrainingLab", {"type": "open"}, enabled=not self.running,
                   name=f"Open start {i} in TrainingLab"),
        ])  # fmt: skip

    def _buttons(self):
        n = COUNTS[self._settings["starts"]]
        main = button(f"Draw {n}" if n > 1 else "Draw", {"type": "draw"}, main=True)
        if self.running:
            main = button("Stop", {"type": "stop"}, main=True)
        on = ""
        if not self.running and 0 < self.epoch < self._epochs:
            on = button("Go on", {"type": "on"})
        where = markup(
            '<span class="nnlab-where">epoch <b>{}</b> of {}</span>',
            count(self.epoch), count(self._epochs),
        )  # fmt: skip
        return markup('<div class="nnlab-actions">{}</div>', joined([main, on, where], " "))

    def _tally_table(self):
        """The share solved, by bend and width; draws with the same settings count together."""
        sums = {}
        for *settings, _ticket, n, solved in self._tally:
            old = sums.get(tuple(settings), (0, 0))
            sums[tuple(settings)] = (old[0] + n, old[1] + solved)
        if not sums:
            return ""
        rows = [
            [bend, width, f"{rate:.2g}", count(epochs), f"{count(solved)} of {count(n)}",
             f"{100 * solved / n:.0f} %"]
            for (bend, width, rate, epochs), (n, solved) in sorted(sums.items())
        ]  # fmt: skip
        head = ["bend", "width", "learning rate", "epochs", "solved", "share"]
        return table(head, rows, caption="The share solved so far", rows_report=False)

    # ------------------------------------------------------------------ training

    @property
    def running(self) -> bool:
        """Whether it trains in the background."""
        return self._runner.running

    @property
    def epoch(self) -> int:
        """How many epochs they have been trained."""
        return self.training.epoch

    def run(self) -> None:
        """Draw starts (untrained ones stay) and train them in the background."""
        self.change(self._run)

    def stop(self) -> None:
        """Stop the training where it is."""
        self.change(self._stop)

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs, or to the end, before this call returns.

        Starts that are trained to the end make way for new ones.
        """
        epochs = None if epochs is None else checks.whole(epochs, "epochs")
        self.change(lambda: self._advance(epochs))

    def choose(self, start: int) -> None:
        """Look at one of the starts."""
        self.change(lambda: self._choose(start))

    def open_start(self, start: int | None = None, **options) -> TrainingLab:
        """A TrainingLab with that start's numbers as they were at first; None: the chosen one.

        Other options go to `TrainingLab`.
        """
        i = self.selected if start is None else self._checked(start)
        network = self.network.run(i).copy()
        network.parameters[...] = self.start[i]
        levels = [(value, label) for value, label, _ in PLATEAUS] if self._has_plateaus else []
        options = {
            "optimizer": SGD(float(self.rates[i])), "batch_size": 1, "shuffle": False,
            "epochs": self._epochs, "speed": None, "levels": levels,
            "show": ["plane", "curve", "run", "rate", "rewind"],
        } | options  # fmt: skip
        return TrainingLab(network, self.X, self.y, self.loss, **options)

    def _run(self):
        if self.running:
            return
        before = self._state()
        if self.epoch > 0:
            self._ticket += 1
            self._begin()
        self._start(before)

    def _go_on(self):
        if not self.running and self.epoch < self._epochs:
            self._start(self._state())

    def _start(self, before):
        try:
            self._runner.start()
        except RuntimeError:
            raise ValueError(
                "training in the background needs a running kernel: use advance()"
            ) from None
        self._started, self._pace = before, 1

    def _stop(self):
        self._runner.stop()
        if self._started is not None:
            before, self._started = self._started, None
            super()._note(before, "run")

    def _slice(self):
        """A few milliseconds of training; False at the end."""
        began, done = time.perf_counter(), self.epoch
        n = min(self._pace, self._epochs - done)
        if n > 0:
            self._train(n)
            took = max(time.perf_counter() - began, 1e-6)
            self._pace = int(np.clip(n * SLICE / took, 1, 2 * n))
        if self._ended:
            self._count()
            return False
        return None if self.epoch > done else False  # all of them have run away

    def _advance(self, epochs):
        self._stop()
        if self._ended:
            self._ticket += 1
            self._begin()
        left = self._epochs - self.epoch
        self._train(left if epochs is None else min(left, epochs))
        if self._ended:
            self._count()

    def _train(self, epochs):
        with np.errstate(all="ignore"):
            self.training.run(epochs)
        self.training.history = History(self.network)  # the way there isn't kept
        self._read()

    def _count(self):
        """Enter a finished draw in the tally; the same one only once."""
        if self._is_map or len(self.losses) < 16:
            return
        key = (self._bend, self._width, self._settings["rate"], self._epochs, self._ticket)
        rest = tuple(row for row in self._tally if row[:5] != key)
        self._tally = (*rest, (*key, len(self.losses), int(self.solved.sum())))

    def draw(self) -> None:
        """Show the starts as they are now."""
        if self._started is not None and not self.running:
            before, self._started = self._started, None
            self._note(before, "run")
        super().draw()

    # ------------------------------------------------------------------ what can change

    @property
    def _bend(self):
        return self._settings["bend"]

    @property
    def _width(self):
        return self._settings["width"]

    @property
    def _epochs(self):
        return self._settings["epochs"]

    @property
    def _ended(self):
        return self.epoch >= self._epochs

    @property
    def _is_map(self):
        return self._settings["starts"] == MAP

    @property
    def _has_plateaus(self):
        return self._is_xor and self.loss is mean_squared_error

    def _shown(self, name):
        value = self._settings[name]
        return count(value) if name == "epochs" else str(value)

    def _writer(self, name):
        def write(value):
            self._stop()
            if name in ("width", "epochs"):
                value = int(value.replace(",", ""))
            if value == self._settings[name]:
                return
            self._settings = {**self._settings, name: value}
            if name != "epochs" or self.epoch > value:
                self._begin()

        return write

    def _pick(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self._order):
            self.selected = int(self._order[index])

    def _choose(self, start):
        self.selected = self._checked(start)

    def _checked(self, start):
        start, n = checks.whole(start, "start", 0), len(self.losses)
        checks.need(start < n, f"there are {n} starts, from 0 to {n - 1}; {start} is none of them")
        return start

    def _pressed_open(self, event):
        if event.get("type") == "open" and not self.running:
            self._close_opened()
            self.opened = self.open_start()
            self.children = [*self.children, self.opened]

    def _close_opened(self):
        if self.opened is not None:
            self.children = [child for child in self.children if child is not self.opened]
            self.opened.close()
            self.opened = None

    def close(self) -> None:
        """Take the lab off the page, with what it opened."""
        if not self._closed:
            self._close_opened()
        super().close()

    def _state(self):
        return {
            "settings": self._settings,
            "ticket": self._ticket,
            "start": self.start,
            "parameters": self.network.parameters.copy(),
            "epoch": self.training.epoch,
            "selected": self.selected,
            "tally": self._tally,
        }

    def _restore(self, state):
        self._settings, self._ticket = state["settings"], state["ticket"]
        self._install(state["start"], state["parameters"], state["epoch"])
        self.selected, self._tally = state["selected"], state["tally"]

    def _note(self, before, key):
        if not self.running:  # a run is noted as one step, when it ends
            super()._note(before, key)

    def _travel(self, back, forth):
        if back and self.running:
            self._stop()
        super()._travel(back, forth)

    def _sync(self):
        """A cell may have changed the networks."""
        if not (self._closed or self.running):
            self._read()
            super()._sync()

    # ------------------------------------------------------------------ words

    def describe(self):
        """What the lab shows now, in words."""
        return " ".join(filter(None, [self._how_many(), self._others(), self._ending()]))

    def _sentence(self):
        return joined([markup("<b>{}</b> ", self._how_many()),
                       self._others(), " ", self._ending()])  # fmt: skip

    def _how_many(self):
        n, solved = len(self.losses), int(self.solved.sum())
        if self.epoch == 0:
            kind = f"{self._bend} 2-{self._width}-1"
            if n == 1:
                return f"One start is drawn, {kind}, and not trained yet."
            many = "16 starts at 16 rates each are" if self._is_map else f"{n} starts are"
            return f"{many} drawn, {kind}, and not trained yet."
        so_far = f", after {count(self.epoch)} epochs" if self.epoch < self._epochs else ""
        if n == 1:
            return f"It {'solves' if solved else 'does not solve'} it{so_far}."
        return f"{solved} of {n} solve it{so_far}: {100 * solved / n:.0f} %."

    def _others(self):
        """What is to be expected, and where the others stopped."""
        n = len(self.losses)
        if self.epoch == 0 or n == 1:
            return ""
        if self._is_map:
            shares = self.solved.reshape(16, 16).sum(axis=1)
            best = int(shares.argmax())
            ends = [f"{shares[k] or 'none'} at {RATES[k]:.2g}" for k in (0, -1)]
            most = f"{shares[best]} of 16"
            return f"Most at a learning rate of {RATES[best]:.2g}, {most}; {listed(ends)}."
        said = []
        share = MEASURED.get((self._bend, self._width))
        usual = self._has_plateaus and self._settings["rate"] == 0.1 and self._epochs == 10_000
        if share is not None and usual and self._ended:
            spread = max(1, 2 * math.sqrt(n * share * (1 - share)))
            low, high = math.floor(n * share - spread), math.ceil(n * share + spread)
            band = f"{low} to {min(high, n)}"
            said.append(f"Of thousands, {100 * share:.3g} % did: so expect {band}.")
        where = [
            f"{len(starts)} {'elsewhere' if name == 'other' else f'at {name}'}"
            for name, starts in self._endings()
            if name != "solved"
        ]
        if self._has_plateaus and where:
            word = "stopped" if self._ended else "stand"
            said.append(f"The others {word}: {listed(where)}.")
        return " ".join(said)

    def _ending(self, i=None):
        """What became of one start, the chosen one."""
        i = self.selected if i is None else i
        name = f"Start {i}{self._at_rate(i)}"
        says, loss = self._says[i], float(self.losses[i])
        if self.epoch == 0:
            return f"{name} begins with a loss of {loss:.3f}."
        if self.solved[i]:
            right = "All four answers are" if len(says) == 4 else f"All {len(says)} answers are"
            return f"{name} solves it: {right.lower()} on the right side of 0.5."
        level = plateau_of(loss) if self._has_plateaus else None
        wrong = int((np.abs(says - self.y[:, 0]) >= 0.5).sum())
        alike = _alike(says, self.y[:, 0])
        if level is None or len(alike) != level[2]:
            verb = "is" if wrong == 1 else "are"
            return (f"{name} has a loss of {loss:.3f}: "
                    f"{counted(wrong, 'answer')} {verb} wrong.")  # fmt: skip
        points = listed([place(x) for x in self.X[alike]])
        least = "one of them" if len(alike) < 4 else "two of them"
        verb = "stopped" if self._ended else "stands"
        return (
            f"{name} {verb} at {level[1]}: it gives {counted(len(alike), 'point')} the same "
            f"answer, about {says[alike].mean():.2f}. They are {points}, and their targets differ, "
            f"so {least} must be wrong."
        )

    def _at_rate(self, i):
        return f" at rate {self.rates[i]:.2g}" if self._is_map else ""

    def _figure(self):
        figure = new_figure(8.4, 4.2)
        if self._is_map:
            losses, solved = (v.reshape(16, 16) for v in (self.losses, self.solved))
            plot_sweep(losses, solved, rates=RATES, ax=figure.subplots())
        else:
            plot_sweep(
                self.losses, self.solved, plateaus=self._has_plateaus, ax=figure.subplots()
            )
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now: the starts, and how far they are."""
        s = self._settings
        starts = '"rates"' if self._is_map else s["starts"]
        went = f"lab.advance({self.epoch})\n" if self.epoch else ""
        return (
            "from nnlab.labs import LotteryLab\n\n"
            f"X = {literal(self.X)}\ny = {literal(self.y)}\n"
            f"lab = LotteryLab(X, y, activation={s['bend']!r}, width={s['width']}, "
            f"loss={self.loss.name!r},\n"
            f"                 rate={s['rate']!r}, starts={starts}, epochs={s['epochs']}, "
            f"rng={self._rng}, ticket={self._ticket}{self._options()})\n"
            f"{went}lab.choose({self.selected})\nlab\n"
        )

    def __repr__(self):
        if self._closed:
            return "LotteryLab(closed)"
        n = len(self.losses)
        return (
            f"LotteryLab({self._bend} 2-{self._width}-1, epoch {count(self.epoch)}, "
            f"{int(self.solved.sum())} of {n} solved)"
        )


def _alike(says, targets):
    """The largest group of points, targets mixed, that are given the same answer."""
    order, groups = np.argsort(says), [[]]
    for before, i in zip([None, *order[:-1]], order, strict=True):
        if before is not None and says[i] - says[before] > ALIKE:
            groups.append([])
        groups[-1].append(i)
    mixed = [group for group in groups if len(set(targets[group])) > 1]
    return np.sort(max(mixed, key=len, default=[])).astype(int)


def _with(options, value):
    """The options, and what is set if it isn't one of them."""
    return options if value in options else sorted([*options, value])


def _checked_data(X, y):
    X, y = checks.numbers(X, "X"), checks.numbers(y, "y")
    checks.need(X.ndim == 2 and X.shape[1:] == (2,) and len(X),
                f"X has shape {X.shape}: give a row of 2 numbers for each sample")
    y = checks.targets(y, len(X), 1)
    checks.need(np.isin(y, (0, 1)).all(), "the targets y must be 0 and 1: the networks say "
                "something in between")
    return X, y


def _checked_loss(loss):
    loss = loss_called(loss)
    checks.need(loss in (LOSSES[name] for name in _SUITABLE) or loss.name not in LOSSES,
                f"{loss.name} does not suit the networks' sigmoid: take {' or '.join(_SUITABLE)}")
    return loss


_SUITABLE = ("mean_squared_error", "binary_cross_entropy", "mean_absolute_error")
