"""The network: a drawing whose nodes show what they answer, and whose numbers can be changed.

Python says where everything lies, what each node shows and what the sums are; the browser paints
it and reports what the reader points at, chooses and changes. See `plots.wiring` for how parts are
named and laid out.
"""

import copy
import math
from typing import Any

import numpy as np
import traitlets

from nnlab.live.owner import owner
from nnlab.live.panel import Markup, equation, escape, joined, markup, plain, signed
from nnlab.live.view import View, css, in_words, module
from nnlab.pictures.geometry import check_bounds, sample_plane
from nnlab.pictures.network import answer_bytes, node_maps
from nnlab.pictures.numbers import number as brief
from nnlab.pictures.wiring import (
    STROKE,
    checked_sizes,
    downstream,
    network_layout,
    node_names,
    part_key,
    part_of,
    spoken,
)
from nnlab.plots.network import draw_network, network_figure
from nnlab.plots.picture import to_png

__all__ = ["NetworkView"]

CELLS = 32  # of a node's map, a side
WIDTHS = (
    280,
    320,
    420,
    560,
    720,
    960,
)  # px for which there is a layout; between them it is stretched
MODES = ("weights", "gradients", "both")
_NUMBERS = ("a", "z", "gradients", "blame")
_WORDS = ("names", "columns", "crisp", "mode", "above", "below", "selected", "outline", "decimals")
_STAYS: Any = ...  # what is left out of `show` stays as it is


