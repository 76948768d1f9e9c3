"""TrainingLab, or the Playground, at full speed in a real JupyterLab: frames, lag, Pause, costs.

    python benchmarks/live_training.py [--seconds 8] [--rounds 3] [--memory MINUTES]
    python benchmarks/live_training.py --data playground

In turns, in one run, on one machine: the same training by `Training.run` alone, in a cell, and by
the lab in the background while the page paints plane, diagram and curve. Frames are the animation
frames in which the curve's canvas was painted. The lag is the time from the moment when Python made
a picture until its word that the browser has painted it was back: an upper bound. Pause is clicked
in the page; its clock stops when the training does. Rewinding is a key on the marker, until the
curve is painted anew. `--memory` trains on for so many minutes and says what kernel and page grew.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser import harness  # noqa: E402

CELLS = [
    """
import time
from nnlab import SGD, Network, Training, sigmoid, tanh
from nnlab.datasets import make_gate, make_moons
from nnlab.labs import TrainingLab
from nnlab.labs.training.model import LiveTraining
DATA = {"xor": make_gate("xor"), "moons": make_moons(200, rng=0)}
X, y = DATA["%s"]
def network():
    return Network(%s, [tanh] * %s + [sigmoid], rng=1)

def alone(seconds):
    training = Training(network(), X, y, optimizer=SGD(0.1))
    training.run(500)
    start, epoch = time.perf_counter(), training.epoch
    while time.perf_counter() - start < seconds:
        training.run(500)
    return (training.epoch - epoch) / (time.perf_counter() - start)
""",
    """
import time
from nnlab.labs import Playground
from nnlab.labs.playground.begin import training_of
from nnlab.labs.playground.plan import FEATURES, Plan, changed
from nnlab.labs.training.model import FASTEST, LiveTraining
settings = dict(data="spiral", hidden=[8] * 6, features=FEATURES, rate=0.003)

def alone(seconds):
    training = training_of(changed(Plan(), **settings))
    training.run(50)
    start, epoch = time.perf_counter(), training.epoch
    while time.perf_counter() - start < seconds:
        training.run(50)
    return (training.epoch - epoch) / (time.perf_counter() - start)
""",
    """
lags, stops, real = [], [], LiveTraining.stop
def stop(model):
    stops.append(time.time())
    real(model)
LiveTraining.stop = stop
lab = %s
heard = lab.curve.dispatch
def hear(event):
    if event["type"] == "painted":
        lags.append(time.time() - event["beat"])
    heard(event)
