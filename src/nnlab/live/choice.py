"""One of a few, all in view: a radio group drawn as segments."""

from collections.abc import Sequence
from typing import Any

import traitlets

from nnlab.core import checks
from nnlab.live.part import Part


class Choice(Part):
    """One of `options`, chosen by pointer or by the arrow keys.

    Parameters
    ----------
    name : shown beside it, and its accessible name
    options : the words on the segments
    value : the one chosen

    Raises
    ------
    ValueError
        If there are no options, or two the same.
    traitlets.TraitError
        If `value` is not one of them; the old one stays.

    >>> bend = Choice("bend", ["step", "sigmoid"], "step")
    >>> bend.value = "sigmoid"
    >>> bend
    Choice(bend = sigmoid)
    """

    names: dict[str, str]  # other names of options, which `value` takes, too

    name = traitlets.Unicode()
    options = traitlets.List(traitlets.Unicode())
    value = traitlets.Unicode()

    def __init__(self, name: str, options: Sequence[str], value: str | None = None) -> None:
        options = list(options)
        differ = options and len(set(options)) == len(options)
        checks.need(differ, f"options must be words that differ, at least one, not {options}")
        self.names = {}
        super().__init__(name=name, options=options, value=options[0] if value is None else value)

    @traitlets.validate("value")
    def _known(self, proposal: Any) -> str:
        value = self.names.get(proposal["value"], proposal["value"])
        known = ", ".join(self.options)
        if value not in self.options:
            raise traitlets.TraitError(f"{self.name} must be one of {known}, not {value!r}")
        return value

    def __repr__(self) -> str:
        return f"Choice({self.name} = {self.value})"
