"""Keeps year plans in the database."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.storage import METADATA, insert_once, reword
from knowledge.year_plan.model import (
    Activity,
    ActivityChanged,
    Sort,
    Status,
    UnknownActivity,
    in_turn,
)

ACTIVITIES = sqlalchemy.Table(
    "plan_activities",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("department", sqlalchemy.String(80)),
    sqlalchemy.Column("year", sqlalchemy.Integer, nullable=False, index=True),
    sqlalchemy.Column("first", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("last", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("title", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("sort", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("owner", sqlalchemy.String(80), nullable=False, index=True),
    sqlalchemy.Column("who", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("status", sqlalchemy.String(10), nullable=False),
    sqlalchemy.Column("result", sqlalchemy.Text, nullable=False),
    sqlalchemy.Column("follows", sqlalchemy.String(32), nullable=False),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False),
    sqlalchemy.Column("version", sqlalchemy.Integer, nullable=False),
)

OPEN = (Status.PLANNED.value, Status.UNDER_WAY.value)


class SqlYearPlanShelf:
    """Year plans, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, activity: Activity) -> bool:
        """Keep a new activity; False when there is one with its id."""
        row = insert_once(self._connection, ACTIVITIES).values(
            **_values(replace(activity, version=1))
        )
        return (await self._connection.execute(row)).rowcount == 1

    async def get(self, activity_id: str) -> Activity:
        """Return the activity, or raise UnknownActivity."""
        found = await self._where(ACTIVITIES.c.id == activity_id)
        if not found:
            raise UnknownActivity
        return found[0]

    async def put(self, activity: Activity) -> Activity:
        """Keep a change and return the activity with its next version."""
        after = replace(activity, version=activity.version + 1)
        change = (
            sqlalchemy.update(ACTIVITIES)
            .where(ACTIVITIES.c.id == activity.id, ACTIVITIES.c.version == activity.version)
            .values(**_values(after))
        )
        if not (await self._connection.execute(change)).rowcount:
            await self.get(activity.id)
            raise ActivityChanged
        return after

    async def remove(self, activity_id: str) -> None:
        """Let an activity be no more; removing it twice is no error."""
        await self._connection.execute(
            sqlalchemy.delete(ACTIVITIES).where(ACTIVITIES.c.id == activity_id)
        )

    async def of_year(self, year: int) -> Sequence[Activity]:
        """Return the activities of a year, in the order of their months."""
        return await self._where(ACTIVITIES.c.year == year)

    async def open_before(self, year: int) -> Sequence[Activity]:
        """Return what is not finished of the years before one, in the order of their months."""
        return await self._where(ACTIVITIES.c.year < year, ACTIVITIES.c.status.in_(OPEN))

    async def owned_by(self, person_id: str) -> Sequence[Activity]:
        """Return what somebody sees to, in the order of years and months."""
        return await self._where(ACTIVITIES.c.owner == person_id)

    async def forget_owner(self, person_id: str) -> int:
        """Remove a person as owner, and keep the activities; return how many there were."""
        change = (
            sqlalchemy.update(ACTIVITIES).where(ACTIVITIES.c.owner == person_id).values(owner="")
        )
        return (await self._connection.execute(change)).rowcount

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put everything anybody wrote through a change; say how many rows it changed."""
        return await reword(self._connection, ACTIVITIES, ["title", "who", "result"], change)

    async def forget_old(self, *, before: int) -> int:
        """Remove the activities of years before one; say how many."""
        gone = sqlalchemy.delete(ACTIVITIES).where(ACTIVITIES.c.year < before)
        return (await self._connection.execute(gone)).rowcount

    async def _where(self, *where: sqlalchemy.ColumnElement[bool]) -> Sequence[Activity]:
        query = sqlalchemy.select(ACTIVITIES).where(*where)
        return in_turn([_activity(row) for row in await self._connection.execute(query)])


def _values(activity: Activity) -> dict[str, Any]:
    return {
        column.name: getattr(activity, column.name)
        for column in ACTIVITIES.c
        if column.name not in {"sort", "status"}
    } | {"sort": activity.sort.value, "status": activity.status.value}


def _activity(row: sqlalchemy.Row[Any]) -> Activity:
    kept = dict(row._mapping)
    return Activity(**kept | {"sort": Sort(row.sort), "status": Status(row.status)})
