"""The course's content, a folder a chapter; the machinery that shows it is in `nnlab.lessons`.

A folder has the chapter's words in Markdown (terms.md, predictions.md, exercises.md) and the
judges of its exercises (exercises.py). A chapter without one of them goes without it.
"""

from importlib import import_module
from pathlib import Path

from nnlab.lessons.exercise import read_exercises
from nnlab.lessons.glossary import read_terms
from nnlab.lessons.predict import read_questions

CHAPTERS = ("neuron", "layer", "network", "loss", "backprop", "training")

_FOLDERS = [Path(__file__).parent / name for name in CHAPTERS]
TERMS = tuple(term for folder in _FOLDERS for term in read_terms(folder / "terms.md"))
PREDICTIONS = {
    item.id: item for folder in _FOLDERS for item in read_questions(folder / "predictions.md")
}
EXERCISES = {
    item.id: item
    for folder in _FOLDERS
    if (folder / "exercises.py").exists()
    for item in read_exercises(
        folder / "exercises.md", import_module(f".{folder.name}.exercises", __name__).JUDGES
    )
}
