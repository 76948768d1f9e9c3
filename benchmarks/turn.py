"""One contender in a process of its own: a turn for each line it is sent, a line of JSON back."""

import importlib
import json
import sys

from benchmarks.task import cpu_seconds


def main(workload, name):
    module = importlib.import_module(f"benchmarks.workloads.{workload}")
    contender, task = module.CONTENDERS[name], module.task()
    for line in sys.stdin:
        try:
            train, loss = contender.make(task, max(1, int(contender.epochs * float(line))))
            used, own = cpu_seconds(train)
            seconds = own if isinstance(own, float) else used  # node times itself
            told = {"seconds": seconds, "loss": loss()}
        except ImportError as error:
            told = {"absent": str(error)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
