"""Where the parts of a network's drawing lie, and what they are called."""

import io
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlab import Network
from nnlab.pictures.wiring import (
    PILL,
    along,
    checked_keys,
    downstream,
    groups,
    link_ends,
    link_width,
    network_layout,
    node_names,
    part_key,
    parts,
)
from nnlab.pictures.wiring import links as wiring_links
from nnlab.plots import plot_network
from nnlab.plots.picture import new_figure

SIZES = st.lists(st.integers(1, 8), min_size=2, max_size=8).map(tuple)


WIDTHS = (320, 420, 560, 720, 960)


def links(sizes):
    """(index among the parameters, from, to) of each weight."""
    found, k, first = [], 0, 0
    for n_in, n_out in pairwise(sizes):
        for j in range(n_out):
            found += [(k + i, first + i, first + n_in + j) for i in range(n_in)]
            k += n_in + 1
        first += n_in
    return found


def rectangles(sizes, plan):
    """x, y, half width and half height of all that must not overlap: numbers, marks, nodes."""
    nodes = zip(plan["nodes"], plan["sides"], strict=True)
    found = [(x, y, side / 2, side / 2) for (x, y), side in nodes]
    for k, start, end in links(sizes):
        t = plan["labels"][k]
        if t is None:
            continue
        x, y = along(*link_ends(plan, start, end), t, plan["down"])
        found.append((x, y, PILL[0] / 2, PILL[1] / 2))
    return found


def overlapping(rects):
    return [
        (a, b)
        for a, b in combinations(rects, 2)
        if abs(a[0] - b[0]) < a[2] + b[2] - 0.5 and abs(a[1] - b[1]) < a[3] + b[3] - 0.5
    ]


@settings(max_examples=25)
@given(SIZES, st.sampled_from(WIDTHS), st.booleans())
def test_no_two_numbers_overlap_and_all_stays_inside(sizes, width, sample):
    plan = network_layout(sizes, width, sample=sample)
    rects = rectangles(sizes, plan)
    assert overlapping(rects) == []
    for x, y, w, h in rects:
        assert 0 <= x - w and x + w <= width and 0 <= y - h and y + h <= plan["height"]
    assert min(plan["sides"]) >= 32  # a target, and room for a number


@settings(max_examples=25)
@given(SIZES, st.sampled_from(WIDTHS))
def test_compact_it_has_no_numbers_and_its_names_below(sizes, width):
    plan = network_layout(sizes, width, compact=True)
    assert set(plan["labels"]) == {None} and len(plan["columns"]) == len(sizes)
    assert overlapping(rectangles(sizes, plan)) == []
    assert network_layout(sizes, width, compact=True, quiet=True)["height"] < plan["height"]


def test_tiles_are_large_where_few_share_a_column_and_no_numbers_stand_there():
    inputs, hidden, output = (network_layout((2, 2, 1), 560)["sides"][k] for k in (0, 2, 4))
    assert inputs < hidden < output and hidden == 92
    assert set(network_layout((2, 2, 1), 560, sample=True)["sides"]) == {56}
    assert set(network_layout((2, 8, 1), 560)["sides"]) == {32}


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 4, 1), (1, 3, 2), (2, 3, 2)])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sample", [False, True])
def test_small_networks_show_all_their_numbers_at_any_width(sizes, width, sample):
    plan = network_layout(sizes, width, sample=sample)
    assert None not in plan["labels"] and not plan["down"]


def test_large_ones_show_them_one_at_a_time_and_turn_where_it_is_narrow():
    sizes = (2, 8, 8, 8, 8, 8, 8, 1)
    plan = network_layout(sizes, 560)
    assert sum(t is not None for t in plan["labels"]) <= 9 and not plan["down"]
    narrow = network_layout(sizes, 320)
    assert narrow["down"] and narrow["height"] > 700
    xs = sorted(x for x, _ in narrow["nodes"][2:10])
    assert min(np.diff(xs)) >= narrow["node"]


def test_equal_columns_stand_level():
    nodes = network_layout((2, 2, 1), 560)["nodes"]
    assert nodes[0][1] == nodes[2][1] and nodes[1][1] == nodes[3][1]
    assert nodes[4][1] == pytest.approx((nodes[0][1] + nodes[1][1]) / 2, abs=0.2)


