"""The code keeps the style that pyproject.toml asks for (notebooks: tests/notebooks)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_ruff_has_nothing_to_say():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def words(text):
    """How many of the things between spaces are words: no names of code, numbers or paths."""
    stripped = (
        part.strip(".,:;!?()'\"✓✗").replace("’", "").replace("'", "") for part in text.split()
    )
    return sum(len(part) > 1 and part.isalpha() for part in stripped)


def is_code(text):
    try:
        ast.parse(text.strip())
    except SyntaxError:
        return False
    return True


def asserted(node):
    """The texts that an assertion or a match= compares with: not keys in [], not a .slip."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
    elif isinstance(node, ast.Subscript):
        yield from asserted(node.value)
    elif not (isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "slip"):
        for child in ast.iter_child_nodes(node):
            yield from asserted(child)


def asserted_sentences(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert):
            texts = asserted(node.test)
        elif isinstance(node, ast.keyword) and node.arg == "match":
            texts = asserted(node.value)
        else:
            continue
        yield from (text for text in texts if words(text) > 3 and not is_code(text))


def test_no_test_asserts_a_whole_sentence():
    """Four words or more: whoever words a sentence better would have to mend its tests."""
    found = {
        path.relative_to(ROOT).as_posix(): sentences
        for path in (ROOT / "tests").rglob("*.py")
        if (sentences := list(asserted_sentences(path.read_text("utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source, many",
    [
        ('assert "All four rows are right: (0, 1)." in said', 1),
        ('with raises(ValueError, match="give it another number"): f()', 1),
        ('assert said == f"Of {n} points all are right"', 1),
        ('assert "(0, 1) is wrong" in said', 0),
        ('assert check(f).slip == "only the first sample"', 0),
        ('assert outlines["the weight from x to h"] == 3', 0),
        ('assert value("[e for e in events if e in known]") == []', 0),
    ],
)
def test_a_sentence_is_known_from_code_and_key_words(source, many):
    assert len(list(asserted_sentences(source))) == many
