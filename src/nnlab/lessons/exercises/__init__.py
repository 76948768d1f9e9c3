"""What the exercises ask, a module a chapter; the machinery is in `nnlab.lessons.exercise`."""

from . import layer, neuron

EXERCISES = {item.id: item for chapter in (neuron, layer) for item in chapter.EXERCISES}
