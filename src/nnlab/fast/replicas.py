"""Many small networks at once, side by side on the innermost axis: (units, samples, R).

Why: a tiny network's step is all ceremony: twenty calls of numpy, each for a dozen numbers. With R
networks innermost the same calls do R times the work, in long runs of memory: 256 XOR networks cost
2.4 times one, and a hundredth of what they cost one after another. A stack of 256 matrices takes
3 times as long, since `matmul` goes through them one by one; from about 400 parameters x samples on
its products are worth the name, and `choose` takes it.

There's no matrix product over such an axis. `einsum` adds up without one, 2-3x faster than to
multiply and then add. But the first layer hears the same inputs in all runs, and there it is a
product: (samples, inputs) @ (inputs, R), 6x faster again.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import repeat

import numpy as np

from . import kernels


class Program:
    """Forward and backward for R networks and batches of one size, in place.

    Parameters
    ----------
    weights, gradients : lists of (n_out, n_in + 1, R) arrays, one per layer
    bends, loss : names
    n_samples : int
    """

    def __init__(self, weights, gradients, bends, loss, n_samples):
        R, dtype = weights[0].shape[-1], weights[0].dtype
        self.inputs = np.ones((n_samples, weights[0].shape[1]), dtype)  # the same for all R
        self.y = np.empty((len(weights[-1]), n_samples, 1), dtype)
        ones = [np.ones((len(W) + 1, n_samples, R), dtype) for W in weights]
        a = [block[:-1] for block in ones]  # the last row stays 1
        d = [np.empty_like(block) for block in a]
        s = [np.empty_like(block) for block in a]
        self.output = a[-1]
        last, self.blame, self.down = kernels.ending(loss, bends[-1], a[-1], s[-1], d[-1], 0)
        # (n_samples, n_in + 1) @ (n_out, n_in + 1, R) -> (n_out, n_samples, R)
        self.up = [partial(np.matmul, self.inputs, weights[0], a[0])]
        for layer in range(1, len(weights)):
            self.up += kernels.FORWARD[bends[layer - 1]](a[layer - 1])
            self.up.append(
                partial(np.einsum, "oir,isr->osr", weights[layer], ones[layer - 1], out=a[layer])
            )
        self.up += last
        for layer in reversed(range(1, len(weights))):
            back = weights[layer][:, :-1]  # without the bias
            slope = kernels.BACKWARD[bends[layer - 1]]
            self.down += [
                partial(np.einsum, "osr,isr->oir", d[layer], ones[layer - 1], out=gradients[layer]),
                partial(np.einsum, "oir,osr->isr", back, d[layer], out=d[layer - 1]),
                *slope(a[layer - 1], s[layer - 1], d[layer - 1]),
            ]
        self.down.append(partial(np.matmul, self.inputs.T, d[0], gradients[0]))

    def lay_out(self, X, y):
        """Put samples, as rows, where `forward` and `backward` look for them."""
        self.inputs[:, :-1], self.y[..., 0] = X, y.T

    def forward(self):
        """From `inputs` to `output`."""
        for run in self.up:
            run()

    def backward(self):
        """After `forward`: compare with `y`, and write the gradients."""
        self.blame(self.y)
        for run in self.down:
            run()


def program(job, memory, slopes, n_samples) -> Program:
    """The program on memory (P, R), which holds a network in each column."""
    views = [[np.moveaxis(block, 0, -1) for block in job.blocks(m.T)] for m in (memory, slopes)]
    return Program(*views, job.bends, job.loss_name, n_samples)


class Replicas:
    """A training's epochs on many networks at once."""

    def __init__(self, job):
        self.job = job
        self.memory = np.empty((job.n_parameters, math.prod(job.runs)), job.dtype)
        self.slopes = np.empty_like(self.memory)
        # The optimizer and the history see (*runs, P), of the same memory.
        self.parameters, self.gradients = (
            np.moveaxis(m.reshape(-1, *job.runs), 0, -1) for m in (self.memory, self.slopes)
        )
        self.programs, self.whole = {}, None

    def _program(self, which, n_samples):
        """The program for these samples, laid out."""
        if n_samples not in self.programs:
            self.programs[n_samples] = program(self.job, self.memory, self.slopes, n_samples)
        self.programs[n_samples].lay_out(self.job.X[which], self.job.y[which])
        return self.programs[n_samples]

    def load(self, parameters):
        """Start from these, (*runs, P), with the optimizer as it is now."""
        self.parameters[...] = parameters
        self.step = self.job.update(self.parameters, self.gradients)

    def run(self, orders, due, rows, losses):
        """An epoch for each of `due`: its parameters into `rows`; where it is due, its loss."""
        n, size, hold = len(self.job.X), self.job.batch_size, self.job.hold
        if size == n:
            return self._run_whole(due, rows, losses)
        for k, order in enumerate(orders or repeat(None, len(due))):
            for start in range(0, n, size):
                stop = min(n, start + size)
                which = slice(start, stop) if order is None else order[start:stop]
                batch = self._program(which, stop - start)
                batch.forward()
                batch.backward()
                self.step()
            hold(self.parameters)
            rows[k] = self.parameters
            if due[k]:
                losses[k] = self._measure()

    def _run_whole(self, due, rows, losses):
        """All samples at a time: the next step's forward pass is the one that measures this one."""
        whole, step, hold = self._program(slice(None), len(self.job.X)), self.step, self.job.hold
        whole.forward()
        for k, wanted in enumerate(due):
            whole.backward()
            step()
            hold(self.parameters)
            rows[k] = self.parameters
            whole.forward()
            if wanted:
                losses[k] = self._value(whole)

    def _measure(self):
        """The loss over all samples, by a forward pass of its own."""
        if self.whole is None:
            self.whole = self._program(slice(None), len(self.job.X))
        self.whole.forward()
        return self._value(self.whole)

    def _value(self, program):
        return self.job.value(program.output, program.y, self.parameters, 0)

    def new_rows(self, n):
        """Room for the parameters after each of n epochs, (n, *runs, P), laid out as they are."""
        memory = np.empty((n, self.job.n_parameters, *self.job.runs), self.job.dtype)
        return np.moveaxis(memory, 1, -1)
