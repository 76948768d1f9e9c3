"""The words of the course, a module a chapter; `nnlab.lessons.glossary` looks them up."""

from . import backprop, layer, loss, network, neuron, training

CHAPTERS = (neuron, layer, network, loss, backprop, training)

TERMS = tuple(term for chapter in CHAPTERS for term in chapter.TERMS)
