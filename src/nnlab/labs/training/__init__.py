"""TrainingLab: run, pause and rewind a training, and change it while it runs."""

from nnlab.labs.training.lab import TrainingLab

__all__ = ["TrainingLab"]
