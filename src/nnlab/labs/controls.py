"""What controls of labs are declared with: how they read and write, and what they offer."""

from collections.abc import Callable
from typing import Any

from nnlab.core import ACTIVATIONS
from nnlab.live.slider import Slider


def attribute(owner: Any, name: str) -> dict[str, Any]:
    """How a control reads and writes an attribute: `read` and `write` for `Lab.control`.

    >>> from types import SimpleNamespace
    >>> dial = SimpleNamespace(angle=1.0)
    >>> attribute(dial, "angle")["write"](2.0)
    >>> dial.angle
    2.0
    """
    return {
        "read": lambda: getattr(owner, name),
        "write": lambda value: setattr(owner, name, value),
    }


class Offer:
    """Things to choose from, by the word on their segment; the reader's own join in.

    >>> offer = Offer({"all": None, "1": 1})
    >>> offer.word(1), offer.word(7), offer.words
    ('1', '7', ['all', '1', '7'])
    """

    def __init__(self, named: dict[str, Any], title: Callable[[Any], str] = str) -> None:
        self._named, self._title = dict(named), title

    @property
    def words(self) -> list[str]:
        """The words, in order."""
        return list(self._named)

    def word(self, thing: Any) -> str:
        """The word of a thing; one that wasn't known is offered from now on."""
        for word, known in self._named.items():
            if known is thing or known == thing:
                return word
        word = self._title(thing)
        while word in self._named:
            word += "′"
        self._named[word] = thing
        return word

    def __getitem__(self, word: str) -> Any:
        return self._named[word]


def activations(*, without: tuple[str, ...] = ()) -> Offer:
    """All activations of core but those named."""
    return Offer({name: one for name, one in ACTIVATIONS.items() if name not in without})


def rate_slider(rate: float, minimum: float, maximum: float) -> Slider:
    """A slider for a learning rate; an arrow key multiplies it by 10**0.1."""
    track: dict[str, Any] = {"minimum": minimum, "maximum": maximum, "scale": "log", "step": 0.1}
    return Slider("learning rate", rate, words="how far a step goes", **track)
