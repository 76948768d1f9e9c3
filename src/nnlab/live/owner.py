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
import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any

__all__ = ["PATIENCE", "Owner", "owner"]

PATIENCE = 0.25  # seconds that a foreign thread waits for the owner before it says so
_log = logging.getLogger("nnlab")
_log.addHandler(logging.NullHandler())  # a page shows sentences; tracebacks are for who asks


class _Job:
    """A call that waits for its turn."""

    def __init__(self, function: Callable, args: tuple):
        self.function, self.args = function, args
        self.done = threading.Event()
        self.error: Exception | None = None
        self.awaited = False  # by a caller on the owner's own thread, who gets its error


class Owner:
    """Runs calls one after the other on one thread; use the kernel's own, from `owner`."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._thread: int | None = None
        self._lock = threading.Lock()
        self._queue: deque[_Job] = deque()
        self._slots: dict[Hashable, _Job] = {}  # values that a newer one may still replace
        self._busy = False
        self._last: list[Callable[[], None]] = []  # what ends this turn
        self._late = False
        self._watchers: list[Callable[[bool], None]] = []

    def latest(self, key: Hashable, function: Callable, *args: Any) -> None:
        """Call `function(*args)`; while it waits, a newer call with the same `key` replaces it."""
        self._submit(_Job(function, args), key)

    def event(self, function: Callable, *args: Any) -> None:
        """Call `function(*args)` in its turn; no event is lost."""
        self._submit(_Job(function, args), None)

    def finally_(self, function: Callable[[], None]) -> None:
        """Call `function()` when the queue is empty: after all that this turn has asked for."""
        self._last.append(function)
        if self.here:
            self._drain()

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
        if self.here:
            job.awaited = not self._busy
            self._drain()
            if job.awaited and job.error is not None:
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
                    if self._queue:
                        job = self._queue.popleft()
                    elif self._last:
                        job = _Job(self._last.pop(0), ())
                    else:
                        self._busy = False
                        break
                    for key in [key for key, slot in self._slots.items() if slot is job]:
                        del self._slots[key]
                try:
                    job.function(*job.args)
                except Exception as error:
                    job.error = error
                    if not job.awaited:
                        _log.error("a live part's callback failed", exc_info=error)
                finally:
                    job.done.set()
        finally:
            with self._lock:
                self._busy = False
                more = bool(self._queue or self._last)
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
