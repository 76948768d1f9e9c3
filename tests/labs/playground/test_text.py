"""A playground as a text: exact, or refused."""

import json
import random
import zlib

import numpy as np
import pytest

from nnlab import LOSSES, Adam, Loss
from nnlab.labs.playground import text
from nnlab.labs.playground.model import PlaygroundModel
from nnlab.labs.playground.plan import Plan, changed

PLANS = [
    Plan(),
    Plan(data="spiral", hidden=(8, 6), bends="relu", optimizer="Adam", rate=0.01, noise=0.1),
    changed(Plan(), data="penguins", optimizer="momentum", loss="cross-entropy"),
    Plan(loss="hinge", penalty="L1", strength=0.01, features=("x1^2", "sin x2")),
    Plan(data="plane", hidden=(), bends=(), batch=500, penalty="L2", strength=0.1),
    changed(Plan(), data="own", points=((0, 0, 0), (1, 1, 1), (2, 0, 2), (1 / 3, 0.1, 3))),
]
LETTERS = "ABCabc019-_=. \n%é"


def same(one, two):
    """Whether two playgrounds are in the same state, to the bit."""
    assert one.plan == two.plan and one.training.epoch == two.training.epoch
    assert one.network.parameters.tobytes() == two.network.parameters.tobytes()
    states = [text.encode(text.state_of(m.plan, m.training)) for m in (one, two)]
    assert states[0] == states[1]


def mine():
    """A loss of the reader's own."""
    square = LOSSES["mean_squared_error"]
    return Loss("mine", square, square.gradient)


@pytest.mark.parametrize("steps", [0, 3])
@pytest.mark.parametrize("plan", PLANS)
def test_going_on_after_loading_is_going_on_without(plan, steps):
    model, again = PlaygroundModel(plan, epochs=7), PlaygroundModel()
    for _ in range(steps if model.training.n_batches > steps else 0):
        model.step()
    saved = model.save()
    again.load(saved)
    again.read()
    same(model, again)
    assert again.save() == saved and len(saved) < 12_000
    for each in (model, again):
        each.advance(5)
        each.step()
    same(model, again)


def test_a_loaded_one_can_be_reset_and_rewound():
    model, again = PlaygroundModel(epochs=7), PlaygroundModel(Plan(data="xor"))
    again.load("\n  " + model.save()[:50] + "\n" + model.save()[50:] + " ")
    assert again.history.epochs.tolist() == [0, 7]
    again.rewind(0)
    assert again.network.parameters.tobytes() == PlaygroundModel().network.parameters.tobytes()
    again.rewind(7)
    assert again.network.parameters.tobytes() == model.network.parameters.tobytes()


def test_a_divergence_within_an_epoch_that_was_loaded_ends_in_words():
    model, again = (
        PlaygroundModel(Plan(data="plane", hidden=(), bends=()), epochs=1),
        PlaygroundModel(),
    )
    model.step()
    again.load(model.save())
    again.change(rate=1e200)
    again.advance(1)
    assert again.live.end == "diverged" and np.isfinite(again.network.parameters).all()


def test_what_a_text_cannot_hold_is_refused():
    class Own:
        def step(self, parameters, gradients):
            parameters -= 0.1 * gradients

    model = PlaygroundModel()
    model.training.optimizer = Own()
    with pytest.raises(ValueError, match="of its own"):
        model.save()
    model = PlaygroundModel()
    for name, value in (("optimizer", Adam(0.03, beta1=0.5)), ("l1", 0.1), ("loss", mine())):
        before = getattr(model.training, name)
        setattr(model.training, name, value)
        with pytest.raises(ValueError, match="of its own"):
            text.state_of(model.plan, model.training)
        setattr(model.training, name, before)
    model.network.parameters[0] = np.inf
    with pytest.raises(ValueError, match="finite"):
        model.save()


@pytest.mark.parametrize(
    ("saved", "words"),
    [
        ("", "isn't a text"),
        ("hello", "isn't a text"),
        (None, "isn't a text"),
        ("nnlab1.", "damaged"),
        ("nnlab1.AAAA", "damaged"),
        ("nnlab2.AAAA", "newer"),
        ("nnlab1." + "A" * 500_000, "too long"),
    ],
)
def test_another_text_is_refused_in_words(saved, words):
    model = PlaygroundModel()
    before = model.plan, model.live
    with pytest.raises(ValueError, match=words):
        model.load(saved)
    assert before == (model.plan, model.live)


def test_a_text_that_unfolds_to_much_is_refused():
    bomb = text._sealed(b" " * 50_000_000)
    assert len(bomb) < text.LONGEST
    with pytest.raises(ValueError, match="damaged"):
        text.decode(bomb)
    with pytest.raises(ValueError, match="damaged"):
        text.decode(text._sealed(b"[" * 900_000 + b"\n"))


def edited(saved, chance):
    """The text after one edit, as slips of hands and of mail programs are."""
    i, j = sorted(chance.randrange(len(saved) + 1) for _ in range(2))
    letter = chance.choice(LETTERS)
    kinds = [
        lambda: saved[:i] + letter + saved[i + 1 :],
        lambda: saved[:i] + letter + saved[i:],
        lambda: saved[:i] + saved[i + 1 :],
        lambda: saved[:i] + saved[j:],
        lambda: saved[:i] + saved[i:j][::-1] + saved[j:],
        lambda: saved[:j] + saved[i:],
        lambda: saved[: i + 1].swapcase() + saved[i + 1 :],
        lambda: saved[i:j],
    ]
    return chance.choice(kinds)()


