"""A lab's controls: each reads the object, writes it, and shows it, from one declaration."""

from collections.abc import Callable
from typing import Any

from nnlab.core import ACTIVATIONS
from nnlab.live.slider import Slider


class Control:
    """A slider or a choice that shows a part of the reader's object.

    Parameters
    ----------
    view : with a `value`
    read : gives the object's value, at each drawing; None leaves the view as it is
    write : puts a new value into the object
    shown : whether the view is to be seen now; left out: always
    **traits : more of the view's traits, each given by a function: name, start, maximum, options
    """

    def __init__(
        self,
        view: Any,
        *,
        read: Callable,
        write: Callable,
        shown: Callable | None = None,
        **traits: Callable,
    ) -> None:
        self.view, self.read, self.write, self.shown, self.traits = view, read, write, shown, traits

    def draw(self) -> None:
        """Show the object as it is now."""
        if self.shown is not None:
            self.view.hidden = not self.shown()
        value = self.read()  # first, for it may add to the options
        new = {name: get() for name, get in self.traits.items()} | {"value": value}
        with self.view.hold():
            for name, value in new.items():
                if value is not None:
                    setattr(self.view, name, value)


def attribute(owner: Any, name: str) -> dict[str, Callable]:
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
