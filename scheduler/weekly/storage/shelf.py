"""Keeps the weekly tip in the database; whom a post goes to is sealed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people.model import Role
from knowledge.sealing import Seal
from knowledge.storage import insert_once
from scheduler.calendar.coming import OnDayOff, Pause
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import Audience
from scheduler.weekly.model import (
    Occasion,
    Schedule,
    State,
    UnknownOccasion,
    UnknownSchedule,
    Wish,
)
from scheduler.weekly.storage.tables import OCCASIONS, PARTS, SCHEDULES, WISHES

PART = 500
"""How many letters one transaction makes."""

SCHEDULE_AS_IT_IS = (
    "id", "name", "zone", "language", "first", "last", "department", "since", "on", "sample",
)  # fmt: skip
OCCASION_AS_IT_IS = (
    "id", "schedule", "key", "week", "planned", "due", "because", "tip", "why", "chosen_by",
    "size", "changed", "changed_by", "approved_by", "late",
)  # fmt: skip
"""Columns that hold a field as it is."""

BY = ("chosen_by", "changed_by", "approved_by")
OVER = (State.SENT.value, State.STOPPED.value, State.SKIPPED.value)


class SqlWeeklyShelf:
    """The weekly tip, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    async def schedules(self) -> Sequence[Schedule]:
        """Return all schedules, by name."""
        query = sqlalchemy.select(SCHEDULES).order_by(SCHEDULES.c.name, SCHEDULES.c.id)
        return [_schedule(row) for row in await self._connection.execute(query)]

    async def schedule(self, schedule_id: str) -> Schedule:
        """Return a schedule, or raise UnknownSchedule."""
        query = sqlalchemy.select(SCHEDULES).where(SCHEDULES.c.id == schedule_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownSchedule
        return _schedule(row)

    async def put_schedule(self, schedule: Schedule) -> None:
        """Keep this version of a schedule."""
        values = _values_of(schedule)
        change = sqlalchemy.update(SCHEDULES).where(SCHEDULES.c.id == schedule.id)
        if not (await self._connection.execute(change.values(**values))).rowcount:
            await self._connection.execute(SCHEDULES.insert().values(**values))

    async def remove_schedule(self, schedule_id: str) -> None:
        """Remove a schedule, and its occasions that have not begun."""
        unbegun = OCCASIONS.c.state.in_([State.PLANNED.value, State.LATE.value])
        for table, where in (
            (SCHEDULES, SCHEDULES.c.id == schedule_id),
            (OCCASIONS, (OCCASIONS.c.schedule == schedule_id) & unbegun),
        ):
            await self._connection.execute(sqlalchemy.delete(table).where(where))

    async def add(self, occasion: Occasion) -> bool:
        """Keep a new occasion; False when another replica has it already."""
        insert = insert_once(self._connection, OCCASIONS).values(**_values(occasion))
        return (await self._connection.execute(insert)).rowcount == 1

    async def occasion(self, occasion_id: str) -> Occasion:
        """Return an occasion, or raise UnknownOccasion."""
        return await self._one(sqlalchemy.select(OCCASIONS).where(OCCASIONS.c.id == occasion_id))

    async def locked(self, occasion_id: str) -> Occasion:
        """Return an occasion, and keep others from changing it in this transaction."""
        query = sqlalchemy.select(OCCASIONS).where(OCCASIONS.c.id == occasion_id)
        return await self._one(query.with_for_update())

    async def put(self, occasion: Occasion) -> None:
        """Keep this version of an occasion that is locked."""
        await self._connection.execute(
            sqlalchemy.update(OCCASIONS)
            .where(OCCASIONS.c.id == occasion.id)
            .values(**_values(occasion))
        )

    async def remove(self, occasion_id: str) -> None:
        """Remove an occasion that has not begun."""
        await self._connection.execute(
            sqlalchemy.delete(OCCASIONS).where(OCCASIONS.c.id == occasion_id)
        )

    async def occasions(
        self, *, since: datetime | None = None, states: Collection[State] = ()
    ) -> Sequence[Occasion]:
        """Return occasions due from a time on, in these states or any, the first first."""
        query = sqlalchemy.select(OCCASIONS).order_by(OCCASIONS.c.due, OCCASIONS.c.id)
        if since is not None:
            query = query.where(OCCASIONS.c.due >= since)
        if states:
            query = query.where(OCCASIONS.c.state.in_([one.value for one in states]))
        return [_occasion(row) for row in await self._connection.execute(query)]

    async def of(self, schedule_id: str) -> Sequence[Occasion]:
        """Return all occasions of a schedule, the first first."""
        query = sqlalchemy.select(OCCASIONS).where(OCCASIONS.c.schedule == schedule_id)
        found = await self._connection.execute(query.order_by(OCCASIONS.c.due))
        return [_occasion(row) for row in found]

    async def freeze(self, occasion_id: str, people: Sequence[str]) -> None:
        """Keep whom an occasion goes to, in parts small enough for one transaction each."""
        rows = [
            {
                "occasion": occasion_id,
                "number": first // PART,
                "people": self._seal.closed(json.dumps(people[first : first + PART])),
            }
            for first in range(0, len(people), PART)
        ]
        if rows:
            await self._connection.execute(PARTS.insert(), rows)

    async def next_part(self, occasion_id: str) -> Sequence[str]:
        """Take the next part of an occasion's audience; empty when all have had their letters."""
        query = (
            sqlalchemy.select(PARTS)
            .where(PARTS.c.occasion == occasion_id)
            .order_by(PARTS.c.number)
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return []
        this = (PARTS.c.occasion == row.occasion) & (PARTS.c.number == row.number)
        await self._connection.execute(sqlalchemy.delete(PARTS).where(this))
        people: list[str] = json.loads(self._seal.opened(row.people))
        return people

    async def wish(self, person_id: str) -> Wish:
        """Return what somebody wishes."""
        query = sqlalchemy.select(WISHES).where(WISHES.c.person == person_id)
        row = (await self._connection.execute(query)).one_or_none()
        return Wish(**row._mapping) if row else Wish(person=person_id)

    async def wishes(self) -> Mapping[str, Wish]:
        """Return what people wish, of those who have said so."""
        found = await self._connection.execute(sqlalchemy.select(WISHES))
        return {row.person: Wish(**row._mapping) for row in found}

    async def put_wish(self, wish: Wish) -> None:
        """Keep what somebody wishes in place of what they wished before."""
        await self._remove_wish(wish.person)
        if wish != Wish(person=wish.person):
            await self._connection.execute(
                WISHES.insert().values(
                    person=wish.person,
                    stopped=wish.stopped,
                    until=wish.until,
                    weekday=wish.weekday,
                    quiet=wish.quiet,
                )
            )

    async def forget(self, person_id: str) -> None:
        """Remove a person: their wish, and that they chose, changed or approved something."""
        await self._remove_wish(person_id)
        for name in BY:
            await self._connection.execute(
                sqlalchemy.update(OCCASIONS)
                .where(OCCASIONS.c[name] == person_id)
                .values({name: ""})
            )
        for row in (await self._connection.execute(sqlalchemy.select(PARTS))).all():
            people = json.loads(self._seal.opened(row.people))
            if person_id in people:
                left = [one for one in people if one != person_id]
                this = (PARTS.c.occasion == row.occasion) & (PARTS.c.number == row.number)
                await self._connection.execute(
                    sqlalchemy.update(PARTS)
                    .where(this)
                    .values(people=self._seal.closed(json.dumps(left)))
                )

    async def hand_over(self, *, of: str, to: str) -> None:
        """Let what one person wished be another's, who is the same one."""
        theirs = await self.wish(of)
        if theirs != Wish(person=of):
            await self.put_wish(replace(theirs, person=to))
        await self._remove_wish(of)

    async def tips_used(self, *, since: date) -> Sequence[tuple[str, str]]:
        """Return the tips of occasions planned from a day on: tip id and ISO week."""
        query = sqlalchemy.select(OCCASIONS.c.tip, OCCASIONS.c.week).where(
            OCCASIONS.c.planned >= since,
            OCCASIONS.c.tip != "",
            OCCASIONS.c.state != State.SKIPPED.value,
        )
        found = await self._connection.execute(query.order_by(OCCASIONS.c.planned))
        return [(row.tip, row.week) for row in found]

    async def forget_old(self, *, before: datetime) -> int:
        """Remove occasions that were due before a time and are over; say how many."""
        old = (OCCASIONS.c.due < before) & OCCASIONS.c.state.in_(OVER)
        return (await self._connection.execute(sqlalchemy.delete(OCCASIONS).where(old))).rowcount

    async def _remove_wish(self, person_id: str) -> None:
        await self._connection.execute(
            sqlalchemy.delete(WISHES).where(WISHES.c.person == person_id)
        )

    async def _one(self, query: sqlalchemy.Select[Any]) -> Occasion:
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownOccasion
        return _occasion(row)


def _values_of(schedule: Schedule) -> dict[str, Any]:
    return {name: getattr(schedule, name) for name in SCHEDULE_AS_IT_IS} | {
        "rhythm": str(schedule.rhythm),
        "audience": json.dumps(
            {
                "departments": schedule.audience.departments,
                "roles": schedule.audience.roles,
                "channels": schedule.channels,
            }
        ),
        "on_day_off": schedule.on_day_off.value,
        "pauses": json.dumps([[str(one.first), str(one.last)] for one in schedule.pauses]),
    }


def _schedule(row: sqlalchemy.Row[Any]) -> Schedule:
    audience = json.loads(row.audience)
    return Schedule(
        **{name: row._mapping[name] for name in SCHEDULE_AS_IT_IS},
        rhythm=Rhythm.read(row.rhythm),
        audience=Audience(
            departments=tuple(audience["departments"]),
            roles=tuple(Role(one) for one in audience["roles"]),
        ),
        channels=tuple(audience.get("channels", ())),
        on_day_off=OnDayOff(row.on_day_off),
        pauses=tuple(
            Pause(first=date.fromisoformat(first), last=date.fromisoformat(last))
            for first, last in json.loads(row.pauses)
        ),
    )


def _values(occasion: Occasion) -> dict[str, Any]:
    found = {name: getattr(occasion, name) for name in OCCASION_AS_IT_IS}
    return found | {"state": occasion.state.value}


def _occasion(row: sqlalchemy.Row[Any]) -> Occasion:
    return Occasion(
        **{name: row._mapping[name] for name in OCCASION_AS_IT_IS}, state=State(row.state)
    )
