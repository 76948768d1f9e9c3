"""Settings that work and settings that fail, each with its reason. A test measures all of them."""

from dataclasses import dataclass
from typing import Any

from nnlab.labs.playground.plan import Plan, changed

WAVES = ("x1", "x2", "sin x1", "sin x2")
SQUARES = ("x1^2", "x2^2")


@dataclass(frozen=True)
class Setting:
    """One of the gallery.

    Attributes
    ----------
    name : what it's about
    plan : every setting
    epochs : after so many it's there, or it can be seen that it won't be
    works : whether it does
    why : the reason, in a sentence or two
    """

    name: str
    plan: Plan
    epochs: int
    works: bool
    why: str


def _works(name: str, epochs: int, why: str, **settings: Any) -> Setting:
    return Setting(name, changed(Plan(), **settings), epochs, True, why)


def _fails(name: str, epochs: int, why: str, **settings: Any) -> Setting:
    return Setting(name, changed(Plan(), **settings), epochs, False, why)


GALLERY = (
    _works(
        "A circle from bent lines",
        300,
        "Each neuron of the first layer cuts the plane once; together they close a ring.",
        rate=0.3,
    ),
    _works(
        "A circle without hidden neurons",
        200,
        "With x₁² and x₂² as inputs a sum is a distance: one neuron is enough.",
        features=SQUARES,
        hidden=(),
    ),
    _works(
        "Exclusive or from one product",
        200,
        "x₁x₂ is above zero where the signs agree: that is the answer already.",
        data="xor",
        features=("x1*x2",),
        hidden=(),
    ),
    _works(
        "The spiral, with waves",
        400,
        "sin x₁ and sin x₂ go up and down as one crosses the arms: half of the winding is done.",
        data="spiral",
        features=WAVES,
        hidden=(8, 8),
        rate=0.1,
    ),
    _works(
        "The spiral, from x₁ and x₂ alone",
        500,
        "Two layers of 8, enough points, and Adam: nobody tells it of waves or squares.",
        data="spiral",
        n=500,
        hidden=(8, 8),
        optimizer="Adam",
        rate=0.01,
    ),
    _works(
        "Three clouds",
        100,
        "Three outputs, and softmax makes shares of them: each class has its own straight borders.",
        data="three",
        hidden=(),
        loss="cross-entropy",
        rate=0.1,
    ),
    _works(
        "Penguins",
        100,
        "Millimetres and grams are measured in spreads first, so one rate suits both.",
        data="penguins",
        loss="cross-entropy",
        rate=0.1,
    ),
    _works(
        "Hills and hollows",
        500,
        "The answer is a number: no bend at the end, and eight neurons to shape the land.",
        data="bumps",
        n=500,
        hidden=(8, 8),
        optimizer="Adam",
        rate=0.01,
    ),
    _fails(
        "A circle with a straight line",
        500,
        "Without a hidden layer x₁ and x₂ give one straight border, whatever the rate.",
        hidden=(),
        rate=0.3,
    ),
    _fails(
        "Layers that don't bend",
        500,
        "Sums of sums are sums: four layers with identity are one straight border, too.",
        hidden=(8, 8, 8, 8),
        bends="identity",
        rate=0.03,
    ),
    _fails(
        "All weights zero at the start",
        500,
        "Neurons with equal weights get equal slopes: they stay one neuron for ever.",
        start="zeros",
        rate=0.3,
    ),
    _fails(
        "Dead neurons",
        300,
        "A rate of 10 threw relu neurons to where they say 0 for every point: no slope comes back.",
        bends="relu",
        rate=10.0,
    ),
    _fails(
        "Too small a rate",
        500,
        "It goes the right way, but would need ten thousands of epochs.",
        rate=1e-4,
    ),
    _fails(
        "Learned by heart",
        500,
        "20 noisy points and many neurons: it knows each of them, and of others little.",
        n=40,
        noise=0.5,
        hidden=(8, 8),
        optimizer="Adam",
        rate=0.01,
    ),
    _fails(
        "Weights kept too small",
        500,
        "L1 costs more than the points pay back: all weights go to 0, and all answers are alike.",
        penalty="L1",
        strength=0.1,
        rate=0.3,
    ),
    _fails(
        "Begun where it's flat",
        500,
        "x² is up to 25: these first weights are so wrong that the sigmoid is flat there, and the "
        "squared loss has no slope. Cross-entropy gets out of it.",
        features=SQUARES,
        hidden=(),
        start_seed=5,
    ),
)
