"""Finds a day in a few words: 'fredag', '12 mars', '2027-01-07'."""

import re
from datetime import date, timedelta

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

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
DAY_MONTH = re.compile(r"\b(\d{1,2})[.:e]* ?(?:of )?([a-z]{3,})|\b([a-z]{3,}) (\d{1,2})\b")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})\b")


def day_in(text: str, *, today: date) -> date | None:
    """Return the day a text names, the next one from today on, or None when it names none.

    Args:
        text: words in any of the five languages.
        today: a weekday means the first one after today; a day and month the next such date.
    """
    said = folded(text)
    iso = ISO.search(said)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    slashed = SLASHED.search(said)
    if slashed:
        return _next(int(slashed[1]), int(slashed[2]), today)
    for match in DAY_MONTH.finditer(said):
        day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
        month = _month(name)
        if month:
            return _next(int(day), month, today)
    for number, names in enumerate(WEEKDAYS):
        if any(name in said for name in names):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _month(name: str) -> int | None:
    for number, starts in enumerate(MONTHS, start=1):
        if name.startswith(starts):
            return number
    return None


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
