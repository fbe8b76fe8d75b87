"""Somebody writes on a channel for the first time: who are they?"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.people.model import Department, Person
from knowledge.people.ports import Accounts, PeopleShelf


class Known(StrEnum):
    """How a person became known."""

    BEFORE = "before"
    BY_EMAIL = "by_email"
    NEW = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What a channel tells of somebody: a roster's row, or a profile.

    Attributes:
        channel: the channel's name.
        account: the channel's own id of the person.
        email: the work address, if the channel has one.
        verified: whether the organisation itself vouches for the address: it comes from its own
            directory and not from what the person has typed.
        department: what the channel calls the department; used only when it names one exactly.
        picture: an address of a picture, or "".
    """

    channel: str
    account: str
    name: str
    email: str = ""
    verified: bool = False
    language: str | None = None
    department: str = ""
    picture: str = ""


async def meet(seen: Seen, *, people: PeopleShelf, accounts: Accounts) -> tuple[Person, Known]:
    """Return who somebody on a channel is; somebody new becomes a member of staff.

    An account met before is its owner's. One with a verified work address that the organisation
    knows belongs to that person, whatever the display names say. Everybody else is new: a name
    alone links nobody to anybody.

    Args:
        seen: what the channel tells.
        people: the people shelf.
        accounts: the accounts.
    """
    owner = await accounts.owner(seen.channel, seen.account)
    if owner is not None:
        return await _with_what_is_new(await people.get(owner), seen, people), Known.BEFORE
    known = await people.by_email(seen.email) if seen.verified else None
    if known is not None and known.left is None:
        await accounts.add(seen.channel, seen.account, known.id)
        return await _with_what_is_new(known, seen, people), Known.BY_EMAIL
    department = _named(await people.departments(), seen.department)
    person = Person(
        id=_new_id(seen),
        name=seen.name[:120] or seen.account[:120],
        department=department.id if department else None,
        language=seen.language,
        email=seen.email.lower() if seen.verified else "",
        picture=seen.picture,
    )
    await people.put(person)
    await accounts.add(seen.channel, seen.account, person.id)
    return person, Known.NEW


async def _with_what_is_new(person: Person, seen: Seen, people: PeopleShelf) -> Person:
    """Keep what the channel knows and the organisation's file has not said."""
    department = person.department
    if department is None and seen.department:
        named = _named(await people.departments(), seen.department)
        department = named.id if named else None
    changed = replace(
        person,
        department=department,
        language=person.language or seen.language,
        picture=person.picture or seen.picture,
        name=person.name if person.listed or not seen.name else seen.name[:120],
    )
    if changed != person:
        await people.put(changed)
    return changed


def _named(departments: Sequence[Department], name: str) -> Department | None:
    """Return the one department with this name; None when there is none, or several."""
    said = " ".join(name.split()).casefold()
    found = [one for one in departments if said and one.name.casefold() == said]
    return found[0] if len(found) == 1 else None


def _new_id(seen: Seen) -> str:
    """Return an id that the same account gets again, and that tells nothing of it."""
    digest = hashlib.sha256(f"{seen.channel}|{seen.account}".encode()).hexdigest()
    return f"{seen.channel}-{digest[:16]}"
