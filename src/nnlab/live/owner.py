"""One owner per kernel: whatever a live view does to a reader's object happens here, in order.

In ipykernel 7 a widget's messages may arrive on another thread (a "subshell") while a cell, or a
training task, computes on the main one. Two threads in the same arrays would show numbers that
never were. So every change goes through `owner`: on the owner's own thread a call is made at once;
from elsewhere it goes to the owner's event loop, which makes it as soon as it is free, in order.
What may be replaced by something newer while it waits is the caller's to know: see `live.stage`.

There is no thread of our own: Pyodide has none. Without a running event loop (pytest) everything is
called straight through.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any

__all__ = ["PATIENCE", "Owner", "owner"]

PATIENCE = 0.25  # seconds that a foreign thread waits for the owner before it says so
_log = logging.getLogger("nnlab")
_log.addHandler(logging.NullHandler())  # a page shows sentences; tracebacks are for who asks


class Owner:
    """Makes calls on one thread; use the kernel's own, from `owner`."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._thread: int | None = None
        self._late = False
        self._watchers: list[Callable[[bool], None]] = []

    def call(self, function: Callable, *args: Any) -> None:
        """Call `function(*args)`: now on the owner's own thread, in its turn from another.

        Another thread waits for it, but not for long: the kernel reports "idle" when it returns,
        and only then may a browser send more.
        """
        loop = self.loop
        if loop is None or self.here:
            function(*args)
            return
        done = threading.Event()
        loop.call_soon_threadsafe(self._do, function, args, done)
        if not done.wait(PATIENCE):
            self._tell(not done.is_set())

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

    def _do(self, function: Callable, args: tuple, done: threading.Event) -> None:
        try:
            function(*args)
        except Exception as error:
            _log.error("a live part's callback failed", exc_info=error)
        finally:
            done.set()
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
    >>> owner().call(seen.append, 1)
    >>> seen
    [1]
    """
    global _owner
    if _owner is None:
        _owner = Owner()
    _owner.bind()
    return _owner
