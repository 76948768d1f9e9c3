"""Labs that train in the background: what they have in common."""

import time
from collections.abc import Hashable
from typing import Any

from nnlab.core import checks
from nnlab.labs import cells
from nnlab.labs.lab import Lab
from nnlab.live.runner import Runner

PATIENCE = 0.2  # seconds the browser may be behind; then it gets no more pictures ...
HEARTBEAT = 0.5  # ... than one in so many seconds
FOLLOWED = 0.1  # seconds between two looks of the other labs at what this one trains


class RunningLab(Lab):
    """A lab whose model trains in slices: `model.start()`, `.slice()`, `.stop()`, `.running`.

    Other cells can be used meanwhile. A run is one step for undo, noted when it has ended; it takes
    the fields `PROGRESS` back.

    Parameters
    ----------
    model : what trains; it keeps a field "progress"
    fps : as of a `Runner`
    **shown : as of `Lab`
    """

    PROGRESS: tuple[str, ...] = ("progress",)

    def __init__(self, model: Any, *, fps: float = 30, **shown: Any) -> None:
        super().__init__(**shown)
        self.model = model
        self._began: dict[str, Any] | None = None  # the state when it began to run
        self._followed = 0.0  # when
        self._runner = Runner(model.slice, self.draw, self._fail_running, fps)

    @property
    def running(self) -> bool:
        """Whether it trains in the background."""
        return self.model.running

    @property
    def epoch(self) -> int:
        """How many whole epochs it has trained."""
        return self.model.training.epoch

    @property
    def late(self) -> bool:
        """Whether the browser is behind, as its curve tells, and had a picture a moment ago."""
        curve: Any = getattr(self, "curve", None)
        behind = self.running and curve is not None and curve.behind > PATIENCE
        return bool(behind and time.time() - curve.beat < HEARTBEAT)

    def run(self) -> None:
        """Train in the background, until it is stopped or done."""
        self.change(self._start)

    def pause(self) -> None:
        """Stop after the step at work."""
        self.change(self.model.stop)

    def advance(self, epochs: int | None = None) -> None:
        """Train for so many epochs now, before this call returns; left out, as its button does."""
        epochs = None if epochs is None else checks.whole(epochs, "epochs")
        self.change(lambda: self.model.advance(epochs))

    def _start(self, **options: Any) -> None:
        if not self.running:
            self._runner.start()  # where there's no kernel, it says so; its first slice comes later
            before = self._undo.state()
            self.model.start(**options)
            self._began = before

    def _fail_running(self, error: BaseException) -> None:
        self.model.stop()
        self._fail(error)

    def _before_undo(self, step: dict[str, Any]) -> None:
        if self.running and "progress" in step:
            self.model.stop()
            self.draw()  # notes the run, so that the step taken back is this one

    def _sync(self, key: Hashable = None) -> None:
        if not self.running:  # else the next picture shows it, and the model takes note of it
            super()._sync(key)

    def draw(self) -> None:
        """Show the model as it is now."""
        if self._began is not None and not self.running:
            before, self._began = self._began, None
            self.note(before, "run", self.PROGRESS)
        super().draw()
        if self.running and time.perf_counter() - self._followed > FOLLOWED:
            self._followed = time.perf_counter()
            cells.follow(self)

    def close(self) -> None:
        """Take the lab off the page and let go of everything it made."""
        if not self._closed:
            self.model.stop()
            self._runner.close()
        super().close()
