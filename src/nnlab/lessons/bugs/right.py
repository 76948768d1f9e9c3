"""The step as it should be: each mistake in `wrong` differs from one of these in a line or two.

They do what `train_step` does, for squared error, written out in one piece.
"""

import numpy as np

from ...core import mean_squared_error


def gradient(network, X, y):
    """How the loss changes with each output, sent back through the network."""
    traces = network.forward(X)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    return network.backward(traces, d_a)


def layer_by_layer(back, network, X, y):
    """The same, last layer first, each with one of the functions below or a wrong one."""
    traces = network.forward(X)
    gradients = np.empty_like(network.parameters)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    layers = zip(network.layers, traces, network.split(gradients), strict=True)
    for layer, trace, part in reversed(list(layers)):
        d_a = back(layer, trace, d_a, part)
    return gradients


def layer_back(layer, trace, d_a, part):
    """Back through one layer: its slice of the gradients, and the blame for what it saw."""
    d_z = d_a * layer.activation.derivative(trace.z)
    part[..., :-1] = d_z.mT @ trace.inputs
    part[..., -1] = d_z.sum(axis=-2)
    return d_z @ layer.W


def layer_back_with_loops(layer, trace, d_a, part):
    """The same; the blame that each neuron sends back is added in a loop."""
    d_z = d_a * layer.activation.derivative(trace.z)
    part[..., :-1] = d_z.mT @ trace.inputs
    part[..., -1] = d_z.sum(axis=-2)
    d_inputs = np.zeros_like(trace.inputs)
    for j in range(len(layer)):
        d_inputs += d_z[:, [j]] * layer.W[j]
    return d_inputs


def step(network, X, y, learning_rate):
    """A step downhill."""
    network.parameters[...] -= learning_rate * gradient(network, X, y)


def step_layer_by_layer(network, X, y, learning_rate):
    """The same, each layer changed as soon as it has passed its blame on."""
    traces = network.forward(X)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    for layer, trace in zip(network.layers[::-1], traces[::-1], strict=True):
        d_z = d_a * layer.activation.derivative(trace.z)
        d_a = d_z @ layer.W
        layer.W[...] -= learning_rate * d_z.mT @ trace.inputs
        layer.b[...] -= learning_rate * d_z.sum(axis=-2)


def start(network, rng=0):
    """Every weight a number of its own."""
    network.parameters[...] = np.random.default_rng(rng).uniform(-1, 1, network.parameters.shape)
