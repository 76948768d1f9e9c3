"""What chapter 3 keeps for chapter 5: the XOR that a reader solved by hand."""

import json

import numpy as np
import pytest

from nnlab.core import Network, sigmoid, step
from nnlab.lessons.by_hand import is_xor, keep_xor, xor_by_hand


@pytest.fixture
def kept(monkeypatch, tmp_path):
    path = tmp_path / "progress.json"
    monkeypatch.setenv("NNLAB_PROGRESS", str(path))
    return path


def made(numbers, bends):
    network = Network([2, 2, 1], bends, init="zeros")
    network.parameters[:] = numbers
    return network


XOR = np.array([1, 1, -0.5, 1, 1, -1.5, 1, -1, -0.5])


def test_a_solution_is_kept_and_a_smooth_one_comes_first(kept):
    assert xor_by_hand() is None
    keep_xor(made(XOR, step))
    assert xor_by_hand().parameters.tolist() == XOR.tolist()
    keep_xor(made(6 * XOR, sigmoid))
    found = xor_by_hand()
    assert found.activations == (sigmoid, sigmoid) and is_xor(found)
    assert found.parameters.tolist() == (6 * XOR).tolist()
    assert "xor-by-hand" in kept.read_text()


def test_the_first_solution_of_a_kind_stays(kept):
    keep_xor(made(XOR, step))
    keep_xor(made(2 * XOR, step))
    assert xor_by_hand().parameters.tolist() == XOR.tolist()


def test_what_is_no_solution_is_not_kept(kept):
    keep_xor(made(XOR, sigmoid))  # .42 .44 .44 .42
    keep_xor(Network([2, 3, 1], step, rng=0))
    assert xor_by_hand() is None


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"parameters": [1, 2]},
        {"parameters": "x", "activations": ["step", "step"]},
        {"parameters": [0] * 9, "activations": ["step", "step"]},
        7,
        {"parameters": [1] * 9, "activations": ["bad", "step"]},
    ],
)
def test_a_spoilt_file_gives_none(kept, found):
    data = {"format": 1, "exercises": {}, "predictions": {}}
    kept.write_text(json.dumps(data | {"networks": {"xor-by-hand": {"step, step": found}}}))
    assert xor_by_hand() is None


def test_off_keeps_nothing(monkeypatch):
    monkeypatch.setenv("NNLAB_PROGRESS", "off")
    keep_xor(made(XOR, step))
    assert xor_by_hand() is None
