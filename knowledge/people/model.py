"""A person, a department, and who helps whom there."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.errors import Explained


class Role(StrEnum):
    """What somebody is to the service; it decides what they may see and do."""

    STAFF = "staff"
    COACH = "coach"
    STANDIN = "standin"
    COORDINATOR = "coordinator"
    MANAGER = "manager"

    @property
    def helps(self) -> bool:
        """Whether questions may be sent to somebody with this role."""
        return self in {Role.COACH, Role.STANDIN, Role.COORDINATOR}


class UnknownPerson(Explained):
    """Nobody has this id."""

    key = "people.error.unknown_person"


class UnknownDepartment(Explained):
    """No department has this id."""

    key = "people.error.unknown_department"


@dataclass(frozen=True, kw_only=True, slots=True)
class Department:
    """A part of the organisation, with a name people use."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody who asks, answers or keeps the library.

    Holds no more than is needed: where they belong, their language, and for those who help,
    what the asker needs in order to find them.
    """

    id: str
    name: str
    role: Role = Role.STAFF
    department: str | None = None
    language: str | None = None
    place: str = ""
    picture: str = ""
    sample: bool = False
    away: bool = False
    away_until: date | None = None

    @property
    def first_name(self) -> str:
        """The name one says: the first word of it."""
        return self.name.split(" ", 1)[0]

    @property
    def initials(self) -> str:
        """One or two letters that stand in for a picture."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def is_away(self, today: date) -> bool:
        """Whether the person said they are away on this day."""
        if not self.away:
            return False
        return self.away_until is None or today < self.away_until

    def gone(self, until: date | None) -> "Person":
        """Return the person as away until a day (the day they are back), or until further word."""
        return replace(self, away=True, away_until=until)

    def back(self) -> "Person":
        """Return the person as here again."""
        return replace(self, away=False, away_until=None)
