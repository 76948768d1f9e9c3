"""What Python says, as JSON, for the twins in JavaScript: python tests/js/cases.py."""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from nnlab import Neuron  # noqa: E402
from nnlab.labs.line import HeldLine  # noqa: E402
from nnlab.pictures.plane import plane  # noqa: E402


def drags(rng, n=60):
    """Lines that a hand dragged: as they lay, where the hand is, and where Python says they lie."""
    for k in range(n):
        bounds = [(-0.5, 1.5, -0.5, 1.5), (-3.0, 3.0, -3.0, 3.0), (0.0, 8.0, 2.0, 10.0)][k % 3]
        size, middle = bounds[1] - bounds[0], np.array([sum(bounds[:2]), sum(bounds[2:])]) / 2
        w = rng.uniform(0.4, 4) * np.array([np.cos(k), np.sin(k)])
        neuron = Neuron(w, -float(w @ (middle + rng.uniform(-0.2, 0.2, 2) * size)))
        line = HeldLine(neuron, bounds)
        before = plane(bounds=bounds, lines=[line.geometry()])["lines"][0]
        part = ["middle", "arrow"][k % 2]
        hand = (middle + rng.uniform(-0.45, 0.45, 2) * size).tolist()
        event = {"id": 1, "line": 0, "part": part, "x": hand[0], "y": hand[1]}
        line.drag({**event, "phase": "start"})
        line.drag({**event, "phase": "move"})
        slack = 0.02 * (1 + np.abs(bounds).max()) / np.hypot(*neuron.w)  # Python rounds w and b
        after = {key: line.geometry()[key] for key in ("segment", "anchor", "head")}
        yield dict(bounds=bounds, line=before, part=part, hand=hand, after=after, slack=slack)


if __name__ == "__main__":
    json.dump({"drags": list(drags(np.random.default_rng(5)))}, sys.stdout)
