"""No hint given in one test counts in the next."""

import pytest

from nnlab.course import EXERCISES


@pytest.fixture(autouse=True)
def no_hints_yet(monkeypatch):
    for item in EXERCISES.values():
        monkeypatch.setattr(item, "_hints_given", 0)
