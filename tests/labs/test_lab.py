"""The base of all labs, tried with a lab of its own: undo, errors, cells, nothing left behind."""

import asyncio
import gc
import threading
import weakref

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances

from nnlab import Layer, Network, Neuron, labs
from nnlab.core import checks
from nnlab.datasets import make_gate
from nnlab.labs import cells
from nnlab.labs import undo as module
from nnlab.labs.controls import Offer, attribute
from nnlab.labs.lab import Lab
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider


class Toy:
    """An object of a reader's: numbers in place, and a word."""

    def __init__(self):
        self.w = np.array([1.0, 2.0])
        self.bend = "step"


class ToyLab(Lab):
    """A view of a toy."""

    TOPIC, GOAL = "Toys", "ToyLab"
    PARTS = ("picture", "sliders", "bend")

    def __init__(self, toy, *, show=None, size=None):
        super().__init__(show=show, size=size)
        self.toy, self.draws, self.reads, self.fail_in_draw = toy, 0, 0, None
        self.keep(toy, "w", "bend")
        sliders = [
            self.control(
                name,
                Slider(name, toy.w[k]),
                read=lambda k=k: toy.w[k],
                write=lambda value, k=k: self.write(k, value),
                part="sliders",
            )
            for k, name in enumerate(["w1", "w2"])
        ]
        offer = Offer({"step": "step", "tanh": "tanh"})
        bend = self.choice("bend", "bend", offer, **attribute(toy, "bend"))
        actions = {"double": lambda event: self.double(), "place": lambda event: None}
        self.picture = self.panel("picture", lambda: str(toy.w), actions)
        self.build(picture=[self.picture], rail=[sliders, bend])

    def write(self, k, value):
        self.toy.w[k] = value
        if value == 4:
            raise ValueError("w1 may not be 4: take another number")
        if value == 5:
            raise KeyboardInterrupt

    def double(self):
        self.toy.w *= 2

    def _read(self):
        self.reads += 1
        checks.need(np.isfinite(self.toy.w).all(), "the weights are not finite: undo")

    def _draw(self):
        self.draws += 1
        if self.fail_in_draw == self.draws:
            raise KeyboardInterrupt

    def _describe(self):
        return f"w is {self.toy.w.tolist()}, {self.toy.bend}"


@pytest.fixture(scope="module", autouse=True)
def collected():
    """No widget of an earlier file's goes while we count ours."""
    gc.collect()


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No labs but ours, whatever other tests left open."""
    monkeypatch.setattr(cells, "open_labs", {})


@pytest.fixture
def toy():
    return Toy()


@pytest.fixture
def lab(toy):
    made = ToyLab(toy)
    yield made
    made.close()


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes when it is told to."""
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def agree(lab):
    """What is shown and what is stored are the same."""
    assert [lab.controls[name].value for name in ("w1", "w2")] == lab.toy.w.tolist()
    assert lab.controls["bend"].value == lab.toy.bend
    assert lab.picture.html == str(lab.toy.w)
    assert lab.toy.bend in lab.page.sentence.html
    return True


def test_turning_a_control_turns_the_object(lab, toy):
    memory = toy.w
    lab.controls["w1"].value = 3
    lab.controls["bend"].value = "tanh"
    assert toy.w is memory and toy.w.tolist() == [3, 2] and toy.bend == "tanh"
    assert agree(lab)
    assert repr(lab) == "ToyLab(w is [3.0, 2.0], tanh)"


def test_one_move_is_drawn_once(lab):
    before = lab.draws
    lab.controls["w1"].value = 3
    assert lab.draws == before + 1


def test_a_move_costs_one_copy_of_the_state_and_one_reading(lab, monkeypatch):
    copies = []
    copy = lab._undo.state
    monkeypatch.setattr(lab._undo, "state", lambda: copies.append(1) or copy())
    before = lab.reads
    lab.controls["w1"].value = 3
    assert len(copies) == 1 and lab.reads == before + 1


def test_a_step_for_undo_holds_only_what_has_changed(lab):
    lab.controls["bend"].value = "tanh"
    assert lab._undo.past == [{"bend": "step"}]


def test_a_change_made_in_another_cell_meanwhile_is_not_part_of_a_move(lab, toy, clock):
    toy.w[1] = 7  # not drawn yet
    lab.controls["bend"].value = "tanh"
    lab.undo()
    assert toy.w[1] == 7 and toy.bend == "step"


def test_two_labs_on_one_object_agree_at_once(lab, toy):
    other = ToyLab(toy)
    lab.controls["w1"].value = 3
    assert other.controls["w1"].value == 3 and agree(other)
    lab.undo()
    assert other.controls["w1"].value == 1 and agree(other)
    other.close()


