"""The words of the course, a module a chapter; `nnlab.lessons.glossary` looks them up."""

from . import neuron

TERMS = tuple(term for chapter in (neuron,) for term in chapter.TERMS)
