"""Source code on the page, taken from the running interpreter, never pasted."""

import ast
import inspect
import linecache
import os
import sys
import textwrap
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

from ..core import Activation, Loss
from .note import Note, fenced


def show_source(*objects: Any, doc: bool = True) -> Note:
    """The source of what runs, as a code block for the page.

    Parameters
    ----------
    *objects : functions, methods, properties, classes, modules, activations or losses
        An activation or a loss shows its functions and the statement that makes it of them.
    doc : bool
        False leaves the docstrings out. Every line shown is a line of the source, either way.

    Returns
    -------
    Note
        Markdown with one fenced block; its text is the bare source.

    Raises
    ------
    TypeError
        For something without Python source, with what to give instead.
    RuntimeError
        If the file has changed since it was loaded.

    Examples
    --------
    >>> from nnlab.lessons.gates import says
    >>> show_source(says, doc=False)
    def says(z: float) -> int:
        return int(z >= ON_THE_LINE)
    """
    if not objects:
        raise TypeError("show_source needs something to show, for example show_source(Neuron)")
    pieces = [piece for thing in objects for piece in _pieces(thing, doc)]
    text = "\n\n\n".join(dict.fromkeys(pieces))
    return Note(text, fenced(text))


def _pieces(thing: Any, doc: bool) -> list[str]:
    """The sources that stand for this object."""
    parts = [getattr(thing, "func", thing)]  # functools.partial and cached_property
    statement = []
    if isinstance(thing, property):
        parts = [f for f in (thing.fget, thing.fset, thing.fdel) if f is not None]
    for kind, slope in ((Activation, "_derivative"), (Loss, "_gradient")):
        if isinstance(thing, kind):
            parts, statement = [thing._function, getattr(thing, slope)], _statement(thing, kind)
    if statement:  # it names what else there is, such as a ufunc
        parts = [f for f in parts if inspect.isfunction(f) and f.__name__ != "<lambda>"]
    return [_source(part, doc) for part in parts] + statement


def _statement(thing: object, kind: type) -> list[str]:
    """The assignment `thing = ...` in the module of its kind, if that's where it was made."""
    module = sys.modules[kind.__module__]
    text = inspect.getsource(module)
    for node in ast.parse(text).body:
        names = [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]
        if any(vars(module).get(name) is thing for name in names):
            return ["\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])]
    return []


def _source(part: Any, doc: bool) -> str:
    try:
        text = inspect.getsource(part)
    except TypeError:
        raise TypeError(_no_source(part)) from None
    except OSError:
        lost = f"can't find the source of {_name(part)}: it was made without a file"
        raise TypeError(lost) from None
    if not _is_current(part):
        raise RuntimeError(
            f"the file of {_name(part)} has changed since it was loaded: restart the kernel, so "
            f"that what is shown is what runs"
        )
    text = textwrap.dedent(text).rstrip()
    text = text.removeprefix('@np.errstate(all="ignore")\n')  # a frame, no part of the formula
    return text if doc else _without_docstrings(text)


def _is_current(part: Any) -> bool:
    """False if the file on disk no longer holds what was loaded from it."""
    members = vars(part).values() if inspect.isclass(part) else [inspect.unwrap(part)]
    plain = [getattr(member, "__func__", member) for member in members]
    loaded = [function.__code__ for function in plain if inspect.isfunction(function)]
    file = inspect.getsourcefile(part)
    if file is None or not os.path.exists(file):  # a cell of the notebook
        return True
    on_disk = _codes_in("".join(linecache.getlines(file)))
    return all(code in on_disk for code in loaded if code.co_filename == file)


@lru_cache(maxsize=16)
def _codes_in(text: str) -> frozenset[CodeType]:
    """Every piece of code that a file compiles to; none while it's being edited."""
    try:
        found = [compile(text, "", "exec", dont_inherit=True)]
    except SyntaxError:
        return frozenset()
    for code in found:  # it grows meanwhile
        found += [const for const in code.co_consts if isinstance(const, CodeType)]
    return frozenset(found)


def _no_source(part: object) -> str:
    if inspect.isroutine(part) or inspect.isclass(part) or isinstance(part, np.ufunc):
        return f"{_name(part)} has no Python source to show: it is compiled"
    kind = type(part).__name__
    return (
        f"show_source takes functions, methods, properties and classes, and this is an object of "
        f"type {kind}: try show_source({kind})"
    )


def _name(part: object) -> str:
    return getattr(part, "__qualname__", None) or getattr(part, "__name__", None) or repr(part)


def _without_docstrings(text: str) -> str:
    """The same lines without those of docstrings; a body that is nothing else keeps its own."""
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a lambda in the middle of an expression isn't a program by itself
        return text
    lines = text.splitlines()
    drop: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        docstring, *more = node.body
        first, after = docstring.lineno, docstring.end_lineno or 0
        if not more or more[0].lineno == after:
            continue
        while not lines[after].strip():  # the blank line that only set the docstring apart
            after += 1
        drop.update(range(first - 1, after))
    return "\n".join(line for i, line in enumerate(lines) if i not in drop)
