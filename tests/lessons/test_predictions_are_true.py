"""What chapter 1's replies and glossary claim, computed."""

import numpy as np

from nnlab.core import sigmoid, step, tanh
from nnlab.lessons.gates import answers_of, gate_name


def gates_along(w1, w2, biases):
    return [gate_name(answers_of(w1, w2, b)) for b in biases]


def test_the_published_and_gate_is_or():
    assert gates_along(0.5, 0.5, [0]) == ["OR"]
    assert gates_along(0.5, 0.5, [-1, -0.99, -0.5, -0.49, 0, 0.01]) == [
        "FALSE",
        "AND",
        "AND",
        "OR",
        "OR",
        "TRUE",
    ]


def test_a_lower_bias_moves_or_to_and():
    assert gates_along(1, 1, [-0.5, -1.5]) == ["OR", "AND"]


def test_opposite_weights_give_one_side_of_xor():
    assert gates_along(1, -1, [-0.5]) == ["x1 AND NOT x2"]


def test_nand_and_nor_with_weights_minus_one():
    assert gates_along(-1, -1, [0, 0.01, 1, 1.01, 2, 2.01]) == [
        "FALSE",
        "NOR",
        "NOR",
        "NAND",
        "NAND",
        "TRUE",
    ]


def test_turning_all_signs_turns_or_into_nor():
    assert gates_along(1, 1, [-0.5]) + gates_along(-1, -1, [0.5]) == ["OR", "NOR"]


def test_the_numbers_in_the_glossary():
    assert step(0.0) == 0
    assert f"{float(sigmoid(0.5)):.2f}" == "0.62"
    assert f"{float(sigmoid(8.0)):.4f} {float(sigmoid(9.0)):.4f}" == "0.9997 0.9999"
    z = np.linspace(-3, 3, 7)
    np.testing.assert_allclose(tanh(z), 2 * sigmoid(2 * z) - 1)
    assert tanh.derivative(0.0) == 4 * sigmoid.derivative(0.0) == 1
