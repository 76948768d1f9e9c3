"""One network, batch by batch, as a list of operations on memory that is laid out once.

What core does, in another layout. Together the tricks make a step 2 to 2.4 times as fast as
textbook numpy's; why, and what each bought here (`python -m benchmarks tricks`):

- Every result has its place, made once (`out=`); nothing is allocated in a step: 1.1-1.25x.
- `np.dot`, not `@`: the same product with less ceremony, which counts while it's tiny: 1.1-1.15x.
- Samples are columns, and the bias is one more weight against a row of ones. So `W @ a` adds the
  bias, and `d @ a.T` collects its gradient: a product instead of a product and a sum: 1.1-1.6x.
- All gradients lie in one vector: a step downhill is two operations, however deep the network: up
  to 1.1x, and core's optimizers serve as they are.
- The operations between first and last are a plain list; the loop over it is all the Python that
  runs: 1.1-1.5x, the more the smaller the network.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import repeat

import numpy as np

from . import kernels

STRETCH = 65536  # so many shuffled inputs are laid out at a time: they stay in L2


MANY = 256  # samples: from here on `@` is faster, which needn't clear its place


class Program:
    """Forward and backward for batches of one size: from `weights` to `gradients`, in place.

    Parameters
    ----------
    weights, gradients : lists of (n_out, n_in + 1) arrays, one per layer
        Views of the two vectors; with a leading axis for several runs.
    bends, loss : names
    n_samples : int
    """

    def __init__(self, weights, gradients, bends, loss, n_samples):
        runs, dtype = weights[0].shape[:-2], weights[0].dtype
        product = np.matmul if runs or n_samples > MANY else np.dot
        ones = [np.ones((*runs, W.shape[-2] + 1, n_samples), dtype) for W in weights]
        a = [block[..., :-1, :] for block in ones]  # z, then a; below it a row of ones
        blame = [np.empty_like(block) for block in ones]  # the last row, of the ones, is no use
        d = [block[..., :-1, :] for block in blame]
        s = [np.empty_like(block) for block in a]
        self.product, self.W, self.z = product, weights[0], a[0]
        self.first, self.slot, self.output = d[0], gradients[0], a[-1]
        last, self.blame, self.down = kernels.ending(loss, bends[-1], a[-1], s[-1], d[-1], -2)
        self.up = []
        for layer in range(1, len(weights)):
            self.up += kernels.FORWARD[bends[layer - 1]](a[layer - 1])
            self.up.append(partial(product, weights[layer], ones[layer - 1], a[layer]))
        self.up += last
        for layer in reversed(range(1, len(weights))):
            W, before = weights[layer], layer - 1
            slope = kernels.BACKWARD[bends[before]]
            self.down += [
                partial(product, d[layer], ones[before].mT, gradients[layer]),
                # All of W, bias too: `np.dot` would copy a part of it.
                partial(product, W.mT, d[layer], blame[before]),
                *slope(a[before], s[before], d[before]),
            ]

    def forward(self, columns):
        """Inputs (n_in + 1, n_samples), the last row 1, to `output` (n_out, n_samples)."""
        self.product(self.W, columns, self.z)
        for run in self.up:
            run()

    def backward(self, rows, y):
        """After `forward`: inputs as rows, (n_samples, n_in + 1), targets (n_out, n_samples)."""
        self.blame(y)
        for run in self.down:
            run()
        self.product(self.first, rows, self.slot)


class Matrix:
    """A training's epochs on one network; or on several, a stack of matrices each."""

    def __init__(self, job):
        self.job = job
        R = (math.prod(job.runs),) if job.runs else ()  # runs on one axis
        memory = np.empty((*R, job.n_parameters), job.dtype)
        slopes = np.empty_like(memory)
        self.views = job.blocks(memory), job.blocks(slopes)
        self.parameters = memory.reshape(*job.runs, -1)
        self.gradients = slopes.reshape(*job.runs, -1)
        n, size = len(job.X), job.batch_size
        at_once = size * max(1, STRETCH // (size * job.sizes[0]))
        stretch = min(n, at_once) if job.shuffled else n  # unshuffled it's laid out for good
        self.rows = np.ones((stretch, job.sizes[0] + 1), job.dtype)  # the last column stays 1
        self.y = np.empty((job.sizes[-1], stretch), job.dtype)
        self.plan, self.whole = self._plan(n, size, stretch), None
        if not job.shuffled:
            self._lay_out(slice(None), 0, n)

    def _plan(self, n, size, stretch):
        """An epoch: which samples to lay out, then its batches (program, rows, columns, y)."""
        programs, plan = {}, []
        for start in range(0, n, stretch):
            stop, batches = min(n, start + stretch), []
            for at in range(0, stop - start, size):
                rows = self.rows[at : min(at + size, stop - start)]
                y = self.y[:, at : at + len(rows)]
                if len(rows) not in programs:
                    programs[len(rows)] = self._program(len(rows))
                batches.append((programs[len(rows)], rows, rows.T, y))
            plan.append((start, stop, batches))
        return plan

    def _program(self, n_samples):
        return Program(*self.views, self.job.bends, self.job.loss_name, n_samples)

    def _lay_out(self, order, start, stop):
        job, n = self.job, stop - start
        which = order if isinstance(order, slice) else order[start:stop]
        self.rows[:n, :-1], self.y[:, :n] = job.X[which], job.y[which].T

    def load(self, parameters):
        """Start from these, (*runs, P), with the optimizer as it is now."""
        self.parameters[...] = parameters
        self.step = self.job.update(self.parameters, self.gradients)

    def run(self, orders, due, rows, losses):
        """An epoch for each of `due`: its parameters into `rows`; where it is due, its loss.

        `orders` are the samples' orders, epoch by epoch; None is the order given.
        """
        if self.job.batch_size == len(self.job.X):
            return self._run_whole(due, rows, losses)
        job, step, hold = self.job, self.step, self.job.hold
        for k, order in enumerate(orders or repeat(None, len(due))):
            for start, stop, batches in self.plan:
                if job.shuffled:
                    self._lay_out(order, start, stop)
                for program, x, columns, y in batches:
                    program.forward(columns)
                    program.backward(x, y)
                    step()
            hold(self.parameters)
            rows[k] = self.parameters
            if due[k]:
                losses[k] = self._measure()

    def _run_whole(self, due, rows, losses):
        """All samples at a time: the next step's forward pass is the one that measures this one."""
        ((_, _, [(program, x, columns, y)]),) = self.plan
        step, hold = self.step, self.job.hold
        program.forward(columns)
        for k, wanted in enumerate(due):
            program.backward(x, y)
            step()
            hold(self.parameters)
            rows[k] = self.parameters
            program.forward(columns)
            if wanted:
                losses[k] = self.job.value(program.output, y, self.parameters, -2)

    def _measure(self):
        """The loss over all samples, by a forward pass of its own."""
        job = self.job
        if self.whole is None:
            columns = np.ones((job.sizes[0] + 1, len(job.X)), job.dtype)
            columns[:-1] = job.X.T
            self.whole = self._program(len(job.X)), columns, job.y.T.copy()
        program, columns, y = self.whole
        program.forward(columns)
        return job.value(program.output, y, self.parameters, -2)

    def new_rows(self, n):
        """Room for the parameters after each of n epochs, (n, *runs, P)."""
        return np.empty((n, *self.parameters.shape), self.job.dtype)
