"""Call every public name with what nobody should give it, and count how it answers.

    python tools/hostile.py            every call; a table of the groups
    python tools/hostile.py core -v    one group; each answer that isn't fine

An answer is fine when the call works, with finite numbers and without a warning, or when nnlab
itself refuses it in words. It isn't when Python's or numpy's own words reach the reader (the error
comes out of a line that raises none), when a warning does, when a result holds NaN or infinity
though what was given didn't, when it takes longer than `PATIENCE` seconds, or when a refused call
has changed what it was given.
"""

import argparse
import copy
import linecache
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
os.environ["NNLAB_PROGRESS"] = "off"  # nobody's own progress is touched
import matplotlib.pyplot as plt
import numpy as np

import nnlab
from nnlab import datasets, functional, labs, lessons, objects, plots

PATIENCE = 10  # seconds
HOME = str(Path(nnlab.__file__).parent)
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
MSE = "mean_squared_error"


class Odd:
    """An object that is nothing in particular."""


def odd_values():
    """What takes the place of each argument, made anew for each call."""
    loop = []
    loop.append(loop)
    numbers = [0, -1, 1, 2.5, -0.0, 1e308, -1e308, 1e-320, np.nan, np.inf, -np.inf, 10**400, 2**63]
    numbers += [None, True, False, 3 + 4j, Fraction(1, 3), Decimal("0.1"), np.float32(1e38)]
    texts = ["", "abc", "\ud83d", "xor", "0.5", b"x", "mean_squared_error", "tanh", "<b>"]
    lists = [[], [[]], [1], [[1]], [1, 2], [[1, 2]], [[1, 2], [3]], [None], ["a", "b"], [np.nan]]
    lists += [[[np.inf, 1]], [1e308, -1e308], [[1e308, 1e308]], loop, (), (1, 2), {}, {"a": 1}]
    others = [{1, 2}, range(3), Ellipsis, slice(0, 2), int, Odd, Odd(), len, lambda *a: 1, plt]
    others += [Exception("no"), iter([1, 2]), np.random.default_rng(0), nnlab.Neuron([1.0])]
    others += [nnlab.Network([1, 1], "tanh", rng=0), nnlab.SGD(), nnlab.sigmoid]
    arrays = [np.zeros(0), np.zeros((0, 2)), np.zeros((4, 3)), np.ones((2, 2, 2)), np.arange(4)]
    arrays += [np.float16([[300, 1]]), np.array([["a"]]), np.array([None]), np.array(1.0)]
    arrays += [np.ma.masked_array([[1.0, 2.0]], mask=[[True, False]]), np.full((4, 2), 1e308)]
    arrays += [np.array(["2020-01-01"], "datetime64[D]"), np.array([True, False])]
    arrays += [np.full((4, 1), np.nan), np.full((4, 1), 1e200)]
    return numbers + texts + lists + others + arrays


def network(sizes=(2, 2, 1), activation="sigmoid", **more):
    return nnlab.Network(list(sizes), activation, rng=0, **more)


def training(**more):
    return nnlab.Training(network(), X, Y, batch_size=2, rng=0, **more)


def of(make, name, /, **arguments):
    """A method of a new object, and its arguments."""
    return lambda: (getattr(make(), name), arguments)


def plain(function, /, **arguments):
    """A function and its arguments, each made anew where it can be changed."""
    return lambda: (function, copy.deepcopy(arguments))


def setting(make, attribute, use):
    """Sets an attribute of a new object, then uses that as a reader would."""

    def call(value):
        thing = make()
        setattr(thing, attribute, value)
        return use(thing)

    return lambda: (call, {"value": 0})


def backward(make):
    def call():
        thing = make()
        traces = thing.forward(X)
        last = traces[-1] if isinstance(traces, list) else traces
        return thing.backward, dict(
            zip(("trace", "d_a"), (traces, np.ones_like(last.a)), strict=True)
        )

    def by_place():
        function, arguments = call()
        return (lambda trace, d_a: function(trace, d_a)), arguments

    return by_place


