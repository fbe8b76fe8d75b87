"""Keeps people and departments in the database."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people.model import Department, Person, Role, UnknownDepartment, UnknownPerson
from knowledge.storage import METADATA

DEPARTMENTS = sqlalchemy.Table(
    "departments",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.String(120), nullable=False),
)

PEOPLE = sqlalchemy.Table(
    "people",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.String(120), nullable=False),
    sqlalchemy.Column("role", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("department", sqlalchemy.ForeignKey("departments.id"), index=True),
    sqlalchemy.Column("language", sqlalchemy.String(8)),
    sqlalchemy.Column("place", sqlalchemy.String(120), nullable=False, default=""),
    sqlalchemy.Column("picture", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False, default=False),
    sqlalchemy.Column("away", sqlalchemy.Boolean, nullable=False, default=False),
    sqlalchemy.Column("away_until", sqlalchemy.Date),
)

HELPING = (Role.COACH.value, Role.STANDIN.value)


def _person(row: sqlalchemy.Row[Any]) -> Person:
    return Person(**{**row._mapping, "role": Role(row.role)})


class SqlPeopleShelf:
    """People and departments, as one transaction sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, person_id: str) -> Person:
        """Return the person, or raise UnknownPerson."""
        query = sqlalchemy.select(PEOPLE).where(PEOPLE.c.id == person_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownPerson(person=person_id)
        return _person(row)

    async def put(self, person: Person) -> None:
        """Keep this version of the person."""
        values = {
            column.name: getattr(person, column.name) for column in PEOPLE.c if column.name != "id"
        }
        values["role"] = person.role.value
        change = sqlalchemy.update(PEOPLE).where(PEOPLE.c.id == person.id).values(**values)
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(PEOPLE.insert().values(id=person.id, **values))

    async def everyone(self) -> Sequence[Person]:
        """Return all people, by department and name."""
        query = sqlalchemy.select(PEOPLE).order_by(PEOPLE.c.department, PEOPLE.c.name)
        return [_person(row) for row in await self._connection.execute(query)]

    async def helpers_of(self, department: str) -> Sequence[Person]:
        """Return the coaches and stand-ins of a department."""
        query = sqlalchemy.select(PEOPLE).where(
            PEOPLE.c.department == department, PEOPLE.c.role.in_(HELPING)
        )
        return [_person(row) for row in await self._connection.execute(query)]

    async def coordinators(self) -> Sequence[Person]:
        """Return the coordinators."""
        query = sqlalchemy.select(PEOPLE).where(PEOPLE.c.role == Role.COORDINATOR.value)
        return [_person(row) for row in await self._connection.execute(query)]

    async def department(self, department_id: str) -> Department:
        """Return the department, or raise UnknownDepartment."""
        query = sqlalchemy.select(DEPARTMENTS).where(DEPARTMENTS.c.id == department_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownDepartment(department=department_id)
        return Department(**row._mapping)

    async def departments(self) -> Sequence[Department]:
        """Return all departments, by name."""
        query = sqlalchemy.select(DEPARTMENTS).order_by(DEPARTMENTS.c.name)
        return [Department(**row._mapping) for row in await self._connection.execute(query)]

    async def put_department(self, department: Department) -> None:
        """Keep this version of the department."""
        change = (
            sqlalchemy.update(DEPARTMENTS)
            .where(DEPARTMENTS.c.id == department.id)
            .values(name=department.name)
        )
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(
                DEPARTMENTS.insert().values(id=department.id, name=department.name)
            )
