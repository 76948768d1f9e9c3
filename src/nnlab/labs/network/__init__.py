"""NetworkLab: a network taken apart: its drawing, what each node sees, and how it folds."""

from nnlab.labs.network.lab import NetworkLab

__all__ = ["NetworkLab"]
