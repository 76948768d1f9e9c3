"""Every test has a progress file of its own, and no memory of the tests before it."""

import sys

import pytest


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    place = tmp_path / "progress" / "mine.json"
    monkeypatch.setenv("NNLAB_PROGRESS", str(place))
    # `nnlab.lessons.progress` is the function of that name; its module is found here.
    module = sys.modules.get("nnlab.lessons.progress")
    if module is not None:
        monkeypatch.setattr(module, "_stores", {})
    return place
