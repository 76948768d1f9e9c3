"""What stands beside the microscope's drawing."""

from nnlab.labs.backprop.panels import code_lines
from nnlab.labs.backprop.steps import KINDS
from nnlab.lessons import show_source


def test_each_kind_marks_one_line_of_the_source_as_it_is():
    for kind, (*_, function, piece) in KINDS.items():
        text = str(show_source(function, doc=False))
        lines = [line for line in text.splitlines() if piece in line]
        assert len(lines) == 1, kind
        marked = code_lines(text, piece)
        assert marked.count("aria-current") == 1 and marked.count("<b>") == 1
        assert marked.count("<span") == len(text.splitlines())
