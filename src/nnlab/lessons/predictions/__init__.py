"""The course's predictions, a module a chapter; the machinery is in `nnlab.lessons.predict`."""

from . import backprop, layer, loss, network, neuron, training

CHAPTERS = (neuron, layer, network, loss, backprop, training)

PREDICTIONS = {item.id: item for chapter in CHAPTERS for item in chapter.PREDICTIONS}
