"""Moved to nnlab.pictures.geometry: import it from there."""

from nnlab.pictures.geometry import *  # noqa: F403
from nnlab.pictures.ticks import *  # noqa: F403