class NetworkView(View):
    """A drawing of a network with up to 6 hidden layers of 8 that answers to hand and keyboard.

    `show` sets what it shows, in one message. Of itself it tells the sum behind the part that is
    pointed at or has the focus. Handlers given to `on_event` get, with "part" as in
    `plots.wiring`,

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
    layouts : what `plots.wiring.network_layout` says for a few widths
    selected, outline, lit : keys of parts
    detail : the sum below the drawing, HTML
    look, edit : the part looked at, and the newest values asked for
    """

    _esm = module("network.js")
    _css = css("network.css", "panel.css")

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
    mode = traitlets.Unicode("weights").tag(sync=True)
    above = traitlets.Dict().tag(sync=True)
    below = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)
    outline = traitlets.List().tag(sync=True)
    lit = traitlets.List().tag(sync=True)
    decimals = traitlets.List([2, 4]).tag(sync=True)
    stroke = traitlets.List(list(STROKE)).tag(sync=True)
    step = traitlets.Float(0.25).tag(sync=True)
    editable = traitlets.Bool(True).tag(sync=True)
    panel = traitlets.Bool(True).tag(sync=True)
    detail = traitlets.Unicode("").tag(sync=True)
    look = traitlets.Dict().tag(sync=True, echo_update=False)
    edit = traitlets.Dict().tag(sync=True, echo_update=False)

    def __init__(self, network=None, *, editable=True, panel=True, **shown: Any) -> None:
        super().__init__(editable=editable, panel=panel)
        self._now = _Shown()
        self._seen = 0  # edits
        self._looked = self._touched = ""  # keys: what is pointed at, what was changed last
        if network is not None:
            self.show(network, **shown)

    def show(
        self,
        network=None,
        *,
        maps=_STAYS,
        sample=_STAYS,
        a=None,
        z=None,
        gradients=_STAYS,
        blame=_STAYS,
        mode=None,
        selected=_STAYS,
        outline=_STAYS,
        lit=_STAYS,
        names=_STAYS,
        above=_STAYS,
        below=_STAYS,
        detail=_STAYS,
        decimals=None,
        input_scale=None,
        text=None,
    ) -> None:
        """Show this, in one message; what is left out stays as it is.

        Maps and a sample's numbers follow the network whenever it is given.

        Parameters
        ----------
        network : Network without runs
        maps : what each node answers in a plane: bounds (x0, x1, y0, y1), for one or two inputs;
            or the n × n places themselves, (n * n, n_in), in the order of
            `plots.geometry.sample_plane`; or the traces of `network.forward(places)`. None: none
        sample : (n_in,), or the traces of `network.forward(x)`: its numbers stand at the nodes.
            None: none
        a, z : instead, a list for each column: of `a` the inputs first; None is blank
        gradients, blame : (P,), in the order of `network.parameters`; None and NaN are blank.
            Blame belongs to a weight's link: w · d_z. Room is kept for all of it as soon as
            any is given, blank or not, so that nothing moves when it comes
        mode : "weights", "gradients" (their size and sign make the links), or "both" (a
            gradient's box below each weight)
        selected : a part or None
        outline : a list of parts: exactly these are outlined
        lit : a list of parts that are lit; None: what lies downstream of a part being changed
        names : of the inputs, or of all nodes; None: x₁, h₁, ..., output
        above, below : [(part, text), ...]: words above nodes (instead of their names), and below
        detail : `Markup`, or text, below the drawing; None: the sum behind the part looked at
        decimals : (of weights and answers, of gradients and blame)
        input_scale : (neutral, spread) of the colours of inputs
        text : the drawing in words; left out, sizes and activations

        Raises
        ------
        ValueError
            If something doesn't fit; the drawing stays as it was.
        """
        now = copy.copy(self._now)  # becomes the one that counts when all of it fits
        new: dict[str, Any] = {}
        if network is not None:
            new |= now.take(network)
        elif not now.sizes:
            raise ValueError("give the view a network to draw")
        if "sizes" in new:
            self._looked = self._touched = ""
        if mode is not None and mode not in MODES:
            raise ValueError(f"mode must be one of {', '.join(MODES)}, not {mode!r}")
        if mode is not None:
            new["mode"] = mode
        if decimals is not None:
            new["decimals"] = now.decimals = [int(d) for d in decimals]
        if input_scale is not None:
            now.scale = tuple(map(float, input_scale))
        for name, given in (("gradients", gradients), ("blame", blame)):
            if given is not _STAYS:
                numbers = None if given is None else _blanked(given, now.values.size, name)
                new[name] = _as_bytes(numbers)
        if names is not _STAYS:
            now.names = node_names(now.sizes, names)
        if network is not None or names is not _STAYS:
            new["names"] = [name if len(name) <= 14 else name[:13] + "…" for name in now.names]
            new["spoken"] = [spoken(name) for name in now.names]
        new |= now.flow(network, sample, a, z)
        new |= now.fields(network, maps)
        if selected is not _STAYS:
            new["selected"] = part_key(now.sizes, selected) if selected else ""
        if outline is not _STAYS:
            new["outline"] = [part_key(now.sizes, part) for part in outline or []]
        for name, given in (("above", above), ("below", below)):
            if given is not _STAYS:
                new[name] = {part_key(now.sizes, part): str(said) for part, said in given or []}
        if lit is not _STAYS:
            now.lit = None if lit is None else [part_key(now.sizes, part) for part in lit]
        if detail is not _STAYS:
            now.detail = None if detail is None else escape(detail)
        boxes, marks, numbers = (
            new.get(name, getattr(self, name)) for name in ("mode", "blame", "a")
        )
        new["layouts"] = [
            network_layout(
                now.sizes, width, boxes=boxes == "both", marks=bool(marks), sample=bool(numbers)
            )
            for width in WIDTHS
        ]
        now.text = now.text if text is None else str(text)
        new["text"] = now.describe() if now.text is None else now.text
        self._now = now
        self._push(new | self._answer(new.get("selected", self.selected)))

    def _answer(self, selected: str) -> dict[str, Any]:
        """What is lit, and the sum that is told."""
        now = self._now
        lit, detail = now.lit, now.detail
        if lit is None and self._touched:
            parts = downstream(now.sizes, part_of(now.sizes, self._touched))
            lit = [part_key(now.sizes, part) for part in parts]
        if detail is None and (self._looked or selected):
            detail = now.sum(self._looked or selected)
        elif detail is None:
            how = " Click a number, or press Enter on it, to change it." if self.editable else ""
            detail = markup('<p class="nnlab-note">{}</p>', f"Point at a part to see its sum.{how}")
        return {"lit": lit or [], "detail": detail}

    def _push(self, new: dict[str, Any]) -> None:
        with self.hold_sync():
            for name, value in new.items():
                setattr(self, name, value)

    # ------------------------------------------------------------------ what the reader does

    @traitlets.observe("look")
    def _look_changed(self, change) -> None:
        owner().latest((self.model_id, "look"), self._look_at, change["new"].get("part", ""))

    @traitlets.observe("edit")
    def _edit_changed(self, _change) -> None:
        owner().latest((self.model_id, "edit"), self._do_edits)  # the newest holds all the others

    def _look_at(self, key: str) -> None:
        try:
            part = part_of(self._now.sizes, key) if key else None
        except ValueError:
            return  # of a network that is no longer shown
        self._looked = key
        if key != self._touched:
            self._touched = ""
        self._push(self._answer(self.selected))
        self._dispatch({"type": "look", "part": part} if part else {"type": "leave"})

    def _do_edits(self) -> None:
        for number, key, value, phase in self.edit.get("last", []):
            if number <= self._seen:
                continue
            self._seen = number
            try:
                part = part_of(self._now.sizes, key)
                index = int(key[1:])
                if "input" not in part or "layer" not in part or not math.isfinite(value):
                    raise ValueError(f"{value!r} is no value for {part}")
            except (TypeError, ValueError) as error:
                self.error = in_words(error)
                continue
            self._touched = key
            event = {"type": "edit", "part": part, "index": index}
            self._dispatch(event | {"value": float(value), "phase": phase})
            self._push(self._answer(self.selected))

    def _dispatch(self, event: dict) -> None:
        if event.get("type") == "choose" and isinstance(event.get("part"), str):
            try:
                event = event | {"part": part_of(self._now.sizes, event["part"])}
            except ValueError:
                return
        super()._dispatch(event)

    # ------------------------------------------------------------------ pictures and words

    def draw(self, ax):
        """Draw the same picture on matplotlib axes; returns them."""
        cells = max(self.cells, 1)
        return draw_network(
            ax,
            self._now.sizes,
            self._now.values,
            maps=np.frombuffer(self.maps, np.uint8).reshape(-1, cells, cells),
            **{name: np.frombuffer(getattr(self, name)) for name in _NUMBERS},
            **{name: getattr(self, name) for name in _WORDS},
        )

    def figure(self):
        """The picture as a matplotlib figure, in the light colours."""
        figure, ax = network_figure(
            self.sizes, boxes=self.mode == "both", marks=bool(self.blame), sample=bool(self.a)
        )
        self.draw(ax)
        return figure

    def png(self) -> bytes | None:
        """The picture as a PNG."""
        return to_png(self.figure()) if self._now.sizes else None

    def describe(self) -> str:
        """The drawing in words."""
        return self._now.describe()

    def __repr__(self) -> str:
        return f"NetworkView({'-'.join(map(str, self.sizes))})"


