"""The numbers: neurons, layers, networks, and how they learn. numpy only; nothing here draws."""

# In the order in which the chapters meet them.
# isort: off
from .activations import ACTIVATIONS, Activation, identity, relu, sigmoid, softmax, step, tanh
from .neuron import Neuron, Trace
from .layer import Layer
from .network import Network
from .losses import LOSSES, Loss, binary_cross_entropy, hinge_loss, mean_absolute_error
from .losses import mean_squared_error, sigmoid_cross_entropy, softmax_cross_entropy
from .optimizers import OPTIMIZERS, SGD, Adam
from .gradients import GradientCheck, gradient_check, numerical_gradient
from .training import History, Training, train_step
from .fitting import fit
from .metrics import accuracy, confusion_matrix

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "OPTIMIZERS",
    "SGD",
    "Activation",
    "Adam",
    "GradientCheck",
    "History",
    "Layer",
    "Loss",
    "Network",
    "Neuron",
    "Trace",
    "Training",
    "accuracy",
    "binary_cross_entropy",
    "confusion_matrix",
    "fit",
    "gradient_check",
    "hinge_loss",
    "identity",
    "mean_absolute_error",
    "mean_squared_error",
    "numerical_gradient",
    "relu",
    "sigmoid",
    "sigmoid_cross_entropy",
    "softmax",
    "softmax_cross_entropy",
    "step",
    "tanh",
    "train_step",
]
