"""TrainingLab: a LiveTraining, with its controls and pictures."""

import time
from collections.abc import Sequence
from typing import Any

from numpy.typing import ArrayLike

from nnlab.core import History, Loss, Network, Training, checks
from nnlab.core.losses import mean_squared_error
from nnlab.labs.controls import Offer, attribute, rate_slider
from nnlab.labs.lab import Show, Size
from nnlab.labs.running import RunningLab
from nnlab.labs.samples import one_network
from nnlab.labs.training.model import FASTEST, LiveTraining
from nnlab.labs.training.pictures import bar, show_curve, show_plane
from nnlab.labs.training.words import describe, epoch_name, optimizer_code, sentences, unusual
from nnlab.labs.words import assigned, listed, literal, ticked
from nnlab.live.curve import Curve
from nnlab.live.network import NetworkView
from nnlab.live.panel import Panel, button
from nnlab.live.part import Box
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.pictures.geometry import bounds_around
from nnlab.pictures.numbers import brief

PATIENCE = 0.2  # seconds the browser may be behind; then it gets no more pictures ...
HEARTBEAT = 0.5  # ... than one in so many seconds
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
    optimizer : SGD or Adam; left out, SGD(0.1)
    batch_size : how many samples a step looks at; None: all of them
    shuffle : whether each epoch has its own order
    validation : (X, y) to measure on, never to learn from
    l1, l2 : a price on large weights, as in `fit`
    rng : numpy.random.Generator or int, for the shuffling
    epochs : `run` ends by itself after so many; None: never
    speed : epochs a second at most; None: as fast as it goes
    levels : (loss, label) each: lines across the curve
    show : names out of `PARTS`; left out: all that suit the data, and the settings behind "More"
    size : "presenter" for a projector

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

    TITLE = "TrainingLab"
    MORE = ("batch", "optimizer", "loss", "bend")
    PARTS = ("plane", "diagram", "curve", "run", "rate", "rewind", "speed", *MORE)
    PROGRESS = ("progress", "before", "notes", "activations")

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: Loss | str = mean_squared_error,
        *,
        optimizer: Any = None,
        batch_size: int | None = None,
        shuffle: bool = True,
        validation: Any = None,
        l1: float = 0.0,
        l2: float = 0.0,
        rng: Any = 0,
        epochs: int | None = None,
        speed: float | None = 300,
        levels: Sequence = (),
        show: Show = None,
        size: Size = None,
    ) -> None:
        one_network(network, "TrainingLab", "Network([2, 4, 1], 'sigmoid', rng=0)")
        options: dict[str, Any] = {"batch_size": batch_size, "shuffle": shuffle, "l1": l1, "l2": l2}
        options |= {"loss": loss, "optimizer": optimizer, "validation": validation, "rng": rng}
        self.network, self.training = network, Training(network, X, y, **options)
        self.X, self.y = self.training.X, self.training.y
        model = LiveTraining(self.training, epochs=epochs, speed=speed)
        self._levels = _checked_levels(levels)
        super().__init__(model, show=show, size=size, unfit=_unfit(model))
        self._opened = show is not None  # the settings behind "More"
        self._held: tuple | None = None  # a drag of the marker, and the state when it began
        self._probe: tuple[float, float] | None = None  # where the reader points
        self._worded = self._drawn_diagram = 0.0  # when
        self.keep(self.training, "loss", "optimizer", "batch_size")
        self.keep(model.settings, "rate")
        self.keep(network, "activations")
        self.keep(model, "speed", "progress", "before", "notes")
        self._build()

    # ------------------------------------------------------------------ what a reader uses

    @property
    def history(self) -> History:
        """All records so far: `.epochs`, `.loss`, `.parameters`, `.network_at(epoch)`."""
        return self.training.history

    @property
    def epoch(self) -> int:
        """How many whole epochs the network has been trained."""
        return self.training.epoch

    def run(self) -> None:
        """Train in the background until `pause`, or for the lab's `epochs`."""
        self.change(self._start)

    def pause(self) -> None:
        """Stop after the step at work."""
        self.change(self.model.stop)

    def advance(self, epochs: int = 1) -> None:
        """Train for so many epochs now, before this call returns."""
        epochs = checks.whole(epochs, "epochs")
        self.change(lambda: self.model.advance(epochs), "advance")

    def rewind(self, epoch: float) -> None:
        """Go back to the record nearest to that epoch (or forth again)."""
        epoch = checks.number(epoch, "epoch")
        self.change(lambda: self.model.rewind(epoch))

    def reset(self) -> None:
        """Back to the start; the curve so far stays as a dotted line."""
        self.change(self.model.reset)

    # ------------------------------------------------------------------ views and controls

    def _build(self) -> None:
        model, plane, curve = self.model, Plane(), Curve()
        self.bar, self.more = Panel(), Panel()
        self.listen(plane, {"place": self._look, "leave": self._look})
        self.listen(curve, {"drag": self._drag, "nudge": self._nudge, "end": self._jump})
        actions = {
            "run": lambda _: self._start(),
            "pause": lambda _: model.stop(),
            "epoch": lambda _: model.advance(),
            "batch": lambda _: model.step(),
            "reset": lambda _: model.reset(),
            "rescue": lambda _: model.rescue(),
        }
        self.listen(self.bar, actions)
        self.listen(self.more, {"more": lambda _: setattr(self, "_opened", True)})
        self.plane, self.curve = self.part("plane", plane), self.part("curve", curve)
        self.diagram = self.part("diagram", NetworkView(editable=False))
        controls = [view for view in self._make_controls() if view is not None]
        hidden = [name for name in self.MORE if name in self.controls]
        if hidden and not self._opened:
            name = f"More: {listed(hidden)}"
            self.more.html = button("More settings", {"type": "more"}, name=name)
            controls.append(self.more)
        shown = [name for name in ("plane", "diagram", "curve") if self.shows(name)]
        self.tree.add_class("nnlab-training")
        self.tree.add_class("-".join(["nnlab-with", *shown]))
        self.build(
            left=[self.plane, self.diagram, self.curve],
            right=[Box(controls, "nnlab-controls")] if controls else [],
        )
        if self.shows("run"):
            self.tree.children.insert(1, self.bar)

    def _make_controls(self) -> list:
        model, settings = self.model, self.model.settings
        rate = rate_slider(settings.plain_rate or 0.1, 0.001, 10)
        back: dict[str, Any] = {"minimum": 0, "maximum": 10, "step": 1, "decimals": 0}
        back |= {"signed": False, "words": "go back to"}
        fast: dict[str, Any] = {"minimum": 1, "maximum": FASTEST, "scale": "log", "step": 0.25}
        return [
            self.control(
                "rate",
                rate,
                read=lambda: settings.plain_rate,
                write=lambda value: setattr(settings, "rate", value),
                part="rate",
                hidden=lambda: settings.rate is None,
                unit=lambda: "" if settings.plain_rate else f"(now {settings.rate})",
            ),
            self.control(
                "epoch",
                Slider("epoch", 0, **back),
                read=lambda: float(model.training.epoch),
                write=model.rewind,
                part="rewind",
                maximum=lambda: float(max(model.last, 10)),
                step=lambda: float(model.training.history.every),
            ),
            self.control(
                "speed",
                Slider("epochs a second", model.speed, **fast),
                **attribute(model, "speed"),
                part="speed",
                unit=lambda: "and up" if model.speed >= FASTEST else "",
            ),
            *(self._setting(name, *offered) for name, offered in settings.offers.items()),
        ]

    def _setting(self, name: str, owner: Any, attribute: str, offer: Offer) -> Any:
        """A choice behind "More"."""

        def write(value: Any) -> None:
            setattr(owner, attribute, value)
            self.model.notice()

        read, hidden = lambda: getattr(owner, attribute), lambda: not self._opened
        return self.choice(name, name, offer, read, write, part=name, hidden=hidden)

    # ------------------------------------------------------------------ the reader's hands

    def _look(self, event: dict) -> None:
        self._probe = (float(event["x"]), float(event["y"])) if event["type"] == "place" else None

    def _drag(self, event: dict) -> None:
        """The marker follows the hand; Escape takes it back."""
        if self._held is None or self._held[0] != event["id"]:
            self._held = event["id"], self._undo.state()
        if event["phase"] == "cancel":
            self.restore({name: self._held[1][name] for name in self.PROGRESS})
        else:
            self.model.rewind(float(event["x"]))

    def _nudge(self, event: dict) -> None:
        big = max(1, len(self.history) // 20) if event.get("big") else 1
        self.model.move(int(event["steps"]) * big)

    def _jump(self, event: dict) -> None:
        self.model.rewind(0 if event["to"] == "first" else self.model.last)

    # ------------------------------------------------------------------ staying true

    def _cell_changed(self, fields: list[str]) -> None:
        self.model.notice()

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back into the training."""
        super().restore(state)
        self.model.settings.settle()

    def draw(self) -> None:
        """Show the training as it is now; less often where the browser is behind."""
        late = self.curve is not None and self.curve.behind > PATIENCE
        if not (self.running and late and time.time() - self.curve.beat < HEARTBEAT):
            super().draw()

    def _read(self) -> None:
        self._now = self.model.read()

    def _draw(self) -> None:
        model, now, clock = self.model, self._now, time.perf_counter()
        text = {}
        if not self.running or clock - self._worded > WORDS:
            self._worded, self._sentences = clock, sentences(model, now)
            text = {"text": self._describe()}
        if self.plane:
            show_plane(self.plane, model, now, self._probe, **text)
        if self.diagram and (text or clock - self._drawn_diagram > WORDS / 2):
            self._drawn_diagram = clock
            self.diagram.show(self.network, maps=bounds_around(self.X) if self.plane else None)
        if self.curve:
            show_curve(self.curve, model, now, self._levels, self.shows("rewind"), **text)
        if self.shows("run"):
            self.bar.html = bar(model, now, self.training.n_batches > 1 or self.shows("batch"))
        self.more.hidden = self._opened

    # ------------------------------------------------------------------ words

    def _describe(self) -> str:
        return describe(self.model, self._now)

    def _sentence(self) -> str:
        wrong = self._now.wrong
        right = wrong is not None and not wrong.any() and self.model.end != "diverged"
        return ticked(right, *self._sentences)

    def as_code(self) -> str:
        """Python that recreates this lab as it is now, from epoch 0 on."""
        t, speed = self.training, self.model.speed
        given = ["network, X, y", repr(t.loss.name), f"optimizer={optimizer_code(t.optimizer)}"]
        given += unusual(
            TrainingLab,
            **{name: getattr(t, name) for name in ("batch_size", "shuffle", "l1", "l2")},
            validation=t.validation and f"({', '.join(map(literal, t.validation))})",
            epochs=self.model.epochs,
            speed=None if speed >= FASTEST else speed,
            levels=tuple(self._levels),
        )
        made = f"network = Network.from_dict({self.network.to_dict()!r})\n"
        made += assigned(X=self.X, y=self.y)
        made += "# Not kept: how far the random numbers (rng) were: batches shuffle from seed 0.\n"
        imports = f"{type(t.optimizer).__name__}, Network"
        return self._python(imports, made, ",\n            ".join(given))

    def _briefly(self) -> str:
        loss = brief(float(self.training.measure()))
        return f"epoch {epoch_name(self.model.position)}, loss {loss}"


def _unfit(model: LiveTraining) -> dict[str, str]:
    """The parts that don't suit this network and these data, and why."""
    sizes, sided = model.network.sizes, model.sides.classes is not None
    plane = "it needs two inputs, one output, and targets 0 and 1, or -1 and +1"
    unfit = {
        "plane": not (sided and sizes[0] == 2 and sizes[-1] == 1) and plane,
        "bend": len(sizes) < 3 and "it needs a hidden layer",
        "diagram": max(*sizes, len(sizes)) > 8 and "it draws up to 6 hidden layers of 8 neurons",
        "batch": len(model.training.X) < 2 and "it needs two samples or more",
    }
    return {part: why for part, why in unfit.items() if why}


def _checked_levels(levels: Any) -> list[tuple[float, str]]:
    """(loss, label) each, as numbers and words."""
    try:
        pairs = [(value, str(label)) for value, label in levels]
    except (TypeError, ValueError):
        raise ValueError(
            'levels are lines across the curve, (loss, label) each: levels=[(0.1, "good")]'
        ) from None
    return [(checks.number(value, "the loss of a level"), label) for value, label in pairs]
