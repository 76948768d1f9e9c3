"""A network's epochs as lists of operations on memory that is laid out once.

What core does, without its waste. Together the tricks make a step 2 to 2.4 times as fast as
textbook numpy's; why, and what each bought here (`python -m benchmarks tricks`):

- Every result has its place, made once (`out=`); nothing is allocated in a step: 1.1-1.25x.
- `np.dot`, not `@`: the same product with less ceremony, which counts while it's tiny: 1.1-1.15x.
- The bias is one more weight against a one beside the inputs. So a product adds the bias, and
  another collects its gradient: a product instead of a product and a sum: 1.1-1.6x.
- All gradients lie in one vector: a step downhill is two operations, however deep the network: up
  to 1.1x, and core's optimizers serve as they are.
- A step is a plain list of operations; the loop over it is all the Python that runs: 1.1-1.5x, the
  more the smaller the network.

A layout (`matrix`, `replicas`) says where what lies. Kernels see core's shapes, whatever lies
behind: (..., n_samples, n_out).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import repeat

import numpy as np

STRETCH = 65536  # so many shuffled inputs are laid out at a time: they stay in L2
BATCHES = 4096  # that are laid out for good
CHUNK = 512  # samples that are measured at a time
NUMBERS = 2**18  # but so few that what they need stays in the cache


class Program:
    """Forward and backward for batches of one size: from `weights` to `slopes`, in place."""

    def __init__(self, job, layout, weights, slopes, n_samples):
        self.layout, self.loss, self.W, self.slope = layout, job.loss, weights[0], slopes[0]
        ones = [layout.room(n_out + 1, n_samples) for n_out in job.sizes[1:]]
        a = [layout.units(block) for block in ones]  # z, then a; below it a row of ones
        d = [np.empty_like(block) for block in ones]  # the last row, of the ones, is no use
        self.z, self.d = a[0], layout.units(d[0])
        kernels = []
        for activation, block, blame in zip(job.activations, a, d, strict=True):
            seen = [layout.seen(each) for each in (block, np.empty_like(block))]
            forth, back = activation.inplace
            blame = layout.seen(layout.units(blame))
            kernels.append((partial(forth, *seen), partial(back, *seen, blame)))
        self.output, self.blame = layout.seen(a[-1]), layout.seen(layout.units(d[-1]))
        self.scratch = np.empty_like(self.output)
        self.up, self.down = [kernels[0][0]], [kernels[-1][1]]
        for i in range(1, len(weights)):
            self.up += [layout.forward(weights[i], ones[i - 1], a[i]), kernels[i][0]]
        for i in reversed(range(1, len(weights))):
            self.down += layout.backward(weights[i], slopes[i], ones[i - 1], d[i], d[i - 1])
            self.down.append(kernels[i - 1][1])

    def forward(self, rows) -> list[Callable]:
        """From the inputs, a row a sample, to `output`."""
        return [*self.layout.first(self.W, rows, self.z), *self.up]

    def backward(self, rows, y) -> list[Callable]:
        """After `forward`: from the targets (n_samples, n_out) to the gradients."""
        gradient = self.loss.inplace or partial(_copied, self.loss.gradient)
        compare = partial(gradient, self.output, y, self.blame, self.scratch)
        return [compare, *self.down, *self.layout.last(self.slope, rows, self.d)]


def _copied(gradient, p, y, d, s):
    d[...] = gradient(p, y)


class Epochs:
    """Steps through all samples, again and again, on one network or on many."""

    def __init__(self, job, layout):
        self.job, self.layout = job, layout
        P, n, size = job.n_parameters, len(job.X), job.batch_size
        self.memory, self.slopes, self.scratch = (layout.vector(P) for _ in range(3))
        self.parameters, self.gradients = map(layout.vectors, (self.memory, self.slopes))
        self.on_weights = layout.spread(job.on_weights()) if job.l1 or job.l2 else None
        self.weights, self.gradient_blocks = map(layout.blocks, (self.memory, self.slopes))
        self.programs = {}
        self.rows, self.y = job.X, np.asfortranarray(job.y)
        if layout.folds:
            self.rows = np.ones((n, job.sizes[0] + 1), job.dtype)  # the last column stays 1
            self.rows[:, :-1] = job.X
        self.batch_rows, self.batch_y = self.rows, self.y
        many = size * max(1, STRETCH // (size * job.sizes[0]))
        self.at_once = min(n, many) if job.shuffled or n > size * BATCHES else n
        if self.at_once < n or job.shuffled:
            self.batch_rows, self.batch_y = self.rows[: self.at_once].copy(), self.y[: self.at_once]
            self.batch_y = self.batch_y.copy("F")
        self.batches = self._batches(self.at_once)
        self.rest = self._batches(n % self.at_once)
        self.chunks = self._chunks()

    def _program(self, n_samples) -> Program:
        if n_samples not in self.programs:
            self.programs[n_samples] = Program(
                self.job, self.layout, self.weights, self.gradient_blocks, n_samples
            )
        return self.programs[n_samples]

    def _batches(self, n):
        """The steps on the first n samples laid out, each (forward, backward and step)."""
        batches = []
        for at in range(0, n, self.job.batch_size):
            stop = min(n, at + self.job.batch_size)
            program, rows = self._program(stop - at), self.batch_rows[at:stop]
            back = program.backward(rows, self.batch_y[at:stop])
            batches.append((program.forward(rows), [*back, *self._downhill()]))
        return batches

    def _chunks(self):
        """How to measure: which samples, the way forward, and where the output is then."""
        if len(self.batches) == 1 and self.batch_rows is self.rows:
            return [(slice(None), self.batches[0][0], self._program(len(self.rows)).output)]
        n, widest = len(self.rows), self.job.n_runs * max(self.job.sizes[1:])
        size = max(1, min(n, CHUNK, NUMBERS // widest))
        chunks = []
        for at in range(0, n, size):
            some = slice(at, min(n, at + size))
            program = self._program(some.stop - at)
            chunks.append((some, program.forward(self.rows[some]), program.output))
        return chunks

    def load(self, parameters, optimizer) -> None:
        """Start from these parameters, (*runs, P), with this optimizer."""
        self.parameters[...], self.optimizer = parameters, optimizer

    def _downhill(self) -> list[Callable]:
        """A step downhill, after the gradients."""
        price = [self._price] if self.job.l1 or self.job.l2 else []
        if self.job.rate is None:
            return [*price, self._ask]
        return [
            *price,
            partial(np.multiply, self.slopes, self.job.rate, self.scratch),
            partial(np.subtract, self.memory, self.scratch, self.memory),
        ]

    def _price(self):
        l1, l2 = self.job.l1, self.job.l2
        self.slopes += (l1 * np.sign(self.memory) + l2 * self.memory) * self.on_weights

    def _ask(self):
        self.optimizer.step(self.parameters, self.gradients)

    def run(self, orders, due, rows, losses, hold=None) -> None:
        """An epoch for each of `due`: its parameters into `rows`; where it is due, its loss.

        `orders` are the samples' orders, epoch by epoch; None is the order given. `hold` is called
        with the parameters after each epoch.
        """
        measured = False  # all samples at a time: measuring was the next step's way forward
        for k, order in enumerate(orders or repeat(None, len(due))):
            for batches in self._laid_out(order):
                for forward, backward in batches:
                    if not measured:
                        for run in forward:
                            run()
                    for run in backward:
                        run()
            if hold is not None:
                hold(self.parameters)
            rows[k] = self.parameters
            if due[k]:
                losses[k] = self.measure()
            measured = due[k] and self.chunks[0][1] is self.batches[0][0]

    def _laid_out(self, order):
        """The batches of an epoch, with the samples where they look for them."""
        n, size = len(self.rows), self.at_once
        if self.batch_rows is self.rows:
            yield self.batches
            return
        for start in range(0, n, size):
            which = slice(start, start + size) if order is None else order[start : start + size]
            some = min(size, n - start)
            self.batch_rows[:some], self.batch_y[:some] = self.rows[which], self.y[which]
            yield self.batches if some == size else self.rest

    def measure(self) -> np.ndarray:
        """The loss over all samples and the price of the weights: (*runs,)."""
        job, outputs = self.job, None
        for some, forward, output in self.chunks:
            for run in forward:
                run()
            if len(self.chunks) == 1:
                outputs = output
            else:
                if outputs is None:
                    outputs = self.layout.seen(self.layout.room(job.sizes[-1], len(self.rows)))
                outputs[..., some, :] = output
        loss = np.reshape(job.value(outputs, self.y), job.runs)
        if job.l1 or job.l2:
            p = self.parameters
            loss = loss + (job.l1 * np.abs(p) + job.l2 / 2 * p * p) @ job.on_weights()
        return loss

    def new_rows(self, n) -> np.ndarray:
        """Room for the parameters after each of n epochs, (n, *runs, P), laid out as they are."""
        return self.layout.rows(n, self.job.n_parameters)
