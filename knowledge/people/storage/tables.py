"""The tables of people, and how a row of each is read."""

from dataclasses import fields
from datetime import date, time
from typing import Any

import sqlalchemy

from knowledge.people.model import (
    Absence,
    Department,
    Level,
    Person,
    Profile,
    Role,
    Told,
)
from knowledge.storage import METADATA, UtcDateTime

DEPARTMENTS = sqlalchemy.Table(
    "departments",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.String(120), nullable=False),
    sqlalchemy.Column("parent", sqlalchemy.ForeignKey("departments.id"), index=True),
    sqlalchemy.Column("level", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("hours", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Column("quiet", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Column("language", sqlalchemy.String(8)),
    sqlalchemy.Column("it_contact", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Column("service_desk", sqlalchemy.String(200), nullable=False, default=""),
)

PEOPLE = sqlalchemy.Table(
    "people",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.String(64), primary_key=True),
    sqlalchemy.Column("name", sqlalchemy.String(120), nullable=False),
    sqlalchemy.Column("role", sqlalchemy.String(20), nullable=False, index=True),
    sqlalchemy.Column("department", sqlalchemy.ForeignKey("departments.id"), index=True),
    sqlalchemy.Column("language", sqlalchemy.String(8)),
    sqlalchemy.Column("place", sqlalchemy.String(120), nullable=False, default=""),
    sqlalchemy.Column("picture", sqlalchemy.String(200), nullable=False, default=""),
    sqlalchemy.Column("email", sqlalchemy.String(254), nullable=False, default="", index=True),
    sqlalchemy.Column("sample", sqlalchemy.Boolean, nullable=False, default=False),
    sqlalchemy.Column("listed", sqlalchemy.Boolean, nullable=False, default=False),
    sqlalchemy.Column("left", sqlalchemy.Date),
    # How many work where is counted in the index alone.
    sqlalchemy.Index("ix_people_left_department", "left", "department"),
)

DUTIES = sqlalchemy.Table(
    "duties",
    METADATA,
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), primary_key=True),
    sqlalchemy.Column(
        "department", sqlalchemy.ForeignKey("departments.id"), primary_key=True, index=True
    ),
    sqlalchemy.Column("duty", sqlalchemy.String(20), nullable=False),
)

EMPTY = sqlalchemy.text("''")

PROFILES = sqlalchemy.Table(
    "profiles",
    METADATA,
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), primary_key=True),
    sqlalchemy.Column("spoken", sqlalchemy.String(120), nullable=False, default=""),
    sqlalchemy.Column(
        "phone", sqlalchemy.String(40), nullable=False, default="", server_default=EMPTY
    ),
    sqlalchemy.Column(
        "drop_in", sqlalchemy.String(120), nullable=False, default="", server_default=EMPTY
    ),
    sqlalchemy.Column("languages", sqlalchemy.String(40), nullable=False, default=""),
    sqlalchemy.Column("interests", sqlalchemy.String(400), nullable=False, default=""),
    sqlalchemy.Column("hours_a_month", sqlalchemy.Integer),
    sqlalchemy.Column("most_open", sqlalchemy.Integer),
    sqlalchemy.Column("bundle", sqlalchemy.String(5)),
    sqlalchemy.Column("sees", sqlalchemy.Boolean, nullable=False, default=False),
    sqlalchemy.Column("refused", sqlalchemy.Boolean, nullable=False, default=False),
    sqlalchemy.Column("feed", sqlalchemy.Text, nullable=False, default=""),
)

ABSENCES = sqlalchemy.Table(
    "absences",
    METADATA,
    sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True, autoincrement=True),
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), nullable=False, index=True),
    sqlalchemy.Column("first", sqlalchemy.Date, nullable=False),
    sqlalchemy.Column("back", sqlalchemy.Date),
    sqlalchemy.Column("told", sqlalchemy.String(10), nullable=False),
)

OMBUDS = sqlalchemy.Table(
    "ombuds",
    METADATA,
    sqlalchemy.Column("person", sqlalchemy.ForeignKey("people.id"), primary_key=True),
    sqlalchemy.Column(
        "department", sqlalchemy.ForeignKey("departments.id"), nullable=False, index=True
    ),
    sqlalchemy.Column("stage", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("since", UtcDateTime, nullable=False),
)

HELPING = (Role.COACH.value, Role.STANDIN.value)
NEVER = date.max
"""Stands for an absence without an end, so that it is the last to end."""


def _fields(table: sqlalchemy.Table, kind: type, row: sqlalchemy.Row[Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {column.name: row._mapping[column] for column in table.c if column.name in names}


def person_of(row: sqlalchemy.Row[Any]) -> Person:
    """Read a person from a row that has all columns of PEOPLE."""
    found = _fields(PEOPLE, Person, row)
    return Person(**{**found, "role": Role(found["role"])})


def department_of(row: sqlalchemy.Row[Any]) -> Department:
    """Read a department from a row that has all columns of DEPARTMENTS."""
    found = _fields(DEPARTMENTS, Department, row)
    return Department(**{**found, "level": Level(found["level"])})


def profile_of(row: sqlalchemy.Row[Any]) -> Profile:
    """Read a profile from a row that has all columns of PROFILES."""
    found = _fields(PROFILES, Profile, row)
    found["languages"] = tuple(found["languages"].split())
    found["bundle"] = time.fromisoformat(found["bundle"]) if found["bundle"] else None
    return Profile(**found)


def absence_of(row: sqlalchemy.Row[Any]) -> Absence:
    """Read an absence from a row that has all columns of ABSENCES."""
    found = _fields(ABSENCES, Absence, row)
    return Absence(**{**found, "told": Told(found["told"])})