def test_a_word_of_the_reader_s_own_joins_the_choice(lab, toy):
    toy.bend = "wave"
    cells.after_cell(None)
    assert lab.controls["bend"].options == ["step", "tanh", "wave"] and agree(lab)
    lab.controls["bend"].value = "step"
    lab.controls["bend"].value = "wave"
    assert toy.bend == "wave"


def test_to_ask_records_nothing_and_a_change_does(lab, toy, monkeypatch):
    kept = []
    monkeypatch.setattr(lab, "_record", lambda: kept.append(toy.w[0]))
    lab.describe(), repr(lab), lab.draw()
    assert not kept
    lab.controls["w1"].value = 3
    toy.w[0] = 4
    cells.after_cell(None)
    assert kept == [3, 4]


def test_a_move_writes_its_own_control_only(lab, toy):
    toy.w[1] = 0.1 + 0.2  # more than a slider shows
    lab.controls["w1"].value = 3
    assert toy.w[1] == 0.1 + 0.2


def test_every_change_can_be_undone_and_done_again(lab, toy, clock):
    lab.controls["w1"].value = 3
    lab.controls["bend"].value = "tanh"
    lab.picture.event({"type": "double"})
    states = [lab.describe()]
    for _ in range(3):
        lab.undo()
        assert agree(lab)
        states.append(lab.describe())
    assert states == [
        "w is [6.0, 4.0], tanh",
        "w is [3.0, 2.0], tanh",
        "w is [3.0, 2.0], step",
        "w is [1.0, 2.0], step",
    ]
    for expected in reversed(states[:-1]):
        lab.redo()
        assert lab.describe() == expected and agree(lab)


def test_undo_without_a_change_does_nothing(lab):
    before = lab.describe()
    lab.undo()
    lab.redo()
    assert lab.describe() == before
    assert lab._header.html.count('aria-disabled="true"') == 3  # undo, redo, to the beginning


def test_back_to_the_beginning_is_one_step_that_can_be_undone(lab, toy, clock):
    for value in (2.0, 2.5, 3.0):
        clock[0] += 10
        lab.controls["w1"].value = value
    lab._header.event({"type": "begin"})
    assert toy.w[0] == 1.0
    lab.undo()
    assert toy.w[0] == 3.0


def test_a_drag_is_one_step(lab, clock):
    for value in (2, 3, 3.5):
        clock[0] += 0.5
        lab.controls["w1"].value = value
    lab.undo()
    assert lab.toy.w[0] == 1
    lab.redo()
    assert lab.toy.w[0] == 3.5


def test_after_a_pause_it_is_another_step(lab, clock):
    lab.controls["w1"].value = 2
    clock[0] += 1.5
    lab.controls["w1"].value = 3
    lab.undo()
    assert lab.toy.w[0] == 2


def test_another_control_is_another_step(lab, clock):
    lab.controls["w1"].value = 3
    lab.controls["w2"].value = 3
    lab.controls["w1"].value = 3.5
    lab.undo()
    assert lab.toy.w.tolist() == [3, 3]


def test_a_move_right_after_undo_is_a_step_of_its_own(lab, clock):
    lab.controls["w1"].value = 2
    lab.controls["w2"].value = 3
    lab.undo()
    lab.controls["w2"].value = 3.5
    lab.undo()
    assert lab.toy.w.tolist() == [2, 2]


def test_a_new_change_clears_what_was_undone(lab, clock):
    lab.controls["w1"].value = 2
    lab.undo()
    lab.controls["w2"].value = 3
    lab.redo()
    assert lab.toy.w.tolist() == [1, 3]


def test_what_changes_nothing_is_no_step(lab):
    lab.listen(lab.picture, {"look": lambda event: None})
    lab.picture.event({"type": "look"})
    assert not lab._undo.past


def test_the_header_reports_undo_and_redo(lab, toy):
    lab.controls["w1"].value = 3
    lab._header.event({"type": "undo"})
    assert toy.w[0] == 1
    lab._header.event({"type": "redo"})
    assert toy.w[0] == 3


def test_an_error_is_shown_and_the_object_stays(lab, toy):
    lab.controls["w1"].value = 4
    assert "not be 4" in lab._header.error
    assert toy.w.tolist() == [1, 2] and agree(lab)
    assert not lab._undo.past
    lab.picture.event({"type": "place"})  # a pointer that passes by wipes nothing
    assert "not be 4" in lab._header.error
    lab.controls["w1"].value = 3
    assert lab._header.error == "" and agree(lab)


