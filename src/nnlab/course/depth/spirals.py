"""Two spirals told apart by networks of one size, from wide to deep."""

from collections.abc import Sequence

from nnlab.core import SGD, Network, fit, sigmoid_cross_entropy
from nnlab.datasets import make_spirals

SEEN = make_spirals(200, noise=0.05, rng=0)
UNSEEN = make_spirals(1000, noise=0.05, rng=1)
EPOCHS, MOMENTUM = 3000, 0.9
RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # what was tried, shape by shape


def spirals(hidden: Sequence[int], rate: float, starts: int = 5) -> tuple[Network, float]:
    """Train networks with these hidden layers from random starts, and take the middle one.

    tanh in the hidden layers, Glorot's start, cross-entropy, all 200 points a step, momentum 0.9,
    3,000 epochs. The same seeds for every shape. Shapes differ in the rate that suits them: compare
    each at its own best.

    Parameters
    ----------
    hidden : how many neurons stand in each hidden layer
    rate : the learning rate
    starts : how many random starts, an odd number

    Returns
    -------
    network : the one that is the median in what it gets right
    share : of the 1,000 points held back, how much that is

    >>> network, share = spirals([1, 1], 0.1, starts=1)
    >>> network.sizes, 0.5 < share < 0.8
    ((2, 1, 1, 1), True)
    """
    bends = ["tanh"] * len(hidden) + ["identity"]
    networks = Network([2, *hidden, 1], bends, runs=(starts,), rng=0)
    fit(
        networks,
        *SEEN,
        loss=sigmoid_cross_entropy,
        optimizer=SGD(rate, momentum=MOMENTUM),
        epochs=EPOCHS,
        record_every=EPOCHS,
    )
    unseen, truth = UNSEEN
    shares = ((networks(unseen) > 0) == (truth == 1)).mean(axis=(1, 2))
    middle = int(shares.argsort()[starts // 2])
    return networks.run(middle), float(shares[middle])
