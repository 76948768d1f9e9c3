"""LotteryLab: a Lottery, with its controls and pictures."""

from typing import Any

import numpy as np

from nnlab.core import SGD, Activation, Loss, Network, checks, mean_squared_error
from nnlab.labs.controls import Offer, activations
from nnlab.labs.lottery import pictures, words
from nnlab.labs.lottery.model import COUNTS, Lottery, Settings
from nnlab.labs.running import RunningLab
from nnlab.labs.training import TrainingLab
from nnlab.labs.words import assigned
from nnlab.live.panel import Panel, joined, markup
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.stage import Box
from nnlab.pictures.geometry import bounds_around
from nnlab.pictures.numbers import count
from nnlab.pictures.sweep import PLATEAUS

WIDTHS, EPOCHS = (2, 4, 8), (1_000, 2_000, 10_000)


class LotteryLab(RunningLab):
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
    starts : how many, 1, 16 or 256; "rates": 16 starts, each at 16 learning rates
    epochs : how long each of them trains
    rng : int, which lottery
    ticket : int, which draw of it: every draw of starts is another
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector

    Attributes
    ----------
    model : the lottery itself, with `.network`, whose runs are the starts
    losses, solved : (n_starts,), now
    opened : the TrainingLab that the button opened, or None

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
    opened: TrainingLab | None = None
    _opened_start: int | None = None
    PROGRESS = ("settings", "ticket", "progress", "selected", "tally")
    PARTS = ("starts", "bend", "width", "rate", "epochs", "chosen", "tally")

    def __init__(
        self,
        X: Any,
        y: Any,
        *,
        activation: Activation | str = "tanh",
        width: int = 4,
        loss: Loss | str = mean_squared_error,
        rate: float = 0.1,
        starts: int | str = 1,
        epochs: int = 10_000,
        rng: int = 0,
        ticket: int = 0,
        show: Any = None,
        size: str | None = None,
    ) -> None:
        settings = Settings(activation, width, starts, rate, epochs)
        model = Lottery(X, y, settings, loss=loss, rng=rng, ticket=ticket)
        super().__init__(model, show=show, size=size, fps=12)
        self.X, self.y, self.loss = model.X, model.y, model.loss
        self.keep(model, *self.PROGRESS)
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def network(self) -> Network:
        """The network whose runs are the starts."""
        return self.model.network

    @property
    def start(self) -> np.ndarray:
        """Where they began, (n_starts, P); read-only."""
        return self.model.origin

    @property
    def rates(self) -> np.ndarray:
        """The learning rate of each."""
        return self.model.rates

    @property
    def losses(self) -> np.ndarray:
        """How wrong each of them is now."""
        return self.model.read().losses

    @property
    def solved(self) -> np.ndarray:
        """Which of them solve the problem now."""
        return self.model.read().solved

    @property
    def selected(self) -> int:
        """The start that is chosen."""
        return self.model.selected

    @property
    def epoch(self) -> int:
        """How many epochs they have been trained."""
        return self.model.epoch

    def run(self) -> None:
        """Draw starts (untrained ones stay) and train them in the background."""
        self.change(self._start)

    def stop(self) -> None:
        """Stop the training where it is."""
        self.change(self.model.stop)

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs, or to the end, before this call returns.

        Starts that are trained to the end make way for new ones.
        """
        epochs = None if epochs is None else checks.whole(epochs, "epochs")
        self.change(lambda: self.model.advance(epochs))

    def choose(self, start: int) -> None:
        """Look at one of the starts."""
        self.change(lambda: self.model.choose(start))

    def open_start(self, start: int | None = None, **options: Any) -> TrainingLab:
        """A TrainingLab with that start's numbers as they were at first; None: the chosen one.

        Other options go to `TrainingLab`.
        """
        model = self.model
        i = model.selected if start is None else model.checked(start)
        network = model.network.run(i).copy()
        network.parameters = model.origin[i]
        levels = [(value, label) for value, label, _ in PLATEAUS] if model.has_plateaus else []
        options = {
            "optimizer": SGD(float(model.rates[i])),
            "batch_size": 1,
            "shuffle": False,
            "epochs": model.settings.epochs,
            "speed": None,
            "levels": levels,
            "show": ["plane", "curve", "run", "rate", "rewind"],
        } | options
        return TrainingLab(network, model.X, model.y, model.loss, **options)

    # ------------------------------------------------------------------ views and controls

    def _build(self):
        self.plane, self.chosen_plane = Plane(), Plane(bounds=bounds_around(self.X))
        self.plane.probing = self.chosen_plane.probing = False
        self.actions, self.chosen, self.tally = Panel(), Panel(), Panel()
        self.listen(self.plane, {"point": self._pick})
        self.listen(
            self.actions,
            {
                "draw": lambda _: self._start(),
                "stop": lambda _: self.model.stop(),
                "on": lambda _: self._start(fresh=False),
            },
        )
        self.chosen.on_event(self._pressed_open)
        box = Box([self.chosen_plane, self.chosen], "nnlab-chosen")
        self.tally.add_class("nnlab-tally")
        self.tree.add_class("nnlab-lottery")
        right = [self.actions, self._make_controls(), self.part("chosen", box)]
        self.build(left=[self.plane], right=right, below=[self.part("tally", self.tally)])

    def _make_controls(self):
        model, settings = self.model, self.model.settings
        track = {"minimum": 0.01, "maximum": 10, "scale": "log", "step": 0.1}
        rate = self.control(
            "rate",
            Slider("learning rate", settings.rate, words="how far a step goes", **track),
            read=lambda: model.settings.rate,
            write=lambda value: model.set(rate=value),
            part="rate",
            shown=lambda: not model.settings.is_map,
        )
        return [
            self._choice("starts", Offer({name: name for name in COUNTS})),
            self._choice("bend", activations(without=("step", "identity")), "activation"),
            self._choice("width", _offer(WIDTHS, settings.width)),
            rate,
            self._choice("epochs", _offer(EPOCHS, settings.epochs)),
        ]

    def _choice(self, name, offer, setting=None):
        setting = setting or name
        return self.choice(
            name,
            name,
            offer,
            lambda: getattr(self.model.settings, setting),
            lambda value: self.model.set(**{setting: value}),
            part=name,
        )

    # ------------------------------------------------------------------ the reader's hands

    def _pick(self, event):
        index, order = event.get("index"), self._now.order
        if isinstance(index, int) and 0 <= index < len(order):
            self.model.choose(int(order[index]))

    def _pressed_open(self, event):
        if event.get("type") == "open" and not self.running:
            self._close_opened()
            self.opened, self._opened_start = self.open_start(), self.selected
            self.tree.children.append(self.opened.tree)
            self.page.rearrange()
            self.draw()  # says so beside the button

    def _close_opened(self):
        if self.opened is not None:
            self.tree.children.remove(self.opened.tree)
            self.page.rearrange()
            self.opened.close()
            self.opened = None

    def close(self) -> None:
        """Take the lab off the page, with what it opened."""
        self._close_opened()
        super().close()

    # ------------------------------------------------------------------ drawing

    def _read(self):
        self._now = self.model.read()

    def _draw(self):
        model, now = self.model, self._now
        pictures.show_starts(self.plane, model, now, self._describe())
        if self.shows("chosen"):
            pictures.show_chosen(self.chosen_plane, model, now, bounds_around(self.X))
            self.chosen.html = pictures.chosen(model, now, self._opened_start)
        self.actions.html = pictures.actions(model)
        if self.shows("tally"):
            self.tally.html = pictures.tally(model)

    def _describe(self):
        return words.describe(self.model, self._now)

    def _sentence(self):
        model, now = self.model, self._now
        many, rest = words.how_many(model, now), words.others(model, now)
        return joined(
            [markup("<b>{}</b>", many), rest, words.ending(model, now, model.selected)], " "
        )

    def _figure(self):
        return pictures.figure(self.model, self._now)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now: the starts, and how far they are."""
        model = self.model
        activation, width, starts, rate, epochs = model.settings
        starts = '"rates"' if model.settings.is_map else starts
        call = (
            f"X, y, activation={activation.name!r}, width={width}, loss={self.loss.name!r}, "
            f"rate={rate!r},\n           starts={starts}, epochs={epochs}, rng={model.rng}, "
            f"ticket={model.ticket}"
        )
        code = self._python("", assigned(X=self.X, y=self.y) + "lab = ", call)
        went = f"lab.advance({model.epoch})\n" if model.epoch else ""
        return f"{code}{went}lab.choose({model.selected})\nlab\n"

    def _briefly(self):
        activation, width, *_ = self.model.settings
        solved = self.solved
        told = f"{int(solved.sum())} of {len(solved)} solved"
        return f"{activation} 2-{width}-1, epoch {count(self.epoch)}, {told}"


def _offer(numbers, own):
    """Whole numbers to choose from, and the one that is set."""
    return Offer({count(n): n for n in sorted({*numbers, own})})
