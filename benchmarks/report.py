"""What was measured, as a table to read (RESULTS.md) and a picture (results.png)."""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import time
from importlib import metadata
from pathlib import Path

import numpy as np

from benchmarks import growth, tricks
from benchmarks.compare import Result
from benchmarks.workloads import ORDER

HERE = Path(__file__).parent
median = statistics.median


def load() -> float:
    """How busy the machine is: the load average of the last minute, where there is one."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def machine() -> str:
    """Where this is measured."""
    versions = filter(None, map(_version, ("numpy", "scikit-learn", "torch", "micrograd")))
    return (
        f"{_processor()}, {platform.system()}, Python {platform.python_version()}, "
        f"{', '.join(versions)}{_node()}"
    )


def _processor():
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
        name = next(
            line.split(":")[1].strip()
            for line in text.splitlines()
            if line.startswith("model name")
        )
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    simd = np.show_config(mode="dicts")["SIMD Extensions"].get("found") or ["baseline"]
    return f"{name} ({os.cpu_count()} cores, {simd[-1]})"


def _version(name):
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return None


def _node():
    node = shutil.which("node")
    if node is None:
        return ""
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return f", node {done.stdout.strip()}"


def keep(name, measured, rounds):
    """Put what was measured under its name into results.json; the rest stays as it is."""
    known = read()
    known[name] = {
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "load": load(),
        "machine": machine(),
        "rounds": rounds,
        "measured": _rounded(measured),
    }
    (HERE / "results.json").write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def read() -> dict:
    """What results.json knows."""
    path = HERE / "results.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _rounded(value):
    """Numbers to four digits, deep down."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, (list, tuple)) else value


def write():
    """RESULTS.md and results.png, from results.json."""
    known = read()
    results = [(Result(*known[name]["measured"]), known[name]) for name in ORDER if name in known]
    named = ("growth", "tricks", "memory", "frames")
    more = {name: known[name]["measured"] for name in named if name in known}
    (HERE / "RESULTS.md").write_text("\n".join(_lines(results, more)), "utf-8")
    if results:
        _picture([result for result, _ in results], more.get("growth"))


def _lines(results, more):
    yield """# Results

Written by `python3 lab.py bench --write`: CPU seconds of the training loop, one thread, every
contender in a process of its own, in turn, some rounds after one to warm up; medians, and in
brackets the least and the most. Every one starts from the same parameters, takes the samples in the
same order, and is checked to reach the loss that core reaches; who is slow does fewer epochs, and
its time is multiplied. Ratios are taken round by round, and their median counts: read those, not
the seconds.
"""
    yield from sorted({f"Machine: {told['machine']}." for _, told in results})
    yield "\n![Times relative to nnlab, and how cost grows](results.png)\n"
    if (HERE / "floors.md").exists():
        yield (HERE / "floors.md").read_text("utf-8")
    yield "## The figures\n\n| what | wanted | measured | |\n|---|---|---|---|"
    for result, _ in results:
        for words, bound, ratios in result.figures:
            if not ratios:
                yield f"| {_short(result.title)}: {words} | {_ratio(bound)} | not measured here | |"
                continue
            spread = f"{_ratio(median(ratios))} ({_ratio(min(ratios))} to {_ratio(max(ratios))})"
            met = "reached" if median(ratios) >= bound else "**not reached**"
            yield f"| {_short(result.title)}: {words} | {_ratio(bound)} | {spread} | {met} |"
    for result, told in results:
        yield f"\n## {result.title}\n"
        yield (
            f"{told['date']}, {told['rounds']} rounds, load average {told['load']:.1f} at the "
            "end.\n\n| who | seconds | over the first |\n|---|---|---|"
        )
        rows = sorted(result.seconds.items(), key=lambda row: median(row[1]))
        for name, times in rows:
            ratio = median(times) / median(rows[0][1])
            yield (
                f"| {name} | {median(times):.4g} ({min(times):.4g} to {max(times):.4g}) | "
                f"{ratio:.2f} |"
            )
        for name, why in result.absent.items():
            yield f"| {name} | not measured here: {why} | |"
    if "growth" in more:
        yield "\n## How cost grows\n\nThe exponent is from one size to the next: 1 is proportional."
        for name, series in more["growth"].items():
            yield f"\nWith {name}:\n\n```"
            yield from growth.lines(series)
            yield "```"
    if "tricks" in more:
        yield from _tricks(more["tricks"])
    if "memory" in more:
        yield from _memory(more["memory"])
    if "frames" in more:
        yield from _frames(more["frames"])
    yield ""


