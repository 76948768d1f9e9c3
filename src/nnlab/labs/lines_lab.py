"""What NeuronLab and LayerLab share: a plane with lines in a hand, and the controls of a neuron."""

from typing import Any

from nnlab.labs.controls import activations, attribute
from nnlab.labs.lab import Lab
from nnlab.labs.lines import NUMBERS, STEP, Lines
from nnlab.labs.words import small
from nnlab.live.plane import Plane
from nnlab.live.slider import Slider


class LinesLab(Lab):
    """A lab whose model is `Lines`.

    Parameters
    ----------
    model : the lines of the neuron, or the layer, whose numbers and activation the reader changes
    **options : as of `Lab`
    """

    def __init__(self, model: Any, **options: Any) -> None:
        super().__init__(**options)
        self.model, self.X, self.y = model, model.X, model.y
        self.keep(model.owner, "parameters", "activation")
        self.plane = Plane()
        events = {"drag": model.drag, "nudge": model.nudge, "point": model.choose_point}
        self.listen(self.plane, events | {"place": model.look, "leave": model.leave})

    def _sliders(self) -> list:
        """A slider for each number of the chosen neuron."""
        return [self._slider(i, *names) for i, names in enumerate(NUMBERS.items())]

    def _slider(self, i: int, name: str, words: str) -> Any:
        lines: Lines = self.model
        return self.control(
            name,
            Slider(small(name), lines.numbers[0, i], step=STEP),
            read=lambda: lines.numbers[lines.row, i],
            write=lambda value: lines.turn(i, value),
            part="sliders",
            start=lambda: lines.start[lines.row, i],
            name=lambda: small(name) + lines.whose(lines.row),
            words=lambda: words + lines.whose(lines.row),
        )

    def _choice(self) -> Any:
        offer = activations(without=("identity",))
        return self.choice(
            "bend", "bend", offer, **attribute(self.model.owner, "activation"), part="bend"
        )

    def _draw_plane(self, **more: Any) -> None:
        lines: Lines = self.model
        self.plane.show(
            **lines.field(),
            bounds=lines.bounds,
            X=lines.X,
            classes=lines.targets,
            probe=lines.probe(),
            text=self._describe(),
            **more,
        )
