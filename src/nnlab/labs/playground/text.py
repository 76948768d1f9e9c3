"""All of a playground as one short text, exact to the bit, and back; and as Python.

A text is "nnlab1." and base64 of: compressed JSON and numbers, and their checksum. What comes back
is read, never run, and every field is checked before anything changes.
"""

import json
import re
import zlib
from base64 import b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from nnlab.core import Training, checks
from nnlab.labs.playground.begin import training_of
from nnlab.labs.playground.data import points_of
from nnlab.labs.playground.plan import Plan
from nnlab.labs.training.words import unusual
from nnlab.labs.words import assigned, code_of

VERSION = 1
LONGEST, LARGEST = 400_000, 1_000_000  # letters of a text; bytes that it may unfold to
DAMAGED = "this text is damaged: copy it once more, from “nnlab” to its last letter"
OTHER = "this isn't a text that a playground has saved: those begin with nnlab1."
NUMBER = np.dtype("<f8")


@dataclass(frozen=True, eq=False)
class State:
    """What a text holds.

    Attributes
    ----------
    plan : every setting
    parameters : of the network
    epoch, seen, order : where the training stands, within an epoch, too
    memory : what the optimizer remembers, by name
    random : of the generator that shuffles: two long numbers and two short ones
    """

    plan: Plan
    parameters: np.ndarray
    epoch: int
    seen: int
    order: list[int] | None
    memory: dict[str, Any]
    random: list[int]


def state_of(plan: Plan, training: Training) -> State:
    """Where a plan's training stands.

    Raises
    ------
    ValueError
        If a text can't say it: numbers that aren't finite, an optimizer of the reader's own.
    """
    place, like = training.state(), training_of(plan)
    checks.need(np.isfinite(place.parameters).all(), "some numbers aren't finite: undo, or reset")
    own = "another cell gave it something of its own: a text can't hold that"
    alike = _settings(training) == _settings(like)
    checks.need(alike and place.random["bit_generator"] == "PCG64", own)
    order = None if place.order is None else place.order.tolist()
    rest = place.random["has_uint32"], place.random["uinteger"]
    random = [*map(place.random["state"].get, ("state", "inc")), *rest]
    return State(plan, place.parameters, place.epoch, place.seen, order, place.memory, random)


def _settings(training: Training) -> list[Any]:
    """All that a plan says of a training, but for a batch of more than all samples."""
    optimizer, n = training.optimizer, len(training.X)
    memory = getattr(optimizer, "_memory", ())
    usual = {name: v for name, v in vars(optimizer).items() if name not in memory}
    own = [type(optimizer), usual, training.network.activations, training.shuffle]
    return [*own, training.loss, training.l1, training.l2, min(n, training.batch_size or n)]


def put(state: State, training: Training) -> None:
    """Bring the training of a state's plan to where the state stands."""
    place, (inner, inc, *rest) = training.state(), state.random
    place.parameters, place.epoch, place.seen = state.parameters, state.epoch, state.seen
    place.order = None if state.order is None else np.array(state.order)
    place.memory = state.memory
    place.random |= {"state": {"state": inner, "inc": inc}}
    place.random |= dict(zip(("has_uint32", "uinteger"), rest, strict=True))
    training.restore(place)


# ------------------------------------------------------------------ to text, and back


def encode(state: State) -> str:
    """A state as a text."""
    arrays = {name: v for name, v in state.memory.items() if isinstance(v, np.ndarray)}
    header = {name: getattr(state, name) for name in ("epoch", "seen", "order", "random")}
    header |= {"plan": asdict(state.plan), "memory": {**state.memory, **dict.fromkeys(arrays)}}
    numbers = [np.asarray(each, NUMBER).tobytes() for each in (state.parameters, *arrays.values())]
    words = json.dumps(header, separators=(",", ":")).encode()
    return _sealed(b"\n".join([words, b"".join(numbers)]))


def _sealed(content: bytes) -> str:
    packed = zlib.compress(content, 9)
    seal = zlib.crc32(packed).to_bytes(4, "big")
    return f"nnlab{VERSION}.{urlsafe_b64encode(packed + seal).decode().rstrip('=')}"


