"""The organisation as a tree of departments."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.people.model import Department, Level

DEEPEST = 12
"""No organisation has more levels; a circle in the data ends here instead of never."""


class Tree:
    """Departments, and how they hang together."""

    def __init__(self, departments: Iterable[Department]) -> None:
        self._by_id = {one.id: one for one in departments}
        self._children: dict[str | None, list[Department]] = defaultdict(list)
        for one in self._by_id.values():
            self._children[one.parent if one.parent in self._by_id else None].append(one)

    def __contains__(self, department: object) -> bool:
        """Whether there is a department with this id."""
        return department in self._by_id

    def get(self, department: str | None) -> Department | None:
        """Return a department, or None when it is not there."""
        return self._by_id.get(department) if department else None

    def all(self) -> Sequence[Department]:
        """Return every department, by name."""
        return sorted(self._by_id.values(), key=lambda one: one.name)

    def chain(self, department: str | None) -> Sequence[Department]:
        """Return a department and those it is a part of, the nearest first."""
        found: list[Department] = []
        one = self.get(department)
        while one is not None and len(found) < DEEPEST:
            found.append(one)
            one = self.get(one.parent)
        return found

    def children(self, department: str | None) -> Sequence[Department]:
        """Return the parts of a department, by name; None for the tops of the tree."""
        return sorted(self._children.get(department, ()), key=lambda one: one.name)

    def leaves(self) -> Sequence[Department]:
        """Return the departments that have no parts, by name."""
        return [one for one in self.all() if one.id not in self._children]

    def under(self, department: str | None) -> frozenset[str]:
        """Return the ids of a department and all its parts; of everything for None."""
        if department is None:
            return frozenset(self._by_id)
        found: set[str] = set()
        waiting = [department]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(child.id for child in self._children.get(one, ()))
        return frozenset(found)

    def administration(self, department: str | None) -> str | None:
        """Return the id of the administration (förvaltning) a department belongs to.

        The nearest district above it; where the tree names none, its top.
        """
        chain = self.chain(department)
        for one in chain:
            if one.level is Level.DISTRICT:
                return one.id
        return chain[-1].id if chain else None

    def inherited(self, department: str | None, field: str) -> str:
        """Return what a department says of itself, or else what the nearest above it says.

        Args:
            department: where to begin.
            field: hours, quiet, language, it_contact or service_desk.
        """
        for one in self.chain(department):
            said = getattr(one, field)
            if said:
                return str(said)
        return ""
