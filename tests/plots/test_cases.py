"""The cases on paper."""

from matplotlib.patches import Rectangle

from nnlab.pictures.cases import cases
from nnlab.plots.cases import paint_cases
from tests.plots.reading import texts


def test_each_case_hangs_at_its_sum_with_the_shape_of_its_target(ax):
    heights = [[-0.5, -0.5], [-0.5, 1.0]]
    paint_cases(ax, cases([[0], [1]], heights, rows=["sun"], targets=[0, 1]))
    (one,) = [line for line in ax.lines if line.get_marker() == "^"]
    assert one.get_xydata().tolist() == [[1.0, 1.0]]
    assert {"sun", "goes", "stays"} <= set(texts(ax)) and "✗" not in texts(ax)


def test_what_is_wrong_has_a_ring_and_a_cross(ax):
    paint_cases(ax, cases([[0], [1]], [[1.0, 1.0], [1.0, 2.0]], rows=["sun"], targets=[0, 1]))
    assert texts(ax).count("✗") == 1


def test_a_case_beyond_the_picture_stays_at_its_edge(ax):
    paint_cases(ax, cases([[1]], [[0.0, 50.0]], rows=["sun"], targets=[1], reach=(-2.0, 3.0)))
    (one,) = [line for line in ax.lines if line.get_marker() == "^"]
    assert one.get_ydata().tolist() == [3.0]


def test_a_case_stands_on_bricks_with_names_and_what_it_is_is_said(ax):
    heights = [[-1.0, -1.0, -1.0], [-1.0, 1.0, 0.0]]
    paint_cases(ax, cases([[0, 0], [1, 1]], heights, rows=["sun", "rain"], title="A veto"))
    # In matplotlib 3.8 a span is a polygon.
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    tops = [box.get_y() + box.get_height() for box in boxes if box.get_x() > 0]
    assert {1.0, 0.0} <= {round(top, 6) for top in tops}
    assert texts(ax).count("sun") == 2 and "A veto" in texts(ax)
    assert "− rain" in texts(ax)  # what is against it says so
