"""nnlab: neural networks you can read, turn and watch.

`import nnlab` brings the core and loads numpy only; everything else comes when it is first named.
"""

from .core import *  # noqa: F403
from .core import __all__ as _core_names

_PARTS = ("course", "datasets", "fast", "functional", "labs", "lessons", "live", "objects", "plots")
__all__ = [*_core_names]


def __getattr__(name):
    if name in _PARTS:
        from importlib import import_module

        return import_module(f"nnlab.{name}")
    raise AttributeError(f"nnlab has no {name!r}")


def __dir__():
    return sorted({*globals(), *_PARTS})
