"""Whatever a reader does in the lab, in whatever order: picture, words and objects agree."""

import html
import json
import random
import re

import numpy as np
import pytest

from nnlab import Adam
from nnlab.labs import Playground
from nnlab.labs.playground import pictures
from nnlab.labs.training.words import epoch_name
from nnlab.live.panel import Panel
from nnlab.live.select import Select
from nnlab.live.textbox import TextBox
from nnlab.pictures.field import WEAK, field_bytes
from nnlab.pictures.geometry import sample_plane
from tests.labs.playground.test_model import agrees

TABLES = ["0,0,0\n1,1,1\n2,0,1", "1,2\n3,oops", "", "200,4000,0\n190,5000,1\n210,3900,2"]
BUTTON = re.compile(r'<button type="button"([^>]*)data-event="([^"]*)"([^>]*)>')
ARROWS = ["drag", "nudge", "end"]


def buttons(lab):
    """What can be pressed: each part with an event of its own."""
    found = []
    for part in lab.tree.parts():
        for before, event, after in BUTTON.findall(getattr(part, "html", "") or ""):
            if "aria-disabled" not in before + after:
                found.append((part, json.loads(html.unescape(event))))
    return found


def by_control(lab, chance):
    """Another value of a select or a slider."""
    seen = [it for it in lab.controls.values() if not it.hidden]
    control = chance.choice(seen)
    if isinstance(control, Select):
        control.value = chance.choice(control.options)
    else:
        low, high = control.minimum, control.maximum
        control.value = low + chance.random() * (high - low)


def by_hand(lab, chance):
    """Something in the plane, in the diagram or in the curve."""
    x0, x1, y0, y1 = lab.model.bounds
    x, y = chance.uniform(x0, x1), chance.uniform(y0, y1)
    point = {"index": chance.randrange(len(lab.map.points) + 2)}
    node = f"n{chance.randrange(sum(lab.network.sizes) + 1)}"
    k = chance.randrange(lab.network.n_parameters)
    events = [
        (lab.map, {"type": "place", "x": x, "y": y}),
        (lab.map, {"type": "leave"}),
        (lab.map, {"type": "add", "x": x, "y": y}),
        (lab.map, {"type": "turn", **point}),
        (lab.map, {"type": "remove", **point}),
        (lab.map, {"type": "carry", **point, "x": x, "y": y, "phase": "end"}),
        (lab.diagram, {"type": "look", "part": chance.choice([node, ""])}),
        (lab.diagram, {"type": "choose", "part": chance.choice([node, f"p{k}"])}),
        (lab.diagram, {"type": "edit", "part": f"p{k}", "index": k, "value": x, "phase": "set"}),
        (lab.curve, {"type": "nudge", "steps": chance.choice([-3, 1])}),
        (lab.curve, {"type": "end", "to": chance.choice(["first", "last"])}),
    ]
    part, event = chance.choice(events)
    part.event(event)


def by_cell(lab, chance):
    """What another cell may do."""
    kind = chance.randrange(5)
    if kind == 0:
        lab.training.optimizer = Adam(0.02)
    elif kind == 1:
        lab.network.parameters[...] *= 1.1
    elif kind == 2:
        lab.training.batch_size = None
    elif kind == 3:
        lab.set(noise=chance.choice([0, 0.3]))
    else:
        lab.network.layers[0].activation = "relu" if len(lab.network.layers) > 1 else "sigmoid"
    lab._sync()


def trained(lab, chance):
    """Some slices, as the runner calls them, or epochs at once."""
    if chance.random() < 0.5 or not len(lab.model.X):
        lab.advance(chance.randrange(1, 30))
        return
    lab.model.start()
    lab.model.slice()
    lab.draw()
    lab.model.stop()
    lab.draw()


def texts(lab, chance):
    """A table or a text is given."""
    boxes = [it for it in lab.tree.parts() if isinstance(it, TextBox) and not it.fixed]
    box = chance.choice(boxes)
    box.event({"type": "take", "value": chance.choice([*TABLES, lab.save(), lab.save()[:-5]])})


def pressed(lab, chance):
    """A button, any of those that are on; to run needs a kernel."""
    part, event = chance.choice(buttons(lab))
    if event["type"] != "run":
        part.event(event)


ACTIONS = [pressed, pressed, pressed, by_control, by_hand, by_hand, trained, by_cell, texts]
ACTIONS += [lambda lab, _: lab.undo(), lambda lab, _: lab.redo()]


def check(lab):
    """The picture is what the network says, the words are what it is."""
    model = lab.model
    agrees(model)
    assert lab.training is model.training and lab.network is model.network
    drawn, cells = lab.map, pictures.CELLS[False]
    told = [part.words for part in lab.tree.parts() if isinstance(part, Panel)]
    assert any(f"epoch {epoch_name(model.live.position)}" in each for each in told) or (
        model.live.end == "diverged"
    )
    assert "-".join(map(str, lab.network.sizes)) in lab.describe()
    assert lab.curve.marker["x"] == model.live.position
    assert (
        lab.controls["task"].value == {"classes": "classes", "numbers": "values"}[model.kind.task]
    )
    assert lab.controls["noise"].value == pytest.approx(model.plan.noise)
    assert lab.controls["loss"].value == model.plan.loss
    assert lab.controls["optimizer"].value == model.plan.optimizer
    assert tuple(lab.diagram.drawing["sizes"]) == lab.network.sizes
    shown = len(model.X) + (len(model.X_test) if lab._on["tests"] else 0)
    assert len(drawn.points) == len(range(0, shown, -(-shown // pictures.MOST) or 1))
    if model.n_classes < 3 and not lab._node and not lab._on["hard"]:
        with np.errstate(all="ignore"):
            said = model.answers(sample_plane(model.bounds, cells))[:, 0]
        assert bytes(drawn.field) == field_bytes(said, model.middle, model.spread, WEAK).tobytes()


def play(seed, actions, monkeypatch):
    monkeypatch.setattr(pictures, "CELLS", {True: 6, False: 9})
    chance, lab = random.Random(seed), Playground()
    for _ in range(actions):
        lab.last_error = None
        chance.choice(ACTIONS)(lab, chance)
        known = (ValueError, IndexError)
        assert lab.last_error is None or isinstance(lab.last_error, known), lab.last_error
        check(lab)
    lab.close()


@pytest.mark.parametrize("seed", range(3))
def test_any_actions_leave_picture_words_and_object_in_agreement(seed, monkeypatch):
    play(seed, 60, monkeypatch)


@pytest.mark.once
@pytest.mark.parametrize("seed", range(100, 110))
def test_five_thousand_actions(seed, monkeypatch):
    play(seed, 500, monkeypatch)
