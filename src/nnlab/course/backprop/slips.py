"""A function with one line changed, so that a slip can be made on purpose and measured."""

from __future__ import annotations

from collections.abc import Callable

from nnlab.core import checks
from nnlab.lessons import show_source


def change_line(function: Callable, right: str, wrong: str) -> Callable:
    """The same function, with `wrong` in place of `right` in its source; itself it stays.

    Parameters
    ----------
    function : function
        One that was written on the page or in a file.
    right : str
        A piece of its source that stands there once.
    wrong : str
        What is to stand there.

    Raises
    ------
    ValueError
        If `right` doesn't stand there exactly once.

    >>> from nnlab.course.backprop.counting import count_products
    >>> one_way = change_line(count_products, "nudging=2 * ", "nudging=")
    >>> count_products([2, 2, 1]).nudging, one_way([2, 2, 1]).nudging
    (108, 54)
    """
    source = show_source(function).text
    found = source.count(right)
    checks.need(found == 1, f"{right!r} must stand in {function.__name__} once, not {found} times")
    names = dict(function.__globals__)
    exec(source.replace(right, wrong), names)
    return names[function.__name__]
