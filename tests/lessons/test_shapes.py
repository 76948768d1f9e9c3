"""The shape ribbon says what numpy does, and where two shapes don't fit, why."""

import numpy as np
import pytest

from nnlab.lessons import show_shapes

ARRAYS = dict(X=np.ones((4, 2)), W=np.ones((3, 2)), b=np.ones(3), x=np.ones(2))
ARRAYS |= dict(Ws=np.ones((5, 3, 2)), two=np.ones((2, 2, 3)))  # of several networks


@pytest.mark.parametrize(
    "equation",
    ["X @ W.T + b", "z = W @ X.T", "W @ x + b", "W @ x + b.T", "X * x", "X - x", "x @ x"]
    + ["X @ Ws.mT", "Ws @ X.T", "Ws @ x", "x @ two", "Ws.T"],
)
def test_the_ribbon_says_what_numpy_does(equation):
    formula = equation.partition("= ")[2] or equation
    assert show_shapes(equation, **ARRAYS).shape == np.shape(eval(formula, dict(ARRAYS)))


@pytest.mark.parametrize(
    "equation, words",
    [
        ("X @ W + b", "2 columns"),
        ("X @ W + b", ": X @ W.T"),
        ("W @ b", "3 numbers"),
        ("X + b", "3 columns"),
        ("X + W", "4 rows"),
        ("Ws @ two", "unequally many"),
    ],
)
def test_what_does_not_fit_is_said_in_plain_words(equation, words):
    with pytest.raises(ValueError):
        eval(equation, dict(ARRAYS))
    ribbon = show_shapes(equation, **ARRAYS)
    assert ribbon.shape is None and words in ribbon.trouble
    assert "?" in ribbon.text and words in ribbon.markdown


def test_the_ribbon_as_text_and_as_a_table():
    ribbon = show_shapes("z = X @ W.T + b", **ARRAYS)
    assert repr(ribbon) == (
        "  X     @   W.T    +   b    →    z\n(4, 2)  @  (2, 3)  +  (3,)  →  (4, 3)"
    )
    above, sides, below = ribbon.markdown.splitlines()
    assert "| `W.T` |" in above and "| `(2, 3)` |" in below and sides.count(":---:") == 7


def test_nothing_in_a_ribbon_is_read_as_html():
    assert "`<b>`" in show_shapes("<b> = X @ x", **ARRAYS).markdown


@pytest.mark.parametrize(
    "equation, words",
    [
        ("X @ Q", "is Q"),
        ("X @@", "no equation"),
        ("X @ f(W)", "knows names"),
        ("X @ W.sum", "knows names"),
        ("X / W", "knows names"),
        ("__import__('os')", "knows names"),
    ],
)
def test_what_the_ribbon_does_not_know(equation, words):
    with pytest.raises(ValueError, match=words):
        show_shapes(equation, **ARRAYS)


@pytest.mark.parametrize("equation", [None, 3, b"x", ["X"], "\ud83d"])
def test_what_is_no_equation_is_refused(equation):
    with pytest.raises(ValueError, match="equation"):
        show_shapes(equation, **ARRAYS)


def test_ragged_rows_have_no_shape():
    with pytest.raises(ValueError, match="X is ragged"):
        show_shapes("X", X=[[1, 2], [3]])
