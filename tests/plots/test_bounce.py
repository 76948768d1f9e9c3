"""A walk on a curve, on paper."""

from matplotlib.figure import Figure

from nnlab.plots.bounce import paint_bounce


def test_each_step_is_a_line_darker_than_the_one_before():
    ax = Figure().subplots()
    path = [[1, 1], [-0.9, 0.81], [0.8, 0.64], [-0.7, 0.49]]
    curve = [[-1, 1], [0, 0], [1, 1]]
    marks = {"bounds": [-1, 1, 0, 1], "curve": curve, "path": path, "ticks": []}
    assert paint_bounce(ax, marks) is ax
    steps = [line.get_alpha() for line in ax.lines if line.get_alpha()]
    assert len(steps) == 3 and steps == sorted(steps)
    assert [text.get_text() for text in ax.texts] == ["start"]
