"""tools/build.py on small notebooks, and the proof that nbval's strict comparison is live."""

import base64
import io
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image

from tools import build

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    # Under matplotlib 3.8 a kernel shows its first figure in words only, so the first is closed.
    "import matplotlib.pyplot as plt\nplt.close(plt.figure())\n"
    "for i in range(40):\n    print(i, flush=i % 7 == 0)",
    "fig, ax = plt.subplots()\nax.plot([0, 1])\nplt.show()",
    "import ipywidgets\nipywidgets.IntSlider(3)",
    "sorted({'b', 'a'})",
]


def write(folder, sources, name="01_specimen.ipynb"):
    cells = [new_markdown_cell("# A title"), *map(new_code_cell, sources)]
    raw = json.loads(nbformat.writes(new_notebook(cells=cells)))
    for cell in raw["cells"]:
        del cell["id"]
    path = folder / name
    path.write_text(json.dumps(raw))
    return path


@pytest.fixture(autouse=True)
def variables(monkeypatch):
    """What main() does for a build of the real notebooks."""
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    monkeypatch.delenv("MPLBACKEND", raising=False)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """The small notebook, built once, for the tests that only read it."""
    path = write(tmp_path_factory.mktemp("stored"), SOURCES)
    assert build.build(path)
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def nbval(stored, tmp_path_factory):
    """How the project's own nbval settings judge, elsewhere: as stored, changed, and stripped."""
    folder = tmp_path_factory.mktemp("nbval")
    changed, stripped = stored, json.loads(stored)
    for old, new in (("['a', 'b']", "['a', 'c']"), ('"38\\n"', '"83\\n"')):
        assert changed.count(old) == 1
        changed = changed.replace(old, new)
    for cell in stripped["cells"][1:]:
        cell.update(execution_count=None, outputs=[])
    for name, text in dict(stored=stored, changed=changed, stripped=json.dumps(stripped)).items():
        (folder / f"{name}.ipynb").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-c", ROOT / "pyproject.toml", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    said = re.findall(r"^(PASSED|FAILED) .*?(\w+)\.ipynb::", done.stdout, re.MULTILINE)
    assert len(said) == 12, done.stdout + done.stderr
    return Counter(said)


def test_building_twice_changes_no_byte(stored, tmp_path):
    path = tmp_path / "01_specimen.ipynb"
    path.write_text(stored, "utf-8")
    assert not build.build(path)
    assert path.read_text("utf-8") == stored
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_what_is_stored(stored):
    notebook = nbformat.reads(stored, as_version=4)
    code = notebook.cells[1:]
    assert [cell.id for cell in notebook.cells] == [f"specimen-0{n}" for n in range(1, 6)]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4]
    assert [output.name for output in code[0].outputs] == ["stdout"]
    assert "image/png" in code[1].outputs[0].data
    assert list(code[2].outputs[0].data) == ["text/plain"]  # the slider's view is left out
    assert code[3].outputs[0].execution_count == 4
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_ids_that_are_there_are_kept(tmp_path):
    path = write(tmp_path, ["1", "2", "3"])
    raw = json.loads(path.read_text())
    raw["cells"][1]["id"] = "mine"
    raw["cells"][2]["id"] = "mine"  # copied and pasted: the second needs its own
    raw["cells"][3]["id"] = "specimen-01"
    path.write_text(json.dumps(raw))
    ids = [cell.id for cell in build.read(path).cells]
    assert ids == ["specimen-01", "mine", "specimen-03", "specimen-04"]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys; print('careful', file=sys.stderr)", "stderr"),
        ("import warnings; warnings.warn('careful')", "careful"),
        ("", "is empty"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_stored(tmp_path, source, why):
    path = write(tmp_path, [source])
    before = path.read_bytes()
    with pytest.raises(build.BuildError, match=why):
        build.build(path)
    assert path.read_bytes() == before


def test_main_goes_on_and_fails_in_the_end(tmp_path, monkeypatch, capsys):
    write(tmp_path, [""], "01_bad.ipynb")
    write(tmp_path, ["1"], "02_good.ipynb")
    monkeypatch.setattr(build, "NOTEBOOKS", tmp_path)
    assert build.main([]) == 1
    said = capsys.readouterr()
    assert "02_good.ipynb: stored" in said.out and "01_bad.ipynb: cell" in said.err
    assert build.main(["good", "--check"]) == 0
    with pytest.raises(SystemExit):
        build.main(["none"])


def test_check_finds_chance_and_stale_outputs(tmp_path, stored):
    chance = write(tmp_path, ["import os; os.getpid()"])
    build.build(chance)
    with pytest.raises(build.BuildError, match="two runs differ"):
        build.check(chance)

    path = tmp_path / "02_specimen.ipynb"
    path.write_text(stored.replace("['a', 'b']", "['a', 'c']"), "utf-8")
    before = path.read_bytes()
    with pytest.raises(build.BuildError, match="lab.py build"):
        build.check(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("colour", "runs"), [("as it was", 1), ("red", 2)])
def test_a_check_runs_twice_only_where_another_machine_drew(
    tmp_path, stored, monkeypatch, colour, runs
):
    path, run, done = tmp_path / "01_specimen.ipynb", build.built, []
    if colour == "red":
        picture = io.BytesIO()
        Image.new("RGB", (9, 9), colour).save(picture, "PNG")
        red = base64.b64encode(picture.getvalue()).decode()
        stored = re.sub('(?<="image/png": ")[^"]+', red, stored)
    path.write_text(stored, "utf-8")
    monkeypatch.setattr(build, "built", lambda path: done.append(path) or run(path))
    build.check(path)
    assert len(done) == runs


def test_nbval_passes_what_build_stored(nbval):
    assert nbval["PASSED", "stored"] == 4


def test_nbval_turns_red_when_an_output_changes(nbval):
    """Strict mode is live: lax mode would pass this."""
    assert nbval["FAILED", "changed"] == nbval["PASSED", "changed"] == 2


def test_a_stripped_notebook_passes_nbval(nbval):
    """Why there is a guard for counts: nbval compares nothing here, and says so to no one."""
    assert nbval["PASSED", "stripped"] == 4, "nbval refuses it now: the guard may be simpler"


def test_a_measured_picture_stays_and_others_are_drawn_afresh(tmp_path):
    """What a clock says differs each time, so its picture is measured once."""
    # With matplotlib 3.8 the first cell that draws shows no picture yet.
    first = "import matplotlib.pyplot as plt, time\nplt.close(plt.figure())"
    draw = "fig, ax = plt.subplots()\nax.set_title(str(time.perf_counter_ns()))\nplt.show()"
    path = write(tmp_path, [first, draw, draw])
    notebook = build.read(path)
    notebook.cells[2].metadata["tags"] = ["measured"]
    path.write_text(nbformat.writes(notebook))
    pictures = []
    for _ in range(2):
        build.build(path)
        cells = build.read(path).cells[2:]
        pictures.append([cell.outputs[-1].data["image/png"] for cell in cells])
    (measured, drawn), (again, afresh) = pictures
    assert measured == again and drawn != afresh


def test_stored_pictures_have_few_colours(stored):
    notebook = nbformat.reads(stored, as_version=4)
    (data,) = [
        output.data["image/png"]
        for cell in build.code_cells(notebook)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert picture.mode == "P" and picture.width > 300
