"""Parts that show marks: what a picture is made of is said once, in `pictures`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from nnlab.live.part import Part

_TRAITS: dict[Any, type[traitlets.TraitType]] = {
    bool: traitlets.Bool,
    bytes: traitlets.Bytes,
    dict: traitlets.Dict,
    float: traitlets.Float,
    int: traitlets.Int,
    list: traitlets.List,
    str: traitlets.Unicode,
}


class Picture(Part):
    """A part with a trait for each of its marks.

    Attributes
    ----------
    BLANK : what they are before anything is shown
    make : makes the marks of what `show` is given; left out, they are given themselves
    """

    BLANK: ClassVar[dict[str, Any]]
    KIND, PICTURE = "", True
    make: ClassVar[Callable[..., Any]] = dict

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, value in cls.BLANK.items():
            if not hasattr(cls, name):
                trait = _TRAITS[type(value)](value)
                setattr(cls, name, trait)
                trait.class_init(cls, name)

    def __init__(self, **given: Any) -> None:
        own, shown = self._parted(given)
        super().__init__(**own)
        if shown:
            self.show(**shown)

    def show(self, *given: Any, **more: Any) -> None:
        """Show this, in one message; what doesn't fit changes nothing.

        Parameters
        ----------
        *given, **more : as of `make`; and traits that are no marks, such as `text`
        """
        own, shown = self._parted(more)
        self.put({**type(self).make(*given, **shown)} | own)

    def _parted(self, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What are traits but no marks, and the rest."""
        shared = self.BLANK.keys() | Part.class_traits().keys()
        names = self.traits().keys() - shared | {"text"}
        own = {name: value for name, value in given.items() if name in names}
        return own, {name: value for name, value in given.items() if name not in names}

    @property
    def marks(self) -> Any:
        """What it shows: the marks that its painters draw."""
        return {name: getattr(self, name) for name in self.BLANK}

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
