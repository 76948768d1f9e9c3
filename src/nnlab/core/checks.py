"""The door: what comes in is checked here once, and refused in the reader's words.

Every message says what was given, what is needed, and what to write instead. Every refusal is a
`ValueError`, raised before anything has changed.
"""

from __future__ import annotations

import numpy as np


def numbers(value, name: str, *, dtype=None, finite: bool = True) -> np.ndarray:
    """`value` as an array of floats: no text, no gaps, no NaN, not empty."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} is ragged: its rows differ in length; give every row as many numbers"
        ) from None
    if array.dtype.kind not in "fiub":
        _refuse_kind(array, name)
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}): give it at least one number")
    kind = dtype or (array.dtype if array.dtype.kind == "f" else np.float64)
    if array.dtype != kind:
        with np.errstate(over="ignore"):
            array = array.astype(kind)
    if finite and not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        place = f"{name}[{', '.join(map(str, where))}]" if where else name
        raise ValueError(
            f"{place} is {array[where]}: replace it, or leave it out; "
            f"{name} must be finite numbers only"
        )
    return array


def _refuse_kind(array, name):
    if array.dtype.kind == "c":
        raise ValueError(f"{name} has complex numbers: give real ones, for example {name}.real")
    odd = next((v for v in array.flat if not isinstance(v, (int, float))), array)
    if array.dtype.kind == "O" and isinstance(odd, (list, tuple, np.ndarray)):
        raise ValueError(
            f"{name} is ragged: its rows differ in length; give every row as many numbers"
        )
    odd = odd.item() if isinstance(odd, np.generic) else odd
    raise ValueError(f"{name} must be numbers, but it has {repr(odd)[:40]}: give numbers only")


def number(value, name: str) -> float:
    """One finite number."""
    array = numbers(value, name)
    if array.size != 1:
        raise ValueError(f"{name} must be one number, but it has shape {array.shape}")
    return float(array.reshape(()))


def vector(value, name: str) -> np.ndarray:
    """A list of finite numbers, as a new array."""
    array = numbers(value, name)
    if array.ndim != 1:
        raise ValueError(
            f"{name} has shape {array.shape}, but must be a plain list of numbers, such as [2, -1]"
        )
    return array.copy()


def whole(value, name: str, *, least: int = 1) -> int:
    """A whole number, at least `least`."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise ValueError(f"{name} must be a whole number, not {repr(value)[:40]}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, not {value}")
    return int(value)


def like(value, target: np.ndarray, name: str) -> np.ndarray:
    """Finite numbers of exactly the shape of `target`: no silent broadcast."""
    array = numbers(value, name, dtype=target.dtype)
    if array.shape != target.shape:
        raise ValueError(f"{name} has shape {array.shape}, but must have shape {target.shape}")
    return array


def choose(value, options: dict, kind: type):
    """The object itself, or the one of that name."""
    if isinstance(value, kind):
        return value
    if isinstance(value, str) and value in options:
        return options[value]
    what = kind.__name__.lower()
    raise ValueError(
        f"unknown {what} {repr(value)[:40]}: choose one of {', '.join(options)}, "
        f"or make your own {kind.__name__}"
    )


def generator(rng) -> np.random.Generator:
    """A random generator from a generator, a whole number (its seed), or None (no seed)."""
    if isinstance(rng, np.random.Generator):
        return rng
    if rng is not None:
        rng = whole(rng, "rng (a numpy.random.Generator, or a whole number)", least=0)
    return np.random.default_rng(rng)


def columns(X: np.ndarray, owner) -> np.ndarray:
    """`X` has one column for each input of `owner` (a neuron, a layer or a network)."""
    if X.shape[-1] != owner.n_in:
        what = type(owner).__name__.lower().strip("_")
        have = "weight" if what == "neuron" else "input"
        raise ValueError(
            f"X has {_count(X.shape[-1], 'column')}, but this {what} has "
            f"{_count(owner.n_in, have)}: give it {_count(owner.n_in, 'number')} per sample"
        )
    return X


def inputs(x, owner) -> np.ndarray:
    """One sample (n_in,) or many (n_samples, n_in), for `owner` to be called with."""
    x = numbers(x, "X", dtype=owner.parameters.dtype)
    if x.ndim not in (1, 2):
        raise ValueError(
            f"X has shape {x.shape}: give one sample, [x1, x2, ...], or one row per sample"
        )
    return columns(x, owner)


def samples(X, owner) -> np.ndarray:
    """Samples in rows, (n_samples, n_in)."""
    X = numbers(X, "X", dtype=owner.parameters.dtype)
    if X.ndim != 2:
        raise ValueError(
            f"X has shape {X.shape}, but must be (n_samples, n_in), one row per sample: "
            "for a single sample x write [x]"
        )
    return columns(X, owner)


def targets(y, n_samples: int | None = None, n_out: int | None = None, *, name="y") -> np.ndarray:
    """Targets in rows, (n_samples, n_out): never 1-D, which would broadcast silently."""
    y = numbers(y, name)
    if y.ndim == 1:
        raise ValueError(
            f"{name} has shape {y.shape}, but must be 2-D, one row per sample: "
            f"write {name}[:, np.newaxis] or {name}.reshape(-1, 1)"
        )
    if y.ndim != 2:
        raise ValueError(f"{name} has shape {y.shape}, but must be (n_samples, n_out)")
    if n_samples is not None and len(y) != n_samples:
        raise ValueError(
            f"{name} has {_count(len(y), 'row')}, but X has {n_samples}: give one target per sample"
        )
    if n_out is not None and y.shape[1] != n_out:
        raise ValueError(
            f"{name} has {_count(y.shape[1], 'column')}, but the network has "
            f"{_count(n_out, 'output')}: give one column per output"
        )
    return y


def _count(n, word):
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def passed_on(X, owner) -> np.ndarray:
    """What a layer hears, (..., n_samples, n_in): from the reader, or from the layer before.

    Shapes only: a training that runs away must be seen by the loop, not end here.
    """
    X = numbers(X, "X", dtype=owner.parameters.dtype, finite=False)
    if X.ndim < 2:
        raise ValueError(
            f"X has shape {X.shape}, but must be (n_samples, n_in), one row per sample: "
            "for a single sample x write [x]"
        )
    runs = owner.parameters.shape[:-2]
    if X.ndim > 2 and X.shape[:-2] != runs:
        raise ValueError(f"X has leading axes {X.shape[:-2]}, but this layer has runs {runs}")
    return columns(X, owner)


def blame(d_a, a: np.ndarray) -> np.ndarray:
    """d_a of exactly the shape of a; whether it is finite is the training loop's business."""
    d_a = numbers(d_a, "d_a", dtype=a.dtype, finite=False)
    if d_a.shape != a.shape:
        raise ValueError(
            f"the blame has shape {d_a.shape}, but the output it is for has shape {a.shape}: "
            "give one number for each output"
        )
    return d_a
