"""Where a training stands, to go back to: after an interrupt, a divergence, or by undo."""

from typing import Any

import numpy as np

from .network import Network


class Place:
    """The network's numbers and activations, what the optimizer remembers, and how far it is.

    Parameters
    ----------
    network : Network
    optimizer : object with a step, optional
    epoch : int
    seen, order
        Of an epoch that has begun: how many samples were learned from, in which order.
    """

    def __init__(self, network: Network, optimizer: Any, epoch: int, seen: int = 0, order=None):
        self.parameters, self.activations = network.parameters.copy(), network.activations
        self.epoch, self.seen, self.order = epoch, seen, order
        self.optimizer, self.memory = optimizer, _copied(_memory(optimizer))

    def put_back(self, parameters: np.ndarray, optimizer: Any, lost=np.True_) -> None:
        """Put the lost runs of `parameters` back, with what the optimizer knew of them."""
        parameters[lost] = self.parameters[lost]
        memory = self.memory if optimizer is self.optimizer else {}
        if lost.all():
            getattr(optimizer, "__dict__", {}).update(_copied(memory))
        for name, value in _memory(optimizer).items():
            if isinstance(value, np.ndarray) and value.shape == parameters.shape:
                before = memory.get(name)
                value[lost] = 0 if before is None else before[lost]

    def restore(self, network: Network, optimizer: Any) -> None:
        """Make them what they were. Another optimizer forgets, if it can."""
        self.put_back(network.parameters, optimizer)
        for layer, activation in zip(network.layers, self.activations, strict=True):
            layer.activation = activation
        if optimizer is not self.optimizer and callable(getattr(optimizer, "reset", None)):
            optimizer.reset()


def _memory(optimizer: Any) -> dict[str, Any]:
    """What it remembers from step to step: all that's no setting."""
    settings, has = getattr(optimizer, "_checks", ()), getattr(optimizer, "__dict__", {})
    return {name: value for name, value in has.items() if name not in settings}


def _copied(memory: dict[str, Any]) -> dict[str, Any]:
    return {n: v.copy() if isinstance(v, np.ndarray) else v for n, v in memory.items()}
