"""Axes to draw on."""

import pytest

from nnlab.plots.picture import new_figure


@pytest.fixture
def ax():
    return new_figure()[1][0]
