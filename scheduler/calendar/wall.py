"""The clock on the wall: when it shows a time, also on the two days a year on which it is moved."""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta


def moment(wall: datetime) -> datetime:
    """Return when the clock on the wall shows a time, in UTC.

    Of two such moments it is the first; a time the clocks jump over is the moment they jump.
    """
    first = wall.replace(fold=0).astimezone(UTC)
    second = wall.replace(fold=1).astimezone(UTC)
    if first <= second:
        return first
    before = second.astimezone(wall.tzinfo).utcoffset()
    seconds = range(int((first - second).total_seconds()) + 1)
    # Before the jump the earlier reading holds: look for the first second at which it does not.
    jump = bisect_left(
        seconds,
        True,
        key=lambda ahead: (
            (second + timedelta(seconds=ahead)).astimezone(wall.tzinfo).utcoffset() != before
        ),
    )
    return second + timedelta(seconds=jump)
