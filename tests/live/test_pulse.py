"""The film's drawing as an object: what it sends, what it reports."""

import pytest

from nnlab import Network
from nnlab.live.pulse import PulseView

NETWORK = Network([2, 2, 1], "sigmoid", rng=0)


@pytest.fixture
def view():
    view = PulseView()
    view.show(NETWORK, a=[1, 0, 0.5, 0.5, 0.5], text="A network", step=3)
    yield view
    view.close()


def test_it_shows_all_in_one_message(view, page):
    sent = page(view).told
    view.show(
        NETWORK, a=[1, 0, 0.6, 0.5, 0.5], step=4, pulses=[{"link": 6, "size": 1}], playing=True
    )
    assert len(sent) == 1 and {"step", "pulses", "nodes", "playing"} <= set(sent[0])
    assert view.marks["nodes"][2]["text"] == "0.60" and view.step == 4


def test_it_reports_what_has_landed(view):
    heard = []
    view.on_event(heard.append)
    view.event({"type": "landed", "step": 3})
    assert heard == [{"type": "landed", "step": 3}]


def test_what_does_not_fit_is_refused(view):
    with pytest.raises(ValueError, match="5 nodes"):
        view.show(NETWORK, a=[1])
    assert view.step == 3
