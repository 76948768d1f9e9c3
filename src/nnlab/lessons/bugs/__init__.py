"""The bug zoo: published mistakes, each with its symptom, the check that betrays it, its repair.

    from nnlab.lessons import bugs
    bugs.derivative_twice.symptom
    bugs.derivative_twice.evidence()
    bugs.derivative_twice.repair

bugs.md has the words, `right` and `wrong` the functions; nothing here changes the package's own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..texts import sections
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

_WORDS = {
    section.heading: section
    for section in sections(Path(__file__).with_name("bugs.md"), "Symptom", "Repair")
}


def _bug(
    name: str, mistake: Callable, mended: Callable, betrayed_by: str, *also: str, **more
) -> Bug:
    """A bug by its name in bugs.md; `also` are the other checks that object."""
    return Bug(
        name,
        symptom=_WORDS[name].one("Symptom"),
        words=_WORDS[name].one("Repair"),
        wrong=mistake,
        right=mended,
        betrayed_by=betrayed_by,
        red=tuple(check for check in CHECKS if check in (betrayed_by, *also)),
        **more,
    )


_GRADIENT, _STEP, _CORNERS = "gradient check", "against train_step", "four corners"
deltas_not_summed = _bug(
    "deltas not summed", wrong.deltas_not_summed, right.gradient, _GRADIENT, _STEP, _CORNERS
)
derivative_twice = _bug(
    "derivative applied twice", wrong.derivative_twice, right.gradient, _GRADIENT, _STEP
)
updated_weights = _bug(
    "blame through updated weights",
    wrong.updated_weights,
    right.step_layer_by_layer,
    _STEP,
    kind="step",
)
factor_missing = _bug("the missing 2/n", wrong.factor_missing, right.gradient, _GRADIENT, _STEP)
slope_at_a = _bug("slope taken at a", wrong.slope_at_a, right.gradient, _GRADIENT, _STEP)
sign_flipped = _bug("sign flipped", wrong.sign_flipped, right.gradient, _GRADIENT, _STEP, _CORNERS)
paths_overwritten = _bug(
    "paths not added",
    wrong.paths_overwritten,
    right.gradient_with_loops,
    _GRADIENT,
    _STEP,
    ground=HALF_ADDER,
)
no_bias = _bug("no bias", wrong.no_bias, right.step, _CORNERS, _STEP, kind="step")
equal_start = _bug(
    "all weights equal", wrong.equal_start, right.start, "equal neurons", _CORNERS, kind="start"
)
swapped = _bug(
    "input and target swapped",
    wrong.swapped,
    right.step,
    "shapes",
    _STEP,
    _CORNERS,
    kind="step",
    hands_over=lambda X, y: (y, X),
)
targets_in_a_row = _bug(
    "targets (n,) against (n, 1)",
    wrong.targets_in_a_row,
    right.gradient,
    "shapes",
    _GRADIENT,
    _STEP,
    _CORNERS,
    hands_over=lambda X, y: (X, np.ravel(y)),
)

BUGS = {name: thing for name, thing in list(globals().items()) if isinstance(thing, Bug)}
"""All of them, by the name under which they stand here."""
