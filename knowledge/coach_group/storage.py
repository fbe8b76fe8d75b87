"""Keeps the coach group's meetings, guests and actions in the database."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.coach_group.model import (
    Action,
    Coming,
    Guest,
    Meeting,
    MeetingChanged,
    Origin,
    Point,
    State,
    UnknownAction,
    UnknownMeeting,
    in_turn,
)
from knowledge.storage import METADATA, UtcDateTime, insert_once, reword

MEETINGS = sqlalchemy.Table(
    "group_meetings",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("department", sqlalchemy.String(80)),
    sqlalchemy.Column("starts", UtcDateTime, nullable=False, index=True),
    sqlalchemy.Column("lasts", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("place", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("link", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("agenda", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("notes", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("state", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("revision", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("invited", UtcDateTime),
    sqlalchemy.Column("notes_sent", UtcDateTime),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
    # Which time people have been reminded of: another time is reminded of anew.
    sqlalchemy.Column("reminded", UtcDateTime),
)

GUESTS = sqlalchemy.Table(
    "group_guests",
    METADATA,
    sqlalchemy.Column("meeting", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("person", sqlalchemy.String(80), primary_key=True),
    sqlalchemy.Column("since", UtcDateTime, nullable=False),
    sqlalchemy.Column("coming", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Index("ix_group_guests_person", "person"),
)

ACTIONS = sqlalchemy.Table(
    "group_actions",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("meeting", sqlalchemy.String(32), nullable=False, index=True),
    sqlalchemy.Column("what", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("owner", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("who", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("due", sqlalchemy.Date),
    sqlalchemy.Column("done", sqlalchemy.Date),
)

KEPT = (
    "id", "department", "starts", "lasts", "place", "link", "notes", "revision", "invited",
    "notes_sent", "sample", "version",
)  # fmt: skip
"""Columns that hold a field of a meeting as it is."""


class SqlCoachGroupShelf:
    """The coach group, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, meeting: Meeting) -> Meeting:
        """Keep a new meeting, and return it with its first version."""
        first = replace(meeting, version=1)
        await self._connection.execute(MEETINGS.insert().values(**_values(first), reminded=None))
        return first

    async def get(self, meeting_id: str) -> Meeting:
        """Return the meeting, or raise UnknownMeeting."""
        query = sqlalchemy.select(MEETINGS).where(MEETINGS.c.id == meeting_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownMeeting
        return _meeting(row)

    async def put(self, meeting: Meeting) -> Meeting:
        """Keep a change and return the meeting with its next version."""
        after = replace(meeting, version=meeting.version + 1)
        change = (
            sqlalchemy.update(MEETINGS)
            .where(MEETINGS.c.id == meeting.id, MEETINGS.c.version == meeting.version)
            .values(**_values(after))
        )
        if not (await self._connection.execute(change)).rowcount:
            await self.get(meeting.id)
            raise MeetingChanged
        return after

    async def meetings(self) -> Sequence[Meeting]:
        """Return all meetings, the earliest first."""
        return await self._meetings()

    async def to_remind(self, *, now: datetime, until: datetime) -> Sequence[Meeting]:
        """Return meetings that begin between two times, and nobody has been reminded of."""
        return await self._meetings(
            MEETINGS.c.starts > now,
            MEETINGS.c.starts <= until,
            MEETINGS.c.state == State.PLANNED.value,
            MEETINGS.c.invited.is_not(None),
            MEETINGS.c.sample.is_(False),
            _unreminded(),
        )

    async def mark_reminded(self, meeting_id: str) -> bool:
        """Remember that reminders are written; False when somebody else was first."""
        change = (
            sqlalchemy.update(MEETINGS)
            .where(MEETINGS.c.id == meeting_id, _unreminded())
            .values(reminded=MEETINGS.c.starts)
        )
        return (await self._connection.execute(change)).rowcount == 1

    async def invite(self, meeting_id: str, person_id: str, *, at: datetime) -> bool:
        """Keep that somebody is invited; False when they were."""
        row = insert_once(self._connection, GUESTS).values(
            meeting=meeting_id, person=person_id, since=at, coming=Coming.UNKNOWN.value
        )
        return (await self._connection.execute(row)).rowcount == 1

    async def guests(self, meeting_id: str) -> Sequence[Guest]:
        """Return who is invited to a meeting, by person id."""
        query = (
            sqlalchemy.select(GUESTS)
            .where(GUESTS.c.meeting == meeting_id)
            .order_by(GUESTS.c.person)
        )
        return [_guest(row) for row in await self._connection.execute(query)]

    async def answer(
        self, meeting_id: str, person_id: str, coming: Coming, *, at: datetime
    ) -> None:
        """Keep what somebody has answered; the last word holds. Who was not invited now is."""
        await self.invite(meeting_id, person_id, at=at)
        change = (
            sqlalchemy.update(GUESTS)
            .where(GUESTS.c.meeting == meeting_id, GUESTS.c.person == person_id)
            .values(coming=coming.value)
        )
        await self._connection.execute(change)

    async def forget_answers(self, meeting_id: str) -> None:
        """Let everybody invited be asked anew: it is at another time."""
        change = (
            sqlalchemy.update(GUESTS)
            .where(GUESTS.c.meeting == meeting_id)
            .values(coming=Coming.UNKNOWN.value)
        )
        await self._connection.execute(change)

    async def invitations_of(self, person_id: str) -> Sequence[tuple[Meeting, Guest]]:
        """Return the meetings somebody is invited to with their answers, the earliest first."""
        query = sqlalchemy.select(GUESTS).where(GUESTS.c.person == person_id)
        mine = {row.meeting: _guest(row) for row in await self._connection.execute(query)}
        found = await self._meetings(MEETINGS.c.id.in_(mine))
        return [(meeting, mine[meeting.id]) for meeting in found]

    async def add_action(self, action: Action) -> None:
        """Keep what was agreed."""
        await self._connection.execute(
            ACTIONS.insert().values(
                id=action.id,
                meeting=action.meeting,
                what=action.what,
                owner=action.owner,
                who=action.who,
                due=action.due,
                done=action.done,
            )
        )

    async def action(self, action_id: str) -> Action:
        """Return the action, or raise UnknownAction."""
        found = await self._actions(ACTIONS.c.id == action_id)
        if not found:
            raise UnknownAction
        return found[0]

    async def put_action(self, action: Action) -> None:
        """Keep what an action is, whose and until when, or raise UnknownAction."""
        change = (
            sqlalchemy.update(ACTIONS)
            .where(ACTIONS.c.id == action.id)
            .values(what=action.what, owner=action.owner, who=action.who, due=action.due)
        )
        if not (await self._connection.execute(change)).rowcount:
            raise UnknownAction

    async def remove_action(self, action_id: str) -> None:
        """Let an action be no more; removing it twice is no error."""
        await self._connection.execute(sqlalchemy.delete(ACTIONS).where(ACTIONS.c.id == action_id))

    async def tick(self, action_id: str, *, on: date) -> bool:
        """Keep that an action is done; False when it was, or is not there."""
        change = (
            sqlalchemy.update(ACTIONS)
            .where(ACTIONS.c.id == action_id, ACTIONS.c.done.is_(None))
            .values(done=on)
        )
        return (await self._connection.execute(change)).rowcount == 1

    async def untick(self, action_id: str) -> bool:
        """Keep that an action is still to be done; False when it was, or is not there."""
        change = (
            sqlalchemy.update(ACTIONS)
            .where(ACTIONS.c.id == action_id, ACTIONS.c.done.is_not(None))
            .values(done=None)
        )
        return (await self._connection.execute(change)).rowcount == 1

    async def agreed_at(self, meeting_id: str) -> Sequence[Action]:
        """Return what was agreed at a meeting, in the order of due days."""
        return await self._actions(ACTIONS.c.meeting == meeting_id)

    async def open_actions(self) -> Sequence[Action]:
        """Return what is still to be done, in the order of due days."""
        return await self._actions(ACTIONS.c.done.is_(None))

    async def actions_of(self, person_id: str) -> Sequence[Action]:
        """Return what somebody has promised, done or not, in the order of due days."""
        return await self._actions(ACTIONS.c.owner == person_id)

    async def forget_person(self, person_id: str) -> int:
        """Remove a person from invitations and actions; what was agreed stays."""
        gone = sqlalchemy.delete(GUESTS).where(GUESTS.c.person == person_id)
        let_go = sqlalchemy.update(ACTIONS).where(ACTIONS.c.owner == person_id).values(owner="")
        invited = (await self._connection.execute(gone)).rowcount
        return invited + (await self._connection.execute(let_go)).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put everything anybody wrote through a change; say how many rows it changed."""
        texts = await reword(self._connection, MEETINGS, ["place", "link", "notes"], change)
        points = await reword(
            self._connection, MEETINGS, ["agenda"], lambda agenda: _reworded(agenda, change)
        )
        return texts + points + await reword(self._connection, ACTIONS, ["what", "who"], change)

    async def forget_old(self, *, before: datetime) -> int:
        """Remove meetings that began before a time, with all that belongs to them; say how many."""
        old = sqlalchemy.select(MEETINGS.c.id).where(MEETINGS.c.starts < before)
        await self._connection.execute(sqlalchemy.delete(GUESTS).where(GUESTS.c.meeting.in_(old)))
        await self._connection.execute(sqlalchemy.delete(ACTIONS).where(ACTIONS.c.meeting.in_(old)))
        gone = sqlalchemy.delete(MEETINGS).where(MEETINGS.c.starts < before)
        return (await self._connection.execute(gone)).rowcount

    async def forget_guests(self, *, before: datetime) -> int:
        """Remove who was invited to meetings that began before a time; say how many rows."""
        old = sqlalchemy.select(MEETINGS.c.id).where(MEETINGS.c.starts < before)
        gone = sqlalchemy.delete(GUESTS).where(GUESTS.c.meeting.in_(old))
        return (await self._connection.execute(gone)).rowcount

    async def _meetings(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Meeting]:
        query = sqlalchemy.select(MEETINGS).where(*where).order_by(MEETINGS.c.starts, MEETINGS.c.id)
        return [_meeting(row) for row in await self._connection.execute(query)]

    async def _actions(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Action]:
        query = sqlalchemy.select(ACTIONS).where(*where)
        return in_turn([Action(**row._mapping) for row in await self._connection.execute(query)])


def _unreminded() -> sqlalchemy.ColumnElement[bool]:
    return MEETINGS.c.reminded.is_(None) | (MEETINGS.c.reminded != MEETINGS.c.starts)


def _values(meeting: Meeting) -> dict[str, Any]:
    kept = {name: getattr(meeting, name) for name in KEPT}
    return {**kept, "state": meeting.state.value, "agenda": _written(meeting.agenda)}


def _written(agenda: Sequence[Point]) -> str:
    return json.dumps(
        [{"text": one.text, "origin": one.origin.value, "source": one.source} for one in agenda],
        ensure_ascii=False,
    )


def _read(agenda: str) -> tuple[Point, ...]:
    return tuple(
        Point(text=one["text"], origin=Origin(one["origin"]), source=one["source"])
        for one in json.loads(agenda)
    )


def _reworded(agenda: str, change: Callable[[str], str]) -> str:
    before = _read(agenda)
    after = tuple(replace(one, text=change(one.text)) for one in before)
    return agenda if after == before else _written(after)


def _meeting(row: sqlalchemy.Row[Any]) -> Meeting:
    kept = {name: getattr(row, name) for name in KEPT}
    return Meeting(**kept, state=State(row.state), agenda=_read(row.agenda))


def _guest(row: sqlalchemy.Row[Any]) -> Guest:
    return Guest(person=row.person, since=row.since, coming=Coming(row.coming))
