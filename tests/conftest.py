"""Every test has a progress file of its own, and no memory of the tests before it."""

import sys
from itertools import count

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
