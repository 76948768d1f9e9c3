"""The same arithmetic as core's, without its waste. Core is what you read; this is what `fit` runs.

kernels     the bends and losses it knows, in place
arithmetic  a tiny network written out as plain Python, weight by weight; straight trains by it
replicas    many small networks at once, on the innermost axis
matrix      a network, or a stack of them, as a list of operations on memory laid out once
choose      which of the three for which job; a job is what a training asks for
sprint      a stretch of epochs: how `Training` hands over, and what it gets back
field       what a network says all over the plane, for live views
"""

from .arithmetic import arithmetic
from .field import Points, field
from .sprint import sprint

__all__ = ["Points", "arithmetic", "field", "sprint"]