def decode(text: str) -> State:
    """The state of a text.

    Raises
    ------
    ValueError
        If it isn't one of these texts, or isn't whole, or says what can't be.
    """
    checks.need(isinstance(text, str), OTHER)
    checks.need(len(text) <= LONGEST, f"this text is too long: at most {LONGEST:,} letters")
    found = re.fullmatch(r"nnlab([1-9][0-9]{0,3})\.([A-Za-z0-9_-]*)", "".join(text.split()))
    checks.need(found, DAMAGED if text.strip().startswith(f"nnlab{VERSION}.") else OTHER)
    assert found is not None
    newer = "this text is of a newer nnlab: install that one to open it"
    checks.need(int(found[1]) <= VERSION, newer)
    content = _opened(found[2])
    try:
        words, _, numbers = content.partition(b"\n")
        return _state(json.loads(words), np.frombuffer(numbers, NUMBER).astype(float))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise ValueError(DAMAGED) from None


def _opened(letters: str) -> bytes:
    """What a text's letters hold, if all are as they were."""
    try:
        sealed = b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
        packed, seal = sealed[:-4], sealed[-4:]
        checks.need(zlib.crc32(packed).to_bytes(4, "big") == seal, DAMAGED)
        reader = zlib.decompressobj()
        content = reader.decompress(packed, LARGEST)
    except (ValueError, zlib.error):
        raise ValueError(DAMAGED) from None
    checks.need(reader.eof and not reader.unused_data, DAMAGED)
    return content


def _state(header: Any, numbers: np.ndarray) -> State:
    """A state, if all that was read fits together."""

    def need(good: Any) -> None:
        checks.need(good, DAMAGED)

    need(header.keys() == {"epoch", "seen", "order", "random", "plan", "memory"})
    need(header["plan"].keys() == {field.name for field in fields(Plan)})
    plan = Plan(**header["plan"])
    like = training_of(plan)
    n, size = len(like.X), like.network.n_parameters
    epoch, seen = (checks.whole(header[name], name, 0) for name in ("epoch", "seen"))
    order = header["order"]
    need(seen < n and epoch < 2**53)
    need(seen == 0 if order is None else seen and sorted(order) == [*range(n)])
    known = like.state().memory
    memory = {name: header["memory"][name] for name in known}
    need(header["memory"].keys() == known.keys())
    arrays = [name for name, value in memory.items() if value is None]
    need(numbers.size == size * (1 + len(arrays)) and np.isfinite(numbers).all())
    parameters, *rest = numbers.reshape(-1, size).copy()
    for name, value in memory.items():
        need(value is None or type(value) is type(known[name]) and 0 <= value < 2**53)
        need(value is None or name == "steps" or value == 0)
    need("steps" not in arrays)
    memory |= dict(zip(arrays, rest, strict=True))
    most = (2**128, 2**128, 2, 2**32)
    random = header["random"]
    need(len(random) == 4 and all(type(v) is int for v in random) and random[1] % 2)
    need(all(0 <= value < end for value, end in zip(random, most, strict=True)))
    return State(plan, parameters, epoch, seen, order, memory, random)


# ------------------------------------------------------------------ as Python


def code(plan: Plan, training: Training) -> str:
    """Python that builds network, data and training as they are now, from core alone."""
    points, kind = points_of(plan), type(training.optimizer)
    optimizer = f"{kind.__name__}({unusual(kind, vars(training.optimizer))})"
    how = unusual(Training, {name: getattr(training, name) for name in ("batch_size", "l1", "l2")})
    hinge = plan.loss == "hinge"
    tables = {"X": points.X, "y": 2 * points.y - 1 if hinge else points.y}
    tests = {"X_test": points.X_test, "y_test": 2 * points.y_test - 1 if hinge else points.y_test}
    tested = len(points.X_test) > 0
    scaled = points.scale is not None
    given = "features(scale({}), names)" if scaled else "features({}, names)"
    settings = [f"network, {given.format('X')}, y", f"loss={training.loss.name!r}"]
    settings += [f"optimizer={optimizer}", *filter(None, [how])]
    settings += [f"validation=({given.format('X_test')}, y_test)"] if tested else []
    names = sorted([kind.__name__, "Network", "Training", *["Scale"] * scaled])
    lines = [f"from nnlab import {', '.join(names)}", "from nnlab.datasets import features", ""]
    lines += [assigned(**tables, **(tests if tested else {})).rstrip()]
    lines += ["scale = Scale(X)"] if scaled else []
    lines += [f"names = {[*plan.features]}", code_of(training.network).rstrip()]
    call = ",\n    ".join([*settings, "rng=0"])
    lines += [f"training = Training(\n    {call}\n)", "training.run(100)  # it goes on from here"]
    return "\n".join(lines) + "\n"
