"""Source code on the page, taken from the running interpreter, never pasted."""

from __future__ import annotations

import ast
import inspect
import textwrap

import numpy as np

from .note import Note, fenced


def show_source(*objects: object, doc: bool = True) -> Note:
    """The source of what runs, as a code block for the page.

    Parameters
    ----------
    *objects : functions, methods, properties, classes, modules, activations or losses
        An activation or a loss shows both of its functions.
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

    Examples
    --------
    >>> from nnlab.lessons.gates import says
    >>> show_source(says, doc=False)
    def says(z: float) -> int:
        return int(z >= ON_THE_LINE)
    """
    if not objects:
        raise TypeError("show_source needs something to show, for example show_source(Neuron)")
    pieces = []
    for thing in objects:
        parts = _parts(thing)
        pieces += [_source(part, doc, alone=len(parts) == 1) for part in parts]
    text = "\n\n\n".join(dict.fromkeys(pieces))
    return Note(text, fenced(text))


def _parts(thing: object) -> list[object]:
    """What stands for this object: the functions inside a property, an activation or a loss."""
    if isinstance(thing, property):
        return [f for f in (thing.fget, thing.fset, thing.fdel) if f is not None]
    if isinstance(thing, (staticmethod, classmethod)):
        return [thing.__func__]
    if inspect.isclass(thing):
        return [thing]
    for slope in ("_derivative", "_gradient"):  # an Activation, a Loss
        pair = [getattr(thing, name, None) for name in ("_function", slope)]
        if all(callable(part) for part in pair):
            return pair
    if callable(getattr(thing, "func", None)):  # functools.partial and cached_property
        return [thing.func]
    return [thing]


def _source(part: object, doc: bool, alone: bool) -> str:
    try:
        text = inspect.getsource(part)
    except TypeError:
        if not alone and callable(part):  # half of a pair, such as tanh's function
            module = getattr(part, "__module__", None) or "numpy"
            return f"# {module}.{_name(part)} is compiled: it has no Python source"
        raise TypeError(_no_source(part)) from None
    except OSError:
        raise TypeError(
            f"show_source can't find the source of {_name(part)}: it was made without a file"
        ) from None
    text = textwrap.dedent(text).rstrip()
    return text if doc else _without_docstrings(text)


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
        if not isinstance(
            node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        ):
            continue
        if ast.get_docstring(node, clean=False) is None or len(node.body) < 2:
            continue
        first, after = node.body[0].lineno, node.body[0].end_lineno
        drop.update(range(first - 1, after))
        while after < len(lines) and not lines[after].strip():
            drop.add(after)  # the blank line that only set the docstring apart
            after += 1
    return "\n".join(line for i, line in enumerate(lines) if i not in drop)
