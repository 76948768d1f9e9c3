"""Labs: live views of a reader's own objects. Controls, views and core, wired together."""

from nnlab.labs.activation import ActivationLab
from nnlab.labs.backprop import BackpropLab
from nnlab.labs.cliff import CliffLab
from nnlab.labs.curve import CurveLab
from nnlab.labs.decision import DecisionLab
from nnlab.labs.digit import DigitLab
from nnlab.labs.layer import LayerLab
from nnlab.labs.loss import LossLab
from nnlab.labs.lottery import LotteryLab
from nnlab.labs.mistake import MistakeLab
from nnlab.labs.network import NetworkLab
from nnlab.labs.neuron import NeuronLab
from nnlab.labs.pixel import PixelLab
from nnlab.labs.playground import Playground
from nnlab.labs.training import TrainingLab

__all__ = ["ActivationLab", "BackpropLab", "CliffLab", "CurveLab", "DecisionLab", "DigitLab"]
__all__ += [
    "LayerLab",
    "LossLab",
    "LotteryLab",
    "MistakeLab",
    "NetworkLab",
    "NeuronLab",
    "PixelLab",
]
__all__ += ["Playground", "TrainingLab"]
