"""How soon somebody is expected to answer."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversations.counting import waited
from bot.conversations.pace import Pace
from knowledge.escalations.model import Step
from knowledge.figures.model import Wait
from knowledge.people.model import Profile
from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.hours import WorkingHours

PACE = Pace(
    zone=ZoneInfo("Europe/Stockholm"),
    hours=WorkingHours.read("mon-fri 8-16"),
    days_off=DaysOff("SE", time(12)),
)
FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
"""Three in the afternoon in Stockholm."""


def at(day: int, hour: int) -> datetime:
    """Return a time in November 2026, on Stockholm's clocks."""
    return datetime(2026, 11, day, hour - 1, tzinfo=UTC)


def test_a_question_arrives_at_once_in_working_hours() -> None:
    """At night and on a weekend it waits for the office to open."""
    office, at_once = PACE.office(""), Profile(person="bo")

    assert PACE.arrival(FRIDAY, at_once, office) == FRIDAY
    assert PACE.arrival(at(20, 22), at_once, office) == at(23, 8)


def test_a_bundle_arrives_at_its_hour() -> None:
    """Today's if it is still to come, else on the next working day."""
    office, bundled = PACE.office(""), Profile(person="bo", bundle=time(13))

    assert PACE.arrival(at(20, 9), bundled, office) == at(20, 13)
    assert PACE.arrival(FRIDAY, bundled, office) == at(23, 13)


def test_the_promise_begins_when_the_question_arrives() -> None:
    """Eight working hours from the bundle's hour, not from the asking."""
    office, bundled = PACE.office(""), Profile(person="bo", bundle=time(13))
    arrival = PACE.arrival(FRIDAY, bundled, office)

    assert PACE.expected(arrival, office) == at(24, 13)


@pytest.mark.parametrize(
    ("step", "due"),
    [
        (Step.NEW, at(20, 12)),
        (Step.REMINDED, at(20, 16)),
        (Step.STANDIN, at(23, 16)),
        (Step.COORDINATOR, at(24, 16)),
    ],
)
def test_each_step_has_its_working_time(step: Step, due: datetime) -> None:
    """Four, eight and sixteen hours after the beginning, on Friday at eight."""
    assert PACE.next_step(step, at(20, 8), PACE.office("")) == due


@pytest.mark.parametrize("text", ["when we feel like it", "aldrig"])
def test_hours_that_are_no_hours_count_as_the_usual(text: str) -> None:
    """A slip in a department's row keeps nobody from an answer."""
    assert PACE.office(text).opens(at(21, 9)) == at(23, 8)


def test_who_never_closes_is_reached_at_night() -> None:
    """A ward's coach who works round the clock."""
    office = PACE.office("dygnet runt")
    night = at(21, 3)

    assert PACE.arrival(night, Profile(person="bo"), office) == night
    assert office.after(night, timedelta(hours=4)) == at(21, 7)


@pytest.mark.parametrize(
    ("asked", "answered", "wait"),
    [
        ("2026-11-23 09:00", "2026-11-23 09:50", Wait.HOUR),
        ("2026-11-23 15:30", "2026-11-24 08:20", Wait.HOUR),
        ("2026-11-22 20:00", "2026-11-23 08:30", Wait.HOUR),
        ("2026-11-23 09:00", "2026-11-23 15:00", Wait.DAY),
        ("2026-11-22 20:00", "2026-11-23 15:00", Wait.DAY),
        ("2026-11-23 09:00", "2026-11-24 16:00", Wait.NEXT_DAY),
        ("2026-11-20 09:00", "2026-11-23 16:00", Wait.NEXT_DAY),
        ("2026-11-23 09:00", "2026-11-25 09:00", Wait.WEEK),
        ("2026-11-23 09:00", "2026-11-30 09:00", Wait.WEEK),
        ("2026-11-23 09:00", "2026-11-30 09:01", Wait.LONGER),
    ],
)
def test_a_wait_is_reckoned_as_people_at_work_do(asked: str, answered: str, wait: Wait) -> None:
    """A night and a Sunday are no wait; Monday is the working day after Friday."""
    first, last = (
        datetime.fromisoformat(one).replace(tzinfo=PACE.zone) for one in (asked, answered)
    )

    assert waited(first, last, PACE.office("")) is wait
