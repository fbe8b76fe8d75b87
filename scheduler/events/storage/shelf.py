"""Keeps events, answers and feeds in the database; what somebody needs is sealed."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people.model import Role
from knowledge.sealing import Seal
from knowledge.storage import insert_once, reword
from scheduler.events.feeds import Feed
from scheduler.events.model import (
    FOLLOW_UPS,
    Access,
    Answer,
    Audience,
    Event,
    EventChanged,
    Guest,
    Purpose,
    State,
    UnknownEvent,
)
from scheduler.events.storage.tables import EVENTS, FEEDS, GUESTS

KEPT = (
    "id", "title", "about", "host", "organiser", "department", "starts", "lasts", "place", "link",
    "level", "language", "access_note", "seats", "answer_by", "series", "drop_in", "own_letter",
    "revision", "invited", "question", "points", "points_sent", "feed", "sample", "version",
)  # fmt: skip
"""Columns that hold a field of an event as it is."""

WORDS = ("title", "about", "host", "place", "level", "access_note", "series", "question", "points")


class SqlEventShelf:
    """Events, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, event: Event) -> Event:
        """Keep a new event, and return it with its first version."""
        first = replace(event, version=1)
        await self._connection.execute(
            EVENTS.insert().values(**_values(first), reminded=None, invited_all=False)
        )
        return first

    async def get(self, event_id: str) -> Event:
        """Return the event, or raise UnknownEvent."""
        return await self._get(sqlalchemy.select(EVENTS).where(EVENTS.c.id == event_id))

    async def locked(self, event_id: str) -> Event:
        """Return the event, and keep others from changing its answers in this transaction."""
        query = sqlalchemy.select(EVENTS).where(EVENTS.c.id == event_id).with_for_update()
        return await self._get(query)

    async def put(self, event: Event) -> Event:
        """Keep a change and return the event with its next version; raise EventChanged if late."""
        after = replace(event, version=event.version + 1)
        change = (
            sqlalchemy.update(EVENTS)
            .where(EVENTS.c.id == event.id, EVENTS.c.version == event.version)
            .values(**_values(after))
        )
        if not (await self._connection.execute(change)).rowcount:
            await self.get(event.id)
            raise EventChanged
        return after

    async def to_come(self, *, now: datetime) -> Sequence[Event]:
        """Return open events that are not over, the next first, those without a time last."""
        return await self._events(
            EVENTS.c.state == State.OPEN.value, EVENTS.c.ends.is_(None) | (EVENTS.c.ends > now)
        )

    async def all(self) -> Sequence[Event]:
        """Return every event, the latest first."""
        return (await self._events())[::-1]

    async def of_feed(self, feed: str) -> Sequence[Event]:
        """Return the events of a feed, cancelled ones too."""
        return await self._events(EVENTS.c.feed == feed)

    async def remove(self, event_id: str) -> None:
        """Remove a draft that nobody has heard of."""
        await self._connection.execute(sqlalchemy.delete(EVENTS).where(EVENTS.c.id == event_id))

    async def guests(self, event_id: str) -> Sequence[Guest]:
        """Return everybody's answers, the first first."""
        return await self._guests(GUESTS.c.event == event_id)

    async def answered(self, event_id: str) -> Sequence[Guest]:
        """Return the answers of those who have given one, the first first."""
        return await self._guests(
            GUESTS.c.event == event_id, GUESTS.c.answer != Answer.INVITED.value
        )

    async def counted(self, event_id: str = "") -> Mapping[str, Mapping[Answer, int]]:
        """Return how many have each answer, by event id: of one event, or of all there are."""
        columns = (GUESTS.c.event, GUESTS.c.answer)
        query = sqlalchemy.select(*columns, sqlalchemy.func.count()).group_by(*columns)
        if event_id:
            query = query.where(GUESTS.c.event == event_id)
        found: dict[str, dict[Answer, int]] = {}
        for event, answer, count in await self._connection.execute(query):
            found.setdefault(event, dict.fromkeys(Answer, 0))[Answer(answer)] = count
        return found

    async def guest(self, event_id: str, person_id: str) -> Guest:
        """Return somebody's answer; one who was never asked is as one who is invited."""
        query = sqlalchemy.select(GUESTS).where(
            GUESTS.c.event == event_id, GUESTS.c.person == person_id
        )
        row = (await self._connection.execute(query)).one_or_none()
        return self._guest(row) if row else Guest(event=event_id, person=person_id)

    async def keep(self, guest: Guest, *, at: datetime) -> None:
        """Keep somebody's answer in place of the one before."""
        values = {
            "answer": guest.answer.value,
            "place": guest.place,
            "offered_until": guest.offered_until,
            "needs": self._seal.closed(guest.needs) if guest.needs else "",
            "points": guest.points,
            "follow": guest.follow,
            "followed": guest.followed,
            "was_there": guest.was_there,
        }
        change = (
            sqlalchemy.update(GUESTS)
            .where(GUESTS.c.event == guest.event, GUESTS.c.person == guest.person)
            .values(**values)
        )
        if not (await self._connection.execute(change)).rowcount:
            await self._connection.execute(
                GUESTS.insert().values(event=guest.event, person=guest.person, at=at, **values)
            )

    async def invite(self, event_id: str, person_id: str, *, at: datetime) -> bool:
        """Write down for when somebody is invited; False when they were, or have answered."""
        row = insert_once(self._connection, GUESTS).values(
            event=event_id,
            person=person_id,
            answer=Answer.INVITED.value,
            at=at,
            place=0,
            needs="",
            points=False,
            follow=False,
            followed=0,
        )
        return (await self._connection.execute(row)).rowcount == 1

    async def invited_at(self, event_id: str, person_id: str) -> datetime | None:
        """Return for when somebody was invited, or when they answered unasked; None for neither."""
        query = sqlalchemy.select(GUESTS.c.at).where(
            GUESTS.c.event == event_id, GUESTS.c.person == person_id
        )
        found: datetime | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def invited_by_letter(
        self, *, since: datetime, until: datetime, among: Collection[str] | None = None
    ) -> frozenset[str]:
        """Return who was invited, from one time until another, to what has a letter of its own."""
        query = (
            sqlalchemy.select(GUESTS.c.person)
            .join(EVENTS, EVENTS.c.id == GUESTS.c.event)
            .where(EVENTS.c.own_letter, GUESTS.c.at >= since, GUESTS.c.at < until)
        )
        if among is not None:
            query = query.where(GUESTS.c.person.in_(among))
        return frozenset((await self._connection.execute(query)).scalars())

    async def answers_of(self, person_id: str) -> Sequence[Guest]:
        """Return all of a person's answers."""
        query = (
            sqlalchemy.select(GUESTS)
            .where(GUESTS.c.person == person_id)
            .order_by(GUESTS.c.at, GUESTS.c.event)
        )
        return [self._guest(row) for row in await self._connection.execute(query)]

    async def offered(self, *, until: datetime) -> Sequence[str]:
        """Return the ids of events in which an offer has run out."""
        query = (
            sqlalchemy.select(GUESTS.c.event)
            .where(GUESTS.c.answer == Answer.OFFERED.value, GUESTS.c.offered_until <= until)
            .distinct()
            .order_by(GUESTS.c.event)
        )
        return list((await self._connection.execute(query)).scalars())

    async def to_invite(self, *, now: datetime) -> Sequence[Event]:
        """Return open events with a letter of their own that not everybody has got yet."""
        return await self._events(
            EVENTS.c.state == State.OPEN.value,
            EVENTS.c.own_letter,
            EVENTS.c.invited.is_not(None),
            EVENTS.c.invited_all.is_(False),
            EVENTS.c.sample.is_(False),
            EVENTS.c.ends.is_(None) | (EVENTS.c.ends > now),
        )

    async def mark_invited(self, event_id: str) -> None:
        """Write down that everybody an own letter is for has been written to."""
        await self._connection.execute(
            sqlalchemy.update(EVENTS).where(EVENTS.c.id == event_id).values(invited_all=True)
        )

    async def mark_reminded(self, event: Event) -> bool:
        """Write down that guests are reminded of this time; False when somebody else has."""
        change = (
            sqlalchemy.update(EVENTS)
            .where(
                EVENTS.c.id == event.id,
                EVENTS.c.starts == event.starts,
                EVENTS.c.reminded.is_(None) | (EVENTS.c.reminded != EVENTS.c.starts),
            )
            .values(reminded=event.starts)
        )
        return (await self._connection.execute(change)).rowcount == 1

    async def to_remind(self, *, now: datetime, until: datetime) -> Sequence[Event]:
        """Return open events that begin between two times and nobody has been reminded of."""
        return await self._events(
            EVENTS.c.starts > now,
            EVENTS.c.starts <= until,
            EVENTS.c.state == State.OPEN.value,
            EVENTS.c.sample.is_(False),
            EVENTS.c.reminded.is_(None) | (EVENTS.c.reminded != EVENTS.c.starts),
        )

    async def to_follow(self, *, now: datetime) -> Sequence[tuple[Event, Guest]]:
        """Return those who are to hear once more of an event by now, with the event."""
        due = sqlalchemy.or_(
            *(
                (GUESTS.c.followed == number) & (EVENTS.c.ends <= now - timedelta(weeks=weeks))
                for number, weeks in enumerate(FOLLOW_UPS)
            )
        )
        query = (
            sqlalchemy.select(EVENTS.c.id, GUESTS.c.person)
            .join(GUESTS, GUESTS.c.event == EVENTS.c.id)
            .where(GUESTS.c.follow, EVENTS.c.state == State.HELD.value, due)
            .order_by(EVENTS.c.id, GUESTS.c.person)
            .limit(500)
        )
        rows = (await self._connection.execute(query)).all()
        events = {row.id: await self.get(row.id) for row in rows}
        return [(events[row.id], await self.guest(row.id, row.person)) for row in rows]

    async def feeds(self) -> Sequence[Feed]:
        """Return every feed, by name."""
        query = sqlalchemy.select(FEEDS).order_by(FEEDS.c.name, FEEDS.c.id)
        return [
            Feed(**{**row._mapping, "address": self._seal.opened(row.address)})
            for row in await self._connection.execute(query)
        ]

    async def put_feed(self, feed: Feed) -> None:
        """Keep a feed; one with the same id is replaced."""
        values = {
            "name": feed.name,
            "address": self._seal.closed(feed.address),
            "opens": feed.opens,
            "department": feed.department,
            "read": feed.read,
            "problem": feed.problem,
        }
        change = sqlalchemy.update(FEEDS).where(FEEDS.c.id == feed.id).values(**values)
        if not (await self._connection.execute(change)).rowcount:
            await self._connection.execute(FEEDS.insert().values(id=feed.id, **values))

    async def remove_feed(self, feed_id: str) -> None:
        """Remove a feed."""
        await self._connection.execute(sqlalchemy.delete(FEEDS).where(FEEDS.c.id == feed_id))

    async def hand_over(self, *, of: str, to: str) -> None:
        """Let one person's answers be another's; where both have answered, the other's holds."""
        theirs = {guest.event for guest in await self.answers_of(to)}
        for guest in await self.answers_of(of):
            mine = (GUESTS.c.event == guest.event) & (GUESTS.c.person == of)
            if guest.event in theirs:
                await self._connection.execute(sqlalchemy.delete(GUESTS).where(mine))
            else:
                await self._connection.execute(
                    sqlalchemy.update(GUESTS).where(mine).values(person=to)
                )

    async def forget_person(self, person_id: str) -> None:
        """Remove a person's answers, and that they were the organiser of anything."""
        await self._connection.execute(
            sqlalchemy.delete(GUESTS).where(GUESTS.c.person == person_id)
        )
        await self._connection.execute(
            sqlalchemy.update(EVENTS).where(EVENTS.c.organiser == person_id).values(organiser="")
        )

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what events say through a change; say how many it changed."""
        return await reword(self._connection, EVENTS, list(WORDS), change)

    async def forget_guests(self, *, before: datetime) -> int:
        """Remove the answers to events that were over before a time; say how many."""
        over = sqlalchemy.select(EVENTS.c.id).where(EVENTS.c.ends < before)
        # Whoever wants to hear of it for eight weeks is known until the last of those letters.
        still = GUESTS.c.follow & (GUESTS.c.followed < len(FOLLOW_UPS))
        change = sqlalchemy.delete(GUESTS).where(GUESTS.c.event.in_(over), ~still)
        return (await self._connection.execute(change)).rowcount

    async def forget_old(self, *, before: datetime) -> int:
        """Remove events that were over before a time; say how many."""
        change = sqlalchemy.delete(EVENTS).where(EVENTS.c.ends < before)
        return (await self._connection.execute(change)).rowcount

    async def _get(self, query: sqlalchemy.Select[Any]) -> Event:
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownEvent
        return _event(row)

    async def _events(self, *where: sqlalchemy.ColumnElement[bool]) -> list[Event]:
        query = (
            sqlalchemy.select(EVENTS)
            .where(*where)
            .order_by(EVENTS.c.starts.is_(None), EVENTS.c.starts, EVENTS.c.title, EVENTS.c.id)
        )
        return [_event(row) for row in await self._connection.execute(query)]

    async def _guests(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Guest]:
        query = sqlalchemy.select(GUESTS).where(*where).order_by(GUESTS.c.at, GUESTS.c.person)
        return [self._guest(row) for row in await self._connection.execute(query)]

    def _guest(self, row: sqlalchemy.Row[Any]) -> Guest:
        return Guest(
            event=row.event,
            person=row.person,
            answer=Answer(row.answer),
            place=row.place,
            offered_until=row.offered_until,
            needs=self._seal.opened(row.needs) if row.needs else "",
            points=row.points,
            follow=row.follow,
            followed=row.followed,
            was_there=row.was_there,
        )


def _values(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in KEPT} | {
        "purpose": event.purpose.value,
        "ends": event.ends,
        "access": " ".join(one.value for one in event.access),
        "audience": json.dumps(
            [list(event.audience.departments), [one.value for one in event.audience.roles]]
        ),
        "state": event.state.value,
    }


def _event(row: sqlalchemy.Row[Any]) -> Event:
    departments, roles = json.loads(row.audience)
    return Event(
        **{name: getattr(row, name) for name in KEPT},
        purpose=Purpose(row.purpose),
        access=tuple(Access(one) for one in row.access.split()),
        audience=Audience(departments=tuple(departments), roles=tuple(Role(one) for one in roles)),
        state=State(row.state),
    )
