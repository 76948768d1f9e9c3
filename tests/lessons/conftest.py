"""No hint given in one test counts in the next."""

import pytest

from nnlab.lessons.exercise import exercises


@pytest.fixture(autouse=True)
def no_hints_yet(monkeypatch):
    for item in exercises().values():
        monkeypatch.setattr(item, "_hints_given", 0)
