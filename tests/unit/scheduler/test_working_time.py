"""Working time, against a clock on the wall that is read minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.hours import WorkingHours
from scheduler.calendar.working_time import NeverOpen, Office

PROPERTY = settings(deadline=None, derandomize=True, max_examples=300)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)


def an_office(hours: str = "mån-fre 08:00-16:30", zone: ZoneInfo = STOCKHOLM) -> Office:
    """Return a Swedish office that closes at two on half days."""
    return Office(WorkingHours.read(hours), zone, DaysOff("SE", time(14)))


def local(text: str) -> datetime:
    """Return a time of Stockholm's clocks such as 2026-12-23 12:00."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


OFFICES = {
    text: an_office(text)
    for text in (
        "mån-fre 08:00-16:30",
        "mån-tors 7-12, 13-16; fre 7-12; lör 10-14",
        "dygnet runt",
        "mån-sön 22:00-07:00",
        "tis, tors 18-24, 0-6; fre 20-08",
        "mån 0-24, 22-7; tis 6-8",
    )
}


def on_the_wall(office: Office, at: datetime) -> bool:
    """Say from the day and the clock alone whether an office is open: slow, and plain to see."""

    def end_of_work(day: date) -> time | None:
        off = office.days_off.on(day)
        if off is None:
            return time.max
        return None if off.whole else office.days_off.half_day_ends

    here = at.astimezone(office.zone)
    today, clock = here.date(), here.time()
    yesterday = today - timedelta(days=1)
    ends, ended = end_of_work(today), end_of_work(yesterday)
    if ends is None or clock >= ends:
        return False
    return any(
        start <= clock and (clock < end or end <= start)
        for start, end in office.hours.days[today.weekday()]
    ) or (
        ended == time.max
        and any(clock < end <= start for start, end in office.hours.days[yesterday.weekday()])
    )


@pytest.mark.parametrize("hours", OFFICES)
@pytest.mark.parametrize(
    ("first", "days"),
    [("2026-03-27", 5), ("2026-04-01", 7), ("2026-10-23", 10), ("2026-12-22", 12)],
    ids=["clocks-forward", "easter", "clocks-back-and-all-saints", "christmas"],
)
def test_every_minute_is_as_on_the_wall(hours: str, first: str, days: int) -> None:
    """Open is what the clock says, and what opens and was worked agrees with it."""
    office = OFFICES[hours]
    start = local(f"{first} 00:00").astimezone(UTC)
    moments = [start + number * MINUTE for number in range(days * 24 * 60)]
    expected = [on_the_wall(office, at) for at in moments]

    assert [office.is_open(at) for at in moments] == expected
    assert office.worked(start, moments[-1] + MINUTE) == sum(expected) * MINUTE
    opens = office.opens(moments[-1] + MINUTE)
    for at, is_open in zip(reversed(moments), reversed(expected), strict=True):
        opens = at if is_open else opens
        assert office.opens(at) == opens


@pytest.mark.parametrize("hours", OFFICES)
def test_minutes_of_work_are_counted_one_by_one(hours: str) -> None:
    """After so many minutes of work is the end of that minute of work."""
    office = OFFICES[hours]
    start = local("2026-12-22 05:00").astimezone(UTC)
    minutes = (start + number * MINUTE for number in range(14 * 24 * 60))
    worked = [at for at in minutes if on_the_wall(office, at)]

    for number, at in enumerate(worked[:2000], start=1):
        assert office.after(start, number * MINUTE) == at + MINUTE


TIMES = st.timedeltas(timedelta(0), timedelta(days=730)).map(
    lambda ahead: datetime(2026, 1, 1, tzinfo=UTC) + ahead
)
SPANS = st.timedeltas(timedelta(0), timedelta(hours=200))
SOME_OFFICE = st.sampled_from(sorted(OFFICES)).map(OFFICES.__getitem__)


