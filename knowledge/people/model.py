"""A person, a department, and who helps whom there."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from knowledge.errors import Missing


class Role(StrEnum):
    """What somebody is to the service; it decides what they may see and do."""

    STAFF = "staff"
    COACH = "coach"
    STANDIN = "standin"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"

    @property
    def helps(self) -> bool:
        """Whether questions are sent to somebody with this role."""
        return self in {Role.COACH, Role.STANDIN, Role.COORDINATOR}


class Level(StrEnum):
    """How large a part of the organisation a department is, the largest first."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    """A district or an administration (förvaltning): what leaves it may become a public record."""

    DEPARTMENT = "department"
    WORKPLACE = "workplace"


class Duty(StrEnum):
    """What somebody does for a department beside the one they work in."""

    COACH = "coach"
    STANDIN = "standin"


class UnknownPerson(Missing):
    """Nobody has this id."""

    key = "people.error.unknown_person"


class UnknownDepartment(Missing):
    """No department has this id."""

    key = "people.error.unknown_department"


@dataclass(frozen=True, kw_only=True, slots=True)
class Department:
    """A part of the organisation, with a name people use.

    Attributes:
        parent: the department it is a part of.
        hours: when people work there, as `scheduler.calendar.hours` reads it; "" means as above it.
        quiet: when nobody there is written to unasked, likewise; "" means as above it.
        language: what people there are spoken to in, when they have not said.
        it_contact: whom they turn to for IT, in words; "" means as above it.
        service_desk: whom they turn to for everything else that is broken; "" means as above it.
    """

    id: str
    name: str
    parent: str | None = None
    level: Level = Level.DEPARTMENT
    hours: str = ""
    quiet: str = ""
    language: str | None = None
    it_contact: str = ""
    service_desk: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody who asks, answers or keeps the library.

    Holds no more than is needed: where they belong, how to write to them, their language, and for
    those who help, what the asker needs in order to find them.

    Attributes:
        department: where they work. A coach answers for it; a coordinator looks after it and all
            below it, or after everything when it is None.
        email: the work address; two accounts with the same verified one are the same person.
        listed: whether they stand in the organisation's file, which then also removes them.
        left: the day they were gone from the organisation, if they are.
    """

    id: str
    name: str
    role: Role = Role.STAFF
    department: str | None = None
    language: str | None = None
    place: str = ""
    picture: str = ""
    email: str = ""
    sample: bool = False
    listed: bool = False
    left: date | None = None

    @property
    def first_name(self) -> str:
        """The name one says: the first word of it."""
        return self.name.split(" ", 1)[0]

    @property
    def initials(self) -> str:
        """One or two letters that stand in for a picture."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What somebody who helps has told about how they want to be asked.

    Attributes:
        spoken: how the name is said, in letters anybody can read.
        languages: codes of the languages they answer in.
        phone: where they can be called, "" when they have not said.
        drop_in: when and where one may come by, in their own words.
        interests: what they like to be asked about, in their own words, with commas between.
        hours_a_month: the time agreed with their manager, in hours.
        most_open: how many open questions they want at a time.
        bundle: the hour of the day at which all new questions come at once; None means at once.
        sees: whether they have confirmed that questions reach them where they are.
        refused: whether their channel has refused a letter since.
        feed: the address of their calendar, sealed: whoever knows it can read it.
    """

    person: str
    spoken: str = ""
    phone: str = ""
    drop_in: str = ""
    languages: tuple[str, ...] = ()
    interests: str = ""
    hours_a_month: int | None = None
    most_open: int | None = None
    bundle: time | None = None
    sees: bool = False
    refused: bool = False
    feed: str = ""

    @property
    def reachable(self) -> bool:
        """Whether a question sent to them is known to be seen."""
        return self.sees and not self.refused


class Told(StrEnum):
    """How an absence became known."""

    SAID = "said"
    FEED = "feed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Days somebody is away.

    Attributes:
        first: the first day.
        back: the day they are here again; None means until further word.
    """

    person: str
    first: date
    back: date | None = None
    told: Told = Told.SAID

    def covers(self, day: date) -> bool:
        """Whether they are away on this day."""
        return self.first <= day and (self.back is None or day < self.back)


class OmbudStage(StrEnum):
    """How far somebody's offer to be an ombud has come."""

    OFFERED = "offered"
    ACTIVE = "active"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ombud:
    """A volunteer whom colleagues at a workplace may ask, once their manager has said yes."""

    person: str
    department: str
    stage: OmbudStage
    since: datetime
