"""The course's content, a folder a chapter; the machinery that shows it is in `nnlab.lessons`."""

from . import backprop, layer, loss, network, neuron, training

CHAPTERS = (neuron, layer, network, loss, backprop, training)

EXERCISES = {item.id: item for chapter in CHAPTERS for item in chapter.EXERCISES}
PREDICTIONS = {item.id: item for chapter in CHAPTERS for item in chapter.PREDICTIONS}
TERMS = tuple(term for chapter in CHAPTERS for term in chapter.TERMS)
