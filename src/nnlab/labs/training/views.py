"""What TrainingLab shows: plane, diagram, curve, controls, and the bar with its buttons."""

import time
from pathlib import Path

import ipywidgets
import numpy as np

from nnlab.core import ACTIVATIONS
from nnlab.core.gradients import penalty
from nnlab.labs.training.run import FASTEST
from nnlab.labs.training.settings import TITLES, batch_options
from nnlab.labs.training.words import epoch_name, size_name
from nnlab.labs.words import listed, place
from nnlab.live.choice import Choice
from nnlab.live.curve import Curve
from nnlab.live.network import NetworkView
from nnlab.live.panel import Panel, button, joined, markup
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider
from nnlab.live.theme import css
from nnlab.plots.curves import count
from nnlab.plots.geometry import bounds_around, sample_plane

CELLS = {True: 64, False: 96}  # of the field, a side: while it runs, and at rest
BENDS = ("sigmoid", "tanh", "relu", "identity")
PATIENCE = 0.2  # seconds the browser may be behind; then it gets no more pictures ...
HEARTBEAT = 0.5  # ... than one in so many seconds
WORDS = 0.12  # seconds between two changes of the words while training runs
MOST_DRAWN = 400  # points in the plane; of more, every second, third, ... is drawn


class _Bar(Panel):
    """The buttons, and where the training stands."""

    _css = css("panel.css", Path(__file__).with_name("training.css"))


class Views:
    """The part of TrainingLab that draws."""

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
        self.listen(
            self.bar,
            {
                "run": lambda _: self._start(),
                "pause": lambda _: self._stop(),
                "epoch": lambda _: self._single(self._epochs, 1),
                "batch": lambda _: self._single(self._batch),
                "reset": lambda _: self._reset(),
                "rescue": lambda _: self._rescue(),
            },
        )
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
                "learning rate",
                self._rate() or 0.1,
                minimum=0.001,
                maximum=10,
                scale="log",
                step=0.1,
                words="how far a step goes",
            )
            controls.append(self.control("rate", rate, self._set_rate))
        if self.shows("rewind"):
            back = Slider(
                "epoch",
                0,
                minimum=0,
                maximum=10,
                step=1,
                start=0,
                decimals=0,
                signed=False,
                words="go back to",
            )
            controls.append(self.control("epoch", back, self._rewind))
        if self.shows("speed"):
            speed = Slider(
                "epochs a second", self._speed, minimum=1, maximum=FASTEST, scale="log", step=0.25
            )
            controls.append(self.control("speed", speed, self._set_speed))
        if self.shows("batch"):
            self._batches = batch_options(len(self.X), self.training.batch_size)
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
            marker={
                "x": at,
                "y": self._loss_now,
                "draggable": self.shows("rewind"),
                "text": f"epoch {epoch_name(at)} · {size_name(self._loss_now)}",
            },
            y_name=f"loss ({TITLES.get(self.training.loss.name, self.training.loss.name)})",
            beat=time.time(),
            steady=self.running,
            **text,
        )

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
            label = f"Go back, with rate {size_name(self._smaller())}"
            rescue = button(label, {"type": "rescue"})
        return markup(
            '<div class="nnlab-bar">{}<span class="nnlab-where">{}</span></div>',
            joined(
                [
                    main,
                    rescue,
                    button("+1 epoch", {"type": "epoch"}),
                    button("+1 batch", {"type": "batch"}) if batches else "",
                    button("↺ Reset", {"type": "reset"}),
                ]
            ),
            self._where(),
        )

    def _where(self):
        """Where the training stands, beside its buttons."""
        at, end = markup("<b>{}</b>", epoch_name(self._position())), self._story.end
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
