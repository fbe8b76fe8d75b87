"""The form of a weekly schedule: what comes back of it, and what of it cannot be."""

from datetime import date

import pytest

from bot.desk.schedule_form import read, values_of
from knowledge.people.model import Role
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import EVERYBODY, Audience
from scheduler.weekly.model import Schedule
from tests.fakes.clock import SUNDAY

BEFORE = Schedule(
    id="s",
    name="Tips",
    rhythm=Rhythm.read("tisdagar 09:10"),
    zone="Europe/Stockholm",
    audience=EVERYBODY,
    since=SUNDAY,
)
WHOLE = {
    "name": "Veckans tips",
    "rhythm": "torsdagar 08:30",
    "zone": "Europe/Helsinki",
    "departments": "law hr",
    "roles": "staff coach",
    "channels": "teams",
    "language": "fi",
    "on_day_off": "skip",
    "first": "2026-12-01",
    "last": "2027-06-01",
    "pauses": "2027-02-01 \u2013 2027-02-07",
    "on": "1",
}


def test_all_that_is_filled_in_is_read_and_shown_again() -> None:
    """Nothing is lost between the form and the schedule."""
    found = read(BEFORE, WHOLE, None)
    assert found.wrong == {}
    assert found.schedule.audience == Audience(
        departments=("law", "hr"), roles=(Role.STAFF, Role.COACH)
    )
    assert (found.schedule.channels, found.schedule.last) == (("teams",), date(2027, 6, 1))
    assert values_of(found.schedule, is_new=False) == WHOLE


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("rhythm", "tisdagar 03:00"),
        ("rhythm", "ibland"),
        ("rhythm", ""),
        ("zone", "Mars/Olympus"),
        ("zone", "../../etc/passwd"),
        ("departments", "school"),
        ("departments", ""),
        ("first", "i morgon"),
        ("last", "2026-11-30"),
        ("pauses", "2027-02-07 \u2013 2027-02-01"),
        ("pauses", "hela sommaren"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(field: str, text: str) -> None:
    """Nobody else's department, no night, no such zone, no day that is none."""
    found = read(BEFORE, WHOLE | {field: text}, frozenset({"law", "hr"}))
    assert set(found.wrong) == {field}


def test_what_nobody_offered_is_left_out() -> None:
    """A channel, a role or a language that there is not."""
    odd = {"channels": "fax teams", "roles": "king staff", "language": "xx"}
    found = read(BEFORE, WHOLE | odd, None).schedule
    assert (found.channels, found.audience.roles, found.language) == (("teams",), (Role.STAFF,), "")