@settings(max_examples=50)
@given(SIZES)
def test_every_part_has_one_key_in_the_order_of_the_parameters(sizes):
    n_parameters = sum(n * (m + 1) for m, n in pairwise(sizes))
    keys = [f"p{k}" for k in range(n_parameters)] + [f"n{k}" for k in range(sum(sizes))]
    known = parts(sizes)
    assert list(known) == keys == [part_key(sizes, part) for part in known.values()]
    network = Network(sizes, "identity", init="zeros")
    k = n_parameters // 2
    network.parameters[k] = 5
    layer, j, i = (known[f"p{k}"][name] for name in ("layer", "neuron", "input"))
    neuron = network.layers[layer][j]
    assert (neuron.b if i == "bias" else neuron.w[i]) == 5


def test_parts_that_are_not_there_are_refused():
    for key in ("", "x1", "n5", "p9", "n-1", "n²", "p8.gradient"):
        with pytest.raises(ValueError, match="no part"):
            checked_keys((2, 2, 1), [key])
    assert checked_keys((2, 2, 1), ["p8", "n4"]) == ["p8", "n4"]
    with pytest.raises(ValueError, match="no part"):
        part_key((2, 2, 1), {"layer": 2, "neuron": 0})


@settings(max_examples=25)
@given(SIZES)
def test_every_part_stands_in_one_group_and_a_bias_with_its_neuron(sizes):
    found = groups(sizes)
    keys = [key for _, each in found for key in each]
    assert sorted(keys) == sorted(parts(sizes)) and len(found) == 2 * len(sizes) - 1
    ends = wiring_links(sizes)
    for _, each in found[2::2]:
        for neuron, bias in zip(each[::2], each[1::2], strict=True):
            assert ends[int(bias[1:])] == (int(neuron[1:]), int(neuron[1:]))


def test_downstream_is_what_a_nudge_changes():
    sizes = (2, 3, 2, 1)
    network = Network(sizes, "tanh", init="uniform", rng=0)
    x = np.array([[0.3, -0.7]])
    before = np.concatenate([t.a[0] for t in network.forward(x)])
    for key in ("p0", "p5", "p8", "p12", "p19"):
        changed = network.copy()
        changed.parameters[int(key[1:])] += 0.1
        after = np.concatenate([t.a[0] for t in changed.forward(x)])
        nodes = {f"n{k + 2}" for k in np.flatnonzero(before != after)}
        assert {each for each in downstream(sizes, key) if each[0] == "n"} == nodes
    assert downstream(sizes, "n7") == []
    assert len(downstream(sizes, "n1")) == 3 + 3 + 6 + 2 + 2 + 1


def test_names():
    assert node_names((2, 2, 1), ["a", "b"]) == ["a", "b", "h₁", "h₂", "output"]
    assert node_names((1, 1), ["a", "b"]) == ["a", "b"]
    with pytest.raises(ValueError, match="3 names"):
        node_names((2, 2, 1), ["a", "b", "c"])


def test_width_grows_with_the_weight_up_to_a_cap():
    assert np.all(np.diff(link_width([0, 0.5, 1, 2, 4, 8])) > 0)
    assert link_width(50) == link_width(-1e300) == link_width(np.inf) == 10
    assert link_width(np.nan) == 2


@pytest.fixture
def ax():
    return new_figure(6, 4)[1][0]


@pytest.fixture
def network():
    made = Network([2, 2, 1], "sigmoid")
    made.parameters[:] = [6, 0, -3, 6, 6, -9, 6, -2, 0]
    return made


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_names_are_text_never_mathematics(network, ax):
    plot_network(network, ax=ax, names=["$x^", "\\frac"])
    buffer = io.BytesIO()
    ax.figure.savefig(buffer)
    assert "$x^" in texts(ax)


@pytest.mark.parametrize("sizes", [(2, 2, 1), (3, 2, 1), (2, 2, 2)])
def test_where_links_cross_a_number_covers_none_but_its_own(sizes):
    plan = network_layout(sizes, 720)
    curves = {k: along(*link_ends(plan, a, b), np.linspace(0, 1, 201)) for k, a, b in links(sizes)}
    for k in curves:
        place = along(*link_ends(plan, *wiring_links(sizes)[k]), plan["labels"][k])
        others = np.concatenate([curve for other, curve in curves.items() if other != k])
        assert not np.all(np.abs(others - place) < np.array(PILL) / 2, axis=1).any()
