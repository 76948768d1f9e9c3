"""The same training twice: by the fast path, and by core alone."""

import contextlib
from unittest import mock

import numpy as np

from nnlab import ACTIVATIONS, LOSSES, OPTIMIZERS, Activation, Loss, Network, Training
from nnlab.core import stretch
from nnlab.core.losses import as_loss

XOR = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
GATE = [[0.0], [1.0], [1.0], [0.0]]

# What a reader may add, without kernels: it's called.
softplus = Activation("softplus", lambda z: np.logaddexp(0, z), lambda z: 1 / (1 + np.exp(-z)))
log_cosh = Loss(
    "log_cosh",
    lambda p, y: (np.logaddexp(p - y, y - p) - np.log(2)).mean((-2, -1)),
    lambda p, y: np.tanh(p - y) / (p.shape[-2] * p.shape[-1]),
)


class Signs:
    """A reader's own optimizer: it remembers nothing."""

    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, parameters, gradients):
        """By the sign of the slope alone."""
        parameters -= self.learning_rate * np.sign(gradients)


BENDS = [*ACTIVATIONS.values(), softplus]
ERRORS = [*LOSSES.values(), log_cosh]
STEPS = {**OPTIMIZERS, "own": Signs}


@contextlib.contextmanager
def core_alone():
    """Inside, a training is core's own loop."""
    with mock.patch.object(stretch, "advance", lambda training, epochs: None):
        yield


def samples(n, n_in, n_out, loss, rng=0):
    """Samples with targets that this loss takes."""
    rng = np.random.default_rng(rng)
    X = rng.normal(0, 1, (n, n_in))
    some = rng.integers(0, 2, (n, n_out)).astype(float)
    for y in (some, 2 * some - 1, np.eye(n_out)[rng.integers(n_out, size=n)]):
        with contextlib.suppress(ValueError):
            as_loss(loss)(np.full_like(y, 0.5), y)
            return X, y
    raise AssertionError(f"samples doesn't know targets for {loss}: add them here")


def trainings(sizes, bends, loss, n=7, optimizer=None, init="glorot", runs=(), dtype=float, **more):
    """Two trainings alike in everything: `optimizer` is a function that makes one."""
    X, y = samples(n, sizes[0], sizes[-1], loss)
    pair = []
    for _ in range(2):
        network = Network(sizes, bends, init=init, runs=runs, dtype=dtype, rng=1)
        pair.append(
            Training(network, X, y, loss=loss, optimizer=optimizer and optimizer(), rng=2, **more)
        )
    return pair


def engine_of(training):
    """What worked on this training, by name; None if core did it all."""
    work = training._stretch and training._stretch.work
    return work and type(getattr(work, "layout", work)).__name__


def run_both(pair, epochs):
    """Run one by the fast path and one by core; both histories."""
    fast = pair[0].run(epochs)
    with core_alone():
        return fast, pair[1].run(epochs)


def assert_same(pair, tolerance=1e-12):
    """The same numbers, words and memory in both."""
    one, two = pair
    same(one.network.parameters, two.network.parameters, tolerance)
    for name in ("epochs", "loss", "low", "high", "validation_loss", "parameters", "diverged"):
        same(getattr(one.history, name), getattr(two.history, name), tolerance, name)
    assert one.history.stopped == two.history.stopped
    assert one.epoch == two.epoch
    for name, value in vars(two.optimizer).items():
        same(vars(one.optimizer)[name], value, tolerance, name)
    assert one._rng.bit_generator.state == two._rng.bit_generator.state


def same(a, b, tolerance, name="parameters"):
    """Equal to the tolerance, absolutely and relatively, infinite values included."""
    assert (a is None) == (b is None), name
    if a is not None:
        assert np.shape(a) == np.shape(b), name
        np.testing.assert_allclose(a, b, tolerance, tolerance, err_msg=name)
