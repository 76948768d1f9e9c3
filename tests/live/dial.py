"""A part to try things on."""

import traitlets

from nnlab.live.part import Part


class Dial(Part):
    """A part with a picture."""

    KIND = "slider"
    angle = traitlets.Float(0)
    blob = traitlets.Bytes()
