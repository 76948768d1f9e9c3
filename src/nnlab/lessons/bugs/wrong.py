"""Mistakes that were published, asked about, or both: a gradient, one layer of it, a step, a start.

The line that's wrong has a comment; the right one is in `right`.
"""

import numpy as np

from ...core import mean_squared_error
from .right import gradient


def deltas_not_summed(layer, trace, d_a, part):
    d_z = d_a * layer.activation.derivative(trace.z)
    part[..., :-1] = d_z.mT @ trace.inputs
    part[..., -1] = d_z.sum(axis=-2)
    return as_javascript(d_z[..., np.newaxis] * layer.W)  # lists, no sum


def as_javascript(lists):
    """What JavaScript makes of lists where numbers are due: NaN, unless a list holds just one."""
    return lists[:, 0] if lists.shape[-1] == 1 else np.full_like(lists[:, 0], np.nan)


def derivative_twice(network, X, y):
    traces = network.forward(X)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    d_a *= network.activations[-1].derivative(traces[-1].z)  # backward does it, too
    return network.backward(traces, d_a)


def updated_weights(network, X, y, learning_rate):
    traces = network.forward(X)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    for layer, trace in zip(network.layers[::-1], traces[::-1], strict=True):
        d_z = d_a * layer.activation.derivative(trace.z)
        layer.W[...] -= learning_rate * d_z.mT @ trace.inputs
        layer.b[...] -= learning_rate * d_z.sum(axis=-2)
        d_a = d_z @ layer.W  # these weights are new already


def factor_missing(network, X, y):
    traces = network.forward(X)
    d_a = traces[-1].a - y  # the loss is a mean of squares
    return network.backward(traces, d_a)


def slope_at_a(layer, trace, d_a, part):
    d_z = d_a * layer.activation.derivative(trace.a)  # the recipe expects z
    part[..., :-1] = d_z.mT @ trace.inputs
    part[..., -1] = d_z.sum(axis=-2)
    return d_z @ layer.W


def sign_flipped(network, X, y):
    traces = network.forward(X)
    d_a = mean_squared_error.gradient(y, traces[-1].a)  # target minus output, then -=
    return network.backward(traces, d_a)


def paths_overwritten(layer, trace, d_a, part):
    d_z = d_a * layer.activation.derivative(trace.z)
    part[..., :-1] = d_z.mT @ trace.inputs
    part[..., -1] = d_z.sum(axis=-2)
    d_inputs = np.zeros_like(trace.inputs)
    for j in range(len(layer)):
        d_inputs = d_z[:, [j]] * layer.W[j]  # only the last neuron's is left
    return d_inputs


def no_bias(network, X, y, learning_rate):
    network.parameters[...] -= learning_rate * gradient(network, X, y)
    for layer in network.layers:
        layer.b[...] = 0  # z = w·x, and nothing else


def equal_start(network):
    network.parameters[...] = 0.5  # every neuron the same


def swapped(network, X, y, learning_rate):
    network.parameters[...] -= learning_rate * gradient(network, y, X)  # y goes in


def targets_in_a_row(network, X, y):
    traces = network.forward(X)
    errors = traces[-1].a - np.ravel(y)  # (n, 1) - (n,) -> (n, n)
    d_a = 2 * errors.mean(axis=1, keepdims=True) / len(X)  # the slope of np.mean(errors**2)
    return network.backward(traces, d_a)
