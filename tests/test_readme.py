"""What the pages at the top say is so: the Python runs, and the links lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]


def test_the_readmes_python_runs_and_learns():
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    names = {}
    exec(code, names)
    assert ((names["network"](names["X"]) > 0.5) == (names["y"] > 0.5)).all()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text("utf-8"))
    assert links
    for link in links:
        assert link.startswith("https://") or (ROOT / link).exists(), f"{link} does not exist"


def test_the_readme_begins_with_its_two_commands():
    first = re.search(r"```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    commands = [line.partition("#")[0].strip() for line in first.splitlines()]
    assert commands == ["python3 lab.py", "python3 lab.py test"]
    assert "python3 lab.py test" in (ROOT / ".ci" / "run").read_text("utf-8")
