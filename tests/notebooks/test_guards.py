"""What every stored notebook promises. Each guard is shown to be alive by a change it refuses."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tools import build

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 500_000  # bytes
WIDEST = 79  # columns of code: a projector's
READ = 3600  # words, code included, at 120 a minute: half an hour
LONGEST, STRETCH = 8, 110  # lines of a code cell; words before there is something to look at
CELL_BY_CELL = ()  # chapters whose text cells are still counted one by one
VIEW = "application/vnd.jupyter.widget-view+json"
LAB = re.compile(r"\w*Lab$|^Playground$")


# ---------------------------------------------------------------------- reading a notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def texts(notebook):
    """Everything a reader can see as text: sources, printed text, text and HTML outputs."""
    for cell in notebook.cells:
        yield cell.source
        for output in cell.get("outputs", []):
            yield output.get("text", "")
            for mime, data in output.get("data", {}).items():
                if mime.startswith("text/"):
                    yield data


def prose(notebook):
    """The Markdown cells' text, without what stands in code."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield re.sub(r"```.*?```|`[^`\n]*`", "", cell.source, flags=re.DOTALL)


def headings(notebook):
    """Each heading's level and text, in order."""
    found = []
    for text in prose(notebook):
        for marks, words in re.findall(r"^(#{1,6}) +(.+?) *$", text, flags=re.MULTILINE):
            found.append((len(marks), words))
    return found


def links(notebook):
    """Where Markdown's and HTML's links lead."""
    text = "\n".join(prose(notebook))
    marked = re.findall(r"(?<!!)\[[^\]]*\]\(<?([^)\s>]+)", text)
    return marked + re.findall(r"""<a\s[^>]*href=["']([^"']+)""", text)


def shows_a_lab(cell):
    """Does this cell end in a lab: a call of its class, or the name it was just given?"""
    try:
        statements = ast.parse(cell.source).body
    except SyntaxError:  # a magic: no lab
        return False
    if not statements or not isinstance(statements[-1], ast.Expr):
        return False

    def is_a_lab(node):
        return isinstance(node, ast.Call) and LAB.search(getattr(node.func, "id", ""))

    made = {
        target.id
        for statement in statements
        if isinstance(statement, ast.Assign) and is_a_lab(statement.value)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    last = statements[-1].value
    return bool(is_a_lab(last)) or getattr(last, "id", None) in made


# ---------------------------------------------------------------------- the guards


def guard_is_valid(notebook, path):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def guard_counts_run_from_1(notebook, path):
    """A cell without a count and without outputs is one that nbval does not compare."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1)), f"{counts}: python3 lab.py build"


def guard_has_no_errors(notebook, path):
    failed = [output.ename for output in outputs(notebook) if output.output_type == "error"]
    assert not failed, failed


def guard_has_no_warnings(notebook, path):
    written = [output.text for output in outputs(notebook) if output.get("name") == "stderr"]
    assert not written, written


def guard_has_no_widget_state(notebook, path):
    assert "widgets" not in notebook.metadata


def guard_has_no_widget_views(notebook, path):
    """Stored without its kernel, a view hides the picture behind "model not found"."""
    assert not [output for output in outputs(notebook) if VIEW in output.get("data", {})]


def guard_is_what_build_stores(notebook, path):
    """Cleaning it again changes nothing: no times, no versions, no cut-up streams."""
    again = nbformat.from_dict(json.loads(json.dumps(notebook)))
    build.clean(again)
    assert again == notebook, "python3 lab.py build"


def guard_is_small(notebook, path):
    size = len(nbformat.writes(notebook))
    assert size < LARGEST, f"{size} bytes"


def guard_ids_are_unique(notebook, path):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids), sorted(name for name in ids if ids.count(name) > 1)


def guard_headings_are_a_tree(notebook, path):
    levels = [level for level, _ in headings(notebook)]
    assert levels.count(1) == 1 and levels[0] == 1, f"one title, and first: {levels}"
    skipped = [words for (one, _), (two, words) in pairs(headings(notebook)) if two > one + 1]
    assert not skipped, f"a level is skipped before {skipped}"


def pairs(items):
    return zip(items, items[1:], strict=False)


def guard_links_resolve(notebook, path):
    """To a heading here, to another chapter (a learner's copies stand alone), or to the web."""
    anchors = {words.replace(" ", "-") for _, words in headings(notebook)}
    anchors |= set(re.findall(r"""\sid=["']([^"']+)""", "\n".join(prose(notebook))))
    for link in links(notebook):
        if link.startswith("#"):
            assert link[1:] in anchors, f"{link} is no heading"
        elif not re.match(r"https://|mailto:", link):
            target = link.partition("#")[0]
            assert "/" not in target and target.endswith(".ipynb"), f"{link} is no chapter"
            assert (path.parent / target).exists(), f"{link} does not exist"


def guard_images_have_words(notebook, path):
    for text in prose(notebook):
        assert not re.search(r"!\[\s*\]\(", text), "a Markdown image without words"
    for text in texts(notebook):
        for tag in re.findall(r"<img\b[^>]*>", text):
            assert re.search(r"""\balt=["'][^"']""", tag), f"{tag[:80]} without alt"


def guard_code_fits_a_projector(notebook, path):
    lines = [line for cell in code_cells(notebook) for line in cell.source.splitlines()]
    wide = [line for line in lines if len(line) > WIDEST]
    assert not wide, wide


def guard_names_no_machine(notebook, path):
    """No folder of whoever built it, and no address of an object."""
    traces = r"/home/|/ro[o]t/|/Users/|/tmp/|\b[A-Z]:\\|ipykernel_\d|\b0x[0-9a-f]{6,}"
    for text in texts(notebook):
        found = re.search(traces, text)
        assert not found, text[max(0, found.start() - 40) : found.end() + 40]


def guard_labs_leave_a_picture(notebook, path):
    """A printed page, a preview or a phone shows each lab as a picture, and in words."""
    for cell in code_cells(notebook):
        if shows_a_lab(cell):
            kept = [output.get("data", {}) for output in cell.outputs]
            assert any("image/png" in data and "text/plain" in data for data in kept), cell.source


def open_words(cell):
    """What is read at once: without what is folded, and without tables."""
    text = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.DOTALL)
    return "\n".join(line for line in text.splitlines() if not line.startswith("|")).split()


def guard_is_read_in_half_an_hour(notebook, path):
    words = sum(len(open_words(cell)) for cell in notebook.cells)
    assert words <= READ, f"{words} words: fold some, or move a part"


def guard_cells_are_short(notebook, path):
    """All but the imports, which come first."""
    cells = [cell for cell in code_cells(notebook)[1:] if len(cell.source.splitlines()) > LONGEST]
    assert not cells, [cell.id for cell in cells]


PAUSE = re.compile(
    r"\0"  # a cell of code: something to do, and what it shows
    r"|\$\$.*?\$\$"  # a formula on a line of its own
    r"|(?:^\|[^\n]*\n?){5,}"  # a table of three rows or more, under its head
    r"|^(?=## |> \*\*End of lesson)",  # where one may stop
    re.MULTILINE | re.DOTALL,
)


def stretches(notebook, between="\n\n"):
    """The words that are read before there's something to do, to look at, or a lesson's end.

    The title's cell has the goals, a list. What's folded isn't read at once, nor is a short table.
    """
    cells = [cell.source if cell.cell_type == "markdown" else "\0" for cell in notebook.cells[1:]]
    text = re.sub(r"<details>.*?</details>", "", between.join(cells), flags=re.DOTALL)
    for part in PAUSE.split(text):
        yield " ".join(line for line in part.splitlines() if not line.startswith("|")).split()


def guard_text_has_pauses(notebook, path):
    """Text cells that follow one another are one stretch."""
    between = "\0" if path.stem.startswith(CELL_BY_CELL) else "\n\n"
    read = stretches(notebook, between)
    long = [(len(words), " ".join(words[:8])) for words in read if len(words) > STRETCH]
    assert not long, long


GUARDS = [value for name, value in sorted(globals().items()) if name.startswith("guard_")]
guards = pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__[6:])


