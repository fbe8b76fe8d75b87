"""Keeps people and departments in the database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy

from knowledge.people.model import (
    Department,
    Duty,
    Person,
    Role,
    UnknownDepartment,
    UnknownPerson,
)
from knowledge.people.storage.helping import SqlHelping
from knowledge.people.storage.tables import (
    ABSENCES,
    DEPARTMENTS,
    DUTIES,
    HELPING,
    OMBUDS,
    PEOPLE,
    PROFILES,
    department_of,
    person_of,
)
from knowledge.people.tree import Tree


class SqlPeopleShelf(SqlHelping):
    """People and departments, as one transaction sees them."""

    async def get(self, person_id: str) -> Person:
        """Return the person, or raise UnknownPerson."""
        query = sqlalchemy.select(PEOPLE).where(PEOPLE.c.id == person_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownPerson(person=person_id)
        return person_of(row)

    async def put(self, person: Person) -> None:
        """Keep this version of the person."""
        values = {
            column.name: getattr(person, column.name) for column in PEOPLE.c if column.name != "id"
        }
        values["role"] = person.role.value
        await self._put(PEOPLE, {"id": person.id}, values)

    async def everyone(self) -> Sequence[Person]:
        """Return all people, by department and name."""
        query = sqlalchemy.select(PEOPLE).order_by(PEOPLE.c.department, PEOPLE.c.name)
        return [person_of(row) for row in await self._connection.execute(query)]

    async def some(self, people: Collection[str]) -> Sequence[Person]:
        """Return those of some people who are known, by id."""
        query = sqlalchemy.select(PEOPLE).where(PEOPLE.c.id.in_(people)).order_by(PEOPLE.c.id)
        return [person_of(row) for row in await self._connection.execute(query)]

    async def helpers_in(self, departments: Collection[str]) -> Sequence[tuple[str, Duty, Person]]:
        """Return who helps in these departments: department, duty and person."""
        at_home = sqlalchemy.select(PEOPLE).where(
            PEOPLE.c.department.in_(departments),
            PEOPLE.c.role.in_(HELPING),
            PEOPLE.c.left.is_(None),
        )
        found = [
            (row.department, Duty(row.role), person_of(row))
            for row in await self._connection.execute(at_home)
        ]
        elsewhere = (
            sqlalchemy.select(PEOPLE, DUTIES.c.department.label("helped"), DUTIES.c.duty)
            .join(DUTIES, DUTIES.c.person == PEOPLE.c.id)
            .where(DUTIES.c.department.in_(departments), PEOPLE.c.left.is_(None))
        )
        return found + [
            (row.helped, Duty(row.duty), person_of(row))
            for row in await self._connection.execute(elsewhere)
        ]

    async def departments_with(self, duty: Duty) -> Collection[str]:
        """Return the ids of the departments in which somebody has a duty."""
        at_home = sqlalchemy.select(PEOPLE.c.department).where(
            PEOPLE.c.role == duty.value, PEOPLE.c.left.is_(None), PEOPLE.c.department.is_not(None)
        )
        elsewhere = (
            sqlalchemy.select(DUTIES.c.department)
            .join(PEOPLE, DUTIES.c.person == PEOPLE.c.id)
            .where(DUTIES.c.duty == duty.value, PEOPLE.c.left.is_(None))
        )
        return set(await self._connection.scalars(at_home.union(elsewhere)))

    async def coordinators(self) -> Sequence[Person]:
        """Return the coordinators who have not left."""
        query = sqlalchemy.select(PEOPLE).where(
            PEOPLE.c.role == Role.COORDINATOR.value, PEOPLE.c.left.is_(None)
        )
        return [person_of(row) for row in await self._connection.execute(query)]

    async def managers_of(self, department: str) -> Sequence[Person]:
        """Return the managers who work in a department."""
        query = (
            sqlalchemy.select(PEOPLE)
            .where(
                PEOPLE.c.role == Role.MANAGER.value,
                PEOPLE.c.department == department,
                PEOPLE.c.left.is_(None),
            )
            .order_by(PEOPLE.c.name)
        )
        return [person_of(row) for row in await self._connection.execute(query)]

    async def by_email(self, email: str) -> Person | None:
        """Return the person with a work address, whatever its capitals; None when nobody has it."""
        if not email:
            return None
        query = sqlalchemy.select(PEOPLE).where(PEOPLE.c.email == email.lower()).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        return person_of(row) if row else None

    async def named(self, words: str) -> Sequence[Person]:
        """Return people whose name begins with, or has a word that begins with, these words."""
        start = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        if not start:
            return []
        query = (
            sqlalchemy.select(PEOPLE)
            .where(
                PEOPLE.c.name.ilike(f"{start}%", escape="\\")
                | PEOPLE.c.name.ilike(f"% {start}%", escape="\\"),
                PEOPLE.c.left.is_(None),
            )
            .order_by(PEOPLE.c.name)
            .limit(20)
        )
        return [person_of(row) for row in await self._connection.execute(query)]

    async def gone_before(self, day: date) -> Sequence[Person]:
        """Return people who left the organisation before a day."""
        query = sqlalchemy.select(PEOPLE).where(PEOPLE.c.left < day).order_by(PEOPLE.c.id)
        return [person_of(row) for row in await self._connection.execute(query)]

    async def erase(self, person_id: str) -> None:
        """Remove a person and all that is kept about them here."""
        for table in (DUTIES, PROFILES, ABSENCES, OMBUDS):
            await self._connection.execute(
                sqlalchemy.delete(table).where(table.c.person == person_id)
            )
        await self._connection.execute(sqlalchemy.delete(PEOPLE).where(PEOPLE.c.id == person_id))

    async def department(self, department_id: str) -> Department:
        """Return the department, or raise UnknownDepartment."""
        query = sqlalchemy.select(DEPARTMENTS).where(DEPARTMENTS.c.id == department_id)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise UnknownDepartment(department=department_id)
        return department_of(row)

    async def departments(self) -> Sequence[Department]:
        """Return all departments, by name."""
        query = sqlalchemy.select(DEPARTMENTS).order_by(DEPARTMENTS.c.name)
        return [department_of(row) for row in await self._connection.execute(query)]

    async def tree(self) -> Tree:
        """Return the organisation."""
        return Tree(await self.departments())

    async def put_department(self, department: Department) -> None:
        """Keep this version of the department."""
        values = {
            column.name: getattr(department, column.name)
            for column in DEPARTMENTS.c
            if column.name != "id"
        }
        values["level"] = department.level.value
        await self._put(DEPARTMENTS, {"id": department.id}, values)

    async def sizes(self) -> Mapping[str, int]:
        """Return how many people work in each department that has any."""
        query = (
            sqlalchemy.select(PEOPLE.c.department, sqlalchemy.func.count())
            .where(PEOPLE.c.department.is_not(None), PEOPLE.c.left.is_(None))
            .group_by(PEOPLE.c.department)
        )
        return {row[0]: row[1] for row in await self._connection.execute(query)}
