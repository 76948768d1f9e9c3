"""Pictures: `plot_*(numbers or core objects, *, ax) -> ax`; they draw what others computed."""

from nnlab.plots.blame import plot_blame, plot_two_paths, plot_wishes
from nnlab.plots.board import plot_board
from nnlab.plots.check import plot_gradient_check
from nnlab.plots.chord import plot_chord
from nnlab.plots.corners import plot_corners
from nnlab.plots.digits import plot_confusion, plot_digits
from nnlab.plots.folding import plot_folding
from nnlab.plots.functions import plot_activation, plot_loss_function
from nnlab.plots.history import plot_history
from nnlab.plots.landscape import plot_landscape, plot_trajectory
from nnlab.plots.network import plot_network
from nnlab.plots.pixels import plot_pixels
from nnlab.plots.plane import plot_data, plot_decision_boundary, plot_neuron, plot_neuron_lines
from nnlab.plots.residuals import plot_residuals
from nnlab.plots.steps import plot_spread, plot_valley
from nnlab.plots.sweep import plot_sweep

__all__ = ["plot_activation", "plot_blame", "plot_board", "plot_chord", "plot_confusion"]
__all__ += ["plot_corners", "plot_data", "plot_decision_boundary", "plot_digits", "plot_folding"]
__all__ += ["plot_gradient_check", "plot_history", "plot_landscape", "plot_loss_function"]
__all__ += ["plot_network", "plot_neuron", "plot_neuron_lines", "plot_pixels", "plot_residuals"]
__all__ += ["plot_spread", "plot_sweep", "plot_trajectory", "plot_two_paths", "plot_valley"]
__all__ += ["plot_wishes"]
