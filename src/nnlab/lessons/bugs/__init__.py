"""The bug zoo: published mistakes, each with its symptom, the check that betrays it, its repair.

    from nnlab.lessons import bugs
    bugs.derivative_twice.symptom
    bugs.derivative_twice.evidence()
    bugs.derivative_twice.repair

bugs.md has the words, `right` and `wrong` the functions; nothing here changes the package's own.
"""

import numpy as np

from . import right, wrong
from .bug import HALF_ADDER, XOR, Bug, Ground
from .checks import CHECKS
from .ladder import REPAIRS, each_slip, repair_ladder

deltas_not_summed = Bug("deltas not summed", wrong.deltas_not_summed, right.layer_back, "layer")
derivative_twice = Bug("derivative applied twice", wrong.derivative_twice, right.gradient)
updated_weights = Bug(
    "blame through updated weights", wrong.updated_weights, right.step_layer_by_layer, "step"
)
factor_missing = Bug("the missing 2/n", wrong.factor_missing, right.gradient)
slope_at_a = Bug("slope taken at a", wrong.slope_at_a, right.layer_back, "layer")
sign_flipped = Bug("sign flipped", wrong.sign_flipped, right.gradient)
paths_overwritten = Bug(
    "paths not added", wrong.paths_overwritten, right.layer_back_with_loops, "layer", HALF_ADDER
)
no_bias = Bug("no bias", wrong.no_bias, right.step, "step")
equal_start = Bug("all weights equal", wrong.equal_start, right.start, "start")
swapped = Bug("input and target swapped", wrong.swapped, right.step, "step")
swapped.hands_over = lambda X, y: (y, X)
targets_in_a_row = Bug("targets (n,) against (n, 1)", wrong.targets_in_a_row, right.gradient)
targets_in_a_row.hands_over = lambda X, y: (X, np.ravel(y))

# All of them, by the name under which they stand here.
BUGS = {name: thing for name, thing in list(globals().items()) if isinstance(thing, Bug)}

__all__ = ["BUGS", "CHECKS", "HALF_ADDER", "REPAIRS", "XOR", "Bug", "Ground"]
__all__ += ["each_slip", "repair_ladder", *BUGS]