def core():
    data = dict(X=X, y=Y, loss=MSE)
    learning = dict(optimizer=nnlab.SGD(), batch_size=2, shuffle=True, rng=0, l1=0.1, l2=0.1)
    learning |= dict(record_every=1, validation=(X, Y), stop_when=None, callback=None)
    neuron, layer = partial(nnlab.Neuron, [1, 1]), partial(nnlab.Layer, 2, 1, rng=0)
    yield "Activation", plain(nnlab.Activation, name="a", function=np.tanh, derivative=np.cos)
    yield "Loss", plain(nnlab.Loss, name="l", function=np.add, gradient=np.add)
    yield "softmax", plain(nnlab.softmax, z=[[1.0, 2.0]])
    yield "Neuron", plain(nnlab.Neuron, weights=[1, 1], bias=0, activation="tanh")
    yield "Neuron()", of(neuron, "__call__", x=X)
    yield "Neuron.forward", of(neuron, "forward", X=X)
    yield "Neuron.backward", backward(neuron)
    yield "Layer", plain(nnlab.Layer, n_in=2, n_out=2, activation="tanh", init="he", rng=0)
    yield "Layer.from_neurons", plain(nnlab.Layer.from_neurons, neurons=[neuron()])
    yield "Layer()", of(layer, "__call__", X=X)
    yield "Layer[]", lambda: ((lambda j: layer()[j]), {"j": 0})
    yield "Layer.backward", backward(layer)
    shape = dict(sizes=[2, 2, 1], activations="tanh", init="he", runs=(), rng=0, dtype=float)
    yield "Network", plain(nnlab.Network, **shape)
    yield "Network.from_layers", plain(nnlab.Network.from_layers, layers=[layer()])
    saved = network().to_dict()
    yield "from_dict", lambda: ((lambda d: nnlab.Network.from_dict(d)), {"d": saved})
    for key in saved:
        yield (
            f"from_dict {key}",
            lambda k=key: (
                lambda value: nnlab.Network.from_dict({**saved, k: value}),
                {"value": 0},
            ),
        )
    yield "Network()", of(network, "__call__", X=X)
    yield "Network.forward", of(network, "forward", X=X)
    yield "Network.backward", backward(network)
    yield "Network.split", lambda: ((lambda v: network().split(v)), {"v": np.zeros(9)})
    yield "with_parameters", lambda: ((lambda v: network().with_parameters(v)), {"v": np.zeros(9)})
    yield "Network.run", lambda: ((lambda i: network(runs=3).run(i)), {"i": 1})
    yield "SGD", plain(nnlab.SGD, learning_rate=0.1, momentum=0.5)
    yield "Adam", plain(nnlab.Adam, learning_rate=0.1, beta1=0.9, beta2=0.9, epsilon=1e-8)
    step = dict(parameters=np.ones(3), gradients=np.ones(3))
    yield "SGD.step", of(lambda: nnlab.SGD(0.1, 0.9), "step", **step)
    yield "Adam.step", of(nnlab.Adam, "step", **step)
    yield (
        "train_step",
        lambda: (
            nnlab.train_step,
            dict(network=network(), **data, optimizer=nnlab.SGD(), l1=0.1, l2=0.1),
        ),
    )
    yield "fit", lambda: (nnlab.fit, dict(network=network(), **data, epochs=2, **learning))
    yield "Training", lambda: (nnlab.Training, dict(network=network(), **data, **learning))
    yield "Training.run", lambda: ((lambda n: training().run(n) if not huge(n) else None), {"n": 2})
    yield "network_at", of(lambda: training().run(2), "network_at", epoch=1)
    nudge = dict(h=1e-5)
    yield (
        "numerical_gradient",
        lambda: (nnlab.numerical_gradient, dict(network=network(), **data, **nudge)),
    )
    yield (
        "gradient_check",
        lambda: (
            nnlab.gradient_check,
            dict(network=network(), **data, **nudge, gradients=np.ones(9)),
        ),
    )
    yield "accuracy", plain(nnlab.accuracy, y_pred=Y, y_true=Y, threshold=0.5)
    yield "standardize", plain(nnlab.standardize, X=X)
    yield "Scale", plain(nnlab.Scale, X=X)
    yield "Scale()", plain(nnlab.Scale(X), X=X)
    yield "Scale.undo", plain(nnlab.Scale(X).undo, Z=X)
    yield "confusion_matrix", plain(nnlab.confusion_matrix, y_pred=Y, y_true=Y)
    for name, activation in nnlab.ACTIVATIONS.items():
        yield f"{name}()", plain(activation, z=[1.0])
        yield f"{name}.derivative", plain(activation.derivative, z=[1.0])
    for name, loss in nnlab.LOSSES.items():
        yield f"{name}()", plain(loss, y_pred=Y / 2 + 0.25, y_true=Y)
        yield f"{name}.gradient", plain(loss.gradient, y_pred=Y / 2 + 0.25, y_true=Y)

    def answer(thing):
        return thing(X)

    def one_step(optimizer):
        optimizer.step(np.ones(3), np.ones(3))

    def run(what):
        what.run(1)

    loop = "X y network loss optimizer batch_size l1 l2 shuffle record_every validation epoch "
    loop += "history stop_when callback learning_rate"
    shown = "parameters layers sizes runs activations n_parameters n_in n_out activation"
    for make, names, use in (
        (neuron, "w b parameters activation bias weights", answer),
        (layer, "W b parameters activation w bias weights n_in", answer),
        (network, shown, answer),
        (nnlab.SGD, "learning_rate momentum velocity lr", one_step),
        (nnlab.Adam, "learning_rate beta1 beta2 epsilon mean square steps", one_step),
        (training, loop, run),
    ):
        for attribute in names.split():
            yield f"{type(make()).__name__}.{attribute} =", setting(make, attribute, use)


