"""Working hours: which spans of each weekday somebody works, read from text and written back."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from typing_extensions import override

from knowledge.errors import Explained

Span = tuple[time, time]
"""From and to, local time. One that ends at or before its beginning ends on the next day."""

WEEK = 7
DAY_MINUTES = 24 * 60
LONGEST_TEXT = 500

SHORT_NAMES = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
"""The names in the canonical text, Monday first."""

NAMES = (
    "måndag mån må mandag man ma monday mon maanantai",
    "tisdag tis ti tirsdag tir tuesday tues tue tiistai",
    "onsdag ons on wednesday weds wed keskiviikko ke",
    "torsdag tors tor to thursday thurs thur thu torstai",
    "fredag fre fr friday fri perjantai pe",
    "lördag lör lö lørdag lør lø saturday sat lauantai la",
    "söndag sön sö søndag søn sø sunday sun sunnuntai su",
)
"""What each weekday is called in Swedish, Danish and Norwegian, English, and Finnish."""

DAY_OF = {name: day for day, names in enumerate(NAMES) for name in names.split()}

ALWAYS, NEVER = "dygnet runt", "aldrig"
ALWAYS_WORDS = frozenset(
    {ALWAYS, "always", "alltid", "altid", "døgnet rundt", "aina", "ympäri vuorokauden"}
)
NEVER_WORDS = frozenset({NEVER, "never", "aldri", "ei koskaan"})

DASH = r"\s*[-\u2013\u2014]\s*"
NAME = r"[^\W\d_]+\.?"
CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
DAYS = rf"{NAME}(?:{DASH}{NAME})?"
SPAN = rf"{CLOCK}{DASH}{CLOCK}"
GROUP = re.compile(
    rf"\s*(?P<days>{DAYS}(?:\s*,\s*{DAYS})*)\s*:?\s*"
    rf"(?P<spans>{SPAN}(?:\s*,\s*{SPAN})*)\s*(?:[;,\n]|$)"
)
"""Days, then their spans; a comma or a semicolon before the next days."""


class UnfitHours(Explained):
    """A text cannot be read as working hours."""

    key = "calendar.error.hours"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When somebody works in an ordinary week, local time.

    Attributes:
        days: for each weekday from Monday its spans, in order; a span over midnight belongs to
            the day it begins, and midnight as an end is the end of the day. Spans of one day that
            touch or overlap are made one, so that equal hours are equal values.

    Raises:
        ValueError: there are not seven days, or a span is empty, or finer than a minute.
    """

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        """Bring the spans into their order."""
        if len(self.days) != WEEK:
            raise ValueError("working hours have seven days")
        object.__setattr__(self, "days", tuple(_tidy(spans) for spans in self.days))

    @classmethod
    def read(cls, text: str) -> "WorkingHours":
        """Read hours such as "mån-fre 08:00-16:30; lör 10-14", in any of our five languages.

        Args:
            text: groups of days and spans with a semicolon, comma or new line between them; or
                a word for always or never.

        Raises:
            UnfitHours: something in it is neither; its details hold the beginning of the text.
        """
        plain = unicodedata.normalize("NFC", text).casefold().strip()
        if plain in ALWAYS_WORDS:
            return cls((((time(0), time(0)),),) * WEEK)
        if plain in NEVER_WORDS:
            return cls(((),) * WEEK)
        days: list[list[Span]] = [[] for _ in range(WEEK)]
        try:
            for named, spans in _groups(plain):
                for day in named:
                    days[day].extend(spans)
        except (LookupError, ValueError):
            raise UnfitHours(text=text[:80]) from None
        return cls(tuple(tuple(spans) for spans in days))

    @override
    def __str__(self) -> str:
        """Write them in Swedish, in a form that reads back equal."""
        if self == WorkingHours((((time(0), time(0)),),) * WEEK):
            return ALWAYS
        alike: dict[tuple[Span, ...], list[int]] = {}
        for day, spans in enumerate(self.days):
            if spans:
                alike.setdefault(spans, []).append(day)
        groups = (
            f"{', '.join(_named(days))} {', '.join(map(_written, spans))}"
            for spans, days in alike.items()
        )
        return "; ".join(groups) or NEVER


def minutes(span: Span) -> tuple[int, int]:
    """Return a span as minutes after the midnight its day begins with; the end may pass 1440."""
    start, end = (at.hour * 60 + at.minute for at in span)
    return start, end if end > start else end + DAY_MINUTES


def _tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put spans in order, and make one of those that touch."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=minutes):
        if any(at != at.replace(second=0, microsecond=0, tzinfo=None) for at in span):
            raise ValueError("a span is written in hours and minutes")
        if span[0] == span[1] != time(0):
            raise ValueError("a span has a length")
        start, end = minutes(span)
        # A whole day is one span only from midnight: no other could be told from an empty one.
        if found and start <= found[-1][1]:
            begun, until = found[-1][0], max(found[-1][1], end)
            if until - begun < DAY_MINUTES or (begun, until) == (0, DAY_MINUTES):
                found[-1] = (begun, until)
                continue
        found.append((start, end))
    return tuple((_clock(start), _clock(end)) for start, end in found)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _groups(text: str) -> Iterator[tuple[list[int], list[Span]]]:
    """Read group after group.

    Raises:
        ValueError: what follows is no group, or there is none at all.
        LookupError: a name is no weekday's.
    """
    if not text or len(text) > LONGEST_TEXT:
        raise ValueError("hours are a line or two")
    at = 0
    while at < len(text):
        group = GROUP.match(text, at)
        if group is None:
            raise ValueError("neither days nor hours")
        yield (
            [day for part in group["days"].split(",") for day in _days(part)],
            [_span(part) for part in group["spans"].split(",")],
        )
        at = group.end()


def _days(text: str) -> list[int]:
    names = [DAY_OF[name.strip().rstrip(".")] for name in re.split(DASH, text.strip())]
    first, last = names[0], names[-1]
    return [day % WEEK for day in range(first, last + 1 + (WEEK if last < first else 0))]


def _span(text: str) -> Span:
    start, end = (
        (int(hour), int(minute or 0))
        for hour, _, minute in (
            part.replace(".", ":").partition(":") for part in re.split(DASH, text.strip())
        )
    )
    if start == end:
        raise ValueError("a span has a length")
    return time(*start), time(0) if end == (24, 0) else time(*end)


def _named(days: list[int]) -> Iterator[str]:
    """Name days in order, those that follow on each other as a range."""
    for first in (day for day in days if day - 1 not in days):
        last = next(day for day in range(first, WEEK) if day + 1 not in days)
        yield SHORT_NAMES[first] if first == last else f"{SHORT_NAMES[first]}-{SHORT_NAMES[last]}"


def _written(span: Span) -> str:
    start, end = span
    return f"{start:%H:%M}-{end:%H:%M}" if end != time(0) else f"{start:%H:%M}-24:00"
