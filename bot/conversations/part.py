"""Which part of the organisation a coordinator looks after."""

from collections.abc import Sequence

from bot.conversations.correspondence import Correspondence
from knowledge.people.model import Person, Role


async def part_of(letters: Correspondence, person: Person) -> frozenset[str] | None:
    """Return the ids of the departments somebody coordinates; None means all of them."""
    if person.role is Role.ADMINISTRATOR or person.department is None:
        return None
    return (await letters.tree()).under(person.department)


async def in_part(letters: Correspondence, person: Person) -> Sequence[str]:
    """Return the ids of the departments somebody coordinates, each by its id."""
    part = await part_of(letters, person)
    return sorted(part if part is not None else (await letters.tree()).under(None))
