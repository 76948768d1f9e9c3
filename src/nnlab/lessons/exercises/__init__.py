"""What the exercises ask, a module a chapter; the machinery is in `nnlab.lessons.exercise`."""

from . import neuron

EXERCISES = {item.id: item for chapter in (neuron,) for item in chapter.EXERCISES}
