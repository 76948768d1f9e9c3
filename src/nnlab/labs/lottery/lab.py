"""LotteryLab itself: its parts put together, its starts, and what can change."""

import ipywidgets
import numpy as np

from nnlab.core import LOSSES, SGD, Network, Training, checks, mean_squared_error
from nnlab.core.losses import as_loss
from nnlab.labs.lab import Lab
from nnlab.labs.lottery.choices import BENDS, CELLS, COUNTS, EPOCHS, MAP, RATES, WIDTHS
from nnlab.labs.lottery.run import Runs
from nnlab.labs.lottery.views import Views, _Chosen
from nnlab.labs.lottery.words import Words
from nnlab.lessons.gates import ROWS
from nnlab.live.choice import Choice
from nnlab.live.panel import Panel
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.plots.curves import count
from nnlab.plots.geometry import bounds_around, sample_plane
from nnlab.plots.sweep import by_loss


class LotteryLab(Views, Runs, Words, Lab):
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

    def __init__(
        self,
        X,
        y,
        *,
        activation="tanh",
        width=4,
        loss=mean_squared_error,
        rate=0.1,
        starts=1,
        epochs=10_000,
        rng=0,
        ticket=0,
        show=None,
        size=None,
    ):
        self.X, self.y = _checked_data(X, y)
        self.loss = _checked_loss(loss)
        bend = getattr(activation, "name", activation)
        checks.need(bend in BENDS, f"activation must be one of {', '.join(BENDS)}, not {bend!r}")
        starts = MAP if starts == "rates" else str(starts)
        checks.need(starts in COUNTS, f'starts must be 1, 16, 256 or "rates", not {starts!r}')
        self._settings = {
            "bend": bend,
            "width": checks.whole(width, "width"),
            "starts": starts,
            "rate": checks.number(rate, "rate"),
            "epochs": checks.whole(epochs, "epochs"),
        }
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
        self.listen(
            self.actions,
            {
                "draw": lambda _: self._run(),
                "stop": lambda _: self._stop(),
                "on": lambda _: self._go_on(),
            },
        )
        self.chosen.on_event(self._pressed_open)
        names = {
            "starts": ("starts", list(COUNTS)),
            "bend": ("bend", _with(BENDS, self._bend)),
            "width": ("width", _with(WIDTHS, self._width)),
            "epochs": ("epochs", [count(e) for e in _with(EPOCHS, self._epochs)]),
        }
        controls = []
        for name in ("starts", "bend", "width", "rate", "epochs"):
            if not self.shows(name):
                continue
            if name == "rate":
                view = Slider(
                    "learning rate",
                    self._settings["rate"],
                    minimum=0.01,
                    maximum=10,
                    scale="log",
                    step=0.1,
                    words="how far a step goes",
                )
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
        self.build(
            left=[self.plane], right=right, below=[self.tally] if self.shows("tally") else []
        )

    # ------------------------------------------------------------------ the starts

    def _begin(self):
        """The starts of this ticket, untrained."""
        n = 16 if self._is_map else COUNTS[self._settings["starts"]]
        rng = np.random.default_rng([self._rng, self._ticket])
        drawn = Network(
            [2, self._width, 1], [self._bend, "sigmoid"], init="uniform", runs=(n,), rng=rng
        )
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
            network,
            self.X,
            self.y,
            loss=self.loss,
            batch_size=1,
            shuffle=False,
            optimizer=SGD(self.rates if self._is_map else rate),
            record_every=10**9,
        )
        self.training._epoch = epoch
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


def _with(options, value):
    """The options, and what is set if it isn't one of them."""
    return options if value in options else sorted([*options, value])


def _checked_data(X, y):
    X, y = checks.numbers(X, "X"), checks.numbers(y, "y")
    checks.need(
        X.ndim == 2 and X.shape[1:] == (2,) and len(X),
        f"X has shape {X.shape}: give a row of 2 numbers for each sample",
    )
    y = checks.targets(y, len(X), 1)
    checks.need(
        np.isin(y, (0, 1)).all(),
        "the targets y must be 0 and 1: the networks say something in between",
    )
    return X, y


def _checked_loss(loss):
    loss = as_loss(loss)
    checks.need(
        loss in (LOSSES[name] for name in _SUITABLE) or loss.name not in LOSSES,
        f"{loss.name} does not suit the networks' sigmoid: take {' or '.join(_SUITABLE)}",
    )
    return loss


_SUITABLE = ("mean_squared_error", "binary_cross_entropy", "mean_absolute_error")
