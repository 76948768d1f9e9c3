"""The folded plane on matplotlib axes."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.pictures.folding import folding, folds
from nnlab.plots import plot_folding

X, Y = make_gate("xor")


XOR = np.array([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5])


def network(bends, numbers=XOR, sizes=(2, 2, 1)):
    made = Network(list(sizes), bends, init="zeros")
    made.parameters[:] = numbers
    return made


@pytest.mark.parametrize("bends", ["step", "sigmoid", "tanh", "relu", "identity", ["relu", "step"]])
@pytest.mark.parametrize("fold", [0, 0.3, 1])
def test_it_draws_on_the_axes_it_is_given(bends, fold):
    ax = Figure().subplots()
    assert plot_folding(network(bends), X, Y, ax=ax, fold=fold) is ax
    assert ax.images and ax.lines
    marks = [text.get_text() for text in ax.texts]
    assert ("2×" in marks) == (fold == 1)


def test_the_output_s_line_has_no_dot_and_the_count_stands_away_from_it():
    """A dot beside "2×" looked like the two points that had met."""
    ax, made = Figure().subplots(), network("sigmoid", 6 * XOR)
    plot_folding(made, X, Y, ax=ax)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [len(dot.get_xdata()) for dot in dots] == [2]  # the two ● alone
    (count,) = (text for text in ax.texts if text.get_text() == "2×")
    away = made.layers[1].W[0]  # the ▲ lie on the side to which w points
    assert np.dot(count.xyann, away) > 0


def test_zero_weights_have_no_line_and_still_draw():
    now = folding(network("relu", 0), X, 1)
    assert now["lines"] == [None]
    plot_folding(network("relu", 0), X, Y, ax=Figure().subplots())


@pytest.mark.parametrize(
    "made",
    [Network(sizes, "tanh", rng=0) for sizes in ([2, 3, 1], [2, 2, 2], [3, 2, 1], [2, 1])]
    + [Network([2, 2, 1], "tanh", runs=3, rng=0)],
)
def test_other_networks_are_refused_in_words(made):
    assert not folds(made)
    with pytest.raises(ValueError, match="folding needs"):
        plot_folding(made, X, Y, ax=Figure().subplots())
