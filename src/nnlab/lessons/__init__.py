"""The teaching machinery: source on the page, predictions, exercises, glossary, progress.

Importing it loads numpy at most; the widget of a prediction is loaded when one is asked.
"""

from . import bugs
from .exercise import exercise
from .glossary import explain
from .predict import predict
from .progress import progress
from .shapes import show_shapes
from .source import show_source
from .worksheet import worksheet

__all__ = ["bugs", "exercise", "explain", "predict", "progress", "show_shapes", "show_source"]
__all__ += ["worksheet"]
