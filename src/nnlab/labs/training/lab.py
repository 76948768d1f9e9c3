"""TrainingLab itself: its parts put together, and what can be undone."""

import math

import numpy as np

from nnlab.core import Network, Training, checks
from nnlab.core.losses import mean_squared_error
from nnlab.labs.lab import Lab, _same
from nnlab.labs.training.run import FASTEST, SLICE, Runs
from nnlab.labs.training.settings import Settings
from nnlab.labs.training.story import Story
from nnlab.labs.training.views import Views
from nnlab.labs.training.words import Words
from nnlab.plots.frame import check_classes

SETTINGS = ("loss", "optimizer", "rate", "batch", "bends", "speed", "notes")
PROGRESS = ("parameters", "epoch", "order", "at", "story", "end", "before", "notes", "bends")


class TrainingLab(Views, Runs, Settings, Words, Lab):
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
    PARTS = (
        "plane",
        "diagram",
        "curve",
        "run",
        "rate",
        "rewind",
        "speed",
        "batch",
        "optimizer",
        "loss",
        "bend",
    )
    MORE = ("batch", "optimizer", "loss", "bend")

    def __init__(
        self,
        network,
        X,
        y,
        loss=mean_squared_error,
        *,
        optimizer=None,
        batch_size=None,
        shuffle=True,
        validation=None,
        l1=0.0,
        l2=0.0,
        rng=0,
        epochs=None,
        speed=300,
        levels=(),
        show=None,
        size=None,
    ):
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
            network,
            X,
            y,
            loss=loss,
            optimizer=optimizer,
            batch_size=batch_size,
            shuffle=shuffle,
            validation=validation,
            l1=l1,
            l2=l2,
            rng=self._rng,
        )
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
                self._core_at(state["epoch"])
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
