"""The curve as an object: what it sends, what it refuses, what it reports."""

import numpy as np
import pytest

from nnlab.live.curve import Curve


@pytest.fixture
def curve():
    shown = Curve()
    yield shown
    shown.close()


@pytest.fixture
def sent(curve, page):
    """The traits that went to the browser, one entry a message."""
    return page(curve).told


def decoded(curve):
    """The lines as the browser reads them."""
    found, at = [], 0
    for line in curve.lines:
        n = line["n"]
        x = np.frombuffer(curve.data, "<f8", n, at)
        y = np.frombuffer(curve.data, "<f8", n, at + 8 * n)
        found.append((x, y))
        at += 16 * n
    assert at == len(curve.data)
    return found


def test_everything_goes_in_one_message(curve, sent):
    curve.show(
        lines=[{"x": [0, 1, 2], "y": [0.3, 0.1, 0.05]}],
        levels=[(0.25, "1/4")],
        notes=[(1, "relu")],
        marker={"x": 1, "y": 0.1, "draggable": True},
        x_name="x_name",
        text="words",
        beat=5.0,
    )
    assert len(sent) == 1
    assert {"lines", "data", "bounds", "ticks", "levels", "notes", "marker", "beat"} <= sent[0]
    assert curve.marker["text"] == "1 · 0.1" and curve.marker["last"] == 2


def test_only_what_changed_is_sent(curve, sent):
    line = {"x": [0, 1, 2], "y": [0.3, 0.1, 0.05]}
    curve.show(lines=[line])
    sent.clear()
    curve.show(lines=[line], x_name="b")
    assert sent == [{"x_name"}]


def test_the_browser_gets_the_numbers(curve):
    x, y = np.arange(5), np.array([1, 0.5, np.nan, 0.1, 1e-7])
    curve.show(lines=[{"x": x, "y": y}, {"x": x[:2], "y": y[:2], "name": "test"}])
    (x1, y1), (x2, y2) = decoded(curve)
    assert x1.tolist() == [0, 1, 2, 3, 4] and x2.tolist() == [0, 1]
    np.testing.assert_array_equal(y1, y)
    assert [line["dash"] for line in curve.lines] == ["solid", "dashed"]
    assert [line["soft"] for line in curve.lines] == [False, True]


def test_a_million_steps_are_few_points_and_every_spike_is_there(curve):
    steps = np.arange(1_000_001)
    loss = 1 / (1 + steps / 1000)
    loss[[123_456, 777_777]] = [50, 1e-6]
    curve.show(lines=[{"x": steps, "y": loss}])
    ((x, y),) = decoded(curve)
    assert len(x) <= 804 and np.all(np.diff(x) > 0)
    assert {0, 123_456, 777_777, 1_000_000} <= set(x.astype(int).tolist())
    assert y.max() == 50 and y.min() == 1e-6
    assert curve.bounds == [0, 1e6, 1e-6, 100] and curve.ticks[0][-1] == [1e6, "1,000,000"]


def test_what_was_reached_between_records_is_drawn(curve):
    curve.show(lines=[{"x": [0, 10], "y": [1, 1], "low": [1, 0.01], "high": [1, 30]}])
    ((x, y),) = decoded(curve)
    assert y.max() == 30 and y.min() == 0.01 and (x[-1], y[-1]) == (10, 1)


def test_a_log_axis_where_there_is_something_to_show(curve):
    curve.show(lines=[{"x": [0, 1], "y": [0.3, 0.02]}])
    assert curve.log and curve.bounds[2:] == [0.01, 0.3]
    assert [label for _, label in curve.ticks[1]] == ["0.01", "0.03", "0.1", "0.3"]
    curve.show(lines=[{"x": [0, 1], "y": [0, 0]}])
    assert not curve.log and curve.bounds[2:] == [0, 1]
    curve.show(log=True, lines=[{"x": [0, 1], "y": [np.inf, np.nan]}])
    assert np.isfinite(curve.bounds).all()


def test_an_empty_curve_has_axes(curve):
    curve.show(lines=[])
    assert curve.bounds[:2] == [0, 10] and curve.ticks[0]
    curve.show(lines=[{"x": [], "y": []}], marker={})
    assert decoded(curve)[0][0].size == 0


def test_a_marker_without_a_number_says_so(curve):
    curve.show(lines=[{"x": [0], "y": [1]}], marker={"x": 3, "y": float("nan")})
    assert curve.marker["y"] is None and "not a number" in curve.marker["text"]
    assert curve.marker["last"] == 3
    curve.show(marker={})
    assert curve.marker == {}


@pytest.mark.parametrize(
    "shown, words",
    [
        ({"lines": [{"x": [0, 1]}]}, "x and y"),
        ({"lines": [{"x": [0, 1], "y": [1]}]}, "one y for each x"),
        ({"lines": [{"x": [1, 0], "y": [1, 1]}]}, "must not fall"),
        ({"lines": [{"x": [0], "y": [1], "dash": "wavy"}]}, "dash must be one of"),
        ({"lines": [{"x": [0], "y": [1], "colour": 1}]}, "'colour'"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(curve, shown, words):
    curve.show(lines=[{"x": [0], "y": [1]}], x_name="before")
    before = curve.snapshot()
    with pytest.raises(ValueError, match=words):
        curve.show(**{"x_name": "after", **shown})
    assert curve.snapshot() == before


def test_it_knows_how_far_the_browser_is_behind(curve):
    curve.show(beat=10.0)
    assert curve.behind == 0  # nobody has ever looked
    curve.event({"type": "painted", "beat": 10.0})
    curve.show(beat=10.5)
    assert curve.behind == 0.5


def test_its_repr_is_short_and_has_no_address(curve):
    curve.show(text="The loss falls.")
    assert repr(curve) == "Curve(The loss falls.)"