def test_an_interrupt_in_a_callback_takes_the_change_back(lab, toy):
    with pytest.raises(KeyboardInterrupt):
        lab.controls["w1"].value = 5
    assert toy.w.tolist() == [1, 2] and agree(lab)
    assert "Interrupted" in lab._header.error


def test_an_interrupt_while_drawing_leaves_picture_and_object_in_step(lab, toy):
    lab.fail_in_draw = lab.draws + 1
    with pytest.raises(KeyboardInterrupt):
        lab.controls["w1"].value = 3
    assert toy.w.tolist() == [1, 2] and agree(lab)
    assert not lab._undo.past  # nothing has changed, so there is nothing to take back
    lab.controls["w1"].value = 3
    assert toy.w[0] == 3 and agree(lab)


def test_an_interrupt_in_undo_leaves_the_history_whole(lab, toy):
    lab.controls["w1"].value = 3
    lab.fail_in_draw = lab.draws + 1
    with pytest.raises(KeyboardInterrupt):
        lab.undo()
    assert toy.w[0] == 3 and agree(lab)
    lab.undo()
    assert toy.w[0] == 1 and agree(lab)


def test_what_a_later_cell_writes_is_drawn_and_can_be_undone(lab, toy):
    toy.w[0] = 7
    cells.after_cell(None)
    assert agree(lab)
    before = lab.draws
    cells.after_cell(None)
    assert lab.draws == before  # nothing new
    lab.undo()
    assert toy.w[0] == 1 and agree(lab)


def test_an_object_that_cannot_be_drawn_is_named_and_undo_leads_back(lab, toy):
    toy.w[0] = np.nan
    cells.after_cell(None)
    assert "not finite: undo" in lab._header.error
    lab.undo()
    assert toy.w[0] == 1 and agree(lab) and lab._header.error == ""


def test_an_object_mended_by_a_cell_is_drawn_again(lab, toy):
    toy.w[0] = np.nan
    cells.after_cell(None)
    toy.w[0] = 6
    cells.after_cell(None)
    assert agree(lab) and lab._header.error == ""


def test_moves_from_another_thread_are_done_on_the_owners_and_the_newest_wins():
    async def test():
        toy = Toy()
        lab = ToyLab(toy)
        where = []
        write = lab.write
        lab.write = lambda k, v: (where.append(threading.get_ident()), write(k, v))

        def drag():
            for value in (2.0, 3.0, 3.5):
                lab.controls["w1"].value = value

        thread = threading.Thread(target=drag)
        thread.start()
        while thread.is_alive():
            await asyncio.sleep(0.005)
        assert set(where) == {threading.get_ident()}
        assert toy.w[0] == 3.5 and agree(lab)
        lab.close()

    asyncio.run(asyncio.wait_for(test(), 20))


def test_a_control_of_no_part_is_refused_not_left_out(toy):
    lab = ToyLab(toy)
    with pytest.raises(ValueError, match="angel.*PARTS of ToyLab"):
        lab.control("angel", Slider("angle", 0), read=lambda: 0.0, write=print)
    lab.close()


@pytest.mark.parametrize("show", [["sliders", "nonsense"], "nonsense", ["w1"]])
def test_an_unknown_part_is_refused_with_the_known_ones(toy, show):
    before = len(_instances)
    with pytest.raises(ValueError, match="picture, sliders, bend"):
        ToyLab(toy, show=show)
    gc.collect()
    assert len(_instances) == before


def test_no_part_at_all_is_refused(toy):
    with pytest.raises(ValueError, match="at least one"):
        ToyLab(toy, show=[])
    for nothing in (3, 1.5, object):
        with pytest.raises(ValueError, match="show= takes"):
            ToyLab(toy, show=nothing)


def test_a_control_shows_the_object_as_it_is_and_none_leaves_it(lab):
    seen = {"value": 2.0, "name": "x", "hidden": False}
    view = Slider("angle", 0.0)
    more = {name: (lambda name=name: seen[name]) for name in ("name", "hidden")}
    lab.control("angle", view, lambda: seen["value"], print, part="sliders", **more)
    lab.draw()
    assert (view.value, view.name, view.hidden) == (2.0, "x", False)
    seen |= {"value": None, "name": None, "hidden": True}
    lab.draw()
    assert (view.value, view.name, view.hidden) == (2.0, "x", True)


def test_a_view_belongs_to_its_part_or_to_none(lab):
    again = ToyLab(lab.toy, show="bend")
    assert again.picture is None and "w1" not in again.controls
    panel = again.panel("", lambda: "always")
    again.draw()
    assert panel.html == "always"
    again.close()


def test_a_picture_shows_what_it_is_given_with_the_words_beside_it(lab):
    plane = lab.view("picture", Plane(probing=False), lambda: {"x_name": str(lab.toy.w[0])})
    lab.controls["w1"].value = 3
    assert plane.x_name == "3.0" and plane.text == lab.describe() and not plane.probing


