"""Points to learn from: classes in the plane, surfaces over it, and a wave.

Each `make_*` gives X (n_samples, n_in) and y (n_samples, 1). The classes are 0 and 1, in turn, so
that the two are equally many. `noise` is a standard deviation, in the units of X for classes and
in the units of y for surfaces and the wave.
"""

from __future__ import annotations

import numpy as np

from ..core import checks

Rng = np.random.Generator | int | None
Data = tuple[np.ndarray, np.ndarray]
MOST = 10_000_000  # samples: 160 MB in the plane; more is a slip of the hand


def make_xor(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """Four square patches of the plane, the corners of XOR: class 1 where x1 and x2 differ in sign.

    Returns
    -------
    X : ndarray of shape (n_samples, 2), within -1..1 before noise
    y : ndarray of shape (n_samples, 1), 0 or 1

    Examples
    --------
    >>> X, y = make_xor(4, noise=0, rng=0)
    >>> ((X[:, 0] > 0) != (X[:, 1] > 0)).tolist() == (y[:, 0] == 1).tolist()
    True
    """
    y, generator = _classes(n_samples, noise, rng)
    size = generator.uniform(0.1, 1, (n_samples, 2))
    first = generator.choice([-1.0, 1.0], n_samples)
    second = np.where(y[:, 0] == 1, -first, first)
    return _shaken(size * np.column_stack([first, second]), noise, generator), y


def make_circles(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """A disc (class 1) inside a ring (class 0).

    Returns
    -------
    X : ndarray of shape (n_samples, 2), radius up to 0.5 inside, 0.75 to 1 outside, before noise
    y : ndarray of shape (n_samples, 1), 0 or 1

    Examples
    --------
    >>> X, y = make_circles(50, noise=0, rng=0)
    >>> ((X**2).sum(axis=1) < 0.5).tolist() == (y[:, 0] == 1).tolist()
    True
    """
    y, generator = _classes(n_samples, noise, rng)
    share = generator.uniform(0, 1, n_samples)
    radius = np.where(y[:, 0] == 1, 0.5 * np.sqrt(share), 0.75 + 0.25 * share)
    return _shaken(_around(radius, generator.uniform(0, 2 * np.pi, n_samples)), noise, generator), y


def make_moons(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """Two half moons that reach into each other.

    Returns
    -------
    X : ndarray of shape (n_samples, 2)
    y : ndarray of shape (n_samples, 1), 0 for the upper moon, 1 for the lower

    Examples
    --------
    >>> X, y = make_moons(100, rng=0)
    >>> X.shape, y.shape
    ((100, 2), (100, 1))
    """
    y, generator = _classes(n_samples, noise, rng)
    upper = _around(np.ones(n_samples), generator.uniform(0, np.pi, n_samples))
    X = np.where(y == 1, [1.0, 0.5] - upper, upper)
    return _shaken(X - [0.5, 0.25], noise, generator), y


def make_gaussians(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """Two round clouds, at (-0.5, -0.5) and (0.5, 0.5); `noise` is how far they spread.

    Returns
    -------
    X : ndarray of shape (n_samples, 2)
    y : ndarray of shape (n_samples, 1), 0 or 1

    Examples
    --------
    >>> X, y = make_gaussians(4, noise=0)
    >>> X.tolist()
    [[-0.5, -0.5], [0.5, 0.5], [-0.5, -0.5], [0.5, 0.5]]
    """
    y, generator = _classes(n_samples, noise, rng)
    return _shaken(np.repeat(y - 0.5, 2, axis=1), noise, generator), y


def make_spirals(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """Two arms of a spiral, wound one and a half times around each other.

    Returns
    -------
    X : ndarray of shape (n_samples, 2), within -1..1 before noise
    y : ndarray of shape (n_samples, 1), 0 or 1

    Notes
    -----
    The arms are 0.16 apart at the closest: noise above about 0.05 mixes them.

    Examples
    --------
    >>> X, y = make_spirals(60, noise=0, rng=0)
    >>> bool((abs(X) <= 1).all())
    True
    """
    y, generator = _classes(n_samples, noise, rng)
    share = generator.uniform(0.05, 1, n_samples)
    angle = 3 * np.pi * share + np.pi * y[:, 0]
    return _shaken(_around(share, angle), noise, generator), y


def make_plane(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """A tilted plane: y = (x1 + x2) / 2. One neuron without a bend is enough.

    Returns
    -------
    X : ndarray of shape (n_samples, 2), within -1..1
    y : ndarray of shape (n_samples, 1)

    Examples
    --------
    >>> X, y = make_plane(10, noise=0, rng=0)
    >>> bool((y[:, 0] == (X[:, 0] + X[:, 1]) / 2).all())
    True
    """
    generator = _checked(n_samples, noise, rng)
    X = generator.uniform(-1, 1, (n_samples, 2))
    return X, _shaken((X[:, :1] + X[:, 1:]) / 2, noise, generator)


def make_bumps(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """Hills and hollows: a bump up at (-0.5, -0.5) and (0.5, 0.5), down at the other two corners.

    Returns
    -------
    X : ndarray of shape (n_samples, 2), within -1..1
    y : ndarray of shape (n_samples, 1), within -1..1 before noise

    Examples
    --------
    >>> X, y = make_bumps(200, noise=0, rng=0)
    >>> bool(((X[:, :1] * X[:, 1:] > 0) == (y > 0)).all())
    True
    """
    generator = _checked(n_samples, noise, rng)
    X = generator.uniform(-1, 1, (n_samples, 2))
    y = np.zeros((n_samples, 1))
    for centre, height in (((-1, -1), 1), ((1, 1), 1), ((-1, 1), -1), ((1, -1), -1)):
        away = ((X - np.divide(centre, 2)) ** 2).sum(axis=1, keepdims=True)
        y += height * np.exp(-away / 0.1)
    return X, _shaken(y, noise, generator)


def make_wave(n_samples: int = 200, *, noise: float = 0.1, rng: Rng = None) -> Data:
    """A curve over one input: y = sin(pi x).

    Returns
    -------
    X : ndarray of shape (n_samples, 1), within -1..1, in rising order
    y : ndarray of shape (n_samples, 1)

    Examples
    --------
    >>> X, y = make_wave(3, noise=0, rng=0)
    >>> bool((y == np.sin(np.pi * X)).all())
    True
    """
    generator = _checked(n_samples, noise, rng)
    X = np.sort(generator.uniform(-1, 1, (n_samples, 1)), axis=0)
    return X, _shaken(np.sin(np.pi * X), noise, generator)


def _checked(n_samples: int, noise: float, rng: Rng) -> np.random.Generator:
    checks.number(noise, "noise", 0, 1e101)
    n_samples = checks.whole(n_samples, "n_samples", least=2)
    checks.need(n_samples <= MOST, f"n_samples must be at most {MOST:,}")
    return checks.generator(rng)


def _classes(n_samples: int, noise: float, rng: Rng) -> tuple[np.ndarray, np.random.Generator]:
    """The classes 0, 1, 0, 1, ... as (n_samples, 1), and where the random numbers come from."""
    generator = _checked(n_samples, noise, rng)
    return (np.arange(n_samples) % 2).astype(float)[:, np.newaxis], generator


def _around(radius: np.ndarray, angle: np.ndarray) -> np.ndarray:
    """Points by radius and angle: (n_samples, 2)."""
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _shaken(values: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    return values + noise * rng.standard_normal(values.shape)
