"""TrainingLab: a LiveTraining, with its controls and pictures."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import SGD, History, Loss, Network, Training, checks, mean_squared_error, sigmoid
from nnlab.labs.controls import Offer, attribute, rate_slider
from nnlab.labs.lab import Show, Size
from nnlab.labs.page import Won
from nnlab.labs.running import RunningLab
from nnlab.labs.samples import chosen, one_network
from nnlab.labs.training import pictures, still, words
from nnlab.labs.training.film import Film
from nnlab.labs.training.model import AHEAD, FASTEST, LiveTraining
from nnlab.labs.training.moments import FEW
from nnlab.labs.words import assigned, code_of
from nnlab.live.curve import Curve
from nnlab.live.film import Film as FilmView
from nnlab.live.network import NetworkView
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.pictures.field import WEAK
from nnlab.pictures.geometry import bounds_around
from nnlab.pictures.numbers import brief

USUAL = 60  # epochs a second
SPEEDS = {"15": 15, "60": USUAL, "max": FASTEST}
BOLD = 2.0  # the usual learning rate of a few samples and sigmoid outputs, whose steps are bounded
WORDS = 0.12  # seconds between two changes of the words while training runs


class TrainingLab(RunningLab):
    """A live view of a training: what the network says, and how the loss falls.

    It trains `network` itself, with core's own loop. `run` trains in the background, so that other
    cells can be used meanwhile; only `pause`, `close`, running the cell again or a restart ends it
    (the kernel's Interrupt stops a cell). Going back to an earlier epoch sets the network's
    parameters to those of that record; training on from there starts a new curve, and the old one
    stays as a dotted line.

    Parameters
    ----------
    network : Network without runs
    X : (n_samples, n_in), y : (n_samples, n_out)
    loss : Loss or str
    epochs : `run` ends by itself after so many; None: never
    speed : epochs a second; until all are right fewer where one of a few samples changes sides;
        None: as fast as it goes
    levels : (loss, label) each: lines across the curve; left out, that of an answer of always ½
    still : the epoch that the stored picture shows: of a training of its own, up to there; left
        out, what the lab shows, or before its training the first epoch with all right
    show : names out of `PARTS`; left out: all that suit the data
    size : "presenter" for a projector
    **training : more of what `fit` takes: optimizer, batch_size, shuffle, validation, l1, l2, rng;
        without an optimizer a few samples of two classes take SGD(2.0), so that XOR is found while
        one looks on

    Attributes
    ----------
    network : the network itself
    training : core's loop, with `.optimizer`, `.loss`, `.batch_size`, `.history`
    model : the same with its pace, and the way back

    Raises
    ------
    ValueError
        If network, data and loss don't fit, or `show` names no part.
    """

    TOPIC = "Training"
    SETTINGS = ("rate", "batch", "optimizer", "loss", "bend")  # behind a button
    PARTS = ("plane", "diagram", "curve", "film", "run", "speed", "rewind", *SETTINGS)
    PROGRESS = ("progress", "before", "notes", "activations", "guess")

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        epochs: int | None = None,
        speed: float | None = USUAL,
        levels: Sequence = (),
        still: int | None = None,
        show: Show = None,
        size: Size = None,
        **training: Any,
    ) -> None:
        one_network(network, "TrainingLab", "Network([2, 4, 1], 'sigmoid', rng=0)")
        ends = "a lab trains for its epochs, or until you pause it: stop_when is for fit"
        checks.need("stop_when" not in training, ends)
        self.training = Training(network, X, y, loss=loss, **{"rng": 0} | training)
        if "optimizer" not in training and _bold(self.training):
            self.training.optimizer = SGD(BOLD)
        self.network, self.X, self.y = network, self.training.X, self.training.y
        model = LiveTraining(self.training, epochs=epochs, speed=speed)
        super().__init__(model, show=show, size=size, unfit=_unfit(model))
        self._levels, self._opened = levels, False  # whether the settings are
        self._still = None if still is None else checks.whole(still, "still", 0)
        self._held: tuple = (None, {})  # a drag of the marker, and the state when it began
        self._probe: Any = None  # where the reader points
        self._worded = 0.0  # when
        self.film: FilmView | None = None
        self.keep(self.training, "loss", "optimizer", "batch_size")
        self.keep(model.settings, "rate")
        self.keep(network, "activations")
        self.keep(model, "speed", "progress", "before", "notes", "guess")
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def history(self) -> History:
        """All records so far: `.epochs`, `.loss`, `.parameters`, `.network_at(epoch)`."""
        return self.training.history

    def rewind(self, epoch: float) -> None:
        """Go back to the record nearest to that epoch (or forth again)."""
        epoch = checks.number(epoch, "epoch")
        self.change(lambda: self.model.rewind(epoch))

    def reset(self) -> None:
        """Back to the start; the curve so far stays as a dotted line."""
        self.change(self.model.reset)

    # ------------------------------------------------------------------ views and controls

    def _build(self) -> None:
        model = self.model
        look, drag = dict.fromkeys(("place", "leave"), self._look), {"drag": self._drag}
        self.plane = self.view("plane", Plane(), lambda: pictures.plane(model, self._probe), look)
        maps = bounds_around(self.X) if self.plane else None
        drawn: dict[str, Any] = {"network": self.network, "maps": maps, "compact": True}
        drawn |= {"text": None, "power": WEAK}
        self.diagram = self.view("diagram", NetworkView(editable=False), lambda: drawn)
        hands = drag | {"nudge": self._nudge, "end": self._jump, "pin": self._to_the_pin}
        shown = lambda: pictures.curve(model, self._levels, self.shows("rewind"))  # noqa: E731
        self.curve = self.view("curve", Curve(), shown, hands)
        if self.shows("film"):
            marks = Film(model).marks
            self.film = self.view("film", FilmView(), marks, {"frame": self._to_a_frame})
        does = {"run": self._go, "pause": model.stop, "epoch": model.advance}
        does |= {"batch": model.step, "reset": model.reset, "rescue": model.rescue}
        does["more"] = self._open_settings
        buttons = {name: lambda _event, act=act: act() for name, act in does.items()}
        self.bar = self.panel("run", lambda: pictures.bar(model), buttons)
        some = [name for name in self.SETTINGS if self.shows(name)]
        self.where = self.panel("", lambda: pictures.where(model, some, self._opened), buttons)
        self.where.add_class("nnlab-training-where")
        self.closer = self.panel("", lambda: pictures.closer(self._opened), buttons)
        self._lay_out(self._make_controls())

    def _lay_out(self, settings: list) -> None:
        """The plane, or else what there is, is the picture; the film lies at the foot."""
        picture, *rest = [view for view in (self.plane, self.curve, self.diagram) if view] or [None]
        said = Box([self.page.sentence, self.where], "nnlab-training-said")
        beside = Box([self.diagram, said] if self.diagram in rest else [said], "nnlab-beside")
        under = [self.curve.add_class("nnlab-fill") or self.curve] if self.curve in rest else []
        row = [view for view in (self.bar, self.controls.get("speed")) if view]
        over = [Box([self.closer, *settings], "nnlab-settings")] if settings else []
        rail = [Box(row, "nnlab-training-row")] if row else []
        self.tree.add_class("nnlab-training")
        self.build(picture=picture, rail=[*rail, beside, under, over], foot=self.film)

    def _make_controls(self) -> list:
        """The settings that are shown; the speed stands apart."""
        model, settings = self.model, self.model.settings
        rate = rate_slider(settings.plain_rate or 0.1, 0.001, 10)
        self.choice("speed", "epochs a second", Offer(SPEEDS, brief), **attribute(model, "speed"))
        made = [
            self.control(
                "rate",
                rate,
                lambda: settings.plain_rate,
                partial(setattr, settings, "rate"),
                hidden=lambda: settings.rate is None,
                unit=lambda: "" if settings.plain_rate else f"(now {settings.rate})",
            ),
            *(
                self.choice(name, name, offer, **attribute(owner, field))
                for name, (owner, field, offer) in settings.offers.items()
            ),
        ]
        return [view for view in made if view is not None]

    # ------------------------------------------------------------------ the reader's hands

    def _look(self, event: dict) -> None:
        self._probe = None if event["type"] == "leave" else (float(event["x"]), float(event["y"]))

    def _drag(self, event: dict) -> None:
        """The marker follows the hand; Escape takes it back."""
        if self._held[0] != event["id"]:
            self._held = event["id"], self._undo.state()
        if event["phase"] == "cancel":
            self.restore({name: self._held[1][name] for name in self.PROGRESS})
        elif event["phase"] != "start":
            self._move_to(float(event["x"]))

    def _move_to(self, epoch: float) -> None:
        """The network there; before any training what was foretold."""
        (self.model.foretell if self.model.asks else self.model.rewind)(epoch)

    def _nudge(self, event: dict) -> None:
        model, steps = self.model, int(event["steps"])
        if model.asks:
            model.foretell((model.guess or AHEAD / 3) + steps * (50 if event.get("big") else 10))
        else:
            model.move(steps * (max(1, len(self.history) // 20) if event.get("big") else 1))

    def _jump(self, event: dict) -> None:
        self._move_to(0 if event["to"] == "first" else max(self.model.last, AHEAD))

    def _to_the_pin(self, _event: dict) -> None:
        if self.model.moments.first is not None:
            self.model.rewind(self.model.moments.first)

    def _to_a_frame(self, event: dict) -> None:
        moments = self.model.moments.all
        self.model.rewind(moments[chosen(event, len(moments), 0)].epoch)

    def _go(self) -> None:
        """On from here; from the moment when it was found, the whole way again."""
        model = self.model
        if model.training.epoch == model.moments.first and model.state == "rewound":
            model.reset()
        self._start()

    def _open_settings(self) -> None:
        self._opened = not self._opened

    # ------------------------------------------------------------------ staying true

    def _cell_changed(self, fields: list[str]) -> None:
        self.model.notice()

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back into the training."""
        super().restore(state)
        self.model.settings.settle()

    def draw(self) -> None:
        """Show the training as it is now; less often where the browser is behind."""
        if not self.late:
            self.model.notice()
            super().draw()

    def _read(self) -> None:
        self.model.read()
        clock = time.perf_counter()
        if not self.running or clock - self._worded > WORDS:
            self._worded, self._text = clock, words.describe(self.model)

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        return self._text

    def _goal(self) -> str:
        validated = self.training.validation is not None
        return words.goal(self.X, self.model.sides.classes, validated)

    def _won(self) -> Won | None:
        found = words.found(self.model)
        return (found, "") if found else None  # *Run* watches it again

    def _unsound(self) -> str:
        lost = not np.isfinite(self.model.loss) and self.model.end != "diverged"
        return words.LOST if lost else ""

    def _figure(self) -> Any:
        if self.plane is None:
            return super()._figure()
        then = still.moment(self.model, self._still)
        return still.draw(then, self._levels, self.page.parts, self._goal())

    def _sentence(self) -> str:
        return pictures.sentence(self.model, arrows=self.plane is not None)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now, from epoch 0 on."""
        t, speed, kind = self.training, self.model.speed, type(self.training.optimizer)
        optimizer = f"{kind.__name__}({words.unusual(kind, vars(t.optimizer))})"
        settings = {name: getattr(t, name) for name in ("batch_size", "shuffle", "l1", "l2")}
        settings["validation"] = t.validation and [each.tolist() for each in t.validation]
        own = {"epochs": self.model.epochs, "speed": None if speed >= FASTEST else speed}
        own |= {"levels": tuple(self._levels), "still": self._still}
        call = [f"network, X, y, {t.loss.name!r}", f"optimizer={optimizer}"]
        call += [words.unusual(Training, settings), words.unusual(TrainingLab, own)]
        made = code_of(self.network) + assigned(X=self.X, y=self.y)
        made += "# Not kept: how far the random numbers (rng) were: batches shuffle from seed 0.\n"
        return self._python(f"{kind.__name__}, Network", made, ",\n    ".join(filter(None, call)))

    def _briefly(self) -> str:
        return f"epoch {words.epoch_name(self.model.position)}, loss {brief(self.model.loss)}"


def _bold(training: Training) -> bool:
    """Whether large steps are safe: a few samples, 0 or 1, and answers between them."""
    few = len(training.X) <= FEW and set(np.unique(training.y)) <= {0.0, 1.0}
    return few and training.network.activations[-1] is sigmoid


def _unfit(model: LiveTraining) -> dict[str, Any]:
    """Parts, and why they don't suit this network and these data, if they don't."""
    sizes, sided = model.network.sizes, model.sides.classes is not None
    plane = "it needs two inputs, one output, and targets 0 and 1, or -1 and +1"
    return {
        **dict.fromkeys(
            ("plane", "film"), not (sided and sizes[0] == 2 == 2 * sizes[-1]) and plane
        ),
        "bend": len(sizes) < 3 and "it needs a hidden layer",
        "diagram": max(*sizes, len(sizes)) > 8 and "it draws up to 6 hidden layers of 8 neurons",
        "batch": len(model.training.X) < 2 and "it needs two samples or more",
    }