@guards
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook(path, guard):
    guard(build.read(path), path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_ends_its_last_line(path):
    text = path.read_bytes()
    assert text.endswith(b"}\n") and b"\r" not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_code_is_clean(path):
    """Ruff's rules of the project, at a projector's width."""
    command = [sys.executable, "-m", "ruff", "check", f"--line-length={WIDEST}", "--no-cache"]
    done = subprocess.run([*command, path], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


# ---------------------------------------------------------------------- proof that they are alive

SPECIMEN = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "specimen-01",
            "metadata": {},
            "source": "# What is this?\n\n## A part\n\n[up](#What-is-this?) `![](not one)`\n\n"
            "![a line](https://example.org/line.png) [next](02_next.ipynb#A-part)",
        },
        {
            "cell_type": "code",
            "id": "specimen-02",
            "metadata": {},
            "execution_count": 1,
            "source": "lab = SomeLab()\nlab",
            "outputs": [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "metadata": {},
                    "data": {"text/plain": "SomeLab(2)", "image/png": "iVBORw0KGgo="},
                },
                {"output_type": "stream", "name": "stdout", "text": "seen\n"},
            ],
        },
    ],
    "metadata": build.METADATA,
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture
def specimen(tmp_path):
    """A notebook with nothing wrong, and its path; the chapter that it links to is there."""
    (tmp_path / "02_next.ipynb").touch()
    return nbformat.from_dict(json.loads(json.dumps(SPECIMEN))), tmp_path / "01_specimen.ipynb"


@guards
def test_nothing_is_wrong_with_the_specimen(specimen, guard):
    guard(*specimen)


def add_to_prose(text):
    def change(notebook):
        notebook.cells[0].source += "\n\n" + text

    return change


def add_to_code(text):
    def change(notebook):
        notebook.cells[1].source = text + "\n" + notebook.cells[1].source

    return change


def add_output(**output):
    def change(notebook):
        notebook.cells[1].outputs.append(nbformat.from_dict(output))

    return change


