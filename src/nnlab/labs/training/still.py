"""The stored picture: the plane in its great moment, how the loss fell, and the film."""

import copy
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from nnlab.labs.training import pictures
from nnlab.labs.training.film import Film
from nnlab.labs.training.model import LiveTraining
from nnlab.pictures.curve import curve
from nnlab.pictures.film import film
from nnlab.pictures.palette import LIGHT
from nnlab.pictures.plane import plane
from nnlab.plots.film import paint_film
from nnlab.plots.paint import paint_curve, paint_plane

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


def draw(model: LiveTraining, levels: Sequence, parts: Sequence[str]) -> Figure:
    """The plane, and of curve and film those that are among the parts."""
    figure = Figure(figsize=(9.3, 5.0), layout="constrained", facecolor=LIGHT["paper"])
    rows: Any = [["plane", *(["curve"] if "curve" in parts else [])]]
    rows += [["film"] * len(rows[0])] if "film" in parts else []
    axes: dict[str, Any] = figure.subplot_mosaic(rows, height_ratios=(4, 1)[: len(rows)])
    paint_plane(axes["plane"], plane(**pictures.plane(model, None)))
    if "curve" in axes:
        shown = pictures.curve(model, levels, draggable=False)
        lasting = {name: shown[name] for name in shown if name not in ("beat", "steady")}
        paint_curve(axes["curve"], curve(**lasting))
    if "film" in axes:
        paint_film(axes["film"], film(**Film(model).marks()))
    return figure
