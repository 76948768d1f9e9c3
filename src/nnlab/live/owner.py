"""One owner per kernel: whatever a live view does to a reader's object happens here, in order.

In ipykernel 7 a widget's messages may arrive on another thread (a "subshell") while a cell, or a
training task, computes on the main one. Two threads in the same arrays would show numbers that
never were. So every change goes through `owner`: work that arrives on the owner's own thread is
done at once (ipywidgets then keeps one value in flight and nothing piles up); work that arrives
elsewhere is left in a queue, which the owner's event loop empties as soon as it is free.

For a *value* the newest wins (`latest`); *events* are all done, in order (`event`). There is no
thread of our own: Pyodide has none. Without a running event loop (pytest) everything is called
straight through.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any

PATIENCE = 0.25  # seconds that a foreign thread waits for the owner before it says so


class _Job:
    """A call that waits for its turn."""

    def __init__(self, function: Callable, args: tuple):
        self.function, self.args = function, args
        self.done = threading.Event()
        self.error: Exception | None = None
        self.asked_here = True  # by the owner's own thread: an error is raised there


class Owner:
    """Runs calls one after the other on one thread; use the kernel's own, from `owner`."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._thread: int | None = None
        self._lock = threading.Lock()
        self._queue: deque[_Job] = deque()
        self._slots: dict[Hashable, _Job] = {}  # values that a newer one may still replace
        self._busy = False
        self._late = False
        self._watchers: list[Callable[[bool], None]] = []

    def latest(self, key: Hashable, function: Callable, *args: Any) -> None:
        """Call `function(*args)`; while it waits, a newer call with the same `key` replaces it."""
        self._submit(_Job(function, args), key)

    def event(self, function: Callable, *args: Any) -> None:
        """Call `function(*args)` in its turn; no event is lost."""
        self._submit(_Job(function, args), None)

    def watch(self, watcher: Callable[[bool], None]) -> Callable[[], None]:
        """Call `watcher(True)` when work has to wait for another cell, `watcher(False)` after it.

        `watcher(True)` runs on the thread that waits: it may send a message and nothing else.
        Returns the function that ends the watching.
        """
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def bind(self) -> None:
        """Make the event loop that runs on the main thread, if there is one, the owner's loop."""
        if threading.current_thread() is threading.main_thread():
            try:
                self.loop = asyncio.get_running_loop()
                self._thread = threading.get_ident()
            except RuntimeError:
                if self.loop is not None and not self.loop.is_running():
                    self.loop = self._thread = None

    @property
    def here(self) -> bool:
        """Whether this is the owner's thread: what is asked for now is done now."""
        return self.loop is None or threading.get_ident() == self._thread

    def _submit(self, job: _Job, key: Hashable) -> None:
        with self._lock:
            slot = self._slots.get(key) if key is not None else None
            if slot is not None:
                slot.function, slot.args = job.function, job.args
                job = slot
            else:
                self._queue.append(job)
                if key is None:
                    self._slots.clear()  # a value that comes after an event is done after it
                else:
                    self._slots[key] = job
        job.asked_here = self.here
        if job.asked_here:
            self._drain()
            if job.done.is_set() and job.error is not None:
                raise job.error
        else:
            self.loop.call_soon_threadsafe(self._drain)
            # The kernel reports "idle" when this call returns, and only then does the browser send
            # its next value. A short wait keeps that brake, and tells who keeps us waiting.
            if not job.done.wait(PATIENCE):
                self._tell(True)

    def _drain(self) -> None:
        """Do what is in the queue. Called while it runs, it leaves the rest to the first call."""
        with self._lock:
            if self._busy:
                return
            self._busy = True
        try:
            while True:
                with self._lock:
                    if not self._queue:
                        self._busy = False
                        break
                    job = self._queue.popleft()
                    for key in [key for key, slot in self._slots.items() if slot is job]:
                        del self._slots[key]
                try:
                    job.function(*job.args)
                except Exception as error:
                    job.error = error
                    if not job.asked_here and self.loop is not None:
                        self.loop.call_exception_handler(
                            {"message": "a live view's callback failed", "exception": error}
                        )
                finally:
                    job.done.set()
        finally:
            with self._lock:
                self._busy = False
                more = bool(self._queue)
            if more and self.loop is not None and not self.loop.is_closed():
                self.loop.call_soon_threadsafe(self._drain)  # interrupted: the rest goes on
        if self._late:
            self._tell(False)

    def _tell(self, late: bool) -> None:
        if self._late != late:
            self._late = late
            for watcher in list(self._watchers):
                watcher(late)


_owner: Owner | None = None


def owner() -> Owner:
    """The kernel's owner; asked for from a cell, it takes that cell's event loop.

    >>> seen = []
    >>> owner().event(seen.append, 1)
    >>> owner().latest("w1", seen.append, 2)
    >>> seen
    [1, 2]
    """
    global _owner
    if _owner is None:
        _owner = Owner()
    _owner.bind()
    return _owner


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
        owner().event(self._draw)

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
    save, restore : if given, `restore(save())` takes back a step that was cut off in the middle
    on_error : is handed what a step raised; without it the task's own error place gets it
    """

    def __init__(
        self,
        step: Callable[[], Any],
        draw: Callable[[], None],
        *,
        save: Callable[[], Any] | None = None,
        restore: Callable[[Any], None] | None = None,
        on_error: Callable[[BaseException], None] | None = None,
        fps: float = 30,
        slice_seconds: float = 0.006,
    ) -> None:
        self._step, self._draw = step, draw
        self._save, self._restore, self._on_error = save, restore, on_error
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
        self._stop = False
        self._task = loop.create_task(self._run())

    def stop(self) -> None:
        """End after the step at work; what is shown is what is stored."""
        self._stop = True

    def advance(self, n: int = 1) -> None:
        """Do `n` steps now, without a task, and draw."""
        for _ in range(n):
            if self._one() is False:
                break
        self._draw()

    def close(self) -> None:
        """End at once and draw nothing more."""
        self._stop = True
        self._frames.cancel()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        try:
            while not self._stop:
                self._rest = 0.001  # enough to let clicks in
                owner().event(self._work)
                self._frames.request()
                await asyncio.sleep(self._rest)
        except asyncio.CancelledError:
            return  # closed: there is nothing left to draw on
        except Exception as error:
            if self._on_error is None:
                raise
            self._on_error(error)
        finally:
            self._stop = True
            self._frames.cancel()
        owner().event(self._draw)

    def _work(self) -> None:
        end = time.perf_counter() + self._slice
        while not self._stop and time.perf_counter() < end:
            done = self._one()
            if done is False:
                self._stop = True
            elif isinstance(done, float):  # nothing to do for a while
                self._rest = done
                return

    def _one(self) -> Any:
        before = self._save() if self._save else None
        try:
            return self._step()
        except BaseException:  # an interrupt as well: half a step is no state
            if self._restore:
                self._restore(before)
            raise
