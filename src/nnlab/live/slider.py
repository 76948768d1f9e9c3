"""A slider with its zero in view, and a number box bound to it."""

import math
import numbers
from typing import Any

import traitlets

from nnlab.core import checks
from nnlab.live.part import Part
from nnlab.pictures.numbers import brief, number


class Finite(traitlets.Float):
    """A trait for ordinary numbers: no text, no NaN, no infinity."""

    def validate(self, obj: Any, value: Any) -> float:
        real = isinstance(value, numbers.Real) and not isinstance(value, bool)
        try:
            ordinary = real and math.isfinite(plain := float(value))  # a float32 compares as one
        except OverflowError:  # an int beyond all floats
            ordinary = False
        if not ordinary:
            name = getattr(obj, "name", "") or self.name
            shown = (str(value) if real else repr(value))[:40]
            raise traitlets.TraitError(f"{name} must be an ordinary number, not {shown}")
        return plain


class Slider(Part):
    """A number that the reader sets by pointer, by keyboard or by typing it.

    Parameters
    ----------
    name : shown beside it, and its accessible name
    value : any ordinary number; outside of `minimum`..`maximum` the handle stays at the end and
        the box shows the number itself
    minimum, maximum : the ends of the track
    step : what an arrow key adds; on a log scale, in powers of ten
    scale : "linear", or "log" for numbers above zero
    decimals : shown in the box; on a log scale the significant figures
    signed : whether it fills from zero in the sign's colour (weights), or in grey (settings);
        left out, on a linear scale
    words : the name in words for a screen reader, such as "weight of x1"
    unit : shown and read after the number

    Raises
    ------
    ValueError
        If the ends, the step or the scale make no track.
    traitlets.TraitError
        If `value` is set to something that is no ordinary number; the old value stays.

    >>> w1 = Slider("w1", 0.5)
    >>> w1.value = -2
    >>> w1
    Slider(w1 = −2.00)
    """

    name = traitlets.Unicode()
    value = Finite()
    minimum = Finite(-5.0)
    maximum = Finite(5.0)
    step = Finite(0.25)
    scale = traitlets.Enum(["linear", "log"], "linear")
    decimals = traitlets.Int(2, min=0, max=8)
    signed = traitlets.Bool(True)
    words = traitlets.Unicode()
    unit = traitlets.Unicode()

    def __init__(
        self,
        name: str,
        value: float,
        *,
        minimum: float = -5,
        maximum: float = 5,
        step: float = 0.25,
        scale: str = "linear",
        **more: Any,
    ) -> None:
        checks.need(scale in ("linear", "log"), f'scale must be "linear" or "log", not {scale!r}')
        checks.need(minimum < maximum, f"minimum ({minimum}) must lie below maximum ({maximum})")
        checks.need(0 < step < math.inf, f"step must be above 0, not {step}")
        above = scale == "linear" or minimum > 0
        checks.need(above, f"a log scale needs a minimum above 0, not {minimum}")
        track = dict(minimum=minimum, maximum=maximum, step=step, scale=scale)
        signs = {"signed": scale == "linear"}
        super().__init__(name=name, **{"value": value} | track | signs | more)

    @traitlets.validate("value")
    def _above_zero(self, proposal: Any) -> float:
        if self.scale == "log" and proposal["value"] <= 0:
            raise traitlets.TraitError(f"{self.name} must be above 0, not {proposal['value']}")
        return proposal["value"]

    def __repr__(self) -> str:
        shown = brief(self.value, 3) if self.scale == "log" else number(self.value, self.decimals)
        return f"Slider({self.name} = {shown}{' ' + self.unit if self.unit else ''})"
