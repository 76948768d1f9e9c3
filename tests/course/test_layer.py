"""Chapter 2's checkers, its shape ribbon, and what its replies and words claim, computed."""

from pathlib import Path

import numpy as np
import pytest

from nnlab import Layer, Neuron, step
from nnlab.course import layer
from nnlab.course.layer.exercises import TABLE, TABLE_SLIPS, B, W
from nnlab.lessons import exercise, explain
from nnlab.lessons.gates import ROWS
from nnlab.lessons.glossary import find
from nnlab.lessons.texts import sections

FOLDER = Path(layer.__file__).parent


def check(name, answer):
    return exercise(f"layer/{name}").check(answer)


# Fill the table -------------------------------------------------------------------------------


def with_cells(*changes):
    table = [list(row) for row in TABLE]
    for i, j, value in changes:
        table[i][j] = value
    return table


def test_the_table_is_what_the_layer_says():
    layer = Layer.from_neurons([Neuron(w, b, step) for w, b in zip(W, B, strict=True)])
    assert layer.forward(ROWS).z.tolist() == TABLE.tolist()


@pytest.mark.parametrize("answer", [TABLE, TABLE.tolist(), tuple(map(tuple, TABLE)), TABLE + 1e-12])
def test_a_full_table_is_right(answer):
    assert check("table", answer).outcome == "correct"


def test_an_unfinished_table_is_no_mistake():
    opened = [[...] * 3, [...] * 3, TABLE[2], [None] * 3]
    verdict = check("table", opened)
    assert (verdict.outcome, verdict.slip) == ("not yet", "unfinished")
    assert "3 of 12" in verdict.message


@pytest.mark.parametrize("slip", TABLE_SLIPS)
def test_each_slip_of_the_table_is_named(slip):
    assert check("table", TABLE_SLIPS[slip]).slip == slip


def test_a_wrong_cell_is_told_its_sum():
    verdict = check("table", with_cells((1, 2, 0.5)))
    assert verdict.slip == "one cell" and "(1)·0 + (-1)·1 + (-0.5)" in verdict.message
    assert "1 more" in check("table", with_cells((1, 2, 9), (3, 0, 9))).message
    assert check("table", with_cells((0, 0, "a"))).slip == "no number"
    assert check("table", np.transpose(TABLE)).slip == "turned"
    assert check("table", TABLE[:3].tolist()).slip == "no table"


# Count the parameters -------------------------------------------------------------------------


def test_the_count():
    assert Layer(3, 5).parameters.size == exercise("layer/count").answer == 20
    for answer in (20, 20.0, np.int64(20), [20]):
        assert check("count", answer).outcome == "correct"


def test_the_slips_asked_for_are_there():
    assert {"no biases", "a bias per input", "added"} <= set(exercise("layer/count").replies.values)
    assert check("count", 21).slip is None
    assert check("count", True).slip == check("count", "20").slip == "no number"


# Write a layer --------------------------------------------------------------------------------


def with_loops(X, W, b):
    table = np.zeros((len(X), len(W)))
    for i in range(len(X)):
        for j in range(len(W)):
            table[i, j] = b[j]
            for k in range(W.shape[1]):
                table[i, j] += X[i, k] * W[j, k]
    return table


def with_lists(X, W, b):
    return [[sum(x * w) + b_j for w, b_j in zip(W, b, strict=True)] for x in X]


def one_sample_alone(X, W, b):
    z = X @ W.T + b
    return z[0] if len(z) == 1 else z


RIGHT = [
    lambda X, W, b: X @ W.T + b,
    lambda X, W, b: np.dot(X, np.transpose(W)) + b,
    lambda X, W, b: (W @ X.T).T + b,
    lambda X, W, b: (W @ X.T + b[:, None]).T,
    lambda X, W, b: np.einsum("ik,jk->ij", X, W) + b,
    with_loops,
    with_lists,
    one_sample_alone,
]


@pytest.mark.parametrize("answer", RIGHT)
def test_every_right_layer_is_accepted(answer):
    assert check("write", answer).outcome == "correct", check("write", answer)


def test_slips_in_other_clothes():
    def columns(X, W, b):  # the loop over the wrong axis
        return np.array([[x @ W[:, j] + b[j] for j in range(len(b))] for x in X])

    def first_only(X, W, b):
        for x in X:
            return [[x @ w + b_j for w, b_j in zip(W, b, strict=True)]]

    assert check("write", columns).slip == "missing transpose"
    assert check("write", first_only).slip == "only the first sample"
    assert check("write", lambda X, W, b: X @ W.T + 1).slip is None
    assert "and yours is" in check("write", lambda X, W, b: X @ W.T + 1).message
    assert check("write", lambda X, W, b: (X @ W.T + b).ravel()).slip == "shape"
    assert check("write", lambda X, W, b: [[1], [1, 2]]).slip == "no table"
    assert check("write", lambda X, W: X).slip == "parameters"
    assert check("write", lambda X, W, b: X.nonsense).slip == "raises"
    assert check("write", lambda X, W, b: print(X)).slip == "prints"


def test_the_hints_lead_to_a_loop_that_is_accepted():
    hints = " ".join(exercise("layer/write").hints)
    source = "def my_layer(X, W, b):\n"
    for depth, line in [
        (1, "table = []"),
        (1, "for x in X:"),
        (2, "row = []"),
        (2, "for w, bias in zip(W, b):"),
        (3, "row.append(x @ w + bias)"),
        (2, "table.append(row)"),
        (1, "return table"),
    ]:
        assert f"`{line}`" in hints
        source += "    " * depth + line + "\n"
    space = {}
    exec(source, space)
    assert check("write", space["my_layer"]).outcome == "correct"


def test_the_stub_is_met_calmly():
    def my_layer(X, W, b): ...

    assert check("write", my_layer).outcome == "not attempted"


# Words and replies ----------------------------------------------------------------------------


TERMS = list(sections(FOLDER / "terms.md", "Also", "Formula", "Often confused"))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.heading)
def test_the_words_of_the_chapter_are_there(term):
    assert term.text and term.one("Formula") and term.one("Often confused")
    assert find(term.heading).text == term.text and term.text in explain(term.heading).text


def test_what_the_words_say_of_shapes_is_true():
    assert (np.ones(3) + np.ones((3, 1))).shape == (3, 3)
    layer = Layer(2, 3, step, init="uniform", rng=1)
    assert np.shares_memory(layer[1].w, layer.W)


def test_equal_neurons_say_the_same_everywhere():
    equal = Layer(2, 3, step, init="zeros")
    equal.W[:], equal.b[:] = [1, 1], -0.5
    says = equal(np.random.default_rng(0).uniform(-2, 3, (1000, 2)))
    assert (says == says[:, :1]).all()


def test_lines_that_give_each_corner_its_own_code_only_repeat_the_inputs():
    rng = np.random.default_rng(0)
    corners, found = np.array(ROWS), 0
    for _ in range(3000):
        layer = Layer(2, 2, step, init="uniform", rng=rng)
        says = layer(corners)
        if len(set(map(tuple, says))) == 4:
            found += 1
            for column in says.T:  # x1 or x2, as it is or turned round
                assert any(np.array_equal(column, c) for x in corners.T for c in (x, 1 - x))
    assert found > 20
