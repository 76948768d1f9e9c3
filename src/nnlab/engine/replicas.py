"""Many small networks at once, side by side on the innermost axis: (units, samples, R).

Why: a tiny network's step is all ceremony: ten calls of numpy, each for a dozen numbers. With R
networks innermost the same ten calls do R times the work, in long runs of memory; R = 256 costs
about GAIN1 times R = 1. `matmul` over a leading axis would go through the networks one after
another, each a product too small to be worth the name: GAIN2 times slower.

There's no matrix product over such an axis, so each is written out: multiply, then add up.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from . import kernels

add, multiply = np.add, np.multiply


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
        sizes = [len(W) for W in weights]
        self.inputs = np.ones((weights[0].shape[1], n_samples, 1), dtype)   # the same for all R
        self.y = np.empty((sizes[-1], n_samples, 1), dtype)
        ones = [np.ones((n + 1, n_samples, R), dtype) for n in sizes]       # the last row stays 1
        a = [block[:-1] for block in ones]
        d = [np.empty_like(block) for block in a]
        s = [np.empty_like(block) for block in a]
        seen = [self.inputs, *ones]                                         # what each layer hears
        self.output, self.up, self.down = a[-1], [], []
        for layer, (W, bend) in enumerate(zip(weights, bends, strict=True)):
            # (n_out, n_in + 1, 1, R) * (n_in + 1, n_samples, R), added up over the inputs
            terms = np.empty((*W.shape[:2], n_samples, R), dtype)
            self.up += [partial(multiply, W[:, :, None], seen[layer], terms),
                        partial(add.reduce, terms, 1, None, a[layer])]
            if layer < len(sizes) - 1:
                self.up += kernels.FORWARD[bend](a[layer])
        if loss == "binary_cross_entropy":
            last, self.blame = kernels.sigmoid_and_cross_entropy(a[-1], d[-1], n_samples, sizes[-1])
        else:
            last = kernels.FORWARD[bends[-1]](a[-1])
            self.blame = kernels.LOSSES[loss](a[-1], d[-1], n_samples, sizes[-1])
            self.down += kernels.BACKWARD[bends[-1]](a[-1], s[-1], d[-1])
        self.up += last
        for layer in reversed(range(len(sizes))):
            W, G = weights[layer], gradients[layer]
            terms = np.empty((*W.shape[:2], n_samples, R), dtype)
            self.down += [partial(multiply, d[layer][:, None], seen[layer], terms),
                          partial(add.reduce, terms, 2, None, G)]           # over the samples
            if layer:
                back = terms[:, :-1]                                        # without the bias
                self.down += [partial(multiply, W[:, :-1, None], d[layer][:, None], back),
                              partial(add.reduce, back, 0, None, d[layer - 1])]
                self.down += kernels.BACKWARD[bends[layer - 1]](
                    a[layer - 1], s[layer - 1], d[layer - 1])

    def forward(self):
        """From `inputs` to `output`."""
        for run in self.up:
            run()

    def backward(self):
        """After `forward`: compare with `y`, and write the gradients."""
        self.blame(self.y)
        for run in self.down:
            run()


class Replicas:
    """A training's epochs on many networks at once."""

    losses_later = False

    def __init__(self, job):
        self.job = job
        R = int(np.prod(job.runs))
        memory = np.empty((job.n_parameters, R), job.dtype)
        slopes = np.empty_like(memory)
        self.views = job.blocks(memory), job.blocks(slopes)
        # The optimizer and the history see (*runs, P), of the same memory.
        self.parameters = np.moveaxis(memory.reshape(-1, *job.runs), 0, -1)
        self.gradients = np.moveaxis(slopes.reshape(-1, *job.runs), 0, -1)
        self.programs, self.whole = {}, None

    def _program(self, n_samples):
        return Program(*self.views, self.job.bends, self.job.loss_name, n_samples)

    def _batch(self, which, n_samples):
        """The program for these samples, its inputs and targets laid out."""
        program = self.programs.get(n_samples)
        if program is None:
            program = self.programs[n_samples] = self._program(n_samples)
        program.inputs[:-1, :, 0] = self.job.X[which].T
        program.y[..., 0] = self.job.y[which].T
        return program

    def load(self, parameters):
        """Start from these, (*runs, P), with the optimizer as it is now."""
        self.parameters[...] = parameters
        self.step = self.job.update(self.parameters, self.gradients)

    def run(self, orders, due, rows, losses):
        """An epoch for each of `orders`: its parameters into `rows`; where it is due, its loss."""
        n, size, hold = len(self.job.X), self.job.batch_size, self.job.hold
        if size == n:
            return self._run_whole(due, rows, losses)
        for k, order in enumerate(orders):
            for start in range(0, n, size):
                stop = min(n, start + size)
                which = slice(start, stop) if order is None else order[start:stop]
                program = self._batch(which, stop - start)
                program.forward()
                program.backward()
                self.step()
            hold(self.parameters)
            rows[k] = self.parameters
            if due[k]:
                losses[k] = self._measure()

    def _run_whole(self, due, rows, losses):
        """All samples at a time: the next step's forward pass is the one that measures this one."""
        program, step, hold = self._batch(slice(None), len(self.job.X)), self.step, self.job.hold
        program.forward()
        for k, wanted in enumerate(due):
            program.backward()
            step()
            hold(self.parameters)
            rows[k] = self.parameters
            program.forward()
            if wanted:
                losses[k] = self._value(program)

    def _measure(self):
        """The loss over all samples, by a forward pass of its own."""
        if self.whole is None:
            self.whole = self._program(len(self.job.X))
            self.whole.inputs[:-1, :, 0] = self.job.X.T
        self.whole.forward()
        return self._value(self.whole)

    def _value(self, program):
        outputs = program.output.T                          # (R, n_samples, n_out)
        outputs = outputs.reshape(*self.job.runs, *outputs.shape[1:])
        return self.job.value(outputs, self.job.y, self.parameters)
