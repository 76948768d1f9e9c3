"""The perceptron learning rule: a neuron that learns from its mistakes, without slopes."""

from __future__ import annotations

import numpy as np

from . import checks
from .checks import ArrayLike
from .neuron import Neuron


@np.errstate(all="ignore")
def perceptron_step(neuron: Neuron, x: ArrayLike, target: float) -> bool:
    """Show the neuron one sample; if it is a mistake, it learns from it.

    It says 1 where its sum z is above 0. A wrong no adds the sample to the weights and 1 to the
    bias, a wrong yes takes them away (Rosenblatt, 1958); where it is right, nothing changes.

    Parameters
    ----------
    neuron : Neuron
        Its numbers are changed in place.
    x : array_like of shape (n_in,)
    target : 0 or 1

    Returns
    -------
    bool
        Whether it was a mistake.

    Examples
    --------
    >>> neuron = Neuron([0, 0], 0)
    >>> perceptron_step(neuron, [1, 1], 1), neuron.parameters.tolist()
    (True, [1.0, 1.0, 1.0])
    >>> perceptron_step(neuron, [1, 1], 1)
    False
    """
    checks.need(isinstance(neuron, Neuron), f"give a Neuron first, not {checks.short(neuron)}")
    x, target = checks.like(x, neuron.w, "x"), checks.number(target, "target")
    checks.need(target in (0, 1), f"target must be 0 or 1, not {target:g}")
    error = target - (x @ neuron.w + neuron.b > 0)
    neuron.w += error * x
    neuron.b += error
    return bool(error)
