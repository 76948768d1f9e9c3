"""Axes in the course's colours."""

from nnlab.plots.picture import to_png


def test_hostile_names_are_text(ax):
    from nnlab.plots.frame import frame_plane

    frame_plane(ax, (0, 1, 0, 1), r"$\frac{1$", "<b>$x_{$")
    to_png(ax.figure)  # mathematics that can't be typeset would raise here
    assert ax.get_xlabel() == r"$\frac{1$"
