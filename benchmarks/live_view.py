"""From a hand to pixels in a real JupyterLab: NeuronLab against `interact`, and against nothing.

    python benchmarks/live_view.py [--moves 40] [--rounds 3] [--growth] [--prompt]

Keys: in the page, the clock runs from the key press that moves a slider to the first paint that
shows the new picture: for `interact` the new image has loaded, for the others a canvas has been
drawn; then an animation frame and a task, as near to "painted" as a page can tell. `interact` and
the lab draw the same neuron: its field, its line and arrow, the four points. The bare round trip is
a range input, a kernel that answers 9 kB at once, and a canvas: nothing that goes through
JupyterLab can be quicker.

Hand: the pointer drags the line, and the clock runs from each move to the line's paint and to the
first field that Python sends after it.

All take turns, in one run, on one machine: read the ratios, not the milliseconds. `--growth` makes
1,000 slider moves instead, and says how much kernel and page grew, and how far the picture lagged
behind the last move. `--prompt` compares a server with and without nnlab.live.prompt.
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
from nnlab.plots import plot_neuron
X, y = make_gate("and")
neuron = Neuron([1.0, 1.0], -0.5, "step")
""",
    """
def draw(w1):
    neuron.w[0] = w1
    fig, ax = plt.subplots(figsize=(4.4, 4.4))
    plot_neuron(neuron, X, y, ax=ax)
    plt.show()

interact(draw, w1=FloatSlider(1.0, min=-5, max=5, step=0.25));
""",
    """
lab = NeuronLab(neuron, X, y, show=["plane", "sliders"])
lab
""",
    """
import anywidget

class Bare(anywidget.AnyWidget):
    _esm = '''
export default {
  render({ model, el }) {
    const range = document.createElement("input"), canvas = document.createElement("canvas");
    const brush = canvas.getContext("2d"), image = new ImageData(96, 96);
    Object.assign(range, { type: "range", min: -5, max: 5, step: 0.25, className: "bare" });
    range.setAttribute("data-lm-suppress-shortcuts", "true");
    canvas.width = canvas.height = 96;
    el.append(range, canvas);
    range.addEventListener("keydown", ({ key }) => {
      range.value = Number(range.value) + (key === "ArrowLeft" ? -0.25 : 0.25);
      model.send({ value: Number(range.value) });
    });
    model.on("msg:custom", (_, [data]) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      bytes.forEach((v, k) => image.data.fill(v, 4 * k, 4 * k + 4));
      brush.putImageData(image, 0, 0);
    });
  },
};
'''

    def __init__(self):
        super().__init__()
        self.on_msg(lambda _widget, content, _buffers: self.send({}, [bytes(9216)]))

Bare()
""",
]

CLOCK = """
() => {
  window.clock = { moves: [], hand: [] };
  const soon = (move, what) => {
    if (!move || move[what] !== undefined) return;
    move[what] = null;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { move[what] = performance.now() - move.at; };
      port2.postMessage(0);
    });
  };
  const painted = () => soon(clock.moves.at(-1), "ms");
  document.addEventListener("pointermove", () => {
    if (clock.dragging) clock.hand.push({ at: performance.now() });
  }, true);
  document.addEventListener("keydown", () => {
    clock.moves.push({ at: performance.now() });
  }, true);
  for (const name of ["putImageData", "drawImage", "fillRect", "stroke"]) {
    const real = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...args) {
      if (clock.canvas && this.canvas.isConnected) painted();
      if (clock.dragging && name === "stroke") soon(clock.hand.at(-1), "line");
      if (clock.dragging && name === "putImageData") soon(clock.hand.at(-1), "field");
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
    "bare round trip": (True, ".bare"),
}


def measure(notebook, canvas: bool, selector: str, moves: int) -> list[float]:
    """Milliseconds from key to paint, one for each move."""
    page = notebook.page
    page.evaluate("canvas => { clock.canvas = canvas; clock.moves = []; }", canvas)
    page.locator(selector).first.focus()
    for k in range(moves):
        page.keyboard.press("ArrowLeft" if k % 2 else "ArrowRight")
        page.wait_for_function("k => typeof clock.moves[k]?.ms === 'number'", arg=k, polling=20)
        page.wait_for_function(IDLE, polling=20)
        page.wait_for_timeout(30)
    return page.evaluate("clock.moves.map(move => move.ms)")


def drag(notebook, moves: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each move of a hand to the line under it, and to Python's next field."""
    page = notebook.page
    handle = page.get_by_role("slider", name="Move the line").first
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2, y - 2)  # with its first move a drag begins, and nothing has moved yet
    page.evaluate("() => { clock.canvas = false; clock.hand = []; clock.dragging = true; }")
    for k in range(moves):
        away = 4 * (1 + k % 8)
        page.mouse.move(x + away, y - away)
        page.wait_for_function("k => typeof clock.hand[k]?.field === 'number'", arg=k, polling=20)
        page.wait_for_timeout(30)
    page.evaluate("() => { clock.dragging = false; }")
    page.keyboard.press("Escape")
    page.mouse.up()
    hand = page.evaluate("clock.hand")
    return [move["line"] for move in hand], [move["field"] for move in hand]


