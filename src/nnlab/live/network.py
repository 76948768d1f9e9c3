"""The network: a drawing whose nodes show what they answer, and whose numbers can be changed.

Python says where everything lies, what each node shows and what the sums are; the browser paints
it and reports what the reader points at, chooses and changes. See `pictures.wiring` for the keys
that parts go by, and for how they are laid out.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from nnlab.core import Network
from nnlab.live.panel import Markup, Panel, equation, joined, markup, plain, signed
from nnlab.live.part import Part
from nnlab.pictures import wiring
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.network import network_marks
from nnlab.pictures.numbers import number

__all__ = ["NetworkView"]

FEW = 2  # decimals of weights and answers
WIDTHS = (280, 320, 420, 560, 720, 960)  # px that have a layout; between them it is stretched
HINT = "Point at a part to see its sum."
HOW = " Click a number, or press Enter on it, to change it."


class NetworkView(Part):
    """A drawing of a network with up to 6 hidden layers of 8 that answers to hand and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get, with the key of a
    part as "part",

    - ``{"type": "edit", "part", "index", "value", "phase"}``: the reader wants that weight or bias
      to have this value: ``network.parameters[event["index"]] = event["value"]``, then `show`.
      Phases are "move" (a drag, or an arrow key, goes on), "set" and "cancel" (Escape: the value
      is the one from before). Of a part's moves only the newest is sure to arrive.
    - ``{"type": "choose", "part"}``: a node was chosen; a weight too where nothing can be edited.
    - ``{"type": "look", "part"}``: it is pointed at, or has the focus; ``{"type": "leave"}``: none
      is any more. The newest wins.

    Parameters
    ----------
    network : Network without runs, or None: draw one later
    editable : whether weights and biases can be changed in place
    **shown : for `show`

    Attributes
    ----------
    detail : a Panel for below the drawing: the sum behind the part that is pointed at or focused
    marks : what it shows, see `pictures.network`; None before there is a network
    drawing : what seldom changes: sizes, names, the layouts for a few widths, ...
    numbers : float64 as bytes: a row each of the marks' values, gradients, blame, a and z, as long
        as the first; NaN is blank
    maps : a byte for each of cells × cells places of each node
    selected, outline, lit : keys of parts
    """

    KIND = "network"
    PICTURE = True
    marks: NetworkMarks | None
    detail: Panel

    drawing: Any = traitlets.Dict({"sizes": []})
    numbers = traitlets.Bytes()
    maps = traitlets.Bytes()
    above = traitlets.Dict()
    selected = traitlets.Unicode()
    outline: Any = traitlets.List()
    lit: Any = traitlets.List()
    editable = traitlets.Bool(True)

    def __init__(
        self, network: Network | None = None, *, editable: bool = True, **shown: Any
    ) -> None:
        super().__init__(editable=editable)
        self.detail = Panel(live=True)
        self.detail.add_class("nnlab-network-detail")
        self.marks = None
        self._lit: Sequence[str] | None = None  # None: what lies downstream of a part being changed
        self._looked = self._touched = ""  # what is pointed at, what was changed last
        if network is not None:
            self.show(network, **shown)

    def show(
        self,
        network: Network,
        *,
        lit: Sequence[str] | None = None,
        text: str | None = None,
        **given: Any,
    ) -> None:
        """Show this network, in one message.

        Parameters
        ----------
        network : Network without runs
        lit : parts that are lit; left out, what lies downstream of a part being changed
        text : the drawing in words; left out, sizes and activations
        **given : as of `pictures.network.network_marks`

        Raises
        ------
        ValueError
            If something doesn't fit; the drawing stays as it was.
        """
        marks: Any = network_marks(network, **given)
        sizes, maps = marks["sizes"], marks["maps"]
        if self.marks is None or sizes != self.marks["sizes"]:
            self._looked = self._touched = ""
        self.marks, self._lit = marks, lit and wiring.checked_keys(sizes, lit)
        known = {name: marks[name] for name in ("sizes", "names", "columns", "crisp", "room")}
        drawing = known | {
            "spoken": [wiring.spoken(name) for name in marks["names"]],
            "links": wiring.links(sizes),
            "groups": wiring.groups(sizes),
            "layouts": [wiring.network_layout(sizes, width, **marks["room"]) for width in WIDTHS],
            "cells": 0 if maps is None else maps.shape[1],
            "stroke": wiring.STROKE,
        }
        rows = [marks[name] for name in ("values", "gradients", "blame", "a", "z")]
        wide = [np.pad(row, (0, len(rows[0]) - len(row)), constant_values=np.nan) for row in rows]
        new = {name: marks[name] for name in ("above", "selected", "outline")}
        new |= {"drawing": drawing, "numbers": np.concatenate(wide).tobytes()}
        new |= {"maps": b"" if maps is None else maps.tobytes()}
        with self.hold():
            self.put(new | {"text": self.describe() if text is None else str(text)})
            self._explain()

    def describe(self) -> str:
        """The network in words."""
        if self.marks is None:
            return "No network yet"
        (n_in, *sizes), (_, *activations) = self.marks["sizes"], self.marks["columns"]
        layers = [f"{n} {name}" for n, name in zip(sizes, activations, strict=True)]
        return f"A network: {n_in} input{'s' * (n_in > 1)}, then {', then '.join(layers)}"

    def close(self) -> None:
        """Let go of those who listen, and of what it showed."""
        self.detail.close()
        super().close()
        self.marks = None

    def _explain(self) -> None:
        """Light what a change reaches, and tell the sum of the part that is looked at."""
        if self.marks is None:
            return
        reached = wiring.downstream(self.marks["sizes"], self._touched) if self._touched else []
        self.lit = reached if self._lit is None else list(self._lit)
        about = self._looked or self.selected
        hint = markup('<p class="nnlab-note">{}</p>', HINT + HOW * self.editable)
        self.detail.html = sum_behind(self.marks, about) if about else hint

    def dispatch(self, event: dict) -> None:
        """Looks and edits light and explain; a key of a network no longer shown says nothing."""
        kind, key = event["type"], str(event.get("part", ""))
        if key and (self.marks is None or key not in wiring.parts(self.marks["sizes"])):
            return
        if kind == "look":
            self._looked = key
            self._touched = self._touched if self._touched == key else ""
            event = event if key else {"type": "leave"}
        elif kind == "edit":
            self._touched, value = key, event["value"]
            if key[0] != "p" or value is None or not math.isfinite(value):
                self.error = f"{value!r} is no value for this part."
                return
            event = event | {"index": int(key[1:]), "value": float(value)}
        super().dispatch(event)
        with self.hold():
            self._explain()

    def __repr__(self) -> str:
        sizes = self.marks["sizes"] if self.marks else ()
        return f"NetworkView({'-'.join(map(str, sizes))})"


def sum_behind(marks: NetworkMarks, key: str) -> Markup:
    """The sum behind a part of a drawing, with its numbers."""
    sizes, names, a, z = marks["sizes"], marks["names"], marks["a"], marks["z"]
    links, about, sample = wiring.links(sizes), int(key[1:]), a[: sizes[0]]
    node = links[about][1] if key[0] == "p" else about
    known = not np.isnan(a[node])
    if node < sizes[0]:
        answer = f" = {number(a[node])}" if known else ""
        return equation(f"{names[node]}{answer}", note="an input: it comes from the data")
    terms: list[Markup] = []
    notes = []
    if not np.isnan(sample).any():
        notes.append(f"for ({', '.join(map(number, sample))})")
    for k, (start, end) in enumerate(links):
        if end != node:
            continue
        term = signed(marks["values"][k], FEW, brackets=True)
        if start != node:
            heard = names[start] if np.isnan(a[start]) else number(round(a[start], FEW))
            term = markup("{}·{}", term, heard)
        if key == f"p{k}":
            term = markup('<span class="nnlab-network-term">{}</span>', term)
            of = "the bias" if start == node else f"the weight from {names[start]}"
            notes.append(f"outlined: {of}")
        terms.append(joined([" + ", term]) if terms else term)  # it breaks between its terms
    layer = int(np.searchsorted(np.cumsum(sizes), node, side="right"))
    z_says = [] if np.isnan(z[node]) else [" = ", signed(z[node], FEW)]
    a_says = [" = ", plain(a[node], FEW)] if known else []
    ends = [*z_says, f" → {marks['columns'][layer]}(z)", *a_says]
    return equation(f"{names[node]}: z = ", *terms, *ends, note=" · ".join(notes))
