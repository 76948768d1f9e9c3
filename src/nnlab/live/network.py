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
from nnlab.live.panel import Markup, equation, joined, markup, plain, signed
from nnlab.live.stage import Part, in_words
from nnlab.pictures.marks import NetworkMarks
from nnlab.pictures.network import network_marks, room_for
from nnlab.pictures.numbers import number
from nnlab.pictures.wiring import STROKE, downstream, network_layout, part_key, part_of, spoken

__all__ = ["NetworkView"]

WIDTHS = (280, 320, 420, 560, 720, 960)  # px that have a layout; between them it is stretched
FEW = 2  # decimals
_NUMBERS = ("values", "gradients", "blame", "a", "z")
_SAME = ("columns", "crisp", "boxes", "above", "selected", "outline")


class NetworkView(Part):
    """A drawing of a network with up to 6 hidden layers of 8 that answers to hand and keyboard.

    `show` sets what it shows, in one message. Of itself it tells the sum behind the part that is
    pointed at or has the focus. Handlers given to `on_event` get, with "part" as in
    `pictures.wiring`,

    - ``{"type": "edit", "part", "index", "value", "phase"}``: the reader wants that weight or bias
      to have this value: ``network.parameters[event["index"]] = event["value"]``, then `show`.
      Phases are "move" (a drag, or an arrow key, goes on), "set" and "cancel" (Escape: the value
      is the one from before). Only the newest of a part is sure to arrive.
    - ``{"type": "choose", "part"}``: a node was chosen; a weight too where nothing can be edited.
    - ``{"type": "look", "part"}``: it is pointed at, or has the focus; ``{"type": "leave"}``: none
      is any more. The newest wins.

    Parameters
    ----------
    network : Network without runs, or None: draw one later
    editable : whether weights and biases can be changed in place
    panel : whether the sum stands below the drawing
    **shown : for `show`

    Attributes
    ----------
    values, gradients, blame : float64 of each parameter, as bytes; NaN is blank
    a, z : float64 of each node, as bytes
    maps, cells, crisp : a byte for each of cells × cells places of each node; which are sides
    layouts : what `pictures.wiring.network_layout` says for a few widths
    selected, outline, lit : keys of parts
    detail : the sum below the drawing, HTML
    look, edit : the part looked at, and the newest values asked for
    """

    KIND = "network"
    PICTURE = True
    marks: NetworkMarks | None

    sizes = traitlets.List().tag(sync=True)
    layouts = traitlets.List().tag(sync=True)
    names = traitlets.List().tag(sync=True)
    spoken = traitlets.List().tag(sync=True)
    columns = traitlets.List().tag(sync=True)
    groups = traitlets.List().tag(sync=True)
    values = traitlets.Bytes(b"").tag(sync=True)
    gradients = traitlets.Bytes(b"").tag(sync=True)
    blame = traitlets.Bytes(b"").tag(sync=True)
    a = traitlets.Bytes(b"").tag(sync=True)
    z = traitlets.Bytes(b"").tag(sync=True)
    maps = traitlets.Bytes(b"").tag(sync=True)
    cells = traitlets.Int(0).tag(sync=True)
    crisp = traitlets.List().tag(sync=True)
    boxes = traitlets.Bool(False).tag(sync=True)
    above = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)
    outline = traitlets.List().tag(sync=True)
    lit = traitlets.List().tag(sync=True)
    stroke = traitlets.List(list(STROKE)).tag(sync=True)
    step = traitlets.Float(0.25).tag(sync=True)
    editable = traitlets.Bool(True).tag(sync=True)
    panel = traitlets.Bool(True).tag(sync=True)
    detail = traitlets.Unicode("").tag(sync=True)
    look = traitlets.Dict().tag(sync=True, up=True)
    edit = traitlets.Dict().tag(sync=True, up=True)

    def __init__(
        self,
        network: Network | None = None,
        *,
        editable: bool = True,
        panel: bool = True,
        **shown: Any,
    ) -> None:
        super().__init__(editable=editable, panel=panel)
        self.marks = None
        self._lit: list[str] | None = None  # None: what lies downstream of a part being changed
        self._seen = 0  # edits
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
        marks = network_marks(network, **given)
        sizes, names, maps = marks["sizes"], marks["names"], marks["maps"]
        lit = None if lit is None else [part_key(sizes, part) for part in lit]
        if list(sizes) != self.sizes:
            self._looked = self._touched = ""
        room = room_for(marks)
        self.marks, self._lit = marks, lit
        new = {name: marks[name] for name in _SAME}
        new |= {name: _as_bytes(marks[name]) for name in _NUMBERS}
        new |= {
            "sizes": list(sizes),
            "groups": _groups(sizes),
            "names": [name if len(name) <= 14 else name[:13] + "…" for name in names],
            "spoken": [spoken(name) for name in names],
            "maps": b"" if maps is None else maps.tobytes(),
            "cells": 0 if maps is None else maps.shape[1],
            "layouts": [network_layout(sizes, width, **room) for width in WIDTHS],
            "text": self.describe() if text is None else str(text),
        }
        self._push(new | self._told(marks["selected"]))

    def _told(self, selected: str) -> dict[str, Any]:
        """What is lit, and the sum that is told."""
        lit, about = self._lit, self._looked or selected
        if lit is None and self._touched:
            sizes = self.marks["sizes"]
            parts = downstream(sizes, part_of(sizes, self._touched))
            lit = [part_key(sizes, part) for part in parts]
        how = " Click a number, or press Enter on it, to change it." if self.editable else ""
        hint = markup('<p class="nnlab-note">{}</p>', f"Point at a part to see its sum.{how}")
        return {"lit": lit or [], "detail": sum_behind(self.marks, about) if about else hint}

    def _push(self, new: dict[str, Any]) -> None:
        with self.hold():
            for name, value in new.items():
                setattr(self, name, value)

    # ------------------------------------------------------------------ what the reader does

    @traitlets.observe("look")
    def _look_changed(self, change: Any) -> None:
        self._look_at(change["new"].get("part", ""))

    @traitlets.observe("edit")
    def _edit_changed(self, _change: Any) -> None:
        self._do_edits()

    def _look_at(self, key: str) -> None:
        try:
            part = part_of(self.sizes, key) if key else None
        except ValueError:
            return  # of a network that is no longer shown
        self._looked = key
        if key != self._touched:
            self._touched = ""
        self._push(self._told(self.selected))
        self._dispatch({"type": "look", "part": part} if part else {"type": "leave"})

    def _do_edits(self) -> None:
        for n, key, value, phase in self.edit.get("last", []):
            if n <= self._seen:
                continue
            self._seen = n
            try:
                part = part_of(self.sizes, key)
                index = int(key[1:])
                if "input" not in part or "layer" not in part or not math.isfinite(value):
                    raise ValueError(f"{value!r} is no value for {part}")
            except (TypeError, ValueError) as error:
                self.error = in_words(error)
                continue
            self._touched = key
            event = {"type": "edit", "part": part, "index": index}
            self._dispatch(event | {"value": float(value), "phase": phase})
            self._push(self._told(self.selected))

    def _dispatch(self, event: dict) -> None:
        if event.get("type") == "choose" and isinstance(event.get("part"), str):
            try:
                event = event | {"part": part_of(self.sizes, event["part"])}
            except ValueError:
                return
        super()._dispatch(event)

    # ------------------------------------------------------------------ words

    def describe(self) -> str:
        """The network in words."""
        if self.marks is None:
            return "No network yet"
        (n_in, *sizes), (_, *bends) = self.marks["sizes"], self.marks["columns"]
        layers = [f"{n} {bend}" for n, bend in zip(sizes, bends, strict=True)]
        return f"A network: {n_in} input{'s' * (n_in > 1)}, then {', then '.join(layers)}"

    def __repr__(self) -> str:
        return f"NetworkView({'-'.join(map(str, self.sizes))})"


