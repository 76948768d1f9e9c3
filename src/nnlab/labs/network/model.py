"""A network taken apart: what every node says about every sample, and what the reader turns."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Activation, Layer, Network, Trace, checks
from nnlab.labs import samples
from nnlab.labs.sides import Sides
from nnlab.labs.words import check_finite, parameter_names
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS
from nnlab.pictures.folding import folds
from nnlab.pictures.geometry import bounds_around
from nnlab.pictures.plane import point_of_each
from nnlab.pictures.sheet import meeting
from nnlab.pictures.wiring import checked_sizes, downstream, node_names, part_key, parts

REACH = 10.0  # of a weight that is turned, both ways
GRID = np.linspace(-REACH, REACH, 1001)  # so fine that no stretch that helps is missed
FEW = 12  # samples of which it can be guessed which two will meet


class Apart:
    """A network, its samples, and what is chosen of them: NetworkLab without its widgets.

    Parameters
    ----------
    network : Network without runs, up to 6 hidden layers of 8
    X, y : (n_samples, n_in), (n_samples, n_out)

    Attributes
    ----------
    part : the key of what is chosen, a node, a weight or a bias, see `pictures.wiring`
    row : the chosen sample
    fold : from 0, the plane as it is, to 1, the hidden neurons' plane
    falls : how often it was let fall
    above : whether the fold is seen from straight above
    quiz : whether the reader is asked, before the plane falls, which two samples will meet
    guess : the samples, up to two, of which the reader says so
    lit : parts downstream of the number that was changed last
    tries : changes since it was solved last
    tried : changes since it was opened

    >>> apart = Apart(Network([2, 2, 1], "step", init="zeros"), [[0, 0], [1, 1]], [[0], [1]])
    >>> apart.read()
    >>> apart.wrong.tolist()
    [False, True]
    """

    def __init__(self, network: Network, X: ArrayLike, y: ArrayLike) -> None:
        self.network = self.owner = samples.one_network(
            network, "NetworkLab", "Network([2, 2, 1], step)"
        )
        checked_sizes(network.sizes)
        self.X = checks.inputs(X, network)
        self.y = checks.targets(y, len(self.X), network.n_out)
        self._sides = Sides(self.y)
        checks.need(
            self._sides.classes is not None,
            "the targets y must be 0 and 1, or -1 and +1; or columns with a single 1 in each row",
        )
        self.classes = np.asarray(self._sides.classes)
        self.bounds: Any = bounds_around(self.X) if network.n_in == 2 else None
        self.is_gate = samples.is_gate(self.X) and bool(self.y.min() == 0)
        xor = samples.is_gate(self.X) and tuple(self.classes) == BOOLEAN_FUNCTIONS["XOR"]
        self.is_xor = xor and network.sizes == (2, 2, 1)
        self.names, self._numbers = node_names(network.sizes), parameter_names(network.sizes)
        self.begin()
        last = {"layer": len(network.layers) - 1, "neuron": 0, "input": 0}
        self.part = part_key(network.sizes, last)
        self.row = -1  # until it is read
        self.fold, self.falls, self.above = 0.0, 0, False
        self.quiz, self.guess, self.fallen, self.meet = False, list[int](), False, list[int]()
        self.lit: list[str] = []

    def begin(self) -> None:
        """From here on it is counted what is tried."""
        self.start, self.began = self.network.parameters.copy(), self._wrong_at_first()
        self.tries = self.tried = 0

    def _wrong_at_first(self) -> tuple[bool, list]:
        """Whether any sample was wrong when it opened, and with which activations."""
        with np.errstate(all="ignore"):
            wrong = self._sides.wrong(self.network(self.X), self._sides.middle)
        return bool(wrong.any()), list(self.network.activations)

    def missing(self) -> dict[str, Any]:
        """Parts of the lab, and why they don't suit this network, if they don't."""
        n_in = self.network.n_in
        long = len(self.X) > samples.LONGEST_TABLE or n_in > 3
        folded = "folding needs 2 inputs, 2 neurons in the last hidden layer and 1 output"
        return {
            "plane": n_in != 2 and f"a plane has 2 inputs, and this network has {n_in}",
            "folding": not folds(self.network) and folded,
            "table": long
            and f"a table holds up to {samples.LONGEST_TABLE} samples of up to 3 inputs",
            "challenge": not self.is_xor and "the challenge is XOR with a 2-2-1 network",
        }

    def read(self) -> None:
        """What every node says about every sample; what lies on a line has z exactly 0."""
        check_finite(self._numbers, self.network.parameters)
        self.traces, inputs = [], self.X
        for layer in self.network.layers:
            z = samples.sums(inputs, layer.W, layer.b)
            self.traces.append(Trace(inputs, z, layer.activation(z)))
            inputs = self.traces[-1].a
        self.output = inputs
        self.wrong = self._sides.wrong(inputs, self._sides.middle)
        self.solved = not self.wrong.any()
        if self.quiz and not self.fallen:
            together = meeting(self.network, self.X) if len(self.X) <= FEW else []
            self.meet = together[0] if list(map(len, together)) == [2] else []
        if self.row < 0:  # what is wrong is what one wants to know
            self.row = int(self.wrong.argmax()) if not self.solved else min(2, len(self.X) - 1)

    @property
    def asks(self) -> bool:
        """Whether it is still open which two samples will meet."""
        return bool(self.quiz and self.meet and not self.fallen)

    @property
    def marked(self) -> list[int]:
        """The samples that stand out: those of the guess, till another is chosen."""
        return self.guess if self.guess or self.asks else [self.row]

    def points(self) -> list[int]:
        """Which point of the plane each sample is: those of a class in one place share one."""
        return point_of_each(self.X, self.classes)

    def stuck(self) -> bool:
        """Whether no value of the number that was turned makes all samples right."""
        index = None if self.slid is None else self.index(self.slid)
        if index is None or self.solved:
            return False
        tried = np.repeat(self.network.parameters[np.newaxis], len(GRID), axis=0)
        tried[:, index] = GRID
        outputs = self.network.with_parameters(tried)(self.X)  # each a run of its own
        return bool(self._sides.wrong(outputs, self._sides.middle).any(axis=1).all())

    @property
    def node(self) -> dict:
        """The chosen node, or that of the chosen number, as a part of `pictures.wiring`."""
        part = parts(self.network.sizes)[self.part]
        kept = ("layer", "neuron") if "layer" in part else ("input",)
        return {name: part[name] for name in kept}

    @property
    def slid(self) -> int | str | None:
        """Which of the chosen node's numbers is turned: the chosen one, or its bias, if any."""
        part = parts(self.network.sizes)[self.part]
        return part.get("input", "bias") if "layer" in part else None

    # ------------------------------------------------------------------ the chosen node's numbers

    def index(self, i: int | str) -> int | None:
        """Where the chosen node's weight number i, or its "bias", lies in the parameters."""
        layer = self.node.get("layer")
        if layer is None or (i != "bias" and int(i) >= self.network.sizes[layer]):
            return None
        return int(part_key(self.network.sizes, self.node | {"input": i})[1:])

    def number(self, i: int | str, of: np.ndarray) -> float | None:
        """That number, out of the parameters `of`."""
        index = self.index(i)
        return None if index is None else float(of[index])

    def called(self, i: int | str) -> str:
        """That number's name, such as "x₁ → h₁" or "bias of h₁"; "" if there is none."""
        index = self.index(i)
        return "" if index is None else self._numbers[index]

    # ------------------------------------------------------------------ what the reader does

    def choose(self, key: str) -> None:
        """A node, a weight or a bias."""
        checks.need(key in parts(self.network.sizes), f"this network has no part {key!r}")
        self.part, self.lit = key, []

    def choose_row(self, event: dict) -> None:
        """Another sample; while it's asked which two will meet, one of those, or not any more."""
        row = samples.chosen(event, len(self.X), self.row)
        if not self.asks:
            self.row, self.guess = row, []
        elif row in self.guess:
            self.guess = [each for each in self.guess if each != row]
        else:
            self.guess = [*self.guess[-1:], row]

    def choose_point(self, event: dict) -> None:
        """The first sample that a point of the plane stands for."""
        points, point = self.points(), event.get("index")
        if point in points:
            self.row = points.index(point)

    def let_fall(self) -> None:
        """The sheet falls; where it is on its way the browser shows."""
        self.falls += 1
        self.above = False

    def look_down(self) -> None:
        """From straight above, or from the side again."""
        self.above = not self.above

    def edit(self, event: dict) -> None:
        """A number was changed in the drawing, which lights up what that changes."""
        self.choose(event["part"])
        self.network.parameters[event["index"]] = event["value"]
        self._tried(event["part"])

    def turn(self, i: int | str, value: float) -> None:
        """A number of the chosen node was changed by its control."""
        index = self.index(i)
        checks.need(index is not None, "an input has no numbers: choose another node")
        self.part = f"p{index}"
        self.network.parameters[index] = value
        self._tried(self.part)

    def set_activation(self, layer: Layer, activation: Activation) -> None:
        """Give a layer another activation."""
        layer.activation = activation
        self._tried()

    def _tried(self, part: str = "") -> None:
        """Once more; what the part changes is lit."""
        self.lit = downstream(self.network.sizes, part) if part else []
        self.tries += 1
        self.tried += 1
