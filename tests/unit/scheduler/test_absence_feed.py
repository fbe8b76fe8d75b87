"""Days away read from a stranger's calendar."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar.absence_feed import Days, UnfitFeed, absences_in
from scheduler.calendar.feed_lines import LARGEST_FEED, LONGEST_LINE, MOST_EVENTS

PROPERTY = settings(deadline=None, derandomize=True, max_examples=300)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST, LAST = date(2026, 6, 1), date(2026, 8, 31)

WORKDAY = ("DTSTART:20260701T060000Z", "DTEND:20260701T140000Z")
WHOLE_DAY = ("DTSTART;VALUE=DATE:20260701",)


def a_feed(*events: tuple[str, ...]) -> bytes:
    """Return a feed of events, each given as its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def away(*events: tuple[str, ...], first: date = FIRST, last: date = LAST) -> tuple[Days, ...]:
    """Return the absences in a feed of such events."""
    return absences_in(a_feed(*events), zone=STOCKHOLM, first=first, last=last)


def days(*spans: str) -> tuple[Days, ...]:
    """Return days of 2026, such as 0701 or 0701-0705."""
    found = []
    for span in spans:
        first, _, last = span.partition("-")
        found.append(Days(*(date.fromisoformat(f"2026{day}") for day in (first, last or first))))
    return tuple(found)


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        (("SUMMARY:Semester",), True),
        ((r"SUMMARY:Anna\nsemester\, resa",), True),
        (('SUMMARY;LANGUAGE="sv:se":Semester',), True),
        (("SUMMARY:Semester", "TRANSP:OPAQUE", "STATUS:CONFIRMED"), True),
        (("SUMMARY:Semester", "TRANSP:TRANSPARENT"), True),
        (("SUMMARY:Semester", "STATUS:CANCELLED"), False),
        (("SUMMARY:Kurs", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), True),
        (("X-MICROSOFT-CDO-BUSYSTATUS:oof",), True),
        (("SUMMARY:Kurs", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "TRANSP:TRANSPARENT"), True),
        (("SUMMARY:Kurs", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "STATUS:CANCELLED"), False),
        (("SUMMARY:Kurs", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), False),
        (("SUMMARY:Kurs", "DESCRIPTION:semester"), False),
        (("BEGIN:VALARM", "SUMMARY:Semester", "END:VALARM", "SUMMARY:Kurs"), False),
    ],
)
def test_how_an_event_is_shown_decides_too(lines: tuple[str, ...], *, counts: bool) -> None:
    """Out of office counts without a word, a word counts however it is shown, cancelled never."""
    assert away((*lines, *WHOLE_DAY)) == (days("0701") if counts else ())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;VALUE=DATE:20260701",), days("0701")),
        (("DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260706"), days("0701-0705")),
        (("DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260701"), days("0701")),
        (("DTSTART;VALUE=DATE:20260701", "DURATION:P1W"), days("0701-0707")),
        (("DTSTART;VALUE=DATE:20260701", "DTEND:20260705T120000Z"), days("0701-0704")),
        (("DTSTART:20260701T060000Z", "DTEND:20260701T120000Z"), days("0701")),
        (("DTSTART:20260701T060000Z", "DTEND:20260701T115900Z"), ()),
        (("DTSTART:20260701T060000Z", "DURATION:PT6H"), days("0701")),
        (("DTSTART:20260701T060000Z",), ()),
        (("DTSTART:20260701T060000Z", "DURATION:-P4D"), ()),
        (("DTSTART:20260630T220000Z", "DTEND:20260702T220000Z"), days("0701-0702")),
        (("DTSTART:20260701T130000Z", "DTEND:20260703T090000Z"), days("0701-0703")),
        (("DTSTART:20260701T170000Z", "DTEND:20260703T030000Z"), days("0702")),
        (("DTSTART:20260701T080000", "DTEND;VALUE=DATE:20260703"), days("0701-0702")),
    ],
)
def test_the_days_an_event_takes(lines: tuple[str, ...], expected: tuple[Days, ...]) -> None:
    """Whole days, or six hours of a local day; an end is not included."""
    assert away(("SUMMARY:Borta", *lines)) == expected


