"""Chapter 1's three checkers: right answers in many forms, and every known slip by its name."""

import functools
import math
import operator

import numpy as np
import pytest

from nnlab.core import Neuron, perceptron_step, step
from nnlab.course.neuron.exercises import DECISIONS, SUMS
from nnlab.lessons import exercise


def check(name, answer):
    return exercise(f"neuron/{name}").check(answer)


# Write a neuron -------------------------------------------------------------------------------


def with_zip(x, w, b):
    return 1 if sum(w_i * x_i for w_i, x_i in zip(w, x, strict=True)) + b > 0 else 0


def starts_at_the_bias(x, w, b):
    z = b
    for i in range(len(w)):
        z += x[i] * w[i]
    if z > 0:
        return 1
    return 0


def with_numpy(x, w, b):
    return np.dot(w, x) + b > 0


def with_matmul_of_arrays(x, w, b):
    return int(x @ w + b > 0)


def with_the_constant_input(x, w, b):
    return with_zip(x + [1], w + [b], 0)


def changes_what_it_is_given(x, w, b):
    x.append(1)
    w.append(b)
    return with_zip(x, w, 0)


def prints_too(x, w, b):
    print("z", x, w, b)
    return with_zip(x, w, b)


def recursive(x, w, b):
    return recursive(x[1:], w[1:], b + x[0] * w[0]) if len(x) else int(b > 0)


def defaults(x, w=None, b=0, *, limit=0):
    return math.sumprod(x, w) + b > limit if hasattr(math, "sumprod") else with_zip(x, w, b)


class Callable:
    def __call__(self, x, w, b):
        return float(with_zip(x, w, b))


RIGHT = [
    with_zip,
    starts_at_the_bias,
    with_numpy,
    with_matmul_of_arrays,
    with_the_constant_input,
    changes_what_it_is_given,
    prints_too,
    recursive,
    defaults,
    Callable(),
    lambda *numbers: np.array([with_zip(*numbers)]),
    lambda x, w, b: bool(functools.reduce(operator.add, map(operator.mul, x, w)) + b > 0),
    lambda x, w, b: step(np.dot(w, x) + b),
    lambda x, w, b: Neuron(w, b, step)(x),
]


@pytest.mark.parametrize("answer", RIGHT, ids=lambda f: getattr(f, "__name__", "callable"))
def test_every_right_neuron_is_accepted(answer, capsys):
    assert check("by-hand", answer).outcome == "correct"
    assert capsys.readouterr().out == ""


def made_of(total, decision):
    return lambda x, w, b: DECISIONS[decision](SUMS[total](x, w, b))


@pytest.mark.parametrize("total", [name for name in SUMS if name])
def test_each_wrong_sum_is_named(total):
    verdict = check("by-hand", made_of(total, ""))
    assert (verdict.outcome, verdict.slip) == ("not yet", total)


@pytest.mark.parametrize("decision", [name for name in DECISIONS if name])
def test_each_wrong_decision_is_named(decision):
    verdict = check("by-hand", made_of("", decision))
    assert (verdict.outcome, verdict.slip) == ("not yet", decision)


def bias_in_the_loop(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i] + b
    return 1 if z > 0 else 0


def at_least(x, w, b):
    return 1 if sum(map(operator.mul, w, x)) + b >= 0 else 0


def no_decision(x, w, b):
    return np.dot(w, x) + b


def replaced(x, w, b):
    for i in range(len(x)):
        z = w[i] * x[i]
    return 1 if z + b > 0 else 0


def returned_in_the_loop(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i]
        return 1 if z + b > 0 else 0


