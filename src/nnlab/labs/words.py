"""How labs put numbers, lists and verdicts into sentences, tables and Python."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnlab.core import Layer, Network, Neuron, checks
from nnlab.live import panel
from nnlab.live.panel import Markup, joined, markup
from nnlab.pictures.numbers import brief
from nnlab.pictures.sketch import FLAT
from nnlab.pictures.stamps import mask
from nnlab.pictures.wiring import node_names

_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(n: int, thing: str, most: int | None = None) -> str:
    """A count in words: "one row", "two rows", "all four rows" when `n` is `most`.

    >>> counted(1, "row"), counted(2, "row"), counted(4, "row", 4), counted(25, "point")
    ('one row', 'two rows', 'all four rows', '25 points')
    """
    numeral = _NUMERALS[n] if n < len(_NUMERALS) else str(n)
    return f"{'all ' if n == most and n > 1 else ''}{numeral} {thing}{'' if n == 1 else 's'}"


def listed(items: Iterable[Any]) -> str:
    """Items in a row, as one says them.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    texts = [str(item) for item in items]
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def sentence(text: str) -> str:
    """Text with its first letter large.

    >>> sentence("two rows are wrong.")
    'Two rows are wrong.'
    """
    return text[:1].upper() + text[1:]


def turned(factors: Iterable[float]) -> str:
    """Which way a curve turns at its corners: up only, down only, or both.

    >>> turned([1.0, -2.0, 1.0])
    'Two corners upward and one corner downward.'
    """
    factors = list(factors)
    ups, downs = sum(v > FLAT for v in factors), sum(v < -FLAT for v in factors)
    found = sentence(counted(ups or downs, "corner"))
    if ups and downs:
        return f"{found} upward and {counted(downs, 'corner')} downward."
    if not ups and not downs:
        return "No corner: the curve is a level line."
    return f"{found}, {'all ' * (ups + downs > 1)}bent {'upward' if ups else 'downward'}."


def short(value: float) -> str:
    """A number as briefly as it can be said, with a real minus sign.

    >>> short(1.0), short(-0.5), short(0.1 + 0.2)
    ('1', '−0.5', '0.3')
    """
    return brief(value)


def place(x: Iterable[float]) -> str:
    """A point as it is written on paper.

    >>> place([0.0, 1.0])
    '(0, 1)'
    """
    return f"({', '.join(map(brief, x))})"


def small(name: str) -> str:
    """A name with its digits written small and low.

    >>> small("w1")
    'w₁'
    """
    return name.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def parameter_names(sizes: Sequence[int]) -> list[str]:
    """What each parameter of a network is called, in order.

    >>> parameter_names([1, 1, 1])
    ['x₁ → h₁', 'bias of h₁', 'h₁ → output', 'bias of output']
    """
    names, found, first = node_names(sizes), [], 0
    for n_in, n_out in pairwise(sizes):
        for to in names[first + n_in : first + n_in + n_out]:
            found += [f"{name} → {to}" for name in names[first : first + n_in]] + [f"bias of {to}"]
        first += n_in
    return found


def check_finite(names: Sequence[str], values: Iterable[float]) -> None:
    """Say which number can't be drawn, with the remedy, if there is one.

    >>> check_finite(["w1", "b"], [1.0, np.nan])
    Traceback (most recent call last):
    ValueError: The b isn't a number any more: take it back, or set it.
    """
    for name, value in zip(names, values, strict=True):
        name = f"weight {name}" if "→" in name else name
        what = "isn't a number any more" if np.isnan(value) else "is beyond all numbers"
        checks.need(np.isfinite(value), f"The {name} {what}: take it back, or set it.")


def verdict(good: bool, yes: str = "right", no: str = "wrong") -> Markup:
    """✓ or ✗ for a table, with its word for a screen reader."""
    word, mark = (yes, "✓") if good else (no, "✗")
    return markup('<span role="img" aria-label="{}">{}</span>', word, mark)


def shape(target: int) -> Markup:
    """The sign of a target, ● or ▲ in its colour; what it means has to be said beside it."""
    name, sign = (("zero", "●"), ("one", "▲"), ("two", "■"), ("three", "◆"))[target]
    return markup('<span class="nnlab-{}" aria-hidden="true">{}</span>', name, sign)


def ticked(good: bool, verdict: Any, *more: Any) -> Markup:
    """A verdict, which stands out if all is `good`, and what more there is to say, if anything."""
    first = markup('<b class="nnlab-solved">✓ {}</b>', verdict) if good else verdict
    return joined([first, *filter(None, more)], " ")


def coordinates(X: np.ndarray) -> dict[str, Iterable[Any]]:
    """The columns of a table for points in the plane.

    >>> {name: list(column) for name, column in coordinates(np.array([[0.0, 1.5]])).items()}
    {'x₁': ['0'], 'x₂': ['1.5']}
    """
    return {small(f"x{i}"): map(short, column) for i, column in enumerate(X.T, 1)}


def stamp(square: np.ndarray, *, signed: bool = False) -> Markup:
    """A small picture, (n, n): ink from 0 to 1, or numbers from -1 to 1 by their sign."""
    layers = {"positive": square, "negative": -square} if signed else {"ink": square}
    masks = joined(
        markup('<i class="nnlab-in-{}" style="--mask: url({})"></i>', name, mask(share))
        for name, share in layers.items()
    )
    return markup('<span class="nnlab-stamp" aria-hidden="true">{}</span>', masks)


def table(columns: Mapping[str, Iterable[Any]], **options: Any) -> Markup:
    """A table of columns by their headings; the options are those of `live.panel.table`."""
    return panel.table(list(columns), list(zip(*columns.values(), strict=True)), **options)


def literal(values: np.ndarray) -> str:
    """An array as exact Python, lists in lists.

    >>> literal(np.array([[0.1, 2.0]]))
    '[[0.1, 2.0]]'
    """
    return repr(np.asarray(values, dtype=float).tolist())


def code_of(thing: Neuron | Layer | Network) -> str:
    """A neuron, a layer or a network as lines of Python.

    >>> print(code_of(Network([1, 1], "relu", init="zeros")), end="")
    network = Network([1, 1], ['relu'])
    network.parameters = [0.0, 0.0]
    """
    if isinstance(thing, Network):
        call = f"{list(thing.sizes)}, {[activation.name for activation in thing.activations]}"
    elif isinstance(thing, Layer):
        call = f"{thing.n_in}, {len(thing)}, {thing.activation.name!r}"
    else:
        call = f"{[0.0] * thing.n_in}, activation={thing.activation.name!r}"
    name = type(thing).__name__
    made = f"{name.lower()} = {name}({call})\n"
    return f"{made}{name.lower()}.parameters = {literal(thing.parameters)}\n"


def assigned(**values: np.ndarray) -> str:
    """Arrays as lines of Python.

    >>> assigned(y=[1.0])
    'y = [1.0]\\n'
    """
    return "".join(f"{name} = {literal(value)}\n" for name, value in values.items())
