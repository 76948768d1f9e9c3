"""Moved to nnlab.pictures.palette: import it from there."""

from nnlab.pictures.palette import *  # noqa: F403
