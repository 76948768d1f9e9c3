"""One network, batch by batch, as a list of operations on memory that is laid out once.

What core does, in another layout. Why, and what each bought here (`python -m benchmarks tricks`):

- Samples are columns, and the bias is one more weight against a row of ones. So `W @ a` adds the
  bias, and `d @ a.T` collects its gradient: a product each instead of a product, a sum and a copy.
- Every result has its place, made once (`out=`); nothing is allocated in a step.
- `np.dot`, not `@`: the same product with half the ceremony, which is what counts when it is tiny.
- All gradients lie in one vector, so a step downhill is two operations, whatever the depth.
- The operations between first and last are a plain list: the loop over it is all Python that runs.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from . import kernels

STRETCH = 65536             # so many shuffled inputs are laid out at a time: they stay in L2


class Program:
    """Forward and backward for batches of one size: from `weights` to `gradients`, in place.

    Parameters
    ----------
    weights, gradients : lists of (n_out, n_in + 1) arrays, one per layer
        Views of the two vectors.
    bends, loss : names
    n_samples : int
    """

    def __init__(self, weights, gradients, bends, loss, n_samples):
        dtype = weights[0].dtype
        sizes = [len(W) for W in weights]
        ones = [np.ones((n + 1, n_samples), dtype) for n in sizes]      # the last row stays 1
        a = [block[:-1] for block in ones]                              # z, then a, in its place
        d = [np.empty_like(block) for block in a]
        s = [np.empty_like(block) for block in a]
        self.output, self.first, self.slot = a[-1], d[0], gradients[0]
        self.W, self.z = weights[0], a[0]
        if loss == "binary_cross_entropy":
            last, self.blame = kernels.sigmoid_and_cross_entropy(a[-1], d[-1], n_samples, sizes[-1])
            slopes = []
        else:
            last = kernels.FORWARD[bends[-1]](a[-1])
            self.blame = kernels.LOSSES[loss](a[-1], d[-1], n_samples, sizes[-1])
            slopes = kernels.BACKWARD[bends[-1]](a[-1], s[-1], d[-1])
        self.up, self.down = [], slopes
        for layer in range(1, len(sizes)):
            self.up += kernels.FORWARD[bends[layer - 1]](a[layer - 1])
            self.up.append(partial(np.dot, weights[layer], ones[layer - 1], a[layer]))
        self.up += last
        for layer in reversed(range(1, len(sizes))):
            self.down.append(partial(np.dot, d[layer], ones[layer - 1].T, gradients[layer]))
            back = weights[layer][:, :-1].T                             # without the bias
            self.down.append(partial(np.dot, back, d[layer], d[layer - 1]))
            slope = kernels.BACKWARD[bends[layer - 1]]
            self.down += slope(a[layer - 1], s[layer - 1], d[layer - 1])

    def forward(self, columns):
        """Inputs (n_in + 1, n_samples), the last row 1, to `output` (n_out, n_samples)."""
        np.dot(self.W, columns, self.z)
        for run in self.up:
            run()

    def backward(self, rows, y):
        """After `forward`: inputs as rows, (n_samples, n_in + 1), targets (n_out, n_samples)."""
        self.blame(y)
        for run in self.down:
            run()
        np.dot(self.first, rows, self.slot)


class Matrix:
    """A training's epochs on one network, or on several that take turns at each batch."""

    losses_later = False

    def __init__(self, job):
        self.job = job
        self.parameters = np.empty((*job.runs, job.n_parameters), job.dtype)
        self.gradients = np.empty_like(self.parameters)
        self.each = [
            (job.blocks(p), job.blocks(g))
            for p, g in zip(_rows(self.parameters), _rows(self.gradients), strict=True)
        ]
        n, size = len(job.X), job.batch_size
        stretch = n if size == n else min(n, size * max(1, STRETCH // (size * job.sizes[0])))
        self.rows = np.ones((stretch, job.sizes[0] + 1), job.dtype)     # the last column stays 1
        self.y = np.empty((stretch, job.sizes[-1]), job.dtype)
        self.plan, self.whole = self._plan(n, size, stretch), None
        if stretch == n:
            self._lay_out(None, 0, n)

    def _plan(self, n, size, stretch):
        """An epoch: which samples to lay out, then its batches (programs, rows, columns, y)."""
        programs, plan = {}, []
        for start in range(0, n, stretch):
            stop, batches = min(n, start + stretch), []
            for at in range(0, stop - start, size):
                rows = self.rows[at : min(at + size, stop - start)]
                y = self.y[at : at + len(rows)].T
                if len(rows) not in programs:
                    programs[len(rows)] = self._programs(len(rows))
                batches.append((programs[len(rows)], rows, rows.T, y))
            plan.append((start, stop, batches))
        return plan

    def _programs(self, n_samples):
        job = self.job
        return [Program(W, G, job.bends, job.loss_name, n_samples) for W, G in self.each]

    def _lay_out(self, order, start, stop):
        job, n = self.job, stop - start
        which = slice(start, stop) if order is None else order[start:stop]
        self.rows[:n, :-1], self.y[:n] = job.X[which], job.y[which]

    def load(self, parameters):
        """Start from these, (*runs, P), with the optimizer as it is now."""
        self.parameters[...] = parameters
        self.step = self.job.update(self.parameters, self.gradients)

    def run(self, orders, due, rows, losses):
        """An epoch for each of `orders`: its parameters into `rows`; where it is due, its loss."""
        if self.job.batch_size == len(self.job.X):
            return self._run_whole(due, rows, losses)
        step, hold = self.step, self.job.hold
        for k, order in enumerate(orders):
            for start, stop, batches in self.plan:
                if order is not None or len(self.plan) > 1:
                    self._lay_out(order, start, stop)
                for programs, x, columns, y in batches:
                    for program in programs:
                        program.forward(columns)
                        program.backward(x, y)
                    step()
            hold(self.parameters)
            rows[k] = self.parameters
            if due[k] and not self.losses_later:
                losses[k] = self._measure()

    def _run_whole(self, due, rows, losses):
        """All samples at a time: the next step's forward pass is the one that measures this one."""
        (_, _, [(programs, x, columns, y)]), = self.plan
        step, hold = self.step, self.job.hold
        for program in programs:
            program.forward(columns)
        for k, wanted in enumerate(due):
            for program in programs:
                program.backward(x, y)
            step()
            hold(self.parameters)
            rows[k] = self.parameters
            for program in programs:
                program.forward(columns)
            if wanted and not self.losses_later:
                losses[k] = self._value(programs)

    def _measure(self):
        """The loss over all samples, by a forward pass of its own."""
        if self.whole is None:
            columns = np.ones((self.job.sizes[0] + 1, len(self.job.X)), self.job.dtype)
            columns[:-1] = self.job.X.T
            self.whole = self._programs(len(self.job.X)), columns
        programs, columns = self.whole
        for program in programs:
            program.forward(columns)
        return self._value(programs)

    def _value(self, programs):
        outputs = [program.output.T for program in programs]            # (n_samples, n_out) each
        outputs = np.reshape(outputs, (*self.job.runs, *outputs[0].shape))
        return self.job.value(outputs, self.job.y, self.parameters)


def _rows(vectors):
    return vectors.reshape(-1, vectors.shape[-1])
