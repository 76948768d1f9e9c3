"""The operations of a training step in scenes, as many as a reader can follow: a film."""

import inspect
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nnlab.core import Layer, train_step
from nnlab.labs.backprop.steps import Step
from nnlab.lessons.source import show_source
from nnlab.lessons.texts import sections

WORDS = {
    entry.heading: entry
    for entry in sections(Path(__file__).with_name("scenes.md"), "Title", "Rule")
}
_WITH = {"slope": "d_z", "sum": "blame"}  # operations that belong to another one's scene
ASKED = ("z", "d_a", "gradient", "blame")  # scenes in which a sign can turn, or vanish
_FORTH, _BACK = Layer._forward, Layer._backward
_LINES = {  # of the package, that compute it
    "z": (_FORTH, "X @ self.W.mT + self.b[..., np.newaxis, :]"),
    "a": (_FORTH, "self.activation(z)"),
    "loss": (train_step, "loss(traces[-1].a, y)"),
    "d_a": (train_step, "loss.gradient(traces[-1].a, y)"),
    "d_z": (_BACK, "d_a * self.activation.derivative(trace.z)"),
    "gradient": (_BACK, "d_z.mT @ trace.inputs"),
    "bias": (_BACK, "d_z.sum(axis=-2)"),
    "blame": (_BACK, "d_z @ self.W"),
    "update": (train_step, "optimizer.step(network.parameters, gradients)"),
}
_OF_A_STEP = ("traces =", "error = loss", "gradients = network", "optimizer.step")


class Scene(NamedTuple):
    """Operations that happen together: those of a kind, in one layer.

    Attributes
    ----------
    name : of the kind: "z", "a", "loss", "d_a", "d_z", "gradient", "bias", "blame", "update"
    layer : which, counted from the first hidden one
    steps : the operations
    """

    name: str
    layer: int
    steps: tuple[Step, ...]

    @property
    def phase(self) -> str:
        """ "forward", "loss", "backward" or "update"."""
        return self.steps[0].kind.phase

    @property
    def title(self) -> str:
        """What it is called on the timeline."""
        return WORDS[self.name].one("Title")

    @property
    def asked(self) -> Step | None:
        """The operation whose sign is worth a guess: the first that turns out otherwise."""
        if self.name not in ASKED:
            return None
        main = self.main
        return next((step for step in main if step.sign != main[0].sign), main[-1])

    @property
    def main(self) -> tuple[Step, ...]:
        """The operations that it ends with: d_z and not the slope on the way, the sum of blame."""
        last = self.steps[-1].kind
        return tuple(step for step in self.steps if step.kind is last)

    @property
    def shown(self) -> list[Step]:
        """Two operations that stand for all: the first, and the one that is asked for."""
        found = self.main if len(self.main) > 1 else self.steps[-2:]
        other = self.asked if self.asked and self.asked is not found[0] else found[-1]
        return [found[0], other] if len(found) > 1 else list(found)


def scenes(steps: Sequence[Step]) -> list[Scene]:
    """Operations, sorted into scenes in the order of the work.

    >>> from nnlab import Network, mean_squared_error
    >>> from nnlab.labs.backprop.steps import all_steps
    >>> network = Network([2, 2, 1], "sigmoid", rng=0)
    >>> steps = all_steps(network, [[1.0, 0.0]], [[1.0]], mean_squared_error, 0.5)
    >>> [scene.name for scene in scenes(steps)]
    ['z', 'a', 'z', 'a', 'loss', 'd_a', 'd_z', 'gradient', 'bias', 'blame', 'd_z', 'gradient', \
'bias', 'update']
    """
    found: dict[tuple[str, int], list[Step]] = {}
    for step in steps:
        name, layer = _WITH.get(step.kind.name, step.kind.name), step.part["layer"]
        if step.kind.name == "sum":  # it belongs where the blame came from
            layer += 1
        if name == "update":
            layer = 0
        found.setdefault((name, layer), []).append(step)
    return [Scene(name, layer, _in_order(steps)) for (name, layer), steps in found.items()]


def _in_order(steps: list[Step]) -> tuple[Step, ...]:
    """All operations of a kind before those of the next."""
    kinds = list(dict.fromkeys(step.kind for step in steps))
    return tuple(sorted(steps, key=lambda step: kinds.index(step.kind)))


@cache
def code(name: str) -> tuple[tuple[str, ...], int, str]:
    """The package's own lines that a scene runs, which of them it is at, and what there.

    >>> lines, at, piece = code("blame")
    >>> lines[at].strip(), piece
    ('return d_W, d_b, d_z @ self.W', 'd_z @ self.W')
    """
    function, piece = _LINES[name]
    text = str(show_source(inspect.unwrap(function), doc=False))
    lines = [line.partition("  #")[0].rstrip() for line in text.splitlines()]
    lines = [line for line in lines if line.partition("#")[0].strip()]
    if function is train_step:
        lines = [line for line in lines if line.strip().startswith(_OF_A_STEP)]
    at = next(k for k, line in enumerate(lines) if piece in line)
    return tuple(lines), at, piece