@pytest.mark.parametrize("chunk", range(10))
def test_edits_of_a_text_are_refused_or_change_nothing(chunk):
    """10,000 edits each, of one text after the other."""
    chance, saved = (
        random.Random(chunk),
        PlaygroundModel(PLANS[chunk % len(PLANS)], epochs=2).save(),
    )
    kept = refused = 0
    for _ in range(10_000):
        other = edited(saved, chance)
        try:
            state = text.decode(other)
        except ValueError:
            refused += 1
        else:
            kept += 1
            assert text.encode(state) == saved
    assert refused > 8000 and kept > 50


def test_a_hostile_text_with_a_true_seal_is_refused_or_is_a_state():
    """Whoever knows how texts are made can say anything in one."""
    chance = random.Random(0)
    junk = [None, True, -1, 0, 1, 2**70, 1e308, "x", [], {}, [[]], "tanh", [1, 2], float("nan")]
    for plan in PLANS:
        saved = PlaygroundModel(plan, epochs=1).save()
        words, _, numbers = text._opened(saved.split(".")[1]).partition(b"\n")
        for _ in range(100):
            header = json.loads(words)
            inner = chance.choice([header, header["plan"], header["memory"]])
            name = chance.choice([*inner])
            if chance.random() < 0.1:
                del inner[name]
            else:
                inner[name] = chance.choice(junk)
            made = text._sealed(json.dumps(header).encode() + b"\n" + numbers)
            model = PlaygroundModel()
            before = model.plan, model.live
            try:
                model.load(made)
            except ValueError:
                assert before == (model.plan, model.live)
            else:
                model.advance(1)
                model.read()
        for cut in (b"", numbers[:-8], numbers + bytes(8), numbers[:-1]):
            with pytest.raises(ValueError, match="damaged"):
                text.decode(text._sealed(words + b"\n" + cut))


def opened(model):
    """The header and the numbers of a model's text."""
    words, _, numbers = text._opened(model.save().split(".")[1]).partition(b"\n")
    return json.loads(words), np.frombuffer(numbers, "<f8").copy()


def sealed(header, numbers):
    return text._sealed(json.dumps(header).encode() + b"\n" + numbers.tobytes())


@pytest.mark.parametrize(
    "other",
    [
        {"random": [2**200, 1, 0, 0]},
        {"random": [-1, 1, 0, 0]},
        {"random": [1, 2, 0, 0]},
        {"random": [1, 1, 2, 0]},
        {"seen": 100},
        {"seen": 0},
        {"order": [0] * 100},
        {"order": None},
        {"order": [*range(99)]},
        {"epoch": 2**60},
        {"memory": {"velocity": 1.0}},
        {"memory": {"velocity": None}},
        {"memory": {}},
    ],
)
def test_where_a_training_stands_must_be_possible(other):
    model = PlaygroundModel()
    model.step()
    header, numbers = opened(model)
    assert text.encode(text.decode(sealed(header, numbers))) == model.save()
    with pytest.raises(ValueError, match="damaged"):
        text.decode(sealed(header | other, numbers))


def test_numbers_must_be_finite_and_a_text_ends_where_it_ends():
    header, numbers = opened(PlaygroundModel())
    for bad in (np.nan, np.inf):
        numbers[3] = bad
        with pytest.raises(ValueError, match="damaged"):
            text.decode(sealed(header, numbers))
    numbers[3] = 0
    words = json.dumps(header).encode()
    text.decode(text._sealed(b" " * 900_000 + words + b"\n" + numbers.tobytes()))
    with pytest.raises(ValueError, match="damaged"):
        text.decode(text._sealed(b" " * 1_000_000 + words + b"\n" + numbers.tobytes()))
    packed = zlib.compress(words + b"\n" + numbers.tobytes()) + b"more"
    letters = text.urlsafe_b64encode(packed + zlib.crc32(packed).to_bytes(4, "big"))
    with pytest.raises(ValueError, match="damaged"):
        text.decode(f"nnlab1.{letters.decode().rstrip('=')}")


def test_the_seal_is_needed():
    saved = PlaygroundModel().save()
    sealed = text.b64decode(saved[7:] + "=" * (-len(saved[7:]) % 4), altchars=b"-_")
    other = text.urlsafe_b64encode(sealed[:-1] + bytes([sealed[-1] ^ 1])).decode().rstrip("=")
    assert saved.startswith("nnlab1.") and len(saved) < 1200
    with pytest.raises(ValueError, match="damaged"):
        text.decode(f"nnlab1.{other}")


@pytest.mark.parametrize("plan", PLANS)
def test_the_code_builds_the_same_training(plan):
    model, made = PlaygroundModel(plan, epochs=5), {}
    code = model.as_code()
    exec(code.replace("training.run(100)", "pass"), made)
    training = made["training"]
    np.testing.assert_array_equal(training.X, model.training.X)
    np.testing.assert_array_equal(training.y, model.training.y)
    assert training.measure() == model.loss
    assert (training.l1, training.l2) == (model.training.l1, model.training.l2)
    assert repr(training.optimizer) == repr(model.training.optimizer)
    if training.validation is not None:
        np.testing.assert_array_equal(training.validation[0], model.training.validation[0])
    before = float(training.measure())
    training.run(20)
    assert training.measure() < before
