"""What NetworkLab's planes and its table are given: functions of the network taken apart."""

import numpy as np

from nnlab.labs import words
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import MOST_COLUMNS, answer, meeting, verdict
from nnlab.live.panel import Markup, markup, table
from nnlab.live.plane import Plane
from nnlab.pictures.wiring import part_key, spoken


def show_node(plane: Plane, apart: Apart) -> None:
    """The plane as the node sees it that is looked at, or else chosen."""
    node, last = apart.looked or apart.node, len(apart.network.layers) - 1
    name = apart.names[int(part_key(apart.network.sizes, node)[1:])]
    name = "the output" if name == "output" else name
    plane.show(
        **apart.node_map(),
        bounds=apart.bounds,
        X=apart.X,
        classes=apart.classes,
        wrong=apart.wrong if node.get("layer") == last else None,
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
        text=f"{spoken(words.sentence(caption))}. {meeting(apart)}",
    )


def journey(apart: Apart) -> Markup:
    """The journey of every sample: inputs, hidden answers, output, target."""
    n_in, *hidden, n_out = apart.network.sizes
    shown = apart.traces if sum(hidden) <= MOST_COLUMNS else apart.traces[-1:]
    says = np.hstack([trace.a for trace in shown])
    targets = [words.short(y) for y in apart.y[:, 0]]
    if n_out > 1:
        targets = [apart.names[-n_out:][k] for k in apart.classes]
    rows = [
        [*map(words.short, x), *map(answer, a), target, words.verdict(not wrong)]
        for x, a, target, wrong in zip(apart.X, says, targets, apart.wrong, strict=True)
    ]
    head = [*apart.names[:n_in], *apart.names[-says.shape[1] :], "target", ""]
    body = table(head, rows, selected=apart.row, caption="Each sample's journey")
    return markup('<div class="nnlab-journey">{}</div>', body)
