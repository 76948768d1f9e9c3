"""What the exercises ask, a module a chapter; the machinery is in `nnlab.lessons.exercise`."""

from . import backprop, layer, loss, network, neuron, training

CHAPTERS = (neuron, layer, network, loss, backprop, training)

EXERCISES = {item.id: item for chapter in CHAPTERS for item in chapter.EXERCISES}
