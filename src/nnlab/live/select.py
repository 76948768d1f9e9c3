"""One of many, in a list that opens: a native select."""

from collections.abc import Sequence

import traitlets

from nnlab.live.choice import Choice


class Select(Choice):
    """As a `Choice`, with all but the chosen option folded away.

    Parameters
    ----------
    name, options, value : as of a `Choice`
    words : what a screen reader and a tooltip add to the name

    >>> Select("learning rate", ["0.01", "0.1"], "0.1")
    Select(learning rate = 0.1)
    """

    words = traitlets.Unicode()

    def __init__(
        self, name: str, options: Sequence[str], value: str | None = None, *, words: str = ""
    ) -> None:
        super().__init__(name, options, value)
        self.words = words

    def __repr__(self) -> str:
        return f"Select({self.name} = {self.value})"
