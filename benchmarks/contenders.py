"""Who takes part: each a function of (task, epochs) that gives (train, loss).

`train()` is what is timed; `loss()` is then the loss over all samples. What a contender needs
before it can start is made outside. A peer that isn't installed raises ImportError.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from pathlib import Path

import numpy as np

from nnlab import LOSSES, SGD, Training, fit, softmax, train_step
from nnlab import objects as plain

HERE = Path(__file__).parent


def core_loss(task, network):
    return float(LOSSES[task.loss](network(task.X), task.y))


def settings(task):
    """How nnlab is to train, in `fit` and in `Training`."""
    step = dict(optimizer=SGD(task.rate), batch_size=task.batch_size)
    return step | dict(loss=task.loss, shuffle=False)


def nnlab_fit(task, epochs):
    """nnlab: fit, recording the loss and all weights at every epoch."""
    from nnlab.fast.arithmetic import compiled

    network = task.network()

    def train():
        compiled.cache_clear()  # writing the text is part of the work
        fit(network, task.X, task.y, epochs=epochs, **settings(task))

    return train, lambda: core_loss(task, network)


def nnlab_unrecorded(task, epochs):
    """nnlab: fit, which records the start and the end only; the others record nothing."""
    network = task.network()

    def train():
        fit(network, task.X, task.y, epochs=epochs, record_every=epochs, **settings(task))

    return train, lambda: core_loss(task, network)


def nnlab_steps(task, epochs):
    """nnlab: the fast path's steps alone, no records."""
    training = Training(task.network(), task.X, task.y, **settings(task))
    run, parameters = bare(training)

    def loss():
        training.network.parameters = parameters()
        return core_loss(task, training.network)

    return lambda: run(epochs), loss


def bare(training):
    """The fast path's steps with nothing noted: a function of the epochs, and the parameters."""
    from collections import deque
    from itertools import repeat

    from nnlab.core.stretch import Stretch, job_of
    from nnlab.fast.straight import Straight

    work = Stretch(job_of(training)).work
    work.load(training.network.parameters, training.optimizer)
    if isinstance(work, Straight):
        epoch, now = work._epoch(None), [work.start.tolist()]

        def run(epochs):
            now[:] = deque(work.train(now[0], repeat(epoch, epochs), work.job.rate), maxlen=1)

        return run, lambda: np.array(now[0])

    def run(epochs):
        for _ in range(epochs):
            for batches in work._laid_out(None):
                for forward, backward in batches:
                    for each in forward:
                        each()
                    for each in backward:
                        each()

    def parameters():
        (row,) = work.new_rows(1)
        work.save(row)
        return row

    return run, parameters


def core_loop(task, epochs):
    """nnlab: core's own loop, as it is read."""
    from unittest import mock

    from nnlab.core import stretch

    network = task.network()

    def train():
        with mock.patch.object(stretch, "advance", lambda training, epochs: None):
            fit(network, task.X, task.y, epochs=epochs, **settings(task))

    return train, lambda: core_loss(task, network)


def core_steps(task, epochs):
    """nnlab: one `train_step` of core's after the other, nothing recorded."""
    network, loss, optimizer = task.network(), LOSSES[task.loss], SGD(task.rate)

    def train():
        for _ in range(epochs):
            for start in range(0, len(task.X), task.batch_size):
                rows = slice(start, start + task.batch_size)
                train_step(network, task.X[rows], task.y[rows], loss, optimizer)

    return train, lambda: core_loss(task, network)


BEND = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}
SLOPE = {
    "relu": lambda a: (a > 0).astype(a.dtype),
    "tanh": lambda a: 1 - a**2,
    "identity": np.ones_like,
    "sigmoid": lambda a: a * (1 - a),
}


def matrices(network):
    Ws = [layer.W.T.copy() for layer in network.layers]
    return Ws, [layer.b.copy() for layer in network.layers]


