"""Attributes: which there are, what may be set, and the right word for all the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn, Self

import numpy as np

from . import checks
from .checks import ArrayLike


class Closed:
    """Refuses to read or set what a class built on this hasn't got, and names the right word.

    Once it is `_closed`, at the end of its making, this can be set: what `_checks` names, after its
    check; properties with a setter; names that begin with an underscore. A reader's own subclass is
    open, as usual.

    Examples
    --------
    >>> class Cell(Closed):
    ...     _instead = {"bias": ".b"}
    ...     _closed = True
    >>> Cell().bias = 3
    Traceback (most recent call last):
    AttributeError: Cell has no .bias: use .b
    """

    _closed = False
    _instead: dict[str, str] = {}  # a wrong name, or one that can't be set: what to use instead
    _checks: dict[str, Callable[..., Any]] = {}  # what may be set: (value, name) to what it is

    def __setattr__(self, name: str, value: object) -> None:
        kind = type(self)
        if name in self._checks:
            value = self._checks[name](value, name)
        elif self._closed and name[0] != "_" and "_instead" in vars(kind):
            if getattr(getattr(kind, name, None), "fset", None) is None:
                raise AttributeError(self._advice(name))
        object.__setattr__(self, name, value)

    def _set(self, **values: Any) -> None:
        """Set what a reader can't; all at once, so that no interrupt comes between."""
        vars(self).update(values)

    def __getattr__(self, name: str) -> NoReturn:  # asked only for what isn't there
        raise AttributeError(name if name.startswith("_") else self._advice(name))

    def _advice(self, name: str) -> str:
        """What to use instead of that name."""
        kind = type(self).__name__
        names = [each for each in dir(self) if not each.startswith("_")]
        if name in names:
            return f".{name} of {kind} can't be set: use {self._instead.get(name, f'a new {kind}')}"
        return f"{kind} has no .{name}: use {self._instead.get(name, 'one of ' + ', '.join(names))}"


class View(Closed):
    """What looks into a memory that others may look into, too: `_live_in` says where and how."""

    _memory: np.ndarray
    _live_in: Callable[..., None]

    @classmethod
    def _on(cls, *parts: Any) -> Self:
        """The one that lives in a memory that is there already."""
        view = cls.__new__(cls)
        view._live_in(*parts)
        return view

    @property
    def parameters(self) -> np.ndarray:
        """All its numbers, written in place, never rebound."""
        return self._memory

    @parameters.setter
    def parameters(self, value: ArrayLike) -> None:
        self._memory[...] = checks.like(value, self._memory, "parameters")


class Formula(Closed):
    """A named formula. It never changes, so copies of it are the thing itself."""

    def __init__(self, name: str, title: str | None):
        for text in (name, title or name):
            checks.need(isinstance(text, str) and text, "a name and a title are words")
        self.name, self.title = name, title or name
        self._closed = True

    def __copy__(self, memo: Any = None) -> Self:
        return self

    __deepcopy__ = __copy__

    def __reduce__(self) -> Any:  # core's own are found again by name: they stay themselves
        known = getattr(sys.modules[type(self).__module__], self.name, None) is self
        return self.name if known else (object.__new__, (type(self),), vars(self))

    def __repr__(self) -> str:
        return self.name
