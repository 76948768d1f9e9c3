"""Every test has a progress file of its own, and no memory of the tests before it."""

import sys

import pytest

from nnlab.course import EXERCISES


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    place = tmp_path / "progress" / "mine.json"
    monkeypatch.setenv("NNLAB_PROGRESS", str(place))
    # `nnlab.lessons.progress` is the function of that name; its module is found here.
    monkeypatch.setattr(sys.modules["nnlab.lessons.progress"], "_stores", {})
    for item in EXERCISES.values():
        monkeypatch.setattr(item, "_hints_given", 0)
    return place
