"""NetworkLab itself: what it may show, and what its network says about the samples."""

import numpy as np

from nnlab.core import Network, Trace, checks
from nnlab.labs.lab import Lab
from nnlab.labs.network.changes import Changes
from nnlab.labs.network.views import Views
from nnlab.labs.network.words import Words
from nnlab.labs.neuron import CELLS, LONGEST_TABLE
from nnlab.lessons.by_hand import SIZES, keep_xor
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, ON_THE_LINE, ROWS
from nnlab.plots.folding import folds
from nnlab.plots.geometry import bounds_around, sample_plane
from nnlab.plots.wiring import checked_sizes, node_names


class NetworkLab(Views, Changes, Words, Lab):
    """A live view of a network: every number in its drawing, every node's map, every sample.

    Point at a node, or give it the focus, and the plane shows what it sees. Choose a point, and
    its numbers stand at every node. Whatever the reader changes is written into `network` itself,
    and what a later cell changes in `network` is drawn.

    Parameters
    ----------
    network : Network without runs, up to 6 hidden layers of 8
    X : (n_samples, n_in), y : (n_samples, n_out), targets 0/1 or -1/+1; several columns: one-hot
    show : names out of `PARTS`; left out: all that suit the network. The plane and the bends of
        the samples need 2 inputs, the folding 2 neurons in the last hidden layer and one output.
    size : "presenter" for a projector

    Attributes
    ----------
    network : the network itself
    node : the chosen node, as a part of `nnlab.plots.wiring`

    Raises
    ------
    ValueError
        If the network can't be drawn, if X and y don't fit it, or if `show` names no part, or one
        that doesn't suit the network.
    """

    TITLE = "NetworkLab"
    PARTS = (
        "diagram",
        "equation",
        "plane",
        "folding",
        "sliders",
        "sharpness",
        "bends",
        "table",
        "challenge",
    )

    def __init__(self, network, X, y, *, show=None, size=None):
        self.network = _checked_network(network)
        self.X, self._classes = _checked_data(network, X, y)
        self.y = checks.targets(y, len(self.X))
        self._is_xor = (
            tuple(network.sizes) == SIZES
            and self.X.tolist() == [list(map(float, row)) for row in ROWS]
            and tuple(self._classes.tolist()) == BOOLEAN_FUNCTIONS["XOR"]
        )
        missing = self._missing()
        if show is None:
            show = [part for part in self.PARTS if part not in missing]
        super().__init__(show=show, size=size)
        for part in self._parts:
            checks.need(part not in missing, f"show= can't have {part!r} here: {missing.get(part)}")
        self._names = node_names(network.sizes)
        self.node = {"layer": len(network.layers) - 1, "neuron": 0}
        self._looked = None  # the node that is pointed at
        self._selected = 0 if len(self.X) < 3 else 2
        self._fold = 0.0
        self._lit = None  # what lies downstream of the slider that moved last
        self._start = network.parameters.copy()
        self._sharpness, self._base = 1.0, network.parameters.copy()
        self._since = 0  # undo steps when it was solved last
        self._kept: set[tuple] = set()
        if network.sizes[0] == 2:
            self._bounds = bounds_around(self.X)
            self._points = sample_plane(self._bounds, CELLS)
        self._make_views()

    def _missing(self) -> dict[str, str]:
        """The parts that don't suit this network, and why."""
        n_in, missing = self.network.sizes[0], {}
        if n_in != 2:
            missing["plane"] = f"a plane has 2 inputs, and this network has {n_in}"
        if not folds(self.network):
            missing["folding"] = (
                "folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output"
            )
        if len(self.X) > LONGEST_TABLE or n_in > 3:
            missing["table"] = f"a table holds up to {LONGEST_TABLE} samples of up to 3 inputs"
        if not self._is_xor:
            missing["challenge"] = "the challenge is XOR with a 2-2-1 network"
        return missing

    def _read(self):
        """What every node says about every sample; what lies on a line has z exactly 0."""
        self._traces, inputs = [], self.X
        for layer in self.network.layers:
            z = inputs @ layer.W.T + layer.b
            z[np.abs(z) < ON_THE_LINE] = 0.0
            self._traces.append(Trace(inputs, z, layer.activation(z)))
            inputs = self._traces[-1].a
        self._output = inputs
        if inputs.shape[1] == 1:
            self._middle = 0.0 if self.y.min() < 0 else 0.5
            self._says = (inputs[:, 0] > self._middle).astype(int)
        else:
            self._says = np.argmax(inputs, axis=1)
        self._wrong = self._says != self._classes
        if self._is_xor and not self._wrong.any():
            self._solved()

    def _solved(self):
        """Remember what the reader found, and start the hints afresh."""
        if self._undo:
            bends = tuple(bend.name for bend in self.network.activations)
            if bends not in self._kept:
                keep_xor(self.network)
                self._kept.add(bends)
        self._since = len(self._undo)


def _checked_network(network):
    checks.need(
        isinstance(network, Network),
        f"NetworkLab shows a network, not {type(network).__name__}: give it one, such as "
        "Network([2, 2, 1], step)",
    )
    checks.need(not network.runs, f"this network has runs {network.runs}: give one, network.run(0)")
    checked_sizes(network.sizes)
    return network


def _checked_data(network, X, y):
    """X, and the class that each row of y wants."""
    X = checks.inputs(X, network)
    y = checks.targets(y, len(X), network.sizes[-1])
    if y.shape[1] == 1:
        two = np.isin(y, (0, 1)).all() or np.isin(y, (-1, 1)).all()
        checks.need(two, "the targets y must be 0 and 1, or -1 and +1")
        return X, (y[:, 0] > 0).astype(int)
    one_hot = np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()
    checks.need(one_hot, "several columns of targets must have a single 1 in each row")
    return X, np.argmax(y, axis=1)
