"""Which part of the organisation a coordinator looks after."""

from collections.abc import Sequence

from bot.conversations.correspondence import Correspondence
from knowledge.people.model import Person, Role

KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
"""Roles that only an administrator gives and takes."""


async def part_of(letters: Correspondence, person: Person) -> frozenset[str] | None:
    """Return the ids of the departments somebody coordinates; None means all of them."""
    if person.role is Role.ADMINISTRATOR or person.department is None:
        return None
    return (await letters.tree()).under(person.department)


async def in_part(letters: Correspondence, person: Person) -> Sequence[str]:
    """Return the ids of the departments somebody coordinates, each by its id."""
    part = await part_of(letters, person)
    return sorted(part if part is not None else (await letters.tree()).under(None))


def may_change(me: Person, person: Person) -> bool:
    """Say whether one may change whom another helps, in the chat and on the desk alike.

    Nobody changes themselves, and only administrators change those who keep the desk.
    """
    if person.id == me.id:
        return False
    return person.role not in KEEPERS or me.role is Role.ADMINISTRATOR
