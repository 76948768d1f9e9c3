"""What Python says, as JSON, for the twins in JavaScript: python tests/js/cases.py."""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from nnlab import Network, Neuron  # noqa: E402
from nnlab.labs.lines import Lines  # noqa: E402
from nnlab.live.network import NetworkView  # noqa: E402
from nnlab.pictures.field import field_image, sharpened, side_bytes  # noqa: E402
from nnlab.pictures.palette import LIGHT, field_ends  # noqa: E402
from nnlab.pictures.plane import plane  # noqa: E402
from nnlab.pictures.tiles import opened_place, places, ties, tiles  # noqa: E402
from nnlab.pictures.wiring import along, link_ends  # noqa: E402
from nnlab.plots.pixels import strokes  # noqa: E402


def drags(rng, n=60):
    """Lines that a hand dragged: as they lay, where the hand is, and where Python says they lie."""
    for k in range(n):
        bounds = [(-0.5, 1.5, -0.5, 1.5), (-3.0, 3.0, -3.0, 3.0), (0.0, 8.0, 2.0, 10.0)][k % 3]
        size, middle = bounds[1] - bounds[0], np.array([sum(bounds[:2]), sum(bounds[2:])]) / 2
        w = rng.uniform(0.4, 4) * np.array([np.cos(k), np.sin(k)])
        numbers = np.array([*w, -float(w @ (middle + rng.uniform(-0.2, 0.2, 2) * size))])
        held = Lines(Neuron(w, numbers[2]), [[0, 0]], [[0]])
        held.bounds = bounds
        before = plane(bounds=bounds, lines=held.lines())["lines"][0]
        part = ["middle", "arrow"][k % 2]
        hand = (middle + rng.uniform(-0.45, 0.45, 2) * size).tolist()
        event = {"id": 1, "line": 0, "part": part, "x": hand[0], "y": hand[1]}
        held.drag({**event, "phase": "start"})
        held.drag({**event, "phase": "move"})
        slack = (
            0.02 * (1 + np.abs(bounds).max()) / np.hypot(*held.numbers[0, :2])
        )  # Python rounds w and b
        after = {key: held.line(0)[key] for key in ("segment", "anchor", "head")}
        yield dict(bounds=bounds, line=before, part=part, hand=hand, after=after, slack=slack)


def edges(rng):
    """Fields of bytes, and on which side of the edge each of side × side pixels lies."""
    for n, side in [(2, 30), (3, 47), (8, 100), (24, 61)]:
        field = side_bytes(rng.standard_normal((n, n)) + np.linspace(-1, 1, n))
        sides = sharpened(field, side)[::-1] > 128  # from the top, as a canvas has it
        yield dict(n=n, side=side, bytes=field.ravel().tolist(), sides=sides.ravel().tolist())


def words():
    """Each byte as the colour that matplotlib paints."""
    image = field_image(np.arange(256, dtype=np.uint8).reshape(1, 256))
    low, middle, high = field_ends(LIGHT)
    theme = [LIGHT["paper"], low, middle, high]
    return dict(theme=theme, colours=np.asarray(image).reshape(256, -1)[:, :3].tolist())


def drawings():
    """What the page gets of some networks; the last has its layers one below another on a phone."""
    networks = (Network(sizes, "tanh", rng=0) for sizes in ([2, 2, 1], [2, 4, 1], [2, *[4] * 6, 1]))
    return [NetworkView(network).drawing for network in networks]


def links():
    """Links of these drawings at each of their widths, and five places on each."""
    for drawing in drawings():
        for layout in drawing["layouts"]:
            for param, ends in enumerate(drawing["links"][:2]):
                line = link_ends(layout, *ends)
                places = along(*line, np.linspace(0, 1, 5), layout["down"]).tolist()
                yield dict(drawing=drawing, width=layout["width"], param=param, places=places)


def tile_places():
    """Where tiles lie in pictures of several sizes, and where one of them opens."""
    counts = [(77, 24, 134, 21), (0, 0, 0, 0), (60, 0, 10, 5), (7, 2)]
    for k, (width, height, unit) in enumerate([(610, 518, 1), (286, 260, 0.65), (730, 590, 1.4)]):
        for n, many in zip((256, 1, 256, 16), counts, strict=True):
            order = iter(range(n))
            bins = [(str(j), [next(order) for _ in range(c)]) for j, c in enumerate(many)]
            air = max(0.0, 1.0 * (sum(many) < n) - 0.58 * (k == 1))
            given = dict(bins=bins, air=air, said=n // 2 * (n > 1))
            marks = tiles(fields=np.zeros((n, 1, 1)), **given)
            plan = places(width, height, unit, marks)
            spot = plan["tiles"][n // 2].tolist()
            opened = [opened_place(width, height, unit, spot, whole) for whole in (False, True)]
            yield dict(
                size=[width, height, unit], n=n, bins=marks["bins"], air=air, said=marks["said"]
            ) | dict(
                plan=plan | {"tiles": plan["tiles"].tolist()},
                opened=opened,
                ties=[ties(spot, place, 9) for place in opened],
            )


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    found = {"drags": list(drags(rng)), "edges": list(edges(rng)), "words": words()}
    found["tiles"] = list(tile_places())
    ink = rng.random((4, 4))
    found["strokes"] = dict(ink=ink.ravel().tolist(), drawn=strokes(ink).ravel().tolist())
    json.dump(found | {"drawings": drawings(), "links": list(links())}, sys.stdout)
