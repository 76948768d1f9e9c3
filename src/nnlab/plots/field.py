"""Moved to nnlab.pictures.field: import it from there."""

from nnlab.pictures.field import *  # noqa: F403