def _tricks(told):
    yield "\n## What each trick buys\n"
    yield "Microseconds of one step, as one trick after the other comes.\n"
    yield "| | " + " | ".join(told["steps"]) + " |"
    yield "|---|" + "---|" * len(told["steps"])
    for row, trick in zip(zip(*told["steps"].values(), strict=True), tricks.TRICKS, strict=True):
        yield f"| {trick} | " + " | ".join(f"{us:.1f}" for us in row) + " |"
    for key, what in (
        ("straight", "Plain arithmetic over matrices"),
        ("replicas", "The replica layout over stacked matrices"),
    ):
        yield f"\n{what} (time over time; below 1 the former is faster):\n"
        yield "| network | parameters x batch | |\n|---|---|---|"
        for work, name, ratio in told[key]:
            yield f"| {name} | {work} | {ratio:.2f} |"


def _memory(told):
    yield "\n## What the labs leave in memory\n"
    yield (
        "Measured by `benchmarks/live_memory.py` in a real JupyterLab: what each part of the work "
        "added, after the garbage of both sides is collected. IPython's `Out` keeps each lab that "
        "a cell has shown (traced MB), and JupyterLab a node of each (nodes).\n"
    )
    yield "| | " + " | ".join(told["what"]) + " |"
    yield "|---|" + "---|" * len(told["what"])
    for done, added in told["rows"]:
        yield f"| {done} | " + " | ".join(f"{value:+.2f}" for value in added) + " |"


def _frames(told):
    yield "\n## Painted frames under a hand\n"
    yield (
        "Measured by `benchmarks/live_frames.py` in a real JupyterLab: frames a second in which "
        "something under the hand was painted, and the share of those that a bare loop of the "
        f"same page had. A training at full speed painted {told['training']:.0f} a second.\n"
    )
    yield "| | " + " | ".join(f"{work} | share" for work in told["work"]) + " |"
    yield "|---|" + "---|---|" * len(told["work"])
    for name, row in told["rows"]:
        pairs = zip(row[1::3], row[2::3], strict=True)
        yield f"| {name} | " + " | ".join(f"{n:.0f} | {share:.2f}" for n, share in pairs) + " |"


def _short(title):
    return title.split(":")[0].split(",")[0].rstrip(".")


def _ratio(value):
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _picture(results, series):
    """Bars of times over nnlab's, a panel a workload; then the growth."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    shown = [result for result in results if result.workload not in ("recording", "steps")]
    panels = len(shown) + bool(series)
    rows = -(-panels // 2)
    fig, axes = plt.subplots(rows, 2, figsize=(10, 2.1 * rows), layout="constrained")
    for ax, result in zip(axes.flat, shown, strict=False):
        names = sorted(result.seconds, key=lambda name: -median(result.seconds[name]))
        first = next(n for n in result.seconds if n.startswith("nnlab"))
        ratios = [median(result.seconds[n]) / median(result.seconds[first]) for n in names]
        colors = ["#0072B2" if n.startswith("nnlab") else "#999999" for n in names]
        ax.barh(names, ratios, color=colors)
        ax.set_xscale("log")
        ax.set_xlim(min(ratios) / 2, max(ratios) * 5)
        for y, ratio in enumerate(ratios):
            ax.text(ratio, y, f" {ratio:.3g}", va="center", fontsize=7)
        ax.set_title(_short(result.title), fontsize=9)
        ax.tick_params(labelsize=7)
    if series:
        ax = axes.flat[len(shown)]
        for (name, points), marker in zip(series.items(), "osD^v", strict=False):
            x, y = zip(*points, strict=True)
            ax.plot(x, np.array(y) * 1e6, marker=marker, markersize=3, label=name.split(" (")[0])
        ax.set(xscale="log", yscale="log", xlabel="size", ylabel="microseconds")
        ax.set_title("How cost grows", fontsize=9)
        ax.legend(fontsize=6)
        ax.tick_params(labelsize=7)
    for ax in axes.flat[panels:]:
        ax.axis("off")
    fig.suptitle("CPU time over that of nnlab, on a log scale: shorter is faster", fontsize=10)
    fig.savefig(HERE / "results.png", dpi=90, metadata={"Software": None})
    plt.close(fig)
