"""The numbers: neurons, layers, networks, and how they learn. numpy only; nothing here draws."""

from .activations import ACTIVATIONS, Activation, identity, relu, sigmoid, softmax, step, tanh
from .layer import Layer
from .losses import (
    LOSSES,
    Loss,
    binary_cross_entropy,
    hinge_loss,
    mean_absolute_error,
    mean_squared_error,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)
from .network import Network
from .neuron import Neuron, Trace

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "Activation",
    "Layer",
    "Loss",
    "Network",
    "Neuron",
    "Trace",
    "binary_cross_entropy",
    "hinge_loss",
    "identity",
    "mean_absolute_error",
    "mean_squared_error",
    "relu",
    "sigmoid",
    "sigmoid_cross_entropy",
    "softmax",
    "softmax_cross_entropy",
    "step",
    "tanh",
]
