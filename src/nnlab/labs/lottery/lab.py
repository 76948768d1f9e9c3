"""LotteryLab: a Lottery, with its controls and pictures."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import SGD, Activation, Loss, Network, checks, mean_squared_error
from nnlab.labs.controls import Offer, activations, rate_slider
from nnlab.labs.lab import Show, Size
from nnlab.labs.lottery import pictures, words
from nnlab.labs.lottery.model import COUNTS, STEPS, Lottery, checked_settings
from nnlab.labs.running import RunningLab
from nnlab.labs.training import TrainingLab
from nnlab.labs.words import assigned, ticked
from nnlab.live.panel import Panel
from nnlab.live.part import Box
from nnlab.live.plane import Plane
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
    activation : of the hidden layer
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
    model : the lottery itself, with `.origin`, where the starts began, and their `.rates`
    network : its runs are the starts
    losses, solved : (n_starts,), now
    selected : the start that is chosen
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
    PARTS = ("starts", "bend", "width", "rate", "epochs", "chosen", "tally")
    PROGRESS = ("progress", "selected", "tally")

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        activation: Activation | str = "tanh",
        width: int = 4,
        loss: Loss | str = mean_squared_error,
        rate: float = 0.1,
        starts: int | str = 1,
        epochs: int = 10_000,
        rng: int = 0,
        ticket: int = 0,
        show: Show = None,
        size: Size = None,
    ) -> None:
        settings = checked_settings(activation, width, starts, rate, epochs)
        model = Lottery(X, y, settings, loss=loss, rng=rng, ticket=ticket)
        super().__init__(model, show=show, size=size, fps=12)
        self.X, self.y, self.loss = model.X, model.y, model.loss
        self.opened: TrainingLab | None = None
        self._opened_start: int | None = None
        self.keep(model, *self.PROGRESS)
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def network(self) -> Network:
        """The network whose runs are the starts."""
        return self.model.network

    @property
    def losses(self) -> np.ndarray:
        """How wrong each of them is now."""
        self.model.read()
        return self.model.losses

    @property
    def solved(self) -> np.ndarray:
        """Which of them solve the problem now."""
        self.model.read()
        return self.model.solved

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
        usual = STEPS | {
            "optimizer": SGD(float(model.rates[i])),
            "epochs": model.settings.epochs,
            "speed": None,
            "levels": [level[:2] for level in PLATEAUS if model.has_plateaus],
            "show": ["plane", "curve", "run", "rate", "rewind"],
        }
        network = model.network.run(i).with_parameters(model.origin[i])
        return TrainingLab(network, model.X, model.y, model.loss, **usual | options)

    # ------------------------------------------------------------------ views and controls

    def _build(self) -> None:
        model = self.model
        self.plane, self.chosen_plane = Plane(), Plane()
        self.plane.probing = self.chosen_plane.probing = False
        self.actions, self.chosen, self.tally = Panel(), Panel(), Panel()
        self.listen(self.plane, {"point": self._pick})
        buttons = {
            "draw": lambda _: self._start(),
            "stop": lambda _: model.stop(),
            "on": lambda _: self._start(fresh=False),
        }
        self.listen(self.actions, buttons)
        self.listen(self.chosen, {"open": self._open})
        box = Box([self.chosen_plane, self.chosen], "nnlab-chosen")
        self.tally.add_class("nnlab-tally")
        self.tree.add_class("nnlab-lottery")
        right = [self.actions, self._make_controls(), self.part("chosen", box)]
        self.build(left=[self.plane], right=right, below=[self.part("tally", self.tally)])

    def _make_controls(self) -> list:
        settings = self.model.settings
        bends, counts = activations(without=("step", "identity")), Offer({n: n for n in COUNTS})
        widths, epochs = _offer(WIDTHS, settings.width), _offer(EPOCHS, settings.epochs)
        rate, hidden = rate_slider(settings.rate, 0.01, 10), lambda: self.model.settings.is_map
        return [
            self.choice("starts", "starts", counts, **self._setting("starts", "starts")),
            self.choice("bend", "bend", bends, **self._setting("activation", "bend")),
            self.choice("width", "width", widths, **self._setting("width", "width")),
            self.control("rate", rate, **self._setting("rate", "rate"), hidden=hidden),
            self.choice("epochs", "epochs", epochs, **self._setting("epochs", "epochs")),
        ]

    def _setting(self, name: str, part: str) -> dict[str, Any]:
        """How a control reads and writes a setting, and the part that it belongs to."""
        return {
            "read": lambda: getattr(self.model.settings, name),
            "write": lambda value: self.model.set(**{name: value}),
            "part": part,
        }

    # ------------------------------------------------------------------ the reader's hands

    def _pick(self, event: dict) -> None:
        index, order = event.get("index"), self.model.order
        if isinstance(index, int) and 0 <= index < len(order):
            self.model.choose(int(order[index]))

    def _open(self, _event: dict) -> None:
        if not self.running:
            self._close_opened()
            self.opened, self._opened_start = self.open_start(), self.selected
            self.tree.children.append(self.opened.tree)
            self.page.rearrange()

    def _close_opened(self) -> None:
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

    def _draw(self) -> None:
        model = self.model
        pictures.show_starts(self.plane, model, self._describe())
        self.actions.html = pictures.actions(model)
        if self.shows("chosen"):
            pictures.show_chosen(self.chosen_plane, model)
            self.chosen.html = pictures.chosen(model, self._opened_start)
        if self.shows("tally"):
            self.tally.html = pictures.tally(model)

    def _describe(self) -> str:
        return " ".join(words.tell(self.model))

    def _sentence(self) -> str:
        return ticked(bool(self.model.solved.all()), *words.tell(self.model))

    def _figure(self) -> Any:
        return pictures.figure(self.model)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now: the starts, and how far they are."""
        model, settings = self.model, self.model.settings
        given = settings._asdict() | {"rng": model.rng, "ticket": model.ticket}
        given |= {"activation": settings.activation.name, "loss": model.loss.name}
        given["starts"] = "rates" if settings.is_map else int(settings.starts)
        chosen = [f"{name}={value!r}" for name, value in given.items()]
        call = ",\n           ".join(["X, y", *chosen])
        code = self._python("", assigned(X=self.X, y=self.y) + "lab = ", call)
        went = f"lab.advance({model.epoch})\n" if model.epoch else ""
        return f"{code}{went}lab.choose({model.selected})\nlab\n"

    def _briefly(self) -> str:
        (activation, width, *_), solved = self.model.settings, self.model.solved
        of = f"{solved.sum()} of {len(solved)} solved"
        return f"{activation} 2-{width}-1, epoch {count(self.epoch)}, {of}"


def _offer(numbers: tuple[int, ...], own: int) -> Offer:
    """Whole numbers to choose from, and the one that is set."""
    return Offer({count(n): n for n in sorted({*numbers, own})})
