"""The same training twice: by the engine, and by core alone."""

import contextlib
from unittest import mock

import numpy as np

import nnlab.fast
from nnlab import Network, Training
from nnlab.fast.sprint import _workers

XOR = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]


@contextlib.contextmanager
def core_alone():
    """Inside, a training is core's own loop."""
    with mock.patch.object(nnlab.fast, "sprint", lambda training, epochs: None):
        yield


def samples(n, n_in, n_out, loss, rng=0):
    """Samples with targets that this loss takes."""
    rng = np.random.default_rng(rng)
    X = rng.normal(0, 1, (n, n_in))
    if loss == "softmax_cross_entropy":
        return X, np.eye(n_out)[rng.integers(n_out, size=n)]
    y = rng.integers(0, 2, (n, n_out)).astype(float)
    return X, 2 * y - 1 if loss == "hinge_loss" else y


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
    engine = _workers[training].engine if training in _workers else None
    return engine and type(engine).__name__


def run_both(pair, epochs):
    """Run one by the engine and one by core; both histories."""
    by_engine = pair[0].run(epochs)
    with core_alone():
        return by_engine, pair[1].run(epochs)


def assert_same(pair, tolerance=1e-12):
    """The same numbers, words and memory in both."""
    one, two = pair
    same(one.network.parameters, two.network.parameters, tolerance)
    for name in ("epochs", "loss", "validation_loss", "parameters", "diverged"):
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
