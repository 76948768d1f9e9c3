"""What every test stands on: no window, no learner's progress, the same hashes in every kernel."""

import os

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("NNLAB_PROGRESS", "off")  # a test never touches what a learner keeps
os.environ.setdefault("PYTHONHASHSEED", "0")  # for the kernels that tests start


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    """A figure that a test or a helper leaves open is a leak: the test fails."""
    yield
    import sys

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    left = pyplot.get_fignums()
    pyplot.close("all")
    assert not left, f"{len(left)} figures left open: close what you draw"
