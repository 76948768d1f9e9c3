"""What the exercises ask, a module a chapter; the machinery is in `nnlab.lessons.exercise`."""

from . import backprop, layer, loss, neuron, training

CHAPTERS = (neuron, layer, loss, backprop, training)

EXERCISES = {item.id: item for chapter in CHAPTERS for item in chapter.EXERCISES}
