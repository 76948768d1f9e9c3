"""Small is a promise: core is read, so it's counted."""

import ast
import io
import tokenize
from pathlib import Path

import pytest

import nnlab

CORE = sorted((Path(nnlab.__file__).parent / "core").glob("*.py"))
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def code_lines(text):
    """How many lines hold code: neither blank nor comment nor docstring."""
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in SILENT:
            lines |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            lines -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return len(lines)


def test_the_count_counts_code_only():
    assert code_lines('"""Doc."""\n# why\nx = (1,\n     2)\n\ndef f():\n    """Doc\n    """\n') == 3


def test_core_stays_small():
    assert 300 < sum(code_lines(path.read_text()) for path in CORE) < 1600


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_no_module_of_core_is_long(path):
    assert len(path.read_text().splitlines()) <= 400


SHOWN = [
    nnlab.Neuron.__call__,
    nnlab.Neuron.forward,
    nnlab.Neuron.backward,
    nnlab.Layer._forward,
    nnlab.Layer._backward,
    nnlab.Network.forward,
    nnlab.Network.backward,
    nnlab.train_step,
    nnlab.Activation.__call__,
    nnlab.Loss.__call__,
    nnlab.Loss.gradient,
    nnlab.SGD.step,
]


@pytest.mark.parametrize("function", SHOWN, ids=lambda function: function.__qualname__)
def test_what_the_chapters_show_fits_a_screen(function):
    import inspect
    import textwrap

    source = textwrap.dedent(inspect.getsource(function))
    assert len(source.splitlines()) <= 12
    assert max(map(len, source.splitlines())) <= 100
