"""The falling sheet as an object: what it sends, and that its painters get the same."""

from nnlab import Network
from nnlab.datasets import make_gate
from nnlab.live.sheet import SheetView
from nnlab.pictures.sheet import sheet

X, Y = make_gate("xor")


def test_what_it_shows_is_its_marks_and_a_change_is_one_message(page):
    network = Network([2, 2, 1], "tanh", rng=0)
    marks = sheet(network, X, Y[:, 0])
    view = SheetView("slider7", **marks)
    assert view.marks == marks and view.slider == "slider7"
    told = page(view).told
    view.show(**sheet(network, X, Y[:, 0], fold=0.5))
    assert told == [{"fold"}]  # where it is on its way costs a number
    network.parameters[0] += 1
    view.show(**sheet(network, X, Y[:, 0], fold=0.5), falls=1)
    assert len(told) == 2 and {"image", "fields", "falls"} <= told[1]
    assert len(view.image) + len(view.fields) < 24_000
    view.close()


def test_a_chosen_point_is_reported():
    view, heard = SheetView(), []
    view.on_event(heard.append)
    view.event({"type": "point", "index": 2})
    assert heard == [{"type": "point", "index": 2}]
    view.close()
