"""The one way from the machinery to the course's content."""

import subprocess
import sys

from nnlab import course
from nnlab.core import Network, sigmoid
from nnlab.lessons import content, worksheet


def test_it_finds_what_the_course_has():
    assert content.exercises() is course.EXERCISES
    assert content.predictions() is course.PREDICTIONS
    assert content.terms() is course.TERMS


def test_a_worksheet_has_a_line_for_every_number():
    network = Network([2, 2, 1], sigmoid, rng=0)
    names = [line.name for line in content.worksheet_lines(network)]
    assert names == [line.name for line in worksheet(network).lines] and len(set(names)) == 31


def test_the_content_is_loaded_when_it_is_first_asked_for():
    code = (
        "import sys, nnlab.lessons as lessons; print('nnlab.course' in sys.modules);"
        "lessons.explain('bias'); print('nnlab.course' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]
