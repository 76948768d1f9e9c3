"""The film of a training: of its moments what each looked like, computed once."""

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from nnlab.labs.training.model import LiveTraining
from nnlab.labs.training.moments import Moment
from nnlab.pictures.field import WEAK, field_bytes
from nnlab.pictures.film import CELLS, film_bounds
from nnlab.pictures.geometry import sample_plane

MOST = 60  # points in a frame; of more, some are drawn


class Film:
    """Remembers the field of each moment for as long as there is that moment.

    Parameters
    ----------
    model : of a network with two inputs and one output
    """

    def __init__(self, model: LiveTraining) -> None:
        self._model, self._bounds = model, film_bounds(model.training.X)
        n = len(model.training.X)
        self._some = np.sort(np.random.default_rng(0).permutation(n)[:MOST])  # of all classes
        self._places = sample_plane(self._bounds, CELLS)
        self._fields: WeakKeyDictionary[Moment, bytes] = WeakKeyDictionary()

    def marks(self) -> dict[str, Any]:
        """What `pictures.film.film` takes, as the model is now."""
        model, moments = self._model, self._model.moments.all
        X, some = model.training.X, self._some
        return {
            "fields": [self._field(moment) for moment in moments],
            "epochs": [moment.epoch for moment in moments],
            "right": [moment.right for moment in moments],
            "epoch": model.position,
            "bounds": self._bounds,
            "X": X[some],
            "classes": np.asarray(model.sides.classes)[some],
            "of": len(X),
            "power": WEAK,
            "running": model.running,
        }

    def _field(self, moment: Moment) -> bytes:
        if moment not in self._fields:
            says = moment.network(self._places)[:, 0]
            self._fields[moment] = field_bytes(says, *self._model.scale, power=WEAK).tobytes()
        return self._fields[moment]
