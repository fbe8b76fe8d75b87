"""Finds personal identity numbers of four countries and takes them out of a text.

The rules are those the tax and population authorities publish: Sweden (date and Luhn check digit,
also coordination numbers, whose day is raised by 60), Denmark (date; newer numbers have no check
digit), Norway (date and two modulo 11 digits, also D-numbers, whose day is raised by 40) and
Finland (date, sign of the century, check character).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

DASH = r"[-\u2010-\u2015\u2212]"
SPACE = r"[ \u00a0\u202f]"
JOIN = rf"(?:{SPACE}|{DASH}|\+|\.){{0,3}}"
"""What people write between the parts of a number, or nothing."""
EDGE_BEFORE = r"(?<!\d)"
EDGE_AFTER = r"(?!\d)"

FINNISH_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without identity numbers, and how many were taken out."""

    text: str
    count: int


def masked(text: str) -> Masked:
    """Replace each identity number by the name of its kind in square brackets.

    Args:
        text: any text, already cleaned.

    Returns:
        The text and the number of replacements; the numbers themselves are nowhere in it.
    """
    count = 0
    for kind in KINDS:
        found = 0

        def cover(match: re.Match[str], kind: "_Kind" = kind) -> str:
            nonlocal found
            if not kind.is_one(_bare(match.group())):
                return match.group()
            found += 1
            return f"[{kind.name}]"

        text = kind.pattern.sub(cover, text)
        count += found
    return Masked(text, count)


def _bare(number: str) -> str:
    """Return a number's digits and letters alone, digits of any script as 0 to 9."""
    return "".join(
        str(int(one)) if one.isdecimal() else one.upper() for one in number if one.isalnum()
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(digits):
        value = int(digit) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _swedish(number: str) -> bool:
    short = number[-10:]
    day = int(short[4:6])
    return (
        number[:-10] in {"", "18", "19", "20"}
        and _is_day(2000 + int(short[:2]), int(short[2:4]), day - 60 if day > 60 else day)
        and _luhn(short)
    )


def _danish(number: str) -> bool:
    return _is_day(2000 + int(number[4:6]), int(number[2:4]), int(number[:2]))


def _norwegian(number: str) -> bool:
    digits = [int(one) for one in number]
    day = int(number[:2])
    if not _is_day(2000 + int(number[4:6]), int(number[2:4]), day - 40 if day > 40 else day):
        return False
    first = sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), digits, strict=False))
    second = sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), digits, strict=False))
    return first % 11 == 0 and second % 11 == 0


def _finnish(number: str) -> bool:
    digits = number[:6] + number[-4:-1]
    if not digits.isdecimal():
        return False
    return (
        _is_day(2000 + int(number[4:6]), int(number[2:4]), int(number[:2]))
        and FINNISH_CHECK[int(digits) % 31] == number[-1]
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one country's number looks, and the rule that tells it from other digits."""

    name: str
    pattern: re.Pattern[str]
    is_one: Callable[[str], bool]


def _pattern(shape: str) -> re.Pattern[str]:
    return re.compile(EDGE_BEFORE + shape + EDGE_AFTER)


KINDS = (
    _Kind(
        "henkilötunnus",
        re.compile(
            rf"{EDGE_BEFORE}\d{{6}}{SPACE}?(?:{DASH}|[+A-FU-Ya-fu-y]|{SPACE}){SPACE}?"
            rf"\d{{3}}[0-9A-Ya-y](?![0-9A-Za-zåäöÅÄÖ])"
        ),
        _finnish,
    ),
    _Kind("fødselsnummer", _pattern(rf"\d{{6}}{JOIN}\d{{5}}"), _norwegian),
    _Kind(
        "personnummer",
        _pattern(rf"\d{{2}}{JOIN}\d{{2}}{JOIN}\d{{2}}{JOIN}\d{{2}}{JOIN}\d{{4}}"),
        _swedish,
    ),
    _Kind("personnummer", _pattern(rf"\d{{2}}{JOIN}\d{{2}}{JOIN}\d{{2}}{JOIN}\d{{4}}"), _swedish),
    _Kind("CPR-nummer", _pattern(rf"\d{{6}}{SPACE}?(?:{DASH}|{SPACE}){SPACE}?\d{{4}}"), _danish),
)
"""Tried in this order; a number that fits two kinds is named as the first."""