def huge(value):
    """Whether it's an order for more epochs than a test can wait for."""
    return isinstance(value, int) and value > 10_000


def data_sets():
    for name in datasets.__all__:
        if name.startswith("make_") and name != "make_gate":
            yield name, plain(getattr(datasets, name), n_samples=8, noise=0.1, rng=0)
    yield "make_gate", plain(datasets.make_gate, name="xor")
    yield "load_points", plain(datasets.load_points, source=X, y=Y)
    yield "features", plain(datasets.features, X=X, names=["x1"])
    yield "train_test_split", plain(datasets.train_test_split, X=X, y=Y, test_size=0.3, rng=0)


def pure():
    bends, rows = ("tanh", "sigmoid"), dict(X=X.tolist(), y=Y.tolist())
    layers = functional.init([2, 2, 1], rng=0)
    one = dict(network=layers, activations=bends)
    yield "init", plain(functional.init, sizes=[2, 2, 1], rng=0)
    yield "from_network", lambda: (functional.from_network, {"network": network()})
    yield "weigh", plain(functional.weigh, neuron=(1.0, 2.0, 3.0), x=(1.0, 2.0))
    yield "forward", plain(functional.forward, **one, x=(0, 1))
    yield "loss", plain(functional.loss, **one, **rows)
    yield "gradient", plain(functional.gradient, **one, **rows)
    yield "train_step", plain(functional.train_step, **one, **rows, learning_rate=0.1)

    def train(epochs=2, **arguments):
        return None if huge(epochs) else functional.train(epochs=epochs, **arguments)

    yield "train", plain(train, **one, **rows, epochs=2, learning_rate=0.1)


def by_objects():
    neuron = partial(objects.Neuron, [1.0, 2.0], 0.5, "tanh")
    net = partial(objects.Network, [2, 2, 1], ["tanh", "sigmoid"], rng=0)

    def asked(make):
        thing = make()
        thing.forward([0.0, 1.0])
        return thing

    yield "Neuron", plain(objects.Neuron, weights=[1, 2], bias=0.5, activation="tanh")
    yield "Layer", plain(objects.Layer, neurons=[neuron()])
    yield "Network", plain(objects.Network, sizes=[2, 2, 1], activations=["tanh"] * 2, rng=0)
    yield "from_network", lambda: (objects.Network.from_network, {"network": network()})
    for make, blame in ((neuron, 1.0), (lambda: objects.Layer([neuron()]), [1.0]), (net, [1.0])):
        kind = type(make()).__name__
        yield f"{kind}.forward", of(make, "forward", inputs=[0.0, 1.0])
        yield (
            f"{kind}.backward",
            lambda make=make, blame=blame: (lambda d: asked(make).backward(d), {"d": blame}),
        )

    def train(epochs, **arguments):
        return None if huge(epochs) else net().train(epochs=epochs, **arguments)

    rows = dict(X=X.tolist(), y=Y.tolist())
    yield "Network.train", plain(train, **rows, epochs=2, learning_rate=0.1)


