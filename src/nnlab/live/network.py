"""The network: a drawing whose nodes show what they answer, and whose numbers can be changed.

Python says where everything lies and what each node shows; the browser paints it and reports what
the reader chooses and changes. See `pictures.wiring` for the keys
that parts go by, and for how they are laid out.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from nnlab.core import Network
from nnlab.live.part import Part
from nnlab.pictures import wiring
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.network import network_marks

__all__ = ["NetworkView"]

WIDTHS = (280, 320, 420, 560, 720, 960)  # px that have a layout; between them it is stretched


class NetworkView(Part):
    """A drawing of a network with up to 6 hidden layers of 8 that answers to hand and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get, with the key of a
    part as "part",

    - ``{"type": "edit", "part", "index", "value", "phase"}``: the reader wants that weight or bias
      to have this value: ``network.parameters[event["index"]] = event["value"]``, then `show`.
      Phases are "move" (a drag, or an arrow key, goes on), "set" and "cancel" (Escape: the value
      is the one from before). Of a part's moves only the newest is sure to arrive.
    - ``{"type": "choose", "part"}``: a node, a weight or a bias was chosen.
    - ``{"type": "look", "part"}``: this node is looked at now, under a hand or with the focus; ""
      for none any more. Only if `looks`; the newest wins.

    Parameters
    ----------
    network : Network without runs, or None: draw one later
    editable, looks : whether weights and biases can be changed in place, and see below
    **shown : for `show`

    Attributes
    ----------
    marks : what it shows, see `pictures.network`; None before there is a network
    drawing : what seldom changes: sizes, names, the layouts for a few widths, ...
    numbers : float64 as bytes: a row each of the marks' values, a and z, and slopes if they are
        shown, as long as the first; NaN is blank
    maps : a byte for each of cells × cells places of each node
    selected, lit : keys of parts
    looks : whether it tells which node is looked at
    """

    PICTURE = True
    marks: NetworkMarks | None

    drawing: Any = traitlets.Dict({"sizes": []})
    numbers = traitlets.Bytes()
    maps = traitlets.Bytes()
    selected = traitlets.Unicode()
    lit: Any = traitlets.List()
    editable = traitlets.Bool(True)
    looks = traitlets.Bool(False)

    def __init__(
        self,
        network: Network | None = None,
        *,
        editable: bool = True,
        looks: bool = False,
        **shown: Any,
    ) -> None:
        super().__init__(editable=editable, looks=looks)
        self.marks = None
        if network is not None:
            self.show(network, **shown)

    def show(
        self, network: Network, *, lit: Sequence[str] = (), text: str | None = None, **given: Any
    ) -> None:
        """Show this network, in one message.

        Parameters
        ----------
        network : Network without runs
        lit : parts that are lit
        text : the drawing in words; left out, sizes and activations
        **given : as of `pictures.network.network_marks`

        Raises
        ------
        ValueError
            If something doesn't fit; the drawing stays as it was.
        """
        marks: Any = network_marks(network, **given)
        sizes, maps = marks["sizes"], marks["maps"]
        shining = wiring.checked_keys(sizes, lit)
        self.marks = marks
        known = {
            name: marks[name] for name in ("sizes", "names", "columns", "below", "crisp", "room")
        }
        drawing = known | {
            "spoken": [wiring.spoken(name) for name in marks["names"]],
            "links": wiring.links(sizes),
            "groups": wiring.groups(sizes),
            "layouts": [wiring.network_layout(sizes, width, **marks["room"]) for width in WIDTHS],
            "cells": 0 if maps is None else maps.shape[1],
            "stroke": wiring.STROKE,
        }
        rows = [marks[name] for name in ("values", "a", "z", "slopes") if marks[name] is not None]
        wide = [np.pad(row, (0, len(rows[0]) - len(row)), constant_values=np.nan) for row in rows]
        new = {"drawing": drawing, "numbers": np.concatenate(wide).tobytes()}
        new |= {"selected": marks["selected"], "lit": shining}
        new |= {"maps": b"" if maps is None else maps.tobytes()}
        self.put(new | {"text": self.describe() if text is None else str(text)})

    def describe(self) -> str:
        """The network in words."""
        if self.marks is None:
            return "No network yet"
        (n_in, *sizes), (_, *activations) = self.marks["sizes"], self.marks["columns"]
        layers = [f"{n} {name}" for n, name in zip(sizes, activations, strict=True)]
        what = f"A network: {n_in} input{'s' * (n_in > 1)}, then {', then '.join(layers)}"
        return f"{what}. Its links show the gradient" if self.marks["slopes"] is not None else what

    def close(self) -> None:
        """Let go of those who listen, and of what it showed."""
        super().close()
        self.marks = None

    def dispatch(self, event: dict) -> None:
        """An edit has its parameter's index; a key of a network no longer shown says nothing."""
        kind, key = event["type"], str(event.get("part", ""))
        if key and (self.marks is None or key not in wiring.parts(self.marks["sizes"])):
            return
        if kind == "edit":
            value = event["value"]
            if key[0] != "p" or value is None or not math.isfinite(value):
                self.error = f"{value!r} is no value for this part."
                return
            event = event | {"index": int(key[1:]), "value": float(value)}
        super().dispatch(event)

    def __repr__(self) -> str:
        sizes = self.marks["sizes"] if self.marks else ()
        return f"NetworkView({'-'.join(map(str, sizes))})"
