"""Every number of a training step, against core and against nudging; no widget is made."""

import numpy as np
import pytest

from nnlab import SGD, numerical_gradient, train_step
from nnlab.labs.backprop.steps import Known, all_steps
from nnlab.live.panel import words

pytestmark = pytest.mark.usefixtures("no_widget")


def neuron_of(network, step):
    """Its place among all neurons, counted from the first hidden one."""
    return sum(network.sizes[1 : step.part["layer"] + 1]) + step.part["neuron"]


# ---------------------------------------------------------------------- the numbers


def test_every_number_is_core_s(case):
    network, x, y, loss = case
    steps = all_steps(network, x, y, loss, 0.5)
    seen = Known(network, steps)
    traces = network.forward(x)
    d_output = loss.gradient(traces[-1].a, y)
    np.testing.assert_array_equal(seen.z, np.concatenate([t.z[0] for t in traces]))
    np.testing.assert_array_equal(seen.a, np.concatenate([t.a[0] for t in traces]))
    assert seen.loss[-network.n_out] == loss(traces[-1].a, y)
    np.testing.assert_allclose(seen.gradients, network.backward(traces, d_output), rtol=1e-13)
    back, d_a = [], d_output
    for layer, trace in zip(network.layers[::-1], traces[::-1], strict=True):
        back.insert(0, d_a[0])
        d_a = layer.backward(trace, d_a)[1]
    np.testing.assert_allclose(seen.d_a, np.concatenate(back), rtol=1e-13)
    slopes = [
        layer.activation.derivative(t.z)[0] for layer, t in zip(network.layers, traces, strict=True)
    ]
    np.testing.assert_allclose(seen.slope, np.concatenate(slopes))
    np.testing.assert_allclose(seen.d_z, seen.d_a * seen.slope)
    twin = network.copy()
    train_step(twin, x, y, loss, SGD(0.5))
    np.testing.assert_allclose(seen.parameters, twin.parameters, rtol=1e-13)


def test_every_number_survives_nudging(case):
    network, x, y, loss = case
    seen = Known(network, all_steps(network, x, y, loss, 0.5))
    nudged = numerical_gradient(network, x, y, loss)
    np.testing.assert_allclose(seen.gradients, nudged, atol=1e-8)
    first = 0
    for k, layer in enumerate(network.layers):  # a neuron's bias moves its z, and so the loss
        biases = np.concatenate(
            [
                np.full((n.n_out, n.n_in + 1), i == k) & (np.arange(n.n_in + 1) == n.n_in)
                for i, n in enumerate(network.layers)
            ],
            axis=None,
        )
        d_z = seen.d_z[first : first + layer.n_out]
        np.testing.assert_allclose(d_z, nudged[biases], atol=1e-8)
        first += layer.n_out


def test_blame_on_a_link_is_weight_times_blame_and_arrives_added(case):
    network, x, y, loss = case
    steps = all_steps(network, x, y, loss, 0.5)
    for step in steps:
        if step.kind.name == "blame":
            w = network.layers[step.part["layer"]].W[step.part["neuron"], step.part["input"]]
            d_z = Known(network, steps).d_z[neuron_of(network, step)]
            assert step.value == pytest.approx(w * d_z)
    sums = [step for step in steps if step.kind.name == "sum"]
    meeting = [
        n for n, after in zip(network.sizes[1:], network.sizes[2:], strict=False) if after > 1
    ]
    assert len(sums) == sum(meeting)
    for step in sums:
        links = [
            s.value
            for s in steps
            if s.kind.name == "blame"
            and s.part["layer"] == step.part["layer"] + 1
            and s.part["input"] == step.part["neuron"]
        ]
        assert len(links) > 1 and step.value == pytest.approx(sum(links))


def test_no_number_is_used_before_it_is_computed(case):
    network, x, y, loss = case
    steps = all_steps(network, x, y, loss, 0.5)
    for at, step in enumerate(steps):
        seen, node = Known(network, steps[:at]), neuron_of(network, step)
        needs = {
            "a": [seen.z],
            "d_a": [seen.a],
            "slope": [seen.z, seen.a],
            "d_z": [seen.d_a, seen.slope],
            "gradient": [seen.d_z],
            "bias": [seen.d_z],
            "blame": [seen.d_z],
        }.get(step.kind.name, [])
        assert all(np.isfinite(values[node]) for values in needs), step.name
        if step.kind.name == "update":
            assert np.isfinite(seen.gradients).all()
    phases = [step.kind.phase for step in steps]
    order = ["forward", "loss", "backward", "update"]
    assert phases == sorted(phases, key=order.index)


def test_the_formula_spells_the_number(case):
    """What stands before the = can be worked out by pen, and gives what stands behind it."""
    network, x, y, loss = case
    for step in all_steps(network, x, y, loss, 0.5):
        if step.kind.name not in ("z", "d_z", "gradient", "bias", "blame", "sum", "update"):
            continue
        text = words(step.formula).rpartition("= ")[2]
        text = text.replace("−", "-").replace("·", "*").strip()
        spelled = eval(text, {})  # numbers, brackets, + - *
        assert spelled == pytest.approx(step.value, abs=3e-3), (step.name, text)


def test_a_guess_is_about_the_number_s_own_sign(case):
    network, x, y, loss = case
    for step in all_steps(network, x, y, loss, 0.5):
        if step.kind.name != "update":
            assert step.sign == {1: "+", -1: "-", 0: "0"}[int(np.sign(step.value))], step.name
