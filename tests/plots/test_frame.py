"""Axes in the course's colours."""

from nnlab.plots.frame import frame, style
from nnlab.plots.picture import to_png


def test_hostile_names_are_text(ax):
    style(ax, r"$\frac{1$", "<b>$x_{$")
    to_png(ax.figure)  # mathematics that can't be typeset would raise here
    assert ax.get_xlabel() == r"$\frac{1$"


def test_ticks_have_the_labels_they_are_given(ax):
    marks = {"bounds": [0, 3, 0, 1], "ticks": [[[0, "none"], [2, "two"]], [[0.5, "1/2"]]]}
    frame(ax, marks, "x", "y")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["none", "two"]
    assert ax.get_yticks().tolist() == [0.5] and ax.get_xlim() == (0, 3)
