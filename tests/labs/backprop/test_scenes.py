"""Operations in scenes; no widget is made."""

import inspect

import pytest

from nnlab import Layer, train_step
from nnlab.labs.backprop import scenes
from nnlab.labs.backprop.scenes import code
from nnlab.labs.backprop.steps import all_steps

pytestmark = pytest.mark.usefixtures("no_widget")
NAMES = ("z", "a", "loss", "d_a", "d_z", "gradient", "bias", "blame", "update")


def test_every_operation_is_in_one_scene_and_the_order_of_the_work_stays(case):
    steps = all_steps(*case, 0.5)
    found = scenes.scenes(steps)
    inside = [step for scene in found for step in scene.steps]
    assert len(inside) == len(steps) and {id(s) for s in inside} == {id(s) for s in steps}
    done = set()
    for scene in found:
        assert {scene.name} <= set(NAMES) and scene.title
        if scene.name in ("gradient", "bias", "blame"):
            assert ("d_z", scene.layer) in done
        if scene.name == "d_z" and scene.layer < len(case[0].layers) - 1:
            assert ("blame", scene.layer + 1) in done
        done.add((scene.name, scene.layer))


def test_what_is_asked_is_the_first_that_turns_out_otherwise(case):
    for scene in scenes.scenes(all_steps(*case, 0.5)):
        asked = scene.asked
        if scene.name not in ("z", "d_a", "gradient", "blame"):
            assert asked is None
            continue
        signs = [step.sign for step in scene.main]
        assert asked in scene.main and asked in scene.shown
        assert len(set(signs)) == 1 or asked.sign != signs[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_of_a_scene_are_the_package_s_own(name):
    lines, at, piece = code(name)
    sources = (Layer._forward, Layer._backward, inspect.unwrap(train_step))
    own = [line for function in sources for line in inspect.getsource(function).splitlines()]
    assert piece in lines[at]
    assert all(any(line.strip() in mine for mine in own) for line in lines)


def test_backward_is_five_clean_lines():
    lines, _, _ = code("d_z")
    assert len(lines) == 5 and lines == code("blame")[0] and max(map(len, lines)) <= 51
