"""TrainingLab: run, pause and rewind a training, and change it while it runs."""

import math
import time
from itertools import pairwise
from pathlib import Path

import ipywidgets
import numpy as np

from nnlab.core import ACTIVATIONS, LOSSES, SGD, Adam, Network, Training, checks, train_step
from nnlab.core.backprop import penalty
from nnlab.core.history import History
from nnlab.core.losses import mean_squared_error
from nnlab.labs.lab import Lab, _same
from nnlab.labs.story import Story
from nnlab.labs.words import counted, listed, literal, place, sentence
from nnlab.lessons.gates import ROWS
from nnlab.plots.curves import count
from nnlab.plots.frame import check_classes
from nnlab.plots.geometry import bounds_around, sample_plane
from nnlab.plots.picture import new_figure
from nnlab.views.choice import Choice
from nnlab.views.curve import Curve
from nnlab.views.network import NetworkView
from nnlab.views.panel import Panel, button, joined, markup
from nnlab.views.plane import Plane
from nnlab.views.slider import Slider
from nnlab.views.theme import css

CELLS = {True: 64, False: 96}  # of the field, a side: while it runs, and at rest
BENDS = ("sigmoid", "tanh", "relu", "identity")
FASTEST = 10_000  # epochs a second; at this end of the slider it goes as fast as it can
SLICE = 0.01  # seconds of training between two looks at what the reader does
PATIENCE = 0.2  # seconds the browser may be behind; then it gets no more pictures ...
HEARTBEAT = 0.5  # ... than one in so many seconds
WORDS = 0.12  # seconds between two changes of the words while training runs
LONG = 0.03  # an epoch that takes longer is gone through batch by batch
MOST_DRAWN = 400  # points in the plane; of more, every second, third, ... is drawn

SETTINGS = ("loss", "optimizer", "rate", "batch", "bends", "speed", "notes")
PROGRESS = ("parameters", "epoch", "order", "at", "story", "end", "before", "notes", "bends")
TITLES = {"mean_squared_error": "mean squared error", "mean_absolute_error": "mean absolute error",
          "binary_cross_entropy": "cross-entropy", "hinge_loss": "hinge",
          "sigmoid_cross_entropy": "cross-entropy from z",
          "softmax_cross_entropy": "softmax cross-entropy"}  # fmt: skip
SHORT = {"mean squared error": "squared", "mean absolute error": "absolute"}


class _Bar(Panel):
    """The buttons, and where the training stands."""

    _css = css("panel.css", Path(__file__).with_name("training.css"))


