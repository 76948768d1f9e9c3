"""Playground: data, network and training with every setting in reach."""

from nnlab.labs.playground.lab import Playground

__all__ = ["Playground"]
