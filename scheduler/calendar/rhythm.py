"""How often something comes: days and an hour, read from words and written back.

"tisdagar 09:10", "vardagar 08.30", "first Monday of the month 9:00", "viimeinen perjantai 13:00".
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

from typing_extensions import override

from knowledge.errors import Explained
from scheduler.calendar.hours import DAY_OF, WEEK

LAST = -1
"""The last such weekday of a month."""

EARLIEST = time(5, 0)
"""Nobody is written to before this hour, local time."""

LONGEST_TEXT = 120

SINGULAR = ("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen")
PLURAL = ("måndagar", "tisdagar", "onsdagar", "torsdagar", "fredagar", "lördagar", "söndagar")
"""The names in the canonical text, Monday first."""

WORKDAYS = frozenset(range(5))
WORKDAY_TEXT = "vardagar"
WORKDAY_WORDS = frozenset(
    """
    vardag vardagar weekday weekdays workday workdays hverdag hverdage hverdager ukedager
    arkipäivä arkipäivät arkipäivisin arkisin
    """.split()  # noqa: SIM905 - five languages read better as lines
)

ORDINALS = {
    word: number
    for number, words in {
        1: "första förste first 1st 1:a første ensimmäinen ensimmäisenä",
        2: "andra second 2nd 2:a anden annen andre toinen toisena",
        3: "tredje third 3rd 3:e kolmas kolmantena",
        4: "fjärde fourth 4th 4:e fjerde neljäs neljäntenä",
        LAST: "sista last sidste siste viimeinen viimeisenä",
    }.items()
    for word in words.split()
}
ORDINAL_TEXT = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", LAST: "sista"}

FILLERS = frozenset(
    """
    kl klo klockan klokken kello at på on the den det varje var every each hver joka och og and ja
    i of in månaden månad month måneden måneder kuukauden kuukaudessa a
    """.split()  # noqa: SIM905 - five languages read better as lines
)

ENDINGS = ("arna", "erne", "ene", "isin", "sin", "ina", "na", "en", "ar", "er", "s", "e", "n", "t")
"""What the name of a weekday may end in, the longest first."""

HOUR = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:.](\d\d))?\s*$")
APART = re.compile(r"[\s,;&/]+")


class UnfitRhythm(Explained):
    """A text cannot be read as days and an hour; details: text."""

    key = "calendar.error.rhythm"


class NightRhythm(Explained):
    """The hour lies in the night; details: text."""

    key = "calendar.error.night"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """Days that come again and again, and the hour on them.

    Attributes:
        weekdays: 0 is Monday.
        nths: which of them in a month, 1 to 4 and LAST; empty for every one.
        hour: local time, not before EARLIEST.

    Raises:
        ValueError: no weekday, or none that is one, or an ordinal there is not.
        NightRhythm: the hour lies in the night.
    """

    weekdays: frozenset[int]
    hour: time
    nths: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what would never come, or would wake somebody."""
        if not self.weekdays or not self.weekdays <= frozenset(range(WEEK)):
            raise ValueError("a rhythm has weekdays")
        if not self.nths <= ORDINAL_TEXT.keys():
            raise ValueError("a month has a first to fourth weekday and a last one")
        if self.hour < EARLIEST:
            raise NightRhythm(text=f"{self.hour:%H:%M}")

    @classmethod
    def read(cls, text: str) -> "Rhythm":
        """Read days and an hour, in any of our five languages.

        Raises:
            UnfitRhythm: something in it is neither; its details hold the beginning of the text.
            NightRhythm: the hour lies between midnight and five.
        """
        plain = unicodedata.normalize("NFC", text).casefold().strip().rstrip(".")
        hour = HOUR.search(plain)
        if hour is None or len(plain) > LONGEST_TEXT:
            raise UnfitRhythm(text=text[:80])
        try:
            weekdays, nths = _days(plain[: hour.start()])
            return cls(weekdays=weekdays, nths=nths, hour=time(int(hour[1]), int(hour[2] or 0)))
        except (LookupError, ValueError):
            raise UnfitRhythm(text=text[:80]) from None

    @property
    def is_weekly(self) -> bool:
        """Whether it never comes twice in one ISO week."""
        return len(self.weekdays) == 1

    def falls_on(self, day: date) -> bool:
        """Say whether it comes on a day."""
        if day.weekday() not in self.weekdays:
            return False
        number = (day.day - 1) // WEEK + 1
        is_last = (day + timedelta(days=WEEK)).month != day.month
        return not self.nths or number in self.nths or (is_last and LAST in self.nths)

    @override
    def __str__(self) -> str:
        """Write it in Swedish, in a form that reads back equal."""
        return f"{self._days_said()} {self.hour:%H:%M}"

    def _days_said(self) -> str:
        ordered = sorted(self.weekdays)
        if self.nths:
            order = sorted(self.nths, key=lambda one: (one == LAST, one))
            ordinals = ", ".join(ORDINAL_TEXT[one] for one in order)
            return f"{ordinals} {', '.join(SINGULAR[day] for day in ordered)} i månaden"
        if self.weekdays == WORKDAYS:
            return WORKDAY_TEXT
        return ", ".join(PLURAL[day] for day in ordered)


def weekday_in(word: str) -> int | None:
    """Return the weekday a word names in any of our languages, in any of its forms, or None."""
    said = unicodedata.normalize("NFC", word).casefold().strip(" .,!?")
    for ending in ("", *ENDINGS):
        if ending and not said.endswith(ending):
            continue
        stem = said[: len(said) - len(ending)]
        if stem in DAY_OF and (not ending or len(stem) > len("sunn")):
            return DAY_OF[stem]
    return None


def _days(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Read the words before the hour.

    Raises:
        LookupError: a word is none of ours.
        ValueError: a dash stands where no two weekdays are.
    """
    weekdays: set[int] = set()
    nths: set[int] = set()
    spaced = re.sub(r"\s*[-\u2013\u2014]\s*", " - ", text)
    words = [word.strip(".") for word in APART.split(spaced) if word.strip(".")]
    for number, word in enumerate(words):
        day = weekday_in(word)
        if word in WORKDAY_WORDS:
            weekdays |= WORKDAYS
        elif word in ORDINALS:
            nths.add(ORDINALS[word])
        elif day is not None:
            since = words[number - 2 : number] if number > 1 else []
            weekdays |= _span(since, day)
        elif word not in FILLERS and (word != "-" or number == 0):
            raise LookupError(word)
    return frozenset(weekdays), frozenset(nths)


def _span(since: list[str], day: int) -> set[int]:
    """Return a weekday, or all from the one that stands with a dash in front of it.

    Raises:
        ValueError: what stands there is no day.
    """
    if since[-1:] != ["-"]:
        return {day}
    first = weekday_in(since[0])
    if first is None:
        raise ValueError("a span of days begins with a day")
    return {number % WEEK for number in range(first, day + 1 + (WEEK if day < first else 0))}
