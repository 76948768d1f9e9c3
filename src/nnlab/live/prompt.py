"""A small extension of the Jupyter server: kernel messages leave at once.

A kernel answers a slider with a short "busy" and then with the picture. With TCP's default (Nagle,
RFC 896) the picture waits until the browser has acknowledged "busy", and a browser on the same
machine takes its time: about 40 ms, more than everything else on the way. Setting TCP_NODELAY on
the kernel's websocket ends the wait, for these labs and for every other widget.

A lab's few messages a change don't make it needless: without it NeuronLab took 1.85 times as long
from key to pixels (76 ms against 41, medians of 40 keys each, in turns on one busy machine):
`python benchmarks/live_view.py --prompt`.

Installed with the package through `etc/jupyter/jupyter_server_config.d/nnlab.json`; where a server
does not load it, everything works, 40 ms later.
"""

from typing import Any


def prompt(connection: type) -> type:
    """The connection's class, with a socket that does not collect small messages."""

    class PromptConnection(connection):
        def connect(self) -> Any:
            handler = self.websocket_handler
            if handler.ws_connection is not None:  # else the page has gone already
                handler.set_nodelay(True)
            return super().connect()

    return PromptConnection


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "nnlab.live.prompt"}]


def _load_jupyter_server_extension(server: Any) -> None:
    settings = server.web_app.settings
    settings["kernel_websocket_connection_class"] = prompt(
        settings["kernel_websocket_connection_class"]
    )
