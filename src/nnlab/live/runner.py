"""Work that goes on in the background: slices of it in an asyncio task, drawn at a steady pace."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from nnlab.live.stage import owner

__all__ = ["Runner"]

BREATH = 0.001  # seconds between two slices: enough to let clicks in


class Runner:
    """Repeats `step()` in an asyncio task.

    Parameters
    ----------
    step : a few milliseconds of work; ends the run by returning False, or says how many seconds to
        rest
    draw : shows the state; called at most `fps` times a second, for Python outruns a browser, and
        once more at the end
    on_error : is handed what a step raised
    """

    def __init__(
        self,
        step: Callable[[], Any],
        draw: Callable[[], None],
        on_error: Callable[[BaseException], None],
        fps: float = 30,
    ) -> None:
        self._step, self._draw, self._on_error, self._pause = step, draw, on_error, 1 / fps
        self._task: asyncio.Task | None = None

    @property
    def running(self) -> bool:
        """Whether the task is at work."""
        return self._task is not None

    def start(self) -> None:
        """Begin, unless it runs already. Needs a running kernel."""
        try:
            loop = owner().loop or asyncio.get_running_loop()  # marimo's apps run in threads
        except RuntimeError:
            needs = "training in the background needs a running kernel: use advance(n)"
            raise ValueError(needs) from None
        if self._task is None:
            self._task = loop.create_task(self._run(), name="nnlab")

    def close(self) -> None:
        """End at once and draw nothing more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        me, due = self._task, 0.0
        try:
            while (rest := self._step()) is not False:
                now = time.perf_counter()
                if now >= due:
                    # In step: a picture that comes a little late doesn't put off the next one.
                    due = max(due + self._pause, now + self._pause / 2)
                    self._draw()
                await asyncio.sleep(rest or BREATH)
        except Exception as error:
            self._on_error(error)
        finally:
            if self._task is me:  # else it was closed
                self._task = None
        self._draw()
