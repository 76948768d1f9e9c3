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


def gradient_by_layers(network, X, y):
    """The same, with the way back through the layers written out, last layer first."""
    traces = network.forward(X)
    gradients = np.empty_like(network.parameters)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    for layer, trace, part in last_layer_first(network, traces, gradients):
        d_z = d_a * layer.activation.derivative(trace.z)
        part[..., :-1] = d_z.mT @ trace.inputs
        part[..., -1] = d_z.sum(axis=-2)
        d_a = d_z @ layer.W
    return gradients


def gradient_with_loops(network, X, y):
    """The same; the blame that each neuron sends back is added in a loop."""
    traces = network.forward(X)
    gradients = np.empty_like(network.parameters)
    d_a = mean_squared_error.gradient(traces[-1].a, y)
    for layer, trace, part in last_layer_first(network, traces, gradients):
        d_z = d_a * layer.activation.derivative(trace.z)
        part[..., :-1] = d_z.mT @ trace.inputs
        part[..., -1] = d_z.sum(axis=-2)
        d_a = np.zeros_like(trace.inputs)
        for j in range(len(layer)):
            d_a += d_z[:, [j]] * layer.W[j]
    return gradients


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


def last_layer_first(network, traces, gradients):
    """Each layer, what it saw, and its slice of the gradients; the last layer first."""
    layers = zip(network.layers, traces, network.split(gradients), strict=True)
    return reversed(list(layers))
