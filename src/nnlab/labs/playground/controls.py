"""The Playground's selects and sliders: what each sets of the plan; which of them begin anew."""

from typing import Any

from nnlab.labs.controls import Offer
from nnlab.labs.lab import Lab
from nnlab.labs.playground.data import DATA
from nnlab.labs.playground.plan import (
    BENDS,
    LAYERS,
    OPTIMIZERS,
    PENALTIES,
    RATES,
    RESETS,
    STARTS,
    STRENGTHS,
)
from nnlab.labs.training.model import FASTEST
from nnlab.live.part import Part
from nnlab.live.select import Select
from nnlab.live.slider import Slider
from nnlab.pictures.numbers import brief

ANEW, SIGN = "training begins anew", " ↺"  # what a control that resets says before it does
SPEEDS = {"15": 15, "60": 60, "max": FASTEST}
TASKS = {"classes": "classes", "values": "numbers"}  # the word for each, and its data's
MIXED, NONE = "mixed", "none"  # what the layers' activations are together, if not one


class Controls:
    """Makes the controls of a Playground, each None where `show=` leaves it out."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.model = lab, lab.model

    def settings(self) -> list[Part | None]:
        """What is set of the training and of the whole network."""
        model = self.model
        rates, strengths = (
            Offer({brief(v): v for v in some}, brief) for some in (RATES, STRENGTHS)
        )
        bends, speeds = _words((*BENDS, MIXED, NONE)), Offer(SPEEDS, brief)
        return [
            self._select("rate", "learning rate", rates),
            self._choose("activation", "activation", bends, self._bend, model.bend_all, ANEW),
            self._select("loss", "loss", _words(model.suits), options=lambda: list(model.suits)),
            self._select("optimizer", "optimizer", _words(OPTIMIZERS)),
            self._select("penalty", "regularization", _words(PENALTIES)),
            self._select("strength", "its strength", strengths),
            self._choose("speed", "epochs/s", speeds, self._speed, self._set_speed, ""),
        ]

    def _speed(self) -> float:
        return self.model.live.speed

    def _set_speed(self, speed: float) -> None:
        self.model.live.speed = speed

    def bends(self) -> list[Part | None]:
        """The activation of each hidden layer that there can be."""
        return [self._layer(k) for k in range(LAYERS)]

    def _layer(self, k: int) -> Part | None:
        model = self.model

        def read() -> str:
            return model.plan.bends[k] if k < len(model.plan.bends) else BENDS[0]

        label, write = f"activation of layer {k + 1}", lambda name: model.bend(k, name)
        view = Select(label, BENDS, read(), words=ANEW)
        gone = lambda: k >= len(model.plan.hidden)  # noqa: E731
        return self.lab.control(f"activation{k + 1}", view, read, write, "activation", hidden=gone)

    def _bend(self) -> str:
        bends = set(self.model.plan.bends)
        return bends.pop() if len(bends) == 1 else MIXED if bends else NONE

    def task(self) -> Part | None:
        """What is to be told: which class, or which value."""
        first = {
            task: next(name for name, it in DATA.items() if it.task == task)
            for task in TASKS.values()
        }
        read, write = lambda: self.model.kind.task, lambda task: self.model.change(data=first[task])
        return self._choose("task", "to tell", Offer(TASKS), read, write, ANEW)

    def data(self) -> list[Part | None]:
        """What is set of the data, and how the first weights are drawn."""
        return [
            self._slider("share", "to learn from", 10, 90, 10, unit="%", words=ANEW),
            self._slider("noise", "noise", 0, 0.5, 0.05, words=ANEW),
            self._slider("batch", "batch", 1, 30, 1, words="points in a step"),
            self._select("start", "start", _words(STARTS)),
        ]

    def _choose(
        self, name: str, label: str, offer: Offer, read: Any, write: Any, words: str, **more: Any
    ) -> Part | None:
        said = {"words": lambda: words} if words else {}
        label += SIGN * bool(words)
        return self.lab.choice(name, label, offer, read, write, kind=Select, **said, **more)

    def _select(self, name: str, label: str, offer: Offer, **more: Any) -> Part | None:
        """A field of the plan, one of some."""
        model, words = self.model, ANEW if name in RESETS else ""
        read, write = lambda: getattr(model.plan, name), lambda it: model.change(**{name: it})
        return self._choose(name, label, offer, read, write, words, **more)

    def _slider(
        self, name: str, label: str, low: float, high: float, step: float, **more: Any
    ) -> Part | None:
        """A field of the plan, a number; it snaps to its steps."""
        model, times = self.model, 100 if more.get("unit") == "%" else 1
        track: dict[str, Any] = {"minimum": low, "maximum": high, "step": step, "signed": False}

        def read() -> float:
            return getattr(model.plan, name) * times

        def write(value: float) -> None:
            snapped = min(max(round(value / step) * step, low), high)
            model.change(**{name: round(snapped) if step == 1 else round(snapped / times, 9)})

        label += SIGN * (more["words"] == ANEW)
        view = Slider(label, read(), **track, decimals=2 if step < 1 else 0, **more)
        return self.lab.control(name, view, read, write)


def _words(words: Any) -> Offer:
    """Things that are their own words."""
    return Offer({word: word for word in words})
