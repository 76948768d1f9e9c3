"""The network: a drawing whose nodes show what they answer, and whose numbers can be changed.

Python says where everything lies, what each node shows and what the sums are; the browser paints
it and reports what the reader points at, chooses and changes. See `pictures.wiring` for how parts
are named and laid out.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets

from nnlab.core import Network
from nnlab.live.panel import Markup, Panel, equation, joined, markup, plain, signed
from nnlab.live.part import Part
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.network import network_marks, room_for
from nnlab.pictures.numbers import number
from nnlab.pictures.wiring import STROKE, downstream, network_layout, part_key, part_of, spoken

__all__ = ["NetworkView"]

FEW = 2  # decimals of weights and answers
WIDTHS = (280, 320, 420, 560, 720, 960)  # px that have a layout; between them it is stretched
_NUMBERS = ("values", "gradients", "blame", "a", "z")
_SAME = ("columns", "crisp", "boxes", "above", "selected", "outline")
HINT = "Point at a part to see its sum."
HOW = " Click a number, or press Enter on it, to change it."


class NetworkView(Part):
    """A drawing of a network with up to 6 hidden layers of 8 that answers to hand and keyboard.

    `show` sets what it shows, in one message. Handlers given to `on_event` get, with "part" as in
    `pictures.wiring`,

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
    values, gradients, blame : float64 of each parameter, as bytes; NaN is blank
    a, z : float64 of each node, as bytes
    maps, cells, crisp : a byte for each of cells × cells places of each node; which are sides
    layouts : what `pictures.wiring.network_layout` says for a few widths
    selected, outline, lit : keys of parts
    """

    KIND = "network"
    PICTURE = True
    marks: NetworkMarks | None
    detail: Panel

    sizes: Any = traitlets.List()
    layouts: Any = traitlets.List()
    names: Any = traitlets.List()
    spoken: Any = traitlets.List()
    columns: Any = traitlets.List()
    groups: Any = traitlets.List()
    values = traitlets.Bytes()
    gradients = traitlets.Bytes()
    blame = traitlets.Bytes()
    a = traitlets.Bytes()
    z = traitlets.Bytes()
    maps = traitlets.Bytes()
    cells = traitlets.Int()
    crisp: Any = traitlets.List()
    boxes = traitlets.Bool(False)
    above = traitlets.Dict()
    selected = traitlets.Unicode()
    outline: Any = traitlets.List()
    lit: Any = traitlets.List()
    stroke = traitlets.List(list(STROKE))
    editable = traitlets.Bool(True)

    def __init__(
        self, network: Network | None = None, *, editable: bool = True, **shown: Any
    ) -> None:
        super().__init__(editable=editable)
        self.detail = Panel(live=True)
        self.detail.add_class("nnlab-network-detail")
        self.marks = None
        self._lit: list[str] | None = None  # None: what lies downstream of a part being changed
        self._looked = self._touched = ""  # keys: what is pointed at, what was changed last
        if network is not None:
            self.show(network, **shown)

    def show(
        self,
        network: Network,
        *,
        lit: Sequence[dict] | None = None,
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
        sizes, names, maps = marks["sizes"], marks["names"], marks["maps"]
        lit_keys = None if lit is None else [part_key(sizes, part) for part in lit]
        if list(sizes) != self.sizes:
            self._looked = self._touched = ""
        room = room_for(marks)
        new = {name: marks[name] for name in _SAME}
        new |= {name: b"" if marks[name] is None else marks[name].tobytes() for name in _NUMBERS}
        new |= {
            "sizes": list(sizes),
            "groups": _groups(sizes),
            "names": [name if len(name) <= 14 else name[:13] + "…" for name in names],
            "spoken": [spoken(name) for name in names],
            "maps": b"" if maps is None else maps.tobytes(),
            "cells": 0 if maps is None else maps.shape[1],
            "layouts": [network_layout(sizes, width, **room) for width in WIDTHS],
        }
        self.marks, self._lit = marks, lit_keys
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
        lit, sizes = self._lit, self.marks["sizes"]
        if lit is None:
            reached = downstream(sizes, part_of(sizes, self._touched)) if self._touched else []
            lit = [part_key(sizes, part) for part in reached]
        self.lit = lit
        about = self._looked or self.selected
        hint = markup('<p class="nnlab-note">{}</p>', HINT + HOW * self.editable)
        self.detail.html = sum_behind(self.marks, about) if about else hint

    def dispatch(self, event: dict) -> None:
        """The page names a part by its key; handlers get what it stands for."""
        kind, key = event["type"], event.get("part")
        if isinstance(key, str):
            try:
                event = event | {"part": part_of(self.sizes, key) if key else {}}
            except ValueError:
                return  # of a network that is no longer shown
            if kind == "look":
                self._looked = key
                self._touched = self._touched if self._touched == key else ""
                event = event if key else {"type": "leave"}
            elif kind == "edit":
                self._touched = key
                value = event["value"]
                if key[0] != "p" or value is None or not math.isfinite(value):
                    self.error = f"{value!r} is no value for this part."
                    return
                event |= {"index": int(key[1:]), "value": float(value)}
        super().dispatch(event)
        with self.hold():
            self._explain()

    def __repr__(self) -> str:
        return f"NetworkView({'-'.join(map(str, self.sizes))})"


def sum_behind(marks: NetworkMarks, key: str) -> Markup:
    """The sum behind a part of a drawing, with its numbers."""
    sizes, names, columns = marks["sizes"], marks["names"], marks["columns"]
    a, z = _known(marks["a"], len(names)), _known(marks["z"], len(names))
    part = part_of(sizes, key)
    if "layer" not in part:
        node = part["input"]
        answer = "" if a[node] is None else f" = {number(a[node])}"
        return equation(f"{names[node]}{answer}", note="an input: it comes from the data")
    layer, about = part["layer"], part.get("input")
    first = sum(sizes[:layer])  # of the nodes it hears
    node = first + sizes[layer] + part["neuron"]
    start = int(part_key(sizes, {"layer": layer, "neuron": part["neuron"], "input": 0})[1:])
    *w, b = marks["values"][start : start + sizes[layer] + 1]
    heard = [
        names[i] if a[i] is None else number(round(a[i], FEW)) for i in range(first, first + len(w))
    ]
    weights = [signed(wi, FEW, brackets=True) for wi in w]
    terms = [markup("{}·{}", *pair) for pair in zip(weights, heard, strict=True)]
    terms.append(signed(b, FEW, brackets=True))
    notes = []
    if marks["sample"] is not None:
        notes.append(f"for ({', '.join(map(number, marks['sample']))})")
    if about is not None:
        at = len(w) if about == "bias" else about
        terms[at] = markup('<span class="nnlab-network-term">{}</span>', terms[at])
        of = "the bias" if about == "bias" else f"the weight from {names[first + about]}"
        notes.append(f"outlined: {of}")
    more = [joined([" + ", term]) for term in terms[1:]]  # a long sum breaks between its terms
    z_says = [] if z[node] is None else [" = ", signed(z[node], FEW)]
    a_says = [] if a[node] is None else [" = ", plain(a[node], FEW)]
    lines = [f"{names[node]}: z = ", terms[0], *more, *z_says, f" → {columns[layer + 1]}(z)"]
    return equation(*lines, *a_says, note=" · ".join(notes))


def _known(numbers: Any, n: int) -> list[Any]:
    """Numbers of the nodes, None where one isn't known."""
    if numbers is None:
        return [None] * n
    return [None if np.isnan(value) else float(value) for value in numbers]


def _groups(sizes: Sequence[int]) -> list[str]:
    """What a screen reader calls the columns of nodes, and those of weights between them."""
    n_hidden = len(sizes) - 2
    places = [f"hidden layer {k + 1}" if n_hidden > 1 else "hidden layer" for k in range(n_hidden)]
    found = ["inputs"]
    for place in [*places, "output layer"]:
        found += [f"weights into the {place}", place]
    return found
