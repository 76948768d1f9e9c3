"""Who may import whom: the arrows of the package, parsed from the sources."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "nnlab"

# part: the parts of nnlab it may import
ALLOWED = {
    "__init__": {"core"},
    "core": {"core", "fast"},
    "fast": {"fast"},
    "datasets": {"datasets", "core"},
    "pictures": {"pictures", "core"},
    "plots": {"plots", "pictures", "core"},
    "live": {"live", "pictures", "core"},
    "labs": {"labs", "live", "plots", "pictures", "lessons", "datasets", "core"},
    "lessons": {"lessons", "core", "live"},
    "course": {"course", "labs", "lessons", "plots", "pictures", "datasets", "core"},
    "functional": {"objects", "core"},
    "objects": {"core"},
}
# The machinery looks its content up in one place.
EXCEPTIONS = {("lessons/texts.py", "nnlab.course")}
OUTSIDE = {
    "core": {"numpy"},
    "fast": {"numpy"},
    "datasets": {"numpy"},
    "pictures": {"numpy", "contourpy"},
    "functional": set(),
    "objects": set(),
}


def part_of(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path, text=None):
    """Absolute names of the modules that a file imports, relative imports resolved."""
    package = ["nnlab", *path.relative_to(SOURCE).parent.parts]
    for node in ast.walk(ast.parse(text or path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "nnlab":
                yield from (f"nnlab.{alias.name}" for alias in node.names)
            else:
                yield module


def violations(path, text=None):
    part = part_of(path)
    for name in imported(path, text):
        root, *rest = name.split(".")
        if root == "nnlab":
            other = rest[0] if rest and (SOURCE / rest[0]).exists() else None
            other = other or (rest[0] if rest and (SOURCE / f"{rest[0]}.py").exists() else "core")
            place = path.relative_to(SOURCE).as_posix()
            excepted = any(place == p and name.startswith(start) for p, start in EXCEPTIONS)
            if other not in ALLOWED[part] and not excepted:
                yield f"{path.relative_to(SOURCE)} imports {name}"
        elif part in OUTSIDE and root not in sys.stdlib_module_names | OUTSIDE[part]:
            yield f"{path.relative_to(SOURCE)} imports {name}"


def test_every_part_has_its_rule():
    assert {part_of(path) for path in SOURCE.rglob("*.py")} <= set(ALLOWED)


def test_imports_point_the_agreed_way():
    assert [v for path in SOURCE.rglob("*.py") for v in violations(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        "from ..plots import plot_neuron",
        "import nnlab.live",
        "import matplotlib.pyplot as plt",
        "from nnlab import labs",
        "from nnlab.lessons.source import show_source",
        "import scipy",
    ],
)
def test_a_forbidden_import_is_seen(text):
    assert list(violations(SOURCE / "core" / "neuron.py", text))


def test_lessons_knows_its_content_in_one_place_only():
    assert not list(violations(SOURCE / "lessons" / "texts.py"))
    assert list(violations(SOURCE / "lessons" / "glossary.py", "from nnlab import course"))


def test_core_has_no_word_of_drawing():
    for path in (SOURCE / "core").glob("*.py"):
        assert not {"matplotlib", "ipywidgets", "IPython"} & set(path.read_text().split())


def fresh(code, env=None):
    """What a fresh Python prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    ).stdout.split()


def test_import_nnlab_loads_numpy_and_nothing_else():
    numpy_alone = set(fresh("import numpy, sys; print(*sys.modules)"))
    with_nnlab = set(fresh("import nnlab, sys; print(*sys.modules)"))
    added = with_nnlab - numpy_alone
    assert {name for name in added if not name.startswith("nnlab")} <= {"__future__"}
    assert not {"matplotlib", "ipywidgets", "IPython", "dataclasses"} & with_nnlab
    others = ("plots", "live", "labs", "course", "lessons", "datasets", "objects", "functional")
    assert not {f"nnlab.{part}" for part in others} & with_nnlab


@pytest.mark.parametrize("part", ["datasets", "functional", "objects"])
def test_the_other_parts_come_when_they_are_first_named(part):
    (loaded,) = fresh(f"import nnlab; print(nnlab.{part}.__name__)")
    assert loaded == f"nnlab.{part}"


def test_a_name_that_does_not_exist_is_an_attribute_error():
    import nnlab

    with pytest.raises(AttributeError, match="no 'neurons'"):
        nnlab.neurons  # noqa: B018
    assert not hasattr(nnlab, "Perceptron") and "datasets" in dir(nnlab)


def test_what_core_promises_is_there():
    import nnlab
    from nnlab import core

    assert set(core.__all__) <= set(dir(nnlab))
    assert all(hasattr(nnlab, name) for name in nnlab.__all__)


def test_import_nnlab_costs_little_on_top_of_numpy(tmp_path):
    """At most 1.15 times numpy, in fresh processes that find everything compiled."""
    timed = (
        "from time import process_time as now; a = now(); import numpy; b = now(); import nnlab;"
        "print((now() - a) / (b - a))"
    )
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    ratios = [float(fresh(timed, env)[0]) for _ in range(6)][1:]  # the first one compiles
    assert min(ratios) <= 1.15