@pytest.mark.parametrize(
    "zone",
    [
        ";TZID=Europe/Stockholm",
        ";TZID=W. Europe Standard Time",
        ";TZID=No/Where",
        ";TZID=../../../etc/passwd",
        ';TZID="(UTC+01:00) Amsterdam, Berlin"',
        "",
    ],
)
def test_a_zone_that_is_not_known_is_the_owners(zone: str) -> None:
    """Local times are local times, whatever a programme calls the place."""
    lines = (f"DTSTART{zone}:20260701T180000", f"DTEND{zone}:20260702T000000")

    assert away(("SUMMARY:Borta", *lines)) == days("0701")


def test_another_known_zone_is_kept() -> None:
    """An evening in New York is a night here, and takes another day."""
    lines = (
        "DTSTART;TZID=America/New_York:20260701T180000",
        "DTEND;TZID=America/New_York:20260702T000000",
    )

    assert away(("SUMMARY:Borta", *lines)) == days("0702")


def test_a_zone_of_the_feeds_own_making_is_not_followed() -> None:
    """A feed cannot tell us what Stockholm's time is."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:-1100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\nBEGIN:VEVENT"
    )
    event = ("SUMMARY:Borta", "DTSTART;TZID=Mine:20260701T080000", "DURATION:PT8H")
    feed = a_feed(event).replace(b"BEGIN:VEVENT", zone.encode())

    assert absences_in(feed, zone=STOCKHOLM, first=FIRST, last=LAST) == days("0701")


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("20260701", "FREQ=DAILY;COUNT=3", days("0701-0703")),
        ("20260701", "FREQ=DAILY;INTERVAL=2;COUNT=3", days("0701", "0703", "0705")),
        ("20260629", "FREQ=DAILY;BYDAY=MO,TU;COUNT=3", days("0629-0630", "0706")),
        ("20260629", "FREQ=DAILY;BYMONTH=7;BYMONTHDAY=1,-1", days("0701", "0731")),
        ("20260701", "FREQ=DAILY;UNTIL=20260703", days("0701-0703")),
        ("20260701", "FREQ=DAILY;UNTIL=20260702T235959Z", days("0701-0702")),
        ("20260701", "FREQ=DAILY;COUNT=2;BYHOUR=8;BYMINUTE=0", days("0701-0702")),
        ("20000101", "FREQ=DAILY;UNTIL=20260602", days("0601-0602")),
        ("20260820", "FREQ=DAILY", days("0820-0831")),
        ("20260817", "FREQ=WEEKLY", days("0817", "0824", "0831")),
        ("20200106", "FREQ=WEEKLY;INTERVAL=26", days("0629")),
        ("20260804", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=3", days("0807", "0817", "0821")),
        ("20260804", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", days("0816", "0830")),
        ("20260105", "FREQ=WEEKLY;BYMONTH=8;BYDAY=SU;UNTIL=20260820", days("0802", "0809", "0816")),
        ("20251231", "FREQ=MONTHLY", days("0731", "0831")),
        ("20251231", "FREQ=MONTHLY;INTERVAL=2", days("0831")),
        ("20251205", "FREQ=MONTHLY;BYDAY=1FR", days("0605", "0703", "0807")),
        ("20251205", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", days("0630", "0731", "0831")),
        ("20260415", "FREQ=MONTHLY;COUNT=3", days("0615")),
        ("20260615", "FREQ=MONTHLY;BYMONTHDAY=1,20", days("0620", "0701", "0720", "0801", "0820")),
        ("20200717", "FREQ=YEARLY", days("0717")),
        ("20200717", "FREQ=YEARLY;INTERVAL=4", ()),
        ("20200717", "FREQ=YEARLY;BYMONTH=6,8", days("0617", "0817")),
        ("20200626", "FREQ=YEARLY;BYMONTH=6;BYDAY=-1FR", days("0626")),
        ("20200624", "FREQ=YEARLY;COUNT=6", ()),
    ],
)  # fmt: skip
def test_a_rule_is_followed(start: str, rule: str, expected: tuple[Days, ...]) -> None:
    """Recurring days away are found inside the window, however long ago they began."""
    event = ("SUMMARY:Ledig", f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}")

    assert away(event) == expected


def test_a_rule_keeps_to_the_clock_on_the_wall() -> None:
    """A night away that recurs is the same night before and after the clocks change."""
    event = (
        "SUMMARY:Borta",
        "DTSTART;TZID=Europe/Stockholm:20261024T000000",
        "DURATION:PT6H",
        "RRULE:FREQ=DAILY;UNTIL=20261026T225959Z",
    )

    assert away(event, first=date(2026, 10, 1), last=date(2026, 10, 31)) == days("1024-1026")


def test_an_occurrence_that_began_before_the_window_reaches_into_it() -> None:
    """Long absences are cut at the window, not lost."""
    event = ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260101", "DURATION:P10D", "RRULE:FREQ=MONTHLY")

    found = away(event, first=date(2026, 2, 5), last=date(2026, 3, 2))
    assert found == days("0205-0210", "0301-0302")


def test_days_are_added_and_taken_out_of_a_rule() -> None:
    """RDATE and EXDATE may be days or times, and stand on several lines."""
    whole = (
        "SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260701", "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE;VALUE=DATE:20260702", "EXDATE;VALUE=DATE:20260704,20260705",
        "RDATE;VALUE=DATE:20260801,20200801", "RDATE:20260803T080000Z",
    )  # fmt: skip
    timed = (
        "SUMMARY:Ledig", *WORKDAY, "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;TZID=Europe/Stockholm:20260702T080000", "EXDATE;VALUE=DATE:20260703",
        "RDATE;VALUE=DATE:20260801", "RDATE;VALUE=PERIOD:20260803T060000Z/PT8H",
        "RDATE:20260805T060000Z",
    )  # fmt: skip

    assert away(whole) == days("0701", "0703", "0801", "0803")
    assert away(timed) == days("0701", "0704", "0801", "0803", "0805")


def test_an_occurrence_that_was_moved_or_cancelled_leaves_its_place() -> None:
    """What stands as an event of its own is no longer where the rule would have it."""
    series = ("UID:1", "SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260701", "RRULE:FREQ=DAILY;COUNT=4")
    moved = (
        "UID:1", "SUMMARY:Ledig", "RECURRENCE-ID;VALUE=DATE:20260702", "DTSTART;VALUE=DATE:20260710"
    )  # fmt: skip
    cancelled = ("UID:1", "STATUS:CANCELLED", "RECURRENCE-ID;VALUE=DATE:20260703", *WHOLE_DAY)
    another = ("UID:2", "SUMMARY:Kurs", "RECURRENCE-ID;VALUE=DATE:20260704", *WHOLE_DAY)
    broken = ("UID:1", "SUMMARY:Kurs", "RECURRENCE-ID:somewhen", *WHOLE_DAY)

    found = away(series, moved, cancelled, another, broken)
    assert found == days("0701", "0704", "0710")


def test_days_are_merged_across_events() -> None:
    """Overlapping and adjoining absences are one; a working day between keeps them apart."""
    found = away(
        ("SUMMARY:Semester", "DTSTART;VALUE=DATE:20260706", "DURATION:P5D"),
        ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260704", "DURATION:P3D"),
        ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260711"),
        ("SUMMARY:Sjuk", "DTSTART;VALUE=DATE:20260713"),
    )

    assert found == days("0704-0711", "0713")


def test_the_window_bounds_what_is_told() -> None:
    """Nobody learns of days they did not ask about, and an empty window has none."""
    event = ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:99991231")

    assert away(event) == (Days(FIRST, LAST),)
    assert away(event, first=LAST, last=FIRST) == ()


def test_an_event_is_expanded_400_times() -> None:
    """A rule without an end has one here."""
    event = ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")
    first = date(2026, 1, 1)

    (found,) = away(event, first=first, last=date(2028, 1, 1))
    assert found == Days(first, first + timedelta(days=399))


def test_folded_lines_bare_line_ends_and_a_mark_at_the_beginning_are_read() -> None:
    """Feeds are written by many programmes."""
    feed = a_feed(("SUMMARY:Seme\r\n ster", *WHOLE_DAY)).replace(b"\r\n", b"\n")

    found = absences_in(b"\xef\xbb\xbf" + feed, zone=STOCKHOLM, first=FIRST, last=LAST)
    assert found == days("0701")


@pytest.mark.parametrize(
    "feed",
    [
        b"",
        b"<html><body>Log in</body></html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Ledig\r\n",
        b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        b"END:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        bytes(range(256)) * 100,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000,
        b"\n" * LARGEST_FEED,
        a_feed() + b"x" * LARGEST_FEED,
        a_feed(("SUMMARY:" + "a" * LONGEST_LINE,)),
        a_feed(*[("SUMMARY:a",)] * (MOST_EVENTS + 1)),
    ],
    ids=[
        "empty", "a page", "cut off", "crossed", "only an end", "no calendar", "bytes", "deep",
        "million lines", "too large", "long line", "too many",
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(feed: bytes) -> None:
    """Pages, halves and floods are told apart from a calendar without absences."""
    with pytest.raises(UnfitFeed):
        absences_in(feed, zone=STOCKHOLM, first=FIRST, last=LAST)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("DTSTART:tomorrow",),
        ("DTSTART:99991231T235959Z", "DURATION:P9D"),
        ("DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY"),
        ("DTSTART;VALUE=TIME:080000",),
        (*WHOLE_DAY, "DURATION:P99999999999D"),
        (*WHOLE_DAY, "RRULE:FREQ=SOMETIMES"),
        (*WHOLE_DAY, "RRULE:FREQ=DAILY;INTERVAL=0"),
        (*WHOLE_DAY, "RRULE:FREQ=DAILY;COUNT=-1"),
        (*WHOLE_DAY, "RRULE:FREQ=WEEKLY;BYDAY=XX"),
        (*WHOLE_DAY, "EXDATE:never"),
        (*WHOLE_DAY, "RDATE:99991231T235959Z"),
    ],
)
def test_an_event_that_makes_no_sense_is_left_out(lines: tuple[str, ...]) -> None:
    """One broken event does not hide the others."""
    good = ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:20260801")

    assert away(("SUMMARY:Ledig", *lines), good) == days("0801")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=2",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=DAILY;INTERVAL=1001",
    ],
)
def test_of_a_rule_nobody_is_away_by_the_first_day_counts(rule: str) -> None:
    """What no calendar writes for an absence is not expanded."""
    assert away(("SUMMARY:Ledig", *WHOLE_DAY, f"RRULE:{rule}")) == days("0701")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=7;COUNT=100000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYSETPOS=366",
    ],
)
def test_a_rule_that_never_hits_comes_to_an_end(rule: str) -> None:
    """There are rules that would be searched until the year 9999."""
    assert away(("SUMMARY:Ledig", "DTSTART;VALUE=DATE:19000101", f"RRULE:{rule}")) == ()


def test_a_feed_made_to_take_long_is_given_up() -> None:
    """Thousands of rules without an end are nobody's plans."""
    event = ("SUMMARY:Ledig", "DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY;COUNT=999999")

    with pytest.raises(UnfitFeed):
        away(*[event] * 5000)


