"""What every test stands on: no window, no learner's progress, the same hashes in every kernel."""

import os

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

# Not by MPLBACKEND: the kernels that tests start inherit it, and would draw nothing inline.
matplotlib.use("Agg")
os.environ.setdefault("NNLAB_PROGRESS", "off")  # a test never touches what a learner keeps
os.environ.setdefault("PYTHONHASHSEED", "0")  # for the kernels that tests start
# The first kernel that a test starts compiles the sources, the others find that.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A property fails because it's wrong: not because the machine is busy, and not one day in ten.
settings.register_profile("nnlab", deadline=None, derandomize=True, database=None)
settings.load_profile("nnlab")


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    """A figure that a test leaves open is a leak: the test fails."""
    yield
    left = plt.get_fignums()
    plt.close("all")
    assert not left, f"{len(left)} figures left open: close what you draw"
