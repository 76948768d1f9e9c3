"""LotteryLab: a Lottery, with its controls and pictures."""

from collections.abc import Callable
from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import Network
from nnlab.labs.controls import Offer, activations, rate_slider
from nnlab.labs.lab import Show, Size
from nnlab.labs.lottery import pictures, words
from nnlab.labs.lottery.model import COUNTS, Lottery, Settings
from nnlab.labs.lottery.watch import Watch
from nnlab.labs.page import Won
from nnlab.labs.running import RunningLab
from nnlab.labs.words import assigned
from nnlab.live.panel import Markup
from nnlab.live.runner import Runner
from nnlab.live.slider import Slider
from nnlab.live.spark import Spark
from nnlab.live.tiles import Tiles
from nnlab.pictures.numbers import count
from nnlab.plots.picture import parts_figure


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
    **settings : `activation`, "relu", of the hidden layer; `width`, 2, hidden neurons; `loss`, what
        a sigmoid's outputs suit, its mean squared error; `rate`, 0.1, the learning rate; `epochs`,
        10,000, how long each trains; `starts`, 256, or 1 or 16

    Attributes
    ----------
    model : the lottery itself: `.origin`, where the starts began, their `.losses` and
        which are `.solved` now, and which one is `.selected`
    watched : the start that is trained again to be watched, a `Watch`, or None

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

    TOPIC = "Luck"
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
        self.watched: Watch | None = None
        self._setting = False  # whether the settings are shown
        self.keep(model, *self.PROGRESS, "guess")
        model.asks = self.shows("tally")
        watch = lambda: self.watched is not None and self.watched.slice()  # noqa: E731
        self._eye = Runner(watch, self.draw, self._fail_running, fps=20)
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def network(self) -> Network:
        """The network whose runs are the starts."""
        return self.model.network

    def choose(self, start: int) -> None:
        """Look at one of the starts."""
        self.change(lambda: self.model.choose(start))

    # ------------------------------------------------------------------ views and controls

    def _build(self) -> None:
        model, page = self.model, self.page
        hands = {"tile": self._pick, "shut": lambda _: model.shut(), "guess": self._guess}
        self.tiles = self.view("", Tiles(), self._picture, hands)
        buttons = {
            "draw": lambda _: self._start(),
            "stop": lambda _: model.stop(),
            "on": lambda _: self._start(fresh=False),
            "settings": lambda _: setattr(self, "_setting", not self._setting),
            "run": lambda _: self._watch(),
            "pause": lambda _: self._pause(),
            "again": lambda _: self._watch(again=True),
            "back": lambda _: self._leave(),
        }
        self.actions = self.panel("", self._buttons, buttons)
        self.bars = self.panel("", lambda: self._told(pictures.bars))
        descent = lambda: pictures.descent(model, self.watched) if self.watched else {}  # noqa: E731
        self.descent = self.view("", Spark(x_name="", y_name="loss"), descent)
        watch = {"watch": lambda _: self._watch()}
        self.chosen = self.panel("chosen", lambda: self._told(pictures.chosen), watch)
        if self.chosen:
            self.chosen.add_class("nnlab-chosen")
        self.tally = self.panel("tally", lambda: pictures.tally(model) if self._setting else "")
        self.actions.add_class("nnlab-lottery-actions")
        rail = [*self._make_controls(), self.tally]
        rail += [self.bars, self.descent, page.sentence, self.chosen, self._make_guess()]
        self.build(picture=self.tiles, rail=[*rail, self.actions])

    def _picture(self) -> dict[str, Any]:
        watched = self.watched
        return pictures.watched(self.model, watched) if watched else pictures.starts(self.model)

    def _buttons(self) -> Markup:
        if self.watched:
            return pictures.hands(self.watched, len(self.model.losses))
        return pictures.actions(self.model, self._setting)

    def _told(self, shown: Callable[[Lottery], Markup | str]) -> Markup | str:
        """What has come out; not while the settings are shown, or one is watched."""
        return "" if self._setting or self.watched else shown(self.model)

    def _make_controls(self) -> list:
        settings, bends = self.model.settings, activations(without=("step", "identity"))
        widths = Offer({count(n): n for n in sorted({2, 4, 8, settings.width})})
        epochs = Offer({count(n): n for n in sorted({1_000, 2_000, 10_000, settings.epochs})})
        rate = rate_slider(settings.rate, 0.01, 10)
        return [
            self.choice("starts", "starts", Offer({n: n for n in COUNTS}), **self._set("starts")),
            self.choice("bend", "bend", bends, **self._set("activation")),
            self.choice("width", "width", widths, **self._set("width")),
            self.control("rate", rate, name=lambda: "rate", **self._set("rate")),
            self.choice("epochs", "epochs", epochs, **self._set("epochs")),
        ]

    def _make_guess(self) -> Any:
        """How many will find it: to be said before it is seen."""
        model = self.model
        track: dict[str, Any] = {"minimum": 0, "step": 1, "decimals": 0, "signed": False}
        slider = Slider("your guess", 0, maximum=len(model.origin), **track)
        n = lambda: len(model.origin)  # noqa: E731
        slider.add_class("nnlab-guess")  # it has the room of all that is told later
        return self.control(
            "guess",
            slider,
            lambda: float(model.said or 0),
            lambda value: setattr(model, "guess", round(value)),
            part="tally",
            maximum=lambda: float(max(n(), 2)),
            words=lambda: f"how many of {n()} will find it: your guess",
            hidden=lambda: self._setting or not model.can_guess,
        )

    def _set(self, name: str) -> dict[str, Any]:
        """How a control reads and writes a setting."""
        return {
            "read": lambda: getattr(self.model.settings, name),
            "write": lambda value: self.model.set(**{name: value}),
            "hidden": lambda: not self._setting,
        }

    # ------------------------------------------------------------------ the reader's hands

    def _pick(self, event: dict) -> None:
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self.model.losses):
            self.model.choose(index)

    def _guess(self, event: dict) -> None:
        if self.model.can_guess:
            self.model.guess = int(event["value"])

    def _watch(self, again: bool = False) -> None:
        """Train the chosen start from its beginning, alone, or go on with that."""
        if self.running:
            return
        self._eye.start()  # where there's no kernel, it says so
        if self.watched is None or again:
            self.watched, self._setting = self.model.watch(), False
        self.watched.start()

    def _pause(self) -> None:
        if self.watched:
            self.watched.stop()

    def _leave(self) -> None:
        """Back to all the starts."""
        self._pause()
        self.watched = None

    def close(self) -> None:
        """Take the lab off the page and let go of everything it made."""
        self._leave()
        self._eye.close()
        super().close()

    # ------------------------------------------------------------------ drawing

    def _figure(self) -> Any:
        tiles = Tiles()
        tiles.show(**(self._picture() if self.model.epoch else pictures.starts(self._event())))
        return parts_figure([tiles])

    def _event(self) -> Lottery:
        """The draw of the stored picture, at its end, with a tile open that tells."""
        model = self.model
        drawn = Lottery(model.X, model.y, model.settings, model.rng, model.ticket)
        drawn.advance()
        return drawn

    def _describe(self) -> str:
        watched = self.watched
        return words.watched(self.model, watched) if watched else words.tell(self.model)

    def _sentence(self) -> Markup:
        watched = self.watched
        return words.watched(self.model, watched) if watched else words.sentence(self.model)

    def _goal(self) -> str:
        watching = f"Start {self.model.selected}, from its beginning"
        return watching if self.watched else words.goal(self.model)

    def _won(self) -> Won | None:
        return None if self.watched or self._setting else words.won(self.model)

    def _unsound(self) -> str:
        return "" if self.model.can_train else words.LOST

    def _draw(self) -> None:
        self.page.sentence.hidden = self._setting
        self.descent.hidden = self.watched is None

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
