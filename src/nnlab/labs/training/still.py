"""The stored picture: the plane in its great moment, how the loss fell, and the film."""

import copy
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnlab.labs.training import pictures
from nnlab.labs.training.film import Film
from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.words import epoch_name
from nnlab.pictures.curve import curve
from nnlab.pictures.film import film
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.plane import plane
from nnlab.plots.film import paint_film
from nnlab.plots.paint import paint_curve, paint_plane

WIDE, HIGH, STRIP = 934, 430, 106  # px: of the whole, of the plane, of the film
EPOCHS = 3_000  # of a training for the picture alone, if the lab has no end of its own ...
CHEAP = 600  # ... and only where it's over soon: numbers times samples


def moment(model: LiveTraining, epoch: int | None) -> LiveTraining:
    """What the picture shows: the model itself, or before any training a copy that has trained.

    Parameters
    ----------
    model : the lab's
    epoch : what it shall show, of a copy; None: of a copy the first epoch with all right
    """
    training = model.training
    cheap = training.network.n_parameters * len(training.X) <= CHEAP
    if epoch is None and (training.epoch or training.seen or not cheap):
        return model
    twin = LiveTraining(copy.deepcopy(training))
    twin.advance(max(epoch or 0, (model.epochs or EPOCHS) if cheap else 1))
    first = twin.last if twin.moments.first is None else twin.moments.first
    twin.rewind(first if epoch is None else epoch)
    twin.read()
    return twin


def draw(model: LiveTraining, levels: Sequence, parts: Sequence[str], goal: str) -> Figure:
    """The card without its controls: the plane, the goal, and curve and film if they're shown."""
    high = HIGH + STRIP * ("film" in parts)
    figure = Figure(figsize=(WIDE / 100, high / 100), facecolor=LIGHT["paper"])

    def axes(left: float, top: float, wide: float, tall: float) -> Axes:
        return figure.add_axes((left / WIDE, 1 - (top + tall) / high, wide / WIDE, tall / high))

    def words(text: str, top: float, size: float, **look: Any) -> None:
        usual: Any = {"color": LIGHT["ink"], "va": "top", "parse_math": False}
        figure.text((HIGH + 28) / WIDE, 1 - top / high, text, fontsize=size * 0.72, **usual | look)

    marks = plane(**pictures.plane(model, None))
    paint_plane(axes(0, 0, HIGH, HIGH), marks, inside=True, size=1.4).set(aspect="auto")
    words(goal, 34, 25, fontweight="bold")
    words(f"epoch {epoch_name(model.position)}   loss {pictures.loss_word(model.loss)}", 78, 16)
    if "curve" in parts:
        shown = pictures.curve(model, levels, draggable=False)
        lasting = {name: shown[name] for name in shown if name not in ("beat", "steady")}
        paint_curve(axes(HIGH + 70, 140, WIDE - HIGH - 100, HIGH - 180), curve(**lasting))
    if "film" in parts:
        paint_film(axes(14, HIGH + 8, WIDE - 28, STRIP - 10), film(**Film(model).marks()))
    return figure
