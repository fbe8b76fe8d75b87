"""Who is within name distance: the person a question goes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.people.model import Person, Role


class Because(StrEnum):
    """Why it is this person."""

    COACH = "coach"
    STANDIN = "standin"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Helper:
    """The person a question goes to, why, and whom they stand in for."""

    person: Person
    because: Because
    instead_of: Person | None = None


def helper_for(
    asker: Person, *, of_department: Sequence[Person], coordinators: Sequence[Person], today: date
) -> Helper | None:
    """Name the person who answers this asker today, or None when nobody can.

    Args:
        asker: who asks; never chosen, not even when they are the coach themselves.
        of_department: the coaches and stand-ins of the asker's department, in any order.
        coordinators: who answers where there is no coach.
        today: the day in the organisation's own time zone.

    Returns:
        The main coach; else a stand-in, with the absent coach named; else a coordinator.
    """
    others = sorted(
        (person for person in of_department if person.id != asker.id), key=lambda one: one.id
    )
    coaches = [person for person in others if person.role is Role.COACH]
    here = [person for person in coaches if not person.is_away(today)]
    if here:
        return Helper(here[0], Because.COACH)
    absent = coaches[0] if coaches else None
    for person in others:
        if person.role is Role.STANDIN and not person.is_away(today):
            return Helper(person, Because.STANDIN, absent)
    for person in sorted(coordinators, key=lambda one: (one.is_away(today), one.id)):
        if person.id != asker.id:
            return Helper(person, Because.COORDINATOR, absent)
    return None
