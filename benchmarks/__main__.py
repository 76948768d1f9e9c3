"""Run the benchmarks: nnlab beside its peers, on the same work.

    python3 lab.py bench                    everything, five minutes on a quiet machine
    python3 lab.py bench --quick            a tenth of the work, for a first impression
    python3 lab.py bench circles digits     these workloads only
    python3 lab.py bench --write            and keep what was measured: RESULTS.md, results.png

Who isn't installed is skipped. The peers: pip install -e ".[bench]" into the environment that this
runs in (.venv); and node on the PATH for the article's JavaScript.
"""

import argparse
import os
import sys

from benchmarks.compare import ONE_THREAD, compare

os.environ.update(ONE_THREAD)  # before numpy loads: this process measures, too

from benchmarks import growth, report, tricks  # noqa: E402
from benchmarks.workloads import ORDER  # noqa: E402


def main(words):
    """Measure what is asked for; return an exit code."""
    parser = argparse.ArgumentParser(
        "lab.py bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [*ORDER, "growth", "tricks"]
    parser.add_argument("workloads", nargs="*", metavar="workload", help=", ".join(names))
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, two rounds")
    parser.add_argument("--rounds", type=int, help="how many rounds (7; with --quick 2)")
    parser.add_argument("--write", action="store_true", help="keep the results: RESULTS.md")
    asked = parser.parse_args(words)
    unknown = [name for name in asked.workloads if name not in names]
    if unknown:
        parser.error(f"no workload {unknown[0]!r}: choose from {', '.join(names)}")
    rounds = asked.rounds or (2 if asked.quick else 7)
    share, missed = 0.1 if asked.quick else 1.0, []
    for name in asked.workloads or names:
        if name == "growth":
            measured = growth.measure(asked.quick)
        elif name == "tricks":
            measured = tricks.measure(asked.quick)
        else:
            measured = compare(name, rounds, share)
            missed += [
                words
                for words, bound, ratios in measured.figures
                if ratios and report.median(ratios) < bound
            ]
        if asked.write:
            report.keep(name, measured, rounds)
    if asked.write:
        report.write()
    print(
        f"\nLoad average {report.load():.1f} on {os.cpu_count()} cores: the busier the machine, "
        "the less the seconds say; the ratios hold better."
    )
    print("Not reached: " + "; ".join(missed) if missed else "Every figure measured was reached.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
