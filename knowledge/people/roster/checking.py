"""Checks what a file says, value by value, and names each fault by its row."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from knowledge.boundaries.identity_numbers import masked
from knowledge.people.model import Duty, Level, Role
from knowledge.people.roster.sheet import DepartmentRow, Fault, Row, Unfit, quoted
from knowledge.people.roster.vocabulary import (
    LABELS,
    LANGUAGES,
    LEVELS,
    NO,
    ROLES,
    YES,
    folded,
)

LONGEST_NAME = 120
LONGEST_EMAIL = 254

ID = re.compile(r"[A-Za-z0-9._@-]{1,64}")
"""What an id we keep may be."""

EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+")
"""What an address looks like; whether it exists is another matter."""

IN_BRACKETS = re.compile(r"(.+?) ?\(([^()]+)\)")
FAILED_FORMULAS = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SAKNAS!"}
)

Said = Mapping[str, str]
"""The values of one row by field, cleaned; only the columns that are there."""

Readers = Mapping[str, Callable[[str], object]]


def person(number: int, said: Said) -> tuple[Row, list[Fault]]:
    """Return what a row says of a person, and what is wrong with its values."""
    values, faults = _values(number, _with_name(said), PERSON)
    if not said.get("id") and not said.get("email"):
        faults.append(Fault(number, "id", "there is neither id nor e-mail", "one of them"))
    if values.get("role") in {Role.COACH, Role.STANDIN} and values.get("department") == "":
        faults.append(Fault(number, "department", *WITHOUT_DEPARTMENT))
    return Row(number=number, **values), faults


WITHOUT_DEPARTMENT = ("a coach or a stand-in has none", "the department they help")
"""Of somebody who would be asked by nobody: what is said, and what is wanted."""


def department(number: int, said: Said) -> tuple[DepartmentRow, list[Fault]]:
    """Return what a row says of a department, and what is wrong with its values."""
    values, faults = _values(number, said, DEPARTMENT)
    return DepartmentRow(number=number, **values), faults


class Once:
    """Remembers what has stood in a column, so that nothing stands there twice."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._rows: dict[str, int] = {}

    def faults(self, number: int, value: str) -> Iterator[Fault]:
        """Name a value that has stood in an earlier row, whatever its capitals."""
        if not value:
            return
        first = self._rows.setdefault(value.casefold(), number)
        if first != number:
            said = f"{quoted(value)} stands in row {first}, too"
            yield Fault(number, LABELS.get(self._field, self._field), said, "each in one row only")


def _values(number: int, said: Said, readers: Readers) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    numbered = masked("\n".join(said.values())).count > 0
    for field, text in said.items():
        try:
            if numbered:
                _check_identity_numbers(text)
            _check_formula(text)
            values[field] = readers[field](text)
        except Unfit as unfit:
            faults.append(Fault(number, LABELS.get(field, field), unfit.said, unfit.wanted))
    return values, faults


def _check_identity_numbers(text: str) -> None:
    """Refuse a value that holds an identity number, without repeating any of it."""
    if masked(text).count:
        raise Unfit("it holds a personal identity number", "a file without any")


def _check_formula(text: str) -> None:
    if text in FAILED_FORMULAS:
        raise Unfit(f"{text}: its formula fails", "a value")


def _with_name(said: Said) -> Said:
    """Return the values with a whole name in place of its two parts."""
    first, last = said.get("first_name", ""), said.get("last_name", "")
    rest = {key: text for key, text in said.items() if key not in {"first_name", "last_name"}}
    return {"name": f"{first} {last}".strip(), **rest}


def _text(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > longest:
            raise Unfit(f"it has {len(text):,} characters", f"at most {longest}")
        return text

    return read


def _name(text: str) -> str:
    if not text:
        raise Unfit("it is empty", "a name")
    return _text(LONGEST_NAME)(text)


def fit_email(text: str) -> str:
    """Return a work address as we keep it, or "" for none.

    Raises:
        Unfit: it is no address.
    """
    address = text.lower()
    if not address:
        return ""
    if len(address) > LONGEST_EMAIL or not EMAIL.fullmatch(address):
        raise Unfit(f"{quoted(text)} is no address", "name@example.se")
    return address


def fit_id(text: str) -> str:
    """Return a text that may be an id we keep.

    Raises:
        Unfit: it is empty, too long, or has other characters.
    """
    if not ID.fullmatch(text):
        raise Unfit(
            f"{quoted(text)} is no id" if text else "it is empty",
            "at most 64 of a-z, 0-9, dot, hyphen, underscore and @",
        )
    return text


def _role(text: str) -> Role:
    if not text:
        return Role.STAFF
    role = ROLES.get(folded(text))
    if role is None:
        raise Unfit(f"{quoted(text)} is no role", f"one of {', '.join(Role)}")
    return role


def _level(text: str) -> Level | None:
    if not text:
        return None
    level = LEVELS.get(folded(text))
    if level is None:
        raise Unfit(f"{quoted(text)} is no level", f"one of {', '.join(Level)}")
    return level


def _language(text: str) -> str:
    if not text:
        return ""
    language = LANGUAGES.get(folded(text))
    if language is None:
        known = ", ".join(sorted(set(LANGUAGES.values())))
        raise Unfit(f"{quoted(text)} is no language the service speaks", f"one of {known}")
    return language


def _ombud(text: str) -> bool | None:
    word = folded(text)
    if word in YES:
        return True
    if word in NO:
        return False
    if word:
        raise Unfit(f"{quoted(text)} is neither yes nor no", "yes, no or nothing")
    return None


def _also(text: str) -> tuple[tuple[str, Duty], ...]:
    return tuple(_duty(part.strip()) for part in text.split("|") if part.strip())


def _duty(text: str) -> tuple[str, Duty]:
    """Read "Omsorg (ersättare)"; brackets that hold no role belong to the department's name."""
    match = IN_BRACKETS.fullmatch(text)
    role = ROLES.get(folded(match[2])) if match else None
    if match and role in {Role.COACH, Role.STANDIN}:
        return match[1], Duty(role)
    return text, Duty.COACH


def _count(most: int) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
            raise Unfit(f"{quoted(text)} is no such number", f"a whole number up to {most}")
        if int(text) > most:
            raise Unfit(f"{text} is too many", f"a whole number up to {most}")
        return int(text)

    return read


PERSON: Readers = {
    "id": str,
    "name": _name,
    "email": fit_email,
    "department": str,
    "role": _role,
    "language": _language,
    "place": _text(120),
    "picture": _text(200),
    "ombud": _ombud,
    "also": _also,
    "most_open": _count(100),
    "hours_a_month": _count(200),
    "interests": _text(400),
}

DEPARTMENT: Readers = {
    "id": fit_id,
    "name": _name,
    "parent": str,
    "level": _level,
    "hours": _text(200),
    "quiet": _text(200),
    "language": _language,
    "it_contact": _text(200),
    "service_desk": _text(200),
}
