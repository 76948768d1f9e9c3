import numpy as np
import pytest

from nnlab import Layer, Network, Neuron
from nnlab.labs import words
from nnlab.live.panel import words as text


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_named_once(value):
    words.check_finite(["w1", "b"], [1e308, 0.0])
    with pytest.raises(ValueError, match="^The b is(n't a number| beyond)"):
        words.check_finite(["w1", "b"], [1.0, value])
    with pytest.raises(ValueError, match="weight x₁ → h₁"):
        words.check_finite(["x₁ → h₁"], [value])


def test_every_parameter_has_a_name_of_its_own_in_the_order_of_the_vector():
    names = words.parameter_names([2, 3, 1])
    assert len(names) == len(set(names)) == 13
    assert names[:3] == ["x₁ → h₁", "x₂ → h₁", "bias of h₁"] and names[-1] == "bias of output"


def test_python_gives_the_same_numbers_back():
    given, found = np.array([[0.1 + 0.2, -1e-300], [1e308, np.pi]]), {}
    exec(words.assigned(X=given), found)
    assert np.array_equal(found["X"], given)


def test_a_verdict_is_heard_and_seen():
    for good, mark, word in ((True, "✓", "right"), (False, "✗", "wrong")):
        assert mark in words.verdict(good) and f'aria-label="{word}"' in words.verdict(good)


def test_text_of_a_reader_is_escaped():
    assert "<b>x" not in words.ticked(True, "<b>x")


def test_a_verdict_stands_out_only_where_all_is_good():
    good, bad = (words.ticked(ok, "verdict", "", "more") for ok in (True, False))
    assert good == '<b class="nnlab-solved">✓ verdict</b> more' and bad == "verdict more"


@pytest.mark.parametrize(
    "thing",
    [
        Neuron([0.1 + 0.2, -1.0, 2.0], 0.3, "tanh"),
        Layer(3, 2, "relu", rng=0),
        Network([2, 3, 1], ["tanh", "sigmoid"], rng=0),
    ],
)
def test_the_code_of_a_thing_recreates_it(thing):
    kind = type(thing)
    found = {kind.__name__: kind}
    exec(words.code_of(thing), found)
    again = found[kind.__name__.lower()]
    assert np.array_equal(again.parameters, thing.parameters)
    for name in ("activation", "activations", "sizes", "n_in"):
        assert getattr(again, name, None) == getattr(thing, name, None)


def test_a_table_of_columns_has_their_rows():
    columns = words.coordinates(np.array([[0.0, 1.5], [2.0, -1.0]])) | {"z": ["a", "b"]}
    assert text(words.table(columns, selected=1)) == "x₁ x₂ z 0 1.5 a 2 −1 b"
    with pytest.raises(ValueError, match="zip"):
        words.table({"x": [1], "y": [1, 2]})
