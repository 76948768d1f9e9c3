"""Penguins: 342 measured birds, and the species of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nnlab.core import checks

SPECIES = ("Adelie", "Chinstrap", "Gentoo")
MEASURES = ("bill_length", "bill_depth", "flipper_length", "body_mass")  # mm, and g


def load_penguins(
    measures: Sequence[str] = ("flipper_length", "bill_depth"),
    species: str | Sequence[str] = ("Adelie", "Gentoo"),
) -> tuple[np.ndarray, np.ndarray]:
    """Measures of penguins, and which species each is of.

    From Gorman, Williams and Fraser (2014), PLoS ONE 9(3): e90081, and Horst, Hill and Gorman
    (2020), palmerpenguins, CC0; the README beside the data says more.

    Parameters
    ----------
    measures : out of "bill_length", "bill_depth", "flipper_length" (mm) and "body_mass" (g)
    species : out of "Adelie", "Chinstrap" and "Gentoo": two of them, or all three; or one name,
        which is then told from the rest

    Returns
    -------
    X : ndarray of shape (n_birds, n_measures)
    y : ndarray of shape (n_birds, 1), 1 for the second of two species, or for the one of all; of
        three species (n_birds, 3), one-hot

    Raises
    ------
    ValueError
        If a measure or a species isn't known.

    Examples
    --------
    >>> X, y = load_penguins()
    >>> X.shape, X[0].tolist(), int(y.sum())
    ((274, 2), [181.0, 18.7], 123)
    >>> load_penguins(species="Chinstrap")[1].shape
    (342, 1)
    """
    columns = _known(measures, MEASURES, "measure")
    one = isinstance(species, str)
    wanted = [SPECIES[k] for k in _known(species, SPECIES, "species")]
    many = "species is one name to be told from the rest, or a list of two or three"
    checks.need(one or len(wanted) > 1, many)
    with Path(__file__).with_name("penguins.csv").open(encoding="utf-8") as file:
        next(file)  # the names
        rows = [line.rstrip().split(",") for line in file]
    names = np.array([row[0] for row in rows])
    numbers = np.array([row[1:] for row in rows], dtype=float)[:, columns]
    if one:
        return numbers, (names == wanted[0]).astype(float)[:, np.newaxis]
    kept = np.isin(names, wanted)
    hot = (names[kept, np.newaxis] == wanted).astype(float)
    return numbers[kept], hot if len(wanted) > 2 else hot[:, 1:]


def _known(names: str | Sequence[str], known: tuple[str, ...], what: str) -> list[int]:
    """Where these names stand among the known ones."""
    remedy = f"choose from {', '.join(known)}"
    checks.need(np.iterable(names), f"give names of {what}, not {checks.short(names)}: {remedy}")
    names = [names] if isinstance(names, str) else list(names)
    checks.need(names, f"give at least one {what}: {remedy}")
    for name in names:
        there = isinstance(name, str) and name in known
        checks.need(there, f"unknown {what} {repr(name)[:40]}: {remedy}")
    checks.need(len({*names}) == len(names), f"each {what} once: {remedy}")
    return [known.index(name) for name in names]