@PROPERTY
@given(office=SOME_OFFICE, start=TIMES, span=SPANS)
def test_what_has_passed_after_a_span_is_the_span(
    office: Office, start: datetime, span: timedelta
) -> None:
    """Worked and after are each other's opposite, and after is the earliest such time."""
    end = office.after(start, span)

    assert office.worked(start, end) == span
    assert end >= start
    if span:
        assert office.worked(start, end - timedelta(microseconds=1)) < span


@PROPERTY
@given(office=SOME_OFFICE, start=TIMES, ahead=SPANS, span=SPANS, more=SPANS)
def test_later_and_longer_never_ends_sooner(
    office: Office, start: datetime, ahead: timedelta, span: timedelta, more: timedelta
) -> None:
    """After is monotone in both its start and its span."""
    assert office.after(start, span) <= office.after(start, span + more)
    assert office.after(start, span) <= office.after(start + ahead, span)


@PROPERTY
@given(office=SOME_OFFICE, start=TIMES, span=SPANS, more=SPANS)
def test_work_adds_up(office: Office, start: datetime, span: timedelta, more: timedelta) -> None:
    """Two spans on end hold what the whole holds, and a span backwards holds nothing."""
    middle, end = start + span, start + span + more

    whole = office.worked(start, end)
    assert office.worked(start, middle) + office.worked(middle, end) == whole
    assert not office.worked(end, start)


@PROPERTY
@given(office=SOME_OFFICE, at=TIMES, hour=st.times().map(lambda one: one.replace(microsecond=0)))
def test_an_hour_of_the_day_is_in_the_future_and_open(
    office: Office, at: datetime, hour: time
) -> None:
    """What waits for an hour of the day never goes out early, or to a closed office."""
    moment = office.next_at(at, hour)

    assert moment >= at
    assert moment.tzinfo is UTC
    assert office.is_open(moment)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-12-23 15:30", 1, "2026-12-23 16:30"),
        ("2026-12-23 15:30", 2, "2026-12-28 09:00"),  # Christmas is Thursday to Saturday
        ("2026-12-23 15:30", 0, "2026-12-23 15:30"),
        ("2026-12-23 16:30", 0, "2026-12-28 08:00"),
        ("2026-12-24 10:00", 8.5, "2026-12-28 16:30"),
        ("2026-12-30 16:00", 1, "2027-01-04 08:30"),  # New Year's Eve is off, the first a Friday
        ("2027-01-05 13:00", 2, "2027-01-07 09:00"),  # Twelfth Night is half, Epiphany off
    ],
)
def test_a_walk_through_christmas(start: str, hours: float, end: str) -> None:
    """Whole days off are passed over, and half days end early."""
    assert an_office().after(local(start), timedelta(hours=hours)) == local(end)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)]
)
def test_a_day_is_as_long_as_it_is(day: str, hours: int) -> None:
    """Round the clock, the day the clocks change is an hour shorter or longer."""
    start = local(f"{day} 00:00")
    office = OFFICES["dygnet runt"]

    assert office.worked(start, start + timedelta(days=1)) == timedelta(hours=hours)
    assert office.after(start, timedelta(hours=hours)) == start + timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("sön 2:15-2:45", 0), ("sön 1:30-2:30", 30), ("sön 2:30-4", 60), ("sön 1-4", 120)],
)
def test_what_the_clocks_jump_over_is_not_worked(hours: str, minutes: int) -> None:
    """An hour that is never on the wall begins and ends at the jump."""
    start = local("2026-03-29 00:00")

    worked = an_office(hours).worked(start, start + timedelta(days=1))
    assert worked == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("sön 2:15-2:45", 30), ("sön 1:30-2:30", 60), ("sön 2:30-4", 150), ("sön 1-4", 240)],
)
def test_what_the_clocks_show_twice_is_the_first(hours: str, minutes: int) -> None:
    """Spans that begin or end in the doubled hour do so when it is shown first."""
    start = local("2026-10-25 00:00")

    worked = an_office(hours).worked(start, start + timedelta(days=1))
    assert worked == timedelta(minutes=minutes)


