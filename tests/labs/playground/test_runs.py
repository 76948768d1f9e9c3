"""The log of runs: kept, and reopened as they were."""

import numpy as np
import pytest

from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import Plan, changed
from nnlab.labs.playground.runs import CELLS, MOST_RUNS
from nnlab.pictures.field import field_bytes
from nnlab.pictures.geometry import sample_plane


def test_a_kept_run_is_reopened_as_it_was():
    model = PlaygroundModel(Plan(data="xor", rate=0.3), epochs=9)
    there, before = model.network.parameters.copy(), model.log
    model.keep()
    assert before == () and model.log[0].words.endswith("tanh, SGD 0.3")
    run = model.log[0]
    assert (run.epochs, run.train, run.test) == (9, model.loss, model.test_loss)
    answers = model.answers(sample_plane(model.bounds, CELLS))[:, 0]
    assert run.map == field_bytes(answers).tobytes()
    model.change(data="three")
    model.advance(2)
    model.keep()
    model.reopen(0)
    assert model.plan == Plan(data="xor", rate=0.3) and model.training.epoch == 9
    np.testing.assert_array_equal(model.network.parameters, there)
    assert len(model.log) == 2
    with pytest.raises(ValueError, match="no run 2"):
        model.reopen(2)


def test_the_log_has_an_end_and_a_run_without_test_points_has_no_number():
    model = PlaygroundModel(changed(Plan(), data="own", points=((0, 0, 0), (1, 1, 1))))
    for _ in range(MOST_RUNS + 1):
        model.keep()
    assert len(model.log) == MOST_RUNS and np.isnan(model.log[0].test)
