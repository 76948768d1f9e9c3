"""The course's predictions, a module a chapter; the machinery is in `nnlab.lessons.predict`."""

from . import neuron

PREDICTIONS = {item.id: item for chapter in (neuron,) for item in chapter.PREDICTIONS}
