"""The glossary: what a word means, its formula, and how it is usually misunderstood."""

from difflib import get_close_matches
from functools import cache

from .note import Note, code, shown
from .texts import Section, course_sections


@cache
def entries() -> dict[str, Section]:
    """The entry of every word, and of the other words and symbols for it.

    One has a definition and may have `Also:`, `Formula:` and `Often confused:`.
    """
    found = course_sections("terms.md", "Also", "Formula", "Often confused")
    return {name: entry for entry in found for name in names_of(entry)}


def names_of(entry: Section) -> list[str]:
    """The word itself, then what else it goes by."""
    return ", ".join([entry.heading, *entry.all("Also")]).split(", ")


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
        words = sorted({entry.heading for entry in entries().values()}, key=str.lower)
        return Note(f"explain(term) knows: {', '.join(words)}.")
    if not isinstance(term, str):
        raise TypeError(f"explain takes a word in quotes, as in explain('bias'): got {term!r}")
    entry = find(term)
    return _unknown(term) if entry is None else _entry(entry)


def find(term: str) -> Section | None:
    """The entry for a word or symbol, or None."""
    word, exact = " ".join(term.split()), entries()
    if word in exact:
        return exact[word]
    # A capital letter can be another symbol than the small one: W is not w.
    loose = {_plain(name): entry for name, entry in exact.items() if len(name) > 1}
    return loose.get(_plain(word)) or loose.get(_plain(word).removesuffix("s"))


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("_", " ").split())


def _entry(entry: Section) -> Note:
    also = "".join(f" ({names})" for names in entry.all("Also"))
    plain = [f"{entry.heading}{also}", entry.text]
    marked = [f"**{entry.heading}**{also}", entry.text]
    for formula in entry.all("Formula"):
        plain.append(f"Formula: {formula}")
        marked.append(f"Formula: {code(formula)}")
    for confusion in entry.all("Often confused"):
        plain.append(f"Often confused: {confusion}")
        marked.append(f"*Often confused:* {confusion}")
    return Note("\n".join(plain), "\n\n".join(marked), "In one breath")


def _unknown(term: str) -> Note:
    names = {_plain(name): entry.heading for name, entry in entries().items()}
    word = _plain(term)
    near = get_close_matches(word, names, n=3, cutoff=0.6)
    near += [name for name in names if len(word) > 2 and word in name]
    near = list(dict.fromkeys(names[name] for name in near))[:4]
    ask = f"Did you mean: {', '.join(near)}?" if near else "explain() lists the words it knows."
    return Note(f"No entry for {shown(term, 60)}. {ask}")
