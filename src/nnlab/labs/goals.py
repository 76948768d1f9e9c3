"""What NeuronLab asks for, in words: which gate from which, what did it, and what comes next."""

import math
from collections.abc import Sequence

import numpy as np

from nnlab.labs import words
from nnlab.lessons.gates import BOOLEAN_FUNCTIONS, IMPOSSIBLE, ROWS, short_name
from nnlab.live.panel import Markup, joined, markup, number

SYMBOLS = tuple(map(Markup, ("<i>w</i><sub>1</sub>", "<i>w</i><sub>2</sub>", "<i>b</i>")))
ORDER = ("OR", "AND", "NAND", "NOR")  # one after the other
SHORT = 6  # letters of a name that fits into a title with another
_SAYS = {
    "FALSE": "0 whatever comes in",
    "AND": "1 only if both inputs are on",
    "x1": "what x₁ is",
    "x2": "what x₂ is",
    "OR": "1 as soon as one input is on",
    "NOR": "1 only if both inputs are off",
    "NOT x1": "the opposite of x₁",
    "NOT x2": "the opposite of x₂",
    "NAND": "0 only if both inputs are on",
    "TRUE": "1 whatever comes in",
}


def called(name: str) -> str:
    """A gate as a sentence names it.

    >>> called("AND"), called("NOT x2"), called("x1 AND NOT x2")
    ('AND', '“not x₂”', '“only x₁”')
    """
    short = words.small(short_name(name))
    return short if short_name(name) == name else f"“{short}”"


def goal(began: str, wanted: str) -> str:
    """The title of a lab whose neuron began as one gate and shall be another.

    >>> goal("OR", "AND"), goal("AND", "AND")
    ('Turn this OR into AND', 'Keep it AND while you turn it')
    >>> goal("OR", "XOR"), goal("OR", "NOT x1 AND x2")
    ('Can one line make it XOR?', 'Turn it into “only x₂”')
    """
    if wanted in IMPOSSIBLE:
        return f"Can one line make it {wanted}?"
    first, second = called(began), called(wanted)
    if began == wanted:
        return f"Keep it {second} while you turn it"
    both = max(len(first), len(second)) <= SHORT
    return f"Turn this {first} into {second}" if both else f"Turn it into {second}"


def says(name: str) -> str:
    """What a gate does, in a sentence.

    >>> says("OR"), says("x1 AND NOT x2")
    ('It says 1 as soon as one input is on.', 'It says 1 only for (1, 0).')
    """
    if name in _SAYS:
        return f"It says {_SAYS[name]}."
    answers = BOOLEAN_FUNCTIONS[name]
    rare = int(sum(answers) == 1)
    return f"It says {rare} only for {words.place(ROWS[answers.index(rare)])}."


def crowd(targets: np.ndarray, wrong: np.ndarray, kinds: Sequence[str] = ()) -> Markup:
    """How many of a crowd are right, in a sentence: of each kind, if the kinds have names.

    >>> crowd(np.array([0, 0, 1]), np.array([True, False, False])).striptags()
    'Of three points, 1 lies on the wrong side.'
    >>> crowd(np.array([0, 0, 1]), np.array([True, False, True]), ("Adelie", "Gentoo")).striptags()
    'Of 2 Adelie and 1 Gentoo, 2 lie on the wrong side.'
    """
    n, bad = len(targets), int(wrong.sum())
    if not bad:
        points = words.sentence(words.counted(n, "point", n))
        return markup("{} {} right.", points, "is" if n == 1 else "are")
    each = words.listed(f"{(targets == k).sum()} {name}" for k, name in enumerate(kinds))
    lie = "lies" if bad == 1 else "lie"
    whom = each or words.counted(n, "point")
    return markup("Of {}, <b>{} {} on the wrong side</b>.", whom, bad, lie)


def hint(x: np.ndarray, target: int, z: float) -> str:
    """A next step for who has tried for a while: what one wrong corner needs.

    >>> hint(np.array([1, 0]), 0, 0.5)[:51]
    'A hint: for (1, 0) the sum z should be 0 or below, '
    """
    should = f"should be {'above 0' if target else '0 or below'}"
    which = f"for {words.place(x)} the sum z {should}, and it is {number(z, plus=True)}"
    return f"A hint: {which}. Which of your numbers takes part in it?"


def following(wanted: str, now: str) -> str:
    """The gate to make next.

    >>> following("AND", "AND"), following("x1", "x1")
    ('NAND', 'OR')
    """
    first = ORDER.index(wanted) + 1 if wanted in ORDER else 0
    return next(name for name in (*ORDER[first:], *ORDER) if name not in (wanted, now))


def feat(before: Sequence[float], after: Sequence[float]) -> Markup:
    """Which numbers did it, and what that did to the line.

    >>> feat([1, 1, -0.5], [1, 1, -1.5]).striptags()
    'One number did it: b went from −0.50 to −1.50. The line slid; it never turned.'
    >>> feat([1, 1, -0.5], [2, 1, -1.5]).striptags()
    'It took two numbers: now w1 is +2.00 and b is −1.50.'
    """
    pairs = list(zip(SYMBOLS, before, after, strict=True))
    shown = [(name, number(a, plus=True), number(b, plus=True)) for name, a, b in pairs]
    changed = [each for each in shown if each[1] != each[2]]
    if len(changed) == 1:
        turned = abs(before[0] * after[1] - before[1] * after[0]) > 1e-9
        turned |= math.fsum(a * b for a, b in zip(before[:2], after[:2], strict=True)) < 0
        how = "The line turned." if turned else "The line slid; it never turned."
        if not any(before[:2]):
            how = "Before that there was no line."
        return markup("One number did it: {} went from {} to {}. {}", *changed[0], how)
    if not changed:
        return Markup("")
    numeral = words.counted(len(changed), "number")
    *most, last = [markup("{} is {}", name, now) for name, _, now in changed]
    return markup("It took {}: now {} and {}.", numeral, joined(most, ", "), last)
