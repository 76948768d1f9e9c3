import re

import numpy as np
import pytest

from nnlab import LOSSES, mean_squared_error
from nnlab.labs.residuals import BAR, LONGEST, residual_table

X = np.array([[0.0, 0.0], [1.0, 0.0]])
WANTED = np.array([[1.0], [0.0]])
SAID = np.array([[0.5], [0.2]])


def text(table):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", table))


def test_the_mean_is_the_loss_and_the_rows_are_its_parts():
    said = text(residual_table(X, SAID, WANTED, mean_squared_error))
    assert "−0.50" in said and "+0.20" in said
    assert said.index("0.2500") < said.index("0.0400") < said.index("0.1450")


def test_a_bar_is_as_long_as_its_error():
    table = residual_table(X, SAID, WANTED, mean_squared_error)
    widths = re.findall(r'nnlab-bar-(\w+)" style="width:([\d.]+)em', table)
    assert widths == [("negative", f"{0.25 * BAR:.3f}"), ("positive", f"{0.1 * BAR:.3f}")]


def test_only_a_squared_error_has_squares():
    assert residual_table(X, SAID, WANTED, mean_squared_error).count("nnlab-square") == 3
    other = LOSSES["binary_cross_entropy"]
    assert "nnlab-square" not in residual_table(X, SAID, WANTED, other)


@pytest.mark.parametrize("n", [LONGEST, LONGEST + 1])
def test_many_rows_are_cut_and_the_mean_is_of_all(n):
    said = np.linspace(0, 1, n)[:, np.newaxis]
    table = residual_table(np.zeros((n, 2)), said, np.zeros((n, 1)), mean_squared_error)
    assert table.count("nnlab-bar-") == LONGEST
    assert (f"all {n}" in text(table)) == (n > LONGEST)
    assert f"{np.mean(said**2):.4f}" in text(table)
