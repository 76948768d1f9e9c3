"""Networks that don't learn, each for a reason of its own, which the notebook doesn't show."""

from typing import NamedTuple

import numpy as np

from nnlab.core import standardize
from nnlab.datasets import load_penguins

MEASURES = ["bill_length", "bill_depth"]
SPECIES = ["Adelie", "Chinstrap", "Gentoo"]
BROKEN, NOT_MEASURED = 17, 9999  # a bird, and how some files write a gap


class Patient(NamedTuple):
    """What one of them is trained on, and how fast."""

    X: np.ndarray  # (342, 2)
    y: np.ndarray  # (342, 1): is it a Chinstrap?
    rate: float


def patients() -> dict[str, Patient]:
    """Four sick networks' data and rates, by letter.

    Returns
    -------
    dict of str to Patient

    Examples
    --------
    >>> list(patients())
    ['A', 'B', 'C', 'D']
    """
    birds, kinds = load_penguins(MEASURES, SPECIES)
    Z, chinstrap = standardize(birds)[0], kinds[:, [1]]
    mixed = np.random.default_rng(3).permutation(chinstrap)
    return {
        "A": Patient(birds, chinstrap, 1),  # in millimetres
        "B": Patient(Z, mixed, 1),  # the targets belong to other birds
        "C": Patient(Z, chinstrap, 0.001),
        "D": Patient(Z, chinstrap, 1000),
    }


def one_more() -> Patient:
    """A fifth one, for the reader to cure.

    Returns
    -------
    Patient

    Examples
    --------
    >>> one_more().rate
    1
    """
    birds, kinds = load_penguins(MEASURES, SPECIES)
    birds[BROKEN] = NOT_MEASURED
    return Patient(standardize(birds)[0], kinds[:, [1]], 1)
