"""Events read from a calendar, whatever a stranger has written into it."""

import textwrap
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar.absence_feed import UnfitFeed
from scheduler.calendar.event_feed import Happening, happenings_in
from scheduler.events.feeds import Feed, changes
from scheduler.events.model import Event, Purpose, State

ZONE = ZoneInfo("Europe/Stockholm")
FIRST, LAST = date(2026, 11, 22), date(2027, 5, 24)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEED = Feed(id="f" * 32, name="Biblioteket", address="https://example.org/x.ics", department="law")


def feed(*events: str) -> bytes:
    """Return a calendar with events, each given by its lines."""
    body = "".join(f"BEGIN:VEVENT\n{textwrap.dedent(one).strip()}\nEND:VEVENT\n" for one in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(*events: str) -> tuple[Happening, ...]:
    """Return what happens by a calendar."""
    return happenings_in(feed(*events), zone=ZONE, first=FIRST, last=LAST)


TALK = """
    UID:1@bib
    SUMMARY:Språkcafé\\, för alla
    DTSTART;TZID=Europe/Stockholm:20261203T170000
    DTEND;TZID=Europe/Stockholm:20261203T183000
    LOCATION:Biblioteket
    DESCRIPTION:Kom och prata.\\nFika finns.
    URL:https://example.org/cafe
"""


def test_an_event_is_read_with_time_place_and_link() -> None:
    """In UTC, with its length; the same key at each reading, also when it is moved."""
    (found,) = read(TALK)
    (moved,) = read(TALK.replace("T170000", "T160000"))

    assert (found.title, found.place) == ("Språkcafé, för alla", "Biblioteket")
    assert found.starts == datetime(2026, 12, 3, 16, 0, tzinfo=UTC)
    assert found.minutes == 90
    assert found.about == "Kom och prata. Fika finns."
    assert found.link == "https://example.org/cafe"
    assert moved.key == found.key


def test_a_series_is_one_event_for_each_time() -> None:
    """Each with a key of its own; one that was moved stands once, and one left out not at all."""
    series = """
        UID:2@bib
        SUMMARY:Verkstad
        DTSTART;TZID=Europe/Stockholm:20261201T120000
        DTEND;TZID=Europe/Stockholm:20261201T130000
        RRULE:FREQ=WEEKLY;COUNT=4
        EXDATE;TZID=Europe/Stockholm:20261208T120000
    """
    instead = """
        UID:2@bib
        SUMMARY:Verkstad
        RECURRENCE-ID;TZID=Europe/Stockholm:20261215T120000
        DTSTART;TZID=Europe/Stockholm:20261216T120000
        DTEND;TZID=Europe/Stockholm:20261216T130000
    """
    found = read(series, instead)

    assert [one.starts.astimezone(ZONE).day for one in found] == [1, 16, 22]
    assert len({one.key for one in found}) == 3


@pytest.mark.parametrize(
    "lines",
    [
        "SUMMARY:Helgdag\nDTSTART;VALUE=DATE:20261224",
        "SUMMARY:Inställt\nSTATUS:CANCELLED\nDTSTART:20261203T160000Z",
        "DTSTART:20261203T160000Z",
        "SUMMARY:Förr\nDTSTART:20201203T160000Z",
        "SUMMARY:Någon gång\nDTSTART:20261399T990000Z",
        "SUMMARY:Aldrig",
    ],
    ids=["a whole day", "cancelled", "no title", "past", "no day", "no time"],
)
def test_what_is_no_event_to_come_to_is_left_out(lines: str) -> None:
    """The others of the calendar are read all the same."""
    assert [one.title for one in read(TALK, lines)] == ["Språkcafé, för alla"]


def test_a_strange_zone_is_read_where_the_organisation_is() -> None:
    """An unknown name costs nobody the event."""
    (found,) = read(TALK.replace("Europe/Stockholm", "Mars/Olympus"))

    assert found.starts == datetime(2026, 12, 3, 16, 0, tzinfo=UTC)


def test_only_a_safe_address_is_taken_over() -> None:
    """Neither a script nor plain http becomes a link."""
    for bad in ("javascript:alert(1)", "http://example.org", "https://" + "x" * 600):
        (found,) = read(TALK.replace("https://example.org/cafe", bad))
        assert found.link == ""


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<html>",
        feed(TALK) + b" " * (1 << 20),
        feed(*(f"UID:{n}\nSUMMARY:x\nDTSTART:20261203T160000Z" for n in range(6000))),
        feed(*(f"UID:{n}\nSUMMARY:x\nDTSTART:20261203T160000Z" for n in range(300))),
        feed("UID:1\nSUMMARY:x\nDTSTART:20261203T160000Z\nRRULE:FREQ=SECONDLY" + "x" * 30_000),
        feed(TALK)[:-20],
    ],
    ids=["nothing", "a page", "large", "6,000 events", "300 to come", "a long rule", "broken off"],
)
def test_what_is_no_calendar_or_too_much_is_refused(text: bytes) -> None:
    """With one kind of error, and within a moment."""
    with pytest.raises(UnfitFeed):
        happenings_in(text, zone=ZONE, first=FIRST, last=LAST)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(text=st.binary(max_size=400), lines=st.text(max_size=200))
def test_no_bytes_break_the_reading(text: bytes, lines: str) -> None:
    """A stranger's file is read or refused, and nothing else."""
    for whole in (text, feed(TALK, lines), feed(TALK) + text):
        try:
            happenings_in(whole, zone=ZONE, first=FIRST, last=LAST)
        except UnfitFeed:
            continue


def kept(happening: Happening, **values: object) -> Event:
    """Return the event a feed made of a happening, changed."""
    (event,) = changes(FEED, [happening], [], now=NOW).new
    return replace(event, **values)  # type: ignore[arg-type]


def test_a_reading_makes_drafts_or_opens_them() -> None:
    """With the feed as host, in the department of whoever added it."""
    (happening,) = read(TALK)
    (draft,) = changes(FEED, [happening], [], now=NOW).new
    (open_one,) = changes(replace(FEED, opens=True), [happening], [], now=NOW).new

    assert (draft.state, draft.host, draft.department) == (State.DRAFT, "Biblioteket", "law")
    assert draft.title == happening.title
    assert open_one.state is State.OPEN
    assert changes(FEED, [happening], [draft], now=NOW) == changes(FEED, [], [], now=NOW)


def test_what_has_moved_or_gone_is_found() -> None:
    """Guests hear of another time; what is gone is cancelled if anybody could have heard of it."""
    (happening,) = read(TALK)
    later = replace(happening, starts=happening.starts + timedelta(hours=2))
    open_one = kept(happening, state=State.OPEN)
    draft = kept(happening)

    ((before, after),) = changes(FEED, [later], [open_one], now=NOW).moved
    assert (before.revision, after.revision) == (0, 1)
    assert changes(FEED, [], [open_one], now=NOW).gone == (open_one,)
    assert changes(FEED, [], [draft], now=NOW).dropped == (draft,)


def test_what_a_coordinator_has_decided_is_left_alone() -> None:
    """What they cancelled stays so, and what has begun is not touched."""
    (happening,) = read(TALK)
    off = kept(happening, state=State.CANCELLED)
    begun = kept(happening, state=State.OPEN, starts=NOW - timedelta(hours=1))
    own = Event(id="own", title="Egen", purpose=Purpose.TRY, starts=NOW + timedelta(days=300))

    assert changes(FEED, [happening], [off], now=NOW) == changes(FEED, [], [], now=NOW)
    assert changes(FEED, [], [begun, own], now=NOW) == changes(FEED, [], [], now=NOW)
