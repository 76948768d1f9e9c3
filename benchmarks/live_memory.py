"""What the labs leave behind in a real JupyterLab: 1,000 moves, 20 re-runs each, ten minutes.

    python benchmarks/live_memory.py [--moves 1000] [--runs 20] [--minutes 10] [--write]

After each part of the work, and after the garbage of both sides is collected: the kernel's resident
memory, what Python has allocated (tracemalloc), its widgets and comms; the page's JavaScript heap
(HeapProfiler.collectGarbage), its DOM nodes and listeners. Each row is what one part added to the
row before it, so a leak is a figure that comes again in each row; the first one also warms things
up. Training is at full speed, XOR by 2-4-1; its records are thinned out, so they don't grow.
`--write` puts the table into RESULTS.md.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import report  # noqa: E402
from tests.browser import harness  # noqa: E402
from tests.labs.test_lab import EACH  # noqa: E402

HERE = Path(__file__).parents[1]
MAKE = f"""
import gc, sys, tracemalloc
sys.path.insert(0, {str(HERE)!r})
import psutil
from ipykernel.comm.manager import CommManager
from ipywidgets.widgets.widget import _instances
from nnlab import SGD, Network, Neuron, labs
from nnlab.datasets import make_gate
from tests.labs.test_lab import EACH
def left():
    gc.collect()
    comms = get_ipython().kernel.comm_manager.comms
    traced = tracemalloc.get_traced_memory()[0]
    return psutil.Process().memory_info().rss / 1e6, traced / 1e6, len(_instances), len(comms)
tracemalloc.start()
"""
MOVED = "lab = labs.NeuronLab(Neuron([1.0, 1.0], -0.5, 'step'), *make_gate('and'))\nlab"
TRAINED = """
network = Network([2, 4, 1], ["tanh", "sigmoid"], rng=1)
lab = labs.TrainingLab(network, *make_gate("xor"), optimizer=SGD(0.1), speed=None)
lab
"""
RERUN = "labs.{0}(*EACH[{0!r}])"
WHAT = ("kernel MB", "traced MB", "widgets", "comms", "page MB", "nodes", "listeners")


class Meter:
    """Reads both sides, and says what has been added since the last reading."""

    def __init__(self, notebook) -> None:
        self.notebook = notebook
        self.devtools = notebook.page.context.new_cdp_session(notebook.page)
        self.devtools.send("Performance.enable")
        self.last = self._read()

    def _read(self) -> list[float]:
        kernel = self.notebook.value("left()")
        for _ in range(3):
            self.devtools.send("HeapProfiler.collectGarbage")
        found = {
            it["name"]: it["value"]
            for it in self.devtools.send("Performance.getMetrics")["metrics"]
        }
        page = found["JSHeapUsedSize"] / 1e6, found["Nodes"], found["JSEventListeners"]
        return [*kernel, *page]

    def added(self) -> list[float]:
        """What is there now that wasn't at the last reading."""
        before, self.last = self.last, self._read()
        return [now - then for now, then in zip(self.last, before, strict=True)]


def moved(notebook, moves: int) -> None:
    """A hand drags a line to and fro: so many moves, and one new line at the end of each ten."""
    page = notebook.page
    line = page.get_by_role("slider", name="Move the line").first
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(moves):
        away = 5 * abs(k % 20 - 10)
        page.mouse.move(x + away, y - away)
        page.wait_for_timeout(10)
    page.mouse.move(x, y)
    page.mouse.up()
    notebook.settle()


def measure(notebook, moves: int, runs: int, minutes: float):
    """The rows of the table: what was done, and what it added."""
    notebook.run_cell(0)
    notebook.run_cell(1)
    notebook.page.locator(".nnlab-stage").wait_for()
    moved(notebook, 50)
    meter = Meter(notebook)
    for part in range(4):
        moved(notebook, moves // 4)
        yield (
            f"a line dragged, moves {part * moves // 4 + 1:,} to {(part + 1) * moves // 4:,}",
            meter.added(),
        )
    for k, name in enumerate(EACH, 2):
        for part in (1, runs // 2, runs // 2):
            for _ in range(part):
                notebook.run_cell(k)
                notebook.outputs(k).locator(".nnlab-say").wait_for()
                notebook.settle()
            if part == 1:
                meter.added()  # it's there, and warm
            else:
                yield f"{name}'s cell run {part} times more", meter.added()
    last = len(EACH) + 2
    notebook.run_cell(last)
    stage = notebook.outputs(last).locator(".nnlab-stage")
    stage.get_by_role("button", name="Run").first.click()
    notebook.page.wait_for_timeout(20_000)
    meter.added()
    for minute in range(round(minutes)):
        before = notebook.value("lab.epoch")
        notebook.page.wait_for_timeout(60_000)
        epochs = notebook.value("lab.epoch") - before
        yield f"minute {minute + 1} of training, {epochs:,} epochs", meter.added()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--write", action="store_true", help="keep the results: RESULTS.md")
    options = parser.parse_args()

    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = harness.find_browser(playwright)
        if path is None:
            sys.exit("There is no Chromium or Chrome on this machine.")
        server = harness.Server(Path(folder) / "jupyter")
        try:
            browser = harness.launch(playwright, path)
            harness.write_notebook(
                server.root / "memory.ipynb", [MAKE, MOVED, *map(RERUN.format, EACH), TRAINED]
            )
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            notebook = harness.Notebook(page, server, "memory.ipynb")
            rows = []
            print(" " * 44, *(f"{what:>10}" for what in WHAT))
            for row in measure(notebook, options.moves, options.runs, options.minutes):
                rows.append(row)
                print(f"{row[0]:45}", *(f"{value:+10.2f}" for value in row[1]), flush=True)
            browser.close()
        finally:
            server.close()
    if options.write:
        report.keep("memory", {"what": WHAT, "rows": rows}, 1)
        report.write()


if __name__ == "__main__":
    main()
