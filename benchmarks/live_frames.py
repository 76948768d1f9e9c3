"""Painted frames under a hand while another cell runs, and of a training at full speed.

    python benchmarks/live_frames.py [--seconds 2.5] [--write]

A real JupyterLab: a hand drags in each lab, with no cell running, while one sleeps, and while one
computes. Counted are the animation frames in which the page painted something under the hand: a
canvas, or the place of a mark. The ratio is to a bare requestAnimationFrame loop of the same page,
in the same seconds: what no page on this machine can exceed. Of a training at full speed, the
frames in which its curve was painted. `--write` puts the table into RESULTS.md.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import live_training, report  # noqa: E402
from tests.browser import harness  # noqa: E402

START = """
import time
import numpy as np
from nnlab import Network, Neuron, sigmoid, step, tanh
from nnlab.datasets import load_digits, make_gate
from nnlab.labs import CliffLab, CurveLab, DecisionLab, LossLab, NetworkLab, NeuronLab, PixelLab
"""
LABS = {  # what makes one; what a hand takes hold of, and how far it goes to and fro, px
    "NeuronLab, its line": (
        "NeuronLab(Neuron([1, 1], -0.5, step), *make_gate('and'))",
        "[aria-label='Move the line']",
        (60, -60),
    ),
    "DecisionLab, a column": ("DecisionLab(Neuron([1, 1, 1], -0.5, step))", ".nnlab-grip", (0, 60)),
    "PixelLab, ink": (
        "PixelLab(Neuron(np.linspace(-1, 1, 64)), *load_digits(classes=[3, 8]), "
        "classes=('3', '8'))",
        ".nnlab-pad",
        (60, 40),
    ),
    "CurveLab, a pencil": (
        "CurveLab(Network([1, 4, 1], ['relu', 'identity'], rng=0))",
        "",
        (90, 40),
    ),
    "NetworkLab, the sheet turned": (
        "NetworkLab(Network([2, 2, 1], sigmoid, rng=1), *make_gate('xor'), show=['folding'])",
        ".nnlab-sheet-area",
        (80, 20),
    ),
    "CliffLab, a first step": (
        "CliffLab(Network([1, 1], 'identity', rng=0), [[1.0]], [[0.0]])",
        ".nnlab-grip",
        (-60, 0),
    ),
    "LossLab, the ground turned": (
        "LossLab(Network([2, 2, 1], [tanh, sigmoid], rng=1), *make_gate('xor'))",
        ".nnlab-turner",
        (80, 20),
    ),
}
WORK = {
    "no cell runs": "",
    "a cell sleeps": "time.sleep({})",
    "a cell computes": "end = time.time() + {}\nwhile time.time() < end: pass",
}
COUNT = """() => {
  window.frames = window.painted = 0;
  let marked = false;
  for (const name of ["clearRect", "fillRect", "putImageData", "drawImage", "stroke", "fill"]) {
    const paint = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      marked ||= this.canvas.isConnected;
      return paint.apply(this, given);
    };
  }
  const attributeFilter = ["style", "transform", "d", "x", "cx"];
  new MutationObserver(() => { marked = true; })
    .observe(document.querySelector(".nnlab-stage"), { subtree: true, attributeFilter });
  const look = () => {
    window.frames += 1;
    window.painted += marked;
    marked = false;
    requestAnimationFrame(look);
  };
  look();
}"""
RESET = "() => { window.frames = window.painted = 0; return performance.now(); }"
READ = "begun => [frames, painted].map((n) => (n / (performance.now() - begun)) * 1000)"


def dragged(notebook, held: str, away, seconds: float) -> tuple[float, float]:
    """Frames a second that the page had, and in how many something under the hand was painted."""
    page, stage = notebook.page, notebook.page.locator(".nnlab-stage")
    box = stage.locator(held or ".nnlab-picture").first.bounding_box()
    x, y = box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y + 3)
    begun, k = page.evaluate(RESET), 0
    while page.evaluate("begun => performance.now() - begun", begun) < 1000 * seconds:
        k += 1
        share = abs(k % 40 - 20) / 20
        page.mouse.move(x + share * away[0], y + share * away[1])
    measured = page.evaluate(READ, begun)
    page.mouse.up()
    return measured


def measure(open_notebook, seconds: float):
    """The rows of the table: the lab, and for each work bare frames, painted ones, their ratio."""
    for name, (made, held, away) in LABS.items():
        cells = [START, f"lab = {made}\nlab", *(each.format(seconds + 3) for each in WORK.values())]
        notebook = open_notebook(cells)
        for k in (0, 1):
            notebook.run_cell(k)
        notebook.page.locator(".nnlab-say").wait_for()
        notebook.page.locator(".nnlab-stage").scroll_into_view_if_needed()
        notebook.settle()
        notebook.page.evaluate(COUNT)
        row = []
        for k, work in enumerate(WORK.values(), 2):
            if work:
                notebook.run_cell(k, wait=False)
                notebook.settle()
                notebook.page.locator(".nnlab-stage").scroll_into_view_if_needed()
            bare, painted = dragged(notebook, held, away, seconds)
            row += [bare, painted, painted / bare]
            notebook.wait_for("1", 1)  # until the cell has ended
        notebook.page.close()
        yield name, row


def training(open_notebook, seconds: float) -> float:
    """Painted frames a second of a training at full speed."""
    notebook = open_notebook(
        [live_training.CELLS[0] % ("xor", [2, 4, 1], 1), live_training.CELLS[1]]
    )
    notebook.run_all()
    notebook.page.locator(".nnlab-curve canvas").scroll_into_view_if_needed()
    notebook.settle()
    notebook.page.evaluate(live_training.FRAMES)
    return live_training.trained(notebook, seconds)["frames"]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2.5)
    parser.add_argument("--write", action="store_true", help="keep the results: RESULTS.md")
    options = parser.parse_args()

    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = harness.find_browser(playwright)
        if path is None:
            sys.exit("There is no Chromium or Chrome on this machine.")
        server = harness.Server(Path(folder) / "jupyter")
        browser = harness.launch(playwright, path)

        def open_notebook(cells):
            harness.write_notebook(server.root / "frames.ipynb", cells)
            page = browser.new_page(viewport={"width": 1366, "height": 900})
            return harness.Notebook(page, server, "frames.ipynb")

        try:
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; bare, painted, ratio:")
            rows = []
            for name, row in measure(open_notebook, options.seconds):
                rows.append((name, row))
                print(f"{name:30}", *(f"{value:7.2f}" for value in row), flush=True)
            trained = training(open_notebook, 3 * options.seconds)
            print(f"a training at full speed: {trained:.1f} painted frames a second")
            browser.close()
        finally:
            server.close()
    if options.write:
        report.keep("frames", {"work": list(WORK), "rows": rows, "training": trained}, 1)
        report.write()


if __name__ == "__main__":
    main()
