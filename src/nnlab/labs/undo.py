"""Undo: all that can change in a lab, and the states to go back to."""

import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from nnlab.core import Activation, Network
from nnlab.labs.controls import attribute

ONE_STEP = 1.0  # seconds: changes with one key that follow each other faster are one step
UNDO_STEPS = 500


class Fields:
    """What can change, by name: how each is read and written.

    An array is copied into a state and written back in place, so that views of it stay; anything
    else is kept as it is, so it must be replaced, never changed in place.

    >>> from types import SimpleNamespace
    >>> dial, fields = SimpleNamespace(angle=1.0), Fields()
    >>> fields.add_attributes(dial, "angle")
    >>> before = fields.copy()
    >>> dial.angle = 2.0
    >>> fields.changed(before)
    ['angle']
    >>> fields.restore(before)
    >>> dial.angle
    1.0
    """

    def __init__(self) -> None:
        self._fields: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {}

    def add(self, name: str, read: Callable[[], Any], write: Callable[[Any], None]) -> None:
        """A field that is read and written by functions; `read` needn't copy."""
        if name in self._fields:
            raise ValueError(f"{name} is kept already: give this field another name")
        self._fields[name] = read, write

    def add_attributes(self, owner: Any, *names: str) -> None:
        """Attributes of `owner`."""
        for name in names:
            self.add(name, **attribute(owner, name))

    def add_network(self, network: Network) -> None:
        """A network's parameters and activations."""

        def write(activations: Sequence[Activation]) -> None:
            for layer, activation in zip(network.layers, activations, strict=True):
                layer.activation = activation

        self.add_attributes(network, "parameters")
        self.add("activations", lambda: network.activations, write)

    def copy(self) -> dict[str, Any]:
        """The state now."""
        return {name: _copied(read()) for name, (read, _) in self._fields.items()}

    def changed(self, state: dict[str, Any]) -> list[str]:
        """The names of what isn't as in `state` any more."""
        return [
            name
            for name, (read, _) in self._fields.items()
            if name in state and not alike(read(), state[name])
        ]

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back, in the order in which the fields were added."""
        for name in self.changed(state):
            (read, write), old = self._fields[name], state[name]
            now = read()
            if isinstance(now, np.ndarray) and now.shape == old.shape and now.flags.writeable:
                now[...] = old
            else:
                write(_copied(old))


class Undo:
    """The steps that can be taken back (`past`) and done again (`future`).

    A step holds the fields that it changed, as they were before.
    """

    def __init__(self) -> None:
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []
        self._last: tuple[Hashable, float] = (None, 0.0)

    def __len__(self) -> int:
        return len(self.past)

    def note(self, before: dict[str, Any], key: Hashable = None) -> None:
        """A step was done; with the key of the step before, and soon after it, it joins that."""
        last, when = self._last
        now = time.monotonic()
        if self.past and key is not None and key == last and now - when <= ONE_STEP:
            self.past[-1] = before | self.past[-1]  # of each field the oldest value
        else:
            self.past.append(before)
            del self.past[:-UNDO_STEPS]
        self.future.clear()
        self._last = (key, now)

    def moved(self, back: list[dict], forth: list[dict], now: dict[str, Any]) -> None:
        """The last step of `back` has been taken; `now` is how things were before that."""
        step = back.pop()
        forth.append({name: now[name] for name in step})
        self._last = (None, 0.0)  # the next change is a step of its own


def alike(a: Any, b: Any) -> bool:
    """Whether two values are the same, arrays to the bit; NaN equals itself.

    >>> alike(np.array([1.0, np.nan]), np.array([1.0, np.nan])), alike(1, 2)
    (True, False)
    """
    if a is b:
        return True
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        a, b = np.asarray(a), np.asarray(b)
        return a.shape == b.shape and a.tobytes() == b.tobytes()
    return bool(a == b)


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value
