"""LotteryLab: a Lottery, with its controls and pictures."""

from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import SGD, Network
from nnlab.labs.controls import Offer, activations, rate_slider
from nnlab.labs.lab import Show, Size
from nnlab.labs.lottery import pictures, words
from nnlab.labs.lottery.model import COUNTS, STEPS, Lottery, Settings
from nnlab.labs.running import RunningLab
from nnlab.labs.training import TrainingLab
from nnlab.labs.words import assigned, ticked
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.pictures.numbers import count
from nnlab.pictures.sweep import PLATEAUS


class LotteryLab(RunningLab):
    """A live view of the same training from many random starts.

    The networks have one hidden layer and a sigmoid at the end; weights and biases start in -1..1,
    and each sample is a step, in the order given. They train side by side, as the runs of one
    network. While a draw is untrained, a change of the settings keeps its numbers as far as they
    go, so that the same starts can be tried again.

    Parameters
    ----------
    X : (n_samples, 2), y : (n_samples, 1) of 0 and 1
    rng : int, which lottery
    ticket : int, which draw of it: every draw of starts is another
    show : names out of `PARTS`; left out, all
    size : "presenter" for a projector
    **settings : `activation`, "tanh", of the hidden layer; `width`, 4, hidden neurons; `loss`, what
        a sigmoid's outputs suit, its mean squared error; `rate`, 0.1, the learning rate; `epochs`,
        10,000, how long each trains; `starts`, 1, 16 or 256; "rates": 16, each at 16 rates

    Attributes
    ----------
    model : the lottery itself: `.origin`, where the starts began, their `.rates`, `.losses` and
        which are `.solved` now, and which one is `.selected`
    opened : the TrainingLab that the button opened, or None

    Raises
    ------
    ValueError
        If the data don't fit, or a setting is no such setting.

    Examples
    --------
    >>> lab = LotteryLab([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]], starts=16)
    >>> lab.advance(2)
    >>> lab.epoch, lab.model.losses.shape
    (2, (16,))
    >>> lab.close()
    """

    TOPIC, GOAL = "Luck", "How many starts find the pattern?"
    PARTS = ("starts", "bend", "width", "rate", "epochs", "chosen", "tally")
    PROGRESS = ("progress", "selected", "tally")

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        rng: int = 0,
        ticket: int = 0,
        show: Show = None,
        size: Size = None,
        **settings: Any,
    ) -> None:
        model = Lottery(X, y, Settings(**settings), rng, ticket)
        super().__init__(model, show=show, size=size, fps=12)
        self.opened: TrainingLab | None = None
        self._opened_start: int | None = None
        self.keep(model, *self.PROGRESS)
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def network(self) -> Network:
        """The network whose runs are the starts."""
        return self.model.network

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
        return TrainingLab(network, model.X, model.y, model.settings.loss, **usual | options)

    # ------------------------------------------------------------------ views and controls

    def _build(self) -> None:
        model = self.model
        pick, plane, small = {"point": self._pick}, Plane(probing=False), Plane(probing=False)
        self.plane = self.view("", plane, lambda: pictures.starts(model), pick)
        self.chosen_plane = self.view("chosen", small, lambda: pictures.chosen(model))
        buttons = {
            "draw": lambda _: self._start(),
            "stop": lambda _: model.stop(),
            "on": lambda _: self._start(fresh=False),
        }
        self.actions = self.panel("", lambda: pictures.actions(model), buttons)
        said, opens = lambda: pictures.in_numbers(model, self._opened_start), {"open": self._open}
        self.chosen = self.panel("chosen", said, opens)
        box = self.part("chosen", Box([self.chosen_plane, self.chosen], "nnlab-chosen"))
        self.tally = self.panel("tally", lambda: pictures.tally(model))
        self.tree.add_class("nnlab-lottery")
        self.page.later |= {"choice", "curve", "network", "panel", "plane", "slider"}
        self.page.sheets.add("training")
        right = [self.actions, self._make_controls(), box]
        self.build(picture=[self.plane], rail=right, foot=[self.tally])

    def _make_controls(self) -> list:
        settings, bends = self.model.settings, activations(without=("step", "identity"))
        widths = Offer({count(n): n for n in sorted({2, 4, 8, settings.width})})
        epochs = Offer({count(n): n for n in sorted({1_000, 2_000, 10_000, settings.epochs})})
        rate, hidden = rate_slider(settings.rate, 0.01, 10), lambda: self.model.settings.is_map
        return [
            self.choice("starts", "starts", Offer({n: n for n in COUNTS}), **self._set("starts")),
            self.choice("bend", "bend", bends, **self._set("activation")),
            self.choice("width", "width", widths, **self._set("width")),
            self.control("rate", rate, **self._set("rate"), hidden=hidden),
            self.choice("epochs", "epochs", epochs, **self._set("epochs")),
        ]

    def _set(self, name: str) -> dict[str, Any]:
        """How a control reads and writes a setting."""
        return {
            "read": lambda: getattr(self.model.settings, name),
            "write": lambda value: self.model.set(**{name: value}),
        }

    # ------------------------------------------------------------------ the reader's hands

    def _pick(self, event: dict) -> None:
        index, order = event.get("index"), self.model.order
        if isinstance(index, int) and 0 <= index < len(order):
            self.model.choose(int(order[index]))

    def _open(self, _event: dict) -> None:
        if not self.running:
            self._close_opened()
            self.opened, self._opened_start = self.open_start(), self.model.selected
            self.tree.children.append(self.opened.tree)
            self.page.rearrange()

    def _close_opened(self) -> None:
        if self.opened is not None:
            self.tree.children.remove(self.opened.tree)
            self.opened.close()
            self.opened = None

    def close(self) -> None:
        """Take the lab off the page, with what it opened."""
        self._close_opened()
        super().close()

    # ------------------------------------------------------------------ drawing

    def _describe(self) -> str:
        return " ".join(words.tell(self.model))

    def _sentence(self) -> str:
        return ticked(bool(self.model.solved.all()), *words.tell(self.model))

    def as_code(self) -> str:
        """Python that recreates this lab as it is now: the starts, and how far they are."""
        model, steps = self.model, self.model.training.seen
        given = model.settings._asdict() | {"rng": model.rng, "ticket": model.ticket}
        given |= {name: given[name].name for name in ("activation", "loss")}
        call = ["X, y", *(f"{name}={value!r}" for name, value in given.items())]
        made = assigned(X=model.X, y=model.y) + "lab = "
        code = self._python("", made, ",\n           ".join(call))
        code += f"lab.advance({model.epoch})\n" if model.epoch else ""
        code += f"for _ in range({steps}):\n    lab.model.training.step()\n" if steps else ""
        return f"{code}lab.choose({model.selected})\nlab\n"

    def _briefly(self) -> str:
        (activation, width, *_), solved = self.model.settings, self.model.solved
        of = f"{solved.sum()} of {len(solved)} solved"
        return f"{activation} 2-{width}-1, epoch {count(self.epoch)}, {of}"
