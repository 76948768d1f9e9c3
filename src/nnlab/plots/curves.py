"""Moved to nnlab.pictures: numbers, ticks, curve."""

from nnlab.pictures.numbers import count

__all__ = ["count"]
