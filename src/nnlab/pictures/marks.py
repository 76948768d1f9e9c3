"""The marks of planes, curves, reliefs, tiles and networks: plain data, for paper and screen.

Places, [x, y], are in the numbers of the axes, a tick is [value, label]. What a mark looks like is
its painter's: plots/paint.py in matplotlib, live/js/ on a canvas.
"""

from typing import Any, TypedDict, get_origin, get_type_hints, is_typeddict

from nnlab.core import checks

Mark = dict[str, Any]

# A line with its handle and arrow, or some of it: segment, its two ends; anchor, a dot, where the
# arrow starts; head, where that ends; length, of the weights that it stands for; label, words at
# label_at. Selected is drawn strong, thin small and grey. A hand moves it as a neuron's "line"; or
# it moves by "itself", step by step.
LINE: Mark = dict.fromkeys(("segment", "anchor", "head", "length", "label_at"))
LINE |= dict(label="", draggable=True, selected=False, dashed=False, thin=False, moves="line")

# A line through many places, (n, 2) points, with dots there or without. Dotted: where a line was,
# or is going to be. Faint: how much of it is seen, 1 for all. With a side, 1 or -1, what it goes
# round is shown as that side is going to be: paler.
PATH: Mark = dict(points=[], dashed=False, thin=False, dots=False, dotted=False, faint=1.0, side=0)

# A line over steps: x and y, (n,); low and high, what y reached since the step before; dash, one of
# DASHES; soft, grey instead of ink; grey, one of its own, from 0, black.
STEPS: Mark = dict(x=(), y=(), low=None, high=None, name="", dash="solid", soft=False, grey=None)
DASHES = ("solid", "dashed", "dotted", "dashdot")


def completed(blank: Mark, given: Mark, what: str) -> Mark:
    """A mark with all its names; one that it doesn't know is refused.

    >>> completed(dict(points=[], thin=False), {"points": [[0, 1]]}, "a curve")
    {'points': [[0, 1]], 'thin': False}
    """
    for name in given:
        checks.need(name in blank, f"{what} has no {name!r}; it may have {', '.join(blank)}")
    return blank | given


def blank(kind: type, **but: Any) -> Mark:
    """The marks of a picture before anything is shown: 0, "" or empty, but for some.

    >>> blank(ReliefWords, cue="hold me")["note"], blank(BounceMarks)["path"]
    ('', [])
    """
    hints = get_type_hints(kind).items()
    kinds = {name: dict if is_typeddict(hint) else get_origin(hint) or hint for name, hint in hints}
    return {name: make() for name, make in kinds.items()} | but


class Words(TypedDict, total=False):
    """What is written around a picture, and what a screen reader says of it."""

    x_name: str
    y_name: str
    text: str


class PlaneWords(Words, total=False):
    """What stands in a picture of the plane."""

    note: str
    cue: str  # how it asks to be touched, beside the first handle: till it has been
    values: list[str]  # words below each point, or none
    wishes: list[list]  # [x, y, from -1, less of it, to 1, more, what it says] each
    selected: int  # of the points, or -1
    focus: Mark  # the one point that it's about, drawn large: index, text; or {}
    probe: Mark  # a value at a place: x, y, text; or {}
    ticks: list[list]  # of x and of y


class PlaneMarks(PlaneWords, total=False):
    """A picture of the plane. `field` has size × size bytes, row by row from the bottom."""

    bounds: list[float]  # x0, x1, y0, y1
    field: bytes
    size: int
    crisp: bool  # only the sides count: the edge between them is sharp
    stretch: bool  # each axis fills its side; else both have one scale
    points: list[list]  # [x, y, class, wrong, how many coincide, hollow] each
    n_classes: int
    lines: list[Mark]  # LINE each
    contours: list[Any]  # fine lines: places each
    curves: list[Mark]  # PATH each
    names: dict[str, Any]  # of the parts, for a screen reader


class GlassMarks(PlaneMarks, total=False):
    """A plane on which each neuron lays a sheet where it says 1."""

    pieces: list[dict[str, Any]]  # code, polygon and places each, see `pictures.glass`


class MapMarks(PlaneMarks, total=False):
    """A plane of several classes, or of numbers. Of numbers a point's row ends with its tone."""

    mosaic: bytes  # size × size classes, in place of the field; or empty
    strength: bytes  # and how strong each is drawn


