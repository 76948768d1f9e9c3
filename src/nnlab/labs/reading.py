"""A digit that is drawn, and a network that reads it: DigitLab without its widgets."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import Network, checks, softmax
from nnlab.labs import pen, words
from nnlab.labs.samples import one_network

PIXELS, DIGITS = 64, 10
FEW = 12  # hidden neurons that are told of
FAINT = 0.3  # how strong a neuron's picture is where there's no ink
SURE = 0.9  # the share from which on it is called sure
SUCH_AS = 'Network([64, 32, 10], ["tanh", "identity"])'
SAMPLE = pen.drawing(  # a 3, for a pad that nobody has drawn on yet
    [
        [(0.3, 0.24), (0.33, 0.19), (0.38, 0.15), (0.44, 0.13), (0.5, 0.13), (0.57, 0.14)]
        + [(0.63, 0.18), (0.67, 0.23), (0.69, 0.29), (0.68, 0.35), (0.65, 0.4), (0.6, 0.44)]
        + [(0.52, 0.47), (0.59, 0.49), (0.65, 0.53), (0.69, 0.58), (0.71, 0.65), (0.7, 0.72)]
        + [(0.66, 0.79), (0.6, 0.84), (0.53, 0.87), (0.45, 0.87), (0.38, 0.85), (0.32, 0.81)]
        + [(0.28, 0.76)]
    ]
)


class Reading:
    """What is on the pad, what a network gets to see of it, and what it says of that.

    Parameters
    ----------
    network : Network, 64 inputs and 10 scores
    X : (n_samples, 64) digits as of `load_digits`, y : (n_samples, 10) one-hot; or neither
    drawing : strokes, lists of places (x, y) from 0 to 1, y down; left out, a 3
    ink : (64,) a digit of the data under them, or none

    Attributes
    ----------
    strokes : what is drawn, see `pen`
    ground : (64,) ink of a digit of the data, which lies under the strokes; 0 for none
    picked : which sample that was, or -1
    asked : the hidden neuron whose picture lies on the pad, or -1
    ink : (64,), all that the network gets to see
    frame : where on the pad its squares lie
    scores, shares : (10,) each
    says : the digit with the largest share
    answers : (n_samples,) what it reads each sample as
    wrong : the samples that it gets wrong, those most like `ink` first
    heard, parts : (n_hidden,) what each neuron of the last hidden layer says, and what that adds to
        the score of `says`
    loud : those of them that speak loudest, what speaks for `says` first
    """

    def __init__(
        self,
        network: Network,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        drawing: Any = None,
        ink: ArrayLike | None = None,
    ) -> None:
        one_network(network, "DigitLab", SUCH_AS)
        ends, last = (network.sizes[0], network.sizes[-1]), network.activations[-1]
        fits = f"DigitLab needs 64 inputs, a pixel each, and 10 outputs, a digit each, not {ends}"
        checks.need(ends == (PIXELS, DIGITS), f"{fits}: {SUCH_AS}")
        self.owner = network
        self._check_end(last)
        checks.need((X is None) == (y is None), "DigitLab takes both X and y, or neither")
        self.X, self.y = np.empty((0, PIXELS)), np.empty((0, DIGITS))
        if X is not None and y is not None:
            self.X = checks.inputs(X, network).copy()
            self.y = checks.targets(y, len(self.X), DIGITS).copy()
        blank = np.zeros(PIXELS)
        given = blank if ink is None else checks.like(ink, blank, "ink")
        self.ground = np.clip(given, 0.0, 1.0)
        fresh = () if ink is not None else SAMPLE
        self.strokes = fresh if drawing is None else pen.drawing(drawing)
        self.picked, self.asked, self.fooling = -1, -1, False
        self.held = self.rubbing = False  # whether a hand is down, and with the rubber
        self._begun: tuple[Any, ...] | None = None  # a stroke's id, and all before it
        self.loud = np.empty(0, int)
        self.wrong = self.answers = np.empty(0, int)
        self._known: Any = None  # the network that gave those answers

    def read(self) -> None:
        """What it gets to see, and what it says of that."""
        network = self.owner
        self._check_end(network.activations[-1])
        if not np.isfinite(network.parameters).all():
            words.check_finite(words.parameter_names(network.sizes), network.parameters)
        self.ink, self.frame = self._seen()
        self.scores, self.shares = self._scores(self.ink)
        self.says = int(np.argmax(self.shares))
        self.heard = self.parts = np.empty(0)
        if len(network.layers) > 1:
            self.heard = np.nan_to_num(network.forward(self.ink[np.newaxis])[-1].inputs[0])
            self.parts = np.nan_to_num(self.heard * network.layers[-1].W[self.says])
        if not self.held:  # under a hand all keep their places
            loudness = np.abs(self.parts)
            loudness[[self.asked] if self.asked >= 0 else []] = np.inf
            loud = np.argsort(-loudness, kind="stable")[:FEW]
            self.loud = loud[np.argsort(-self.parts[loud], kind="stable")]
        self._check_samples()

    def _seen(self) -> tuple[np.ndarray, pen.Frame]:
        """The ink in 8 × 8 squares, and where they lie: a digit of the data has its place."""
        if not self.strokes:
            return self.ground, pen.WHOLE
        if not self.ground.any():
            frame = pen.frame_of(self.strokes)
            return pen.counted(pen.bitmap(self.strokes, frame)), frame
        bits = pen.enlarged(self.ground) | pen.bitmap(self.strokes, pen.WHOLE, pen.PEN)
        return pen.counted(bits), pen.WHOLE

    def _scores(self, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        scores = np.nan_to_num(self.owner(X))
        return scores, softmax(scores)

    def _check_samples(self) -> None:
        """Which samples it gets wrong: asked anew only where the network is another one."""
        known = self.owner.parameters.tobytes(), self.owner.activations
        asked = len(self.X) and known != self._known
        if asked:
            self._known = known
            self.answers = np.nan_to_num(self.owner(self.X)).argmax(axis=1)
            self.wrong = np.flatnonzero(self.answers != self.y.argmax(axis=1))
        if len(self.wrong) and (asked or not self.held):
            far = np.linalg.norm(self.X[self.wrong] - self.ink, axis=1)
            self.wrong = self.wrong[np.lexsort((self.wrong, far))]

    def _check_end(self, last: Any) -> None:
        told = "DigitLab shares out scores by softmax, so the network has to end in identity"
        checks.need(last.name == "identity", f"{told}, not {last.name}: {SUCH_AS}")

    # What it shows

    @property
    def fresh(self) -> bool:
        """Whether nobody has drawn yet: what is there gives way to the first stroke."""
        return self.strokes == SAMPLE and not self.ground.any()

    @property
    def empty(self) -> bool:
        """Whether there is no ink."""
        return not (self.strokes or self.ground.any())

    @property
    def share(self) -> float:
        """The largest share."""
        return float(self.shares[self.says])

    @property
    def sure(self) -> bool:
        """Whether a drawing, now that the hand is up, is read as surely as it takes."""
        drawn = bool(self.strokes) and not self.fresh and self.picked < 0
        return drawn and not self.held and self.share >= SURE

    @property
    def slopes(self) -> np.ndarray:
        """(n_loud, 64) how the sum of each loud neuron changes with each pixel.

        With one hidden layer these are its weights; with more it's backpropagation, as far as the
        pixels, and holds for this ink.
        """
        *before, hidden, _ = self.owner.layers
        d, many = hidden.W[self.loud], np.repeat(self.ink[np.newaxis], len(self.loud), axis=0)
        traces = self.owner.forward(many)[: len(before)]
        for layer, trace in zip(before[::-1], traces[::-1], strict=True):
            _, d = layer.backward(trace, d)
        return np.nan_to_num(d)

    @property
    def looks(self) -> np.ndarray:
        """(n_loud, 64) what each loud neuron looks for, from -1 to 1, strong under the ink."""
        looks = self.slopes * (FAINT + (1 - FAINT) * self.ink)
        return looks / np.maximum(np.abs(looks).max(axis=1, keepdims=True), 1e-300)

    def picture(self) -> dict[str, Any]:
        """The pad: what is drawn, and under it what the network gets to see."""
        strokes = [[list(place) for place in stroke] for stroke in self.strokes]
        ground = self.ground if self.ground.any() else ()
        shown = {"strokes": strokes, "ground": ground, "frame": list(self.frame)}
        if self.asked >= 0:
            shown["looks"] = self.looks[self.loud == self.asked]
        return shown | {"values": self.ink, "rubbing": self.rubbing, "fresh": self.fresh}

    # What the reader does

    def draw(self, event: dict) -> None:
        """A pen, or the rubber, has gone along these places since it came down."""
        if self._begun is None or self._begun[0] != event["id"]:
            self._begun = event["id"], self.fresh, self.strokes, self.ground, self.picked
        _, fresh, strokes, ground, picked = self._begun
        self.held = event["phase"] in ("start", "move")
        if event["phase"] == "cancel":
            self.strokes, self.ground, self.picked = strokes, ground, picked
            return
        strokes = () if fresh and not event["rub"] else strokes
        (line,) = pen.drawing([event["points"]])
        if event["rub"]:
            self.strokes = pen.rubbed(strokes, line)
            self.ground = pen.wiped(ground, line)
        else:
            self.strokes, self.ground = pen.drawing([*strokes, line]), ground
        self.picked = picked if self.ground.any() else -1
        self.rubbing &= self.held or not self.empty  # on an empty pad it's a pen again

    def wipe(self) -> None:
        """An empty pad."""
        self.strokes, self.ground, self.picked = (), np.zeros(PIXELS), -1
        self.held = self.rubbing = False

    def pick(self, index: int) -> None:
        """Put a sample on the pad."""
        self.wipe()
        self.ground, self.picked = np.clip(self.X[index], 0.0, 1.0), index

    def ask(self, neuron: int) -> None:
        """Lay a hidden neuron's picture on the pad, or take it off."""
        self.asked = -1 if neuron == self.asked else neuron

    def fool(self) -> None:
        """Go on to what is no digit."""
        self.wipe()
        self.fooling = True

    def take(self, rubber: bool) -> None:
        """Take the rubber, or the pen."""
        self.rubbing = rubber

    # In words

    @property
    def written(self) -> int:
        """The digit that the sample on the pad was written as, or -1."""
        return int(self.y[self.picked].argmax()) if self.picked >= 0 else -1

    def describe(self) -> str:
        """What it says of the drawing, and how surely."""
        second = int(np.argsort(-self.shares, kind="stable")[1])
        seen = "An empty pad" if self.empty else "A 3 to begin with" if self.fresh else "A drawing"
        if self.picked >= 0:
            seen = f"A digit written as {self.written}"
        told = f"{seen}: it says {self.says}, {percent(self.share)}"
        return f"{told}; {second}, {percent(self.shares[second])}."


def percent(share: float) -> str:
    """A share as it is printed; never 100 %, for it has rivals.

    >>> percent(0.604), percent(0.9999), percent(0.0001)
    ('60\xa0%', '99.9\xa0%', '0\xa0%')
    """
    if share >= 0.995:
        return f"{min(np.floor(1000 * share) / 10, 99.9):.1f}\u00a0%"
    return f"{np.floor(share * 100):.0f}\u00a0%"
