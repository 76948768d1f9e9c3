"""What can be changed in NetworkLab: numbers, bends, the fold, and what is chosen."""

import numpy as np

from nnlab.core import checks
from nnlab.live.plane import point_rows
from nnlab.plots.wiring import downstream


class Changes:
    """The part of NetworkLab that the reader turns."""

    def _state(self):
        return {
            "parameters": self.network.parameters.copy(),
            "activations": self.network.activations,
            "sharpness": self._sharpness,
            "base": self._base.copy(),
            "fold": self._fold,
        }

    def _restore(self, state):
        self.network.parameters[...] = state["parameters"]
        for layer, bend in zip(self.network.layers, state["activations"], strict=True):
            layer.activation = bend
        self._sharpness, self._base = state["sharpness"], state["base"].copy()
        self._fold, self._lit = state["fold"], None

    def _writer(self, name):
        def write(value):
            self._set(self._index(name), value)
            part = self.node | {"input": "bias" if name == "b" else int(name[1:]) - 1}
            self._lit = downstream(self.network.sizes, part)

        return write

    def _set(self, index, value):
        """One number of the network; the sharpness stays what the others are multiplied by."""
        self.network.parameters[index] = value
        if self._sharpness:
            self._base[index] = value / self._sharpness
        if not np.array_equal(self._base * self._sharpness, self.network.parameters):
            self._sharpness, self._base = 1.0, self.network.parameters.copy()

    def _edit(self, event):
        self._lit = None  # the drawing lights up what it changes
        self._set(event["index"], event["value"])

    def _sharpen(self, factor):
        self.network.parameters[...] = self._base * factor
        self._sharpness, self._lit = factor, None

    def _bender(self, k):
        def write(name):
            self.network.layers[k].activation = self._bends[name]
            self._lit = None

        return write

    def _carry(self, fold):
        checks.need(0 <= fold <= 1, "fold goes from 0 (flat) to 1 (folded)")
        self._fold = fold

    def _choose(self, event):
        node = {key: value for key, value in event["part"].items() if key != "what"}
        if "layer" in node:
            node.pop("input", None)
        self.node, self._lit = node, None

    def _look(self, event):
        part = event["part"]
        is_node = "layer" not in part or "input" not in part
        self._looked = {k: v for k, v in part.items() if k != "what"} if is_node else None

    def _look_away(self, _event):
        self._looked = None

    def _choose_row(self, event):
        index = event.get("index")
        if isinstance(index, int) and 0 <= index < len(self.X):
            self._selected = index

    def _choose_point(self, event):
        self._choose_row({"index": _sample_of(self.X, self._classes, event.get("index"))})

    def _choose_folded(self, event):
        self._choose_row({"index": _sample_of(self._places, self._classes, event.get("index"))})


def _sample_of(places, classes, row) -> int | None:
    """The first sample in a row of `point_rows`."""
    rows = point_rows(places, classes)
    if not isinstance(row, int) or not 0 <= row < len(rows):
        return None
    same = (places == rows[row][:2]).all(axis=1) & (classes == rows[row][2])
    return int(np.flatnonzero(same)[0])
