"""Slider to pixels in a real JupyterLab: NeuronLab against `interact` + `plt.show`.

    python benchmarks/live_view.py [--moves 40] [--rounds 3] [--growth]

Both draw the same neuron: its field, its line and arrow, the four points. In the page, the clock
runs from the key press that moves a slider to the first paint that shows the new picture: for
`interact` the new image has loaded, for the lab its canvas has been drawn; then an animation frame
and a task, as near to "painted" as a page can tell. The two take turns, in one run, on one machine:
read the ratio, not the milliseconds. `--growth` makes 1,000 slider moves instead, and says how much
kernel and page grew, and how far the picture lagged behind the last move.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser import harness  # noqa: E402

CELLS = [
    """
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
from nnlab import Neuron
from nnlab.datasets import make_gate
from nnlab.labs.neuron import NeuronLab
from nnlab.plots.neuron import plot_neuron
X, y = make_gate("and")
neuron = Neuron([1.0, 1.0], -0.5, "step")
""",
    """
def draw(w1):
    neuron.w[0] = w1
    fig, ax = plt.subplots(figsize=(4.4, 4.4))
    plot_neuron(neuron, X, y, ax=ax, resolution=96)
    plt.show()

interact(draw, w1=FloatSlider(1.0, min=-5, max=5, step=0.25));
""",
    """
lab = NeuronLab(neuron, X, y, show=["plane", "sliders"])
lab
""",
]

CLOCK = """
() => {
  window.clock = { moves: [] };
  const painted = () => {
    const move = clock.moves.at(-1);
    if (!move || move.seen) return;
    move.seen = true;
    move.drawn = performance.now() - move.at;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { move.ms = performance.now() - move.at; };
      port2.postMessage(0);
    });
  };
  document.addEventListener("keydown", () => {
    clock.moves.push({ at: performance.now() });
  }, true);
  for (const name of ["putImageData", "drawImage", "fillRect", "stroke"]) {
    const real = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...args) {
      if (clock.canvas && this.canvas.isConnected) painted();
      return real.apply(this, args);
    };
  }
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      const image = node.nodeName === "IMG" ? node : node.querySelector?.("img");
      if (!image || clock.canvas) continue;
      if (image.complete) painted(); else image.addEventListener("load", painted, { once: true });
    }
  }).observe(document.body, { childList: true, subtree: true });
}
"""

IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"

CANDIDATES = {
    "interact + plt.show": (False, ".noUi-handle"),
    "NeuronLab": (True, ".nnlab-slider-range"),
}


def measure(notebook, canvas: bool, selector: str, moves: int) -> list[float]:
    """Milliseconds from key to paint, one for each move."""
    page = notebook.page
    page.evaluate("canvas => { clock.canvas = canvas; clock.moves = []; }", canvas)
    page.locator(selector).first.focus()
    for k in range(moves):
        page.keyboard.press("ArrowLeft" if k % 2 else "ArrowRight")
        page.wait_for_function("k => clock.moves[k]?.ms !== undefined", arg=k, polling=20)
        page.wait_for_function(IDLE, polling=20)
        page.wait_for_timeout(30)
    return page.evaluate("clock.moves.map(move => move.ms)")


def race(notebook, moves: int, rounds: int) -> dict[str, list[float]]:
    """Both candidates in turns; the first moves of each only warm it up."""
    times = {name: [] for name in CANDIDATES}
    for how in CANDIDATES.values():
        measure(notebook, *how, 4)
    for _ in range(rounds):
        for name, how in CANDIDATES.items():
            times[name] += measure(notebook, *how, moves)
    return times


END = 1 + 8 * 0.25  # where 1,000 moves, eight up and eight down, leave a slider that began at 1


def growth(notebook, moves: int = 1000) -> dict[str, float]:
    """What `moves` slider moves leave behind, in MB, and the lag after the last in ms."""
    page = notebook.page

    def memory():
        page.evaluate("() => { for (let k = 0; k < 4; k++) gc(); }")
        kernel = notebook.value(
            "(__import__('gc').collect(), __import__('psutil').Process().memory_info().rss)[1]"
        )
        return kernel / 1e6, page.evaluate("performance.memory.usedJSHeapSize") / 1e6

    measure(notebook, *CANDIDATES["NeuronLab"], 30)
    page.evaluate("() => { clock.moves = []; clock.canvas = false; }")
    before = memory()
    for k in range(moves):
        page.keyboard.press("ArrowRight" if k // 8 % 2 == 0 else "ArrowLeft")
        page.wait_for_timeout(20)  # as fast as a hand; faster, ipywidgets skips values
        if k % 50 == 0:
            page.evaluate("() => { clock.moves = []; }")
    start = page.evaluate("performance.now()")
    slider = page.locator(".nnlab-slider-range").first
    notebook.until(
        lambda: float(slider.input_value()) == notebook.value("float(neuron.w[0])") == END,
        "slider and neuron agree",
    )
    lag = page.evaluate("performance.now()") - start
    after = memory()
    return {"kernel MB": after[0] - before[0], "page MB": after[1] - before[1], "lag ms": lag}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()

    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = harness.find_browser(playwright)
        if path is None:
            sys.exit("There is no Chromium or Chrome on this machine.")
        server = harness.Server(Path(folder) / "jupyter")
        try:
            browser = harness.launch(playwright, path)
            harness.write_notebook(server.root / "race.ipynb", CELLS)
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            notebook = harness.Notebook(page, server, "race.ipynb")
            notebook.run_all()
            page.wait_for_selector(".nnlab-slider-range")
            page.wait_for_selector(".jp-OutputArea img")
            page.evaluate(CLOCK)
            if options.growth:
                for what, value in growth(notebook).items():
                    print(f"{what:10} {value:8.1f}")
                return
            times = race(notebook, options.moves, options.rounds)
            for name, values in times.items():
                quick, slow = statistics.median(values), sorted(values)[int(len(values) * 0.95)]
                print(f"{name:22} median {quick:6.1f} ms   95 % under {slow:6.1f} ms")
            slow, quick = (statistics.median(values) for values in times.values())
            print(f"ratio 1/{slow / quick:.1f}")
            browser.close()
        finally:
            server.close()


if __name__ == "__main__":
    main()
