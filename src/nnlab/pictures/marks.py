"""The marks of a plane and of a curve: plain data, the same for paper and for the screen.

Places are in the numbers of the axes. What a mark looks like is its painter's: plots/paint.py in
matplotlib, live/js/ on a canvas.
"""

from typing import Any, TypedDict

Place = list[float]  # x, y
Tick = list  # [value, label]


class LineMark(TypedDict):
    """A line with its handle and arrow, or some of it: a dot alone, a stroke, words at a place."""

    segment: list[Place] | None  # its two ends
    anchor: Place | None  # a dot, where the arrow starts
    head: Place | None  # where the arrow ends
    label: str
    label_at: Place | None
    draggable: bool
    selected: bool  # drawn strong
    dashed: bool
    thin: bool  # drawn small and grey
    moves: str  # by hand: "line" as a neuron's, "free" its dot alone, "across" left and right


class PathMark(TypedDict):
    """A line through many places."""

    points: list[Place]
    dashed: bool
    thin: bool
    dots: bool  # at its places


class ProbeMark(TypedDict, total=False):
    """A value at a place."""

    x: float
    y: float
    text: str


class PlaneMarks(TypedDict, total=False):
    """A picture of the plane. `field` has size × size bytes, row by row from the bottom."""

    bounds: list[float]  # x0, x1, y0, y1
    ticks: list[list[Tick]]  # of x and of y
    field: bytes
    size: int
    crisp: bool  # only the sides count: the edge between them is sharp
    heights: bool  # the field is drawn from paper, the lowest, to grey
    points: list[list[Any]]  # [x, y, class, wrong, how many coincide] each
    n_classes: int
    lines: list[LineMark]
    curves: list[PathMark]
    selected: int  # of the points, or -1
    probe: ProbeMark
    names: dict[str, Any]  # of the parts, for a screen reader
    note: str
    x_name: str
    y_name: str
    caption: str
    text: str


class StepsMark(TypedDict):
    """A line over steps. Its numbers, `x` and `y`, are arrays."""

    x: Any
    y: Any
    name: str
    dash: str  # solid, dashed, dotted or dashdot
    soft: bool  # grey instead of ink
    grey: float | None  # a grey of its own, from 0, black


class CurveMarks(TypedDict, total=False):
    """Lines over steps on real axes."""

    lines: list[StepsMark]
    bounds: list[float]
    log: bool  # whether y is on a log scale
    ticks: list[list[Tick]]
    levels: list[list]  # [y, label] each: a line across
    notes: list[list]  # [x, label] each: a line from top to bottom
    marker: dict[str, Any]  # x, y (None: no number), text, draggable, last; or {}
    x_name: str
    y_name: str
    caption: str
    text: str


class NetworkMarks(TypedDict):
    """A drawing of a network. Of a node or a parameter that isn't known a number is NaN."""

    sizes: tuple[int, ...]
    names: list[str]  # of the nodes
    columns: list[str]  # words below each column
    values: Any  # (P,) the weights and biases
    gradients: Any  # (P,) or None
    blame: Any  # (P,) or None
    boxes: bool  # whether gradients stand below the weights
    sample: Any  # (n_in,) or None
    a: Any  # (n_nodes,) or None
    z: Any  # (n_nodes,) or None
    maps: Any  # (n_nodes, n, n) bytes of what each node answers, or None
    crisp: list[int]  # of which maps only the sides count
    above: dict[str, str]  # words above nodes, by key
    selected: str  # key of a part, or ""
    outline: list[str]  # keys of parts, or of pieces of them
