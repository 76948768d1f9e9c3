"""Moved to nnlab.pictures.wiring: import it from there."""

from nnlab.pictures.wiring import *  # noqa: F403
