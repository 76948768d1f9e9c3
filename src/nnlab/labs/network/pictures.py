"""What NetworkLab's pictures and its table show: of the network taken apart."""

from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import MOST_COLUMNS, answer, meeting, verdict
from nnlab.labs.samples import CELLS
from nnlab.live.panel import Markup, markup
from nnlab.pictures.folding import folding
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.network import node_answers
from nnlab.pictures.plane import answers
from nnlab.pictures.wiring import part_key, spoken

ON_THE_WAY = 48  # cells a side while the plane folds: each costs nine places of the sheet


def drawing(apart: Apart) -> dict[str, Any]:
    """The whole network, with the chosen sample's numbers."""
    selected = part_key(apart.network.sizes, apart.node)
    shown = {"network": apart.network, "maps": apart.bounds, "selected": selected}
    return shown | {"lit": apart.lit} | node_answers(apart.traces, apart.row)


def node(apart: Apart) -> dict[str, Any]:
    """The plane as the node sees it that is looked at, or else chosen."""
    node, network = apart.looked or apart.node, apart.network
    points = sample_plane(apart.bounds, CELLS)
    name = apart.names[int(part_key(network.sizes, node)[1:])]
    name = "the output" if name == "output" else name
    if "layer" in node:
        trace = network.forward(points)[node["layer"]]
        seen = answers(network.activations[node["layer"]], trace.z[:, node["neuron"]])
    else:
        low, high = np.reshape(apart.bounds, (2, 2))[node["input"]]
        seen = {"field": points[:, node["input"]], "scale": ((low + high) / 2, (high - low) / 2)}
    is_output = node.get("layer") == len(network.layers) - 1
    return seen | {
        "bounds": apart.bounds,
        "X": apart.X,
        "classes": apart.classes,
        "wrong": apart.wrong if is_output else None,
        "selected": apart.points(apart.X)[apart.row],
        "caption": f"points: the targets · colour: what {name} says",
        "text": f"The plane as {spoken(name)} sees it. {verdict(apart)}",
    }


def folded(apart: Apart) -> dict[str, Any]:
    """The plane on its way to the hidden neurons."""
    cells = CELLS if apart.fold in (0, 1) else ON_THE_WAY
    shown = folding(apart.network, apart.X, apart.fold, bounds=apart.bounds, cells=cells)
    apart.places = shown.pop("places")
    ends = {0.0: "flat: the plane as it is", 1.0: "folded: the points at (h₁, h₂)"}
    caption = ends.get(apart.fold, f"{apart.fold:.0%} of the way to (h₁, h₂)")
    return shown | {
        "X": apart.places,
        "classes": apart.classes,
        "wrong": apart.wrong,
        "selected": apart.points(apart.places)[apart.row],
        "caption": caption,
        "text": f"{spoken(words.sentence(caption))}. {meeting(apart)}",
    }


def journey(apart: Apart) -> Markup:
    """The journey of every sample: inputs, hidden answers, output, target."""
    _, *hidden, n_out = apart.network.sizes
    shown = apart.traces if sum(hidden) <= MOST_COLUMNS else apart.traces[-1:]
    says, names = np.hstack([trace.a for trace in shown]), apart.names
    inputs = (map(words.short, x) for x in apart.X.T)
    columns: dict[str, Any] = dict(zip(names, inputs, strict=False))
    columns |= zip(names[-says.shape[1] :], (map(answer, a) for a in says.T), strict=True)
    columns["target"] = map(words.short, apart.y[:, 0])
    if n_out > 1:
        columns["target"] = [names[-n_out:][k] for k in apart.classes]
    columns[""] = map(words.verdict, ~apart.wrong)
    body = words.table(columns, selected=apart.row, caption="Each sample's journey")
    return markup('<div class="nnlab-journey">{}</div>', body)
