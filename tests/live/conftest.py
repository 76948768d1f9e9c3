"""What a part sends to the browser, without a browser."""

import pytest

from nnlab.live.part import Box
from nnlab.live.stage import Stage
from tests.live.dial import Dial


class Page:
    """A page that shows these parts: it hears messages, and can send some."""

    def __init__(self, *parts, name="a"):
        self.stage = Stage(Box(parts))
        self.name, self.messages, self.told = name, [], []
        self.stage.send = self._hear
        self.say(0)

    def say(self, number, *items):
        """Send a message; 0 is hello."""
        content = {"from": self.name, "n": number, "items": list(items)}
        content |= {} if number else {"version": self.stage.whole()["version"]}
        self.stage._handle_custom_msg(content, [])

    def _hear(self, message, _buffers=None):
        self.messages.append(message)
        told = [name for values in message.get("set", {}).values() for name in values]
        self.told.append(set(told))  # the traits, of all the parts


@pytest.fixture
def page():
    """`page(part, ...)` opens a page with these parts."""
    opened = []

    def open_page(*parts, **options):
        opened.append(Page(*parts, **options))
        return opened[-1]

    yield open_page
    for each in opened:
        each.stage.close()


@pytest.fixture
def dial():
    return Dial(text="north")
