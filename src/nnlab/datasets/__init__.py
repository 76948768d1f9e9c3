"""Data to learn from: gates, points in the plane, surfaces, digits, and your own."""

from .digits import load_digits
from .features import features
from .gates import GATES, make_gate
from .planes import (
    make_bumps,
    make_circles,
    make_gaussians,
    make_moons,
    make_plane,
    make_spirals,
    make_wave,
    make_xor,
)
from .points import load_points, train_test_split

__all__ = [
    "GATES",
    "features",
    "load_digits",
    "load_points",
    "make_bumps",
    "make_circles",
    "make_gate",
    "make_gaussians",
    "make_moons",
    "make_plane",
    "make_spirals",
    "make_wave",
    "make_xor",
    "train_test_split",
]
