"""Samples as columns: what lies where, and that it is core's."""

import numpy as np
import pytest

from nnlab.fast.epochs import Epochs
from nnlab.fast.matrix import MANY, WIDE, Matrix
from tests.fast.test_job import job


@pytest.mark.parametrize("runs", [(), (2, 3)])
def test_vectors_and_blocks_share_their_memory(runs):
    layout = Matrix(job(runs=runs))
    memory = layout.room(26)
    memory[...] = np.arange(memory.size).reshape(memory.shape)
    vectors = layout.cores(memory)
    assert vectors.shape == ((6,) if runs else ()) + (26,) and np.shares_memory(vectors, memory)
    blocks = layout.blocks(memory)
    assert [block.shape[-2:] for block in blocks] == [(4, 4), (2, 5)]
    assert all(np.shares_memory(block, memory) for block in blocks)
    assert (blocks[1][..., -1, -1].ravel() == vectors[..., -1].ravel()).all()


def test_the_first_weights_are_transposed_where_no_optimizer_looks():
    for more, turned in (({}, False), ({"rate": 0.1}, True), ({"rate": 0.1, "runs": (2,)}, False)):
        work = Epochs(job(**more), Matrix(job(**more)))
        assert work.layout.turned == turned
        first = work.weights[0]
        assert np.shares_memory(first, work.memory) and first.shape[-2:] == (4, 4)
        assert (first.strides[-2] < first.strides[-1]) == turned
        numbers = np.arange(work.parameters.size, dtype=float).reshape(work.parameters.shape)
        work.load(numbers, None)
        assert (first == work.job.split(numbers)[0]).all()


@pytest.mark.parametrize("runs", [(), (2, 3)])
def test_blocks_are_seen_in_cores_shape(runs):
    layout = Matrix(job(runs=runs))
    block = layout.room(5, 9)
    assert (block == 1).all() and block.dtype == float
    assert layout.by_sample(layout.units(block)).shape == ((6,) if runs else ()) + (9, 4)
    assert np.shares_memory(layout.by_sample(block), block)


def test_many_samples_take_the_product_that_need_not_clear_its_place():
    one, many = Matrix(job()), Matrix(job(runs=2))
    for layout, samples, expected in (
        (one, MANY, np.dot),
        (one, MANY + 1, np.matmul),
        (many, MANY, np.matmul),
    ):
        W, ones, d = layout.room(2, 5), layout.room(5, samples), layout.room(3, samples)
        inputs = np.ones((samples, 5)).T
        calls = [
            *layout.forward(W, ones, d),
            *layout.backward(W, W, ones, d, ones),
            *layout.first(W, inputs, d),
            *layout.last(W, inputs, d),
        ]
        assert {call.func for call in calls} == {expected}


def test_wide_inputs_are_used_as_they_are():
    for n_in, folds in ((WIDE - 1, True), (WIDE, False)):
        work = Epochs(job((n_in, 4, 2)), Matrix(job((n_in, 4, 2))))
        assert work.layout.folds == folds == (work.rows is not work.job.X)
        assert (work.batch_rows is work.job.X) != folds


def test_a_product_copies_no_part_of_the_weights():
    """`np.dot` would, where their biases stand beside them in memory."""
    n = 2 * WIDE
    for more, func in (({"rate": 0.1}, np.dot), ({}, np.matmul)):  # transposed, and not
        work = Epochs(job((n, 4, 2), **more), Matrix(job((n, 4, 2), **more)))
        product, biases, *_ = work.batches[0][0]
        assert product.func is func and biases.func is np.add
        assert any(np.shares_memory(side, work.memory) for side in product.args)


def test_behind_wide_inputs_hidden_layers_lie_in_memory_as_samples_do():
    for n_in, first in ((WIDE - 1, (5, 9)), (WIDE, (9, 4))):
        hidden, output = Matrix(job((n_in, 4, 2))).layers(9)
        lies = hidden if hidden.flags.c_contiguous else hidden.T
        assert lies.shape == first and lies.flags.c_contiguous and output.flags.c_contiguous