def teaching():
    from nnlab.lessons.exercise import exercises

    yield "exercise", plain(lessons.exercise, id="neuron/mistake")
    for name, item in exercises().items():
        yield f"check {name}", plain(item.check, answer=None)
    yield "predict", plain(lessons.predict, question="Which?", choices=["A", "B"])
    yield (
        "commit",
        lambda: (
            (lambda choice: lessons.predict("Which?", ["A", "B"]).commit(choice)),
            {"choice": "B"},
        ),
    )
    yield "explain", plain(lessons.explain, term="bias")
    yield "show_source", lambda: ((lambda what: lessons.show_source(what)), {"what": nnlab.Neuron})
    yield (
        "show_shapes",
        lambda: (
            (lambda equation, x: lessons.show_shapes(equation, x=x)),
            {"equation": "x", "x": X},
        ),
    )
    yield "worksheet", lambda: (lessons.worksheet, {})
    zoo = [bug for bug in vars(lessons.bugs).values() if isinstance(bug, lessons.bugs.Bug)]
    for bug in zoo:
        yield (
            f"{bug.name}.step",
            lambda b=bug: (
                lambda network, X, y, learning_rate: b.step(network, X, y, learning_rate),
                dict(network=network(), X=X, y=Y, learning_rate=0.1),
            ),
        )
        if bug.gradient is not None:
            yield (
                f"{bug.name}.gradient",
                lambda b=bug: (
                    lambda network, X, y: b.gradient(network, X, y),
                    # of two hidden neurons "deltas not summed" makes NaN: that's its symptom
                    dict(network=network((2, 1, 1)), X=X, y=Y),
                ),
            )

    def small(climb):
        return lambda **given: None if any(map(huge, given.values())) else climb(**given)

    for climb in (lessons.bugs.repair_ladder, lessons.bugs.each_slip):
        yield climb.__name__, plain(small(climb), n_starts=2, epochs=2)


def axes():
    plt.close("all")
    return plt.figure().subplots()


def pictures():
    def on_axes(function, /, *needed, **arguments):
        names = [f"a{i}" for i in range(len(needed))]

        def make():
            given = dict(zip(names, (n() if callable(n) else n for n in needed), strict=True))
            return call, {**given, **copy.deepcopy(arguments), "ax": axes()}

        def call(ax, **given):
            first = [given.pop(name) for name in names]
            function(*first, **given, ax=ax)
            ax.figure.canvas.draw()

        return make

    neuron, layer = partial(nnlab.Neuron, [1, 1]), partial(nnlab.Layer, 2, 2, rng=0)
    history = partial(lambda: training().run(2))
    check = partial(nnlab.gradient_check, network(), X, Y, MSE)
    yield "plot_activation", on_axes(plots.plot_activation, "tanh")
    yield "plot_loss_function", on_axes(plots.plot_loss_function, MSE)
    yield "plot_data", on_axes(plots.plot_data, X, Y)
    yield "plot_decision_boundary", on_axes(plots.plot_decision_boundary, network, X, Y)
    yield "plot_neuron", on_axes(plots.plot_neuron, neuron)
    yield "plot_neuron_lines", on_axes(plots.plot_neuron_lines, layer)
    yield "plot_network", on_axes(plots.plot_network, network, values=None)
    yield "plot_confusion", on_axes(plots.plot_confusion, [[3, 1], [0, 2]])
    yield "plot_digits", on_axes(plots.plot_digits, [[0, 1, 1, 0]])
    yield "plot_history", on_axes(plots.plot_history, history)
    yield "plot_landscape", on_axes(plots.plot_landscape, network, X, Y, MSE)
    yield "plot_folding", on_axes(plots.plot_folding, network, X, Y)
    yield "plot_gradient_check", on_axes(plots.plot_gradient_check, check)


def benches():
    labs_of = {
        "NeuronLab": lambda: labs.NeuronLab(nnlab.Neuron([1, 1]), X, Y),
        "ActivationLab": lambda: labs.ActivationLab("sigmoid"),
        "LayerLab": lambda: labs.LayerLab(nnlab.Layer(2, 2, rng=0), X, Y),
        "CurveLab": lambda: labs.CurveLab(
            network((1, 2, 1), ["relu", "identity"]), X[:, :1] + X[:, 1:] / 2, Y
        ),
        "NetworkLab": lambda: labs.NetworkLab(network(), X, Y),
        "LossLab": lambda: labs.LossLab(network((1, 1), "identity"), X[:, :1], Y, MSE),
        "CliffLab": lambda: labs.CliffLab(network((1, 1), "identity"), X[:, :1], Y, MSE),
        "BackpropLab": lambda: labs.BackpropLab(network(), X[:1], Y[:1], MSE),
        "TrainingLab": lambda: labs.TrainingLab(network(), X, Y, MSE),
    }
    made = dict(network=network(), X=X, y=Y)
    yield (
        "NeuronLab",
        plain(labs.NeuronLab, neuron=nnlab.Neuron([1, 1]), X=X, y=Y, show=None, size=None),
    )
    yield "ActivationLab", plain(labs.ActivationLab, activation="tanh", show=None, size=None)
    yield (
        "LayerLab",
        plain(labs.LayerLab, layer=nnlab.Layer(2, 2, rng=0), X=X, y=Y, show=None, size=None),
    )
    yield "NetworkLab", plain(labs.NetworkLab, **made, show=None, size=None)
    yield "TrainingLab", plain(labs.TrainingLab, **made, loss=MSE, levels=(), show=None, size=None)
    for name, make in labs_of.items():
        lab = make()
        names = list(lab.controls)
        lab.close()
        for control in names:

            def turn(value, make=make, control=control):
                lab = make()
                try:
                    lab.controls[control].value = value
                    lab.describe()
                finally:
                    lab.close()

            yield f"{name} {control}", lambda turn=turn: (turn, {"value": 0})


