"""What LotteryLab says about a draw and about one start: functions of the model."""

import numpy as np

from nnlab.labs import words
from nnlab.labs.lottery.model import Lottery
from nnlab.labs.lottery.watch import Watch
from nnlab.live.panel import Markup, markup
from nnlab.pictures.numbers import count, number

ALIKE = 0.05  # answers that differ by less are the same answer
PARTS = {1 / 2: "½", 1 / 3: "⅓", 2 / 3: "⅔"}

LOST = "These numbers can’t be trained."


def goal(model: Lottery) -> str:
    """What there is to find out."""
    n, aim = len(model.losses), model.aim or "an answer"
    return f"{n} starts. How many find {aim}?" if n > 1 else f"One start. Does it find {aim}?"


def sentence(model: Lottery) -> Markup:
    """What has come out so far, in a sentence or two."""
    n, solved, aim = len(model.losses), int(model.solved.sum()), model.aim or "an answer"
    if not model.can_train:
        return markup("{}", LOST)
    if model.epoch == 0:
        what = "This is a" if n == 1 else "Each tile is a network’s"
        alike = " Alike: corners that get one answer." if model.has_plateaus and n > 1 else ""
        asked = "Where will training bring it?"
        return markup("{} plane, folded by chance. {}{}", what, asked, alike)
    if model.running and n > 1:
        dashed = "" if model.said is None else f" You said {model.said}: the pale places."
        return markup("Each falls when it stands still, onto those like it.{}", dashed)
    if not model.ended:
        found = f"{model.n_found} of {n} have found {aim}; {model.n_moving} still to fall."
        return markup("{}", found if n > 1 else "Still on its way.")
    if n == 1:
        alone = f"It found {aim}." if solved else f"It didn't find {aim}. {_shelf(model)}"
        return markup("{}", alone)
    return markup("{}", _others(model) if solved < n else "")  # the rest has been won


def won(model: Lottery) -> tuple[str, str] | None:
    """What has come out, and how near the guess was; None before the end."""
    n, solved = len(model.losses), int(model.solved.sum())
    if not model.ended or n == 1:
        return None
    said = f"That is {100 * solved / n:.0f} %."
    if model.said is not None:
        off = model.said - solved
        far = "just so!" if not off else f"{abs(off)} too {'many' if off > 0 else 'few'}."
        said = f"You said {model.said}: {far}"
    return f"{solved} of {n} found {model.aim or 'an answer'}", said


def tell(model: Lottery) -> str:
    """All of it in words: what came out, where they lie, and a start."""
    sizes = f"{model.settings.activation} 2-{model.settings.width}-1"
    came = won(model)
    said = [f"{goal(model)} {sizes}.", f"{came[0]}." if came else "", sentence(model).striptags()]
    if model.epoch and not model.ended:
        said.insert(1, f"Epoch {count(model.epoch)}.")
    if model.epoch:
        said.append(words.sentence(words.listed(f"{name}: {len(i)}" for name, i in model.bins)))
        said[-1] += "."
    said.append(f"{named(model)}. {why(model, model.selected)}")
    return " ".join(filter(None, said))


def _others(model: Lottery) -> str:
    """Where the others ended."""
    piles, many = dict(model.bins), model.n_restless
    if not any(starts for name, starts in piles.items() if "loss" in name):
        return "The rest didn’t."
    creep = f", {many} of these still creeping" if many else ""
    lost = f"; elsewhere: {len(piles['elsewhere'])}" if "elsewhere" in piles else ""
    return f"The rest stand on shelves{creep}{lost}."


def _shelf(model: Lottery) -> str:
    """Where a single start ended."""
    level = model.plateau_at(model.losses[0])
    moves = ", and still moves" if model.n_restless else ""
    return f"It is on the shelf at {level[1]}{moves}." if level else ""


def why(model: Lottery, i: int) -> str:
    """What became of one start, and why."""
    return ending(model, model.says[i], model.losses[i]) if model.epoch else "Not trained yet."


def ending(model: Lottery, says: np.ndarray, loss: float) -> str:
    """What these answers are, and why they stay so."""
    targets = model.y[:, 0]
    wrong = int((~(np.abs(says - targets) < 0.5)).sum())
    if not wrong:
        return f"{words.sentence(words.counted(len(says), 'answer', 4))} are right."
    level, alike = model.plateau_at(loss), _alike(says, targets)
    if level is None or len(alike) != level[2]:
        verb = "is" if wrong == 1 else "are"
        return f"{words.sentence(words.counted(wrong, 'answer'))} {verb} wrong."
    wanted = words.listed(str(int(t)) for t in sorted(targets[alike])).replace(" ", "\u00a0")
    best = PARTS[min(PARTS, key=lambda part: abs(part - float(targets[alike].mean())))]
    many = words.sentence(words.counted(len(alike), "corner", 4))
    return f"{many} share one answer. {best} is the best that one number can do for {wanted}."


def watched(model: Lottery, watch: Watch) -> Markup:
    """Where the watched start is, and what it does there."""
    now, begun = f"Epoch {count(watch.epoch)}, loss {number(watch.loss, 4)}.", watch.epoch > 0
    more = ending(model, watch.says, watch.loss) if begun else "This is where it begins."
    return markup("{} {}", now, more)


def named(model: Lottery) -> str:
    """The chosen start and its loss."""
    i = model.selected
    return f"Start {i} · loss {number(model.losses[i], 4)}"


def _alike(says: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The largest group of points, targets mixed, that are given the same answer."""
    order = np.argsort(says)
    groups = np.split(order, np.flatnonzero(np.diff(says[order]) > ALIKE) + 1)
    mixed = [group for group in groups if len(set(targets[group])) > 1]
    return np.sort(max(mixed, key=len, default=[])).astype(int)
