"""The penguins: whole, as published, and parted as the studies measured."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from nnlab import Neuron, perceptron_step, step
from nnlab.datasets import load_penguins

ALL = ("bill_length", "bill_depth", "flipper_length", "body_mass")


def test_all_342_birds_in_the_published_order():
    X, y = load_penguins(ALL, ("Adelie", "Chinstrap", "Gentoo"))
    assert X.shape == (342, 4) and y.sum(axis=0).tolist() == [151, 68, 123]
    rows = np.column_stack([X * 10, y.argmax(axis=1)]).round().astype(np.uint16)
    digest = hashlib.sha256(rows.astype("<u2").tobytes()).hexdigest()
    assert digest == "8d31e28f37b8901697d495cc02aa07c3591f24b3961e2b41538cf5bd17b26f67"
    assert X.mean(axis=0).round(2).tolist() == [43.92, 17.15, 200.92, 4201.75]


def test_two_species_are_one_column_in_the_order_asked_for():
    X, y = load_penguins()
    assert X.shape == (274, 2) and y.shape == (274, 1)
    assert X[y[:, 0] == 1, 0].mean() > 215 > X[y[:, 0] == 0, 0].mean()  # Gentoos have long flippers
    assert (load_penguins(species=["Gentoo", "Adelie"])[1] == 1 - y).all()


def test_one_species_against_the_rest():
    X, y = load_penguins(["bill_length", "bill_depth"], "Chinstrap")
    assert X.shape == (342, 2) and y.shape == (342, 1) and y.sum() == 68


def test_the_mistake_rule_takes_two_mistakes_in_standard_units():
    X, y = load_penguins()
    Z, neuron = (X - X.mean(axis=0)) / X.std(axis=0), Neuron([0, 0], 0, step)
    rows = list(zip(Z, y[:, 0], strict=True))
    counts = [sum(perceptron_step(neuron, z, t) for z, t in rows) for _ in range(3)]
    assert counts == [1, 1, 0]


@pytest.mark.parametrize(
    "given, word",
    [
        (dict(measures=["wing"]), "unknown measure 'wing'"),
        (dict(measures=[]), "at least one measure"),
        (dict(species="Emperor"), "unknown species"),
        (dict(species=["Gentoo"]), "one name"),
        (dict(species=["Gentoo", "Gentoo"]), "once"),
        (dict(species=3), "species"),
        (dict(species=np.eye(2)), "unknown species"),
    ],
)
def test_what_isn_t_there_is_refused_in_words(given, word):
    with pytest.raises(ValueError, match=word):
        load_penguins(**given)


def test_each_call_gives_arrays_of_its_own():
    load_penguins()[0][:] = -1
    assert load_penguins()[0].min() > 0


def test_the_source_is_named():
    text = (files("nnlab.datasets") / "penguins" / "README.md").read_text("utf-8")
    assert "CC0" in text and "10.1371/journal.pone.0090081" in text
