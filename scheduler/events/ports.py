"""What others need of events."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from scheduler.events.feeds import Feed
from scheduler.events.model import Answer, Event, Guest


class EventShelf(Protocol):
    """Events and the answers to them, as one transaction sees them."""

    async def add(self, event: Event) -> Event:
        """Keep a new event, and return it with its first version."""
        ...

    async def get(self, event_id: str) -> Event:
        """Return the event, or raise UnknownEvent."""
        ...

    async def locked(self, event_id: str) -> Event:
        """Return the event, and keep others from changing its answers in this transaction."""
        ...

    async def put(self, event: Event) -> Event:
        """Keep a change and return the event with its next version; raise EventChanged if late."""
        ...

    async def to_come(self, *, now: datetime) -> Sequence[Event]:
        """Return open events that are not over, the next first, those without a time last."""
        ...

    async def all(self) -> Sequence[Event]:
        """Return every event, the latest first."""
        ...

    async def of_feed(self, feed: str) -> Sequence[Event]:
        """Return the events of a feed, cancelled ones too."""
        ...

    async def remove(self, event_id: str) -> None:
        """Remove a draft that nobody has heard of."""
        ...

    async def guests(self, event_id: str) -> Sequence[Guest]:
        """Return everybody's answers."""
        ...

    async def answered(self, event_id: str) -> Sequence[Guest]:
        """Return the answers of those who have given one, the first first."""
        ...

    async def counted(self, event_id: str = "") -> Mapping[str, Mapping[Answer, int]]:
        """Return how many have each answer, by event id: of one event, or of all there are."""
        ...

    async def guest(self, event_id: str, person_id: str) -> Guest:
        """Return somebody's answer; one who was never asked is as one who is invited."""
        ...

    async def keep(self, guest: Guest, *, at: datetime) -> None:
        """Keep somebody's answer in place of the one before."""
        ...

    async def invite(self, event_id: str, person_id: str, *, at: datetime) -> bool:
        """Write down for when somebody is invited; False when they were, or have answered."""
        ...

    async def invited_at(self, event_id: str, person_id: str) -> datetime | None:
        """Return for when somebody was invited, or when they answered unasked; None for neither."""
        ...

    async def invited_by_letter(
        self, *, since: datetime, until: datetime, among: Collection[str] | None = None
    ) -> frozenset[str]:
        """Return who was invited, from one time until another, to what has a letter of its own.

        Args:
            since: the first time.
            until: the last one, itself outside.
            among: person ids, at most some hundred; None for everybody.
        """
        ...

    async def answers_of(self, person_id: str) -> Sequence[Guest]:
        """Return all of a person's answers."""
        ...

    async def offered(self, *, until: datetime) -> Sequence[str]:
        """Return the ids of events in which an offer has run out."""
        ...

    async def to_invite(self, *, now: datetime) -> Sequence[Event]:
        """Return open events with a letter of their own that not everybody has got yet."""
        ...

    async def mark_invited(self, event_id: str) -> None:
        """Write down that everybody an own letter is for has been written to."""
        ...

    async def mark_reminded(self, event: Event) -> bool:
        """Write down that guests are reminded of this time; False when somebody else has."""
        ...

    async def to_remind(self, *, now: datetime, until: datetime) -> Sequence[Event]:
        """Return open events that begin between two times and nobody has been reminded of."""
        ...

    async def to_follow(self, *, now: datetime) -> Sequence[tuple[Event, Guest]]:
        """Return those who are to hear once more of an event by now, with the event."""
        ...

    async def feeds(self) -> Sequence[Feed]:
        """Return every feed, by name."""
        ...

    async def put_feed(self, feed: Feed) -> None:
        """Keep a feed; one with the same id is replaced."""
        ...

    async def remove_feed(self, feed_id: str) -> None:
        """Remove a feed."""
        ...

    async def hand_over(self, *, of: str, to: str) -> None:
        """Let one person's answers be another's; where both have answered, the other's holds."""
        ...

    async def forget_person(self, person_id: str) -> None:
        """Remove a person's answers, and that they were the organiser of anything."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what events say through a change; say how many it changed."""
        ...

    async def forget_guests(self, *, before: datetime) -> int:
        """Remove the answers to events that were over before a time; say how many."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove events that were over before a time; say how many."""
        ...
