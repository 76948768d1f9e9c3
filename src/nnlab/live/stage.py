"""One widget a lab: a stage shows parts, and passes on what they and a page tell each other.

The way of a slider's move, from browser to pixels::

    1  slider.js  set           snaps the value and shows it
    2  wire.js    flush         one message in flight; the newest value wins
    3  stage.py   _receive      on whatever thread the kernel uses: into the inbox
    4  stage.py   _take_inbox   on the owner's thread: validated; observers hear of it
    5  lab.py     change        writes it into the reader's object
    6  lab.py     draw          asks the lab's own file for pictures and panels, then for words
    7  stage.py   flush         what has changed, as a message; the lab's before its words
    8  wire.js    take          pictures now, the rest after the frame
    9  plane.js   paint

Before a page has said *hello* nobody hears messages, but front ends and nbclient keep the state: so
a change goes as the whole `state` then, and later as what has changed. Every value that the browser
sets goes back to all pages as Python has it, so Python wins, and two tabs agree. Events arrive in
order on the owner's thread; an exception in a handler is shown in the part, and logged.

One owner per kernel: in ipykernel 7 a widget's messages may arrive on another thread (a "subshell")
while a cell, or a training task, computes on the main one. Two threads in the same arrays would
show numbers that never were. So whatever a live view does to a reader's object goes through
`owner`: on the main thread a call is made at once, from elsewhere by its event loop as soon as that
is free, in order. There is no thread of our own: Pyodide has none. Without a running event loop
(pytest) everything is called straight through.
"""

import asyncio
import logging
import threading
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import anywidget
import traitlets

from nnlab.live import bundle, theme, wire

__all__ = ["PATIENCE", "Owner", "Stage", "owner"]

PATIENCE = 0.25  # seconds that a foreign thread waits for the owner before it says so
_log = logging.getLogger("nnlab")
_log.addHandler(logging.NullHandler())  # a page shows sentences; tracebacks are for who asks


class Owner:
    """Makes calls on the main thread; use the kernel's own, from `owner`.

    Attributes
    ----------
    loop : the main thread's event loop, or None
    watchers : called with True when work has to wait for another cell, with False after it; with
        True on the thread that waits: they may send a message and nothing else
    """

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.watchers: set[Callable[[bool], None]] = set()
        self._late = False

    @property
    def here(self) -> bool:
        """Whether this is the owner's thread: what is asked for now is done now."""
        return self.loop is None or threading.current_thread() is threading.main_thread()

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
            for watcher in list(self.watchers):
                watcher(late)


_owner = Owner()


def owner() -> Owner:
    """The kernel's owner; asked for from a cell, it takes that cell's event loop.

    >>> seen = []
    >>> owner().call(seen.append, 1)
    >>> seen
    [1]
    """
    if threading.current_thread() is threading.main_thread():
        try:
            _owner.loop = asyncio.get_running_loop()
        except RuntimeError:
            _owner.loop = None
    return _owner


