"""A network's epochs as lists of operations on memory that is laid out once.

What core does, without its waste. Together the tricks make a step 2 to 2.4 times as fast as
textbook numpy's; why, and what each bought here (`python -m benchmarks tricks`):

- Every result has its place, made once (`out=`); nothing is allocated in a step: 1.1-1.25x.
- `np.dot`, not `@`: the same product with less ceremony, which counts while it's tiny: 1.1-1.15x.
- The bias is one more weight against a one beside the inputs. So a product adds the bias, and
  another collects its gradient: a product instead of a product and a sum: 1.1-1.6x.
- All gradients lie in one vector: a step downhill is one operation, however deep the network: up
  to 1.1x, and core's optimizers serve as they are. The learning rate is in it from the start: the
  loss's own gradient is multiplied, which has fewer numbers.
- A step is a plain list of operations; the loop over it is all the Python that runs: 1.1-1.5x, the
  more the smaller the network.

A layout (`matrix`, `replicas`) says where what lies. Kernels see core's shapes, whatever lies
behind: (..., n_samples, n_out).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import repeat
from typing import Any

import numpy as np

STRETCH = 65536  # so many shuffled inputs are laid out at a time: they stay in L2
BATCHES = 4096  # that are laid out for good
CHUNK = 1024  # samples that are measured at a time, at most
NUMBERS = 2**18  # but so few that what they need stays in the cache
SMALL = 10**6  # multiplications: up to here BLAS takes matrices as they lie, and repacks none


class Program:
    """Forward and backward for batches of one size: from `weights` to `slopes`, in place."""

    def __init__(self, job, layout, weights, slopes, n_samples):
        self.job, self.layout, self.W, self.slope = job, layout, weights[0], slopes[0]
        ones = layout.layers(n_samples)
        a = [layout.units(block) for block in ones]  # z, then a; below it perhaps a row of ones
        d = [np.empty_like(block) for block in ones]  # the last row, of the ones, is no use
        self.z, self.d = a[0], layout.units(d[0])
        kernels = []
        for activation, block, d_a in zip(job.activations, a, map(layout.units, d), strict=True):
            places = [layout.by_sample(each) for each in (block, np.empty_like(block), d_a)]
            forth, back = activation.inplace
            kernels.append((partial(forth, *places[:2]), partial(back, *places)))
        self.output, self.d_output = layout.by_sample(a[-1]), layout.by_sample(layout.units(d[-1]))
        self.scratch = np.empty_like(self.output)
        self.up, self.down = [kernels[0][0]], [kernels[-1][1]]
        if job.rate is not None:  # the rate goes in with the loss: less to multiply than at the end
            self.down.insert(0, partial(np.multiply, self.d_output, job.rate, self.d_output))
        for i in range(1, len(weights)):
            self.up += [*layout.forward(weights[i], ones[i - 1], a[i]), kernels[i][0]]
        for i in reversed(range(1, len(weights))):
            self.down += layout.backward(weights[i], slopes[i], ones[i - 1], d[i], d[i - 1])
            self.down.append(kernels[i - 1][1])

    def forward(self, rows) -> list[Callable]:
        """From the inputs, a row a sample, to `output`."""
        return [*self.layout.first(self.W, rows.T, self.z), *self.up]

    def backward(self, rows, y) -> list[Callable]:
        """After `forward`: from the targets (n_samples, n_out) to the gradients."""
        compare = partial(self.job.loss.inplace, self.output, y, self.d_output, self.scratch)
        return [compare, *self.down, *self.layout.last(self.slope, rows.T, self.d)]


class Epochs:
    """Steps through all samples, again and again, on one network or on many."""

    def __init__(self, job, layout):
        self.job, self.layout = job, layout
        n, size = len(job.X), job.batch_size
        self.memory, self.slopes = layout.room(job.n_parameters), layout.room(job.n_parameters)
        self.parameters, self.gradients = map(self._cores, (self.memory, self.slopes))
        self.weights, self.gradient_blocks = map(layout.blocks, (self.memory, self.slopes))
        self.on_weights = np.ones(job.n_parameters, job.X.dtype)  # and 0 on biases
        for block in job.split(self.on_weights):
            block[:, -1] = 0
        # One for each number of samples.
        self._program = cache(partial(Program, job, layout, self.weights, self.gradient_blocks))
        self.rows, self.y = job.X, np.asfortranarray(job.y)
        if layout.folds:
            self.rows = np.ones((n, job.sizes[0] + 1), job.X.dtype)  # the last column stays 1
            self.rows[:, :-1] = job.X
        self.batch_rows, self.batch_y = self.rows, self.y
        many = size * max(1, STRETCH // (size * job.sizes[0]))
        self.at_once = min(n, many) if job.shuffled or n > size * BATCHES else n
        if self.at_once < n or job.shuffled:
            self.batch_rows = self.rows[: self.at_once].copy()
            self.batch_y = self.y[: self.at_once].copy("F")
        self.batches = self._batches(self.at_once)
        self.rest = self._batches(n % self.at_once)
        self.chunks = self._chunks()

    def _cores(self, vectors):
        """Vectors as core sees them, (..., *runs, P): a view."""
        seen = self.layout.cores(vectors)
        return seen.reshape(*vectors.shape[: vectors.ndim - self.memory.ndim], *self.job.runs, -1)

    def _parts(self, rows, y, size):
        """So many samples at a time: their program, inputs and targets."""
        for at in range(0, len(rows), size):
            some = rows[at : at + size]
            yield self._program(len(some)), some, y[at : at + size]

    def _batches(self, n):
        """The steps on the first n samples laid out, each (forward, backward and step)."""
        parts = self._parts(self.batch_rows[:n], self.batch_y[:n], self.job.batch_size)
        plain = partial(np.subtract, self.memory, self.slopes, self.memory)
        downhill = self._ask if self.job.rate is None else plain
        return [
            (program.forward(rows), [*program.backward(rows, y), downhill])
            for program, rows, y in parts
        ]

    def _chunks(self):
        """How to measure: the share of all samples, the way forward, the output, the targets."""
        n, widest = len(self.rows), self.job.n_runs * max(self.job.sizes[1:])
        if len(self.batches) == 1 and self.batch_rows is self.rows:
            return [(1.0, self.batches[0][0], self._program(n).output, self.y)]
        few = SMALL // self.job.n_parameters
        most = min(few if few > 100 else CHUNK, CHUNK, NUMBERS // widest)
        size = -(-n // -(-n // max(1, most))) if self.job.loss.in_parts else n  # no small rest
        return [
            (len(rows) / n, program.forward(rows), program.output, y)
            for program, rows, y in self._parts(self.rows, self.y, size)
        ]

    def _ask(self):
        """The optimizer for a step downhill."""
        l1, l2 = self.job.l1, self.job.l2
        if l1 or l2:
            p = self.parameters
            self.gradients += (l1 * np.sign(p) + l2 * p) * self.on_weights
        self.optimizer.step(self.parameters, self.gradients)

    def load(self, parameters, optimizer) -> None:
        """Start from these parameters, (*runs, P), with this optimizer."""
        self.parameters[...], self.optimizer = parameters, optimizer
        if self.layout.turned:
            self.weights[0][...] = self.job.split(parameters)[0]

    def save(self, row) -> None:
        """The parameters of now into a row of core's, (*runs, P)."""
        row[...] = self.parameters
        if self.layout.turned:
            self.job.split(row)[0][...] = self.weights[0]

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
            self.save(rows[k])
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
            some = min(size, n - start)
            which = np.arange(start, start + some) if order is None else order[start : start + some]
            np.take(self.rows, which, 0, self.batch_rows[:some], "clip")  # "clip" needs no buffer
            np.take(self.y.T, which, 1, self.batch_y[:some].T, "clip")
            yield self.batches if some == size else self.rest

    def measure(self) -> np.ndarray:
        """The loss over all samples and the price of the weights: (*runs,)."""
        job = self.job
        loss: Any = 0.0
        for share, forward, output, y in self.chunks:
            for run in forward:
                run()
            loss = loss + share * job.value(output, y)
        if job.l1 or job.l2:
            p = self.parameters
            loss = loss + np.ravel((job.l1 * np.abs(p) + job.l2 / 2 * p * p) @ self.on_weights)
        return np.reshape(loss, job.runs)

    def new_rows(self, n) -> np.ndarray:
        """Room for the parameters after each of n epochs, (n, *runs, P), laid out as they are."""
        return self._cores(np.empty((n, *self.memory.shape), self.job.X.dtype))
