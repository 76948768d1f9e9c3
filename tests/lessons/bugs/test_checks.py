"""Each check is red with the bug that it betrays and green without; what it says is said."""

import pytest

from nnlab.core import mean_squared_error
from nnlab.lessons import bugs
from nnlab.lessons.bugs import BUGS, CHECKS, HALF_ADDER, XOR
from nnlab.lessons.bugs.bug import WORDS, Bug
from nnlab.lessons.bugs.checks import SAY
from nnlab.lessons.replies import Replies

EACH = pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)


@EACH
def test_the_check_is_red_with_it_and_green_without(bug):
    evidence = bug.evidence()
    assert evidence.check == bug.betrayed_by
    assert evidence.red and not evidence.green
    assert repr(evidence).startswith(f"✗ {bug.betrayed_by}: ")
    mended = bug.repaired.evidence(bug.betrayed_by)
    assert mended.green
    assert repr(mended).startswith(f"✓ {bug.betrayed_by}: ")


@EACH
def test_all_other_checks_are_as_documented(bug):
    red = [name for name in CHECKS if bug.evidence(name).red]
    assert ", ".join(red) == WORDS[bug.name].one("Red")
    assert not any(bug.repaired.evidence(name).red for name in CHECKS)


def test_an_unknown_check_lists_those_there_are():
    with pytest.raises(ValueError, match="'luck'.*gradient check"):
        bugs.no_bias.evidence("luck")


def test_how_far_a_step_lands_is_measured_in_its_own_length():
    # without 2/n, n = 4, a step is twice as long as it should be: one length too far
    assert "lands 1 of" in bugs.factor_missing.evidence("against train_step").words


def elsewhere(bug, ground):
    other = Bug(bug.name, bug.wrong, bug.right, bug.kind, ground)
    other.hands_over = bug.hands_over
    return other


def test_paths_that_meet_need_two_outputs():
    alone = elsewhere(bugs.paths_overwritten, XOR)
    assert not any(alone.evidence(name).red for name in CHECKS)
    assert bugs.paths_overwritten.evidence("gradient check").red


def test_where_as_many_go_in_as_come_out_a_swap_runs_and_the_loss_it_sees_falls():
    bug = elsewhere(bugs.swapped, HALF_ADDER)
    assert bug.evidence("shapes").green
    assert bug.evidence("against train_step").red
    _, X, y, *_ = HALF_ADDER
    back = mean_squared_error(bug.trained(y), X), mean_squared_error(bug.network()(y), X)
    assert back[0] < 0.6 * back[1]


def test_every_sentence_is_said(monkeypatch):
    heard, find = set(), Replies.find

    def listens(self, name):
        heard.add(name)
        return find(self, name)

    monkeypatch.setattr(Replies, "find", listens)
    for bug in (*BUGS.values(), bugs.sign_flipped.repaired):
        for check in CHECKS:
            bug.evidence(check)
    assert set(SAY.known) == heard