LINES = st.sampled_from(
    [
        "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "SUMMARY:Ledig",
        "DTSTART:20260701T080000", "DTSTART;VALUE=DATE:20260701", "DTEND:20260701", "DURATION:PT",
        "RRULE:FREQ=DAILY", "RRULE:FREQ=MONTHLY;BYMONTHDAY=99", "RRULE:;;", "EXDATE:2026",
        "RDATE:20260702,x", "DTSTART;TZID=:20260701T080000", "DTSTART;X", "RECURRENCE-ID:1", "UID:",
        "DTSTART;VALUE=PERIOD:20260701T080000Z/PT9H", 'DTEND;TZID="', " ", ":", "\x00",
    ]
)  # fmt: skip


@PROPERTY
@given(event=st.lists(LINES | st.text(max_size=30), max_size=12))
def test_any_event_is_days_or_refused(event: list[str]) -> None:
    """Nothing in a feed ends in another error, and days are in order, apart and inside."""
    try:
        found = away(("SUMMARY:Ledig", *event))
    except UnfitFeed:
        return
    for one in found:
        assert FIRST <= one.first <= one.last <= LAST
    for one, following in pairwise(found):
        assert (following.first - one.last).days > 1


@PROPERTY
@given(feed=st.binary(max_size=300))
def test_any_bytes_are_days_or_refused(feed: bytes) -> None:
    """What is fetched from the net may be anything."""
    with pytest.raises(UnfitFeed):
        absences_in(feed, zone=STOCKHOLM, first=FIRST, last=LAST)
