"""What TrainingLab says about a training, and the Python that recreates it."""

import math
from inspect import signature

import numpy as np

from nnlab.labs.training.run import FASTEST
from nnlab.labs.words import counted, listed, literal, place, sentence
from nnlab.lessons.gates import ROWS
from nnlab.live.panel import joined, markup
from nnlab.plots.curves import count
from nnlab.plots.picture import new_figure


class Words:
    """The part of TrainingLab that speaks."""

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
                at = f"At a learning rate of {size_name(rate)}"
                cause = f"{at} each step overshot the one before. "
                cure = f" Try a smaller rate, such as {size_name(self._smaller())}."
            return (
                f"The numbers outgrew all bounds {self._trouble}. {cause}"
                f"These are the last finite ones, with loss {size_name(self._loss_now)}.{cure}"
            )
        told = f"Loss {size_name(self._loss_now)}{self._trend()}."
        if self.training.validation is not None:
            told += f" On the validation data {size_name(self._validation_now)}."
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
        return f"Epoch {epoch_name(self._position())}, {state}. {self._tell()}"

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
        t, name = self.training, type(self.training.optimizer).__name__
        arguments = _unusual(
            self.__init__,
            batch_size=t.batch_size,
            shuffle=bool(t.shuffle),
            validation=t.validation and f"({', '.join(map(literal, t.validation))})",
            l1=t.l1,
            l2=t.l2,
            epochs=self._epochs_a_run,
            speed=None if self._speed >= FASTEST else self._speed,
            levels=tuple(self._levels),
        )
        lines = [f"optimizer={_written(t.optimizer)}", *arguments]
        lines += filter(None, [self._options().removeprefix(", ")])
        return (
            f"from nnlab import {name}, Network\nfrom nnlab.labs import TrainingLab\n\n"
            f"network = Network.from_dict({self.network.to_dict()!r})\n"
            f"X = {literal(self.X)}\n"
            f"y = {literal(self.y)}\n"
            "# Not kept: how far the random numbers (rng) were. Batches are shuffled from seed 0.\n"
            f"TrainingLab(network, X, y, {t.loss.name!r}, " + ",\n            ".join(lines) + ")\n"
        )

    def _shows_all(self):
        return self._all_by_itself

    def __repr__(self):
        if self._closed:
            return "TrainingLab(closed)"
        with np.errstate(all="ignore"):
            loss = float(self._measure(self.network, self.X, self.y))
        return f"TrainingLab(epoch {epoch_name(self._position())}, loss {loss:.4g})"


def _unusual(function, **values):
    """The arguments that aren't what the function takes when they are left out, as Python."""
    usual = signature(function).parameters
    return [
        f"{name}={value if isinstance(value, str) else repr(value)}"
        for name, value in values.items()
        if value != usual[name].default
    ]


def _written(optimizer):
    """An optimizer as Python."""
    kind = type(optimizer)
    names = [name for name in signature(kind).parameters if hasattr(optimizer, name)]
    chosen = _unusual(kind, **{name: getattr(optimizer, name) for name in names})
    return f"{kind.__name__}({', '.join(chosen)})"


def size_name(value):
    """A loss or a rate, three figures."""
    if value is None or not math.isfinite(value):
        return "no number"
    text = f"{value:.3g}"
    if "e" in text:
        digits, power = text.split("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"{digits}·10{raised}"
    return text


def epoch_name(epoch):
    """An epoch as it is printed; one that has begun with its part."""
    return count(epoch) if epoch == int(epoch) else f"{epoch:,.2f}"
