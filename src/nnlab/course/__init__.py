"""The course's content, a folder a chapter; the machinery that shows it is in `nnlab.lessons`.

A folder has the chapter's words in Markdown (terms.md, predictions.md, exercises.md) and the
judges of its exercises (exercises.py). A chapter without one of them goes without it.
"""

CHAPTERS = (
    "neuron",
    "layer",
    "curves",
    "network",
    "depth",
    "loss",
    "backprop",
    "training",
    "pace",
    "clinic",
    "playground",
    "digits",
)
