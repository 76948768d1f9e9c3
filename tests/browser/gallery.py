"""Every lab, in a cell of its own: what tests of all labs walk."""

from pathlib import Path

from tests.labs.test_lab import EACH

_ROOT = str(Path(__file__).parents[2])
MAKE = f"""
import sys, time
import numpy as np
sys.path.insert(0, {_ROOT!r})
from nnlab import labs
from tests.labs.test_lab import EACH
SOLVED = [9, 9, -4, 9, 9, -13, 12, -12, -5]  # XOR by two hidden neurons
opened = {{}}
owners = {{kind: next(iter(given), None) for kind, given in EACH.items()}}
first = {{kind: it.parameters.copy() for kind, it in owners.items() if hasattr(it, "parameters")}}
def show(name, kind, **options):
    global lab, thing
    thing = owners[kind]
    if kind in first:
        thing.parameters[...] = first[kind]  # whatever a test before has made of it
    opened[name] = lab = getattr(labs, kind)(*EACH[kind], **options)
    return lab
def turn(change):
    lab.change(change)
def put(numbers):
    turn(lambda: thing.parameters.__setitem__(..., numbers))
"""

# Labs that have a second face, and what they show then; all else shows what it can.
FACES = {
    "NeuronLab": {"all": None, "board": ["board"]},
    "NetworkLab": {
        "apart": ["diagram", "equation", "plane", "sliders", "bends", "challenge"],
        "folding": ["folding", "table", "bends", "equation"],
    },
    "BackpropLab": {"film": None, "by hand": ["diagram", "equation", "gradients", "nudge"]},
}
LABS = {  # by what it is called here: its kind, and what it shows
    f"{kind}, {face}" if face else kind: (kind, show)
    for kind in EACH
    for face, show in FACES.get(kind, {"": None}).items()
}
NAMES = list(LABS)
# What brings one to its end, or lets it run.
DO = {
    "ActivationLab": ["turn(lambda: setattr(lab.model, 'z', 0.0))"],
    "NeuronLab": ["put([1, 1, -1.5])", "put([1, 1, -0.6])"],
    "DecisionLab": ["turn(lambda: lab.model.set(3, -1.5))"],
    "MistakeLab": ["lab.pass_by()"] * 12,
    "PixelLab": ["turn(lab.model.show_one)"],
    "LayerLab": ["put([[1, 1, -0.5], [1, 1, -1.5]])"],
    "CurveLab": ["put([1, 0, 0, 0, 1, 0, 0])"],
    "NetworkLab": ["put(SOLVED)", "turn(lambda: setattr(lab.model, 'fold', 1.0))"],
    "CliffLab": ["turn(lambda: setattr(lab.model, 'rates', [0.9, 0.49, 0.51]))"],
    "LossLab": ["lab.step(40)", "turn(lambda: setattr(lab.model, 'fog', False))"],
    "BackpropLab": ["lab.next(5)"],
    "TrainingLab": ["turn(lambda: setattr(lab, '_opened', True))", "lab.run()"],
    "LotteryLab": ["lab.run()"],
    "Playground": ["lab.advance(100)", "turn(lambda: lab._open({'name': 'gallery'}))", "lab.run()"],
    "DigitLab": [
        "turn(lambda: thing.layers[-1].b.__setitem__(3, 50))",
        "turn(lambda: setattr(lab.model, 'strokes', (((0.5, 0.1), (0.5, 0.9)),)))",
    ],
}


class Gallery:
    """The notebook, open; `stage(name)` opens a lab anew."""

    def __init__(self, open_notebook, width=1366, height=650, **options):
        cells = [
            MAKE,
            *(f"show({name!r}, {kind!r}, show={it})" for name, (kind, it) in LABS.items()),
        ]
        self.notebook = open_notebook(cells, width=width, height=height, **options)
        self.page = self.notebook.page
        self.notebook.run_cell(0)

    def stage(self, name):
        """A lab, just opened."""
        self.index = 1 + NAMES.index(name)
        self.notebook.run_cell(self.index)
        shown = self.notebook.outputs(self.index).locator(".nnlab-stage")
        shown.locator(".nnlab-say").wait_for()
        shown.scroll_into_view_if_needed()
        self.notebook.settle()
        return shown

    def do(self, name):
        """Bring the lab that was opened last to its end, or let it run."""
        for step in DO[LABS[name][0]]:
            self.notebook.value(step)
            assert self.notebook.value("lab._error") == "", step
        self.notebook.settle()

    def close(self):
        """Close the lab that was opened last: what it still runs would draw others anew."""
        self.notebook.value("lab.close()")
