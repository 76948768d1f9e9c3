"""The plane under sheets of glass: one for each neuron, a colour and a code for each piece."""

from nnlab.live.plane import Plane


class Glass(Plane):
    """A plane on which each neuron lays a sheet where it says 1.

    Attributes
    ----------
    pieces : {"code", "polygon", "places"} each: see `pictures.glass`

    >>> Glass().pieces
    []
    """

    BLANK = Plane.BLANK | dict(pieces=[])