def sum_behind(marks: NetworkMarks, key: str) -> Markup:
    """The sum behind a part of a drawing, with its numbers."""
    sizes, names, a, z = (marks[name] for name in ("sizes", "names", "a", "z"))
    part = part_of(sizes, key)
    kept = ("layer", "neuron") if "layer" in part else ("input",)
    node = int(part_key(sizes, {key: part[key] for key in kept})[1:])
    if "layer" not in part:
        answer = f" = {number(a[node])}" if _known(a, node) else ""
        return equation(f"{names[node]}{answer}", note="an input: it comes from the data")
    layer, about = part["layer"], part.get("input")
    first = sum(sizes[:layer])  # of the nodes it hears
    start = int(part_key(sizes, {**part, "input": 0})[1:].partition(".")[0])
    *w, b = marks["values"][start : start + sizes[layer] + 1]
    heard = [
        number(round(float(a[i]), FEW)) if _known(a, i) else names[i]
        for i in range(first, first + len(w))
    ]
    weights = [signed(wi, FEW, brackets=True) for wi in w]
    terms = [markup("{}·{}", *pair) for pair in zip(weights, heard, strict=True)]
    terms.append(signed(b, FEW, brackets=True))
    if about is not None:
        at = len(w) if about == "bias" else about
        terms[at] = markup('<span class="nnlab-network-term">{}</span>', terms[at])
    more = [joined([" + ", term]) for term in terms[1:]]  # a long sum breaks between its terms
    said = [f"{names[node]}: z = ", terms[0], *more]
    if _known(z, node):
        said += [" = ", signed(z[node], FEW)]
    said.append(f" → {marks['columns'][layer + 1]}(z)")
    if _known(a, node):
        said += [" = ", plain(a[node], FEW)]
    notes = []
    if marks["sample"] is not None:
        notes.append(f"for ({', '.join(map(number, marks['sample']))})")
    if about is not None:
        of = "the bias" if about == "bias" else f"the weight from {names[first + about]}"
        notes.append(f"outlined: {of}")
    return equation(*said, note=" · ".join(notes))


def _known(numbers: np.ndarray | None, i: int) -> bool:
    return numbers is not None and not np.isnan(numbers[i])


def _as_bytes(numbers: np.ndarray | None) -> bytes:
    return b"" if numbers is None else numbers.tobytes()


def _groups(sizes: Sequence[int]) -> list[str]:
    """What a screen reader calls the columns of nodes, and those of weights between them."""
    n_hidden = len(sizes) - 2
    places = [f"hidden layer {k + 1}" if n_hidden > 1 else "hidden layer" for k in range(n_hidden)]
    found = ["inputs"]
    for place in [*places, "output layer"]:
        found += [f"weights into the {place}", place]
    return found
