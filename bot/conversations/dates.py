"""Finds a day in a few words: 'fredag', '12 mars', '2027-01-07'."""

import re
from datetime import date, time, timedelta

from knowledge.boundaries.catch import folded

WEEKDAYS = (
    ("mandag", "monday", "maanantai"),
    ("tisdag", "tirsdag", "tuesday", "tiistai"),
    ("onsdag", "wednesday", "keskiviikko"),
    ("torsdag", "thursday", "torstai"),
    ("fredag", "friday", "perjantai"),
    ("lordag", "lordag", "saturday", "lauantai"),
    ("sondag", "sunday", "sunnuntai"),
)
MONTHS = (
    ("jan", "tammi"), ("feb", "helmi"), ("mar", "maalis"), ("apr", "huhti"),
    ("maj", "mai", "may", "touko"),
    ("jun", "kesa"), ("jul", "heina"), ("aug", "elo"), ("sep", "syys"), ("okt", "oct", "loka"),
    ("nov", "marras"), ("dec", "des", "joulu"),
)  # fmt: skip

NAME = "|".join(sorted((start for starts in MONTHS for start in starts), key=len, reverse=True))
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:[.:]e?a?|e|st|nd|rd|th)?[ ]?(?:of )?(?P<month>{NAME})\w*"
    rf"|\b(?P<month2>{NAME})\w* (?P<day2>\d{{1,2}})\b"
)
NUMBERS = re.compile(r"\b(\d{1,2})(?:/|\.)[ ]?(\d{1,2})\b")
YEAR = re.compile(r"\b(20\d{2})\b")
UNTIL = re.compile(r"\s(?:till|tom|til|til og med|until|to|asti|saakka|-)\s")
FROM = re.compile(r"^(?:fran och med|fran|from|fra og med|fra|alkaen)\s")
TODAY = ("i dag", "idag", "today", "nu", "now", "tanaan")
TOMORROW = ("i morgon", "imorgon", "tomorrow", "i morgen", "huomenna", "huomisesta", "huomiseen")
LONGEST_DAY = 4
"""Words: 'onsdag den 12 mars'."""

HOUR = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\b")


def day_in(text: str, *, today: date) -> date | None:
    """Return the day a text names, the next one from today on, or None when it names none.

    Args:
        text: words in any of the five languages.
        today: a weekday means the first one after today; a day and month the next such date.
    """
    said = folded(text)
    if said.strip().startswith(TOMORROW):
        return today + timedelta(days=1)
    iso = ISO.search(said)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    year = YEAR.search(said)
    when = DAY_MONTH.search(said)
    if when:
        day = int(when["day"] or when["day2"])
        return _in(year, day, _month(when["month"] or when["month2"]), today)
    numbers = NUMBERS.search(said)
    if numbers:
        return _in(year, int(numbers[1]), int(numbers[2]), today)
    for number, names in enumerate(WEEKDAYS):
        if any(name in said for name in names):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _month(start: str) -> int:
    return next(number for number, starts in enumerate(MONTHS, start=1) if start in starts)


def _in(year: re.Match[str] | None, day: int, month: int, today: date) -> date | None:
    if year:
        return _day(int(year[1]), month, day)
    return _next(day, month, today)


def _next(day: int, month: int, today: date) -> date | None:
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year > today:
        return this_year
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def span_in(text: str, *, today: date) -> tuple[date, date | None] | None:
    """Return the two days of 'från 3 mars till 12 mars', or None when a text names no first day.

    Args:
        text: words in any of the five languages.
        today: see `day_in`; the second day is the next such day after the first.
    """
    said = f" {folded(text)} "
    start = FROM.match(said.strip())
    if not start:
        return None
    parts = UNTIL.split(said.strip()[start.end() :] + " ", maxsplit=1)
    first = _first_day(parts[0], today=today)
    if first is None or len(parts) == 1:
        return None
    return first, day_in(parts[1], today=first)


def means_today(text: str) -> bool:
    """Say whether a text is a word for today, and nothing more."""
    return folded(text).strip() in TODAY


def names_a_day(text: str) -> bool:
    """Say whether a text is a day and hardly anything more, or nothing at all."""
    short = len(text.split()) <= LONGEST_DAY
    return not text or (short and day_in(text, today=date(2000, 1, 1)) is not None)


def hour_in(text: str) -> time | None:
    """Return the hour a text names, such as 'klockan 13' or '9.30', or None."""
    found = HOUR.search(folded(text))
    return time(int(found["hour"]), int(found["minute"] or 0)) if found else None


def _first_day(text: str, *, today: date) -> date | None:
    said = text.strip()
    if any(said.startswith(word) for word in TODAY):
        return today
    return day_in(said, today=today)