def show(**data):
    named = {name.replace("_", "/"): text for name, text in data.items()}
    return add_output(output_type="display_data", metadata={}, data=named)


def add_cell(like, source):
    def change(notebook):
        notebook.cells.append(nbformat.from_dict({**notebook.cells[like], "source": source}))

    return change


def add_stretch(pause):
    """Two cells of text that are long together, with a pause between them."""

    def change(notebook):
        add_cell(0, "word " * 60 + "\n\n" + pause)(notebook)
        add_cell(0, "word " * 60)(notebook)

    return change


SPOILS = [
    (guard_is_valid, lambda n: n.cells[1].update(id="not an id")),
    (guard_is_valid, lambda n: n.update(nbformat_minor=4)),
    (guard_counts_run_from_1, lambda n: n.cells[1].update(execution_count=None)),
    (guard_counts_run_from_1, lambda n: n.cells[1].update(execution_count=2)),
    (guard_has_no_errors, add_output(output_type="error", ename="E", evalue="", traceback=[])),
    (guard_has_no_warnings, add_output(output_type="stream", name="stderr", text="careful")),
    (guard_has_no_widget_state, lambda n: n.metadata.update(widgets={})),
    (guard_has_no_widget_views, lambda n: n.cells[1].outputs[0].data.update({VIEW: {}})),
    (guard_is_what_build_stores, lambda n: n.cells[1].metadata.update(execution={})),
    (guard_is_what_build_stores, lambda n: n.metadata.language_info.update(version="3.11.7")),
    (guard_is_what_build_stores, add_output(output_type="stream", name="stdout", text="more")),
    (guard_is_small, add_to_prose("x" * LARGEST)),
    (guard_ids_are_unique, lambda n: n.cells[1].update(id="specimen-01")),
    (guard_headings_are_a_tree, add_to_prose("# Another title")),
    (guard_headings_are_a_tree, add_to_prose("#### Too deep")),
    (guard_links_resolve, add_to_prose("[x](#No-such-heading)")),
    (guard_links_resolve, add_to_prose("[x](09_none.ipynb)")),
    (guard_links_resolve, add_to_prose("[x](../README.md)")),
    (guard_links_resolve, add_to_prose('<a href="#nowhere">x</a>')),
    (guard_images_have_words, add_to_prose("![](https://example.org/a.png)")),
    (guard_images_have_words, show(text_html='<img src="data:," alt="">')),
    (guard_code_fits_a_projector, add_to_code("#" * (WIDEST + 1))),
    (guard_is_read_in_half_an_hour, add_to_prose("word " * READ)),
    (guard_is_read_in_half_an_hour, add_to_code("x = 1\n" * (READ // 3))),
    (guard_cells_are_short, add_cell(1, "x = 1\n" * 9)),
    (guard_text_has_pauses, add_cell(0, "word " * 111)),
    (guard_text_has_pauses, add_stretch("")),
    (guard_text_has_pauses, add_stretch("| a short | table |\n|:--|:--|\n| of one | row |")),
    (guard_names_no_machine, add_to_prose("see /home/someone/work")),
    (guard_names_no_machine, show(text_plain="<thing at 0x7f12ab34cd>")),
    (guard_labs_leave_a_picture, lambda n: n.cells[1].outputs[0].data.pop("image/png")),
    (guard_labs_leave_a_picture, lambda n: n.cells[1].update(source="SomeLab()", outputs=[])),
]


@pytest.mark.parametrize(("guard", "spoil"), SPOILS, ids=lambda item: item.__name__)
def test_a_guard_refuses_what_it_guards_against(specimen, guard, spoil):
    notebook, path = specimen
    spoil(notebook)
    with pytest.raises((AssertionError, nbformat.ValidationError)):
        guard(notebook, path)


TABLE = "| a | b |\n|:--|:--|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |"
PAUSES = [TABLE, "$$z=wx+b$$", "## A heading", "> **End of lesson 1**."]


@pytest.mark.parametrize("pause", PAUSES)
def test_a_stretch_of_text_ends_where_there_is_something_else(specimen, pause):
    notebook, path = specimen
    add_stretch(pause)(notebook)
    guard_text_has_pauses(notebook, path)
    assert max(map(len, stretches(notebook))) < 70


def test_a_chapter_that_is_counted_cell_by_cell_is_not_let_off(specimen):
    notebook, path = specimen
    for name in CELL_BY_CELL:
        add_cell(0, "word " * 111)(notebook)
        with pytest.raises(AssertionError):
            guard_text_has_pauses(notebook, path.with_stem(name))


def test_every_guard_is_shown_to_be_alive():
    assert {guard for guard, _ in SPOILS} == set(GUARDS)


FIRST = "from tests.browser.every_chapter import test_it_runs_fits_and_is_accessible"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chapter_is_opened_in_a_browser(path):
    """Its browser tests begin with the one of every chapter, which pytest finds there by import."""
    files = [file.read_text("utf-8") for file in (ROOT / "tests" / "browser").glob("test_*.py")]
    own = [text for text in files if f'"{path.name}"' in text and "\nCHAPTER = " in text]
    assert [f"\n{FIRST}" in text for text in own] == [True]
