"""types.d.ts names what Python syncs: neither side knows a value that the other lacks."""

import importlib
import pkgutil
import re

import pytest

from nnlab import Network, live
from nnlab.lessons.prediction import Prediction
from nnlab.live.bundle import HERE
from nnlab.live.network import NetworkView
from nnlab.live.part import Part

TEXT = (HERE / "types.d.ts").read_text(encoding="utf-8")
MODULES = [
    importlib.import_module(f"nnlab.live.{it.name}") for it in pkgutil.iter_modules(live.__path__)
]
FOUND = {it for module in MODULES for it in vars(module).values() if isinstance(it, type)}
KINDS = [it for it in FOUND if issubclass(it, Part) and it.KIND] + [Prediction]


def declared(name):
    """The names of an interface's members; one may be another's by a second name."""
    if same := re.search(rf"export type {name} = (\w+);", TEXT):
        return declared(same[1])
    body = re.search(rf"interface {name}\b[^{{]*\{{(.*?)^}}", TEXT, re.DOTALL | re.MULTILINE)[1]
    while (flat := re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>", "", body)) != body:
        body = flat
    parent = re.search(rf"interface {name} extends (\w+)", TEXT)
    above = declared(parent[1]) if parent and parent[1] != "Values" else set()
    return above | set(re.findall(r"(\w+)\??:", body))


@pytest.mark.parametrize("kind", sorted(KINDS, key=lambda kind: kind.__name__))
def test_a_part_has_the_values_that_its_type_names(kind):
    own = {*kind.class_traits()} - {*Part.class_traits()}
    assert declared(f"{kind.__name__.removesuffix('View')}Values") == own


def test_a_network_s_drawing_has_what_its_type_names():
    assert declared("Drawing") == {*NetworkView(Network([2, 1], "tanh", rng=0)).drawing}


def test_all_parts_share_a_few():
    assert declared("Values") == {*Part.class_traits()}
