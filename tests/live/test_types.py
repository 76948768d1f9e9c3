"""types.d.ts names what Python syncs: neither side knows a value that the other lacks."""

import re

import pytest

from nnlab import Network
from nnlab.lessons.prediction import Prediction
from nnlab.live.bundle import HERE
from nnlab.live.cases import Cases
from nnlab.live.choice import Choice
from nnlab.live.curve import Curve
from nnlab.live.film import Film
from nnlab.live.network import NetworkView
from nnlab.live.panel import Panel
from nnlab.live.part import Part
from nnlab.live.pixels import Pixels
from nnlab.live.plane import Plane
from nnlab.live.relief import Relief
from nnlab.live.slider import Slider
from nnlab.live.squares import Squares

TEXT = (HERE / "types.d.ts").read_text(encoding="utf-8")


def declared(name):
    """The names of an interface's members."""
    body = re.search(rf"interface {name}\b[^{{]*\{{(.*?)^}}", TEXT, re.DOTALL | re.MULTILINE)[1]
    while (flat := re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>", "", body)) != body:
        body = flat
    return set(re.findall(r"(\w+)\??:", body))


@pytest.mark.parametrize(
    "kind",
    [Cases, Choice, Curve, Film, NetworkView, Panel, Pixels, Plane, Prediction, Slider]
    + [Relief, Squares],
)
def test_a_part_has_the_values_that_its_type_names(kind):
    name = {NetworkView: "Network"}.get(kind, kind.__name__)
    own = {*kind.class_traits()} - {*Part.class_traits()}
    assert declared(f"{name}Values") == own


def test_a_network_s_drawing_has_what_its_type_names():
    assert declared("Drawing") == {*NetworkView(Network([2, 1], "tanh", rng=0)).drawing}


def test_all_parts_share_a_few():
    assert declared("Values") == {*Part.class_traits()}
