"""Work that goes on in the background: frames at a steady pace, steps in an asyncio task."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from nnlab.live.owner import owner

__all__ = ["FrameCap", "Runner"]


class FrameCap:
    """Draws at most `fps` times a second; what comes too soon is drawn a little later, once.

    Unpaced, Python outruns the browser and leaves it seconds behind.
    """

    def __init__(self, draw: Callable[[], None], fps: float = 30) -> None:
        self._draw, self._pause = draw, 1 / fps
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def request(self) -> None:
        """Draw now, or as soon as the last picture is old enough."""
        wait = self._due - time.perf_counter()
        if wait <= 0:
            self.flush()
        elif self._timer is None:
            loop = owner().loop
            if loop is None:
                self.flush()
            else:
                self._timer = loop.call_later(wait, self.flush)

    def flush(self) -> None:
        """Draw now."""
        self.cancel()
        # In step: a picture that comes a little late doesn't put off the next one.
        self._due = max(self._due + self._pause, time.perf_counter() + self._pause / 2)
        self._draw()

    def cancel(self) -> None:
        """Forget a picture that still waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Runner:
    """Repeats `step()` in an asyncio task, in short slices that let clicks through.

    Parameters
    ----------
    step : one unit of work; ends the run by returning False, or says how many seconds to rest
    draw : shows the state; called at most `fps` times a second, and once more at the end
    on_error : is handed what a step raised; without it the task's own error place gets it
    """

    def __init__(
        self,
        step: Callable[[], Any],
        draw: Callable[[], None],
        *,
        on_error: Callable[[BaseException], None] | None = None,
        fps: float = 30,
        slice_seconds: float = 0.006,
    ) -> None:
        self._step, self._draw, self._on_error = step, draw, on_error
        self._frames = FrameCap(draw, fps)
        self._slice = slice_seconds
        self._task: asyncio.Task | None = None
        self._stop = True
        self._rest = 0.0

    @property
    def running(self) -> bool:
        """Whether the task is at work."""
        return not self._stop

    def start(self) -> None:
        """Begin, unless it runs already. Needs a running kernel."""
        if self.running:
            return
        loop = owner().loop
        if loop is None:
            raise RuntimeError("training in the background needs a running kernel: use advance(n)")
        self._cancel()  # one that was stopped and has not noticed yet
        self._stop = False
        self._task = loop.create_task(self._run(), name="nnlab")

    def stop(self) -> None:
        """End after the step at work; what is shown is what is stored."""
        self._stop = True

    def close(self) -> None:
        """End at once and draw nothing more."""
        self._stop = True
        self._frames.cancel()
        self._cancel()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        me = asyncio.current_task()
        try:
            while not self._stop and self._task is me:
                self._rest = 0.001  # enough to let clicks in
                self._work()
                self._frames.request()
                await asyncio.sleep(self._rest)
        except asyncio.CancelledError:
            return  # closed, or started anew: there is nothing left to draw
        except Exception as error:
            if self._on_error is None:
                raise
            self._on_error(error)
        finally:
            if self._task is me:
                self._stop = True
                self._frames.cancel()
        self._draw()

    def _work(self) -> None:
        end = time.perf_counter() + self._slice
        while not self._stop and time.perf_counter() < end:
            done = self._step()
            if done is False:
                self._stop = True
            elif isinstance(done, float):  # nothing to do for a while
                self._rest = done
                return
