"""What a plan begins with: its inputs, its network, its training; always the same ones."""

import numpy as np
from numpy.typing import ArrayLike

from nnlab.core import OPTIMIZERS, Network, Training
from nnlab.datasets import features
from nnlab.labs.playground.data import points_of
from nnlab.labs.playground.plan import Plan, losses


def inputs_of(plan: Plan, points: ArrayLike) -> np.ndarray:
    """What the network is given of points (k, 2) in the plane: (k, n_features)."""
    scale = points_of(plan).scale
    return features(np.asarray(points, float) if scale is None else scale(points), plan.features)


def network_of(plan: Plan) -> Network:
    """The network that a plan starts with: always the same."""
    small = plan.start == "small"
    init, bends = "uniform" if small else plan.start, (*plan.bends, plan.end)
    network = Network(plan.sizes, bends, init=init, rng=plan.start_seed)
    for layer in network.layers if small else ():
        layer.W, layer.b = layer.W / 2, np.zeros_like(layer.b)
    return network


def training_of(plan: Plan, network: Network | None = None) -> Training:
    """The training that a plan begins with, of a network or of its own one."""
    points = points_of(plan)
    X, y = points.X, points.y
    if not len(X):  # a stand-in, until there is something to learn from
        X, y = np.zeros((1, 2)), np.zeros((1, plan.outputs))
    signs = plan.loss == "hinge"

    def pair(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return inputs_of(plan, X), 2 * y - 1 if signs else y

    training = Training(
        network_of(plan) if network is None else network,
        *pair(X, y),
        loss=losses(plan)[plan.loss][0],
        optimizer=OPTIMIZERS[plan.optimizer](plan.rate),
        batch_size=plan.batch,
        rng=np.random.default_rng([plan.start_seed, 1]),  # 1: another chance than the weights'
        validation=pair(points.X_test, points.y_test) if len(points.X_test) else None,
    )
    training.l1, training.l2 = penalties(plan)
    return training


def penalties(plan: Plan) -> tuple[float, float]:
    """How strongly a plan keeps weights small: l1 and l2 of core."""
    l1, l2 = (plan.strength if plan.penalty == name else 0.0 for name in ("L1", "L2"))
    return l1, l2
