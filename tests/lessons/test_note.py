"""What is handed to a page: nothing in it is read as Markdown or HTML that isn't ours."""

import pytest

from nnlab.lessons.note import Note, code, described, fenced, in_columns, markdown_table, shown


def test_a_note_is_text_and_markdown():
    note = Note("a line", "a **line**")
    assert repr(note) == str(note) == note.text and note._repr_markdown_() == "a **line**"
    assert Note("alone").markdown == "alone"


def test_nothing_in_the_source_can_close_the_fence():
    assert fenced("a\n````\nb").startswith("`````python\n")
    assert fenced("a\n````\nb").endswith("\n`````")


@pytest.mark.parametrize("text", ["a", "`a`", "``<b>``", " ", "a\nb", "`" * 9])
def test_code_is_one_line_whatever_is_in_it(text):
    line = code(text)
    ticks = len(line) - len(line.lstrip("`"))
    assert "\n" not in line and line.endswith("`" * ticks)
    assert "`" * ticks not in line[ticks:-ticks].replace("`" * (ticks - 1), "")


def test_long_text_is_cut():
    assert code("a" * 200, limit=10) == f"`{'a' * 9}…`"


ROWS = [("name", "value"), ("a weight", "1")]


def test_columns_are_as_wide_as_their_widest_cell():
    assert in_columns(ROWS) == "name      value\na weight  1"
    assert in_columns(ROWS, str.center) == "  name    value\na weight    1"


def test_a_table_has_a_rule_below_its_head():
    table = markdown_table(ROWS, "---", "---:").splitlines()
    assert table == ["| name | value |", "| --- | ---: |", "| a weight | 1 |"]


class Hostile:
    def __repr__(self):
        raise RuntimeError


class Mute(Exception):
    def __str__(self):
        raise RuntimeError


def test_whatever_fails_to_print_itself_has_a_name():
    assert shown(Hostile()) == "`<Hostile>`" and " at 0x" not in shown(object())
    assert described(Mute()) == "`Mute`" and described(ValueError("no")) == "`ValueError: no`"
