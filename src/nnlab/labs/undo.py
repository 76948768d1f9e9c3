"""Undo: all that can change in a lab, and the states to go back to."""

import time
from collections.abc import Collection, Hashable
from typing import Any

import numpy as np

from nnlab.core import Network, checks

ONE_STEP = 1.0  # seconds: changes with one key that follow each other faster are one step
UNDO_STEPS = 500


class Undo:
    """Attributes that can change, and the steps that can be taken back and done again.

    An array is copied into a state and written back in place, so that views of it stay; anything
    else is kept as it is, so it must be replaced, never changed in place.

    Attributes
    ----------
    past, future : the steps to take back and to do again: the fields that changed, before that

    >>> from types import SimpleNamespace
    >>> dial, undo = SimpleNamespace(angle=1.0), Undo()
    >>> undo.keep(dial, "angle")
    >>> before = undo.state()
    >>> dial.angle = 2.0
    >>> undo.note(before), undo.past
    (True, [{'angle': 1.0}])
    >>> undo.restore(before)
    >>> dial.angle
    1.0
    """

    def __init__(self) -> None:
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []
        self._owners: dict[str, Any] = {}  # of each field, by its name
        self._last: tuple[Hashable, float] = (None, 0.0)  # the newest step's key, and when

    def keep(self, owner: Any, *names: str) -> None:
        """These attributes of `owner` can change."""
        for name in names:
            checks.need(name not in self._owners, f"{name} is kept already: take another name")
            self._owners[name] = owner

    def state(self) -> dict[str, Any]:
        """A copy of all of them, by name."""
        return {name: _copied(getattr(owner, name)) for name, owner in self._owners.items()}

    def changed(self, state: dict[str, Any]) -> list[str]:
        """The names of what isn't as in `state` any more."""
        fields = [(name, owner) for name, owner in self._owners.items() if name in state]
        return [name for name, owner in fields if not alike(getattr(owner, name), state[name])]

    def restore(self, state: dict[str, Any]) -> None:
        """Write a state, or a part of one, back, in the order in which the fields were added."""
        for name in self.changed(state):
            owner, old = self._owners[name], state[name]
            now = getattr(owner, name)
            if isinstance(now, np.ndarray) and now.shape == np.shape(old) and now.flags.writeable:
                now[...] = old
            elif name == "activations" and isinstance(owner, Network):
                for layer, activation in zip(owner.layers, old, strict=True):
                    layer.activation = activation
            else:
                setattr(owner, name, _copied(old))

    def note(
        self, before: dict[str, Any], key: Hashable = None, fields: Collection[str] | None = None
    ) -> bool:
        """What has changed since `before` (of these fields alone) is a step; whether there is any.

        With the key of the step before, and soon after it, it joins that one.
        """
        changed = [name for name in self.changed(before) if fields is None or name in fields]
        if not changed:
            return False
        step, now = {name: before[name] for name in changed}, time.monotonic()
        last, when = self._last
        if self.past and key is not None and key == last and now - when <= ONE_STEP:
            self.past[-1] = step | self.past[-1]  # of each field the oldest value
        else:
            self.past.append(step)
            del self.past[:-UNDO_STEPS]
        self.future.clear()
        self._last = (key, now)
        return True

    def moved(self, back: list[dict], forth: list[dict], now: dict[str, Any]) -> None:
        """The last step of `back` has been taken; `now` is how things were before that."""
        forth.append({name: now[name] for name in back.pop()})
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
