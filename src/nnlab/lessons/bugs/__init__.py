"""The bug zoo: published mistakes, each with its symptom, the check that betrays it, its repair.

    from nnlab.lessons import bugs
    bugs.derivative_twice.symptom
    bugs.derivative_twice.evidence()
    bugs.derivative_twice.repair

`right` and `wrong` hold the functions; nothing here changes the package's own.
"""

from __future__ import annotations

import numpy as np

from . import right, wrong
from .bug import HALF_ADDER, XOR, Bug, Evidence, Ground, Repair
from .checks import CHECKS
from .ladder import REPAIRS, Ladder, Stage, article_step, article_training, repair_ladder

__all__ = [
    "BUGS",
    "CHECKS",
    "HALF_ADDER",
    "REPAIRS",
    "XOR",
    "Bug",
    "Evidence",
    "Ground",
    "Ladder",
    "Repair",
    "Stage",
    "article_step",
    "article_training",
    "repair_ladder",
    "deltas_not_summed",
    "derivative_twice",
    "equal_start",
    "factor_missing",
    "no_bias",
    "paths_overwritten",
    "sign_flipped",
    "slope_at_a",
    "swapped",
    "targets_in_a_row",
    "updated_weights",
]

deltas_not_summed = Bug(
    "deltas not summed",
    symptom="NaN, from the first step on. The learning rate makes no difference.",
    wrong=wrong.deltas_not_summed,
    right=right.gradient,
    betrayed_by="gradient check",
    red=("gradient check", "against train_step", "four corners"),
    words="A hidden neuron speaks to every neuron after it, and gets blame from each of them. "
    "These are added up: one number for each hidden neuron. The published code hands on a list "
    "for each neuron instead, and JavaScript turns a number times a list into NaN.",
)
derivative_twice = Bug(
    "derivative applied twice",
    symptom="It learns, only slowly: near 0 and 1 the last bit takes ages. The loss curve looks "
    "like that of a smaller learning rate.",
    wrong=wrong.derivative_twice,
    right=right.gradient,
    betrayed_by="gradient check",
    red=("gradient check", "against train_step"),
    words="The slope of a bend belongs into the blame once. Here the output's is multiplied in "
    "before the loop, and the loop does it again.",
)
updated_weights = Bug(
    "blame through updated weights",
    symptom="None that a loss curve shows. Every number is a little off, more so with a higher "
    "learning rate.",
    wrong=wrong.updated_weights,
    right=right.step_layer_by_layer,
    kind="step",
    betrayed_by="against train_step",
    red=("against train_step",),
    words="The blame goes back through the weights that made the output. First pass it on, then "
    "change the weights.",
)
factor_missing = Bug(
    "the missing 2/n",
    symptom="None: it learns as with another learning rate. Change the number of samples or of "
    "outputs, and the rate that worked no longer does.",
    wrong=wrong.factor_missing,
    right=right.gradient,
    betrayed_by="gradient check",
    red=("gradient check", "against train_step"),
    words="The loss reported is the mean of the squares. Its slope is 2 (output - target) / n, "
    "where n counts samples times outputs. Output minus target is the slope of another loss.",
)
slope_at_a = Bug(
    "slope taken at a",
    symptom="The loss falls, here even faster than it should. Where a neuron is very sure, its "
    "slope comes out far too large: eighty times at z = 6.",
    wrong=wrong.slope_at_a,
    right=right.gradient,
    betrayed_by="gradient check",
    red=("gradient check", "against train_step"),
    words="There are two recipes for a sigmoid's slope: sigmoid(z) (1 - sigmoid(z)), and "
    "a (1 - a). They give one number, each from its own argument. Fed with a, the recipe for z "
    "bends twice.",
)
sign_flipped = Bug(
    "sign flipped",
    symptom="The loss rises from the first step on, and the answers end up sure and wrong.",
    wrong=wrong.sign_flipped,
    right=right.gradient,
    betrayed_by="gradient check",
    red=("gradient check", "against train_step", "four corners"),
    words="The gradient points uphill. Output minus target goes with -=, target minus output with "
    "+=. One of each walks up the hill.",
)
paths_overwritten = Bug(
    "paths not added",
    symptom="With one output, none at all. With two, it learns slowly, and the hidden layer "
    "listens to the last output only.",
    wrong=wrong.paths_overwritten,
    right=right.gradient_with_loops,
    betrayed_by="gradient check",
    red=("gradient check", "against train_step"),
    ground=HALF_ADDER,
    words="Where paths meet, blame adds: += in the loop. With = only the last path is left. A "
    "network with one output has one path into each hidden neuron, so nothing shows there.",
)
no_bias = Bug(
    "no bias",
    symptom="The answer for (0, 0) is 0.5 and stays 0.5, whatever happens. The loss stops at 1/16.",
    wrong=wrong.no_bias,
    right=right.step,
    kind="step",
    betrayed_by="four corners",
    red=("against train_step", "four corners"),
    words="Leave the biases in. At (0, 0) every product is 0: without a bias each sum is 0, and "
    "the sigmoid of 0 is 0.5. The weights have no say there.",
)
equal_start = Bug(
    "all weights equal",
    symptom="The loss falls, then stops near 1/6, as with a single hidden neuron. More "
    "neurons don't help.",
    wrong=wrong.equal_start,
    right=right.start,
    kind="start",
    betrayed_by="equal neurons",
    red=("equal neurons", "four corners"),
    words="Draw the start at random. Neurons that begin alike get the same blame and the same "
    "step, so they stay alike: four of them are worth one.",
)
swapped = Bug(
    "input and target swapped",
    symptom="It stops at the door, if you are lucky. Where as many numbers go in as come out it "
    "runs, the loss falls, and the network has learned the way back.",
    wrong=wrong.swapped,
    right=right.step,
    kind="step",
    betrayed_by="shapes",
    red=("against train_step", "four corners", "shapes"),
    words="X goes in, y is what should come out: gradient(network, X, y).",
    hands_over=lambda X, y: (y, X),
)
targets_in_a_row = Bug(
    "targets (n,) against (n, 1)",
    symptom="Every answer drifts to the mean of the targets, 0.5. No error is raised, and a "
    "perfect network would score 0.5.",
    wrong=wrong.targets_in_a_row,
    right=right.gradient,
    betrayed_by="shapes",
    red=("gradient check", "against train_step", "four corners", "shapes"),
    words="Give the targets a column: y[:, np.newaxis]. A column minus a row is a square: every "
    "answer is compared with every target.",
    hands_over=lambda X, y: (X, np.ravel(y)),
)

BUGS = {name: thing for name, thing in list(globals().items()) if isinstance(thing, Bug)}
"""All of them, by the name under which they stand here."""
