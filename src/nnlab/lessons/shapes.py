"""The shape ribbon: an equation with the shapes of today's arrays under it.

    X    @  W.T   +  b     →  z
  (4, 2) @ (2, 3) + (3,)   →  (4, 3)

It works the shapes out from the arrays' own, operation by operation, and where two don't fit it
says in plain words which numbers should have been equal.
"""

import ast
from typing import Any

import numpy as np

from .note import Note, code, in_columns, markdown_table, shown

_SIGNS = {ast.MatMult: "@", ast.Add: "+", ast.Sub: "−", ast.Mult: "*"}

Shape = tuple[int, ...]
Named = tuple[str, Shape]  # what it's called, and its shape


class Ribbon(Note):
    """What `show_shapes` shows: the equation over its shapes, as a small table and as text.

    Attributes
    ----------
    shape : tuple or None
        The shape of the result; None where the shapes don't fit.
    trouble : str
        Why they don't fit, in words; "" where they do.
    """

    def __init__(self, columns: list[tuple[str, str]], shape: Shape | None, trouble: str):
        self.shape, self.trouble = shape, trouble
        rows = list(zip(*columns, strict=True))
        table = markdown_table([list(map(code, row)) for row in rows], *[":---:"] * len(columns))
        said = f"✗ {trouble}" if trouble else ""
        text = f"{in_columns(rows, str.center)}\n{said}".rstrip()
        super().__init__(text, f"{table}\n\n{said}".rstrip())


def show_shapes(equation: str, /, **arrays: object) -> Ribbon:
    """The equation, and under each name the shape that its array has now.

    Parameters
    ----------
    equation : str
        Names joined by @, +, - and *, with .T where it's turned: "z = X @ W.T + b".
    **arrays : array_like
        One for each name.

    Raises
    ------
    ValueError
        If the equation has something else in it, or a name without an array.

    Examples
    --------
    >>> import numpy as np
    >>> show_shapes("z = X @ W.T + b", X=np.ones((4, 2)), W=np.ones((3, 2)), b=np.ones(3))
       X    @  W.T   +   b    →    z
    (4, 2)  @ (2, 3) + (3,)   →  (4, 3)
    >>> show_shapes("X @ W", X=np.ones((4, 2)), W=np.ones((3, 2))).trouble[:44]
    'X has 2 columns, but W has 3 rows: for X @ W'
    """
    if not isinstance(equation, str):
        raise ValueError(f"an equation is a text like 'z = X @ W.T + b', not {shown(equation, 40)}")
    target, _, formula = equation.rpartition("=")
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError):  # or half a character in it
        raise ValueError(f"{equation!r} is no equation: write it like 'z = X @ W.T + b'") from None
    shapes = {name: _shape_of(array, name) for name, array in arrays.items()}
    columns = _columns(tree, shapes)
    shape, trouble = None, ""
    try:
        _, shape = _result(tree, shapes)
    except _Misfit as misfit:
        trouble = str(misfit)
    columns += [("→", "→"), (target.strip() or "result", "?" if trouble else str(shape))]
    return Ribbon(columns, shape, trouble)


def _shape_of(array: Any, name: str) -> Shape:
    try:
        return np.shape(array)
    except ValueError:
        raise ValueError(f"{name} is ragged: give every row as many numbers") from None


class _Misfit(Exception):
    """Two shapes that don't go together."""


def _columns(node: ast.expr, shapes: dict[str, Shape]) -> list[tuple[str, str]]:
    """Each name over its shape, each sign over itself, from left to right."""
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        sign = _SIGNS[type(node.op)]
        return [*_columns(node.left, shapes), (sign, sign), *_columns(node.right, shapes)]
    name, shape = _leaf(node, shapes)
    return [(name, str(shape))]


def _result(node: ast.expr, shapes: dict[str, Shape]) -> Named:
    """What the outcome is called, and its shape."""
    if not isinstance(node, ast.BinOp):
        return _leaf(node, shapes)
    sign = _SIGNS[type(node.op)]
    (left, a), (right, b) = _result(node.left, shapes), _result(node.right, shapes)
    name = f"{left} {sign} {right}"
    what, turned = name if sign == "@" else sign, ""
    if sign != "@":
        pairs = enumerate(zip(a[::-1], b[::-1], strict=False))
        misfits = [(axis, *pair) for axis, pair in pairs if 1 != pair[0] != pair[1] != 1]
        if not misfits:
            return name, np.broadcast_shapes(a, b)
        axis, m, n = misfits[0]
        word = other = "row" if axis else "column"
    elif a and b:
        m, n = a[-1], b[-2:][0]
        if m == n:
            try:
                return name, np.broadcast_shapes(a[:-2], b[:-2]) + a[-2:-1] + b[1:][-1:]
            except ValueError:
                raise _Misfit(f"{left} and {right} hold unequally many tables.") from None
        word, other = "column" if len(a) > 1 else "number", "row" if len(b) > 1 else "number"
        if len(b) == 2 and m == b[1]:
            turned = f" Turned, it fits: {name}.T"
    else:
        raise _Misfit(f"{right if a else left} is one number: @ needs lists or tables.")
    have, need = f"{left} has {_count(m, word)}", f"{right} has {_count(n, other)}"
    rule = "equal" if sign == "@" else "equal, or one of them 1"
    raise _Misfit(f"{have}, but {need}: for {what} they must be {rule}.{turned}")


def _leaf(node: ast.expr, shapes: dict[str, Shape]) -> Named:
    """A name with its array's shape, turned where it says .T."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        name, shape = _leaf(node.value, shapes)
        turned = shape[::-1] if node.attr == "T" else shape[:-2] + shape[-2:][::-1]
        return f"{name}.{node.attr}", turned
    if not isinstance(node, ast.Name):
        raise ValueError(f"show_shapes knows names, @, +, -, * and .T, not {ast.unparse(node)!r}")
    if node.id not in shapes:
        raise ValueError(f"which array is {node.id}? Add it: show_shapes(..., {node.id}={node.id})")
    return node.id, shapes[node.id]


def _count(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"
