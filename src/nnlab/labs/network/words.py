"""What NetworkLab says about its network."""

from pathlib import Path

import numpy as np

from nnlab.core import Activation
from nnlab.labs.network.model import Apart
from nnlab.labs.samples import PATIENCE
from nnlab.labs.words import counted, listed, parameter_names, place, sentence, shape, short
from nnlab.lessons.gates import gate_name
from nnlab.lessons.texts import sections
from nnlab.live.panel import Markup, markup, number
from nnlab.pictures.geometry import Bounds
from nnlab.pictures.sheet import landing
from nnlab.pictures.wiring import spoken

MOST_COLUMNS = 4  # hidden neurons whose answers have room in the table

STUCK = "Whatever this number is, not all are right. Turn another."
# The challenge: each of these after PATIENCE more changes without success.
HINTS = [hint.text for hint in sections(Path(__file__).with_name("hints.md"))]


def describe(apart: Apart) -> str:
    """The network in words."""
    network, names = apart.network, apart.names[apart.network.sizes[0] :]
    sizes, activations = "-".join(map(str, network.sizes)), map(str, network.activations)
    kind = f"A {sizes} network, {' then '.join(activations)}"
    rows = [row for layer in network.layers for row in layer.parameters]
    if len(rows) <= MOST_COLUMNS + 1:
        each = [f"{spoken(n)} {place(row)}" for n, row in zip(names, rows, strict=True)]
        kind += f": {listed(each)}"
    return f"{kind}. {verdict(apart)}"


def verdict(apart: Apart) -> str:
    """How many samples are right, and what is wrong with the others."""
    return " ".join(filter(None, judged(apart)))


def judged(apart: Apart) -> tuple[str, str]:
    """How many samples are right, in a few words, and what is wrong with the others."""
    wrong, n = np.flatnonzero(apart.wrong), len(apart.X)
    if apart.solved:
        if not apart.is_gate:
            return f"{sentence(counted(n, 'sample', n))} are right.", ""
        return f"All four are right: this network is {gate_name(apart.classes)}.", ""
    if n > 6 or apart.output.shape[1] > 1:
        verb = "is" if len(wrong) == 1 else "are"
        return f"Of {counted(n, 'sample')}, {len(wrong)} {verb} wrong.", ""
    right, of = (counted(k, "sample").split()[0] for k in (n - len(wrong), n))
    cases = [
        f"{place(apart.X[i])} should be {short(apart.y[i, 0])} and is {answer(apart.output[i, 0])}"
        for i in wrong
    ]
    right = "none" if len(wrong) == n else right
    return f"{sentence(right)} of {of}.", f"{'; '.join(cases)}."


def goal(apart: Apart, challenge: bool) -> str:
    """Something to do with this network, in place of a title."""
    numbers = sentence(counted(apart.network.n_parameters, "number"))
    if not challenge:
        return f"{numbers} decide. Turn one"
    if apart.solved:
        return f"{numbers} make this XOR. Find others"
    return f"{numbers}. Can they make XOR?"


def won(apart: Apart) -> tuple[str, str]:
    """What has been reached, and what did it."""
    now, names = apart.network.parameters, parameter_names(apart.network.sizes)
    turned = np.flatnonzero(now != apart.start)
    how = "Other numbers do it, too."
    if len(turned) == 1 and apart.began == (True, list(apart.network.activations)):
        k = int(turned[0])
        how = f"One number did it: {names[k]}, from {number(apart.start[k])} to {number(now[k])}."
    return f"All four are right: it's {gate_name(apart.classes)}.", how


def fall(apart: Apart) -> Markup:
    """What the fold does, and when it is done what it has done."""
    h1, h2 = apart.names[-3:-1]
    if apart.fold == 1:
        what = "there one line is enough" if apart.solved else "the cut doesn't part them"
        return markup("Folded: {}.", what)
    up = ""
    if apart.is_gate and gate_name(apart.classes) in ("XOR", "XNOR"):
        up = markup("Up there no line parts {} from {}. ", shape(1), shape(0))
    if apart.asks:
        return markup("{}{}", up, _guessed(apart))
    so = "So let each point" if up else "Let each point"
    return markup("{}{} fall to what {} and {} say about it.", up, so, h1, h2)


def _guessed(apart: Apart) -> str:
    """What is asked of the reader before it falls, or what has been answered."""
    said = listed(place(apart.X[i]) for i in apart.guess)
    if len(apart.guess) == 2:
        return f"You say {said} will meet. Let it fall."
    return f"{said} will meet which other?" if said else "Which two will meet below? Tap them."


def folded(apart: Apart, floor: Bounds) -> tuple[str, str]:
    """What the whole fold has won: what lands together on its floor, and where."""
    landed = apart.traces[-2].a
    together = [each for each in landing(landed, floor) if len(each) <= 4]
    if not together:
        return "Folded: one line is enough", "Below the two kinds lie on two sides of the cut."
    most = sentence(counted(max(map(len, together)), "point").split()[0])
    points = " and ".join(listed(place(apart.X[i]) for i in each) for each in together)
    guess, said = sorted(apart.guess), listed(place(apart.X[i]) for i in apart.guess)
    if len(guess) == 2 and guess not in together:
        return f"{most} in one spot", f"Not {said}: it’s {points}. One line is enough."
    how = ", as you said:" if guess in together else ":"
    return f"{most} in one spot", f"{points} fell together{how} one line is enough."


def bend(activation: Activation) -> str:
    """An activation as it stands before its brackets; "" for none."""
    return {"sigmoid": "σ", "identity": ""}.get(str(activation), str(activation))


def hint(apart: Apart) -> str:
    """The next hint, for who has tried for a while; before that, whether the number can help."""
    due = 0 if apart.solved else apart.tries // PATIENCE
    if due > 0:
        return f"A hint: {HINTS[min(due, len(HINTS)) - 1]}"
    return STUCK if apart.tries and apart.stuck() else ""


def answer(value: float) -> str:
    """What a node says, briefly: whole numbers without decimals."""
    return number(value, 0) if value in (0.0, 1.0, -1.0) else number(value)