def textbook_forward(task):
    """What textbook numpy says about rows of inputs."""
    Ws, bs = matrices(task.network())

    def forward(a):
        for W, b, name in zip(Ws, bs, task.bends, strict=True):
            a = BEND[name](a @ W + b)
        return a

    return forward


def textbook(task, epochs):
    """Textbook numpy: lists of matrices, the whole batch at once, slopes from what is stored."""
    network = task.network()
    Ws, bs = matrices(network)
    bend, slope = BEND, SLOPE
    X, y, size, rate = task.X, task.y, task.batch_size, task.rate

    def step(x, target):
        a, seen = x, [x]
        for W, b, name in zip(Ws, bs, task.bends, strict=True):
            a = bend[name](a @ W + b)
            seen.append(a)
        if task.loss == "softmax_cross_entropy":
            delta = (softmax(a) - target) / len(x)
        else:
            delta = 2 * (a - target) / a.size * slope[task.bends[-1]](a)
        for i in range(len(Ws) - 1, -1, -1):
            d_W, d_b = seen[i].T @ delta, delta.sum(axis=0)
            if i:
                delta = delta @ Ws[i].T * slope[task.bends[i - 1]](seen[i])
            Ws[i] -= rate * d_W
            bs[i] -= rate * d_b

    def train():
        for _ in range(epochs):
            for start in range(0, len(X), size):
                step(X[start : start + size], y[start : start + size])

    def loss():
        for layer, W, b in zip(network.layers, Ws, bs, strict=True):
            layer.W, layer.b = W.T, b
        return core_loss(task, network)

    return train, loss


def python_objects(task, epochs):
    """Plain Python: neuron objects, a sample at a time."""
    network = plain.Network.from_network(task.network())
    X, y = task.X.tolist(), task.y.tolist()
    if task.batch_size != 1:
        raise ValueError("neuron objects learn a sample at a time")

    def loss():
        after = task.network()
        after.parameters = network.parameters
        return core_loss(task, after)

    return lambda: network.train(X, y, epochs, task.rate), loss


def scikit_learn(task, epochs):
    """scikit-learn: MLPClassifier or MLPRegressor, plain SGD."""
    import warnings

    from sklearn.neural_network import MLPClassifier, MLPRegressor

    classes = task.loss == "softmax_cross_entropy"
    if not classes and task.bends[-1] != "identity":
        raise ValueError("scikit-learn has no bend in its output")
    # Its squared error is half of ours.
    rate = task.rate if classes else 2 * task.rate
    model = (MLPClassifier if classes else MLPRegressor)(
        hidden_layer_sizes=task.sizes[1:-1],
        activation=task.bends[0],
        solver="sgd",
        alpha=0.0,
        momentum=0.0,
        nesterovs_momentum=False,
        learning_rate_init=rate,
        batch_size=task.batch_size,
        shuffle=False,
        max_iter=1,
        tol=0.0,
        n_iter_no_change=10**9,
        warm_start=True,
    )
    target = task.y.argmax(axis=1) if classes else task.y[:, 0]
    network = task.network()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(
            task.X[: task.batch_size * 4] if not classes else task.X,
            target[: task.batch_size * 4] if not classes else target,
        )
    for layer, W, b in zip(network.layers, model.coefs_, model.intercepts_, strict=True):
        W[...], b[...] = layer.W.T, layer.b
    model.set_params(max_iter=epochs)
    del model._optimizer  # it held the weights it had made itself

    def train():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(task.X, target)

    def loss():
        for layer, W, b in zip(network.layers, model.coefs_, model.intercepts_, strict=True):
            layer.W, layer.b = W.T, b
        return core_loss(task, network)

    return train, loss


