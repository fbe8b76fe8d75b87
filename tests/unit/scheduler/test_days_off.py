"""Days off in four countries."""

from datetime import date, time, timedelta

import pytest

from scheduler.calendar.days_off import Country, DayOff, DaysOff

NOON = time(12)


def listed(country: Country, year: int = 2026) -> dict[date, DayOff]:
    """Return every day off of a year."""
    days = (date(year, 1, 1) + timedelta(days=ahead) for ahead in range(365))
    return {day: off for day in days if (off := DaysOff(country, NOON).on(day)) is not None}


@pytest.mark.parametrize(
    ("country", "month", "day", "name"),
    [
        ("SE", 1, 6, "Trettondedag jul"),
        ("SE", 6, 19, "Midsommarafton"),
        ("SE", 12, 24, "Julafton"),
        ("SE", 12, 31, "Nyårsafton"),
        ("DK", 4, 2, "Skærtorsdag"),
        ("DK", 12, 24, "Juleaftensdag"),
        ("DK", 12, 26, "Anden juledag"),
        ("NO", 5, 17, "Grunnlovsdag"),
        ("NO", 12, 24, "Julaften"),
        ("NO", 12, 31, "Nyttårsaften"),
        ("FI", 6, 19, "Juhannusaatto"),
        ("FI", 12, 24, "Jouluaatto"),
    ],
)
def test_a_holiday_is_a_whole_day(country: Country, month: int, day: int, name: str) -> None:
    """Holidays, and eves that are kept as such, are named in the country's own language."""
    assert DaysOff(country, NOON).on(date(2026, month, day)) == DayOff(name, whole=True)


@pytest.mark.parametrize(
    ("country", "half"),
    [
        (
            "SE",
            {
                date(2026, 1, 5): "Trettondagsafton",
                date(2026, 4, 2): "Skärtorsdagen",
                date(2026, 4, 30): "Valborgsmässoafton",
                date(2026, 10, 30): "Allahelgonsafton",
            },
        ),
        (
            "DK",
            {
                date(2026, 5, 1): "Arbejdernes kampdag",
                date(2026, 6, 5): "Grundlovsdag",
            },
        ),
        ("NO", {date(2026, 4, 1): "Onsdag før skjærtorsdag"}),
        ("FI", {}),
    ],
)
def test_the_half_days_of_a_year(country: Country, half: dict[date, str]) -> None:
    """These and no others, without a remark on the hour in their names."""
    assert {day: off.name for day, off in listed(country).items() if not off.whole} == half


@pytest.mark.parametrize("country", ["SE", "DK", "NO", "FI"])
def test_an_ordinary_day_is_none(country: Country) -> None:
    """A plain Sunday, a working day and a day of flags are no days off."""
    assert DaysOff(country, NOON).on(date(2026, 3, 1)) is None
    assert DaysOff(country, NOON).on(date(2026, 3, 3)) is None
    assert DaysOff(country, NOON).on(date(2026, 2, 5)) is None


def test_two_eves_on_one_day_keep_the_one_that_is_a_half_day() -> None:
    """In 2008 Walpurgis was also the day before Ascension, which only banks keep."""
    assert DaysOff("SE", NOON).on(date(2008, 4, 30)) == DayOff("Valborgsmässoafton", whole=False)


def test_a_whole_day_goes_before_a_half_one() -> None:
    """In 2008 the first of May was Ascension too, in Denmark a half day and a whole one."""
    off = DaysOff("DK", NOON).on(date(2008, 5, 1))

    assert off is not None
    assert off.whole


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_nobody_has_holidays_for_has_none(year: int) -> None:
    """A day far away is an ordinary one, and no error."""
    assert DaysOff("SE", NOON).on(date(year, 3, 3)) is None
