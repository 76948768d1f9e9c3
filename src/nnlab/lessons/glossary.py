"""The glossary: what a word means, its formula, and how it is usually misunderstood."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from . import content
from .note import Note, code, shown
from .texts import sections


class Term(NamedTuple):
    """An entry; the texts are Markdown, `aliases` are other words and symbols for it."""

    name: str
    definition: str
    formula: str = ""
    confusion: str = ""
    aliases: tuple[str, ...] = ()


def read_terms(path: Path) -> tuple[Term, ...]:
    """The entries of a file: a definition each, `Also:`, `Formula:` and `Often confused:`."""
    return tuple(
        Term(
            entry.heading,
            entry.text,
            "".join(entry.all("Formula")),
            "".join(entry.all("Often confused")),
            tuple(name for line in entry.all("Also") for name in line.split(", ")),
        )
        for entry in sections(path, "Also", "Formula", "Often confused")
    )


def explain(term: str | None = None) -> Note:
    """What a word or a symbol means; without one, the list of all there are.

    Parameters
    ----------
    term : str
        A word ("bias") or a symbol ("b"). Capitals matter for symbols only.

    Returns
    -------
    Note
        Definition, formula, the usual confusion; for an unknown word, the nearest ones.

    Examples
    --------
    >>> explain("z").text.splitlines()[0]
    'weighted sum (z, pre-activation)'
    """
    if term is None:
        words = ", ".join(sorted((entry.name for entry in content.terms()), key=str.lower))
        return Note(f"explain(term) knows: {words}.")
    if not isinstance(term, str):
        raise TypeError(f"explain takes a word in quotes, as in explain('bias'): got {term!r}")
    entry = find(term)
    return _unknown(term) if entry is None else _entry(entry)


def find(term: str) -> Term | None:
    """The entry for a word or symbol, or None."""
    word, exact = " ".join(term.split()), _by_name()
    if word in exact:
        return exact[word]
    # A capital letter can be another symbol than the small one: W is not w.
    loose = {_plain(name): entry for name, entry in exact.items() if len(name) > 1}
    return loose.get(_plain(word)) or loose.get(_plain(word).removesuffix("s"))


def _by_name() -> dict[str, Term]:
    return {name: entry for entry in content.terms() for name in (entry.name, *entry.aliases)}


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("_", " ").split())


def _entry(entry: Term) -> Note:
    also = f" ({', '.join(entry.aliases)})" if entry.aliases else ""
    plain = [f"{entry.name}{also}", entry.definition]
    marked = [f"**{entry.name}**{also}: {entry.definition}"]
    if entry.formula:
        plain.append(f"Formula: {entry.formula}")
        marked.append(f"Formula: {code(entry.formula)}")
    if entry.confusion:
        plain.append(f"Often confused: {entry.confusion}")
        marked.append(f"*Often confused:* {entry.confusion}")
    return Note("\n".join(plain), "\n\n".join(marked))


def _unknown(term: str) -> Note:
    names = {_plain(name): entry.name for name, entry in _by_name().items()}
    word = _plain(term)
    near = get_close_matches(word, names, n=3, cutoff=0.6)
    near += [name for name in names if len(word) > 2 and word in name]
    near = list(dict.fromkeys(names[name] for name in near))[:4]
    ask = f"Did you mean: {', '.join(near)}?" if near else "explain() lists the words it knows."
    return Note(f"No entry for {shown(term, 60)}. {ask}")
