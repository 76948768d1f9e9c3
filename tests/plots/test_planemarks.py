"""The plane's marks on paper: what each of them puts there."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from nnlab.pictures.geometry import line_geometry
from nnlab.pictures.palette import LIGHT, field_ends
from nnlab.pictures.plane import plane
from nnlab.plots.paint import paint_plane
from nnlab.plots.planemarks import CROWD
from tests.plots.reading import drawn, texts

BOUNDS = (-0.75, 1.75, -0.75, 1.75)
X, AND = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), [0, 0, 0, 1]
LINE = line_geometry([1, 1], -0.5, BOUNDS, avoid=X)


def painted(ax, inside=True, **shown):
    return paint_plane(ax, plane(bounds=BOUNDS, **shown), inside=inside)


def test_axes_inside_have_no_frame_and_their_numbers_in_the_picture(ax):
    painted(ax, X=X, classes=AND)
    assert not any(spine.get_visible() for spine in ax.spines.values())
    assert sorted(texts(ax)) == ["0", "0", "1", "1", "x₁", "x₂"] and ax.get_xlabel() == ""


def test_contours_are_fine_lines_of_paper(ax):
    segments = [[[0, 0], [1, 1]], [[0, 1], [1, 0]]]
    painted(ax, contours=segments)
    (fine,) = ax.collections
    assert [segment.tolist() for segment in fine.get_segments()] == segments
    assert fine.get_alpha() < 0.5


@pytest.mark.parametrize("how, alpha", [({"dotted": True}, 0.7), ({"faint": 0.3}, 0.3), ({}, 1)])
def test_ghosts_are_seen_through_and_borders_are_cased(ax, how, alpha):
    painted(ax, curves=[{"points": [[0, 0], [1, 1]], **how}])
    (line,) = ax.lines
    assert bool(line.get_path_effects()) == (not how)
    assert (line.get_alpha() or 1) == pytest.approx(
        {"dotted": 0.7, "faint": 0.3}.get(*how, 1) if how else 1
    )


@pytest.mark.parametrize("chosen, labels", [(None, 2), (0, 1)])
def test_of_several_lines_the_chosen_one_alone_has_words(ax, chosen, labels):
    lines = [LINE | {"label": name, "selected": k == chosen} for k, name in enumerate("ab")]
    painted(ax, lines=lines)
    assert len({"a", "b"} & set(texts(ax))) == labels


def test_hollow_and_selected_points_and_values(ax):
    painted(ax, X=X, classes=AND, hollow=[0, 0, 0, 1], values=["0.1", "", "", "0.9"], selected=0)
    hollow = next(line for line in ax.lines if line.get_label() == "_hollow")
    assert hollow.get_markerfacecolor() == LIGHT["paper"]
    assert hollow.get_markeredgecolor() == LIGHT["point-positive"]
    assert {"0.1", "0.9"} <= set(texts(ax))
    assert any(line.get_marker() == "s" for line in ax.lines)


def test_the_focus_is_one_large_point_with_words(ax):
    painted(ax, X=X, classes=AND, focus={"index": 3, "text": "called $1"})
    assert drawn(ax, "focus").tolist() == [[1, 1]] and "called $1" in texts(ax)


def test_a_crowd_has_rings_alone(ax):
    many = np.random.default_rng(0).uniform(0, 1, (CROWD + 1, 2))
    painted(ax, X=many, classes=np.zeros(len(many), int), wrong=np.ones(len(many), bool))
    assert "✗" not in texts(ax) and len(drawn(ax, "wrong")) == len(many)


@pytest.mark.parametrize("side, end", [(1, 2), (-1, 0)])
def test_what_is_going_to_be_of_another_side_is_striped(ax, side, end):
    painted(ax, curves=[{"points": [[0, 0], [1, 0], [1, 1]], "side": side}])
    (pale,) = ax.patches
    tint, field, paper = (
        np.array(to_rgb(c)) for c in (pale.get_facecolor(), field_ends(LIGHT)[end], LIGHT["paper"])
    )
    assert np.abs(tint - (0.34 * field + 0.66 * paper)).max() < 0.01 and not ax.lines
    assert pale.get_hatch()
