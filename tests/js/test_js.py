"""The JavaScript by itself: node's test runner, and tsc's opinion of the types."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def need(program):
    found = shutil.which(program)
    if found:
        return found
    message = f"there is no {program} here: the JavaScript was not tried without a browser"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def run(*command, **variables):
    environment = {**os.environ, **variables}
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """What Python says to the twins: asked once for all files."""
    file = tmp_path_factory.mktemp("js") / "cases.json"
    file.write_text(run(sys.executable, HERE / "cases.py"), "utf-8")
    return str(file)


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name)
def test_in_node(file, cases):
    run(need("node"), "--test", file, CASES=cases)


def test_the_types_agree():
    run(need("tsc"), "-p", HERE)
