"""Days and an hour are read from words in five languages, and come when an own calendar says."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar.coming import Coming, Dates, Lateness, OnDayOff, Pause, lateness, week_key
from scheduler.calendar.days_off import Country, DaysOff
from scheduler.calendar.rhythm import LAST, NightRhythm, Rhythm, UnfitRhythm, weekday_in

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SWEDEN = DaysOff("SE", time(12))
COUNTRIES: tuple[Country, ...] = ("SE", "DK", "NO", "FI")
CITIES = """
Amsterdam Athens Berlin Bratislava Brussels Bucharest Budapest Copenhagen Dublin Helsinki Lisbon
Ljubljana Luxembourg Madrid Malta Mariehamn Oslo Paris Prague Riga Rome Sofia Stockholm Tallinn
Vienna Vilnius Warsaw Zagreb
"""
EU_ZONES = [ZoneInfo(f"Europe/{city}") for city in CITIES.split()] + [
    ZoneInfo(name) for name in ("Atlantic/Azores", "Atlantic/Canary", "Asia/Nicosia")
]

SAID = {
    "tisdagar 09:10": "tisdagar 09:10",
    "Varje tisdag kl. 9.10": "tisdagar 09:10",
    "every Tuesday at 9:10": "tisdagar 09:10",
    "tirsdage 9.10": "tisdagar 09:10",
    "tirsdager klokken 09.10": "tisdagar 09:10",
    "tiistaisin klo 9.10": "tisdagar 09:10",
    "vardagar 08.30": "vardagar 08:30",
    "hverdage 8.30": "vardagar 08:30",
    "Mon-Fri 8:30": "vardagar 08:30",
    "arkisin 8.30": "vardagar 08:30",
    "måndagar och torsdagar 10": "måndagar, torsdagar 10:00",
    "mån-tis, fre\u2013sön 10": "måndagar, tisdagar, fredagar, lördagar, söndagar 10:00",
    "första måndagen i månaden 09:00": "första måndagen i månaden 09:00",
    "first and third Monday of the month 9": "första, tredje måndagen i månaden 09:00",
    "viimeinen perjantai 13:00": "sista fredagen i månaden 13:00",
    "den siste fredag i måneden 13": "sista fredagen i månaden 13:00",
}

weekdays = st.frozensets(st.integers(0, 6), min_size=1)
hours = st.times(min_value=time(5)).map(lambda at: at.replace(second=0, microsecond=0))
rhythms = st.builds(
    Rhythm,
    weekdays=weekdays,
    hour=hours,
    nths=st.frozensets(st.sampled_from((1, 2, 3, 4, LAST)), max_size=3),
)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_words_are_read_and_kept_in_one_form(said: str, meant: str) -> None:
    """However somebody says it, it is kept in one way."""
    assert str(Rhythm.read(said)) == meant


@pytest.mark.parametrize(
    "said",
    ["", "tisdagar", "09:10", "tisdagar 25:00", "tisdagar 9:70", "varannan tisdag 9", "- 9:00",
     "- fre 9", "x" * 500 + " 9", "tisdagar 09:10 kanske"],
)  # fmt: skip
def test_what_is_no_rhythm_is_said_to_be_none(said: str) -> None:
    """A word too many, or a day or an hour too few, is refused; nothing is guessed."""
    with pytest.raises(UnfitRhythm):
        Rhythm.read(said)


@pytest.mark.parametrize("said", ["tisdagar 00:00", "tisdagar 4:59", "vardagar 3"])
def test_nobody_is_written_to_at_night(said: str) -> None:
    """Hours from midnight to five are refused."""
    with pytest.raises(NightRhythm):
        Rhythm.read(said)


@given(rhythms)
def test_what_is_written_reads_back_equal(rhythm: Rhythm) -> None:
    """The canonical form says all of a rhythm."""
    assert Rhythm.read(str(rhythm)) == rhythm


@given(rhythms, days)
def test_days_are_those_of_an_own_calendar(rhythm: Rhythm, day: date) -> None:
    """Which weekday of its month a day is, is counted here from the month's own list of days."""
    alike = [
        number
        for number in range(1, monthrange(day.year, day.month)[1] + 1)
        if date(day.year, day.month, number).isoweekday() == day.isoweekday()
    ]
    place = alike.index(day.day) + 1
    wanted = {len(alike) if nth == LAST else nth for nth in rhythm.nths}
    expected = day.isoweekday() - 1 in rhythm.weekdays and (not wanted or place in wanted)
    assert rhythm.falls_on(day) is expected


@settings(max_examples=200)
@given(
    rhythms,
    days,
    st.sampled_from(EU_ZONES),
    st.sampled_from(COUNTRIES),
    st.sampled_from(OnDayOff),
)
def test_what_comes_comes_at_its_local_hour_on_a_day_people_work(
    rhythm: Rhythm, day: date, zone: ZoneInfo, country: Country, on_day_off: OnDayOff
) -> None:
    """In every zone of the union: the clock on the wall shows the hour, and no day twice."""
    off = DaysOff(country, time(12))
    dates = Dates(rhythm=rhythm, zone=zone, days_off=off, on_day_off=on_day_off)
    start = datetime.combine(day, time(), UTC)
    found = list(dates.between(start, start + timedelta(days=200)))
    for one in found:
        here = one.due.astimezone(zone)
        assert (here.date(), here.time()) == (one.day, rhythm.hour)
        holiday = off.on(one.day)
        assert holiday is None or (not holiday.whole and rhythm.hour < time(12))
        assert bool(one.because) == (one.day != one.planned)
    assert len({one.day for one in found}) == len(found) == len({one.key for one in found})


