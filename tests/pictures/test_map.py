"""A map's marks: who wins where and how sure it is, and points that keep their order."""

import numpy as np
import pytest

from nnlab.pictures.map import map_marks, mosaic_image
from nnlab.pictures.palette import LIGHT, rgb

X = [[0, 1], [0, 1], [2, 0]]


def test_each_point_is_a_row_of_its_own_in_its_place():
    rows = map_marks(X=X, classes=[1, 1, 0], hollow=[0, 0, 1])["points"]
    twin = [0, 1, 1, False, 1, False]
    assert rows == [twin, twin, [2, 0, 0, False, 1, True]]


def test_a_class_that_has_no_points_yet_counts():
    assert [map_marks(X=X, classes=[1, 1, 0], n_classes=n)["n_classes"] for n in (None, 3)] == [
        2,
        3,
    ]
    assert map_marks(X=X, classes=[1, 3, 0], n_classes=3)["n_classes"] == 4


def test_there_may_be_no_points():
    shown = map_marks(X=X, classes=[1, 1, 0])
    for given in (dict(classes=[]), dict(tones=[])):
        marks = map_marks(shown, X=np.zeros((0, 2)), **given)
        assert marks["points"] == [] and marks["names"]["points"] == []


def test_a_number_s_tone_is_the_field_s_where_it_says_that():
    shares = np.array([0, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 1, 2])
    for scale in ((0, 4), "sides"):
        marks = map_marks(field=8 * shares - 4, X=[*X, *X, *X], tones=shares, scale=scale)
        tones = [row[6] for row in marks["points"]]
        assert tones == [1, 26, 64, 128, 153, 192, 230, 255, 255]
        assert scale == "sides" or tones == list(marks["field"])


def test_a_mosaic_takes_the_field_s_place_and_gives_it_back():
    marks = map_marks(mosaic=[[0, 1], [2, 2]], strength=[[0, 0.5], [1, 7]])
    assert [*marks["mosaic"]] == [0, 1, 2, 2] and [*marks["strength"]] == [0, 128, 255, 255]
    assert marks["field"] == b"" and marks["size"] == 2
    assert map_marks(field=[[0, 1], [2, 2]])["mosaic"] == b""
    assert "mosaic" not in map_marks(X=X, classes=[0, 0, 1])  # what is left out stays


def test_the_surer_the_nearer_to_its_class_s_colour_the_lowest_row_first():
    shown = map_marks(mosaic=[[0, 1], [2, 2]], strength=[[0, 1], [0.5, 1]])
    image = mosaic_image(shown | {"n_classes": 2}).astype(int)
    assert image[0, 0].tolist() == rgb(LIGHT["paper"]).tolist()
    away = [np.abs(image[1, k] - rgb(LIGHT["class-2"])).sum() for k in (0, 1)]
    assert away[0] > away[1] and (image[0, 1] != image[1, 1]).any()


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="n × n classes, not 3"):
        map_marks(mosaic=[0, 1, 2])
    with pytest.raises(ValueError, match="one target each"):
        map_marks(X=X, tones=[1, 2])
