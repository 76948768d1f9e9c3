"""Words, numbers and tables that change: safe HTML, built in Python.

Text becomes HTML in one place only, `markup`, which escapes whatever is put into its template. A
plain `str` given to a panel is shown as the text it is: a label such as `<img onerror=...>` appears
as these characters and is never run.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import traitlets
from markupsafe import Markup, escape

from nnlab.live.part import Part
from nnlab.live.slider import Slider
from nnlab.pictures import numbers


def markup(template: str, *values: Any, **named: Any) -> Markup:
    """The template with the values put in, each escaped unless it is `Markup`.

    The template is ours, never a user's: what varies belongs into the values.

    >>> print(markup("This neuron is <b>{}</b>.", "<OR>"))
    This neuron is <b>&lt;OR&gt;</b>.
    """
    # As Markup(template).format does, in half the time.
    named = {name: _safe(value) for name, value in named.items()}
    return Markup(template.format(*map(_safe, values), **named))


def _safe(value: Any) -> Any:
    return value if isinstance(value, (int, float, np.number)) else escape(value)


def joined(parts: Iterable[Any], between: Any = "") -> Markup:
    """The parts in a row, each escaped unless it is `Markup`."""
    return escape(between).join(parts)


def number(value: float, decimals: int | None = 2, plus: bool = False) -> str:
    """A number as it is printed, with a real minus sign; `plus` puts + before what is above zero.

    >>> number(-0.5), number(0.5, plus=True), number(-0.001)
    ('−0.50', '+0.50', '0.00')
    """
    return numbers.number(value, decimals, plus=plus)


def signed(value: float, decimals: int | None = 2, brackets: bool = False) -> Markup:
    """A number in its sign's colour, with its sign: +1.00, or (+1.00) in `brackets`.

    >>> print(signed(-0.5))
    <span class="nnlab-number nnlab-negative">−0.50</span>
    """
    text = number(value, decimals, plus=True)
    side = {"+": " nnlab-positive", "−": " nnlab-negative"}.get(text[0], "")
    shown = markup('<span class="nnlab-number{}">{}</span>', side, text)
    return markup("({})", shown) if brackets else shown


def plain(value: float, decimals: int = 2) -> Markup:
    """A number in ink: for what has no side."""
    return markup('<span class="nnlab-number">{}</span>', number(value, decimals))


def scrub(
    slider: Slider | None,
    value: float,
    text: Any = None,
    *,
    words: str = "",
    event: dict[str, Any] | None = None,
    lit: bool = False,
) -> Markup:
    """A number that a hand can drag as if it held the slider: in an equation, in a table.

    Arrow keys change it by 0.1, with Shift by 1, with Alt by 0.01; a click opens a box to type in.

    Parameters
    ----------
    slider : the slider whose handle it is, in the same lab; None: it's a number to read
    value : the number
    text : how it is written, without brackets; left out, `signed(value)`
    words : its name for a screen reader; left out, the slider's
    event : reported before it changes, where the slider has to turn to this number first
    lit : whether it's the one that is selected

    >>> w1 = Slider("w1", -0.5)
    >>> scrub(w1, -0.5).striptags(), scrub(None, -0.5) == signed(-0.5)
    ('−0.50', True)
    """
    shown = signed(value) if text is None else text
    if slider is None:
        return escape(shown)
    side = "positive" if value > 0 else "negative" if value < 0 else ""
    colour = f" nnlab-{side}" if slider.signed and side else ""
    about = {
        "class": f"nnlab-number nnlab-scrub{colour}{' nnlab-lit' * lit}",
        "role": "slider",
        "tabindex": "0",
        "data-scrub": slider.id,
        "data-event": "" if event is None else json.dumps(event),
        "aria-label": words or slider.words or slider.name,
        "aria-valuenow": repr(float(value)),
        "aria-valuemin": repr(slider.minimum),
        "aria-valuemax": repr(slider.maximum),
        "aria-valuetext": number(value, slider.decimals).replace("−", "minus "),
    }
    return markup("<span{}>{}</span>", _attributes(about), escape(shown).striptags())


def equation(*parts: Any) -> Markup:
    """A line of formula in a box; it breaks between its parts."""
    pieces = joined(markup('<span class="nnlab-part">{}</span>', part) for part in parts)
    return markup('<div class="nnlab-equation"><div>{}</div></div>', pieces)


def table(
    headings: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    *,
    selected: int = -1,
    caption: Any = "",
    event: str = "row",
) -> Markup:
    """A table with one row outlined; a click, Enter or Space on a row reports its index.

    Parameters
    ----------
    headings : one for each column, "" for a column without
    rows : (n_rows, n_columns) cells, escaped unless they are `Markup`
    selected : index of the outlined row, -1 for none
    caption : what the table shows, for a screen reader
    event : the reported event's type: {"type": "row", "index": 2}; "" if rows can't be chosen
    """
    head = joined(
        markup('<th scope="col">{}</th>', heading) if heading else Markup("<td></td>")
        for heading in headings
    )
    body = []
    for index, row in enumerate(rows):
        about = {"aria-current": "true"} if index == selected else {}
        if event:
            about |= {"tabindex": "0", "data-event": json.dumps({"type": event, "index": index})}
        cells = joined(markup("<td>{}</td>", cell) for cell in row)
        body.append(markup("<tr{}>{}</tr>", _attributes(about), cells))
    unseen = markup('<caption class="nnlab-unseen">{}</caption>', caption) if caption else ""
    parts = markup("{}<thead><tr>{}</tr></thead><tbody>{}</tbody>", unseen, head, joined(body))
    return markup('<table class="nnlab-table">{}</table>', parts)


def button(
    label: Any,
    event: dict,
    *,
    name: str = "",
    main: bool = False,
    enabled: bool = True,
    pressed: bool | None = None,
    keys: str = "",
) -> Markup:
    """A button that reports `event`.

    Parameters
    ----------
    label : the words on it
    name : its accessible name where the label is a sign
    main : whether it is the lab's one main action
    enabled : False: greyed, but it keeps the focus
    pressed : for a button that stays down: whether it is
    keys : shortcuts that work anywhere in the lab, as in `aria-keyshortcuts`: "Control+Z"
    """
    about = {
        "class": f"nnlab-button{' nnlab-main' * main}",
        "data-event": json.dumps(event),
        "aria-label": name,
        "title": name,
        "aria-disabled": "" if enabled else "true",
        "aria-pressed": "" if pressed is None else str(pressed).lower(),
        "aria-keyshortcuts": keys,
    }
    return markup('<button type="button"{}>{}</button>', _attributes(about), label)


def _attributes(given: dict[str, str]) -> Markup:
    """An element's attributes, without those that are empty."""
    return joined(markup(' {}="{}"', name, value) for name, value in given.items() if value)


def words(html_text: str) -> str:
    """What a piece of `markup` says, without its tags.

    >>> words(table(["x1", "z"], [[0, signed(-0.5)]]))
    'x1 z 0 −0.50'
    """
    return Markup(re.sub(r"</(td|th|div|p|li|button)>", " ", html_text)).striptags()


class Panel(Part):
    """A place for words, numbers and tables.

    Parameters
    ----------
    html : `Markup`; a plain string is shown as text
    live : whether a screen reader is told when it changes; politely, and not during a drag

    Elements made with `data-event` (rows of a `table`, a `button`) report to `on_event`.

    >>> Panel(markup("This is <b>{}</b>.", "OR")).words
    'This is OR.'
    """

    html = traitlets.Unicode()
    live = traitlets.Bool(False)

    def __init__(self, html: str = "", *, live: bool = False) -> None:
        super().__init__(html=html, live=live)

    @traitlets.validate("html")
    def _safe(self, proposal: Any) -> str:
        return escape(proposal["value"])

    @property
    def words(self) -> str:
        """What it says, without the tags."""
        return words(self.html)

    def __repr__(self) -> str:
        text = self.words
        return f"Panel({text if len(text) <= 60 else text[:59] + '…'})"
