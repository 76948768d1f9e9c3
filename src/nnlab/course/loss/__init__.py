"""What chapter `loss` says, asks and checks."""

from .exercises import EXERCISES
from .predictions import PREDICTIONS
from .terms import TERMS

__all__ = ["EXERCISES", "PREDICTIONS", "TERMS"]