@given(rhythms, days)
def test_windows_that_touch_find_each_date_once(rhythm: Rhythm, day: date) -> None:
    """Hour after hour gives the same as all at once: nothing twice, nothing missing."""
    dates = Dates(rhythm=rhythm, zone=STOCKHOLM, days_off=SWEDEN)
    start = datetime.combine(day, time(), UTC)
    edges = [start + timedelta(hours=7 * step) for step in range(60)]
    apart = [one for first, until in pairwise(edges) for one in dates.between(first, until)]
    whole = list(dates.between(edges[0], edges[-1]))
    assert sorted(apart, key=_due) == sorted(whole, key=_due)


def _due(coming: Coming) -> datetime:
    return coming.due


def _next(said: str, start: date, count: int, **other: object) -> list[Coming]:
    dates = Dates(rhythm=Rhythm.read(said), zone=STOCKHOLM, days_off=SWEDEN, **other)  # type: ignore[arg-type]
    return dates.next(datetime.combine(start, time(), STOCKHOLM), count)


def test_week_53_and_both_clock_changes_have_their_own_key_and_hour() -> None:
    """The last week of 2026 is its 53rd; summer time moves the hour in UTC and nowhere else."""
    found = _next("torsdagar 09:10", date(2026, 12, 18), 4)
    assert [one.key for one in found] == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
    assert found[1].because == "Nyårsafton"
    assert found[1].day == date(2026, 12, 30)
    spring = _next("tisdagar 09:10", date(2026, 3, 24), 2)
    assert [one.due.hour for one in spring] == [8, 7]
    autumn = _next("tisdagar 09:10", date(2026, 10, 20), 2)
    assert [one.due.hour for one in autumn] == [7, 8]


def test_a_day_off_is_avoided_in_the_way_that_was_chosen() -> None:
    """Before it, after it, or not at all; and what was left out can be told."""
    ascension = date(2026, 5, 14)
    before = _next("torsdagar 09:10", ascension, 1, on_day_off=OnDayOff.PREVIOUS)
    assert before[0].day != date(2026, 5, 13)  # it lies before the day one looks from
    dates = Dates(rhythm=Rhythm.read("torsdagar 09:10"), zone=STOCKHOLM, days_off=SWEDEN)
    moved = dates.planned_on(ascension)
    assert moved is not None
    assert (moved.day, moved.because) == (date(2026, 5, 13), "Kristi himmelsfärdsdag")
    after = _next("torsdagar 09:10", ascension, 1, on_day_off=OnDayOff.NEXT)
    assert after[0].day == date(2026, 5, 15)
    skipping = Dates(
        rhythm=Rhythm.read("torsdagar 09:10"),
        zone=STOCKHOLM,
        days_off=SWEDEN,
        on_day_off=OnDayOff.SKIP,
    )
    start = datetime(2026, 5, 11, tzinfo=UTC)
    assert list(skipping.between(start, start + timedelta(days=5))) == []
    assert [day for day, _ in skipping.skipped(start, start + timedelta(days=5))] == [ascension]


def test_first_and_last_day_and_pauses_hold() -> None:
    """Nothing is planned before, after or in between."""
    found = _next(
        "tisdagar 09:10",
        date(2026, 1, 1),
        50,
        first=date(2026, 2, 1),
        last=date(2026, 3, 31),
        pauses=(Pause(first=date(2026, 2, 9), last=date(2026, 3, 15)),),
    )
    assert [one.day.isoformat() for one in found] == [
        "2026-02-03", "2026-03-17", "2026-03-24", "2026-03-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "allowed"),
    [(0.2, Lateness.PUNCTUAL), (3, Lateness.LATE), (9, Lateness.ASK), (24, Lateness.ASK)],
)
def test_what_is_late_comes_the_same_day_or_after_a_humans_word(
    hours: float, allowed: Lateness
) -> None:
    """Until five in the afternoon it may still come; at night and the next day nobody is woken."""
    due = datetime(2026, 11, 24, 9, 10, tzinfo=STOCKHOLM)
    assert lateness(due, due + timedelta(hours=hours), STOCKHOLM) is allowed


def test_week_keys_follow_the_year_of_the_week() -> None:
    """The first days of January may belong to the last week of the year before."""
    assert week_key(date(2027, 1, 3)) == "2026-W53"


@pytest.mark.parametrize("word", ["torsdagar", "Thursdays", "torsdage", "torsdager", "torstaisin"])
def test_a_weekday_is_known_in_all_its_forms(word: str) -> None:
    """In each of the five languages."""
    assert weekday_in(word) == 3


@pytest.mark.parametrize("word", ["mansion", "weeks", "sund", "tisdagstips"])
def test_a_word_that_begins_like_a_weekday_is_none(word: str) -> None:
    """It must be the whole name."""
    assert weekday_in(word) is None
