"""Days off: the holidays and eves on which a country's offices close, wholly or at noon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal

import holidays

Country = Literal["SE", "DK", "NO", "FI"]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A holiday or an eve.

    Attributes:
        name: in the country's own language.
        whole: nobody works; else people go home early.
    """

    name: str
    whole: bool


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days off of one country.

    Attributes:
        country: whose, as an ISO 3166 code.
        half_day_ends: when people go home on a half day, local time.
    """

    country: Country
    half_day_ends: time

    def on(self, day: date) -> DayOff | None:
        """Return what day off it is, or None; a Sunday alone is none."""
        return _year(self.country, day.year).get(day)


_LANGUAGE: Mapping[Country, str] = {"SE": "sv", "DK": "da", "NO": "no", "FI": "fi"}

_WHOLE: Mapping[Country, tuple[str, ...]] = {
    "SE": ("public", "de_facto"),
    "DK": ("public",),
    "NO": ("public",),
    "FI": ("public",),  # has the eves of midsummer and Christmas; "unofficial" are working days
}

_HALF: Mapping[Country, tuple[str, ...]] = {"SE": ("bank",), "DK": ("optional",)}

_SWEDISH_HALF_DAYS = frozenset(
    {"Trettondagsafton", "Skärtorsdagen", "Valborgsmässoafton", "Allahelgonsafton"}
)
"""The banks close early on more days than a municipality does."""


@lru_cache(maxsize=256)
def _year(country: Country, year: int) -> Mapping[date, DayOff]:
    """Return the days off of a year; where two fall on one day, a whole one goes first."""
    whole = {
        day: DayOff("; ".join(names), whole=True)
        for day, names in _listed(country, year, _WHOLE[country])
    }
    half = {
        day: DayOff("; ".join(kept), whole=False)
        for day, names in _listed(country, year, _HALF.get(country, ()))
        if (kept := [name for name in names if country != "SE" or name in _SWEDISH_HALF_DAYS])
    }
    eves = _norwegian_eves(year, whole) if country == "NO" else {}
    closed = {
        day: DayOff(off.name, whole=True) for day, off in half.items() if _is_closed(day, country)
    }
    return half | closed | eves | whole


def _is_closed(day: date, country: Country) -> bool:
    """Say whether what the law calls optional is a day on which every Danish office is closed."""
    return country == "DK" and (day.month, day.day) in {(12, 24), (12, 31)}


def _listed(
    country: Country, year: int, categories: tuple[str, ...]
) -> Iterator[tuple[date, list[str]]]:
    """Yield each day with its names, without the remark on when a half day begins."""
    if not categories:
        return
    listed = holidays.country_holidays(
        country, years=year, categories=categories, language=_LANGUAGE[country], observed=False
    )
    for day, names in listed.items():
        if day.year == year:
            yield day, [name.partition(" (")[0] for name in names.split("; ")]


def _norwegian_eves(year: int, whole: Mapping[date, DayOff]) -> dict[date, DayOff]:
    """Return the eves that no Norwegian law names, and every Norwegian office keeps."""
    eves = {
        date(year, 12, 24): DayOff("Julaften", whole=True),
        date(year, 12, 31): DayOff("Nyttårsaften", whole=True),
    }
    for day, off in whole.items():
        if "Skjærtorsdag" in off.name:
            eves[day - timedelta(days=1)] = DayOff("Onsdag før skjærtorsdag", whole=False)
    return eves
