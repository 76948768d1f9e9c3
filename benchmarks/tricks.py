"""What each trick of the fast path buys: one step, in microseconds, as trick after trick comes.

And where one way of working overtakes another: the limits in `nnlab.fast.job`.
"""

from __future__ import annotations

from functools import partial
from unittest import mock

import numpy as np

from benchmarks.contenders import bare, matrices, settings, textbook
from benchmarks.task import best_of
from benchmarks.workloads import circles, digits, xor_full_batch
from nnlab import ACTIVATIONS, LOSSES, SGD, Network, Training
from nnlab.fast import job

TRICKS = [
    "textbook numpy",
    "+ every result in its place (out=)",
    "+ np.dot instead of @",
    "+ samples as columns, bias folded in",
    "+ one vector of gradients",
    "+ a plain list of operations (the fast path)",
]
TASKS = {
    "XOR, full batch": xor_full_batch,
    "circles, batch 10": circles,
    "digits, batch 32": digits,
}


def rows_step(task, product):
    """Samples as rows, biases apart, every result in its place."""
    Ws, bs = matrices(task.network())
    n = task.batch_size
    x, y = task.X[:n], task.y[:n]
    a = [np.empty((n, W.shape[1])) for W in Ws]
    s, d = [np.empty_like(block) for block in a], [np.empty_like(block) for block in a]
    GW, Gb = [np.empty_like(W) for W in Ws], [np.empty_like(b) for b in bs]
    up, blame, down = _operations(
        task, [block.T for block in a], [block.T for block in s], [block.T for block in d]
    )

    def step():
        seen = x
        for W, b, block, bend in zip(Ws, bs, a, up, strict=True):
            product(seen, W, out=block)
            np.add(block, b, out=block)
            for run in bend:
                run()
            seen = block
        blame(y.T)
        for i in range(len(Ws) - 1, -1, -1):
            for run in down[i]:
                run()
            product(a[i - 1].T if i else x.T, d[i], out=GW[i])
            np.add.reduce(d[i], axis=0, out=Gb[i])
            if i:
                product(d[i], Ws[i].T, out=d[i - 1])
        for i in range(len(Ws)):
            GW[i] *= task.rate
            Gb[i] *= task.rate
            Ws[i] -= GW[i]
            bs[i] -= Gb[i]

    return step


def columns_step(task, one_vector):
    """Samples as columns, the bias one more weight; the update layer by layer, or all at once."""
    network, n = task.network(), task.batch_size
    p, g = network.parameters, np.empty_like(network.parameters)
    Ws, Gs = network.split(p), network.split(g)
    ones = [np.ones((len(W) + 1, n)) for W in Ws]
    x = np.ones((task.X.shape[1] + 1, n))
    x[:-1], y = task.X[:n].T, task.y[:n].T.copy()
    a = [block[:-1] for block in ones]
    s, d = [np.empty_like(block) for block in a], [np.empty_like(block) for block in a]
    up, blame, down = _operations(task, a, s, d)
    scratch, scratches = np.empty_like(p), [np.empty_like(W) for W in Ws]

    def step():
        seen = x
        for W, block, whole, bend in zip(Ws, a, ones, up, strict=True):
            np.dot(W, seen, out=block)
            for run in bend:
                run()
            seen = whole
        blame(y)
        for i in range(len(Ws) - 1, -1, -1):
            for run in down[i]:
                run()
            np.dot(d[i], (ones[i - 1] if i else x).T, out=Gs[i])
            if i:
                np.dot(Ws[i][:, :-1].T, d[i], out=d[i - 1])
        if one_vector:
            np.multiply(g, task.rate, scratch)
            np.subtract(p, scratch, p)
        else:
            for W, G, t in zip(Ws, Gs, scratches, strict=True):
                np.multiply(G, task.rate, t)
                np.subtract(W, t, W)

    return step


