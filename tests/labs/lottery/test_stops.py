"""When a run counts as at rest, and where."""

import numpy as np

from nnlab.labs.lottery.stops import AIR, ELSEWHERE, REST, SOLVED, STILL, Stops

SAYS = np.array([[0.5, 0.5, 0.5, 0.5]])


def seen(stops, epoch, loss, says=SAYS, solved=False, **options):
    return stops.seen(epoch, says, np.array([loss]), np.array([solved]), **options)


def test_it_rests_on_a_plateau_once_it_has_hardly_moved_for_long():
    stops = Stops.of(SAYS)
    assert seen(stops, REST - 1, 0.25).bins.tolist() == [AIR]
    assert seen(stops, REST, 0.25).bins.tolist() == [3]
    moved = seen(stops, 500, 0.25, SAYS + 2 * STILL)
    assert seen(moved, REST, 0.25, SAYS + 2 * STILL).bins.tolist() == [AIR]
    assert seen(moved, 500 + REST, 0.25, SAYS + 2 * STILL).bins.tolist() == [3]


def test_it_stays_while_it_creeps_and_leaves_with_its_loss():
    stops = seen(Stops.of(SAYS), REST, 1 / 6)
    crept = seen(stops, REST + 100, 1 / 6, SAYS + 2 * STILL)
    assert crept.bins.tolist() == [2] and crept.stopped.tolist() == [REST]
    assert seen(crept, REST + 200, 0.15, SAYS + 2 * STILL).bins.tolist() == [AIR]


def test_right_by_a_hair_is_no_solution_till_the_end():
    stops = Stops.of(SAYS)
    assert seen(stops, 100, 0.24, solved=True).bins.tolist() == [AIR]
    assert seen(stops, 100, 0.05, solved=True).bins.tolist() == [SOLVED]
    assert seen(stops, 100, 0.24, solved=True, last=True).bins.tolist() == [SOLVED]
    assert seen(stops, 100, 0.6, solved=True, plateaus=False).bins.tolist() == [SOLVED]


def test_at_the_end_none_is_left_in_the_air():
    stops, nothing = Stops.of(SAYS), np.full((1, 4), np.nan)
    assert seen(stops, 100, 0.126, last=True).bins.tolist() == [1]
    assert seen(stops, 100, 0.2, last=True).bins.tolist() == [ELSEWHERE]
    assert seen(stops, 100, np.nan, nothing, last=True).bins.tolist() == [ELSEWHERE]
    assert seen(stops, 100, 0.25, last=True, plateaus=False).bins.tolist() == [ELSEWHERE]


def test_piles_are_in_the_order_of_stopping():
    says = np.repeat(SAYS, 3, axis=0)
    stops = Stops.of(says)
    for epoch, solved in ((100, [False, True, False]), (200, [True, True, False])):
        stops = stops.seen(epoch, says, np.full(3, 0.01), np.array(solved))
    assert stops.piled(2) == [[1, 0], []] and stops.stopped.tolist() == [200, 100, 0]
