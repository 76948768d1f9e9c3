"""The base of all views: words, errors in place, events in order, a bundle that compares."""

import asyncio
import re

import pytest
import traitlets

from nnlab.live import theme
from nnlab.live.view import View, in_words
from nnlab.pictures import palette


class Dial(View):
    """A view with a picture."""

    angle = traitlets.Float(0).tag(sync=True)

    def png(self):
        return b"\x89PNG"


@pytest.fixture
def dial():
    made = Dial(text="north")
    yield made
    made.close()


def test_the_bundle_has_words_a_picture_and_the_view(dial):
    data, _ = dial._repr_mimebundle_()
    assert data["text/plain"] == "Dial(north)" == repr(dial)
    assert data["image/png"] == b"\x89PNG"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == dial.model_id


def test_a_view_without_a_picture_has_none():
    view = View(text="words")
    assert "image/png" not in view._repr_mimebundle_()[0]
    view.close()


def test_the_browser_can_find_the_model_by_its_id(dial):
    assert dial.get_state("_id") == {"_id": dial.model_id}


def test_events_reach_every_handler_in_order(dial):
    seen = []
    dial.on_event(lambda event: seen.append(("a", event["type"])))
    dial.on_event(lambda event: seen.append(("b", event["type"])))
    dial._handle_custom_msg({"type": "click"}, [])
    dial.event({"type": "key"})
    assert seen == [("a", "click"), ("b", "click"), ("a", "key"), ("b", "key")]


def test_a_handler_can_be_taken_off(dial):
    seen = []
    dial.on_event(seen.append)
    dial.on_event(seen.append, remove=True)
    dial.event({"type": "click"})
    assert seen == []


@pytest.mark.parametrize("content", [None, 3, "click", {}, {"type": 3}, {"id": 1, "kind": "x"}])
def test_other_messages_are_no_events(dial, content):
    seen = []
    dial.on_event(seen.append)
    dial._handle_custom_msg(content, [])
    assert seen == []


def test_an_error_is_shown_in_place_until_the_next_event(dial):
    def fail(event):
        if event["type"] == "bad":
            raise ValueError("The dial has no such place: choose another")

    dial.on_event(fail)
    dial.event({"type": "bad"})
    assert dial.error == "The dial has no such place: choose another"
    dial.event({"type": "good"})
    assert dial.error == ""


def test_in_a_running_loop_events_are_handled_too(dial):
    async def test():
        seen = []
        dial.on_event(seen.append)
        dial._handle_custom_msg({"type": "click"}, [])
        assert seen == [{"type": "click"}]

    asyncio.run(test())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("X has 3 columns: give it 2"), "X has 3 columns: give it 2"),
        (KeyError("w3"), "KeyError: w3"),
        (IndexError("out of range"), "IndexError: out of range"),
        (ValueError(), "ValueError"),
    ],
)
def test_errors_become_sentences(error, words):
    assert in_words(error) == words


def test_a_closed_view_is_gone():
    from ipywidgets.widgets.widget import _instances

    before = set(_instances)
    view = Dial(text="north")
    assert len(_instances) > len(before)
    view.layout.close()
    view.close()
    assert set(_instances) == before


def test_every_colour_in_the_style_sheets_comes_from_the_palette():
    sheets = [path.read_text() for path in theme._HERE.glob("*.css")]
    assert sheets
    for sheet in sheets:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", sheet)
    known = set(re.findall(r"--nnlab-[a-z0-9-]+(?=:)", palette.css() + "".join(sheets)))
    for sheet in sheets:
        for name, fallback in re.findall(r"var\((--nnlab-[a-z0-9-]+)(,)?", sheet):
            assert name in known or fallback, name


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
