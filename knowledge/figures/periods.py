"""The periods figures are about: whole ISO weeks, and blocks of four of them. There are no others.

Every day lies in one block, the same for everybody and for ever, so that no two periods overlap.
"""

from collections.abc import Sequence
from datetime import date, timedelta

WEEKS = 4
"""Weeks in a block; the key behind the marks of who did something lives no longer."""

BLOCK = timedelta(weeks=WEEKS)


def week_of(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def block_of(day: date) -> date:
    """Return the Monday on which a day's four weeks begin."""
    # Day 1 of the calendar was a Monday.
    return date.fromordinal((day.toordinal() - 1) // BLOCK.days * BLOCK.days + 1)


def weeks_in(block: date) -> Sequence[date]:
    """Return the Mondays of a block."""
    return [block + timedelta(weeks=number) for number in range(WEEKS)]


def last_day(block: date) -> date:
    """Return the Sunday on which a block ends."""
    return block + BLOCK - timedelta(days=1)


def latest(today: date, count: int) -> Sequence[date]:
    """Return so many blocks that are over, the earliest first."""
    return [block_of(today) - number * BLOCK for number in range(count, 0, -1)]
