"""How far a training is, as one value: for a lab's undo."""

from nnlab.core import Training


class Progress:
    """Where a training stands, to be kept, compared and restored.

    Attributes
    ----------
    state : for `Training.restore`
    loss : the one that its records were measured with

    >>> from nnlab import Network
    >>> training = Training(Network([1, 1], "identity", rng=0), [[1.0]], [[2.0]])
    >>> before = Progress(training)
    >>> before == Progress(training), training.run(1) and before == Progress(training)
    (True, False)
    """

    __hash__ = None  # type: ignore[assignment]  # compared, never a key

    def __init__(self, training: Training) -> None:
        self.state, self.loss, self._history = training.state(), training.loss, training.history
        place = training.epoch, training.seen, len(training.history)
        self._key = (*place, training.network.parameters.tobytes())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Progress):
            return NotImplemented
        return self._history is other._history and self._key == other._key
