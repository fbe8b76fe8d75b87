"""Days and hours in a few words, in five languages."""

from datetime import date, time

import pytest

from bot.conversations.dates import day_in, hour_in, span_in

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first", "back"),
    [
        ("från 3 mars till 12 mars", date(2027, 3, 3), date(2027, 3, 12)),
        ("från och med i morgon till fredag", date(2026, 11, 23), date(2026, 11, 27)),
        ("från i dag till 2027-01-07", date(2026, 11, 22), date(2027, 1, 7)),
        ("from 3 March until 12 March", date(2027, 3, 3), date(2027, 3, 12)),
        ("fra 3. mars til 12. mars", date(2027, 3, 3), date(2027, 3, 12)),
        ("alkaen 3.3. asti 12.3.", date(2027, 3, 3), date(2027, 3, 12)),
        ("från 20 december till 7 januari", date(2026, 12, 20), date(2027, 1, 7)),
    ],
)
def test_a_span_has_two_days(text: str, first: date, back: date) -> None:
    """The second one is the next such day after the first."""
    assert span_in(text, today=TODAY) == (first, back)


@pytest.mark.parametrize("text", ["till fredag", "från tidernas begynnelse till nu", "från fredag"])
def test_what_names_no_two_days_is_no_span(text: str) -> None:
    """The bot asks instead of guessing."""
    assert span_in(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("kl 13", time(13)),
        ("klockan 9.30", time(9, 30)),
        ("at 14:05", time(14, 5)),
        ("kello 8", time(8)),
        ("när som helst", None),
        ("kl 27", None),
    ],
)
def test_an_hour_is_found(text: str, hour: time | None) -> None:
    """With or without minutes; an hour there is not is none."""
    assert hour_in(text) == hour


def test_until_in_finnish_stands_last() -> None:
    """Perjantaihin asti: until Friday."""
    assert day_in("perjantaihin asti", today=TODAY) == date(2026, 11, 27)
