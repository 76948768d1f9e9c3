"""Every plot: its axes, its doors, no warnings."""

import copy
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlab import Network, Neuron, gradient_check, plots, sigmoid
from nnlab.plots import (
    plot_activation,
    plot_decision_boundary,
    plot_folding,
    plot_gradient_check,
    plot_history,
    plot_network,
    plot_neuron,
    plot_neuron_lines,
)
from nnlab.plots.picture import to_png

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


AND = np.array([[0], [0], [0], [1]])


@pytest.mark.parametrize("wrong", [None, 3, [1, 2], object()], ids=repr)
@pytest.mark.parametrize(
    "plot, rest, words",
    [
        (plot_activation, (), "unknown activation"),
        (plot_neuron, (), "a Neuron"),
        (plot_network, (), "a Network"),
        (plot_history, (), "a History"),
        (plot_gradient_check, (), "a GradientCheck"),
        (plot_folding, (X, AND), "a Network"),
        (plot_decision_boundary, (X, AND), "what predicts"),
        (plot_neuron_lines, (), "a Layer"),
    ],
)
def test_something_else_than_what_is_drawn_is_refused_in_words(ax, plot, rest, words, wrong):
    with pytest.raises(ValueError, match=words):
        plot(wrong, *rest, ax=ax)
    assert not ax.lines and not ax.collections


XOR = np.array([[0], [1], [1], [0]])


NET = Network([2, 2, 1], sigmoid, rng=0)


STEPS = SimpleNamespace(epochs=[0, 1], loss=[0.5, 0.25])


LINE = np.linspace(0, 6, 7)[:, np.newaxis]


BENT = Network([1, 2, 1], ["relu", "identity"], rng=0)


CALLS = {
    "plot_activation": (sigmoid,),
    "plot_blame": ([[0, 0], [1, 1]], [0.9, -0.1]),
    "plot_board": ({"AND": (0, 0, 0, 1)}, ["AND"]),
    "plot_chord": (np.square, 1.0, 0.5),
    "plot_confusion": ([[3, 1], [0, 2]],),
    "plot_corners": (BENT, LINE, LINE),
    "plot_data": (X, XOR),
    "plot_decision_boundary": (NET, X, XOR),
    "plot_digits": ([[0, 0.5, 1, 0]],),
    "plot_folding": (NET, X, XOR),
    "plot_gradient_check": (gradient_check(NET, X, XOR, "mean_squared_error"),),
    "plot_history": (STEPS,),
    "plot_landscape": (NET, X, XOR, "mean_squared_error"),
    "plot_loss_function": ("mean_squared_error",),
    "plot_network": (NET,),
    "plot_neuron": (Neuron([1, 1], -0.5), X, AND),
    "plot_neuron_lines": (NET.layers[0], X, XOR),
    "plot_residuals": ([[0.0], [1.0]], [[0.5], [1.0]], [[1.0], [0.0]]),
    "plot_spread": ([0.5, -2],),
    "plot_pixels": ([0, 0.5, 1, 0],),
    "plot_sweep": ([0.1, 0.2], [True, False]),
    "plot_trajectory": ([[0, 0], [1, 1]],),
    "plot_valley": ([0.2, 20], [[10, 1], [9, -1]]),
    "plot_two_paths": ([3, -1], [0.8, -1.1]),
    "plot_wishes": ([[0.2, -0.1], [-0.1, -0.1]], [1, 0], ["w", "b"]),
}


PLOTS = [name for name in plots.__all__ if name.startswith("plot_")]


@pytest.mark.parametrize("name", PLOTS)
def test_every_plot_draws_on_the_axes_it_is_given_and_returns_them(ax, name):
    assert getattr(plots, name)(*CALLS[name], ax=ax) is ax
    assert ax.lines or ax.patches or ax.collections or ax.images or ax.child_axes
    to_png(ax.figure)


