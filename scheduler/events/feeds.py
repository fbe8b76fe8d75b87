"""Events from calendar feeds: what a reading of one changes among the events that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.calendar.event_feed import Happening
from scheduler.events.model import Event, Purpose, State

AHEAD = timedelta(days=183)
"""How far a feed is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A calendar on the net whose events are taken in.

    Attributes:
        id: unique.
        name: what people call it; it stands as the host of its events.
        address: where it lies; https or webcal.
        opens: whether its events are open at once, or wait for a coordinator as drafts.
        department: the part of the organisation whose coordinators look after it; None for all.
        read: when it was last read.
        problem: whether the last reading went wrong.
    """

    id: str
    name: str
    address: str
    opens: bool = False
    department: str | None = None
    read: datetime | None = None
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reading changes.

    Attributes:
        new: events that were not there.
        moved: pairs of an event as it was and as it is.
        gone: open events that the feed has no more: cancelled.
        dropped: drafts that the feed has no more: removed without a word.
    """

    new: tuple[Event, ...]
    moved: tuple[tuple[Event, Event], ...]
    gone: tuple[Event, ...]
    dropped: tuple[Event, ...]


def changes(
    feed: Feed, happenings: Sequence[Happening], kept: Sequence[Event], *, now: datetime
) -> Changes:
    """Compare a reading with what is kept of the feed; what has begun is left as it is.

    Args:
        feed: the feed.
        happenings: what stands in it now.
        kept: its events, cancelled ones too: what a coordinator cancelled stays cancelled.
        now: the time.
    """
    by_id = {one.id: one for one in kept}
    wanted = {_id(feed, one): one for one in happenings if one.starts > now}
    moved = []
    for event_id, happening in wanted.items():
        before = by_id.get(event_id)
        if before is None or before.state not in {State.DRAFT, State.OPEN}:
            continue
        after = before.changed(**_fields(happening))
        if after != before:
            moved.append((before, after))
    left = [
        one
        for one in kept
        if one.id not in wanted and one.starts is not None and now < one.starts <= now + AHEAD
    ]
    return Changes(
        new=tuple(
            Event(
                id=event_id,
                title=happening.title,
                purpose=Purpose.INSPIRE,
                host=feed.name,
                department=feed.department,
                feed=feed.id,
            )
            .changed(**_fields(happening))
            .at_first(opened=feed.opens)
            for event_id, happening in wanted.items()
            if event_id not in by_id
        ),
        moved=tuple(moved),
        gone=tuple(one for one in left if one.state is State.OPEN),
        dropped=tuple(one for one in left if one.state is State.DRAFT),
    )


def read_at(feed: Feed, now: datetime, *, problem: bool = False) -> Feed:
    """Return a feed that has been read now."""
    return replace(feed, read=now, problem=problem)


def _id(feed: Feed, happening: Happening) -> str:
    return f"{feed.id[:8]}{happening.key[:24]}"


def _fields(happening: Happening) -> dict[str, object]:
    return {
        "title": happening.title,
        "about": happening.about,
        "starts": happening.starts,
        "lasts": happening.minutes,
        "place": happening.place,
        "link": happening.link,
    }