def test_show_opens_only_what_was_asked_for(toy):
    lab = ToyLab(toy, show=["bend", "picture"])
    assert list(lab.controls) == ["bend"]
    toy.w[0] = 3
    cells.after_cell(None)
    assert lab.picture.html == str(toy.w)
    lab.close()


def test_presenter_size_is_a_class_and_others_are_refused(toy):
    lab = ToyLab(toy, size="presenter")
    assert "nnlab-presenter" in lab.tree.classes.split()
    lab.close()
    with pytest.raises(ValueError, match="presenter"):
        ToyLab(toy, size="huge")


def test_its_bundle_has_words_and_view(lab):
    data, _ = lab._repr_mimebundle_()
    assert data["text/plain"] == "ToyLab(w is [1.0, 2.0], step)"
    assert "application/vnd.jupyter.widget-view+json" in data


def test_its_picture_is_a_png(lab, monkeypatch):
    from matplotlib.figure import Figure

    monkeypatch.setattr(lab, "_figure", Figure)
    assert lab._repr_mimebundle_()[0]["image/png"].startswith(b"\x89PNG")


def test_closing_leaves_nothing_behind(toy):
    before = set(_instances)
    lab = ToyLab(toy, show=["sliders"])
    lab._repr_mimebundle_()
    assert len(set(_instances) - before) == 1  # one comm a lab
    lab.controls["w1"].value = 3
    slider = lab.controls["w1"]
    lab.close()
    assert set(_instances) == before
    assert not cells.open_labs
    lab.close()  # twice does no harm
    slider.value = 1
    lab.undo()
    assert toy.w[0] == 3  # and a closed lab changes nothing
    gone = weakref.ref(lab)
    del lab, slider
    gc.collect()
    assert gone() is None


def test_a_closed_lab_that_a_name_still_holds_keeps_no_stage_and_nothing_of_its_views(toy):
    lab = ToyLab(toy)
    lab._repr_mimebundle_()

    def shown():
        return {}

    lab.view("picture", Plane(), shown)
    kept = [weakref.ref(lab.stage), weakref.ref(shown)]
    del shown
    lab.close()
    gc.collect()
    assert [each() for each in kept] == [None, None] and repr(lab) == "ToyLab(closed)"


CURVE = Network([1, 2, 1], ["relu", "identity"], rng=0), [[0.0], [1.0]], [[0.0], [1.0]]
NET = Network([2, 2, 1], "sigmoid", rng=0)


EACH = {
    "ActivationLab": (),
    "NeuronLab": (Neuron([1.0, 1.0], -0.5, "step"), *make_gate("or")),
    "DecisionLab": (Neuron([1.0, 1.0, 1.0], -0.5, "step"),),
    "MistakeLab": (Neuron([0.0, 0.0], 0.0, "step"), *make_gate("and")),
    "PixelLab": (Neuron([2.0, -1.0, 0.0, 0.0]), [[1.0, 0.0, 0.0, 0.0]], [[1.0]]),
    "LayerLab": (Layer(2, 2, "step", rng=0), *make_gate("xor")),
    "CurveLab": CURVE,
    "NetworkLab": (NET, *make_gate("xor")),
    "CliffLab": (Network([1, 1], "identity", rng=0), [[1.0]], [[0.0]]),
    "LossLab": (NET, *make_gate("xor")),
    "BackpropLab": (NET, [1.0, 0.0], [1.0]),
    "TrainingLab": (NET, *make_gate("xor")),
    "DigitLab": (Network([64, 2, 10], ["tanh", "identity"], rng=0), np.eye(64)[:9], np.eye(10)[:9]),
    "LotteryLab": make_gate("xor"),
    "Playground": (),
}
OF_EACH = pytest.mark.parametrize("name, given", EACH.items())


@OF_EACH
def test_a_lab_ships_at_most_120_kB(name, given):
    lab = getattr(labs, name)(*given)
    sent = len(lab.stage._esm.encode()) + len(lab.stage._css.encode())
    lab.close()
    assert sent <= 120_000


@OF_EACH
def test_the_code_of_each_lab_keeps_its_parts_and_its_size(name, given):
    kind = getattr(labs, name)
    with_defaults, chosen = kind(*given), kind(*given, show=kind.PARTS[0], size="presenter")
    assert ", show=" not in with_defaults.as_code() and ", size=" not in with_defaults.as_code()
    assert f"show={[kind.PARTS[0]]!r}, size='presenter')" in chosen.as_code()
    with_defaults.close()
    chosen.close()
