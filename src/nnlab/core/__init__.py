"""The numbers: neurons, layers, networks, and how they learn. numpy only; nothing here draws."""

# In the order in which the chapters meet them.
# isort: off
from .activations import ACTIVATIONS, Activation, identity, relu, sigmoid, softmax, step, tanh
from .neuron import Neuron, Trace
from .perceptron import perceptron_step
from .scaling import Scale, standardize
from .layer import Layer
from .network import Network
from .losses import LOSSES, Loss, binary_cross_entropy, hinge_loss, mean_absolute_error
from .losses import mean_squared_error, sigmoid_cross_entropy, softmax_cross_entropy
from .optimizers import OPTIMIZERS, SGD, Adam
from .gradients import GradientCheck, gradient_check, numerical_gradient
from .training import History, Training, train_step
from .fitting import fit
from .metrics import accuracy, confusion_matrix

__all__ = ["ACTIVATIONS", "Activation", "identity", "relu", "sigmoid", "softmax", "step", "tanh"]
__all__ += ["Layer", "Network", "Neuron", "Trace", "perceptron_step"]
__all__ += ["LOSSES", "Loss", "binary_cross_entropy", "hinge_loss", "mean_absolute_error"]
__all__ += ["mean_squared_error", "sigmoid_cross_entropy", "softmax_cross_entropy"]
__all__ += ["OPTIMIZERS", "SGD", "Adam", "GradientCheck", "gradient_check", "numerical_gradient"]
__all__ += ["History", "Training", "fit", "train_step", "accuracy", "confusion_matrix"]
__all__ += ["Scale", "standardize"]
