"""Validation: what comes in is checked here, and refused in the reader's words.

Every message says what was given, what is needed, and what to write instead. Every refusal is a
`ValueError`, raised before anything has changed.
"""

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing

# Quoted: numpy loads its typing and its random when they're needed.
ArrayLike: TypeAlias = "numpy.typing.ArrayLike"
Seed: TypeAlias = "np.random.Generator | int | None"


def need(ok, message: str) -> None:
    """Go on only if `ok`."""
    if not ok:
        raise ValueError(message)


def short(value) -> str:
    """A value as it may be quoted in a message, however long it is."""
    text = repr(value.item() if isinstance(value, np.generic) else value)
    return text if len(text) <= 40 else text[:37] + "..."


def numbers(value, name: str, *, dtype=None, finite: bool = True) -> np.ndarray:
    """`value` as an array of floats: no text, no gaps, no NaN, not empty."""
    array = value
    if type(value) is not np.ndarray or value.dtype.kind != "f" or not value.size:
        array = _array(value, name)
    wide = array.dtype.kind == "f" and array.itemsize >= 4  # float16 overflows at once
    kind = dtype or (array.dtype if wide else np.float64)
    if array.dtype != kind:
        with np.errstate(over="ignore"):
            array = array.astype(kind)
    if finite and not _finite(array):
        at = np.argwhere(~np.isfinite(array))[0].tolist()
        where = f" at {at}" if at else ""
        raise ValueError(f"{name} has {array[*at]}{where}: give finite numbers only")
    return array


def _finite(array) -> bool:
    """Whether all are. Of few a sum of squares tells; of many it would wait for BLAS's threads."""
    return array.size < 1e4 and isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())


def _array(value, name: str) -> np.ndarray:
    """`value` as an array of real numbers."""
    masked = isinstance(value, np.ndarray) and np.any(getattr(value, "mask", False))
    need(not masked, f"{name} has masked values: leave those rows out, or .filled() them")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} is ragged: give every row as many numbers") from None
    if array.dtype.kind not in "fiub":
        odd = next((v for v in array.flat if not isinstance(v, (int, float))), value)
        raise ValueError(f"{name} has {short(odd)}: give real numbers only, all rows as long")
    need(array.size, f"{name} is empty: give it at least one number")
    return array


def number(value, name: str, least: float = -np.inf, below: float = np.inf) -> float:
    """One finite number, from `least` to less than `below`."""
    if type(value) is float and abs(value) < np.inf and least <= value < below:
        return value
    array = numbers(value, name)
    need(array.ndim == 0, f"{name} must be one number, but it has shape {array.shape}")
    found = float(array)
    need(least <= found, f"{name} must be {least:g} or more, not {found:g}")
    need(found < below, f"{name} must be less than {below:g}, not {found:g}")
    return found


positive, share = partial(number, least=0), partial(number, least=0, below=1)


def whole(value, name: str, least: int = 1) -> int:
    """A whole number, at least `least`."""
    good = isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value >= least
    need(good, f"{name} must be a whole number, {least} or more, not {short(value)}")
    need(value < 2**63, f"{name} must be less than 2**63, not {short(value)}")
    return int(value)


def flag(value, name: str) -> bool:
    """True or False: no word such as "False", which would count as true."""
    need(isinstance(value, (bool, np.bool_)), f"{name} must be True or False, not {short(value)}")
    return bool(value)


def function(value, name: str, *arguments: str):
    """A function that can be called with these arguments, or None."""
    from inspect import signature

    how = f"{name} must be a function that is called {name}({', '.join(arguments)})"
    need(not isinstance(value, type), how)
    try:
        if value is not None:
            signature(value).bind(*arguments)
    except TypeError:
        raise ValueError(how) from None
    except ValueError:  # one of C says nothing of its arguments
        pass
    return value


def like(value, target: np.ndarray, name: str, finite: bool = True) -> np.ndarray:
    """Numbers of exactly the shape of `target`: no silent broadcast."""
    array = numbers(value, name, dtype=target.dtype, finite=finite)
    if array.shape != target.shape:
        raise ValueError(f"{name} has shape {array.shape}, but needs {target.shape}")
    return array


def choose(value, options: dict, kind: type):
    """The object itself, or the one of that name."""
    if isinstance(value, kind):
        return value
    name, choices = kind.__name__, ", ".join(options)
    if isinstance(value, str) and value in options:
        return options[value]
    unknown = f"unknown {name.lower()} {short(value)}"
    raise ValueError(f"{unknown}: choose {choices}, or make your own {name}")


def generator(rng) -> "np.random.Generator":
    """A random generator from a generator, a whole number (its seed), or None (no seed)."""
    if rng is None or isinstance(rng, np.random.Generator):
        return rng or np.random.default_rng()
    return np.random.default_rng(whole(rng, "rng (the seed, if it's no Generator)", 0))


def inputs(X, owner, *, single: bool = False, runs=(), finite: bool = True) -> np.ndarray:
    """Samples in rows for `owner` (a neuron, a layer or a network), or a `single` one."""
    X = numbers(X, "X", dtype=owner.parameters.dtype, finite=finite)
    is_neuron = hasattr(type(owner), "w")
    if is_neuron and owner.parameters.ndim > 1:
        take = "take one of them, network.run(i).layers[0][j]"
        raise ValueError(f"this neuron is that of many runs: {take}")
    if not (X.ndim == 2 or X.ndim > 2 and X.shape[:-2] == runs or single and X.ndim == 1):
        must = "must be (n_samples, n_in), one row per sample"
        raise ValueError(f"X has shape {X.shape}, but {must}: for a single sample x write [x]")
    if X.shape[-1] != owner.n_in:
        columns, give = _count(X.shape[-1], "column"), _count(owner.n_in, "number")
        has = _count(owner.n_in, "weight" if is_neuron else "input")
        this = f"this {type(owner).__name__.lower()} has {has}"
        raise ValueError(f"X has {columns}, but {this}: give it {give} per sample")
    return X


def targets(y, n_samples: int | None, n_out: int | None = None, name: str = "y") -> np.ndarray:
    """Targets in rows, (n_samples, n_out): never 1-D, which would broadcast silently."""
    y = numbers(y, name)
    has, remedy = f"{name} has shape {y.shape}", f"{name}[:, np.newaxis] or {name}.reshape(-1, 1)"
    need(y.ndim == 2, f"{has}, but must be 2-D, one row per sample: write {remedy}")
    shape = n_samples or len(y), n_out or y.shape[1]
    how = "one row per sample, one column per output"
    need(y.shape == shape, f"{has}, but must be {shape}: {how}")
    return y


def _count(n, word):
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
