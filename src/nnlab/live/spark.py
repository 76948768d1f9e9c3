"""A curve where there is little room: lines, a few heights, and where it stands now."""

from nnlab.live.curve import Curve


class Spark(Curve):
    """As `live.curve.Curve`, painted small, and only to be looked at.

    >>> Spark(lines=[{"x": [0, 1], "y": [0.3, 0.1]}], text="The loss falls.")
    Spark(The loss falls.)
    """
