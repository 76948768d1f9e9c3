"""Glass of glass on paper."""

from matplotlib.colors import to_hex

from nnlab.live.glass import Glass
from nnlab.pictures.glass import glass_marks
from nnlab.pictures.palette import glass_color
from nnlab.plots.glass import paint_glass
from nnlab.plots.picture import new_figure

ROWS = [[1, 0, -0.5], [0, 1, -0.5]]
BOUNDS = (-1.0, 2.0, -0.5, 1.5)


def test_each_piece_has_its_colour_and_its_code():
    part, ax = Glass(), new_figure(4, 3)[1][0]
    part.show(bounds=BOUNDS, pieces=glass_marks(ROWS, BOUNDS))
    paint_glass(ax, part.marks)
    found = {to_hex(patch.get_facecolor()).upper() for patch in ax.patches}
    assert found == {glass_color(code) for code in ("00", "01", "10", "11")}
    assert {text.get_text() for text in ax.texts} >= {"00", "01", "10", "11"}
