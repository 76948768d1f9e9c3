"""Which outputs are right: targets as classes, and where an output changes sides."""

import numpy as np


class Sides:
    """The two sides of a decision, or the classes of several outputs.

    Parameters
    ----------
    y : (n_samples, n_out), the targets

    Attributes
    ----------
    classes : (n_samples,) int, or None where the targets are no classes
    middle : what lies halfway between the targets

    >>> sides = Sides(np.array([[0.0], [1.0], [1.0]]))
    >>> sides.wrong(np.array([[0.2], [0.4], [np.nan]]), 0.5).tolist()
    [False, True, True]
    """

    def __init__(self, y: np.ndarray) -> None:
        bits, signs = np.isin(y, (0, 1)).all(), np.isin(y, (-1, 1)).all()
        one = y.shape[1] == 1
        fits = bits or signs if one else bits and (y.sum(axis=1) == 1).all()
        classes = (y[:, 0] > 0).astype(int) if one else y.argmax(axis=1)
        self.classes = classes if fits else None
        self.middle = 0.0 if one and signs and not bits else 0.5

    def wrong(self, outputs: np.ndarray, threshold: float) -> np.ndarray:
        """Which samples are on the wrong side: (*runs, n_samples); what is no number is."""
        lost = np.isnan(outputs).any(axis=-1)
        if outputs.shape[-1] > 1:
            return lost | (outputs.argmax(axis=-1) != self.classes)
        return lost | ((outputs[..., 0] > threshold) != (self.classes == 1))