@pytest.mark.parametrize("wrong", [plt, None, 3, np.array([None, None])], ids=repr)
@pytest.mark.parametrize("name", PLOTS)
def test_ax_that_is_no_axes_is_told_how_to_get_some(name, wrong):
    """judged-hostile 26: ax=plt, the commonest slip, was an AttributeError of matplotlib's."""
    with pytest.raises(ValueError, match=r"ax is .*plt\.subplots"):
        getattr(plots, name)(*CALLS[name], ax=wrong)


@pytest.mark.parametrize(
    "name, arguments, keywords, word",
    [
        ("plot_landscape", (NET, X, XOR, "mean_squared_err"), {}, "unknown loss"),
        ("plot_landscape", (3, X, XOR, "mean_squared_error"), {}, "a Network"),
        ("plot_landscape", (NET, X, XOR[:2], "mean_squared_error"), {}, "y has shape"),
        ("plot_landscape", (NET, X, XOR, "mean_squared_error"), {"pair": (0, 9)}, "pair"),
        ("plot_landscape", (NET, X, XOR, "mean_squared_error"), {"pair": 3}, "pair"),
        ("plot_chord", (3, 1.0, 0.5), {}, "a function"),
        ("plot_chord", (np.square, 1.0, 0.0), {}, "nudge"),
        ("plot_chord", (lambda w: np.nan, 1.0, 0.5), {}, "finite"),
        ("plot_residuals", ([[0.0]], [[1.0]], [1.0]), {}, "shapes"),
        ("plot_residuals", ([[0.0]], [[np.inf]], [[1.0]]), {}, "finite"),
        ("plot_confusion", ([[1, 2]],), {}, "n rows of n counts"),
        ("plot_confusion", (3,), {"classes": 3}, "matrix"),
        ("plot_confusion", (np.eye(2),), {"classes": 3}, "classes"),
        ("plot_corners", (3,), {}, "a Network"),
        ("plot_digits", ([[1, 0, 0, 1]],), {"captions": 3}, "captions"),
        ("plot_digits", ([[1, 0, 0, 1]],), {"columns": 0}, "columns"),
        ("plot_board", (3, []), {}, "a dict"),
        ("plot_board", ({"AND": 3}, []), {}, "four answers"),
        ("plot_board", ({"AND": (0, 0, 0, 1)}, None), {}, "names that are found"),
        ("plot_history", (STEPS,), {"levels": [0.25]}, "levels"),
        ("plot_history", (STEPS,), {"levels": 3}, "levels"),
        ("plot_decision_boundary", (NET, X, XOR), {"neutral": "half"}, "neutral"),
        ("plot_decision_boundary", (NET, X, XOR), {"spread": None}, "spread"),
        ("plot_folding", (NET, X, XOR), {"fold": "all"}, "fold"),
        ("plot_trajectory", (np.empty((0, 2)),), {}, "empty"),
        ("plot_folding", (NET, np.empty((0, 2)), []), {}, "empty"),
        ("plot_decision_boundary", (int, X, XOR), {}, "class"),
    ],
)
def test_every_argument_has_its_door(ax, name, arguments, keywords, word):
    """judged-hostile 27."""
    with pytest.raises(ValueError, match=word):
        getattr(plots, name)(*arguments, **keywords, ax=ax)


@pytest.mark.parametrize("size", [1e308, -1e308])
@pytest.mark.parametrize("name", [n for n in PLOTS if hasattr(CALLS[n][0], "parameters")])
def test_enormous_weights_draw_without_a_warning(ax, name, size):
    """judged-hostile 28: numpy's warnings reached the reader."""
    thing = copy.deepcopy(CALLS[name][0])
    thing.parameters[...] = size
    if name == "plot_corners":
        with pytest.raises(ValueError, match="beyond all numbers"):
            plots.plot_corners(thing, *CALLS[name][1:], ax=ax)
    else:
        getattr(plots, name)(thing, *CALLS[name][1:], ax=ax)
