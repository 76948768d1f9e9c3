"""What NetworkLab's pictures, its equation and its table show: of the network taken apart."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnlab.labs import words
from nnlab.labs.network.model import Apart
from nnlab.labs.network.words import MOST_COLUMNS, answer, bend, verdict
from nnlab.labs.samples import CELLS
from nnlab.live.panel import Markup, joined, markup, scrub, signed
from nnlab.pictures.field import WEAK, border
from nnlab.pictures.geometry import sample_plane
from nnlab.pictures.network import node_answers
from nnlab.pictures.numbers import number
from nnlab.pictures.plane import answers
from nnlab.pictures.sheet import SheetMarks, sheet
from nnlab.pictures.wiring import part_key, spoken

FEW = 12  # samples whose answers have room beside their points


def drawing(apart: Apart) -> dict[str, Any]:
    """The whole network; what is chosen stands out."""
    shown = {"network": apart.network, "maps": apart.bounds, "selected": apart.part}
    shown |= {"quiet": True, "power": WEAK}
    return shown | {"lit": apart.lit} | node_answers(apart.traces, apart.row)


def node(apart: Apart) -> dict[str, Any]:
    """The plane as the chosen node sees it, or that of the chosen number's neuron."""
    node, network = apart.node, apart.network
    points = sample_plane(apart.bounds, CELLS)
    k = int(part_key(network.sizes, node)[1:])
    says = np.hstack([apart.X, *(trace.a for trace in apart.traces)])[:, k]
    if "layer" in node:
        trace = network.forward(points)[node["layer"]]
        seen = answers(network.activations[node["layer"]], trace.z[:, node["neuron"]])
    else:
        low, high = np.reshape(apart.bounds, (2, 2))[node["input"]]
        seen = {"field": points[:, node["input"]], "scale": ((low + high) / 2, (high - low) / 2)}
    soft = seen["scale"] != "sides"
    edge = border(seen["field"], seen["scale"][0] if soft else 0, apart.bounds)
    is_output = node.get("layer") == len(network.layers) - 1
    if soft and is_output:
        seen["scale"] = (*seen["scale"], WEAK)
    name = spoken(apart.names[k])
    name = "the output" if name == "output" else name
    return seen | {
        "bounds": apart.bounds,
        "X": apart.X,
        "classes": apart.classes,
        "wrong": apart.wrong if is_output else None,
        "selected": apart.points()[apart.row],
        "curves": edge,
        "values": [f"→ {answer(each)}" for each in says] if len(apart.X) <= FEW else [],
        "text": f"The plane as {name} sees it. {verdict(apart)}",
    }


def folded(apart: Apart) -> SheetMarks:
    """The plane on its way to the hidden neurons."""
    chosen: dict[str, Any] = {"selected": apart.marked, "fold": apart.fold}
    return sheet(apart.network, apart.X, apart.classes, wrong=apart.wrong, **chosen)


def equation(apart: Apart, sliders: Mapping[str, Any]) -> Markup:
    """What the chosen node says about the chosen sample, with today's numbers.

    `sliders` are those that its numbers move, by name, as far as there are any.
    """
    sizes, x = apart.network.sizes, words.place(apart.X[apart.row])
    node, lit = apart.node, apart.slid
    name = apart.names[int(part_key(sizes, node)[1:])]
    begin = markup('<span class="nnlab-part">{} for {} = </span>', name, x)
    if "layer" not in node:
        says = number(float(apart.X[apart.row, node["input"]]))
        return markup('<div class="nnlab-eq">{}{}: it comes from the data</div>', begin, says)
    layer, j = node["layer"], node["neuron"]
    trace, own = apart.traces[layer], apart.network.layers[layer]
    heard = trace.inputs[apart.row]
    terms = []
    for i in range(len(heard) + 1):
        which: int | str = i if i < len(heard) else "bias"
        slider = sliders.get("b" if which == "bias" else f"w{i + 1}")
        value = float(own.b[j] if which == "bias" else own.W[j, i])
        key = part_key(sizes, node | {"input": which})
        chosen: dict[str, Any] = {"event": {"type": "choose", "part": key}, "lit": which == lit}
        term = markup("({})", scrub(slider, value, words=spoken(apart.called(which)), **chosen))
        if which != "bias":
            term = markup("{}·{}", term, words.short(heard[i]) if layer == 0 else answer(heard[i]))
        terms.append(markup('<span class="nnlab-part">{}{}</span>', " + " if i else "", term))
    z, a, called = trace.z[apart.row, j], trace.a[apart.row, j], bend(own.activation)
    total = joined(terms)
    if called:
        total = markup("{}( {} ) = {}({})", called, total, called, signed(z))
    last = markup('<span class="nnlab-part"> = <b>{}</b></span>', answer(a))
    return markup('<div class="nnlab-eq">{}{}{}</div>', begin, total, last)


def journey(apart: Apart) -> Markup:
    """The journey of every sample: where it is, the hidden answers, the output, right or not."""
    _, *hidden, n_out = apart.network.sizes
    shown = apart.traces if sum(hidden) <= MOST_COLUMNS else apart.traces[-1:]
    says, names = np.hstack([trace.a for trace in shown]), apart.names
    columns: dict[str, Any] = {"point": map(words.place, apart.X)}
    unsaid = ["?"] * len(apart.X)  # where it lands, as long as that's asked
    told = [unsaid if apart.asks else map(answer, a) for a in says.T[: -apart.output.shape[1]]]
    told += [map(answer, a) for a in apart.output.T]
    columns |= zip(names[-says.shape[1] :], told, strict=True)
    if n_out > 1:
        columns["target"] = [names[-n_out:][k] for k in apart.classes]
    else:
        columns["output"] = (markup("<b>{}</b>", answer(a)) for a in apart.output[:, 0])
    columns[""] = [""] * len(apart.X) if apart.asks else map(words.verdict, ~apart.wrong)
    row = (apart.marked or [-1])[-1]
    return words.table(columns, selected=row, caption="Each sample's journey")
