"""Words in Markdown: however they are wrapped, they say the same."""

import pytest

from nnlab.course import CHAPTERS
from nnlab.lessons.texts import Section, course_sections, sections


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "words.md"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_blocks_are_unwrapped_and_fields_found(file):
    (one, two) = sections(
        file(
            "# Title\n\nNot mine.\n\n## a\n\nA long\nline, b\n- c.\n\nKey: x\ny\n\nKey: z\n\n## b\n"
        ),
        "Key",
    )
    assert (one.heading, one.blocks, one.all("Key")) == ("a", ["A long line, b - c."], ("x y", "z"))
    assert (two.heading, two.text, two.all("Key")) == ("b", "", ())


def test_a_list_stays_a_list(file):
    (section,) = sections(file("## a\n\nText.\n\n- one\n  more\n- 2\n"))
    assert section.text == "Text.\n\n- one more\n- 2"


def test_a_file_that_is_not_there_has_no_sections(tmp_path):
    assert list(sections(tmp_path / "none.md")) == []


def test_a_field_that_is_missing_or_twice_is_told_with_its_place():
    section = Section("a thing\n\nWhy: x\n\nWhy: y\n", "Why", "For")
    for field in ("Why", "For"):
        with pytest.raises(ValueError, match=f"a thing.*{field}"):
            section.one(field)


def test_every_chapter_has_its_words():
    for file in ("predictions.md", "exercises.md"):
        chapters = [section.heading.partition("/")[0] for section in course_sections(file)]
        assert tuple(dict.fromkeys(chapters)) == CHAPTERS
