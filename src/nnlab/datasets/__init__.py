"""Data to learn from: gates, points in the plane, surfaces, penguins, digits, and your own."""

# isort: off
from .digits import load_digits
from .features import features
from .gates import GATES, make_gate
from .penguins import load_penguins
from .planes import make_bumps, make_circles, make_gaussians, make_moons
from .planes import make_plane, make_spirals, make_wave, make_xor
from .points import load_points, train_test_split

__all__ = ["GATES", "make_gate", "make_bumps", "make_circles", "make_gaussians", "make_moons"]
__all__ += ["make_plane", "make_spirals", "make_wave", "make_xor"]
__all__ += ["features", "load_digits", "load_penguins", "load_points", "train_test_split"]