class _Shown:
    """The numbers behind a drawing."""

    def __init__(self) -> None:
        self.sizes: tuple[int, ...] = ()
        self.bends: tuple = ()
        self.names: list[str] = []
        self.values = np.empty(0)  # (P,)
        self.a = self.z = None  # of the sample, at each node; NaN is blank
        self.sample = self.places = None  # (n_in,), (n * n, n_in)
        self.scale = (0.5, 0.5)  # of the inputs' colours
        self.lit = self.detail = self.text = None  # None: this view's own
        self.decimals = [2, 4]

    def take(self, network) -> dict[str, Any]:
        """Another network, or the same one with other numbers."""
        if network.runs:
            raise ValueError(f"this network has runs {network.runs}: give one, network.run(0)")
        sizes, new = checked_sizes(network.sizes), {}
        if sizes != self.sizes:
            new = {"sizes": list(sizes), "gradients": b"", "blame": b"", "selected": ""}
            new |= {"outline": [], "above": {}, "below": {}, "groups": _groups(sizes)}
            self.sizes, self.names, self.lit, self.detail = sizes, node_names(sizes), None, None
            self.a = self.z = None
            if self.sample is not None and len(self.sample) != sizes[0]:
                self.sample = None
            if self.places is not None and self.places.shape[1] != sizes[0]:
                self.places = None
        self.bends = network.activations
        self.values = network.parameters.astype(float)
        columns = ["inputs" if sizes[0] > 1 else "input", *(bend.name for bend in self.bends)]
        return new | {"values": self.values.tobytes(), "columns": columns}

    def flow(self, network, sample, a, z) -> dict[str, bytes]:
        """The numbers of a sample at every node."""
        if network is None and sample is _STAYS and a is None and z is None:
            return {}
        traces = None
        if sample is None:
            self.sample = self.a = self.z = None
        elif sample is not _STAYS and _are_traces(sample):
            traces, self.sample = sample, np.asarray(sample[0].inputs, dtype=float)[0]
        elif sample is not _STAYS:
            self.sample = np.array(sample, dtype=float)
            if self.sample.shape != self.sizes[:1]:
                raise ValueError(
                    f"the sample has shape {self.sample.shape}: give this network "
                    f"{self.sizes[0]} numbers"
                )
        if traces is None and self.sample is not None and (network or sample is not _STAYS):
            if network is None:
                raise ValueError("give the network together with a new sample")
            traces = network.forward(self.sample[np.newaxis])
        blank = np.full(self.sizes[0], np.nan)
        if traces is not None:
            self.a = np.concatenate([traces[0].inputs[0], *(trace.a[0] for trace in traces)])
            self.z = np.concatenate([blank, *(trace.z[0] for trace in traces)])
        if a is not None:
            self.a = _blanked(a, sum(self.sizes), "a")
        if z is not None:
            self.z = np.concatenate([blank, _blanked(z, sum(self.sizes[1:]), "z")])
        return {"a": _as_bytes(self.a), "z": _as_bytes(self.z)}

    def fields(self, network, maps) -> dict[str, Any]:
        """What each node answers, place by place; without places, for the sample."""
        traces = None
        if maps is None:
            self.places = None
        elif maps is not _STAYS and _are_traces(maps):
            traces, self.places = maps, np.asarray(maps[0].inputs, dtype=float)
        elif maps is not _STAYS and np.shape(maps) == (4,):
            if self.sizes[0] > 2:
                raise ValueError(f"a plane has 2 inputs, this network {self.sizes[0]}: maps=None")
            self.places = sample_plane(check_bounds(maps), CELLS)[:, : self.sizes[0]]
        elif maps is not _STAYS:
            self.places = np.asarray(maps, dtype=float)
        if self.places is not None and self.places.shape[1] != self.sizes[0]:
            raise ValueError(
                f"maps has shape {self.places.shape}: this network has {self.sizes[0]} inputs"
            )
        if self.places is None and self.a is None:
            return {"maps": b"", "cells": 0, "crisp": []}
        if self.places is None:
            shown = answer_bytes(self.sizes, self.bends, self.a, self.scale)
            return {"maps": shown.tobytes(), "cells": 1, "crisp": []}
        if traces is None and network is None:
            if maps is _STAYS:
                return {}
            raise ValueError("give the network together with new maps")
        if traces is None:
            traces = network.forward(self.places)
        shown, crisp = node_maps(self.bends, self.places, traces)
        return {"maps": shown.tobytes(), "cells": shown.shape[1], "crisp": crisp}

    def node(self, part: dict) -> int:
        """The number of a part's node."""
        kept = ("layer", "neuron") if "layer" in part else ("input",)
        return int(part_key(self.sizes, {key: part[key] for key in kept})[1:])

    def sum(self, key: str) -> Markup:
        """The sum behind a part, with its numbers."""
        part = part_of(self.sizes, key)
        node = self.node(part)
        if "layer" not in part:
            return equation(self._answer_of(node), note="an input: it comes from the data")
        layer, about, decimals = part["layer"], part.get("input"), self.decimals[0]
        first = sum(self.sizes[:layer])  # of the nodes it hears
        start = int(part_key(self.sizes, {**part, "input": 0})[1:].partition(".")[0])
        *w, b = self.values[start : start + self.sizes[layer] + 1]
        terms = [
            markup("{}·{}", signed(wi, decimals, brackets=True), self._input_of(first + i))
            for i, wi in enumerate(w)
        ]
        terms.append(signed(b, decimals, brackets=True))
        if about is not None:
            at = len(w) if about == "bias" else about
            terms[at] = markup('<span class="nnlab-network-term">{}</span>', terms[at])
        more = [joined([" + ", term]) for term in terms[1:]]  # a long sum breaks between its terms
        said = [f"{self.names[node]}: z = ", terms[0], *more]
        if _is_known(self.z, node):
            said += [" = ", signed(self.z[node], decimals)]
        said.append(f" → {self.bends[layer].name}(z)")
        if _is_known(self.a, node):
            said += [" = ", plain(self.a[node], decimals)]
        notes = []
        if self.sample is not None:
            notes.append(f"for ({', '.join(map(brief, self.sample))})")
        if about is not None:
            of = "the bias" if about == "bias" else f"the weight from {self.names[first + about]}"
            notes.append(f"outlined: {of}")
        return equation(*said, note=" · ".join(notes))

    def _input_of(self, node: int) -> str:
        """What a neuron hears from a node: its value, or its name while that isn't known."""
        if not _is_known(self.a, node):
            return self.names[node]
        return brief(round(float(self.a[node]), self.decimals[0]))

    def _answer_of(self, node: int) -> str:
        known = _is_known(self.a, node)
        return f"{self.names[node]} = {brief(self.a[node])}" if known else self.names[node]

    def describe(self) -> str:
        """The network in words."""
        if not self.sizes:
            return "No network yet"
        layers = [f"{n} {bend}" for n, bend in zip(self.sizes[1:], self.bends, strict=True)]
        n_in = f"{self.sizes[0]} input{'s' * (self.sizes[0] > 1)}"
        return f"A network: {n_in}, then {', then '.join(layers)}"


def _are_traces(given) -> bool:
    return isinstance(given, list | tuple) and len(given) > 0 and hasattr(given[0], "inputs")


def _is_known(numbers, i) -> bool:
    return numbers is not None and not np.isnan(numbers[i])


def _as_bytes(numbers) -> bytes:
    return b"" if numbers is None else np.asarray(numbers, dtype=float).tobytes()


def _blanked(numbers, size: int, name: str) -> np.ndarray:
    """Numbers, in lists or not, with NaN for None: (size,)."""
    flat: list[float] = []

    def read(item):
        if isinstance(item, list | tuple | np.ndarray):
            for inner in item:
                read(inner)
        else:
            flat.append(math.nan if item is None else float(item))

    read(numbers)
    if len(flat) != size:
        raise ValueError(f"{name} has {len(flat)} numbers, and this network needs {size}")
    return np.array(flat)


def _groups(sizes) -> list[str]:
    """What a screen reader calls the columns of nodes, and those of weights between them."""
    n_hidden = len(sizes) - 2
    places = [f"hidden layer {k + 1}" if n_hidden > 1 else "hidden layer" for k in range(n_hidden)]
    found = ["inputs"]
    for place in [*places, "output layer"]:
        found += [f"weights into the {place}", place]
    return found