def race(contenders: dict, moves: int, rounds: int) -> dict[str, list[float]]:
    """Each in turns; the first moves only warm it up. A contender: notebook, canvas, selector."""
    times = {name: [] for name in contenders}
    for how in contenders.values():
        measure(*how, 4)
    for _ in range(rounds):
        for name, how in contenders.items():
            times[name] += measure(*how, moves)
    return times


def show(times: dict[str, list[float]]) -> None:
    """The medians, with where the middle half lies."""
    for name, values in times.items():
        low, middle, high = statistics.quantiles(values, n=4)
        print(f"{name:22} median {middle:6.1f} ms   half of them {low:6.1f} to {high:6.1f}")


def ratio(times: dict[str, list[float]], over: str, under: str) -> str:
    """How many times one took the other."""
    value = statistics.median(times[over]) / statistics.median(times[under])
    return f"{over} / {under}: {value:.2f}"


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


def opened(browser, server, name: str):
    """The notebook, run, with the clock in its page."""
    harness.write_notebook(server.root / name, CELLS)
    notebook = harness.Notebook(
        browser.new_page(viewport={"width": 1280, "height": 1000}), server, name
    )
    notebook.run_all()
    for shown in (".nnlab-slider-range", ".jp-OutputArea img", ".bare"):
        notebook.page.wait_for_selector(shown)
    notebook.page.evaluate(CLOCK)
    return notebook


def with_and_without_prompt(browser, folder: Path, options) -> None:
    """The lab on two servers, one of which doesn't load nnlab.live.prompt."""
    off = {"ServerApp.jpserver_extensions": "nnlab.live.prompt=False"}
    servers = {
        "with": harness.Server(folder / "with"),
        "without": harness.Server(folder / "without", **off),
    }
    try:
        pages = {how: opened(browser, server, "race.ipynb") for how, server in servers.items()}
        contenders = {
            f"{name} {how}": (pages[how], *CANDIDATES[name])
            for name in ("NeuronLab", "bare round trip")
            for how in pages
        }
        times = race(contenders, options.moves, options.rounds)
        show(times)
        for name in ("NeuronLab", "bare round trip"):
            print(ratio(times, f"{name} without", f"{name} with"))
    finally:
        for server in servers.values():
            server.close()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--prompt", action="store_true")
    options = parser.parse_args()

    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = harness.find_browser(playwright)
        if path is None:
            sys.exit("There is no Chromium or Chrome on this machine.")
        browser = harness.launch(playwright, path)
        if options.prompt:
            with_and_without_prompt(browser, Path(folder), options)
            return
        server = harness.Server(Path(folder) / "jupyter")
        try:
            notebook = opened(browser, server, "race.ipynb")
            if options.growth:
                for what, value in growth(notebook).items():
                    print(f"{what:10} {value:8.1f}")
                return
            contenders = {name: (notebook, *how) for name, how in CANDIDATES.items()}
            times = race(contenders, options.moves, options.rounds)
            line, field = drag(notebook, options.moves)
            times |= {"line under the hand": line, "field after it": field}
            show(times)
            print(ratio(times, "NeuronLab", "bare round trip"))
            print(ratio(times, "NeuronLab", "interact + plt.show"))
            print(ratio(times, "line under the hand", "field after it"))
        finally:
            server.close()


if __name__ == "__main__":
    main()
