"""Tiles in marks, and where they stand."""

import numpy as np
import pytest

from nnlab.pictures.tiles import FOOT, HEAD, NARROW, SHARE, opened_place, places, ties, tiles


def made(n=256, counts=(77, 24, 134, 21), air=0.0, **more):
    order = iter(range(n))
    bins = [(f"bin {k}", [next(order) for _ in range(count)]) for k, count in enumerate(counts)]
    return tiles(fields=np.zeros((n, 2, 2)), bins=bins, air=air, **more)


SIZES = [(610, 518, 1.0), (286, 260, 0.65), (420, 380, 0.95), (730, 590, 1.4)]
KINDS = {
    "all at rest": made(),
    "all in the air": made(counts=(0, 0, 0, 0), air=1.0),
    "some": made(counts=(60, 0, 10, 5), air=0.42),
    "one bin": made(counts=(256,)),
    "sixteen": made(16, (7, 2, 6, 1)),
    "one": made(1, (0, 1, 0, 0)),
}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("marks", KINDS.values(), ids=list(KINDS))
def test_all_lie_in_the_picture_and_none_over_another(size, marks):
    spots = places(*size, marks)["tiles"]
    x, y, side = spots.T
    assert x.min() >= 0 and y.min() >= HEAD * size[2] - 1e-6
    assert (x + SHARE * side).max() <= size[0] and (y + side).max() <= size[1]
    for k in range(len(spots)):
        apart = np.maximum(np.abs(x - x[k]), np.abs(y - y[k])) + 1e-6 >= np.minimum(side, side[k])
        assert apart.sum() == len(spots) - 1


def test_piles_stand_on_their_line_in_the_order_given():
    plan = places(620, 500, 1, KINDS["all at rest"])
    first = plan["tiles"][:77]
    assert plan["base"] == 500 - FOOT and first[0, 1] + first[0, 2] == pytest.approx(plan["base"])
    assert np.all(np.diff(first[:, 1]) <= 1e-9)  # each as high as the one before, or higher
    edges = np.array(plan["bins"])
    assert np.all(edges[1:, 0] > edges[:-1, 1]) and np.all(plan["tiles"][:, 2] > 20)


@pytest.mark.parametrize("counts", [(256, 0, 0, 0), (0, 0, 0, 256), (128, 128, 0, 0)])
@pytest.mark.parametrize("air", [0.0, 0.42])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_bins_leave_room_for_their_names(size, air, counts):
    edges = np.array(places(*size, made(counts=counts, air=air))["bins"])
    assert np.all(np.diff(edges) >= NARROW * size[2] - 1e-6)
    assert np.all(edges[1:, 0] - edges[:-1, 1] >= 3)


def test_while_more_may_fall_none_that_lies_moves_again():
    before = places(620, 500, 1, made(counts=(30, 0, 0, 0), air=0.42))["tiles"]
    after = places(620, 500, 1, made(counts=(70, 0, 0, 0), air=0.42))["tiles"]
    assert np.allclose(before[:30], after[:30])
    assert np.allclose(before[70:], after[70:])  # nor do those in the air


def test_while_tiles_may_fall_bins_have_more_room_than_lies_between():
    edges = np.array(places(720, 500, 1, made(counts=(0, 0, 0, 0), air=0.42))["bins"])
    wide, between = np.diff(edges), edges[1:, 0] - edges[:-1, 1]
    assert np.allclose(wide, wide[0]) and wide.min() > 1.5 * between.max() > 0


def test_an_open_tile_covers_neither_its_tile_nor_the_counts():
    for size in SIZES:
        for marks in (KINDS["all at rest"], KINDS["some"]):
            for spot in places(*size, marks)["tiles"][::5].tolist():
                x, y, side = opened_place(*size, spot)
                assert x >= 0 and y >= 0 and x + side <= size[0]
                assert y + side <= size[1] - FOOT * size[2] + 1e-6
                assert len(ties(spot, (x, y, side), 12)) == 4


def test_a_large_tile_opens_over_itself_and_a_watched_one_over_all():
    spot = places(610, 518, 1, KINDS["one"])["tiles"][0].tolist()
    x, y, side = opened_place(610, 518, 1, spot)
    assert (
        x <= spot[0] and x + side >= spot[0] + SHARE * spot[2] and ties(spot, (x, y, side), 1) == []
    )
    assert opened_place(610, 518, 1, spot, whole=True)[2] > 470


@pytest.mark.parametrize(
    "given, says",
    [
        (dict(fields=np.zeros((2, 3))), "k by k"),
        (dict(fields=np.zeros((2, 3, 4))), "k by k"),
        (dict(bins=[("a", [2])]), "2 tiles"),
        (dict(bins=[("a", [0]), ("b", [0])]), "one of the bins"),
        (dict(air=2), "between 0 and 1"),
    ],
)
def test_what_does_not_fit(given, says):
    with pytest.raises(ValueError, match=says):
        tiles(**{"fields": np.zeros((2, 1, 1)), "bins": []} | given)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_in_the_air_the_rows_are_full(size):
    for kind, n in (("all in the air", 256), ("sixteen", 16)):
        marks = made(n, (0, 0, 0, 0), air=1.0)
        rows = np.unique(places(*size, marks)["tiles"][:, 1].round(3), return_counts=True)[1]
        assert len(set(rows)) == 1 and rows.sum() == n, kind


def test_what_was_said_is_a_pile_as_large_as_that_many_tiles():
    marks = tiles(fields=np.zeros((256, 1, 1)), bins=[("a", []), ("b", [])], air=0.5, said=100)
    plan = places(610, 518, 1, marks)
    side = places(610, 518, 1, marks | {"bins": [["a", [0]], ["b", []]]})["tiles"][0][2]
    fallen = places(610, 518, 1, marks | {"bins": [["a", [*range(100)]], ["b", []]]})["tiles"][:100]
    assert np.allclose(plan["said"], fallen) and plan["said"][0][2] == side
    assert max(x for x, *_ in plan["said"]) + side <= plan["bins"][0][1] + 1e-6
    assert places(610, 518, 1, marks | {"air": 0.0})["said"] == []
