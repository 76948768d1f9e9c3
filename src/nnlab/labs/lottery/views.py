"""What LotteryLab shows: the starts, the one that was chosen, and the tally."""

from pathlib import Path

import numpy as np

from nnlab.labs.lottery.choices import COUNTS, RATES
from nnlab.live.panel import Panel, button, joined, markup, table
from nnlab.live.theme import css
from nnlab.plots.curves import count
from nnlab.plots.sweep import PLATEAUS, by_loss, plateau_of


class _Chosen(Panel):
    """What the chosen start has become; and the style of the whole lab."""

    _css = css("panel.css", Path(__file__).with_name("lottery.css"))


class Views:
    """The part of LotteryLab that draws."""

    def _draw(self):
        self._draw_plane()
        if self.shows("chosen"):
            self._draw_chosen()
        for name, control in self.controls.items():
            control.value = self._settings["rate"] if name == "rate" else self._shown(name)
        if "rate" in self.controls:
            self.controls["rate"].layout.display = "none" if self._is_map else ""
        self.actions.html = self._buttons()
        if self.shows("tally"):
            self.tally.html = self._tally_table()

    def _draw_plane(self):
        order, n = self._order, len(self._order)
        ticks = None
        if self._is_map:
            at = np.column_stack([np.arange(n) % 16, np.arange(n) // 16])
            bounds = (-1, 16, -1, 16)
            ticks = [[k, f"{RATES[k]:.2g}"] for k in range(0, 16, 5)]
            names = ("start", "learning rate")
        elif n > 16:
            at, ticks = self._blocks()
            bounds = (-1, 16, -1, max(18.0, at[-1, 1] + 1))
            names = ("each mark is a start", "where it ended" if self._ended else "where it is")
        else:
            at = np.column_stack([np.arange(n), self.losses[order]])
            top = max(0.28, 1.05 * float(self.losses.max()))
            bounds = (-0.6, max(n, 4) - 0.4, -0.06 * top, top)
            if self._has_plateaus:
                ticks = [[0.0, "0"], *([value, label] for value, label, _ in reversed(PLATEAUS))]
            names = ("your start" if n == 1 else "starts, the best first", "loss")
        marks = [
            f"start {i}{self._at_rate(i)}, loss {self.losses[i]:.3f}, "
            f"{'solved' if self.solved[i] else 'not solved'}"
            for i in order
        ]
        with self.plane.hold_sync():
            self.plane.show(
                bounds=bounds,
                X=at,
                classes=self.solved[order].astype(int),
                selected=int(np.flatnonzero(order == self.selected)[0]),
                x_name=names[0],
                y_name=names[1],
                names={"points": marks},
                caption="▲ solved · ● not solved",
                text=self.describe(),
            )
            columns = [] if n == 1 or n > 16 and not self._is_map else self.plane.ticks[0]
            whole = [tick for tick in columns if tick[0] == int(tick[0])]
            self.plane.ticks = [whole, self.plane.ticks[1] if ticks is None else ticks]

    def _blocks(self):
        """Places in rows of 16, a block for each ending, and the blocks' names: (n, 2), ticks."""
        at, ticks, row = [], [], 0
        for name, starts in self._endings():
            k = np.arange(len(starts))
            at.append(np.column_stack([k % 16, row + k // 16]))
            ticks.append([row, name])
            row = at[-1][-1, 1] + 1.5
        return np.concatenate(at), ticks

    def _endings(self):
        """The starts by where they are, the solved ones first: (name, indices) each."""
        if self.epoch == 0:
            return [("", np.arange(len(self.losses)))]
        ranked = by_loss(self.losses)
        level = [plateau_of(loss) if self._has_plateaus else None for loss in self.losses]
        name = [
            "solved" if solved else at[1] if at else "other"
            for solved, at in zip(self.solved, level, strict=True)
        ]
        found = [
            (key, np.array([i for i in ranked if name[i] == key], dtype=int))
            for key in ("solved", *(label for _, label, _ in PLATEAUS), "other")
        ]
        return [(key, starts) for key, starts in found if len(starts)]

    def _draw_chosen(self):
        i = self.selected
        says = self.network.run(i)(self._points)[:, 0]
        wrong = np.abs(self._says[i] - self.y[:, 0]) >= 0.5
        self.chosen_plane.show(
            field=says,
            X=self.X,
            classes=self.y,
            wrong=wrong,
            text=f"What start {i} says now. {self._ending(i)}",
        )
        loss = markup("<b>Start {}{}</b> · loss {}", i, self._at_rate(i), f"{self.losses[i]:.4f}")
        answers = ", ".join(f"{value:.2f}" for value in self._says[i][:4])
        self.chosen.html = joined(
            [
                markup('<div>{}</div><div class="nnlab-note">it says {}</div>', loss, answers),
                button(
                    "Open it in TrainingLab",
                    {"type": "open"},
                    enabled=not self.running,
                    name=f"Open start {i} in TrainingLab",
                ),
            ]
        )

    def _buttons(self):
        n = COUNTS[self._settings["starts"]]
        main = button(f"Draw {n}" if n > 1 else "Draw", {"type": "draw"}, main=True)
        if self.running:
            main = button("Stop", {"type": "stop"}, main=True)
        on = ""
        if not self.running and 0 < self.epoch < self._epochs:
            on = button("Go on", {"type": "on"})
        where = markup(
            '<span class="nnlab-where">epoch <b>{}</b> of {}</span>',
            count(self.epoch),
            count(self._epochs),
        )
        return markup('<div class="nnlab-actions">{}</div>', joined([main, on, where], " "))

    def _tally_table(self):
        """The share solved, by bend and width; draws with the same settings count together."""
        sums = {}
        for *settings, _ticket, n, solved in self._tally:
            old = sums.get(tuple(settings), (0, 0))
            sums[tuple(settings)] = (old[0] + n, old[1] + solved)
        if not sums:
            return ""
        rows = [
            [
                bend,
                width,
                f"{rate:.2g}",
                count(epochs),
                f"{count(solved)} of {count(n)}",
                f"{100 * solved / n:.0f} %",
            ]
            for (bend, width, rate, epochs), (n, solved) in sorted(sums.items())
        ]
        head = ["bend", "width", "learning rate", "epochs", "solved", "share"]
        return table(head, rows, caption="The share solved so far", rows_report=False)
