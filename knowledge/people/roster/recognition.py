"""Which person a row of the file is about: by id, else by e-mail."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from knowledge.people.model import Person
from knowledge.people.roster.checking import fit_id
from knowledge.people.roster.sheet import Fault, Row, Unfit, quoted

MARK = 12
"""Characters of an address's hash that make an id."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A row, and whom it is about.

    Attributes:
        id: the person's, which a new one is to have.
        before: the person as they are, or None for a new one.
    """

    row: Row
    id: str
    before: Person | None

    @property
    def email(self) -> str:
        """The address the person has from now on; one that is not given is kept."""
        return self.row.email or (self.before.email.lower() if self.before else "")


class Recognition:
    """Finds people again, and remembers who stands in the file.

    Attributes:
        faults: rows that could be about nobody or about two.
        spared: ids of people who stand in the file, but in a row that cannot be used.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        # Of several with one address, whoever has not left and is listed comes last and counts.
        everyone = sorted(people, key=lambda one: (one.left is None, one.listed, one.id))
        self._by_id = {one.id: one for one in everyone}
        self._by_email = {one.email.lower(): one for one in everyone if one.email}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for one in everyone:
            self._by_name[one.name.casefold()].append(one.id)
        self._claimed: dict[str, Recognised] = {}
        self.faults: list[Fault] = []
        self.spared: set[str] = set()

    def recognise(self, rows: Sequence[Row]) -> Sequence[Recognised]:
        """Return the rows that are about one person each, in the file's order.

        An id says more than an address: rows with a known id are seen to first, whatever their
        order.
        """
        for row in rows:
            if not row.sound:
                self._spare(row)
        sound = [row for row in rows if row.sound]
        for with_known_id in (True, False):
            for row in sound:
                if (row.id in self._by_id) is with_known_id:
                    self._claim(row)
        return sorted(self._claimed.values(), key=lambda one: one.row.number)

    def owner(self, one: Recognised) -> Person | None:
        """Return who else has the address a row gives today, or None when nobody has."""
        owner = self._by_email.get(one.row.email)
        return None if owner is None or owner.id == one.id or owner.left is not None else owner

    def refuse(self, one: Recognised, field: str, unfit: Unfit) -> Collection[str]:
        """Take a row back with a fault; return the ids of all it may be about, who are spared."""
        self.spared.add(one.id)
        return {one.id} | self._refuse(one.row, field, unfit)

    def _refuse(self, row: Row, field: str, unfit: Unfit) -> set[str]:
        self.faults.append(Fault(row.number, field, unfit.said, unfit.wanted))
        return self._spare(row)

    def _spare(self, row: Row) -> set[str]:
        """Remember that somebody stands in the file, by whatever of the row is readable."""
        found = set(self._by_name.get(row.name.casefold(), ()))
        if row.id in self._by_id:
            found.add(row.id)
        if row.email in self._by_email:
            found.add(self._by_email[row.email].id)
        self.spared |= found
        return found

    def _claim(self, row: Row) -> None:
        try:
            one = self._recognised(row)
            other = self._claimed.get(one.id)
            if other is not None:
                self._raise_doubled(other)
        except Unfit as unfit:
            self._refuse(row, "id", unfit)
        else:
            self._claimed[one.id] = one

    def _recognised(self, row: Row) -> Recognised:
        known = self._by_id.get(row.id)
        if known is not None:
            if not known.listed and (not row.email or known.email.lower() != row.email):
                raise Unfit(
                    f"{quoted(row.id)} is somebody who has not been in the file, and has another "
                    "e-mail",
                    "another id, or the same e-mail",
                )
            return Recognised(row, known.id, known)
        known = self._by_email.get(row.email)
        if known is not None and not self._has_moved_on(known, row.email):
            return Recognised(row, known.id, known)
        return Recognised(row, self._new_id(row), None)

    def _has_moved_on(self, known: Person, email: str) -> bool:
        """Whether another row gives a new address to the one who had this."""
        claim = self._claimed.get(known.id)
        return claim is not None and claim.email != email

    def _new_id(self, row: Row) -> str:
        if row.id:
            return fit_id(row.id)
        new = f"p-{hashlib.sha256(row.email.encode()).hexdigest()[:MARK]}"
        if new in self._by_id:
            raise Unfit("the id it would get is taken by somebody else", "an id of their own")
        return new

    def _raise_doubled(self, other: Recognised) -> None:
        raise Unfit(f"it is the same person as in row {other.row.number}", "one row for each")
