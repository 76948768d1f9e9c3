"""Every test has a progress file of its own, its luck, and no memory of the tests before it."""

import sys
from itertools import count

import numpy as np
import pytest


@pytest.fixture(scope="session")
def places(tmp_path_factory):
    """Folders that aren't there yet, one after the other."""
    base = tmp_path_factory.mktemp("progress")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_progress(places, monkeypatch):
    place = next(places) / "mine.json"
    monkeypatch.setenv("NNLAB_PROGRESS", str(place))
    module = sys.modules.get("nnlab.lessons.store")
    if module is not None:
        monkeypatch.setattr(module, "_stores", {})
    return place


@pytest.fixture(autouse=True)
def own_luck(monkeypatch):
    """What is drawn without a seed differs from draw to draw, but not from run to run."""
    draw, seeds = np.random.default_rng, count()
    seeded = lambda seed=None: draw(next(seeds) if seed is None else seed)  # noqa: E731
    monkeypatch.setattr(np.random, "default_rng", seeded)
