"""The plane under sheets of glass: one for each neuron, a colour and a code for each piece."""

from typing import Any

import traitlets

from nnlab.live.plane import Plane


class Glass(Plane):
    """A plane on which each neuron lays a sheet where it says 1.

    Attributes
    ----------
    pieces : {"code", "polygon", "places"} each: see `pictures.glass`
    coded : whether each piece bears its code

    >>> Glass().pieces
    []
    """

    KIND = "glass"

    pieces: Any = traitlets.List()
    coded = traitlets.Bool(True)

    def show(self, *, pieces: Any = None, coded: bool | None = None, **given: Any) -> None:
        """Show this, in one message; what is left out stays as it is.

        Parameters
        ----------
        pieces : as of `pictures.glass.glass_marks`
        coded : whether each piece bears its code
        **given : as of `pictures.plane.plane`
        """
        own = {"pieces": pieces, "coded": coded}
        with self.hold():
            self.put({name: value for name, value in own.items() if value is not None})
            super().show(**given)

    @property
    def marks(self) -> Any:
        """What it shows: the marks that its painters draw."""
        return {**super().marks, "pieces": self.pieces, "coded": self.coded}
