"""BackpropLab, the microscope: one training step of one sample, one operation at a time."""

from nnlab.labs.backprop.lab import BackpropLab

__all__ = ["BackpropLab"]