class TrainingLab(Lab):
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
    training : core's loop, with `.optimizer`, `.loss`, `.batch_size`
    history : all records so far: `.epochs`, `.loss`, `.parameters`, `.network_at(epoch)`
    epoch : where the network is now

    Raises
    ------
    ValueError
        If network, data and loss don't fit, or `show` names no part.
    """

    TITLE = "TrainingLab"
    PARTS = ("plane", "diagram", "curve", "run", "rate", "rewind", "speed",
             "batch", "optimizer", "loss", "bend")  # fmt: skip
    MORE = ("batch", "optimizer", "loss", "bend")

    def __init__(self, network, X, y, loss=mean_squared_error, *, optimizer=None, batch_size=None,
                 shuffle=True, validation=None, l1=0.0, l2=0.0, rng=0, epochs=None, speed=300,
                 levels=(), show=None, size=None):  # fmt: skip
        checks.need(
            isinstance(network, Network),
            "TrainingLab trains a Network, such as "
            f"Network([2, 4, 1], 'sigmoid', rng=0), not {checks.short(network)}",
        )
        checks.need(
            network.runs == (),
            f"this network has runs {network.runs}: give one of them, network.run(0)",
        )
        self.network = network
        self._rng = checks.generator(rng)
        self.training = Training(
            network, X, y, loss=loss, optimizer=optimizer, batch_size=batch_size, shuffle=shuffle,
            validation=validation, l1=l1, l2=l2, rng=self._rng,
        )  # fmt: skip
        self.X, self.y = self.training.X, self.training.y
        self._classes, self._middle = _sides(self.y)
        self._all_by_itself = show is None
        super().__init__(show=self._suitable() if show is None else show, size=size)
        self._check_parts()
        self._epochs_a_run = None if epochs is None else checks.whole(epochs, "epochs")
        self._speed = FASTEST if speed is None else min(checks.positive(speed, "speed"), FASTEST)
        checks.need(self._speed > 0, "speed must be above 0: epochs a second, or None")
        self._levels = [(float(value), str(label)) for value, label in levels]
        self._story, self._before = Story(network), None
        self._take()
        self._order, self._at = None, 0  # of an epoch that has begun: its order, samples done
        self._notes = ()  # (epoch, what was changed, the bends from then on)
        self._first_bends = network.activations
        self._rates = {}  # by the optimizer's name
        self._trouble = ""  # why the training ended by itself
        self._done = False
        self._right = (0, None)  # until this epoch: since when all points were on their side
        self._until = math.inf
        self._held = None  # during a drag of the marker: what it began with
        self._started = None  # while it runs: the state before
        self._budget, self._clock = 0.0, 0.0
        self._slice_epochs, self._epoch_seconds = 1, 0.0
        self._pace = (0.0, 0, 0.0)  # when, which epoch; epochs a second since
        self._worded, self._words, self._diagrammed = 0.0, "", 0.0
        self._opened = not self._all_by_itself
        self._runner = self.runner(self._slice, slice_seconds=SLICE)
        self._make_views()

    def _suitable(self):
        """The parts that suit this network and these data."""
        parts = set(self.PARTS)
        if self.network.n_in != 2 or self.network.n_out != 1 or self._classes is None:
            parts -= {"plane"}
        if len(self.network.layers) < 2:
            parts -= {"bend"}
        if len(self.network.sizes) > 8 or max(self.network.sizes) > 8:
            parts -= {"diagram"}
        if len(self.X) < 2:
            parts -= {"batch"}
        return [part for part in self.PARTS if part in parts]

    def _check_parts(self):
        missing = [part for part in self._parts if part not in self._suitable()]
        why = {
            "plane": "needs two inputs, one output, and targets 0 and 1, or -1 and +1",
            "bend": "needs a hidden layer",
            "diagram": "draws up to 6 hidden layers of up to 8 neurons",
            "batch": "needs two samples or more",
        }
        if missing:
            raise ValueError(f"the part {missing[0]!r} {why[missing[0]]}: leave it out of show=")

    # ------------------------------------------------------------------ the views

    def _make_views(self):
        self.plane = Plane(bounds=bounds_around(self.X)) if self.shows("plane") else None
        self.curve = Curve() if self.shows("curve") else None
        self.diagram = None
        if self.shows("diagram"):
            self.diagram = NetworkView(self.network, editable=False, panel=False)
        self.bar = _Bar()
        self.more = Panel()
        if self.plane:
            self._bounds = tuple(self.plane.bounds)
            self._points = {k: sample_plane(self._bounds, n) for k, n in CELLS.items()}
            self._probe = None
            self.listen(self.plane, {"place": self._look, "leave": self._look_away})
        if self.curve:
            self.listen(self.curve, {"drag": self._drag, "nudge": self._nudge, "end": self._to_end})
        self.listen(self.bar, {
            "run": lambda _: self._start(), "pause": lambda _: self._stop(),
            "epoch": lambda _: self._single(self._epochs, 1),
            "batch": lambda _: self._single(self._batch),
            "reset": lambda _: self._reset(), "rescue": lambda _: self._rescue(),
        })  # fmt: skip
        self.listen(self.more, {"more": lambda _: self._open_more()})
        controls = self._make_controls()
        hidden = [self.controls[name] for name in self.MORE if name in self.controls]
        if not self._opened and hidden:
            controls.append(self.more)
        pictures = [view for view in (self.plane, self.diagram, self.curve) if view]
        box = ipywidgets.VBox(controls)
        box.add_class("nnlab-controls")
        self.add_class("nnlab-training")
        shown = [name for name in ("plane", "diagram", "curve") if self.shows(name)]
        self.add_class("-".join(["nnlab-with", *shown]))
        self.build(left=pictures, right=[box] if controls else [])
        if self.shows("run"):
            header, *rest = self.children
            self.children = [header, self.bar, *rest]

    def _make_controls(self):
        controls = []
        if self.shows("rate"):
            rate = Slider(
                "learning rate", self._rate() or 0.1, minimum=0.001, maximum=10, scale="log",
                step=0.1, words="how far a step goes",
            )  # fmt: skip
            controls.append(self.control("rate", rate, self._set_rate))
        if self.shows("rewind"):
            back = Slider(
                "epoch", 0, minimum=0, maximum=10, step=1, start=0, decimals=0, signed=False,
                words="go back to",
            )  # fmt: skip
            controls.append(self.control("epoch", back, self._rewind))
        if self.shows("speed"):
            speed = Slider(
                "epochs a second", self._speed, minimum=1, maximum=FASTEST, scale="log", step=0.25,
            )  # fmt: skip
            controls.append(self.control("speed", speed, self._set_speed))
        if self.shows("batch"):
            self._batches = _batch_options(len(self.X), self.training.batch_size)
            choice = Choice("batch", list(self._batches), self._batch_name())
            controls.append(self.control("batch", choice, self._set_batch))
        if self.shows("optimizer"):
            names = ["SGD", "momentum", "Adam"]
            names += [self._optimizer_name()] if self._optimizer_name() not in names else []
            self._own_optimizer = self._optimizer_name(), self.training.optimizer
            choice = Choice("optimizer", names, self._optimizer_name())
            controls.append(self.control("optimizer", choice, self._set_optimizer))
        if self.shows("loss"):
            self._losses = self._loss_options()
            names = list(self._losses)
            choice = Choice("loss", names, self._loss_name())
            controls.append(self.control("loss", choice, self._set_loss))
        if self.shows("bend"):
            self._bends = {name: ACTIVATIONS[name] for name in BENDS}
            for layer in self.network.layers[:-1]:
                self._bends.setdefault(layer.activation.name, layer.activation)
            choice = Choice("bend", list(self._bends), self.network.activations[0].name)
            controls.append(self.control("bend", choice, self._set_bend))
        return controls

    def draw(self):
        """Show the training as it is now; less often where the browser is behind."""
        if self.running and self._browser_is_behind():
            return
        if self._started is not None and not self.running:
            before, self._started = self._started, None
            self._note(before, "run")
        super().draw()

    def _browser_is_behind(self):
        curve = self.curve
        return (
            curve is not None and curve.behind > PATIENCE and time.time() - curve.beat < HEARTBEAT
        )

    def _draw(self):
        now = time.perf_counter()
        worded = not self.running or now - self._worded > WORDS
        self._read()
        text = {}
        if worded:
            self._worded = now
            self._words = self._tell()
            text = {"text": self.describe()}
        if self.plane:
            self._draw_plane(text)
        if self.diagram and (not self.running or now - self._diagrammed > WORDS / 2):
            self._diagrammed = now
            self.diagram.show(self.network, maps=self._bounds if self.plane else None)
        if worded:
            self._draw_controls()
        if self.curve:
            self._draw_curve(text)

    def _read(self):
        """What the network says now, how wrong it is, and where."""
        with np.errstate(all="ignore"):
            self._loss_now = float(self._measure(self.network, self.X, self.y))
            if self.training.validation is not None:
                self._validation_now = float(self._measure(self.network, *self.training.validation))
            if self._classes is not None:
                self._wrong = self._wrong_of(self.network, self.X, self.y)
                self._right = self._right_since()

    def _measure(self, network, X, y):
        """The loss over these samples, penalty included: one number, or one per run."""
        price, _ = penalty(network, self.training.l1, self.training.l2)
        return self.training.loss(network(X), y) + price

    def _wrong_of(self, network, X, _y):
        """Which samples are on the wrong side: (*runs, n_samples)."""
        out = network(X)
        if self.y.shape[1] > 1:
            return out.argmax(axis=-1) != self._classes
        return (out[..., 0] > self._threshold()) != (self._classes == 1)

    def _threshold(self):
        """The output that decides: halfway between the targets, or 0 for a z."""
        from_z = self._says_z() and "cross_entropy" in self.training.loss.name
        return 0.0 if from_z else self._middle

    def _says_z(self):
        return self.network.activations[-1].name == "identity"

    def _draw_plane(self, text):
        with np.errstate(all="ignore"):
            field = self.network(self._points[self.running])[:, 0]
        spread = 4.0 if self._says_z() and self._threshold() == 0 else 1.0 - self._middle
        every = -(-len(self.X) // MOST_DRAWN)
        self.plane.show(
            field=field,
            scale=(self._threshold(), spread),
            X=self.X[::every],
            classes=self._classes[::every],
            wrong=self._wrong[::every],
            probe=self._probe_box(),
            caption="points: the targets · colour: what the network says",
            **text,
        )

    def _probe_box(self):
        if self._probe is None:
            return None
        says = float(self.network(self._probe)[0])
        text = f"{place(np.round(self._probe, 2))}: {says:.3f}".replace("-", "−")
        return {"x": self._probe[0], "y": self._probe[1], "text": text}

    def _draw_curve(self, text):
        story, several = self._story, self.training.validation is not None
        x, low, high = story.epochs, story.low, story.high
        main = {"x": x, "y": story.loss, "low": low, "high": high, "dash": "solid"}
        lines = [main | {"name": "training"}]
        if several:
            check = {"x": x, "y": story.validation_loss, "dash": "dashed", "name": "validation"}
            lines.append(check)
        if self._before is not None:
            lines.append(self._before)
        at = self._position()
        if at > story.end:  # an epoch has begun
            main |= {"x": np.append(x, at), "y": np.append(story.loss, self._loss_now)}
            lines[0] = {key: main[key] for key in ("x", "y", "dash")} | {"name": "training"}
        self.curve.show(
            lines=lines,
            levels=self._levels,
            notes=[(epoch, label) for epoch, label, _ in self._notes],
            marker={"x": at, "y": self._loss_now, "draggable": self.shows("rewind"),
                    "text": f"epoch {_when(at)} · {_size(self._loss_now)}"},
            y_name=f"loss ({TITLES.get(self.training.loss.name, self.training.loss.name)})",
            beat=time.time(),
            steady=self.running,
            **text,
        )  # fmt: skip

    def _draw_controls(self):
        values = {
            "rate": self._rate,
            "speed": lambda: self._speed,
            "batch": self._batch_name,
            "optimizer": self._optimizer_name,
            "loss": self._loss_name,
            "bend": lambda: self.network.activations[0].name,
        }
        for name, value in values.items():
            if name in self.controls:
                self.controls[name].value = value()
        if "speed" in self.controls:
            unit = "and up" if self._speed >= FASTEST else ""
            self.controls["speed"].unit = unit
        if "epoch" in self.controls:
            slider = self.controls["epoch"]
            with slider.hold_sync():
                slider.maximum = float(max(self._story.end, 10))
                slider.step = float(self._story.every)
                slider.value = float(self.training.epoch)
        for name in self.MORE:
            if name in self.controls:
                self.controls[name].layout.display = "" if self._opened else "none"
        if not self._opened:
            names = listed([name for name in self.MORE if name in self.controls])
            self.more.html = button("More settings", {"type": "more"}, name=f"More: {names}")
        elif self.more.html:
            self.more.html = ""
        if self.shows("run"):
            self.bar.html = self._bar()

    def _bar(self):
        running = self.running
        main = (
            button("❚❚ Pause", {"type": "pause"}, main=True)
            if running
            else button("▶ Run", {"type": "run"}, main=True)
        )
        batches = self._n_batches() > 1 or self.shows("batch")
        rescue = ""
        if self._trouble and self._smaller():
            label = f"Go back, with rate {_size(self._smaller())}"
            rescue = button(label, {"type": "rescue"})
        return markup(
            '<div class="nnlab-bar">{}<span class="nnlab-where">{}</span></div>',
            joined([
                main, rescue,
                button("+1 epoch", {"type": "epoch"}),
                button("+1 batch", {"type": "batch"}) if batches else "",
                button("↺ Reset", {"type": "reset"}),
            ]),
            self._where(),
        )  # fmt: skip

    def _where(self):
        """Where the training stands, beside its buttons."""
        at, end = markup("<b>{}</b>", _when(self._position())), self._story.end
        if self.running:
            when, epoch, pace = self._pace
            speed = markup(" · {} epochs a second", count(pace)) if pace >= 1 else ""
            hint = markup(
                '<span class="nnlab-soft nnlab-hint"> · Pause ends it, '
                "the kernel’s Interrupt does not</span>"
            )
            return joined(["epoch ", at, speed, hint])
        if self._is_rewound():
            return joined(["epoch ", at, f" of {count(end)}, rewound"])
        state = ", diverged" if self._trouble else ", done" if self._done else ""
        return joined(["epoch ", at, state])

    # ------------------------------------------------------------------ training

    @property
    def running(self) -> bool:
        """Whether it trains in the background."""
        return self._runner.running

    @property
    def history(self) -> Story:
        """All records so far."""
        return self._story

    @property
    def epoch(self) -> int:
        """How many whole epochs the network has been trained."""
        return self.training.epoch

    def run(self) -> None:
        """Train in the background until `pause`, or for the lab's `epochs`."""
        self.change(self._start)

    def pause(self) -> None:
        """Stop after the step at work."""
        self.change(self._stop)

    def advance(self, epochs: int = 1) -> None:
        """Train for so many epochs now, before this call returns."""
        epochs = checks.whole(epochs, "epochs")
        self.change(lambda: self._single(self._epochs, epochs), "advance")

    def rewind(self, epoch: int) -> None:
        """Go back to the record nearest to that epoch (or forth again)."""
        self.change(lambda: self._rewind(checks.number(epoch, "epoch")))

    def reset(self) -> None:
        """Back to the start; the curve so far stays as a dotted line."""
        self.change(self._reset)

    def _start(self):
        if self.running:
            return
        before = self._state()
        self._runner.start()
        self._started = before
        self._trouble, self._done = "", False
        self._until = math.inf
        if self._epochs_a_run is not None:
            self._until = self.training.epoch + self._epochs_a_run
        self._clock, self._budget = time.perf_counter(), 0.0
        self._pace = (self._clock, self.training.epoch, 0.0)

    def _stop(self):
        self._runner.stop()

    def _single(self, step, *arguments):
        """A step by hand; it pauses first."""
        self._stop()
        self._trouble, self._done = "", False
        step(*arguments)

    def _slice(self):
        """A few milliseconds of training; how long to rest, or False at the end."""
        now = time.perf_counter()
        when, epoch, _ = self._pace
        if now - when > 0.5:
            self._pace = (now, self.training.epoch, (self.training.epoch - epoch) / (now - when))
        left = self._until - self.training.epoch
        n_batches = self._n_batches()
        if self._speed < FASTEST:
            passed = min(now - self._clock, 0.1)  # what another cell took isn't made up for
            self._budget += passed * self._speed
            self._clock = now
            most = min(int(self._budget), left)
            if most < 1:
                return self._slowly(n_batches)
        else:
            most = left
        if self._epoch_seconds > LONG and n_batches > 1:
            n = self._some_batches(now)
        else:
            n = int(min(most, self._slice_epochs))
            self._epochs(n)
            took = time.perf_counter() - now
            self._epoch_seconds = took / n
            wanted = self._slice_epochs * SLICE / max(took, 1e-6)
            if n == self._slice_epochs or took > SLICE:
                self._slice_epochs = int(np.clip(wanted, 1, 2 * self._slice_epochs))
        self._budget -= n if self._speed < FASTEST else 0
        if self._trouble:
            return False
        if self.training.epoch >= self._until:
            self._done = True
            return False
        return None

    def _slowly(self, n_batches):
        """Less than an epoch is due: batches, one by one, or a rest."""
        if n_batches > 1:
            for _ in range(min(int(self._budget * n_batches), n_batches)):
                self._budget -= 1 / n_batches
                self._batch()
                if self._trouble:
                    return False
        due = (1 / n_batches - self._budget) / self._speed
        return float(np.clip(due, 0.002, 0.03))

    def _some_batches(self, since):
        """Batches of a long epoch, for the time of a slice; epochs that ended meanwhile."""
        before = self.training.epoch
        while not self._trouble and time.perf_counter() - since < SLICE:
            self._batch()
        if self._order is None:
            self._epoch_seconds *= 0.9  # now and then it is measured again
        return self.training.epoch - before

    def _epochs(self, n):
        """Train for `n` epochs with core's loop; one that has begun is ended first."""
        self._leave_the_old_curve()
        if self._order is not None:
            while self._order is not None and not self._trouble:
                self._batch()
            n -= 1
        if n > 0 and not self._trouble:
            self.training.run(n)
            self._take()

    def _batch(self):
        """One step: the next few samples."""
        self._leave_the_old_curve()
        training, network = self.training, self.network
        n = len(self.X)
        if self._order is None:
            order = self._rng.permutation(n) if training.shuffle else np.arange(n)
            self._order, self._at = order, 0
        rows = self._order[self._at : self._at + (training.batch_size or n)]
        before = network.parameters.copy()
        with np.errstate(all="ignore"):
            train_step(network, self.X[rows], self.y[rows], training.loss, training.optimizer,
                       l1=training.l1, l2=training.l2)  # fmt: skip
            loss = self._measure(network, self.X, self.y)
        if not (np.isfinite(loss) and np.isfinite(network.parameters).all()):
            network.parameters[...] = before
            training.optimizer.reset()
            self._trouble = f"in epoch {count(training.epoch + 1)}"
            return
        self._at += len(rows)
        if self._at >= n:
            self._order, self._at = None, 0
            training.epoch += 1
            training.history = History(network)
            training.run(0)  # notes the record
            self._take()

    def _take(self):
        """Take the new records over from core's history, and begin a new one."""
        training, story = self.training, self._story
        history = training.history
        new = history.epochs > story.end if len(story) else history.epochs >= 0
        if new.any():
            tested = history.validation_loss
            story.add(
                history.epochs[new],
                history.loss[new],
                history.parameters[new],
                None if tested is None else tested[new],
            )
        if bool(history.diverged):
            self._trouble = f"in epoch {count(training.epoch + 1)}"
        training.history = History(self.network)

    def _leave_the_old_curve(self):
        """Going on from an earlier record: what came after it is from now on "before"."""
        if not self._is_rewound():
            return
        story, epoch = self._story, self.training.epoch
        old = story.at(epoch)
        self._before = {
            "x": story.epochs[old:],
            "y": story.loss[old:].copy(),
            "name": "before",
            "dash": "dotted",
            "soft": True,
        }
        self._story = story.until(epoch)
        self._notes = tuple(note for note in self._notes if note[0] <= epoch)

    def _is_rewound(self):
        return self.training.epoch < self._story.end

    def _go_to(self, index):
        """The network as it was at a record."""
        self._stop()
        epoch = int(self._story.epochs[index])
        if epoch == self.training.epoch and self._order is None:
            return
        self._trouble, self._done = "", False
        self.network.parameters[...] = self._story.parameters[index]
        self.training.epoch, self._order, self._at = epoch, None, 0
        self.training.optimizer.reset()
        bends = [bends for at, _, bends in self._notes if at <= epoch]
        self._set_bends(bends[-1] if bends else self._first_bends)

    def _rewind(self, epoch):
        self._go_to(self._story.at(epoch))

    def _reset(self):
        self._go_to(0)
        self._leave_the_old_curve()

    def _rescue(self):
        """After a divergence: back to the best record so far, with a smaller rate."""
        rate = self._smaller()
        self._go_to(int(np.argmin(self._story.loss)))
        self._trouble = ""
        self._set_rate(rate)

    def _smaller(self):
        """A learning rate worth trying after a divergence."""
        rate = self._rate()
        return float(f"{rate / 10:.1g}") if rate else None

    # ------------------------------------------------------------------ settings

    def _rate(self):
        rate = getattr(self.training.optimizer, "learning_rate", None)
        return float(rate) if np.ndim(rate) == 0 and rate is not None else None

    def _set_rate(self, rate):
        self.training.optimizer.learning_rate = rate

    def _set_speed(self, speed):
        self._speed = speed
        self._budget, self._clock = 0.0, time.perf_counter()

    def _n_batches(self):
        return -(-len(self.X) // min(self.training.batch_size or len(self.X), len(self.X)))

    def _batch_name(self):
        size = self.training.batch_size
        size = None if size is None or size >= len(self.X) else size
        return next((name for name, value in self._batches.items() if value == size), "all")

    def _set_batch(self, name):
        self.training.batch_size = self._batches[name]
        self._mark(f"batch {name}")

    def _optimizer_name(self):
        optimizer = self.training.optimizer
        if isinstance(optimizer, SGD):
            return "momentum" if optimizer.momentum else "SGD"
        return type(optimizer).__name__

    def _set_optimizer(self, name):
        self._rates[self._optimizer_name()] = self._rate() or 0.1
        heavy, plain = self._rates.get("momentum"), self._rates.get("SGD")
        makers = {
            "SGD": lambda: SGD(plain or heavy or 0.1),
            "momentum": lambda: SGD(heavy or plain or 0.1, 0.9),
            "Adam": lambda: Adam(self._rates.get("Adam", 0.02)),
        }
        own = name == self._own_optimizer[0]
        self.training.optimizer = self._own_optimizer[1] if own else makers[name]()
        self._mark(name)

    def _loss_options(self):
        """The losses that suit these targets and outputs, by the words on the segments."""
        found = {}
        names = ["mean_squared_error", "mean_absolute_error"]
        if self._classes is not None:
            names += ["sigmoid_cross_entropy", "softmax_cross_entropy"] if self._says_z() else []
            names += [] if self._says_z() else ["binary_cross_entropy"]
            names += ["hinge_loss"]
        for name in names:
            try:
                loss = LOSSES[name]
                loss.gradient(self.network(self.X), self.y)
            except ValueError:
                continue  # not for these targets
            if name == "binary_cross_entropy" and self.network.activations[-1].name != "sigmoid":
                continue
            found[SHORT.get(TITLES[name], TITLES[name])] = loss
        own = self.training.loss
        if own not in found.values():
            found[TITLES.get(own.name, own.name)] = own
        return found

    def _loss_name(self):
        return next(name for name, loss in self._losses.items() if loss is self.training.loss)

    def _set_loss(self, name):
        self.training.loss = self._losses[name]
        self._measure_again()
        self._mark(name)

    def _measure_again(self):
        """All records, seen with the loss as it is now, each with the bends of its time."""
        story, now, self._before = self._story, self.network.activations, None
        changes = [(0, self._first_bends), *((at, bends) for at, _, bends in self._notes)]
        data = [(self.X, self.y), self.training.validation]
        parts = []
        for (start, bends), (stop, _) in pairwise([*changes, (math.inf, None)]):
            rows = (story.epochs >= start) & (story.epochs < stop)
            self._set_bends(bends)
            parameters = story.parameters[rows]
            values = [self._in_chunks(self._measure, parameters, *pair) for pair in data if pair]
            parts.append((rows, values))
        self._set_bends(now)
        story.measure(parts)

    def _in_chunks(self, ask, parameters, X, y):
        """`ask(networks, X, y)` of many parameters, (k, P), a few at a time: (k, ...)."""
        size = max(1, int(5e5 / (len(X) * sum(self.network.sizes))))
        found = []
        for start in range(0, len(parameters), size):
            networks = self.network.with_parameters(parameters[start : start + size])
            with np.errstate(all="ignore"):
                found.append(ask(networks, X, y))
        return np.concatenate(found) if found else np.empty(0)

    def _set_bend(self, name):
        bends = [self._bends[name]] * (len(self.network.layers) - 1)
        self._set_bends((*bends, self.network.activations[-1]))
        self._mark(name)

    def _set_bends(self, bends):
        for layer, bend in zip(self.network.layers, bends, strict=True):
            if layer.activation is not bend:
                layer.activation = bend

    def _mark(self, label):
        """Write beside the curve what was changed, where."""
        epoch = self.training.epoch
        if self._story.end == 0:
            self._first_bends = self.network.activations
            return
        kept = tuple(note for note in self._notes if note[0] != epoch)
        self._notes = (*kept, (epoch, label, self.network.activations))[-12:]

    def _open_more(self):
        self._opened = True

    # ------------------------------------------------------------------ the reader's hands

    def _look(self, event):
        self._probe = (float(event["x"]), float(event["y"]))

    def _look_away(self, _event):
        self._probe = None

    def _drag(self, event):
        """The marker follows the hand; Escape puts it back."""
        if self._held is None or self._held[0] != event["id"]:
            self._held = event["id"], self._state()
        if event["phase"] == "cancel":
            self._restore({name: self._held[1][name] for name in PROGRESS})
        else:
            self._rewind(float(event["x"]))

    def _nudge(self, event):
        big = max(1, len(self._story) // 20) if event.get("big") else 1
        now = self._story.at(self.training.epoch)
        last = len(self._story) - 1
        self._go_to(min(max(now + int(event["steps"]) * big, 0), last))

    def _to_end(self, event):
        self._go_to(0 if event["to"] == "first" else len(self._story) - 1)

    # ------------------------------------------------------------------ what can change

    def _state(self):
        training = self.training
        return {
            "parameters": self.network.parameters.copy(),
            "epoch": training.epoch,
            "order": self._order,
            "at": self._at,
            "story": self._story,
            "end": self._story.end,
            "before": self._before,
            "loss": training.loss,
            "optimizer": training.optimizer,
            "rate": self._rate(),
            "batch": training.batch_size,
            "bends": self.network.activations,
            "speed": self._speed,
            "notes": self._notes,
        }

    def _restore(self, state):
        training = self.training
        if "parameters" in state:
            self.network.parameters[...] = state["parameters"]
            if training.epoch != state["epoch"]:
                training.epoch = state["epoch"]
                training.optimizer.reset()
            self._order, self._at, self._before = state["order"], state["at"], state["before"]
            story, end = state["story"], state["end"]
            self._story = story if story.end == end else story.until(end)
            self._trouble, self._done = "", False
            self._right = (0, None)
        self._notes = state.get("notes", self._notes)
        self._set_bends(state.get("bends", self.network.activations))
        if "optimizer" in state:
            training.optimizer = state["optimizer"]
            if state["rate"] is not None:
                training.optimizer.learning_rate = state["rate"]
            training.batch_size, self._speed = state["batch"], state["speed"]
            if training.loss is not state["loss"]:
                training.loss = state["loss"]
                self._measure_again()

    def _note(self, before, key):
        """Settings and progress are undone apart: a rate is taken back, the training goes on."""
        setting = isinstance(key, tuple) and key[0] == "control" and key[1] != "epoch"
        if not setting and self.running:
            return  # the run is noted as one step, when it ends
        names = SETTINGS if setting else PROGRESS
        super()._note({name: before[name] for name in names}, key)

    def _travel(self, back, forth):
        if back and "parameters" in back[-1] and self.running:
            self._stop()
            self.draw()  # notes the run, so that the step taken back is this one
        super()._travel(back, forth)

    def _sync(self):
        """A cell may have changed the network, or a setting."""
        if self._closed or self.running or self._drawn is None:
            return  # the next picture shows it
        if not _same(self._drawn, self._state()) and not np.array_equal(
            self._drawn["parameters"], self.network.parameters
        ):
            self._leave_the_old_curve()
            self._story = self._story.until(self.training.epoch)
            self._order, self._at = None, 0
            loss = float(self._measure(self.network, self.X, self.y))
            self._story.replace_last(loss, self.network.parameters)
        super()._sync()

    # ------------------------------------------------------------------ words

    def _position(self):
        """The epoch, with the part of it that is done."""
        return self.training.epoch + (self._at / len(self.X) if self._order is not None else 0)

    def _right_since(self):
        """(epoch looked at, since which epoch every sample is on its side, or None)."""
        epoch = self.training.epoch
        if self._wrong.any():
            return epoch, None
        looked, since = self._right
        if since is not None and since <= epoch and looked <= epoch:
            return epoch, since
        return epoch, self._first_right(self._story.at(epoch))

    def _first_right(self, last):
        """The epoch of the record after the last wrong one."""
        story, stop, size = self._story, last + 1, 64
        while stop > 0:
            start = max(0, stop - size)
            parameters = story.parameters[start:stop]
            wrong = self._in_chunks(self._wrong_of, parameters, self.X, self.y).any(axis=-1)
            if wrong.any():
                first = start + int(np.flatnonzero(wrong)[-1]) + 1
                return int(story.epochs[min(first, last)])
            stop, size = start, 2 * size
        return 0

    def _tell(self):
        """The sentence below the lab."""
        if self._trouble:
            rate, cause, cure = self._rate(), "", ""
            if rate:
                cause = f"At a learning rate of {_size(rate)} each step overshot the one before. "
                cure = f" Try a smaller rate, such as {_size(self._smaller())}."
            return (
                f"The numbers outgrew all bounds {self._trouble}. {cause}"
                f"These are the last finite ones, with loss {_size(self._loss_now)}.{cure}"
            )
        told = f"Loss {_size(self._loss_now)}{self._trend()}."
        if self.training.validation is not None:
            told += f" On the validation data {_size(self._validation_now)}."
        told += self._right_words()
        if self._is_rewound():
            told += " Run goes on from here; what came later stays as a dotted line."
        return told

    def _trend(self):
        """Whether the loss has been falling lately."""
        story = self._story
        now = story.at(self.training.epoch)
        if now < 1:
            return ""
        back = max(0, now - max(5, now // 10))
        then, loss = float(story.loss[back]), self._loss_now
        if not then > 0:
            return ""
        share = loss / then
        return ", falling" if share < 0.98 else ", rising" if share > 1.02 else ", hardly moving"

    def _right_words(self):
        if self._classes is None:
            return ""
        n, wrong = len(self.X), int(self._wrong.sum())
        thing = "corner" if self._is_gate() else "point"
        if not wrong:
            since = self._right[1]
            when = f" since epoch {count(since)}" if since else ""
            every = f"All {n} {thing}s" if n > 10 else sentence(counted(n, thing, n))
            return f" {every} right{when}."
        if not self._is_gate():
            return f" {count(n - wrong)} of {count(n)} {thing}s right."
        which = listed([place(x) for x in self.X[self._wrong]])
        right = sentence(counted(n - wrong, thing))
        verb = "is" if wrong == 1 else "are"
        return f" {right} of four right; {which} {verb} wrong."

    def _is_gate(self):
        return self.X.tolist() == [list(map(float, row)) for row in ROWS]

    def describe(self):
        """What the lab shows now, in words."""
        state = "running" if self.running else "rewound" if self._is_rewound() else "paused"
        state = "diverged" if self._trouble else "done" if self._done else state
        self._read()
        return f"Epoch {_when(self._position())}, {state}. {self._tell()}"

    def _sentence(self):
        right = self._classes is not None and not self._wrong.any() and not self._trouble
        return joined([markup("<b>{}</b> ", "✓") if right else "", self._words])

    def _figure(self):
        views = [view for view in (self.plane, self.curve) if view]
        if not views:
            return self.diagram.figure() if self.diagram else None
        if len(views) == 1:
            return views[0].figure()
        figure = new_figure(10.0, 4.0)
        left, right = figure.subplots(1, 2, width_ratios=(2, 3))
        self.plane.draw(left)
        self.curve.draw(right)
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now, from epoch 0 on."""
        t = self.training
        show = "" if self._all_by_itself else f",\n            show={list(self._parts)!r}"
        optimizer, name = t.optimizer, type(t.optimizer).__name__
        made = f"{name}({self._rate()!r})"
        if isinstance(optimizer, SGD) and optimizer.momentum:
            made = f"SGD({self._rate()!r}, {optimizer.momentum!r})"
        return (
            f"from nnlab import {name}, Network\nfrom nnlab.labs import TrainingLab\n\n"
            f"network = Network.from_dict({self.network.to_dict()!r})\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self.y)}\n"
            f"TrainingLab(network, X, y, {t.loss.name!r}, optimizer={made},\n"
            f"            batch_size={t.batch_size!r}{show})\n"
        )

    def __repr__(self):
        if self._closed:
            return "TrainingLab(closed)"
        with np.errstate(all="ignore"):
            loss = float(self._measure(self.network, self.X, self.y))
        return f"TrainingLab(epoch {_when(self._position())}, loss {loss:.4g})"


def _sides(y):
    """Targets as classes, and what lies halfway between them; None where they are no classes."""
    try:
        classes = check_classes(y, len(y))
    except ValueError:
        return None, 0.5
    if y.shape[1] > 1:
        one_hot = np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()
        return (classes, 0.5) if one_hot else (None, 0.5)
    if classes.max(initial=0) > 1:
        return None, 0.5
    return classes, 0.0 if y.min() < 0 else 0.5


def _batch_options(n, size):
    """The words on the batch's segments, and what they stand for."""
    sizes = {1, *(s for s in (10, 32, 100) if s < n / 2), *([2] if 2 < n <= 10 else [])}
    sizes |= {size} if size is not None and size < n else set()
    return {str(s): s for s in sorted(sizes) if s < n} | {"all": None}


def _size(value):
    """A loss or a rate, three figures."""
    if value is None or not math.isfinite(value):
        return "no number"
    text = f"{value:.3g}"
    if "e" in text:
        digits, power = text.split("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{digits}·10{raised}"
    return text


def _when(epoch):
    """An epoch as it is printed; one that has begun with its part."""
    return count(epoch) if epoch == int(epoch) else f"{epoch:,.2f}"
