"""Places to turn to, and when somebody is there."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from knowledge.places.model import UnreadableHours, hours_in, places_in

ZONE = ZoneInfo("Europe/Stockholm")
DESK = {"key": "servicedesk", "name": "Servicedesk", "phone": "5678", "hours": "mån-fre 7-17"}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in the week of Monday 2 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hours", "when", "is_open"),
    [
        ("mån-fre 7-17", at(2, 7), True),
        ("mån-fre 7-17", at(2, 6, 59), False),
        ("mån-fre 7-17", at(6, 16, 59), True),
        ("mån-fre 7-17", at(6, 17), False),
        ("mån-fre 7-17", at(7, 12), False),
        ("mån-fre 7.30-16:15, lör 10-14", at(7, 12), True),
        ("Mån - Tors 8-16", at(5, 9), True),
        ("lör-mån 10-12", at(8, 11), True),
        ("lör-mån 10-12", at(3, 11), False),
        ("ons 9-12", at(4, 9), True),
        ("", at(8, 3), True),
    ],
)
def test_hours_are_read_as_one_writes_them(hours: str, when: datetime, *, is_open: bool) -> None:
    """Days alone or from and to, hours with or without minutes; nothing written means always."""
    place = places_in([DESK | {"hours": hours}])["servicedesk"]

    assert place.is_open(when) is is_open


@pytest.mark.parametrize("hours", ["7-17", "måndag 7-17", "mån 17-7", "mån 7-25", "mån-fre", "x"])
def test_hours_that_cannot_be_read_are_shown_with_an_example(hours: str) -> None:
    """Whoever wrote them sees what stands there, and what was expected."""
    with pytest.raises(UnreadableHours) as error:
        hours_in(hours)

    assert "expected" in str(error.value)


@pytest.mark.parametrize(
    ("now", "opens"),
    [(at(2, 5), at(2, 7)), (at(2, 18), at(3, 7)), (at(6, 17), at(9, 7)), (at(8, 12), at(9, 7))],
)
def test_a_closed_place_says_when_it_opens(now: datetime, opens: datetime) -> None:
    """The same day, the next, or after the weekend."""
    assert places_in([DESK])["servicedesk"].opens(now) == opens


def test_an_open_place_says_until_when() -> None:
    """So that one knows whether to hurry."""
    desk = places_in([DESK])["servicedesk"]

    assert desk.open_until(at(2, 12)) == time(17)
    assert desk.open_until(at(2, 18)) is None


@pytest.mark.parametrize("missing", ["key", "name", "phone"])
def test_a_place_without_a_name_or_a_way_there_is_refused(missing: str) -> None:
    """The message names the place."""
    with pytest.raises(ValueError, match="expected key, name, and phone or page"):
        places_in([DESK | {missing: ""}])