def two_slips(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + w[i] * x[i] + b
    return z


def only_two(x, w, b):
    return 1 if w[0] * x[0] + w[1] * x[1] + b > 0 else 0


def prints(x, w, b):
    print(with_zip(x, w, b))


def forgets_to_return(x, w, b):
    z = sum(map(operator.mul, w, x)) + b
    z > 0  # noqa: B015


def returns_sometimes(x, w, b):
    if sum(map(operator.mul, w, x)) + b > 0:
        return 1


def pairwise(x, w, b):
    return np.array(w) * np.array(x)


def misspelt(x, w, b):
    return weights * x  # noqa: F821


def divides(x, w, b):
    return 1 / (x[0] - x[0])


def quits(x, w, b):
    raise SystemExit("bye")


class Strange(Exception):
    def __str__(self):
        raise RuntimeError


def strange(x, w, b):
    raise Strange


async def later(x, w, b):
    return 1


SLIPS = [
    (bias_in_the_loop, "bias in the loop"),
    (at_least, ">="),
    (no_decision, "z returned"),
    (replaced, "only the last input"),
    (returned_in_the_loop, "only the first input"),
    (two_slips, "bias in the loop, z returned"),
    (only_two, "two inputs only"),
    (prints, "prints"),
    (forgets_to_return, "no return"),
    (returns_sometimes, "no return"),
    (pairwise, "no number"),
    (misspelt, "raises"),
    (divides, "raises"),
    (quits, "raises"),
    (strange, "raises"),
    (later, "no number"),
    (lambda x, w, b: "1", "no number"),
    (lambda x, w, b: [1, 2, 3], "no number"),
    (lambda x, w, b: (yield 1), "no number"),
    (lambda x: 1, "parameters"),
    (with_zip([1], [1], 1), "a result"),
    (Neuron, "no function"),
    ("neuron", "no function"),
]


@pytest.mark.parametrize(("answer", "slip"), SLIPS)
def test_each_slip_in_a_readers_own_code_is_named(answer, slip):
    verdict = check("by-hand", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


@pytest.mark.parametrize(
    "answer", [lambda x, w, b: float("nan"), lambda x, w, b: 7, lambda x, w, b: int(x[0] > 0)]
)
def test_an_unknown_slip_is_met_with_the_first_row_it_gets_wrong(answer):
    verdict = check("by-hand", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", None)
    assert "yours is" in verdict.message


def stub(x, w, b):
    """Weigh, add, decide."""
    ...


def stub_passes(x, w, b):
    pass


def stub_returns_dots(x, w, b):
    z = ...  # noqa: F841
    return ...


def stub_half_filled(x, w, b):
    z = ...
    return 1 if z > 0 else 0


def stub_raises(x, w, b):
    raise NotImplementedError("your turn")


@pytest.mark.parametrize(
    "answer", [stub, stub_passes, stub_returns_dots, stub_half_filled, stub_raises]
)
def test_a_stub_is_met_calmly(answer):
    assert check("by-hand", answer).outcome == "not attempted"


def test_the_readers_warnings_stay_out_of_the_way():
    def warns(x, w, b):
        np.log(np.array(-1.0))
        return with_zip(x, w, b)

    assert check("by-hand", warns)


# Three samples by pen -------------------------------------------------------------------------

THREE = [((0, 3), 1), ((2, 2), 1), ((1, 0), 0)]


def learned(shown=THREE):
    """The neuron of the exercise, shown these samples by the package's own rule."""
    neuron = Neuron([-2, 1], 0, step)
    mistakes = [perceptron_step(neuron, x, target) for x, target in shown]
    return neuron, mistakes


def test_the_second_mistake_is_made_by_mending_the_first():
    start = Neuron([-2, 1], 0, step)
    assert [int(start(x)) == target for x, target in THREE] == [True, False, True]
    neuron, mistakes = learned()
    assert mistakes == [False, True, True]
    assert [int(neuron(x)) == target for x, target in THREE] == [True, True, True]
    assert [neuron.w @ x + neuron.b for x, _ in THREE] == [9, 4, -1]


@pytest.mark.parametrize("kind", [list, tuple, np.array, lambda three: np.reshape(three, (3, 1))])
def test_what_the_rule_finds_is_right_in_any_form(kind):
    assert check("mistake", kind(learned()[0].parameters.tolist())).outcome == "correct"


@pytest.mark.parametrize(
    ("numbers", "slip"),
    [
        (learned(THREE[:2])[0].parameters.tolist(), "old numbers"),
        ([-2 + 0 + 2 - 1, 1 + 3 + 2 - 0, 0 + 1 + 1 - 1], "always"),
        ([-2 - 2, 1 - 2, 0 - 1], "signs"),
        ([0, 3, 0], "no bias"),
        ([-1, 3, 1], "bias of the third"),
        ([-2, 1, 1], "only the bias"),
        ([-2, 1, 0], "nothing changed"),
        ([7, 7, 7], None),
        ([1, 2], "no numbers"),
        ("three", "no numbers"),
    ],
)
def test_each_slip_of_the_pen_is_named(numbers, slip):
    verdict = check("mistake", numbers)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


# Write the mistake rule -----------------------------------------------------------------------


def with_an_if(w, b, x, target):
    said = 1 if w @ x + b > 0 else 0
    if said == target:
        return w, b
    return (w + x, b + 1) if target else (w - x, b - 1)


def in_place(w, b, x, target):
    error = target - (np.dot(w, x) + b > 0)
    w += error * x
    b += error
    return [w, b]


def in_a_loop(w, b, x, target):
    z = sum(w[i] * x[i] for i in range(len(x))) + b
    error = target - int(z > 0)
    return [w[i] + error * x[i] for i in range(len(x))], b + error


def with_the_package(w, b, x, target):
    neuron = Neuron(w, b, step)
    perceptron_step(neuron, x, target)
    return neuron.w, neuron.b


@pytest.mark.parametrize("answer", [with_an_if, in_place, in_a_loop, with_the_package])
def test_every_right_rule_is_accepted(answer):
    assert check("step", answer).outcome == "correct"


def adds_what_is_right_too(w, b, x, target):
    return (w + x, b + 1) if target else (w - x, b - 1)


def forgets_the_bias(w, b, x, target):
    return w + (target - int(w @ x + b > 0)) * x, b


def compares_the_sum(w, b, x, target):
    error = target - (w @ x + b)
    return w + error * x, b + error


def at_least_zero(w, b, x, target):
    error = target - int(w @ x + b >= 0)
    return w + error * x, b + error


def only_for_targets_of_one(w, b, x, target):
    if target == 1 and w @ x + b <= 0:
        w, b = w + x, b + 1
    return w, b


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (adds_what_is_right_too, "always"),
        (forgets_the_bias, "no bias"),
        (compares_the_sum, "sum for the answer"),
        (at_least_zero, ">="),
        (only_for_targets_of_one, "never down"),
        (lambda w, b, x, target: (b, w), "swapped"),
        (lambda w, b, x, target: w, "no pair"),
        (lambda w, b, x, target: [*w, b], "no pair"),
        (lambda w, b, x, target: ("w", b), "no pair"),
        (lambda w, b: (w, b), "parameters"),
        ([-1, 3, 0], "no function"),
    ],
)
def test_each_slip_in_a_readers_own_rule_is_named(answer, slip):
    verdict = check("step", answer)
    assert (verdict.outcome, verdict.slip) == ("not yet", slip)


def test_an_unknown_rule_is_met_with_the_first_sample_it_gets_wrong():
    right = check("step", lambda w, b, x, target: (w * 2, b))
    assert (right.outcome, right.slip) == ("not yet", None) and "nothing changes" in right.message
    wrong = check("step", lambda w, b, x, target: with_an_if(w, b, x, target) if b < 1 else (x, b))
    assert "it's wrong" in wrong.message and "`[2.0, 0.0]`" in wrong.message
