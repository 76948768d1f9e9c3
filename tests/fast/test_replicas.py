"""Replicas on the innermost axis: what lies where, and that it is core's."""

import numpy as np
import pytest

from nnlab.fast.epochs import Epochs
from nnlab.fast.replicas import Replicas
from tests.fast.test_job import job


@pytest.mark.parametrize("runs", [(1,), (2, 3)])
def test_vectors_and_blocks_share_their_memory(runs):
    layout = Replicas(job(runs=runs))
    memory = layout.room(26)
    memory[...] = np.arange(memory.size).reshape(memory.shape)
    vectors, R = layout.cores(memory), int(np.prod(runs))
    assert vectors.shape == (R, 26) and np.shares_memory(vectors, memory)
    blocks = layout.blocks(memory)
    assert [block.shape for block in blocks] == [(4, 4, R), (2, 5, R)]
    assert all(np.shares_memory(block, memory) for block in blocks)
    assert (blocks[1][-1, -1] == vectors[..., -1].ravel()).all()


def test_rows_are_laid_out_as_the_parameters_are():
    work = Epochs(job(runs=(2, 3)), Replicas(job(runs=(2, 3))))
    rows = work.new_rows(7)
    assert rows.shape == (7, 2, 3, 26)
    assert rows[0].strides == work.parameters.strides


def test_blocks_are_seen_in_cores_shape():
    layout = Replicas(job(runs=(2, 3)))
    block = layout.room(5, 9)
    assert block.shape == (5, 9, 6) and (block == 1).all()
    assert layout.by_sample(layout.units(block)).shape == (6, 9, 4)
    assert np.shares_memory(layout.by_sample(block), block)
