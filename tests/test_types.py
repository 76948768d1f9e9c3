"""Everything public says its types, and mypy finds them right."""

import importlib
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("nnlab", "datasets", "functional", "labs", "lessons", "objects", "plots")


def test_the_types_are_right():
    """Over what `files` of [tool.mypy] names."""
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir", os.devnull]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def public(part):
    """What a part offers, by name: its __all__, or what it defines itself."""
    module = importlib.import_module(part if part == "nnlab" else f"nnlab.{part}")
    own = [name for name, thing in vars(module).items() if _is_from(module, thing)]
    return {name: getattr(module, name) for name in getattr(module, "__all__", own)}


def _is_from(module, thing):
    return getattr(thing, "__module__", "") == module.__name__ and thing.__name__[0] != "_"


def functions(name, thing):
    """A function, or the public functions of a class and of the nnlab classes it is made from."""
    if inspect.isfunction(thing):
        yield name, thing
    for kind in inspect.getmro(thing if inspect.isclass(thing) else type(thing)):
        if kind.__module__.startswith("nnlab"):
            for part, member in vars(kind).items():
                if part[0] != "_" or part in ("__init__", "__call__"):
                    member = getattr(member, "fget", None) or getattr(member, "__func__", member)
                    if inspect.isfunction(member):
                        yield f"{kind.__qualname__}.{part}", member


def untyped(function):
    """The parameters, and "return", that have no annotation."""
    signature = inspect.signature(function)
    names = [p.name for p in signature.parameters.values() if p.annotation is p.empty]
    if signature.return_annotation is signature.empty and function.__name__ != "__init__":
        names.append("return")
    return [name for name in names if name not in ("self", "cls")]


@pytest.mark.parametrize("part", PARTS)
def test_everything_public_is_typed_throughout(part):
    """But for train_step: a page that is read aloud, and has to fit its line."""
    found = {
        name: untyped(function)
        for offered, thing in public(part).items()
        for name, function in functions(offered, thing)
        if offered != "train_step" and untyped(function)
    }
    assert found == {}


def test_what_is_public_is_found():
    assert {"forward", "train"} <= {*public("functional")} and "Trace" not in public("objects")


def test_a_missing_type_is_seen():
    class Kind:
        def __init__(self, size):
            self.size = size

        def grown(self, by: int):
            return self.size + by

    assert untyped(Kind.__init__) == ["size"] and untyped(Kind.grown) == ["return"]