GROUPS = {
    "core": core,
    "datasets": data_sets,
    "functional": pure,
    "objects": by_objects,
    "lessons": teaching,
    "plots": pictures,
    "labs": benches,
}


def fingerprint(value):
    """What a call could have changed, as bytes; None where that can't be said."""
    if isinstance(value, nnlab.Network | nnlab.Neuron | nnlab.Layer):
        return value.parameters.tobytes()
    try:
        return pickle.dumps(value) if isinstance(value, np.ndarray | list | tuple | dict) else None
    except Exception:
        return None


def numbers_in(value, depth=0):
    """The float arrays in a result."""
    if isinstance(value, float | np.floating | np.ndarray):
        array = np.asarray(value)
        if array.dtype.kind in "fc":
            yield array
    elif isinstance(value, list | tuple | dict) and depth < 3:
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(each, depth + 1)
    elif isinstance(value, nnlab.Network | nnlab.Neuron | nnlab.Layer):
        yield value.parameters


def all_finite(value):
    return all(np.isfinite(array).all() for array in numbers_in(value))


def in_our_words(error):
    """Whether a line of nnlab's that raises said it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    if type(error).__name__ == "TraitError":
        return True
    if not frame.filename.startswith(HOME):
        return False
    lines = [
        linecache.getline(frame.filename, n) for n in range(frame.lineno, frame.end_lineno + 1)
    ]
    return any(word in "".join(lines) for word in ("raise ", "need("))


class TooSlow(Exception):
    """The alarm rang."""


def ring(*_):
    raise TooSlow


alarm = getattr(signal, "alarm", lambda seconds: None)  # Windows has none


def answer_of(make, argument, i):
    """The kind of answer to one call, with its error or result."""
    function, arguments = make()
    before = {name: fingerprint(value) for name, value in arguments.items() if name != argument}
    arguments[argument] = odd_values()[i]
    alarm(PATIENCE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = function(**arguments)
    except TooSlow as error:
        return "slow", error
    except Warning as error:
        return "warning", error
    except Exception as error:
        now = {name: fingerprint(arguments[name]) for name in before}
        if now != before:
            return "changed", error
        return ("refused" if in_our_words(error) else "internal"), error
    finally:
        alarm(0)
        plt.close("all")
    finite = all_finite(result) or not all_finite(odd_values()[i])  # NaN in, NaN out
    return ("accepted" if finite else "not finite"), result


FINE = ("accepted", "refused")
KINDS = (*FINE, "internal", "warning", "not finite", "slow", "changed")


def count_answers(groups, every=1):
    """Per group, how often each kind of answer came; and the answers that aren't fine."""
    counts, wrong = defaultdict(Counter), []
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, ring)
    values, turn = len(odd_values()), 0
    for group in groups:
        for name, make in GROUPS[group]():
            for argument in make()[1]:
                for i in range(values):
                    turn += 1
                    if turn % every:
                        continue
                    kind, answer = answer_of(make, argument, i)
                    counts[group][kind] += 1
                    if kind not in FINE:
                        wrong.append((group, name, argument, i, kind, answer))
    return counts, wrong


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("groups", nargs="*", choices=[[], *GROUPS], default=[])
    words.add_argument("-v", "--verbose", action="store_true", help="each answer that isn't fine")
    words.add_argument("--every", type=int, default=1, help="only one call in so many")
    given = words.parse_args()
    counts, wrong = count_answers(given.groups or list(GROUPS), given.every)
    print(f"{'':12}", *(f"{kind:>10}" for kind in KINDS))
    for group, row in counts.items():
        print(f"{group:12}", *(f"{row[kind]:10}" for kind in KINDS))
    if given.verbose:
        for group, name, argument, i, kind, answer in wrong:
            shown = f"{type(answer).__name__}: {answer}" if isinstance(answer, Exception) else kind
            print(f"{group} {name}({argument}={odd_values()[i]!r:.40}): {kind}: {shown:.110}")
    print(sum(map(Counter.total, counts.values())), "calls,", len(wrong), "not fine")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
