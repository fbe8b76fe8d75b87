"""How fast letters may leave: limits of a platform as a whole and of each conversation in it.

Each limit is kept as one moment, the *theoretical arrival time* of the generic cell rate algorithm
(ITU-T I.371): it moves on by the space between two letters each time one leaves, and may be ahead
of the clock by no more than what may leave at once. So a limit needs no list of what has left, is
one row that replicas share, and survives a restart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

SLACKNESS = timedelta(seconds=5)
"""By how much clocks may differ before one of them is wrong."""

LONGEST_HOLD = timedelta(hours=1)
"""How long a platform may ask us to wait; couriers take no longer wish."""


class Scope(StrEnum):
    """What a limit holds for."""

    WHOLE = "whole"
    """Everything that the platform takes from this installation."""

    PLACE = "place"
    """One conversation: somebody's own chat, a thread or a channel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """So many letters in a stretch of time, in any such stretch.

    Attributes:
        channel: the platform.
        scope: what it holds for.
        most: how many letters.
        within: the stretch of time.
        at_once: how many of them may leave in one moment; the others are spread over the stretch.
    """

    channel: str
    scope: Scope
    most: int
    within: timedelta
    at_once: int

    @property
    def name(self) -> str:
        """What tells a platform's limits of the same scope apart."""
        return f"{self.scope}/{int(self.within.total_seconds())}"

    @property
    def between(self) -> timedelta:
        """The space between two letters when many wait; with `at_once` it never gives too many."""
        return self.within / max(1, self.most - self.at_once)

    def credible(self, arrival: datetime | None, *, now: datetime) -> datetime | None:
        """Return an arrival time as it can be: one later than any letter leaves is a wrong clock's.

        Whoever wrote it went by another time; nobody need wait for that.
        """
        latest = now + self.between * self.at_once + SLACKNESS
        return None if arrival is not None and arrival > latest else arrival

    def free_at(self, arrival: datetime | None) -> datetime | None:
        """Return from when the next letter may leave; None when nothing has left lately.

        Args:
            arrival: the theoretical arrival time as it was left; None when there is none.
        """
        return None if arrival is None else arrival - self.between * (self.at_once - 1)

    def after_one(self, arrival: datetime | None, *, now: datetime) -> datetime:
        """Return the theoretical arrival time once a letter has left now."""
        return max(arrival or now, now) + self.between


@dataclass(kw_only=True, slots=True)
class Gate:
    """Who may leave at one moment, by what is known of the moments before.

    Attributes:
        limits: of every platform that has any.
        held: platforms that have asked us to wait with everything, and until when.
        arrivals: the theoretical arrival times, by key and the limit's name; changed in place.
    """

    now: datetime
    limits: Mapping[str, Sequence[Limit]]
    held: Mapping[str, datetime]
    arrivals: dict[tuple[str, str], datetime]
    changed: set[tuple[str, str]] = field(default_factory=set)

    def whole_free_at(self, channel: str) -> datetime | None:
        """Return from when a platform takes another letter; None when it does now."""
        held = self.held.get(channel)
        if held is not None and held > self.now + LONGEST_HOLD + SLACKNESS:
            held = None
        times = [held, *self._times(channel, Scope.WHOLE, channel)]
        return self._latest(times)

    def place_free_at(self, channel: str, place: str) -> datetime | None:
        """Return from when a conversation takes another letter; None when it does now."""
        return self._latest(self._times(channel, Scope.PLACE, place))

    def let_out(self, channel: str, place: str) -> None:
        """Count a letter that leaves now; `place` is "" for what no conversation's limit holds."""
        for limit in self.limits.get(channel, ()):
            if limit.scope is Scope.PLACE and not place:
                continue
            key = channel if limit.scope is Scope.WHOLE else place, limit.name
            before = limit.credible(self.arrivals.get(key), now=self.now)
            self.arrivals[key] = limit.after_one(before, now=self.now)
            self.changed.add(key)

    def _times(self, channel: str, scope: Scope, key: str) -> list[datetime | None]:
        return [
            limit.free_at(limit.credible(self.arrivals.get((key, limit.name)), now=self.now))
            for limit in self.limits.get(channel, ())
            if limit.scope is scope
        ]

    def _latest(self, times: Sequence[datetime | None]) -> datetime | None:
        return max((one for one in times if one is not None and one > self.now), default=None)


def _limit(channel: str, scope: Scope, most: int, seconds: int, at_once: int) -> Limit:
    return Limit(
        channel=channel,
        scope=scope,
        most=most,
        within=timedelta(seconds=seconds),
        at_once=at_once,
    )


DEFAULTS = (
    _limit("teams", Scope.WHOLE, 28, 1, 3),
    _limit("teams", Scope.PLACE, 7, 1, 4),
    _limit("teams", Scope.PLACE, 8, 2, 4),
    _limit("teams", Scope.PLACE, 60, 30, 30),
    _limit("teams", Scope.PLACE, 1_800, 3_600, 300),
    _limit("slack", Scope.WHOLE, 240, 60, 8),
    _limit("slack", Scope.PLACE, 1, 1, 1),
)
"""What the database holds until somebody changes it.

Sources: learn.microsoft.com, "Optimize your bot with rate limiting in Teams" (in a conversation 7
in a second, 8 in two, 60 in thirty, 1,800 in an hour; an app in a tenant 30 in a second. A few less
than those 30, as they need not arrive at the pace at which they left; 25 a second leave for as long
as many wait); docs.slack.dev, "Rate limits" (a message a second in a
channel; several hundred a minute in a workspace).
"""
