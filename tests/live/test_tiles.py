"""Tiles: their maps go over the wire as they change."""

import numpy as np
import pytest

from nnlab.live.tiles import BATCH, Tiles


def show(part, fields, **more):
    part.show(fields=fields, bins=[], air=1.0, **more)


def maps(part):
    return np.frombuffer(part.marks["maps"], np.uint8).reshape(part.n, -1)


@pytest.fixture
def part():
    part = Tiles()
    show(part, np.full((100, 2, 2), 0.5))
    return part


def test_the_first_maps_are_all_of_them(part):
    assert part.which == list(range(100)) and len(part.fresh) == 400
    assert np.all(maps(part) == 128)


def test_in_haste_those_that_changed_most_are_sent(part):
    fields = np.full((100, 2, 2), 0.5)
    fields[:80] += np.linspace(0.1, 0.4, 80)[:, np.newaxis, np.newaxis]
    show(part, fields, hasty=True)
    assert part.which == list(range(80 - BATCH, 80)) and len(part.fresh) == 4 * BATCH
    show(part, fields, hasty=True)
    assert set(range(80 - BATCH)) <= set(part.which)  # those that were left
    show(part, fields)
    assert np.all(maps(part)[:80] > 128)


def test_at_rest_a_change_brings_all_and_no_change_brings_none(part):
    fields = np.full((100, 2, 2), 0.5)
    fields[3] = 1
    show(part, fields)
    assert len(part.which) == 100 and maps(part)[3, 0] == 255
    part.which, part.fresh = [1], b"1234"
    show(part, fields)
    assert part.which == [1] and part.fresh == b"1234"


def test_a_page_that_begins_gets_all_maps(part):
    part.put({"which": [1], "fresh": b"1234"})
    whole = part.snapshot()
    assert whole["which"] == list(range(100)) and len(whole["fresh"]) == 400
    assert part.snapshot(["which"]) == {"which": [1]}


def test_another_number_of_tiles_is_sent_whole(part):
    show(part, np.full((3, 2, 2), 0.7), hasty=True)
    assert part.n == 3 and part.which == [0, 1, 2] and len(part.fresh) == 12
