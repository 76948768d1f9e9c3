"""What tests of several labs use."""

import pytest

from nnlab.live.part import Part


@pytest.fixture
def no_widget(monkeypatch):
    """A model makes no part of a page."""

    def refuse(*_args, **_more):
        raise AssertionError("a model makes no part of a page")

    monkeypatch.setattr(Part, "__init__", refuse)
