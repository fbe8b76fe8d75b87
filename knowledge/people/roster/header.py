"""Finds the row of headings in a table, and says which column is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.people.roster import vocabulary
from knowledge.people.roster.sheet import Kind, quoted
from knowledge.people.roster.vocabulary import LABELS, folded

WANTED = {
    Kind.PEOPLE: "name (or first name and last name), and id or e-mail",
    Kind.DEPARTMENTS: "id, name and parent",
}

MOST_NAMED = 8
"""Headings that are repeated to somebody whose file has none that we know."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds which field.

    Attributes:
        columns: place from the left, from 0, by field.
        ignored: headings nobody knows, and the later of two for the same field.
        width: columns with a heading, counted to the last of them.
    """

    kind: Kind
    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    width: int

    @property
    def complete(self) -> bool:
        """Whether every row can be told from the others, and has a name."""
        has = self.columns.keys()
        if self.kind is Kind.DEPARTMENTS:
            return {"id", "name", "parent"} <= has
        return ("name" in has or {"first_name", "last_name"} <= has) and bool({"id", "email"} & has)


def header_in(cells: Sequence[str]) -> Header:
    """Read a row as headings.

    A parent column makes it a file of departments, unless there is an e-mail or a role.
    """
    people = _columns(cells, vocabulary.PEOPLE)
    departments = _columns(cells, vocabulary.DEPARTMENTS)
    of_departments = "parent" in departments and not {"email", "role"} & people.keys()
    columns = departments if of_departments else people
    read = set(columns.values())
    named = [place for place, cell in enumerate(cells) if cell]
    return Header(
        kind=Kind.DEPARTMENTS if of_departments else Kind.PEOPLE,
        columns=columns,
        ignored=tuple(cells[place] for place in named if place not in read),
        width=named[-1] + 1 if named else 0,
    )


def lacking(cells: Sequence[str]) -> str:
    """Say which of a row's headings are known and which are wanted, in one line."""
    header = header_in(cells)
    if header.columns:
        known = ", ".join(LABELS.get(field, field) for field in header.columns)
        return f"found columns for {known}; wanted {WANTED[header.kind]}"
    seen = ", ".join(quoted(one) for one in header.ignored[:MOST_NAMED])
    return f"none of the headings {seen} is known; wanted {WANTED[Kind.PEOPLE]}"


def _columns(cells: Sequence[str], words: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        field = words.get(folded(cell))
        if field is not None:
            columns.setdefault(field, place)
    return columns
