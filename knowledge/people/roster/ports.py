"""What carrying out a plan needs from the outside world."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from knowledge.people.model import Department, Duty, Person


class RosterShelf(Protocol):
    """Writes many people and departments at once, in one transaction."""

    async def put_departments(self, departments: Sequence[Department]) -> None:
        """Keep these departments, new and changed ones."""
        ...

    async def add(self, people: Sequence[Person]) -> None:
        """Keep people who may be new, or back after they had left."""
        ...

    async def change(self, people: Sequence[Person]) -> None:
        """Keep these versions of people who are there."""
        ...

    async def set_duties(self, duties: Mapping[str, Sequence[tuple[str, Duty]]]) -> None:
        """Let these people help these other departments, and no others."""
        ...

    async def set_profiles(self, profiles: Mapping[str, Mapping[str, object]]) -> None:
        """Keep what a file says for profiles; the rest of each stays."""
        ...

    async def offer_ombuds(self, ombuds: Sequence[tuple[str, str]], *, at: datetime) -> None:
        """Let these people be ombud: person id and department id."""
        ...
