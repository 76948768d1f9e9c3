"""The sixteen Boolean functions: one table, right names, and what one neuron can be."""

from itertools import product

import numpy as np
import pytest

from nnlab.datasets import make_gate
from nnlab.lessons.gates import (
    BOOLEAN_FUNCTIONS,
    IMPOSSIBLE,
    POSSIBLE,
    ROWS,
    answers_of,
    gate_name,
    says,
)

MEANINGS = {
    "FALSE": lambda x1, x2: False,
    "AND": lambda x1, x2: x1 and x2,
    "x1 AND NOT x2": lambda x1, x2: x1 and not x2,
    "x1": lambda x1, x2: x1,
    "NOT x1 AND x2": lambda x1, x2: not x1 and x2,
    "x2": lambda x1, x2: x2,
    "XOR": lambda x1, x2: x1 != x2,
    "OR": lambda x1, x2: x1 or x2,
    "NOR": lambda x1, x2: not (x1 or x2),
    "XNOR": lambda x1, x2: x1 == x2,
    "NOT x2": lambda x1, x2: not x2,
    "x1 OR NOT x2": lambda x1, x2: x1 or not x2,
    "NOT x1": lambda x1, x2: not x1,
    "NOT x1 OR x2": lambda x1, x2: not x1 or x2,
    "NAND": lambda x1, x2: not (x1 and x2),
    "TRUE": lambda x1, x2: True,
}


@pytest.mark.parametrize("name", BOOLEAN_FUNCTIONS)
def test_every_name_means_its_answers(name):
    meant = tuple(int(MEANINGS[name](*row)) for row in ROWS)
    assert BOOLEAN_FUNCTIONS[name] == meant
    assert gate_name(meant) == gate_name(np.array(meant, dtype=float)) == name


def test_there_are_sixteen_all_different():
    assert len(BOOLEAN_FUNCTIONS) == len(set(BOOLEAN_FUNCTIONS.values())) == 16


@pytest.mark.parametrize("name", ["and", "or", "nand", "nor", "xor", "xnor"])
def test_the_data_sets_agree(name):
    X, y = make_gate(name)
    answers = {tuple(map(int, x)): int(t) for x, t in zip(X, y.ravel(), strict=True)}
    assert tuple(answers[row] for row in ROWS) == BOOLEAN_FUNCTIONS[name.upper()]


def test_a_search_finds_fourteen_and_never_the_other_two():
    steps = [k / 4 for k in range(-10, 11)]
    found = {gate_name(answers_of(*numbers)) for numbers in product(steps, repeat=3)}
    assert found == set(POSSIBLE) == set(BOOLEAN_FUNCTIONS) - set(IMPOSSIBLE)


def test_on_the_line_it_says_0_also_where_floats_miss_it():
    assert 0.1 + 0.2 - 0.3 > 0
    assert [says(z) for z in (0.1 + 0.2 - 0.3, 0, -1e-12, 1e-6, 5)] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("wrong", [[0, 1], [0, 1, 2, 0], "0111", None, [0, 0, 0, "x"], 3])
def test_what_is_no_table_gets_no_name(wrong):
    with pytest.raises(ValueError, match="four numbers"):
        gate_name(wrong)
