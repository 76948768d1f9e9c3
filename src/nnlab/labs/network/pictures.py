"""What NetworkLab's planes and its table are given: functions of the network taken apart."""

from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import MOST_COLUMNS, answer, meeting, verdict
from nnlab.labs.words import sentence, short
from nnlab.labs.words import verdict as mark
from nnlab.live.panel import Markup, markup, table
from nnlab.live.plane import Plane
from nnlab.pictures.wiring import spoken


def show_node(plane: Plane, apart: Apart) -> None:
    """The plane as the node sees it that is looked at, or else chosen."""
    node = apart.looked or apart.node
    is_output = node.get("layer") == len(apart.network.layers) - 1
    name = apart.name_of(node)
    name = "the output" if name == "output" else name
    plane.show(
        **apart.node_map(),
        bounds=apart.bounds,
        X=apart.X,
        classes=apart.classes,
        wrong=apart.wrong if is_output else None,
        selected=apart.points(apart.X)[apart.row],
        caption=f"points: the targets · colour: what {name} says",
        text=f"The plane as {spoken(name)} sees it. {verdict(apart)}",
    )


def show_folding(plane: Plane, apart: Apart) -> None:
    """The plane on its way to the hidden neurons."""
    ends = {0.0: "flat: the plane as it is", 1.0: "folded: the points at (h₁, h₂)"}
    caption = ends.get(apart.fold, f"{apart.fold:.0%} of the way to (h₁, h₂)")
    plane.show(
        **apart.folded(),
        classes=apart.classes,
        wrong=apart.wrong,
        selected=apart.points(apart.places)[apart.row],
        caption=caption,
        text=f"{spoken(sentence(caption))}. {meeting(apart)}",
    )


def journey(apart: Apart) -> Markup:
    """The journey of every sample: inputs, hidden answers, output, target."""
    n_in, *hidden, n_out = apart.network.sizes
    shown = apart.traces if sum(hidden) <= MOST_COLUMNS else apart.traces[-1:]
    answers = sum(trace.a.shape[1] for trace in shown)
    targets = [short(y) for y in apart.y[:, 0]]
    if n_out > 1:
        targets = [apart.names[-n_out:][k] for k in apart.classes]
    rows = [
        [
            *map(short, x),
            *(answer(value) for trace in shown for value in trace.a[i]),
            targets[i],
            mark(not apart.wrong[i]),
        ]
        for i, x in enumerate(apart.X)
    ]
    head = [*apart.names[:n_in], *apart.names[-answers:], "target", ""]
    body = table(head, rows, selected=apart.row, caption="Each sample's journey")
    return markup('<div class="nnlab-journey">{}</div>', body)
