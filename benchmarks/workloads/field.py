"""Decision fields of a 2-8-8-1 tanh network: 100 x 100 and 200 x 200 points, a hundred frames."""

import numpy as np

from benchmarks.contenders import textbook_forward
from benchmarks.task import Contender, Figure, Task, start
from nnlab import fast

TITLE = __doc__
TOLERANCE = 1e-5


def task() -> Task:
    sizes, bends = [2, 8, 8, 1], ["tanh", "tanh", "tanh"]
    return Task(
        sizes, bends, "mean_squared_error", None, None, 1, 0.1, start(sizes, bends, "glorot")
    )


def grid(n):
    axis = np.linspace(-1, 1, n)
    return np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)


def frames(n, prepare):
    """A contender on n x n points: `prepare(task, points)` gives what answers."""

    def make(task, count):
        answer = prepare(task, grid(n))

        def work():
            for _ in range(count):
                answer()

        return work, lambda: float(np.mean(np.square(answer())))

    return make


def ours(task, points):
    network, points = task.network(), fast.Points(points)
    return lambda: fast.field(network, points)


def core(task, points):
    network = task.network()
    return lambda: network(points)


def textbook(task, points):
    forward = textbook_forward(task)
    return lambda: forward(points)


def scikit_learn(task, points):
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(
        hidden_layer_sizes=(8, 8), activation="tanh", max_iter=1, solver="sgd", batch_size=10
    )
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(points[:20], points[:20, 0])
    for layer, W, b in zip(task.network().layers, model.coefs_, model.intercepts_, strict=True):
        W[...], b[...] = layer.W.T, layer.b
    model.out_activation_ = "tanh"
    return lambda: model.predict(points)


def bare_tanh(task, points):
    """The tanh calls alone, in place, on what those layers hold."""
    shapes = [(8, len(points)), (8, len(points)), (1, len(points))]
    a = [np.full(shape, 0.3, np.float32) for shape in shapes]

    def answer():
        for block in a:
            np.tanh(block, block)
        return a[-1]

    return answer


CONTENDERS = {}
for n in (100, 200):
    frame = f"{n} x {n}"
    CONTENDERS[f"nnlab, {frame}"] = Contender(frames(n, ours), 100)
    CONTENDERS[f"bare tanh, {frame}"] = Contender(frames(n, bare_tanh), 100, checked=False)
    CONTENDERS[f"scikit-learn, {frame}"] = Contender(frames(n, scikit_learn), 10, 10)
    CONTENDERS[f"textbook numpy, {frame}"] = Contender(frames(n, textbook), 10, 10)
    CONTENDERS[f"nnlab, core alone, {frame}"] = Contender(frames(n, core), 10, 10)
FIGURES = [
    figure
    for frame in ("100 x 100", "200 x 200")
    for figure in (
        Figure(
            f"at least 4 x faster than scikit-learn's predict, {frame}",
            f"scikit-learn, {frame}",
            f"nnlab, {frame}",
            4,
        ),
        Figure(
            f"at most 2 x the bare tanh calls, {frame}",
            f"bare tanh, {frame}",
            f"nnlab, {frame}",
            1 / 2,
        ),
    )
]


def reference(task, name, count):
    n = int(name.rsplit(" ", 1)[1])
    return float(np.mean(task.network()(grid(n)) ** 2))
