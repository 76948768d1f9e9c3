"""How every number is printed: in pictures, in labs and in the browser (live/js/numbers.js).

The JavaScript twin is tested against this file, case by case: see tests/pictures/test_numbers.py.
"""

import math

LARGE, SMALL = 1e6, 1e-4  # from here on, and below here, a number is written with a power of ten
# A place of so many decimals is seven characters wide: from here on one digit fits, and then none.
WIDE, HUGE = 1e10, 1e100
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOT_FINITE = {"inf": "∞", "nan": "not a number"}


def number(
    value: float, decimals: int | None = None, *, plus: bool = False, figures: int = 6
) -> str:
    """A number with a real minus sign, and none on a zero.

    Parameters
    ----------
    value : number
    decimals : how many; left out, as briefly as can be
    plus : whether what is above zero gets a sign, too
    figures : without decimals: how many digits, at most, unless all are before the point

    >>> number(-0.5), number(2, 2), number(2, 2, plus=True), number(1e-5), number(-0.001, 2)
    ('−0.5', '2.00', '+2.00', '10⁻⁵', '0.00')
    >>> number(66_300_000, 2), number(-2.1e30, 2), number(math.inf), number(math.nan, 2)
    ('6.63·10⁷', '−2·10³⁰', '∞', 'not a number')
    """
    value = float(value)
    size = abs(value)
    if not math.isfinite(size):
        text = _NOT_FINITE[str(size)]
    elif size >= LARGE or (decimals is None and 0 < size < SMALL):
        narrow = decimals is not None and size >= WIDE
        digits, exponent = f"{size:.{0 if narrow else 2}e}".split("e")
        digits = digits.rstrip("0").rstrip(".")
        alone = digits == "1" or (narrow and size >= HUGE)
        text = power(int(exponent)) if alone else f"{digits}·{power(int(exponent))}"
    else:
        text = f"{size:.{figures}g}" if decimals is None else f"{size:.{decimals}f}"
        text = f"{size:.0f}" if "e" in text else text
    if not text.strip("0.") or math.isnan(value):
        return text
    return ("−" if value < 0 else "+" if plus else "") + text


def brief(value: float, figures: int = 4) -> str:
    """A number for a sentence: at most so many digits.

    >>> brief(0.1 + 0.2), brief(2 / 3), brief(1670)
    ('0.3', '0.6667', '1670')
    """
    return number(value, figures=figures)


def count(value: float) -> str:
    """A whole number with its thousands apart.

    >>> count(1500), count(2_000_000)
    ('1,500', '2,000,000')
    """
    return f"{value:,.0f}".replace("-", "−")


def scientific(value: float, figures: int = 2) -> str:
    """A number above zero as a power of ten, whatever its size: for scales of powers.

    >>> scientific(1e-5), scientific(0.1), scientific(3.2e-7)
    ('10⁻⁵', '10⁻¹', '3.2·10⁻⁷')
    """
    digits, exponent = f"{value:.{figures - 1}e}".split("e")
    digits = digits.removesuffix(".0")
    return power(int(exponent)) if digits == "1" else f"{digits}·{power(int(exponent))}"


def power(exponent: int) -> str:
    """A power of ten as it is written.

    >>> power(-5)
    '10⁻⁵'
    """
    return "10" + str(exponent).translate(_RAISED)
