"""Labs and cells: a lab follows what later cells change, and makes way when its cell runs again."""

from collections.abc import Hashable
from typing import Any

from nnlab.live.stage import owner

open_labs: dict[Any, Hashable] = {}  # the labs on the page, each with the cell that made it
_cell: Hashable = None  # the cell that runs: its id where the front end gives one, else its text
_shell: Any = None  # where our hooks are registered


def register(lab: Any) -> None:
    """Keep the lab up to date until its cell runs again."""
    _listen()
    owner()  # asked for from a cell, it takes that cell's loop
    open_labs[lab] = _cell


def follow(lab: Any) -> None:
    """This lab has changed its object: the others look whether it is theirs, too."""
    for other in [other for other in open_labs if other is not lab]:
        owner().call(other._sync, "elsewhere")


def _listen() -> None:
    """Hear of cells; the one that runs has begun before that."""
    global _cell, _shell
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None or shell is _shell:
        return
    _shell = shell
    asked: dict = getattr(shell, "get_parent", dict)()  # a kernel's message, or {}
    history = shell.history_manager.input_hist_raw if shell.history_manager else []
    _cell = asked.get("metadata", {}).get("cellId") or next(reversed(history), None)
    shell.events.register("pre_run_cell", before_cell)
    shell.events.register("post_run_cell", after_cell)


def before_cell(info: Any) -> None:
    """The cell runs again: what it made before makes way."""
    global _cell
    _cell = getattr(info, "cell_id", None) or info.raw_cell
    names = (_cell, info.raw_cell)  # a lab made before we heard of ids knows the text
    for lab in [lab for lab, cell in open_labs.items() if cell in names]:
        lab.close()


def after_cell(_result: Any) -> None:
    """A cell may have changed any object in place."""
    global _cell
    _cell = None
    for lab in list(open_labs):
        owner().call(lab._sync)
