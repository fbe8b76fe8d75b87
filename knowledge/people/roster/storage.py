"""Writes what a plan says into the database, many rows at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people.model import Department, Duty, OmbudStage, Person
from knowledge.people.storage.tables import DEPARTMENTS, DUTIES, OMBUDS, PEOPLE, PROFILES

AT_ONCE = 2000
"""Rows in one statement: few enough for the limits of both databases' drivers."""


class SqlRosterShelf:
    """Many people and departments, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put_departments(self, departments: Sequence[Department]) -> None:
        """Keep these departments, new and changed ones."""
        await self._put(DEPARTMENTS, [_department(one) for one in departments])

    async def add(self, people: Sequence[Person]) -> None:
        """Keep people who may be new, or back after they had left."""
        await self._put(PEOPLE, [_person(one) for one in people])

    async def change(self, people: Sequence[Person]) -> None:
        """Keep these versions of people who are there."""
        await self._update(PEOPLE, [_person(one) for one in people])

    async def set_duties(self, duties: Mapping[str, Sequence[tuple[str, Duty]]]) -> None:
        """Let these people help these other departments, and no others."""
        for person, several in duties.items():
            await self._connection.execute(
                sqlalchemy.delete(DUTIES).where(DUTIES.c.person == person)
            )
            for department, duty in several:
                await self._connection.execute(
                    DUTIES.insert().values(person=person, department=department, duty=duty.value)
                )

    async def set_profiles(self, profiles: Mapping[str, Mapping[str, object]]) -> None:
        """Keep what a file says for profiles; the rest of each stays."""
        there = await self._there(PROFILES.c.person, list(profiles))
        empty = {"spoken": "", "languages": "", "interests": "", "feed": ""}
        new = [
            {"person": person, **empty, "sees": False, "refused": False}
            for person in profiles
            if person not in there
        ]
        if new:
            await self._connection.execute(PROFILES.insert(), new)
        for person, values in profiles.items():
            if values:
                await self._connection.execute(
                    sqlalchemy.update(PROFILES).where(PROFILES.c.person == person).values(**values)
                )

    async def offer_ombuds(self, ombuds: Sequence[tuple[str, str]], *, at: datetime) -> None:
        """Let these people be ombud: person id and department id."""
        rows = [
            {
                "person": person,
                "department": department,
                "stage": OmbudStage.ACTIVE.value,
                "since": at,
            }
            for person, department in ombuds
        ]
        there = await self._there(OMBUDS.c.person, [person for person, _ in ombuds])
        new = [row for row in rows if row["person"] not in there]
        for part in _parts(new):
            await self._connection.execute(OMBUDS.insert(), part)

    async def _put(self, table: sqlalchemy.Table, rows: Sequence[dict[str, Any]]) -> None:
        there = await self._there(table.c.id, [row["id"] for row in rows])
        for part in _parts([row for row in rows if row["id"] not in there]):
            await self._connection.execute(table.insert(), part)
        await self._update(table, [row for row in rows if row["id"] in there])

    async def _update(self, table: sqlalchemy.Table, rows: Sequence[dict[str, Any]]) -> None:
        if not rows:
            return
        change = (
            sqlalchemy.update(table)
            .where(table.c.id == sqlalchemy.bindparam("key"))
            .values({name: sqlalchemy.bindparam(f"new_{name}") for name in rows[0] if name != "id"})
        )
        for part in _parts(rows):
            await self._connection.execute(
                change,
                [
                    {"key": row["id"]}
                    | {f"new_{name}": value for name, value in row.items() if name != "id"}
                    for row in part
                ],
            )

    async def _there(self, column: sqlalchemy.Column[Any], ids: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for part in _parts(ids):
            query = sqlalchemy.select(column).where(column.in_(part))
            found |= set((await self._connection.execute(query)).scalars())
        return found


def _parts(rows: Sequence[Any]) -> list[list[Any]]:
    left = iter(rows)
    return list(iter(lambda: list(islice(left, AT_ONCE)), []))


def _person(person: Person) -> dict[str, Any]:
    values = {column.name: getattr(person, column.name) for column in PEOPLE.c}
    return {**values, "role": person.role.value}


def _department(department: Department) -> dict[str, Any]:
    values = {column.name: getattr(department, column.name) for column in DEPARTMENTS.c}
    return {**values, "level": department.level.value}