class Stage(anywidget.AnyWidget):
    """What the browser shows of a tree of parts (see `live.part`); the only widget of a lab.

    Parameters
    ----------
    tree : a `live.part.Box`
    later : kinds of parts that may come into it: the page gets what shows these, and no others
    labs : names of labs whose style sheets it needs
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _id = traitlets.Unicode().tag(sync=True)
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)  # a comm of its own, else
    state = traitlets.Any().tag(sync=True, to_json=lambda _, stage: stage.whole())

    def __init__(self, tree: Any, later: Iterable[str] = (), labs: Iterable[str] = ()) -> None:
        self.tree = tree
        self._shown: dict[str, Any] = {}  # the parts, by id
        self._dirty: dict[Any, set[str]] = {}  # their traits that are to be sent
        self._holds = 0
        self._heard = False  # whether a page has said hello
        self._version = 0  # of what it shows: how many messages have gone out
        self._inbox: list[list] = []
        self._numbers: dict[str, int] = {}  # of each page's last message in the inbox
        self._acks: dict[str, int] = {}  # of those that are dealt with, to be answered
        self._lock = threading.Lock()
        self._attach()
        self._kinds = {part.KIND for part in self._shown.values()} | set(later)
        name, kinds = uuid.uuid4().hex, frozenset(self._kinds)
        module, sheet = bundle.packed(kinds), theme.css(kinds, frozenset(labs))
        # A page keeps one sheet for each of these names; the last to come replaces it.
        place = f"nnlab-{zlib.crc32(sheet.encode()):08x}"
        super().__init__(model_id=name, _id=name, _esm=module, _css=sheet, _anywidget_id=place)
        self.on_msg(self._receive)
        owner().watchers.add(self._wait)

    def whole(self) -> dict[str, Any]:
        """All that a page needs to begin: what each part shows, and where it stands."""
        return self._described(self._shown.values()) | {"version": self._version}

    def rearrange(self) -> None:
        """Show the tree as it is now: with other parts, or in another order."""
        new = self._attach()
        unknown = {part.KIND for part in new} - self._kinds
        if unknown:
            raise ValueError(
                f"a stage learns {', '.join(unknown)} only at first: name it in later="
            )
        self._out(self._described(new))

    def touch(self, part: Any, names: Iterable[str]) -> None:
        """These traits of a part have changed: send them, with all that changes in this hold."""
        self._dirty.setdefault(part, set()).update(names)
        if not self._holds:
            self.flush()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Send what changes inside as one message, but for what is flushed before the end."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            if not self._holds:
                self.flush()

    def flush(self) -> None:
        """Send what has changed until now."""
        changed = [(part, names) for part, names in self._dirty.items() if part.id in self._shown]
        message = {"set": {part.id: part.snapshot(names) for part, names in changed}}
        acks, self._acks, self._dirty = self._acks, {}, {}
        if changed or acks:
            self._out(message | ({"ack": acks} if acks else {}))

    def close(self) -> None:
        """Take it off the page, and out of the kernel."""
        for part in self._shown.values():
            part.stages.discard(self)
        self._shown, self._dirty = {}, {}
        self.on_msg(self._receive, remove=True)
        owner().watchers.discard(self._wait)
        super().close()

    # Down

    def _described(self, parts: Iterable[Any]) -> dict[str, Any]:
        described = {
            part.id: {"kind": part.KIND, "picture": part.PICTURE, "values": part.snapshot()}
            for part in parts
        }
        return {"parts": described, "tree": self.tree.described()}

    def _attach(self) -> list[Any]:
        """Listen to the parts of the tree, and to no others; returns the new ones."""
        before, self._shown = self._shown, {part.id: part for part in self.tree.parts()}
        for part in before.values():
            part.stages.discard(self)
        for part in self._shown.values():
            part.stages.add(self)
        return [part for id_, part in self._shown.items() if id_ not in before]

    def _out(self, message: dict[str, Any]) -> None:
        """A message to the pages; where none has said hello yet, the state."""
        self._version += 1
        if self._heard:
            self.send(*wire.split(message))
        elif self.comm is not None:
            self.send_state("state")

    def _wait(self, late: bool) -> None:
        if self._heard:
            self.send({"waiting": late})  # a message and no more: this may be another thread

    # Up

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """A message from a page: perhaps on a subshell's thread, so it only fills the inbox."""
        if not (isinstance(content, dict) and isinstance(content.get("items"), list)):
            return
        self._heard = True
        page, number = str(content.get("from")), content.get("n")
        if not number:  # hello; a page that starts late has missed what came meanwhile
            if content.get("version") != self._version:
                owner().call(lambda: self._out(self.whole()))
            return
        with self._lock:
            self._numbers[page] = number
            for item in content["items"]:
                wire.merge(self._inbox, item)
        owner().call(self._take_inbox)

    def _take_inbox(self) -> None:
        """All that is asked for, in order, and one answer; what an interrupt leaves stays there."""
        with self.hold():
            while item := self._next():
                kind, id_, what = item
                part = self._shown.get(id_)
                if part is not None and kind == "set":
                    self._set(part, what)
                elif part is not None and isinstance(what.get("type"), str):
                    part.dispatch(what)

    def _next(self) -> list | None:
        with self._lock:
            if self._inbox:
                return self._inbox.pop(0)
            self._acks |= self._numbers
            self._numbers = {}
            return None

    def _set(self, part: Any, values: dict[str, Any]) -> None:
        """Values from a page: validated as any other. It hears what Python makes of them."""
        known = [name for name in values if part.has_trait(name)]
        part.error = ""
        try:
            with part.hold_trait_notifications():
                for name in known:
                    setattr(part, name, values[name])
        except traitlets.TraitError as error:
            part.error = str(error)
        part.tell(*known)
