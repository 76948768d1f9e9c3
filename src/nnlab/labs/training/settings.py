"""What can be changed while a training runs: loss, optimizer, rate, batch, activations."""

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
    losses, optimizers, batches, hidden_offer : what suits this training, as the controls offer it

    >>> from nnlab import Network
    >>> settings = Settings(Training(Network([1, 2, 1], "tanh", rng=0), [[1.0]], [[0.5]]))
    >>> settings.kind, settings.losses.words
    ('SGD', ['squared', 'absolute'])
    """

    def __init__(self, training: Training) -> None:
        self.training, self.network = training, training.network
        suitable = [one for one in LOSSES.values() if one.suits(self.activations[-1], training.y)]
        self.losses = Offer({loss_word(one): one for one in suitable}, loss_word)
        self.optimizers = Offer({name: name for name in OPTIMIZERS}, lambda own: type(own).__name__)
        self.batches = Offer(batch_options(len(training.X), training.batch_size))
        self.hidden_offer = activations(without=("step",))
        self._rates: dict[Any, float] = {}  # the last rate of each kind of optimizer
        self.measured = training.loss  # the loss that the records were measured with
        self._known = self._now()

    def _now(self) -> dict[str, Any]:
        training = self.training
        now = {"loss": training.loss, "optimizer": training.optimizer, "batch": self.batch}
        return now | {"activations": self.activations}

    def changed(self) -> dict[str, str]:
        """What isn't as it was when it was settled last, each with its word for the curve.

        Raises
        ------
        ValueError
            If loss, network and data don't fit any more; loss and activations are then as before.
        """
        known, now = self._known, self._now()
        changed = [name for name in now if now[name] != known[name]]
        if {"loss", "activations"} & set(changed):
            try:
                with np.errstate(all="ignore"):
                    now["loss"].gradient(self.network(self.training.X), self.training.y)
            except ValueError:
                self.training.loss, self.activations = known["loss"], known["activations"]
                raise
        self.settle()
        pairs = zip(known["activations"], now["activations"], strict=True)
        words = {
            "loss": self.losses.word(now["loss"]),
            "optimizer": self.optimizers.word(self.kind),
            "batch": f"batch {self.batches.word(now['batch'])}",
            "activations": ", ".join(dict.fromkeys(b.name for a, b in pairs if a is not b)),
        }
        return {name: words[name] for name in changed}

    def settle(self) -> None:
        """Nothing has changed since; the records are those of today's loss."""
        self._known = self._now()
        if self.measured is not self.training.loss:
            self.training.remeasure()
            self.measured = self.training.loss

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
    def activations(self) -> tuple[Activation, ...]:
        """One for each layer."""
        return self.network.activations

    @activations.setter
    def activations(self, values: tuple[Activation, ...]) -> None:
        for layer, activation in zip(self.network.layers, values, strict=True):
            layer.activation = activation

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

    # ------------------------------------------------------------------ as the controls name them

    @property
    def kind(self) -> Any:
        """The name of the optimizer in `OPTIMIZERS`; one of the reader's is its own kind."""
        own = self.training.optimizer
        for name, make in OPTIMIZERS.items():
            twin = make(0.1)
            momenta = {bool(getattr(one, "momentum", 0)) for one in (own, twin)}
            if type(twin) is type(own) and len(momenta) == 1:
                return name
        return own

    @kind.setter
    def kind(self, kind: Any) -> None:
        rates, kin = self._rates, {"SGD": "momentum", "momentum": "SGD"}
        if self.plain_rate:
            rates[self.kind] = self.plain_rate
        if kind in OPTIMIZERS:
            usual = rates.get(kin.get(kind), 0.02 if kind == "Adam" else 0.1)
            kind = OPTIMIZERS[kind](rates.get(kind, usual))
        self.training.optimizer = kind

    @property
    def hidden(self) -> Activation | tuple[Activation, ...]:
        """The activation of the hidden layers; all of them where they differ."""
        hidden = self.activations[:-1]
        return hidden[0] if len(set(hidden)) == 1 else hidden

    @hidden.setter
    def hidden(self, value: Activation | tuple[Activation, ...]) -> None:
        n = len(self.activations) - 1
        hidden = value if isinstance(value, tuple) else (value,) * n
        self.activations = (*hidden, self.activations[-1])


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
