"""Labs and cells, in a real IPython shell without a kernel."""

import gc

import pytest
from ipywidgets.widgets.widget import _instances

from nnlab.labs import cells
from tests.labs.test_lab import Toy, ToyLab, agree


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No labs but ours, whatever other tests left open."""
    gc.collect()
    monkeypatch.setattr(cells, "open_labs", {})


@pytest.fixture
def shell(monkeypatch, tmp_path):
    import IPython
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    shell.user_ns.update(ToyLab=ToyLab, Toy=Toy)
    good(shell, "toy = Toy()")
    yield shell
    for lab in list(cells.open_labs):
        lab.close()
    monkeypatch.setattr(cells, "_shell", None)


def good(shell, code, cell_id=None):
    result = shell.run_cell(code, store_history=True, cell_id=cell_id)
    assert result.success, result.error_in_exec


def test_running_the_cell_again_closes_its_lab(shell):
    good(shell, "lab = ToyLab(toy)", "one")  # the first lab makes the hooks
    first, count = shell.user_ns["lab"], len(_instances)
    for _ in range(20):
        good(shell, "lab = ToyLab(toy)", "one")
    assert len(_instances) == count and len(cells.open_labs) == 1
    assert first._closed and not shell.user_ns["lab"]._closed


def test_an_edited_cell_is_the_same_cell(shell):
    good(shell, "ToyLab(toy)", "one")
    good(shell, "a = ToyLab(toy)", "two")
    good(shell, "ToyLab(toy, show='bend')", "two")
    assert len(cells.open_labs) == 2 and shell.user_ns["a"]._closed


def test_without_ids_the_text_tells_cells_apart(shell):
    good(shell, "a = ToyLab(toy)")
    good(shell, "b = ToyLab(toy)")
    assert not shell.user_ns["a"]._closed
    good(shell, "b = ToyLab(toy)")
    assert len(cells.open_labs) == 2


def test_an_in_place_write_is_drawn(shell):
    good(shell, "lab = ToyLab(toy)", "one")
    good(shell, "toy.w[0] = 3", "two")
    assert agree(shell.user_ns["lab"])
    assert shell.user_ns["lab"].controls["w1"].value == 3


def test_a_cell_that_fails_halfway_is_drawn_too(shell):
    good(shell, "lab = ToyLab(toy)", "one")
    shell.showtraceback = lambda *a, **k: None
    shell.run_cell("toy.w[0] = 3\nraise KeyboardInterrupt", cell_id="two")
    assert agree(shell.user_ns["lab"])


def test_two_labs_of_one_object_stay_together(shell):
    good(shell, "a, b = ToyLab(toy), ToyLab(toy)", "one")
    good(shell, "a.controls['w1'].value = 3", "two")
    assert agree(shell.user_ns["a"]) and agree(shell.user_ns["b"])


def test_the_hooks_are_registered_once(shell):
    for _ in range(3):
        good(shell, "lab = ToyLab(toy)", "one")
    callbacks = shell.events.callbacks["post_run_cell"]
    assert callbacks.count(cells.after_cell) == 1
