"""What can be changed while a training runs: loss, optimizer, rate, batch, activations."""

from collections.abc import Iterable
from numbers import Real
from typing import Any

import numpy as np

from nnlab.core import LOSSES, OPTIMIZERS, Activation, Loss, Training
from nnlab.labs.controls import Offer, activations


class Settings:
    """The settings of a training, whoever changes them: a control, undo or another cell.

    Parameters
    ----------
    training : core's loop

    Attributes
    ----------
    offers : what suits this training, by the control that offers it: (owner, attribute, offer)

    >>> from nnlab import Network
    >>> settings = Settings(Training(Network([1, 2, 1], "tanh", rng=0), [[1.0]], [[0.5]]))
    >>> settings.kind, settings.offers["loss"][2].words
    ('SGD', ['squared', 'absolute'])
    """

    def __init__(self, training: Training) -> None:
        self.training, self.network = training, training.network
        last, kinds = self.network.activations[-1], {name: name for name in OPTIMIZERS}
        suitable = [one for one in LOSSES.values() if one.suits(last, training.y)]
        self.offers: dict[str, tuple[Any, str, Offer]] = {
            "batch": (self, "batch", Offer(batch_options(len(training.X), training.batch_size))),
            "optimizer": (self, "kind", Offer(kinds, lambda own: type(own).__name__)),
            "loss": (training, "loss", Offer({loss_word(one): one for one in suitable}, loss_word)),
            "bend": (self, "hidden", activations(without=("step",))),
        }
        self._rates: dict[Any, float] = {}  # the last rate of each kind of optimizer
        self.settle()

    def _now(self) -> dict[str, Any]:
        loss, optimizer = self.training.loss, self.training.optimizer
        now = {"loss": loss, "optimizer": optimizer, "batch": self.batch}
        return now | {"activations": self.network.activations}

    def changed(self) -> dict[str, str]:
        """What isn't as it was when it was settled last, each with its word for the curve.

        Raises
        ------
        ValueError
            If loss, network and data don't fit any more; loss and activations are then as before.
        """
        known, now = self._known, self._now()
        changed = [name for name in now if now[name] != known[name]]
        if not changed:
            return {}
        try:
            with np.errstate(all="ignore"):
                if {"loss", "activations"} & set(changed):
                    self.training.loss.gradient(self.network(self.training.X), self.training.y)
        except ValueError:
            self.training.loss = known["loss"]
            self.activate(known["activations"])
            raise
        self.settle()
        words = {name: of.word(getattr(owner, it)) for name, (owner, it, of) in self.offers.items()}
        words["batch"] = f"batch {words['batch']}"
        pairs = zip(known["activations"], now["activations"], strict=True)
        words["activations"] = ", ".join(dict.fromkeys(b.name for a, b in pairs if a is not b))
        return {name: words[name] for name in changed}

    def settle(self) -> None:
        """Nothing has changed since; the records are those of today's loss."""
        self._known = self._now()
        if self.training.history.measured is not self.training.loss:
            self.training.remeasure()

    def activate(self, activations: Iterable[Activation]) -> None:
        """Give each layer its activation."""
        for layer, activation in zip(self.network.layers, activations, strict=True):
            layer.activation = activation

    # ------------------------------------------------------------------ each of them

    @property
    def batch(self) -> int | None:
        """How many samples a step looks at; None: all."""
        size = self.training.batch_size
        return None if size is None or size >= len(self.training.X) else size

    @batch.setter
    def batch(self, size: int | None) -> None:
        self.training.batch_size = size

    @property
    def hidden(self) -> Any:
        """The activation of the hidden layers; all of them where they differ."""
        hidden = self.network.activations[:-1]
        return hidden[0] if len(set(hidden)) == 1 else hidden

    @hidden.setter
    def hidden(self, value: Any) -> None:
        *hidden, last = self.network.activations
        self.activate([*(value if isinstance(value, tuple) else [value] * len(hidden)), last])

    @property
    def kind(self) -> Any:
        """The name of the optimizer in `OPTIMIZERS`; one of the reader's is its own kind."""
        own, title = self.training.optimizer, getattr(self.training.optimizer, "title", None)
        known = title in list(OPTIMIZERS) and type(OPTIMIZERS[title]()) is type(own)
        return title if known else own

    @kind.setter
    def kind(self, kind: Any) -> None:
        rates = self._rates
        if self.plain_rate:
            rates[self.kind] = self.plain_rate
        if kind in OPTIMIZERS:
            usual = 0.02 if kind == "Adam" else rates.get("SGD") or rates.get("momentum") or 0.1
            kind = OPTIMIZERS[kind](rates.get(kind, usual))
        self.training.optimizer = kind

    @property
    def rate(self) -> Any:
        """The learning rate, whatever the optimizer takes for one; None: it has none."""
        return getattr(self.training.optimizer, "learning_rate", None)

    @rate.setter
    def rate(self, rate: Any) -> None:
        if rate is not None:
            self.training.optimizer.learning_rate = rate

    @property
    def plain_rate(self) -> float | None:
        """The learning rate, where it is one number above 0."""
        rate = self.rate
        return float(rate) if isinstance(rate, Real) and 0 < float(rate) < np.inf else None

    @property
    def smaller_rate(self) -> float | None:
        """A learning rate worth trying after a divergence."""
        return float(f"{self.plain_rate / 10:.1g}") if self.plain_rate else None


def loss_word(loss: Loss) -> str:
    """A loss as it stands on its segment.

    >>> loss_word(LOSSES["mean_squared_error"]), loss_word(LOSSES["binary_cross_entropy"])
    ('squared', 'cross-entropy')
    """
    return loss.title.removeprefix("mean ").removesuffix(" error")


def batch_options(n: int, size: int | None) -> dict[str, int | None]:
    """Batch sizes that suit `n` samples, by the words on the segments.

    >>> batch_options(4, None)
    {'1': 1, '2': 2, 'all': None}
    """
    sizes = {1, *(s for s in (10, 32, 100) if s < n / 2), *([2] if 2 < n <= 10 else [])}
    sizes |= {size} if size is not None else set()
    return {str(s): s for s in sorted(sizes) if s < n} | {"all": None}
