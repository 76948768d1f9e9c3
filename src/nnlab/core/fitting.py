"""Learning in one call: what chapters and readers use; `Training` is the loop behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .checks import ArrayLike, Seed
from .history import History
from .losses import Loss, mean_squared_error
from .network import Network
from .training import Training


def fit(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: Loss | str = mean_squared_error,
    optimizer: Any = None,
    epochs: int = 100,
    batch_size: int | None = None,
    shuffle: bool = True,
    rng: Seed = None,
    l1: float = 0.0,
    l2: float = 0.0,
    record_every: int = 1,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    stop_when: Callable | None = None,
    callback: Callable | None = None,
) -> History:
    """Train a network, in place: `Training(network, X, y, ...).run(epochs)`.

    Parameters
    ----------
    network : Network
    X : array_like of shape (n_samples, n_in)
    y : array_like of shape (n_samples, n_out)
    loss : Loss or str
    optimizer : SGD or Adam, optional
        SGD(0.1) if left out.
    epochs : int
        How often to go through all samples.
    batch_size : int, optional
        How many samples a step looks at: None for all of them, 1 for one at a time.
    shuffle : bool
        A new order in each epoch (batches only); False keeps the order given.
    rng : numpy.random.Generator or int, optional
        For the shuffling.
    l1, l2 : float
        A price on large weights: l1 * sum |w| + l2 / 2 * sum w^2, never on biases. Part of the loss
        reported, and of what is minimised.
    record_every : int
        Keep a record every so many epochs, besides the start and the end.
    validation : (X, y), optional
        Samples to measure on, never to learn from.
    stop_when : callable, optional
        history to bool, asked at each record: True ends the training.
    callback : callable, optional
        (network, epoch, loss), called at each record.

    Returns
    -------
    History
        Where the numbers run away, or Ctrl-C comes, the training ends early: `stopped` says why.
        The network is then that of the last whole epoch with finite numbers.

    Raises
    ------
    ValueError
        Where the data don't fit the network, the targets don't fit the loss, or a name is unknown.

    Examples
    --------
    >>> from nnlab import SGD, Network, fit, sigmoid, tanh
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    >>> network = Network([2, 4, 1], [tanh, sigmoid], rng=1)
    >>> history = fit(network, X, y, optimizer=SGD(2.0), epochs=2000)
    >>> network(X).round().ravel().tolist(), history.stopped
    ([0.0, 1.0, 1.0, 0.0], 'finished at epoch 2000')
    """
    how: Any = dict(loss=loss, optimizer=optimizer, batch_size=batch_size, shuffle=shuffle)
    how |= dict(rng=rng, l1=l1, l2=l2, record_every=record_every, validation=validation)
    kind = _Unseen if stop_when is callback is None else Training  # who is asked may change X
    return kind(network, X, y, **how, stop_when=stop_when, callback=callback).run(epochs)


class _Unseen(Training):
    """One that is run once, at once, before anybody can change its data: it needs no copies."""

    _copies = False

    def measure(self, network: Any = None, X: Any = None, y: Any = None) -> Any:
        """By what trains, since that's made anyway."""
        from . import stretch  # loads with the first training

        loss = stretch.measure(self) if network is X is None else None
        return super().measure(network, X, y) if loss is None else loss
