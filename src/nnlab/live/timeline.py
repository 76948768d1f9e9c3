"""Where one is in a film of steps: a segment each, and a thumb."""

from typing import Any

import traitlets

from nnlab.live.part import Part


class Timeline(Part):
    """A slider over steps, by pointer and keyboard.

    Handlers given to `on_event` get ``{"type": "go", "position", "held"}``: so many steps are to be
    done; whether a hand holds the thumb, so that nothing else may move.

    Attributes
    ----------
    titles : what each step is called
    turn : how many steps lead there; the others lead back
    position : how many are done; one more than there are: the end
    end : what stands there at the end
    """

    titles: Any = traitlets.List()
    turn = traitlets.Int()
    position = traitlets.Int()
    end = traitlets.Unicode()
