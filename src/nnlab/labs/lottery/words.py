"""What LotteryLab says about a draw and about one start."""

import math

import numpy as np

from nnlab.labs.lottery.choices import ALIKE, MEASURED, RATES
from nnlab.labs.words import counted, listed, literal, place
from nnlab.live.panel import joined, markup
from nnlab.plots.curves import count
from nnlab.plots.picture import new_figure
from nnlab.plots.sweep import plateau_of, plot_sweep


class Words:
    """The part of LotteryLab that speaks."""

    def describe(self):
        """What the lab shows now, in words."""
        return " ".join(filter(None, [self._how_many(), self._others(), self._ending()]))

    def _sentence(self):
        return joined([markup("<b>{}</b> ", self._how_many()), self._others(), " ", self._ending()])

    def _how_many(self):
        n, solved = len(self.losses), int(self.solved.sum())
        if self.epoch == 0:
            kind = f"{self._bend} 2-{self._width}-1"
            if n == 1:
                return f"One start is drawn, {kind}, and not trained yet."
            many = "16 starts at 16 rates each are" if self._is_map else f"{n} starts are"
            return f"{many} drawn, {kind}, and not trained yet."
        so_far = f", after {count(self.epoch)} epochs" if self.epoch < self._epochs else ""
        if n == 1:
            return f"It {'solves' if solved else 'does not solve'} it{so_far}."
        return f"{solved} of {n} solve it{so_far}: {100 * solved / n:.0f} %."

    def _others(self):
        """What is to be expected, and where the others stopped."""
        n = len(self.losses)
        if self.epoch == 0 or n == 1:
            return ""
        if self._is_map:
            shares = self.solved.reshape(16, 16).sum(axis=1)
            best = int(shares.argmax())
            ends = [f"{shares[k] or 'none'} at {RATES[k]:.2g}" for k in (0, -1)]
            most = f"{shares[best]} of 16"
            return f"Most at a learning rate of {RATES[best]:.2g}, {most}; {listed(ends)}."
        said = []
        share = MEASURED.get((self._bend, self._width))
        usual = self._has_plateaus and self._settings["rate"] == 0.1 and self._epochs == 10_000
        if share is not None and usual and self._ended:
            spread = max(1, 2 * math.sqrt(n * share * (1 - share)))
            low, high = math.floor(n * share - spread), math.ceil(n * share + spread)
            band = f"{low} to {min(high, n)}"
            said.append(f"Of thousands, {100 * share:.3g} % did: so expect {band}.")
        where = [
            f"{len(starts)} {'elsewhere' if name == 'other' else f'at {name}'}"
            for name, starts in self._endings()
            if name != "solved"
        ]
        if self._has_plateaus and where:
            word = "stopped" if self._ended else "stand"
            said.append(f"The others {word}: {listed(where)}.")
        return " ".join(said)

    def _ending(self, i=None):
        """What became of one start, the chosen one."""
        i = self.selected if i is None else i
        name = f"Start {i}{self._at_rate(i)}"
        says, loss = self._says[i], float(self.losses[i])
        if self.epoch == 0:
            return f"{name} begins with a loss of {loss:.3f}."
        if self.solved[i]:
            right = "All four answers are" if len(says) == 4 else f"All {len(says)} answers are"
            return f"{name} solves it: {right.lower()} on the right side of 0.5."
        level = plateau_of(loss) if self._has_plateaus else None
        wrong = int((np.abs(says - self.y[:, 0]) >= 0.5).sum())
        alike = _alike(says, self.y[:, 0])
        if level is None or len(alike) != level[2]:
            verb = "is" if wrong == 1 else "are"
            return f"{name} has a loss of {loss:.3f}: {counted(wrong, 'answer')} {verb} wrong."
        points = listed([place(x) for x in self.X[alike]])
        least = "one of them" if len(alike) < 4 else "two of them"
        verb = "stopped" if self._ended else "stands"
        return (
            f"{name} {verb} at {level[1]}: it gives {counted(len(alike), 'point')} the same "
            f"answer, about {says[alike].mean():.2f}. They are {points}, and their targets differ, "
            f"so {least} must be wrong."
        )

    def _at_rate(self, i):
        return f" at rate {self.rates[i]:.2g}" if self._is_map else ""

    def _figure(self):
        figure = new_figure(8.4, 4.2)
        if self._is_map:
            losses, solved = (v.reshape(16, 16) for v in (self.losses, self.solved))
            plot_sweep(losses, solved, rates=RATES, ax=figure.subplots())
        else:
            plot_sweep(self.losses, self.solved, plateaus=self._has_plateaus, ax=figure.subplots())
        return figure

    def as_code(self):
        """Python that recreates this lab as it is now: the starts, and how far they are."""
        s = self._settings
        starts = '"rates"' if self._is_map else s["starts"]
        went = f"lab.advance({self.epoch})\n" if self.epoch else ""
        return (
            "from nnlab.labs import LotteryLab\n\n"
            f"X = {literal(self.X)}\ny = {literal(self.y)}\n"
            f"lab = LotteryLab(X, y, activation={s['bend']!r}, width={s['width']}, "
            f"loss={self.loss.name!r},\n"
            f"                 rate={s['rate']!r}, starts={starts}, epochs={s['epochs']}, "
            f"rng={self._rng}, ticket={self._ticket}{self._options()})\n"
            f"{went}lab.choose({self.selected})\nlab\n"
        )

    def __repr__(self):
        if self._closed:
            return "LotteryLab(closed)"
        n = len(self.losses)
        return (
            f"LotteryLab({self._bend} 2-{self._width}-1, epoch {count(self.epoch)}, "
            f"{int(self.solved.sum())} of {n} solved)"
        )


def _alike(says, targets):
    """The largest group of points, targets mixed, that are given the same answer."""
    order, groups = np.argsort(says), [[]]
    for before, i in zip([None, *order[:-1]], order, strict=True):
        if before is not None and says[i] - says[before] > ALIKE:
            groups.append([])
        groups[-1].append(i)
    mixed = [group for group in groups if len(set(targets[group])) > 1]
    return np.sort(max(mixed, key=len, default=[])).astype(int)
