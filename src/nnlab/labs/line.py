"""A neuron's line in a hand: the dot moves it, the arrow turns it, and so do the arrow keys."""

import numpy as np

from nnlab.pictures.geometry import line_geometry, line_through, turned

DECIMALS = 2  # a drag stops at what is shown, so that pen and lab agree
STEP = 0.25  # what an arrow key takes from the bias ...
TURN = 5.0  # ... and the degrees by which it turns the line


class HeldLine:
    """The line of one neuron with two weights, as the plane's events move it.

    Parameters
    ----------
    neuron : Neuron with 2 weights; its own numbers are changed
    bounds : (x0, x1, y0, y1), of the picture
    avoid : (n, 2), places that the line's dot and its number should not cover
    """

    def __init__(self, neuron, bounds, avoid=()):
        self.neuron = neuron
        self._bounds, self._avoid = bounds, avoid
        self._near = None  # where a hand left the line: its dot stays as close as it can
        self._drag = None  # during a drag: what it began with

    def geometry(self):
        """Where the line is drawn, as `line_geometry` says; None without a line."""
        w, b = self.neuron.w, self.neuron.b
        return line_geometry(w, b, self._bounds, near=self._near, avoid=self._avoid)

    def let_go(self):
        """Forget where the hand was: the numbers came from elsewhere."""
        self._near = None

    def nudge(self, event):
        """An arrow key on the dot moves the line, on the arrow it turns it."""
        steps = int(event["steps"]) * (4 if event.get("big") else 1)
        line = self.geometry()
        if line is None:
            return
        if event["part"] == "arrow":
            angle = np.arctan2(*self.neuron.w[::-1]) - np.radians(TURN * steps)
            self._turn(line, np.array(line["anchor"]) + [np.cos(angle), np.sin(angle)])
        else:
            self.neuron.b = round(self.neuron.b - STEP * steps, 10)
            self.let_go()

    def drag(self, event):
        """A hand at the dot ("middle") or at the arrow's head; Escape puts the line back."""
        if self._drag is None or self._drag["id"] != event["id"]:
            before = self.neuron.parameters.copy()
            self._drag = {"id": event["id"], "line": self.geometry(), "before": before}
        line, hand = self._drag["line"], np.array([event["x"], event["y"]], dtype=float)
        if line is None or event["phase"] == "start":
            return
        if event["phase"] == "cancel":
            self.neuron.parameters[...] = self._drag["before"]
        elif event["part"] == "arrow":
            self._turn(line, hand)
        else:
            self.neuron.b = round(line_through(self.neuron.w, hand), DECIMALS)
            self._near = tuple(hand)

    def _turn(self, line, toward):
        """Turn the arrow toward a place; the dot stays on the line."""
        held = np.array(line["anchor"])
        if np.allclose(toward, held):
            return  # no direction
        w, b = turned(line["length"], held, toward)
        self.neuron.parameters[...] = np.round([*w, b], DECIMALS)
        self._near = tuple(held)
