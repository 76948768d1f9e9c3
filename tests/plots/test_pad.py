"""A pad on paper."""

import numpy as np

from nnlab.pictures.pad import pad
from nnlab.plots.pad import paint_pad, paint_shares


def test_squares_lie_in_their_frame_and_strokes_where_they_were_drawn(ax):
    frame = [0.25, 0.5, 0.5, 0.25]
    paint_pad(ax, pad(np.eye(8).ravel(), strokes=[[[0.1, 0.1], [0.3, 0.1]]], frame=frame))
    squares, ink = ax.images
    assert squares.get_extent() == [0.25, 0.75, 0.75, 0.5]
    assert squares.get_array()[0, 0, 3] > 0.3 and squares.get_array()[0, 1, 3] == 0
    alpha, at = ink.get_array()[..., 3], 0.1 * 320
    assert alpha[int(at), int(2 * at)] > 0.7 and alpha[int(3 * at), int(2 * at)] == 0
    assert ax.yaxis_inverted()


def test_a_dot_and_a_picture_below_are_drawn(ax):
    paint_pad(
        ax, pad(np.zeros(64), ground=np.repeat([0, 0, 0, 1, 1, 0, 0, 0], 8), strokes=[[[0.9, 0.1]]])
    )
    alpha = ax.images[1].get_array()[..., 3]
    assert alpha[32, 288] > 0.7 and alpha[160, 160] > 0.5 and alpha[288, 32] == 0


def test_the_largest_share_stands_out(ax):
    paint_shares(ax, [0.25, 0.75], ["25 %", "75 %"])
    bold = [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"]
    assert bold == ["75 %", "1"] and [bar.get_width() for bar in ax.patches] == [1, 0.25, 1, 0.75]
