"""The course's predictions, a module a chapter; the machinery is in `nnlab.lessons.predict`."""

from . import layer, neuron

PREDICTIONS = {item.id: item for chapter in (neuron, layer) for item in chapter.PREDICTIONS}