lab.curve.dispatch = hear
lab
""",
]

LABS = {
    "training": "TrainingLab(network(), X, y, optimizer=SGD(0.1), speed=None)",
    "playground": "Playground(**settings)\nlab.model.live.speed = FASTEST",
}

FRAMES = """
() => {
  window.paints = [];
  const canvas = document.querySelector(".nnlab-curve canvas");
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...args) {
    if (this.canvas === canvas && !window.asked) {
      window.asked = true;
      requestAnimationFrame(() => { window.asked = false; paints.push(performance.now()); });
    }
    return clear.apply(this, args);
  };
}
"""


def median(values, digits=0):
    """The median, rounded."""
    return round(statistics.median(values), digits)


def trained(notebook, seconds: float) -> dict:
    """The lab at full speed for so long."""
    page = notebook.page
    page.get_by_role("button", name="Run").first.click()
    page.wait_for_timeout(1500)  # it finds its pace
    page.evaluate("() => { paints.length = 0; }")
    start = notebook.value("(lags.clear(), lab.epoch, time.perf_counter())[1:]")
    page.wait_for_timeout(seconds * 1000)
    paints = page.evaluate("paints.slice()")
    end = notebook.value("(lab.epoch, time.perf_counter())")
    lags = sorted(notebook.value("list(lags)"))
    pause = page.get_by_role("button", name="Pause").first
    clicked = pause.evaluate("pause => { const now = Date.now(); pause.click(); return now; }")
    notebook.wait_for("lab.running", False)
    return {
        "frames": (len(paints) - 1) / (paints[-1] - paints[0]) * 1000,
        "epochs": (end[0] - start[0]) / (end[1] - start[1]),
        "lag": 1000 * statistics.median(lags),
        "lag95": 1000 * lags[int(0.95 * len(lags))],
        "most": 1000 * lags[-1],
        "pause": 1000 * (notebook.value("stops[-1]") - clicked / 1000),
    }


def rewound(notebook, times: int) -> list[float]:
    """Milliseconds from a key on the marker to the paint of the curve."""
    page, found = notebook.page, []
    marker = page.locator(".nnlab-marker")
    for k in range(times):
        marker.focus()
        page.evaluate(
            "() => { paints.length = 0; document.addEventListener('keydown', () => {"
            " window.pressed = performance.now(); }, { once: true, capture: true }); }"
        )
        page.keyboard.press(["Home", "End", "PageDown", "ArrowLeft"][k % 4])
        page.wait_for_function("() => paints.length > 0", polling=10)
        found.append(page.evaluate("paints[0] - pressed"))
        page.wait_for_timeout(100)
    return found


def memory(notebook) -> tuple[float, float]:
    """MB of the kernel, and of the page's own objects."""
    notebook.page.evaluate("() => { for (let k = 0; k < 4; k++) gc(); }")
    kernel = notebook.value(
        "(__import__('gc').collect(), __import__('psutil').Process().memory_info().rss)[1]"
    )
    return kernel / 1e6, notebook.page.evaluate("performance.memory.usedJSHeapSize") / 1e6


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=float, default=0, metavar="MINUTES")
    parser.add_argument("--data", choices=["xor", "moons", "playground"], default="xor")
    options = parser.parse_args()
    sizes = [2, 4, 1] if options.data == "xor" else [2, 8, 8, 1]
    first, own, last = CELLS
    cells = [first % (options.data, sizes, len(sizes) - 2), last % LABS["training"]]
    if options.data == "playground":
        sizes, cells = [7, *[8] * 6, 1], [own, last % LABS["playground"]]

    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = harness.find_browser(playwright)
        if path is None:
            sys.exit("There is no Chromium or Chrome on this machine.")
        server = harness.Server(Path(folder) / "jupyter")
        try:
            browser = harness.launch(playwright, path)
            harness.write_notebook(server.root / "race.ipynb", cells)
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            notebook = harness.Notebook(page, server, "race.ipynb")
            notebook.run_all()
            page.wait_for_selector(".nnlab-curve canvas")
            page.wait_for_timeout(1000)
            page.locator(".nnlab-curve canvas").scroll_into_view_if_needed()
            page.evaluate(FRAMES)
            print(
                f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {options.data}, {sizes}"
            )
            if options.memory:
                page.get_by_role("button", name="Run").first.click()
                page.wait_for_timeout(20_000)
                before = memory(notebook)
                for half in range(round(2 * options.memory)):
                    page.wait_for_timeout(30_000)
                    now = memory(notebook)
                    epoch, records = notebook.value("(lab.epoch, len(lab.history))")
                    grown = [f"{a - b:+.1f} MB" for a, b in zip(now, before, strict=True)]
                    print(
                        f"after {(half + 1) / 2} min, {epoch:,} epochs: kernel {grown[0]}, "
                        f"page {grown[1]}, {records} records",
                        flush=True,
                    )
                return
            plain, live = [], []
            for _ in range(options.rounds):
                plain.append(notebook.value(f"alone({options.seconds / 2})"))
                live.append(trained(notebook, options.seconds))
            column = {name: [each[name] for each in live] for name in live[0]}
            print(f"painted frames a second   {median(column['frames'], 1)}")
            print(
                f"picture behind, ms        median {median(column['lag'])}, 95 % under "
                f"{median(column['lag95'])}, most {max(column['most']):.0f}"
            )
            print(
                f"Pause to stopped, ms      median {median(column['pause'])}, "
                f"most {max(column['pause']):.0f}"
            )
            share = [a["epochs"] / b for a, b in zip(live, plain, strict=True)]
            paces = f"alone {median(plain):,.0f}, in the lab {median(column['epochs']):,.0f}"
            print(f"epochs a second           {paces}: {median(share, 2)} of it")
            times = rewound(notebook, 24)
            print(
                f"rewinding, key to paint   median {median(times)} ms, most {max(times):.0f}, "
                f"among {notebook.value('len(lab.history)'):,} records"
            )
            browser.close()
        finally:
            server.close()


if __name__ == "__main__":
    main()
