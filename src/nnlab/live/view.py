"""The base of everything live: Python sends numbers and words, the browser paints and reports.

A subclass is an anywidget with one plain ES module beside it, and one CSS file if it needs one::

    class Dial(View):
        _esm = module("dial.js")
        _css = css("dial.css")
        angle = traitlets.Float(0).tag(sync=True, echo_update=False)

and `dial.js` hands `view` a function that is called once for each place where it is shown::

    import { view } from "./view.js";
    export default view(({ root, model, send, change, onPaint }) => {
      onPaint(() => { ... });        // now, after each message from Python, and on a new theme
      change({ angle: 3 });          // a value: the newest wins
      send({ type: "click" });       // an event: none is lost
    });

Events arrive in `on_event` handlers on the owner's thread, in order. An exception in a handler is
shown in the view. Every focusable element of a module needs `data-lm-suppress-shortcuts`, or
JupyterLab takes its arrow keys: `tag` in view.js sets it.
"""

import uuid
from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from nnlab.live.bundle import module
from nnlab.live.owner import owner
from nnlab.live.theme import css

__all__ = ["View", "css", "in_words", "module"]


def in_words(error: BaseException) -> str:
    """An exception as a sentence for the reader.

    >>> in_words(ValueError("w1 needs a number"))
    'w1 needs a number'
    >>> in_words(ZeroDivisionError())
    'ZeroDivisionError'
    """
    words = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    if isinstance(error, ValueError | traitlets.TraitError) and words:
        return words  # ours: written for readers
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


class View(anywidget.AnyWidget):
    """A live picture or control; see the module for how to make one.

    Attributes
    ----------
    text : what it shows now, in words: the text alternative
    error : what went wrong, shown in place; "" hides it
    """

    _esm = "export default { render() {} }"
    _css = css()
    _id = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)
    error = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        name = uuid.uuid4().hex
        super().__init__(model_id=name, _id=name, **traits)
        self._handlers: list[Callable[[dict], None]] = []
        self.on_msg(self._receive)

    def on_event(self, handler: Callable[[dict], None], remove: bool = False) -> None:
        """Call `handler(event)` for each event from the browser (or stop calling it)."""
        if not remove:
            self._handlers.append(handler)
        elif handler in self._handlers:
            self._handlers.remove(handler)

    def event(self, event: dict) -> None:
        """Report an event as the browser would: `view.event({"type": "row", "index": 2})`."""
        owner().event(self._dispatch, event)

    def png(self) -> bytes | None:
        """The picture as a PNG, where there is one."""
        return None

    def _receive(self, _view: Any, content: Any, _buffers: Any) -> None:
        if isinstance(content, dict) and isinstance(content.get("type"), str):
            self.event(content)

    def _dispatch(self, event: dict) -> None:
        try:
            if self.error:
                self.error = ""
            for handler in list(self._handlers):
                handler(event)
        except Exception as error:
            self.error = in_words(error)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text})"  # no address: a page compares it

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_picture(super()._repr_mimebundle_(**kwargs), self)

    def close(self) -> None:
        """Take it off the page, and out of the kernel."""
        self._handlers = []
        self.on_msg(self._receive, remove=True)
        super().close()


def with_picture(bundle: Any, shown: Any) -> Any:
    """A widget's mime bundle with its short repr, and its picture where there is one."""
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    data = {**data, "text/plain": repr(shown)}
    picture = shown.png()
    if picture is not None:
        data["image/png"] = picture
    return data, metadata
