"""Lines of text to type, paste or copy."""

import traitlets

from nnlab.live.part import Part


class TextBox(Part):
    """A box of text with one button.

    Handlers given to `on_event` get ``{"type": "take", "value"}`` when the reader is done; of a box
    that is read only, the button copies what is in it, and nobody is told.

    Parameters
    ----------
    name : above it, and its accessible name
    action : the words on its button
    value : the text in it
    fixed : whether it can only be read and copied
    hint : what stands in it while it is empty

    >>> TextBox("points", "Use these", hint="x1, x2, class")
    TextBox(points)
    """

    name = traitlets.Unicode()
    action = traitlets.Unicode()
    value = traitlets.Unicode()
    fixed = traitlets.Bool(False)
    hint = traitlets.Unicode()

    def __init__(
        self, name: str, action: str, value: str = "", *, fixed: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name=name, action=action, value=value, fixed=fixed, hint=hint)

    def __repr__(self) -> str:
        return f"TextBox({self.name})"