def test_a_zone_may_jump_over_midnight() -> None:
    """Where the clocks change at midnight, the day begins at the jump."""
    havana = ZoneInfo("America/Havana")
    office = an_office("dygnet runt", havana)
    noon = datetime(2026, 3, 7, 12, tzinfo=havana)

    assert office.worked(noon, noon + timedelta(days=1)) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("at", "hour", "then"),
    [
        ("2026-11-23 09:00", time(13), "2026-11-23 13:00"),
        ("2026-11-23 13:00", time(13), "2026-11-23 13:00"),
        ("2026-11-23 13:01", time(13), "2026-11-24 13:00"),
        ("2026-11-27 14:00", time(13), "2026-11-30 13:00"),
        ("2026-11-23 09:00", time(6), "2026-11-24 08:00"),
        ("2026-11-23 07:00", time(6), "2026-11-23 08:00"),
        ("2026-11-23 09:00", time(20), "2026-11-23 16:29"),
        ("2026-11-23 16:45", time(20), "2026-11-24 16:29"),
        ("2026-10-30 09:00", time(15), "2026-10-30 13:59"),
        ("2026-12-23 14:00", time(13), "2026-12-28 13:00"),
    ],
)
def test_one_bundle_a_day(at: str, hour: time, then: str) -> None:
    """The hour is today's until it has passed, and is drawn into the day's opening hours."""
    assert an_office().next_at(local(at), hour) == local(then)


def test_an_hour_in_the_lunch_break_is_after_it() -> None:
    """Between two spans of a day the next one is waited for."""
    office = an_office("mån-fre 8-12, 13-17")

    then = office.next_at(local("2026-11-23 09:00"), time(12, 30))
    assert then == local("2026-11-23 13:00")


def test_results_are_in_utc() -> None:
    """Whatever zone a time comes in, the answer is ready to be kept."""
    office, at = an_office(), local("2026-11-23 09:00")

    assert office.opens(at).tzinfo is UTC
    assert office.after(at, timedelta(hours=30)).tzinfo is UTC


def test_an_office_without_hours_never_opens() -> None:
    """It is closed, no work is done in it, and whoever waits for it is told at once."""
    office, at = an_office("aldrig"), local("2026-11-23 09:00")

    assert not office.is_open(at)
    assert not office.worked(at, at + timedelta(days=30))
    with pytest.raises(NeverOpen):
        office.opens(at)
    with pytest.raises(NeverOpen):
        office.after(at, MINUTE)
    with pytest.raises(NeverOpen):
        office.next_at(at, time(13))


def test_the_calendar_has_an_end() -> None:
    """More work than there is time left until the year 9999 is never done."""
    office = an_office()

    with pytest.raises(NeverOpen):
        office.after(datetime(9999, 11, 1, tzinfo=UTC), timedelta(days=1000))


def test_an_office_remembers_only_so_many_days() -> None:
    """Years of working time do not fill the memory, and are counted all the same."""
    office = an_office("dygnet runt")
    start = datetime(2110, 1, 1, tzinfo=UTC)

    assert office.worked(start, start + timedelta(days=5000)) == timedelta(days=5000)
    assert len(office._known) < 4001  # noqa: SLF001 - the promise is about the memory


def test_a_time_without_a_zone_is_refused() -> None:
    """Nobody can say whether the office is open at nine, somewhere."""
    with pytest.raises(ValueError, match="zone"):
        an_office().is_open(datetime(2026, 11, 23, 9))  # noqa: DTZ001 - the point


def test_work_does_not_run_backwards() -> None:
    """A span below zero is a mistake of the caller."""
    with pytest.raises(ValueError, match="backwards"):
        an_office().after(local("2026-11-23 09:00"), -MINUTE)
