"""An appointment, read back as a calendar would."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.calendar.appointment import appointment

PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)

STARTS = datetime(2026, 11, 24, 13, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
STAMP = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def written(*, summary: str = "Coach", description: str = "Room 1", uid: str = "u1") -> str:
    """Return an appointment of half an hour."""
    return appointment(
        uid=uid,
        starts=STARTS,
        minutes=30,
        summary=summary,
        description=description,
        stamp=STAMP,
    )


def read(text: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return a calendar and its only event, as a calendar programme understands them."""
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_it_reads_back() -> None:
    """One event, published, in UTC, with everything it was given and no guests."""
    calendar, event = read(written(summary="Möte; A, B", description="Rad 1\nRad 2"))

    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert event["DTSTART"].dt == STARTS
    assert event["DTEND"].dt == STARTS + timedelta(minutes=30)
    assert event["DTSTAMP"].dt == STAMP
    assert (event["UID"], event["SUMMARY"]) == ("u1", "Möte; A, B")
    assert event["DESCRIPTION"] == "Rad 1\nRad 2"
    assert not {"ORGANIZER", "ATTENDEE"} & event.keys()


def test_times_are_in_utc_and_lines_as_the_format_has_them() -> None:
    """No time zone needs to be known, and no line is too long for old calendars."""
    text = written(description="å" * 500)

    assert "DTSTART:20261124T120000Z\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@PROPERTY
@given(text=st.text(max_size=80))
def test_no_text_becomes_a_line_of_its_own(text: str) -> None:
    """Whatever somebody writes stays in its property."""
    _, event = read(written(summary=text, description=text, uid=f"u{text}"))

    assert set(event) == {
        "UID", "DTSTAMP", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "minutes"), [(STARTS.replace(tzinfo=None), 30), (STARTS, 0), (STARTS, -5)]
)
def test_an_appointment_takes_time_at_a_moment(starts: datetime, minutes: int) -> None:
    """A time without a zone, or an end that is not after it, is the caller's mistake."""
    with pytest.raises(ValueError, match="appointment"):
        appointment(
            uid="u1",
            starts=starts,
            minutes=minutes,
            summary="",
            description="",
            stamp=STAMP,
        )