def _operations(task, a, s, d):
    """What the activations and the loss bring along, on these arrays of units x samples."""
    bends = [ACTIVATIONS[name].inplace for name in task.bends]
    up = [[partial(bend[0], x, t)] for bend, x, t in zip(bends, a, s, strict=True)]
    down = [[partial(bend[1], x, t, b)] for bend, x, t, b in zip(bends, a, s, d, strict=True)]
    loss, scratch = LOSSES[task.loss].inplace, np.empty_like(a[-1].T)
    return up, lambda y: loss(a[-1].T, y.T, d[-1].T, scratch), down


def engine_step(sizes, batch, runs=(), straight_up_to=0, replicas_up_to=0):
    """Seconds of one step, by what these limits lead to."""
    rng = np.random.default_rng(0)
    network = Network(sizes, "tanh", runs=runs, rng=0)
    with (
        mock.patch.object(job, "STRAIGHT_UP_TO", straight_up_to),
        mock.patch.object(job, "REPLICAS_UP_TO", replicas_up_to),
    ):
        training = Training(
            network,
            rng.normal(size=(batch, sizes[0])),
            rng.random((batch, sizes[-1])),
            optimizer=SGD(0.01),
            shuffle=False,
        )
        run, _ = bare(training)
    return best_of(lambda: run(50)) / 50


def measure(quick=False, say=print):
    """All tricks, then the crossings."""
    say("\nWhat each trick buys (microseconds of a step, in the order of the tricks)")
    steps, times = {}, 3 if quick else 9
    for name, module in TASKS.items():
        task = module.task()
        short = task._replace(X=task.X[: task.batch_size], y=task.y[: task.batch_size])
        training = Training(short.network(), short.X, short.y, **settings(short))
        with mock.patch.object(job, "STRAIGHT_UP_TO", 0):
            run, _ = bare(training)
        contenders = [
            textbook(short, 1)[0],
            rows_step(short, np.matmul),
            rows_step(short, np.dot),
            columns_step(short, False),
            columns_step(short, True),
            lambda run=run: run(1),
        ]
        steps[name] = [1e6 * best_of(each, times) for each in contenders]
        say(f"  {name}: " + ", ".join(f"{us:.1f}" for us in steps[name]))
    say("Plain arithmetic over matrices, by parameters x batch")
    straight = []
    for sizes, batch in [
        ([2, 4, 1], 1),
        ([2, 4, 1], 4),
        ([2, 4, 1], 8),
        ([2, 8, 1], 4),
        ([2, 4, 4, 1], 4),
        ([2, 8, 1], 8),
        ([2, 8, 8, 1], 2),
        ([2, 8, 8, 1], 4),
    ]:
        work = Network(sizes, "tanh").n_parameters * batch
        pair = engine_step(sizes, batch, straight_up_to=10**9), engine_step(sizes, batch)
        straight.append((work, f"{'-'.join(map(str, sizes))}, batch {batch}", pair[0] / pair[1]))
        say(f"  {straight[-1][1]} ({work}): {straight[-1][2]:.2f}")
    say("The replica layout over stacked matrices, by parameters x batch")
    replicas = []
    for sizes, batch, R in [
        ([2, 4, 1], 4, 16),
        ([2, 4, 1], 4, 256),
        ([2, 4, 4, 1], 4, 64),
        ([2, 8, 8, 1], 2, 64),
        ([2, 8, 8, 1], 4, 64),
        ([2, 8, 8, 1], 10, 64),
        ([2, 8, 1], 50, 64),
    ]:
        work = Network(sizes, "tanh").n_parameters * batch
        pair = engine_step(sizes, batch, R, replicas_up_to=10**9), engine_step(sizes, batch, R)
        replicas.append(
            (work, f"{'-'.join(map(str, sizes))}, batch {batch}, {R} runs", pair[0] / pair[1])
        )
        say(f"  {replicas[-1][1]} ({work}): {replicas[-1][2]:.2f}")
    return {"steps": steps, "straight": straight, "replicas": replicas}
