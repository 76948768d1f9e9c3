"""What an answer is told: sentences from Markdown, found by name and filled with facts."""

import string
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from .note import Note, shown
from .texts import sections

NOT_ATTEMPTED, NOT_YET, CORRECT = "not attempted", "not yet", "correct"
MARKS = {NOT_ATTEMPTED: "…", NOT_YET: "✗", CORRECT: "✓"}


class Verdict(Note):
    """What a check says.

    Attributes
    ----------
    outcome : "not attempted", "not yet" or "correct"
    message : str
        The sentence, in Markdown.
    slip : str or None
        The mistake that was recognised, by a short name.
    """

    def __init__(self, outcome: str, message: str, slip: str | None = None):
        self.outcome, self.message, self.slip = outcome, message, slip
        mark = MARKS[outcome]
        super().__init__(f"{mark} {outcome}: {message}", f"**{mark} {outcome}:** {message}")

    def __bool__(self) -> bool:
        return self.outcome == CORRECT


class Judged(Exception):
    """Raised anywhere inside a judge to end it with this verdict."""

    def __init__(self, verdict: Verdict):
        super().__init__(verdict.text)
        self.verdict = verdict


class Reply(NamedTuple):
    """One item of a list; `value` is what the slip leads to, as text."""

    outcome: str
    value: str
    words: str


class Replies:
    """The sentences that one judge may say; what it lacks is looked for in judging.md.

    An item of the list is `name: sentence` or, where a slip is known by the numbers it leads to,
    `name = numbers: sentence`. A mark before the name is the outcome, ✗ if there's none. Brackets
    behind it tell apart what is one slip: "sum (mean)" says what stands under "sum", if anything
    does, and then what is its own. A name that's all brackets is no slip.

    A sentence has places for facts, `{b:g}`; `{answer!r}` shows anything at all as code.

    Examples
    --------
    >>> say = Replies(["✓ right: yes, {n:g}.", "sum = 2: Not the sum.", "sum (twice): Nor twice."])
    >>> say("right", n=1)
    ✓ correct: yes, 1.
    >>> say("sum (twice)").slip, say.words("sum (twice)"), say.values
    ('sum', 'Not the sum. Nor twice.', {'sum': '2'})
    """

    def __init__(self, items: Iterable[str] = (), parts: Mapping[str, Iterable[str]] | None = None):
        self.known: dict[str, Reply] = {}
        for name, reply in map(_read, items):
            if name in self.known:
                raise ValueError(f"the reply {name!r} stands twice in a list")
            self.known[name] = reply
        self.parts = {name: Replies(items) for name, items in (parts or {}).items()}

    @property
    def values(self) -> dict[str, str]:
        """What each slip leads to, where that is said."""
        return {name: reply.value for name, reply in self.known.items() if reply.value}

    def find(self, name: str) -> list[Reply]:
        """What is said under a name, the general first."""
        parts = name.split(" (")
        names = [" (".join(parts[: n + 1]) for n in range(len(parts))]
        for book in (self.known, general()):
            if found := [book[each] for each in names if each in book]:
                return found
        raise KeyError(f"no reply is called {name!r}")

    def words(self, *names: str, **facts: Any) -> str:
        """The sentences under these names, one after the other."""
        replies = [reply for name in names for reply in self.find(name)]
        return " ".join(_filled(reply.words, facts).strip() for reply in replies)

    def __call__(self, *names: str, **facts: Any) -> Verdict:
        """The verdict with these sentences; the first one's outcome is the whole one's."""
        outcome = self.find(names[0])[-1].outcome
        slips = [_filled(name.partition("(")[0].strip(), facts) for name in names]
        slip = ", ".join(filter(None, slips)) if outcome == NOT_YET else ""
        return Verdict(outcome, self.words(*names, **facts), slip or None)

    def end(self, *names: str, **facts: Any) -> NoReturn:
        """End the judge here, with this verdict."""
        raise Judged(self(*names, **facts)) from None


class _Sentence(string.Formatter):
    def convert_field(self, value: Any, conversion: Any) -> Any:
        return shown(value, 60) if conversion == "r" else super().convert_field(value, conversion)


def _filled(text: str, facts: Mapping[str, Any]) -> str:
    """The text with its facts; without any its braces are what they are, as in a dict."""
    return _Sentence().vformat(text, (), facts) if facts else text


def _read(item: str) -> tuple[str, Reply]:
    head, _, words = item.partition(": ")
    name, _, value = head.partition(" = ")
    marked = [outcome for outcome, mark in MARKS.items() if name.startswith(f"{mark} ")]
    outcome = marked[0] if marked else NOT_YET
    return name.removeprefix(f"{MARKS[outcome]} "), Reply(outcome, value, words)


@cache
def general() -> dict[str, Reply]:
    """What every judge can say, from judging.md."""
    (section,) = sections(Path(__file__).with_name("judging.md"))
    return Replies(item for items in section.lists.values() for item in items).known
