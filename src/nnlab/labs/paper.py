"""CurveLab's empty paper, and the lines that may be taken on it in place of a drawn one."""

from collections.abc import Callable

import numpy as np

from nnlab.pictures.geometry import Bounds

PAPER: Bounds = (-0.24, 6.24, -0.35, 2.75)
ON_ITS_WAY = 0.1  # of its width an example leaves free: there the pencil still is

# Across the paper and from its bottom to its top.
LINES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "wave": lambda t: 0.5 - 0.5 * np.cos(2.64 * np.pi * t),
    "hill": lambda t: np.exp(-(((t - 0.5) / 0.18) ** 2)),
    "steps": lambda t: (np.tanh(14 * (t - 0.3)) + np.tanh(14 * (t - 0.7)) + 2) / 4,
}


def line_heights(name: str, x: np.ndarray, bounds: Bounds) -> np.ndarray:
    """One of `LINES` over places x, (n,): its heights, (n,)."""
    low, high = bounds[2:]
    return low + (high - low) * (0.15 + 0.65 * LINES[name]((x - x.min()) / np.ptp(x)))
