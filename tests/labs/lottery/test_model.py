"""Lottery, without a widget: starts, slices, tally and endings."""

import numpy as np
import pytest

from nnlab import Network, fit, relu, sigmoid, tanh
from nnlab.datasets import make_gate
from nnlab.labs.lottery.model import Lottery, Settings

X, Y = make_gate("xor")


def made(activation=relu, width=2, starts="16", rate=0.1, epochs=300, **options):
    return Lottery(
        X, Y, Settings(activation, width, rate=rate, starts=starts, epochs=epochs), **options
    )


def test_slices_are_the_same_training_as_fit():
    model = made()
    twin = Network([2, 2, 1], [relu, sigmoid], runs=(16,))
    twin.parameters = model.origin
    model.start()
    while model.slice() is not False:
        pass
    fit(twin, X, Y, epochs=300, batch_size=1, shuffle=False)
    np.testing.assert_allclose(model.network.parameters, twin.parameters, rtol=1e-9)
    assert model.ended and not model.running and model.slice() is False


def test_a_draw_is_fixed_by_rng_and_ticket():
    first, again = made(rng=3, ticket=2), made(rng=3, ticket=2)
    assert np.array_equal(first.origin, again.origin)
    assert not np.array_equal(first.origin, made(rng=3, ticket=1).origin)
    assert not np.array_equal(first.origin, made(rng=4, ticket=2).origin)
    with pytest.raises(ValueError, match="read-only"):
        first.origin[0] = 1


def test_untrained_starts_stay_trained_ones_make_way():
    model = made()
    first = model.origin
    model.start()
    assert np.array_equal(model.origin, first)
    while model.epoch == 0:  # at first it takes its time
        model.slice()
    model.stop()
    model.start(fresh=False)
    assert model.epoch > 0 and np.array_equal(model.origin, first)
    model.start()
    assert model.epoch == 0 and model.ticket == 1 and not np.array_equal(model.origin, first)


def test_progress_is_compared_and_goes_back():
    model = made()
    before = model.progress
    assert model.progress == before
    model.advance(50)
    after, there = model.progress, model.network.parameters.copy()
    assert after != before
    model.progress = before
    assert model.epoch == 0 and np.array_equal(model.network.parameters, model.origin)
    model.progress = after
    assert model.epoch == 50 and np.array_equal(model.network.parameters, there)
    model.advance(250)
    assert model.ended


def test_more_epochs_keep_the_draw_other_settings_do_not():
    model = made()
    model.advance()
    trained = model.network.parameters.copy()
    model.set(epochs=500)
    assert model.epoch == 300 and not model.ended
    np.testing.assert_array_equal(model.network.parameters, trained)
    model.set(epochs=100)
    assert model.epoch == 0
    model.advance(20)
    model.set(activation=tanh)
    assert model.epoch == 0 and model.network.activations == (tanh, sigmoid)


def test_a_finished_draw_counts_once():
    model = made()
    model.advance(100)
    assert model.tally == {}
    model.advance()
    model.read()
    counted = {("relu", 2, 0.1, 300, 0): (16, model.solved.sum())}
    assert model.tally == counted
    model.draw(model.settings, 0)
    model.advance()
    assert model.tally == counted
    model.advance()
    assert [draw[-1] for draw in model.tally] == [0, 1]


def test_bins_are_where_the_losses_are():
    model = made(starts="256", epochs=2000)
    model.read()
    assert [starts for _, starts in model.bins] == [[]] * 4 and model.n_moving == 256
    model.advance()
    model.read()
    found = dict(model.bins)
    assert sorted(sum(found.values(), [])) == list(range(256)) and model.n_moving == 0
    assert model.solved[found["solved"]].all() and model.solved.sum() == len(found["solved"])
    for label, value in (("1/8", 1 / 8), ("1/6", 1 / 6), ("1/4", 1 / 4)):
        assert np.allclose(model.losses[found[f"loss {label}"]], value, atol=0.005)


def test_it_falls_alike_in_slices_and_in_one_go():
    one, other = made(epochs=500), made(epochs=500)
    one.advance()
    other.advance(130)
    other.start(fresh=False)
    while other.slice() is not False:
        pass
    assert one.stops.piled(5) == other.stops.piled(5)
    assert np.array_equal(one.stops.stopped, other.stops.stopped)


def test_a_single_start_is_open_from_the_first():
    assert made(starts="1").is_open and not made().is_open
    model = made()
    model.choose(3)
    assert model.is_open and model.selected == 3
    model.shut()
    assert not model.is_open and model.selected == 3


def test_a_start_is_watched_from_where_it_began():
    model = made()
    model.advance()
    model.choose(5)
    watch = model.watch()
    assert np.array_equal(watch.network.parameters, model.origin[5])
    watch.advance()
    assert np.allclose(watch.network.parameters, model.network.parameters[5], atol=1e-9)


def test_numbers_that_are_none_solve_nothing():
    model = made()
    model.advance(10)
    model.network.parameters[3] = np.nan
    model.read()
    assert not model.solved[3] and all(3 not in starts for _, starts in model.bins)


def test_all_that_diverged_end_the_run():
    model = made(epochs=1000)
    model.network.parameters[...] = np.nan
    model.start()
    while model.slice() is not False:
        pass
    assert not model.running and model.epoch < 1000
