"""Pictures in rows, and which class was taken for which, on paper."""

import numpy as np
import pytest

from nnlab.pictures.palette import LIGHT, rgb
from nnlab.plots import plot_confusion, plot_digits
from nnlab.plots.digits import STRONGEST
from nnlab.plots.frame import toned


def test_each_picture_is_drawn_in_its_place_with_its_words(ax):
    pictures = np.eye(5, 4)  # four with one pixel of ink, and an empty one
    assert plot_digits(pictures, [0, 1, 2, 3, "4\nnothing"], ax=ax, columns=3) is ax
    insets = ax.child_axes
    assert [inset.get_xlabel() for inset in insets] == ["0", "1", "2", "3", "4\nnothing"]
    for k, inset in enumerate(insets):
        drawn = inset.images[0].get_array().reshape(4, 3)
        inked = (drawn == rgb(LIGHT["ink"])).all(axis=1)
        assert inked.tolist() == (pictures[k] > 0).tolist()
    ax.figure.draw_without_rendering()
    places = np.array([inset.get_position().p0 for inset in insets])
    assert places[0, 0] < places[1, 0] < places[2, 0] and places[3, 0] == places[0, 0]
    assert places[0, 1] == places[2, 1] > places[3, 1]


def test_pictures_of_weights_have_the_hues_of_their_signs(ax):
    plot_digits([[1, 0, 0, -2]], ax=ax, signed=True)
    red, _, blue = np.moveaxis(np.asarray(ax.child_axes[0].images[0].get_array(), int), -1, 0)
    assert blue[0, 0] > red[0, 0] and red[1, 1] > blue[1, 1]


def test_right_ones_are_blue_mistakes_orange_and_none_blank(ax):
    assert plot_confusion([[50, 0, 1], [3, 40, 0], [0, 0, 60]], ax=ax) is ax
    cells = np.asarray(ax.images[0].get_array())
    assert (cells[..., 2] > cells[..., 0]).tolist() == np.eye(3, dtype=bool).tolist()
    assert np.argwhere(cells[..., 0] > cells[..., 2] + 1e-9).tolist() == [[0, 2], [1, 0]]
    assert np.allclose(cells[0, 1], 1) and cells[1, 0, 2] < cells[0, 2, 2]
    assert np.allclose(cells[1, 0], toned(-1, STRONGEST))  # 3, beside 60: the fullest of its kind
    written = {tuple(map(int, text.xy)): text.get_text() for text in ax.texts}
    assert written == {(0, 0): "50", (2, 0): "1", (0, 1): "3", (1, 1): "40", (2, 2): "60"}
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("it said", "it is")


def test_the_first_class_stands_on_top_and_classes_may_have_names(ax):
    plot_confusion(np.eye(2), ax=ax, classes=["no", "yes"])
    assert ax.yaxis_inverted()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["no", "yes"]


@pytest.mark.parametrize(
    "plot, given, words",
    [
        (plot_digits, [[1, 2, 3]], "square"),
        (plot_digits, [1, 2, 3, 4], "a row for each picture"),
        (plot_confusion, [[1, 2]], "n rows of n counts"),
        (plot_confusion, [[1, -2], [0, 1]], "below 0"),
        (plot_confusion, [["a"]], "matrix"),
    ],
)
def test_what_can_t_be_drawn_is_met_at_the_door(ax, plot, given, words):
    with pytest.raises(ValueError, match=words):
        plot(given, ax=ax)


def test_names_that_are_not_as_many_are_refused(ax):
    with pytest.raises(ValueError, match="captions .* 2 words"):
        plot_digits(np.eye(2, 4), ["one"], ax=ax)
    with pytest.raises(ValueError, match="classes .* 2 words"):
        plot_confusion(np.eye(2), ax=ax, classes=["one"])
    for plot in (plot_digits, plot_confusion):
        with pytest.raises(ValueError, match="ax is"):
            plot([[1.0]], ax=None)