class CurveWords(Words, total=False):
    """What stands in a picture of lines over steps."""

    ahead: str  # about what lies beyond the marker, which is then drawn faint; or ""
    bare: bool  # without the names of its axes, in little room
    fog: bool  # whether what has no number lies in fog: nobody has looked there
    cue: str  # what to do with the marker, while nobody has; or ""


class CurveMarks(CurveWords, total=False):
    """Lines over steps on real axes."""

    lines: list[Mark]  # STEPS each, few enough points
    bounds: list[float]
    log: bool  # whether y is on a log scale
    ticks: list[list]
    levels: list[list]  # [y, label] each: a line across
    notes: list[list]  # [x, label] each: a line from top to bottom
    marker: Mark  # x, y (None: no number), text, draggable, last, asks; or {}
    pin: Mark  # a moment to go back to: x, text; or {}


class FilmMarks(TypedDict, total=False):
    """Moments of a training, each a tiny plane. `fields` has size × size bytes each, in a row."""

    bounds: list[float]  # of each field, a square
    size: int
    fields: bytes
    power: float  # by which weak answers are drawn stronger in them
    frames: list[list]  # [epoch, its name, how many are right] each
    of: int  # how many points there are
    now: int  # the frame that is shown in the plane, or the last before it; -1
    exact: bool  # whether that one itself is shown
    text: str  # what a screen reader says of it
    points: list[list]  # [x, y, class, wrong, how many coincide] each
    n_classes: int


class ReliefWords(Words, total=False):
    """What stands in a relief."""

    caption: str
    note: str
    cue: str  # asks to take hold of the walker; or ""


class ReliefMarks(ReliefWords, total=False):
    """Ground seen from the side, see `pictures.relief`: size × size heights, row by row."""

    bounds: list[float]
    size: int
    heights: bytes  # uint16, little end first: from 1, the lowest, to 65535; 0 where none is told
    clear: bytes  # a byte each, from 0, thick fog, to 255; none where there is no fog at all
    levels: list[float]  # of the contour lines: shares of the way from the lowest to the highest
    path: list[list[float]]  # where the walker has been; it stands at the last place
    start: list[float]  # where it began, or []
    head: list[float]  # where the arrow from there ends, or []
    turned: int  # by so many quarters, so that the start is at the back
    ticks: list[list]


class OpenTile(TypedDict, total=False):
    """A tile drawn large: a plane with its points, and what it answers there."""

    bounds: list[float]
    size: int
    field: bytes  # size × size
    points: list[list]  # [x, y, target, wrong, its answer in words] each
    whole: bool  # over the whole picture


class TilesPlan(TypedDict):
    """Many small planes, but for what each answers; see `pictures.tiles`."""

    n: int
    cells: int
    bins: list[list]  # [name, tiles] each
    notes: list[str]  # under their names: what the tiles there have in common
    air: float  # the share of the picture's height that those in the air have
    selected: int  # the tile that is looked at, or −1
    opened: OpenTile  # how it is drawn large; {}: it isn't
    asked: bool  # whether the bins' counts are still asked for
    said: int  # how many were said to fall into the first bin: while more may, pale places
    names: list[str]  # what a screen reader calls each tile
    caption: str
    text: str


class TilesMarks(TilesPlan):
    """Many small planes. `maps` has cells × cells bytes for each of n."""

    maps: bytes


class BounceMarks(TypedDict, total=False):
    """A walk to and fro on a curve of the loss over one weight."""

    bounds: list[float]
    curve: list[list[float]]
    path: list[list[float]]  # its start first
    ticks: list[list]  # of x
    label: str  # how long its steps are
    cue: str  # words that ask to take hold of the first step's end; "" for none
    text: str


class NetworkMarks(TypedDict):
    """A drawing of a network. Of a node or a parameter that isn't known a number is NaN."""

    sizes: tuple[int, ...]
    names: list[str]  # of the nodes
    columns: list[str]  # what each column is: inputs, and activations
    below: list[str]  # words below each column, where it has room for some
    room: dict[str, bool]  # what there has to be room for, see `wiring.network_layout`
    values: Any  # (P,) the weights and biases
    a: Any  # (n_nodes,)
    z: Any  # (n_nodes,)
    slopes: Any  # (P,) of the loss, shown in place of the values; or None
    maps: Any  # (n_nodes, n, n) bytes of what each node answers, or None
    crisp: list[int]  # of which maps only the sides count
    selected: str  # key of a part, or ""
