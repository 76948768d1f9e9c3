"""Lines with their names, and the regions between them."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnlab import Layer, Neuron, step
from nnlab.pictures.geometry import line_geometry
from nnlab.pictures.layer import named, region_codes

BOUNDS = (-0.5, 1.5, -0.5, 1.5)


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)


NUMBER = st.floats(-3, 3).filter(lambda v: v == 0 or abs(v) > 1e-3)


def layer_of(*rows):
    return Layer.from_neurons([Neuron(row[:2], row[2], step) for row in rows])


@example([(3.0, 0.0, 0.5), (1.5, 2.0, 0.0), (1.5, 1.5, 0.0)])  # places on a line alone
@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=4))
def test_every_code_stands_where_it_holds(rows):
    layer = layer_of(*rows)
    found = region_codes(layer, BOUNDS)
    for code, (x, y) in found:
        assert code == "".join(str(int(a)) for a in layer([x, y]))
        assert BOUNDS[0] < x < BOUNDS[1] and BOUNDS[2] < y < BOUNDS[3]
    assert len({code for code, _ in found}) == len(found) >= 1


def test_three_lines_make_seven_regions_at_most():
    assert len(region_codes(layer_of([1, 0, -0.5], [0, 1, -0.5], [1, 1, -1.4]), BOUNDS)) == 7
    assert region_codes(Layer(2, 7, step, rng=0), BOUNDS) == []


@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=2, max_size=4))
def test_names_stay_in_the_picture(rows):
    lines = [line_geometry(row[:2], row[2], BOUNDS) for row in rows]
    for line, one in zip(lines, named(lines, BOUNDS), strict=True):
        assert (line is None) == (one is None)
        if one is not None:
            x, y = one["label_at"]
            assert BOUNDS[0] <= x <= BOUNDS[1] and BOUNDS[2] <= y <= BOUNDS[3]


def distance(place, line):
    """From a place to a line's stroke and its arrow."""
    share = np.linspace(0, 1, 400)[:, np.newaxis]
    strokes = [line["segment"], (line["anchor"], line["head"])]
    drawn = [a + share * np.subtract(b, a) for a, b in strokes]
    return np.hypot(*(np.concatenate(drawn) - place).T).min()


@pytest.mark.parametrize("seed", range(40))
def test_a_name_is_nearest_to_its_own_line(seed):
    layer = Layer(2, 3, step, init="uniform", rng=seed)
    lines = [line_geometry(n.w, n.b, BOUNDS) for n in layer]
    if not all(line["segment"] and np.hypot(*np.subtract(*line["segment"])) > 1 for line in lines):
        return  # no room for a name at a line that only cuts a corner off
    for j, one in enumerate(named(lines, BOUNDS, X.tolist())):
        far = [distance(one["label_at"], line) for line in lines]
        assert np.argmin(far) == j, one["label"]


def test_lines_on_top_of_one_another_share_a_name():
    line = line_geometry([1, 1], -0.5, BOUNDS)
    other = line_geometry([1, 0], -0.5, BOUNDS)
    assert [one["label"] for one in named([line, other, line], BOUNDS)] == [
        "",
        "neuron 1",
        "neurons 0, 2",
    ]
    assert named([None], BOUNDS) == [None]
    assert [one["label"] for one in named([line, other, line, None, None], BOUNDS) if one] == [
        "",
        "1",
        "0, 2",
    ]
