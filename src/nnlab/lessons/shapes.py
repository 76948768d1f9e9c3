"""The shape ribbon: an equation with the shapes of today's arrays under it.

    X    @  W.T   +  b     →  z
  (4, 2) @ (2, 3) + (3,)   →  (4, 3)

It works the shapes out from the arrays' own, operation by operation, and where two don't fit it
says in plain words which numbers should have been equal.
"""

from __future__ import annotations

import ast
import html
from typing import Any, NamedTuple

import numpy as np

from .note import Note, shown

_SIGNS = {ast.MatMult: "@", ast.Add: "+", ast.Sub: "−", ast.Mult: "*"}


class Piece(NamedTuple):
    """A column of the ribbon: an array's name over its shape, or a sign between two."""

    name: str
    shape: tuple[int, ...] | None  # None: a sign


class Ribbon(Note):
    """What `show_shapes` shows: the equation over its shapes, as a small table and as text.

    Attributes
    ----------
    shape : tuple or None
        The shape of the result; None where the shapes don't fit.
    trouble : str
        Why they don't fit, in words; "" where they do.
    """

    def __init__(self, pieces: list[Piece], shape: tuple[int, ...] | None, trouble: str):
        self.pieces, self.shape, self.trouble = tuple(pieces), shape, trouble
        super().__init__(_as_text(self.pieces, trouble))

    def _repr_markdown_(self) -> None:  # type: ignore[override]
        return None  # it has HTML instead

    def _repr_html_(self) -> str:
        return _as_html(self.pieces, self.trouble)


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
    pieces: list[Piece] = []
    try:
        shape, trouble = _walk(tree, shapes, pieces)[1], ""
    except _Misfit as misfit:
        shape, trouble = None, str(misfit)
        pieces = _all_pieces(tree, shapes)
    pieces += [Piece("→", None), Piece(target.strip() or "result", shape or ())]
    return Ribbon(pieces, shape, trouble)


def _shape_of(array: Any, name: str) -> tuple[int, ...]:
    try:
        return np.shape(array)
    except ValueError:
        raise ValueError(f"{name} is ragged: give every row as many numbers") from None


class _Misfit(Exception):
    """Two shapes that don't go together."""


def _walk(node, shapes, pieces):
    """The name and the shape of what stands here; what it's made of goes into `pieces`."""
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        sign = _SIGNS[type(node.op)]
        one = _walk(node.left, shapes, pieces)
        pieces.append(Piece(sign, None))
        two = _walk(node.right, shapes, pieces)
        join = _product if sign == "@" else _sum
        return f"{one[0]} {sign} {two[0]}", join(one, two, sign)
    name, shape = _leaf(node, shapes)
    pieces.append(Piece(name, shape))
    return name, shape


def _leaf(node, shapes):
    """A name with its array's shape, turned where it says .T."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        name, shape = _leaf(node.value, shapes)
        return f"{name}.{node.attr}", shape[::-1]
    if not isinstance(node, ast.Name):
        raise ValueError(f"show_shapes knows names, @, +, -, * and .T, not {ast.unparse(node)!r}")
    if node.id not in shapes:
        raise ValueError(f"which array is {node.id}? Add it: show_shapes(..., {node.id}={node.id})")
    return node.id, shapes[node.id]


def _all_pieces(node, shapes):
    if isinstance(node, ast.BinOp):
        sign = [Piece(_SIGNS[type(node.op)], None)]
        return _all_pieces(node.left, shapes) + sign + _all_pieces(node.right, shapes)
    return [Piece(*_leaf(node, shapes))]


def _product(one, two, sign):
    (left, a), (right, b) = one, two
    if not a or not b:
        raise _Misfit(f"{right if a else left} is one number: @ needs lists or tables.")
    inner = b[-2] if len(b) > 1 else b[0]
    if a[-1] != inner:
        have = _count(a[-1], "column" if len(a) > 1 else "number")
        need = _count(inner, "row" if len(b) > 1 else "number")
        words = (
            f"{left} has {have}, but {right} has {need}: for {left} @ {right} they must be equal."
        )
        if len(b) == 2 and a[-1] == b[-1]:
            words += f" Turned, it fits: {left} @ {right}.T"
        raise _Misfit(words)
    return a[:-1] + b[:-2] + b[-1:] if len(b) > 1 else a[:-1]


def _sum(one, two, sign):
    (left, a), (right, b) = one, two
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        pairs = enumerate(zip(a[::-1], b[::-1], strict=False))
        axis, (m, n) = next((k, pair) for k, pair in pairs if 1 != pair[0] != pair[1] != 1)
        word = "row" if axis else "column"
        raise _Misfit(
            f"{left} has {_count(m, word)}, but {right} has {_count(n, word)}: "
            f"for {sign} they must be equal."
        ) from None


def _count(n, word):
    return f"{n} {word}{'' if n == 1 else 's'}"


def _shape(shape) -> str:
    return "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def _rows(pieces, trouble):
    """The ribbon's two lines, cell by cell."""
    below = [piece.name if piece.shape is None else _shape(piece.shape) for piece in pieces]
    if trouble:
        below[-1] = "?"
    return [piece.name for piece in pieces], below


def _as_text(pieces, trouble) -> str:
    rows = _rows(pieces, trouble)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.center(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, *([f"✗ {trouble}"] if trouble else [])])


def _as_html(pieces, trouble) -> str:
    cell = "padding: 2px 10px; text-align: center; border: 0; font-family: monospace;"
    look = (f"{cell} font-weight: 600", f"{cell} border-top: 1px solid currentColor")
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{style if piece.shape is not None else cell}">{html.escape(text)}</td>'
            for text, piece in zip(row, pieces, strict=True)
        )
        + "</tr>"
        for row, style in zip(_rows(pieces, trouble), look, strict=True)
    )
    table = f'<table style="border-collapse: collapse; margin: 4px 0">{body}</table>'
    return table + (f"<p>✗ {html.escape(trouble)}</p>" if trouble else "")
