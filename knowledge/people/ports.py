"""What people and departments need from the outside world."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.people.model import Department, Person


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

    async def helpers_of(self, department: str) -> Sequence[Person]:
        """Return the coaches and stand-ins of a department."""
        ...

    async def coordinators(self) -> Sequence[Person]:
        """Return the coordinators."""
        ...

    async def department(self, department_id: str) -> Department:
        """Return the department, or raise UnknownDepartment."""
        ...

    async def departments(self) -> Sequence[Department]:
        """Return all departments, by name."""
        ...

    async def put_department(self, department: Department) -> None:
        """Keep this version of the department."""
        ...
