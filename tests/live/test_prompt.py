"""The server extension, with a server that is none."""


def test_the_server_extension_sends_at_once_whatever_the_connection():
    from nnlab.live import prompt

    class Handler:
        ws_connection = object()
        nodelay = False

        def set_nodelay(self, value):
            self.nodelay = value

    class Connection:
        websocket_handler = Handler()

        def connect(self):
            return "connected"

    class Server:
        class web_app:  # noqa: N801
            settings = {"kernel_websocket_connection_class": Connection}

    assert prompt._jupyter_server_extension_points() == [{"module": prompt.__name__}]
    prompt._load_jupyter_server_extension(Server)
    made = Server.web_app.settings["kernel_websocket_connection_class"]()
    assert isinstance(made, Connection)
    assert made.connect() == "connected"
    assert Handler.nodelay is False and made.websocket_handler.nodelay is True
    made.websocket_handler.ws_connection = None
    assert made.connect() == "connected"
