"""What people and departments need from the outside world."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from knowledge.people.model import Absence, Department, Duty, Ombud, Person, Profile, Told
from knowledge.people.tree import Tree


class PeopleShelf(Protocol):
    """Where people and departments are kept."""

    async def get(self, person_id: str) -> Person:
        """Return the person, or raise UnknownPerson."""
        ...

    async def put(self, person: Person) -> None:
        """Keep this version of the person."""
        ...

    async def everyone(self) -> Sequence[Person]:
        """Return all people, by department and name."""
        ...

    async def some(self, people: Collection[str]) -> Sequence[Person]:
        """Return those of some people who are known, by id."""
        ...

    async def helpers_in(self, departments: Collection[str]) -> Sequence[tuple[str, Duty, Person]]:
        """Return who helps in these departments: department, duty and person.

        Coaches and stand-ins help where they work; a duty adds another department. Nobody who has
        left is among them.
        """
        ...

    async def departments_with(self, duty: Duty) -> Collection[str]:
        """Return the ids of the departments in which somebody has a duty."""
        ...

    async def coordinators(self) -> Sequence[Person]:
        """Return the coordinators who have not left."""
        ...

    async def managers_of(self, department: str) -> Sequence[Person]:
        """Return the managers who work in a department."""
        ...

    async def by_email(self, email: str) -> Person | None:
        """Return the person with a work address, whatever its capitals; None when nobody has it."""
        ...

    async def named(self, words: str) -> Sequence[Person]:
        """Return people whose name begins with, or has a word that begins with, these words."""
        ...

    async def gone_before(self, day: date) -> Sequence[Person]:
        """Return people who left the organisation before a day."""
        ...

    async def erase(self, person_id: str) -> None:
        """Remove a person and all that is kept about them here."""
        ...

    async def department(self, department_id: str) -> Department:
        """Return the department, or raise UnknownDepartment."""
        ...

    async def departments(self) -> Sequence[Department]:
        """Return all departments, by name."""
        ...

    async def tree(self) -> Tree:
        """Return the organisation."""
        ...

    async def put_department(self, department: Department) -> None:
        """Keep this version of the department."""
        ...

    async def sizes(self) -> Mapping[str, int]:
        """Return how many people work in each department that has any."""
        ...

    async def add_duty(self, person_id: str, department: str, duty: Duty) -> None:
        """Let somebody help another department, too; doing so twice is no error."""
        ...

    async def remove_duties(self, person_id: str) -> None:
        """Take every duty beside somebody's own department away."""
        ...

    async def duties_of(self, person_id: str) -> Sequence[tuple[str, Duty]]:
        """Return the other departments somebody helps, and as what."""
        ...

    async def profile(self, person_id: str) -> Profile:
        """Return what somebody has told about being asked; an empty one when they have not."""
        ...

    async def profiles(self, people: Collection[str]) -> Mapping[str, Profile]:
        """Return the profiles of several people; who has none gets an empty one."""
        ...

    async def with_interests(self) -> Sequence[tuple[Person, Profile]]:
        """Return those who help and have said what they like to be asked about."""
        ...

    async def put_profile(self, profile: Profile) -> None:
        """Keep this version of a profile."""
        ...

    async def absences(self, people: Collection[str], *, on: date) -> Mapping[str, Absence]:
        """Return who of these people is away on a day, with the absence that ends last."""
        ...

    async def absences_of(self, person_id: str) -> Sequence[Absence]:
        """Return a person's absences, the first first."""
        ...

    async def add_absence(self, absence: Absence) -> None:
        """Keep that somebody is away."""
        ...

    async def end_absences(self, person_id: str, *, on: date) -> int:
        """Let every absence that covers a day end on it; say how many there were."""
        ...

    async def replace_absences(
        self, person_id: str, told: Told, absences: Sequence[Absence]
    ) -> None:
        """Keep these absences in place of those that became known the same way."""
        ...

    async def forget_absences(self, *, before: date) -> int:
        """Remove absences that ended before a day; say how many."""
        ...

    async def feeds(self) -> Sequence[Profile]:
        """Return the profiles that have a calendar's address, of those who have not left."""
        ...

    async def ombud(self, person_id: str) -> Ombud | None:
        """Return somebody's offer to be an ombud, or None."""
        ...

    async def ombuds_in(self, departments: Collection[str]) -> Sequence[tuple[str, Person]]:
        """Return the active ombuds of departments: department and person."""
        ...

    async def put_ombud(self, ombud: Ombud) -> None:
        """Keep an offer, or that it became more."""
        ...

    async def remove_ombud(self, person_id: str) -> bool:
        """Remove an offer or an ombud; say whether there was one."""
        ...


class Accounts(Protocol):
    """Who is who on which channel."""

    async def owner(self, channel: str, account: str) -> str | None:
        """Return the person id behind an account, or None for one never met."""
        ...

    async def of(self, person_id: str) -> Sequence[tuple[str, str]]:
        """Return a person's accounts: channel and account."""
        ...

    async def add(self, channel: str, account: str, person_id: str) -> None:
        """Keep whose an account is; an account has one owner, the latest."""
        ...

    async def use(self, channel: str, account: str, *, on: date) -> None:
        """Remember the day on which somebody last wrote with an account."""
        ...

    async def latest_of(
        self, people: Collection[str], channels: Collection[str]
    ) -> Mapping[str, str]:
        """Return which of some channels people wrote on last, or have an account on, by id.

        Whoever has none is left out.
        """
        ...

    async def having(self, channels: Collection[str]) -> frozenset[str]:
        """Return who has an account on any of some channels."""
        ...

    async def unmet(
        self, channel: str, *, within: Collection[str] | None, most: int
    ) -> tuple[int, Sequence[str]]:
        """Count those who work here and have no account on a channel; return the first of them.

        Args:
            channel: the channel's name.
            within: the departments that count; None is everybody, also without a department.
            most: how many person ids to return, by name.
        """
        ...

    async def hand_over(self, *, of: str, to: str) -> None:
        """Give all accounts of one person to another."""
        ...

    async def add_code(self, mark: str, person_id: str, *, until: datetime) -> None:
        """Keep a code, as a mark, that links an account to a person; an older one is dropped."""
        ...

    async def use_code(self, mark: str, *, now: datetime) -> str | None:
        """Return whose a code is, once and in time; None otherwise."""
        ...

    async def forget_codes(self, *, before: datetime) -> int:
        """Remove codes that were not used in time; say how many."""
        ...

    async def forget(self, person_id: str) -> None:
        """Remove a person's accounts and codes."""
        ...
