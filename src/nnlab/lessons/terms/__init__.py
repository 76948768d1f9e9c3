"""The words of the course, a module a chapter; `nnlab.lessons.glossary` looks them up."""

from . import layer, neuron

TERMS = tuple(term for chapter in (neuron, layer) for term in chapter.TERMS)
