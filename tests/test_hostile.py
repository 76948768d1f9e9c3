"""Public names answer in words whatever they are given: a sample of what tools/hostile.py calls."""

import pytest

from tools.hostile import GROUPS, count_answers

# Numbers too large for the result, and a reader's own function that fails in the middle of a fit.
BY_DESIGN = {"not finite", "changed"}


@pytest.mark.parametrize("group", GROUPS)
def test_no_hostile_call_ends_in_internal_words(group):
    counts, wrong = count_answers([group], every=7)
    assert counts[group].total() > 50
    assert [each for each in wrong if each[4] not in BY_DESIGN] == []
