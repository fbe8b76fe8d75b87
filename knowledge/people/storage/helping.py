"""Keeps what those who help have told: profiles, absences, duties, and offers to be ombud."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people.model import (
    Absence,
    Duty,
    Ombud,
    OmbudStage,
    Person,
    Profile,
    Role,
    Told,
)
from knowledge.people.storage.tables import (
    ABSENCES,
    DUTIES,
    HELPING,
    NEVER,
    OMBUDS,
    PEOPLE,
    PROFILES,
    absence_of,
    person_of,
    profile_of,
)
from knowledge.storage import insert_once


class SqlHelping:
    """Who helps whom, as one transaction sees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_duty(self, person_id: str, department: str, duty: Duty) -> None:
        """Let somebody help another department, too; doing so twice is no error."""
        await self._put(
            DUTIES, {"person": person_id, "department": department}, {"duty": duty.value}
        )

    async def remove_duties(self, person_id: str) -> None:
        """Take every duty beside somebody's own department away."""
        await self._connection.execute(
            sqlalchemy.delete(DUTIES).where(DUTIES.c.person == person_id)
        )

    async def duties_of(self, person_id: str) -> Sequence[tuple[str, Duty]]:
        """Return the other departments somebody helps, and as what."""
        query = sqlalchemy.select(DUTIES).where(DUTIES.c.person == person_id)
        return [(row.department, Duty(row.duty)) for row in await self._connection.execute(query)]

    async def profile(self, person_id: str) -> Profile:
        """Return what somebody has told about being asked; an empty one when they have not."""
        return (await self.profiles([person_id]))[person_id]

    async def profiles(self, people: Collection[str]) -> Mapping[str, Profile]:
        """Return the profiles of several people; who has none gets an empty one."""
        query = sqlalchemy.select(PROFILES).where(PROFILES.c.person.in_(people))
        found = {row.person: profile_of(row) for row in await self._connection.execute(query)}
        return {one: found.get(one) or Profile(person=one) for one in people}

    async def with_interests(self) -> Sequence[tuple[Person, Profile]]:
        """Return those who help and have said what they like to be asked about."""
        query = (
            sqlalchemy.select(PEOPLE, PROFILES)
            .join(PROFILES, PROFILES.c.person == PEOPLE.c.id)
            .outerjoin(OMBUDS, OMBUDS.c.person == PEOPLE.c.id)
            .where(
                PROFILES.c.interests != "",
                PEOPLE.c.left.is_(None),
                PEOPLE.c.role.in_((*HELPING, Role.COORDINATOR.value))
                | (OMBUDS.c.stage == OmbudStage.ACTIVE.value),
            )
            .order_by(PEOPLE.c.name)
        )
        return [(person_of(row), profile_of(row)) for row in await self._connection.execute(query)]

    async def put_profile(self, profile: Profile) -> None:
        """Keep this version of a profile."""
        values = {
            column.name: getattr(profile, column.name)
            for column in PROFILES.c
            if column.name != "person"
        }
        values["languages"] = " ".join(profile.languages)
        values["bundle"] = profile.bundle.strftime("%H:%M") if profile.bundle else None
        await self._put(PROFILES, {"person": profile.person}, values)

    async def absences(self, people: Collection[str], *, on: date) -> Mapping[str, Absence]:
        """Return who of these people is away on a day, with the absence that ends last."""
        query = sqlalchemy.select(ABSENCES).where(
            ABSENCES.c.person.in_(people),
            ABSENCES.c.first <= on,
            ABSENCES.c.back.is_(None) | (ABSENCES.c.back > on),
        )
        found: dict[str, Absence] = {}
        for row in await self._connection.execute(query):
            one = absence_of(row)
            before = found.get(one.person)
            if before is None or (before.back or NEVER) < (one.back or NEVER):
                found[one.person] = one
        return found

    async def absences_of(self, person_id: str) -> Sequence[Absence]:
        """Return a person's absences, the first first."""
        query = (
            sqlalchemy.select(ABSENCES)
            .where(ABSENCES.c.person == person_id)
            .order_by(ABSENCES.c.first)
        )
        return [absence_of(row) for row in await self._connection.execute(query)]

    async def add_absence(self, absence: Absence) -> None:
        """Keep that somebody is away."""
        await self._connection.execute(
            ABSENCES.insert().values(
                person=absence.person,
                first=absence.first,
                back=absence.back,
                told=absence.told.value,
            )
        )

    async def end_absences(self, person_id: str, *, on: date) -> int:
        """Let every absence that covers a day end on it; say how many there were."""
        covering = (
            (ABSENCES.c.person == person_id)
            & (ABSENCES.c.first <= on)
            & (ABSENCES.c.back.is_(None) | (ABSENCES.c.back > on))
        )
        change = sqlalchemy.update(ABSENCES).where(covering).values(back=on)
        return (await self._connection.execute(change)).rowcount

    async def replace_absences(
        self, person_id: str, told: Told, absences: Sequence[Absence]
    ) -> None:
        """Keep these absences in place of those that became known the same way."""
        await self._connection.execute(
            sqlalchemy.delete(ABSENCES).where(
                ABSENCES.c.person == person_id, ABSENCES.c.told == told.value
            )
        )
        for absence in absences:
            await self.add_absence(absence)

    async def forget_absences(self, *, before: date) -> int:
        """Remove absences that ended before a day; say how many."""
        change = sqlalchemy.delete(ABSENCES).where(ABSENCES.c.back < before)
        return (await self._connection.execute(change)).rowcount

    async def feeds(self) -> Sequence[Profile]:
        """Return the profiles that have a calendar's address, of those who have not left."""
        query = (
            sqlalchemy.select(PROFILES)
            .join(PEOPLE, PEOPLE.c.id == PROFILES.c.person)
            .where(PROFILES.c.feed != "", PEOPLE.c.left.is_(None))
        )
        return [profile_of(row) for row in await self._connection.execute(query)]

    async def ombud(self, person_id: str) -> Ombud | None:
        """Return somebody's offer to be an ombud, or None."""
        query = sqlalchemy.select(OMBUDS).where(OMBUDS.c.person == person_id)
        row = (await self._connection.execute(query)).one_or_none()
        return Ombud(**{**row._mapping, "stage": OmbudStage(row.stage)}) if row else None

    async def ombuds_in(self, departments: Collection[str]) -> Sequence[tuple[str, Person]]:
        """Return the active ombuds of departments: department and person."""
        query = (
            sqlalchemy.select(PEOPLE, OMBUDS.c.department.label("helped"))
            .join(OMBUDS, OMBUDS.c.person == PEOPLE.c.id)
            .where(
                OMBUDS.c.department.in_(departments),
                OMBUDS.c.stage == OmbudStage.ACTIVE.value,
                PEOPLE.c.left.is_(None),
            )
        )
        return [(row.helped, person_of(row)) for row in await self._connection.execute(query)]

    async def put_ombud(self, ombud: Ombud) -> None:
        """Keep an offer, or that it became more."""
        await self._put(
            OMBUDS,
            {"person": ombud.person},
            {"department": ombud.department, "stage": ombud.stage.value, "since": ombud.since},
        )

    async def remove_ombud(self, person_id: str) -> bool:
        """Remove an offer or an ombud; say whether there was one."""
        change = sqlalchemy.delete(OMBUDS).where(OMBUDS.c.person == person_id)
        return (await self._connection.execute(change)).rowcount > 0

    async def _put(
        self, table: sqlalchemy.Table, key: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        """Change the row with this key, or add it."""
        there = [table.c[name] == value for name, value in key.items()]
        change = sqlalchemy.update(table).where(*there).values(**values)
        if (await self._connection.execute(change)).rowcount == 0:
            await self._connection.execute(
                insert_once(self._connection, table).values(**key, **values)
            )
