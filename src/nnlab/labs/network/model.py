"""A network taken apart: what every node says about every sample, and what the reader turns."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, Network, Trace, checks
from nnlab.labs.samples import LONGEST_TABLE, Sharpness, is_gate, one_network, sums
from nnlab.lessons.by_hand import SIZES
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.pictures.folding import folds
from nnlab.pictures.wiring import checked_sizes, downstream, node_names, part_key


class Apart:
    """A network, its samples, and what is chosen of them: NetworkLab without its widgets.

    Parameters
    ----------
    network : Network without runs, up to 6 hidden layers of 8
    X, y : (n_samples, n_in), (n_samples, n_out)

    Attributes
    ----------
    node : the chosen node, as a part of `pictures.wiring`
    row : the chosen sample
    fold : from 0, the plane as it is, to 1, the hidden neurons' plane
    lit : parts downstream of the number that a control changed last; None: the drawing's own
    tries : changes since it was solved last
    kept : the activations with which the reader has solved XOR

    >>> apart = Apart(Network([2, 2, 1], "step", init="zeros"), [[0, 0], [1, 1]], [[0], [1]])
    >>> apart.read()
    >>> apart.says.tolist(), apart.wrong.tolist()
    ([0, 0], [False, True])
    """

    def __init__(self, network: Network, X: ArrayLike, y: ArrayLike) -> None:
        self.network = one_network(network, "NetworkLab", "Network([2, 2, 1], step)")
        checked_sizes(network.sizes)
        self.X = checks.inputs(X, network)
        self.y = checks.targets(y, len(self.X), network.sizes[-1])
        self.classes = _classes(self.y)
        self.is_gate = is_gate(self.X) and bool(self.y.min() == 0)
        self.is_xor = (
            tuple(network.sizes) == SIZES
            and is_gate(self.X)
            and tuple(self.classes) == BOOLEAN_FUNCTIONS["XOR"]
        )
        self.names = node_names(network.sizes)
        self.start = network.parameters.copy()
        self.sharpness = Sharpness(network.parameters)
        self.node: dict = {"layer": len(network.layers) - 1, "neuron": 0}
        self.row = 0 if len(self.X) < 3 else 2
        self.fold = 0.0
        self.lit: list | None = None
        self.tries = 0
        self.kept: set[tuple[str, ...]] = set()

    def missing(self) -> dict[str, str]:
        """The parts of the lab that don't suit this network, and why."""
        n_in, missing = self.network.sizes[0], {}
        if n_in != 2:
            missing["plane"] = f"a plane has 2 inputs, and this network has {n_in}"
        if not folds(self.network):
            missing["folding"] = (
                "folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output"
            )
        if len(self.X) > LONGEST_TABLE or n_in > 3:
            missing["table"] = f"a table holds up to {LONGEST_TABLE} samples of up to 3 inputs"
        if not self.is_xor:
            missing["challenge"] = "the challenge is XOR with a 2-2-1 network"
        return missing

    def read(self) -> None:
        """What every node says about every sample; what lies on a line has z exactly 0."""
        self.traces, inputs = [], self.X
        for layer in self.network.layers:
            z = sums(inputs, layer.W, layer.b)
            self.traces.append(Trace(inputs, z, layer.activation(z)))
            inputs = self.traces[-1].a
        self.output = inputs
        if inputs.shape[1] == 1:
            self.says = (inputs[:, 0] > (0.0 if self.y.min() < 0 else 0.5)).astype(int)
        else:
            self.says = np.argmax(inputs, axis=1)
        self.wrong = self.says != self.classes
        self.solved = not self.wrong.any()

    @property
    def sample(self) -> list[Trace]:
        """What the nodes say about the chosen sample."""
        one = slice(self.row, self.row + 1)
        return [Trace(t.inputs[one], t.z[one], t.a[one]) for t in self.traces]

    def name_of(self, node: dict) -> str:
        """What a node is called."""
        return self.names[int(part_key(self.network.sizes, node)[1:])]

    def sources(self) -> list[str]:
        """The names of the nodes that the chosen one hears; an input hears none."""
        if "layer" not in self.node:
            return []
        sizes, layer = self.network.sizes, self.node["layer"]
        first = sum(sizes[:layer])
        return self.names[first : first + sizes[layer]]

    def index(self, i: int | str) -> int | None:
        """Where the chosen node's weight number i, or its "bias", lies in the parameters."""
        if "layer" not in self.node or (i != "bias" and int(i) >= len(self.sources())):
            return None
        return int(part_key(self.network.sizes, self.node | {"input": i})[1:])

    # ------------------------------------------------------------------ what the reader does

    def choose(self, part: dict) -> None:
        """A node, or the one that a weight or a bias belongs to."""
        kept = ("layer", "neuron") if "layer" in part else ("input",)
        self.node, self.lit = {key: part[key] for key in kept}, None

    def edit(self, part: dict, index: int, value: float) -> None:
        """A number was changed in the drawing, which lights up what that changes."""
        self.choose(part)
        self.network.parameters[index] = value
        self.tries += 1

    def turn(self, i: int | str, value: float) -> None:
        """A number of the chosen node was changed by its control."""
        index = self.index(i)
        checks.need(index is not None, "an input has no numbers: choose another node")
        self.network.parameters[index] = value
        self.lit = downstream(self.network.sizes, self.node | {"input": i})
        self.tries += 1

    def sharpen(self, factor: float) -> None:
        """Multiply all numbers."""
        self.sharpness.set(factor)
        self.lit = None
        self.tries += 1

    def set_activation(self, k: int, activation: Activation) -> None:
        """Give layer k another activation."""
        self.network.layers[k].activation = activation
        self.lit = None
        self.tries += 1

    def carry(self, fold: float) -> None:
        """Fold the plane so far."""
        checks.need(0 <= fold <= 1, "fold goes from 0 (flat) to 1 (folded)")
        self.fold = fold


def _classes(y: np.ndarray) -> np.ndarray:
    """The class that each row of y wants."""
    if y.shape[1] == 1:
        two = np.isin(y, (0, 1)).all() or np.isin(y, (-1, 1)).all()
        checks.need(two, "the targets y must be 0 and 1, or -1 and +1")
        return (y[:, 0] > 0).astype(int)
    one_hot = np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()
    checks.need(one_hot, "several columns of targets must have a single 1 in each row")
    return np.argmax(y, axis=1)
