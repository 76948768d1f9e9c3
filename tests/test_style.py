"""The code keeps the style that pyproject.toml asks for (notebooks: tests/notebooks)."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import nnlab

ROOT = Path(__file__).resolve().parent.parent


def test_ruff_has_nothing_to_say():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_are_right():
    """Over what `files` of [tool.mypy] names."""
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir", os.devnull]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_core_offers_is_typed_throughout():
    """But for train_step: a page that is read aloud, and has to fit its line."""
    for name in {*nnlab.core.__all__} - {"train_step"}:
        thing = getattr(nnlab.core, name)
        named = vars(thing).items() if isinstance(thing, type) else [(name, thing)]
        for part, function in named:
            if inspect.isfunction(function) and (part[0] != "_" or part == "__call__"):
                hints = inspect.signature(function)
                bare = [p.name for p in hints.parameters.values() if p.annotation is p.empty]
                assert bare in ([], ["self"]), f"{name}.{part}: {bare}"
                assert hints.return_annotation is not hints.empty, f"{name}.{part}"