def pytorch(task, epochs):
    """PyTorch, eager, one thread: nn.Sequential, autograd, torch.optim.SGD."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    network, layers = task.network(), []
    bend = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "identity": nn.Identity}
    dtype = torch.float32 if task.parameters.dtype == np.float32 else torch.float64
    for layer, name in zip(network.layers, task.bends, strict=True):
        linear = nn.Linear(layer.n_in, layer.n_out, dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(layer.W.copy()))
            linear.bias.copy_(torch.tensor(layer.b.copy()))
        layers += [linear] if name == "identity" else [linear, bend[name]()]
    model = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=task.rate)
    X, y = torch.tensor(task.X, dtype=dtype), torch.tensor(task.y, dtype=dtype)
    size = task.batch_size
    measure = nn.MSELoss()
    if task.loss == "softmax_cross_entropy":
        measure, y = nn.CrossEntropyLoss(), y.argmax(dim=1)

    def train():
        for _ in range(epochs):
            for start in range(0, len(X), size):
                optimizer.zero_grad()
                measure(model(X[start : start + size]), y[start : start + size]).backward()
                optimizer.step()

    def loss():
        linears = [layer for layer in model if isinstance(layer, nn.Linear)]
        for layer, linear in zip(network.layers, linears, strict=True):
            layer.W, layer.b = linear.weight.detach().numpy(), linear.bias.detach().numpy()
        return core_loss(task, network)

    return train, loss


def micrograd(task, epochs):
    """micrograd: every number an object that knows its gradient."""
    from micrograd.engine import Value

    def sigmoid(x):  # micrograd has none: in its own manner
        out = Value(1 / (1 + math.exp(-x.data)), (x,), "sigmoid")

        def backward():
            x.grad += out.data * (1 - out.data) * out.grad

        out._backward = backward
        return out

    def tanh(x):
        out = Value(math.tanh(x.data), (x,), "tanh")

        def backward():
            x.grad += (1 - out.data**2) * out.grad

        out._backward = backward
        return out

    bend = {"relu": lambda x: x.relu(), "sigmoid": sigmoid, "tanh": tanh}
    network = task.network()
    layers = [
        [[Value(p) for p in row] for row in layer.parameters.tolist()] for layer in network.layers
    ]
    parameters = [p for layer in layers for row in layer for p in row]
    X, y, size = task.X.tolist(), task.y.tolist(), task.batch_size

    def model(a):
        for layer, name in zip(layers, task.bends, strict=True):
            a = [bend[name](sum((w * x for w, x in zip(w, a, strict=True)), b)) for *w, b in layer]
        return a

    def train():
        for _ in range(epochs):
            for start in range(0, len(X), size):
                x, target = X[start : start + size], y[start : start + size]
                errors = [
                    (p - t) ** 2
                    for row, want in zip(x, target, strict=True)
                    for p, t in zip(model(row), want, strict=True)
                ]
                error = sum(errors) * (1 / len(errors))
                for p in parameters:
                    p.grad = 0
                error.backward()
                for p in parameters:
                    p.data -= task.rate * p.grad

    def loss():
        network.parameters = [p.data for p in parameters]
        return core_loss(task, network)

    return train, loss


def javascript(task, epochs):
    """The article's JavaScript in node, mended: a fresh process each time, its JIT included."""
    node = shutil.which("node")
    if node is None:
        raise ImportError("node is not on PATH")
    job = {
        "sizes": task.sizes,
        "bends": task.bends,
        "parameters": task.parameters.tolist(),
        "X": task.X.tolist(),
        "y": task.y.tolist(),
        "epochs": epochs,
        "rate": task.rate,
        "batch_size": task.batch_size,
    }
    told = {}

    def train():  # node times itself
        done = subprocess.run(
            [node, HERE / "article.js"],
            input=json.dumps(job),
            text=True,
            capture_output=True,
            check=True,
        )
        told.update(json.loads(done.stdout))
        return told["seconds"]

    return train, lambda: told["loss"]


ALL = {
    "nnlab": nnlab_fit,
    "nnlab, start and end recorded": nnlab_unrecorded,
    "nnlab, steps alone": nnlab_steps,
    "nnlab, core alone": core_loop,
    "nnlab, core's steps": core_steps,
    "textbook numpy": textbook,
    "Python objects": python_objects,
    "scikit-learn": scikit_learn,
    "PyTorch eager": pytorch,
    "micrograd": micrograd,
    "article's JavaScript": javascript,
}
