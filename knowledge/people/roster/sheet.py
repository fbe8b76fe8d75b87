"""What a file of people or departments says, row by row, and what is wrong with it."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.people.model import Duty, Level, Role

LONGEST_SHOWN = 60
"""Characters of a value that are repeated in a fault."""


class UnfitRoster(Exception):
    """A file cannot be used at all; the message is one line that says what to do."""


class Unfit(Exception):
    """A value cannot be used.

    Attributes:
        said: what stands there, and why it does not do.
        wanted: what would do.
    """

    def __init__(self, said: str, wanted: str) -> None:
        super().__init__(f"{said}; expected {wanted}")
        self.said = said
        self.wanted = wanted


class Kind(StrEnum):
    """What the rows of a file are about."""

    PEOPLE = "people"
    DEPARTMENTS = "departments"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value.

    Attributes:
        row: its number as it stands beside the row when the file is open; 1 is the first.
        field: the column, as we call it.
        said: what stands there, and why it does not do; never an identity number.
        wanted: what would do.
    """

    row: int
    field: str
    said: str
    wanted: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What a file says of one person.

    Attributes:
        number: the row's, see Fault.
        sound: whether nothing is wrong with it. What a faulty row says is not used, but whoever
            it is about does stand in the file.
        department: an id, a name or a path, as written; "" is none, None that there is no such
            column.
        role: None when there is no such column; an empty cell is a member of staff.
        language, place, picture: "" when nothing is said.
        ombud: None when nothing is said.
        also: other departments they help, as written; None when there is no such column.
        most_open, hours_a_month: None when nothing is said.
    """

    number: int
    sound: bool = True
    id: str = ""
    name: str = ""
    email: str = ""
    department: str | None = None
    role: Role | None = None
    language: str = ""
    place: str = ""
    picture: str = ""
    ombud: bool | None = None
    also: tuple[tuple[str, Duty], ...] | None = None
    most_open: int | None = None
    hours_a_month: int | None = None
    interests: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DepartmentRow:
    """What a file says of one department; "" and None are what it does not say.

    Attributes:
        number, sound: see Row.
        parent: an id, a name or a path, as written; "" makes it a top.
        hours, quiet: as written; they are read where they are used.
    """

    number: int
    sound: bool = True
    id: str = ""
    name: str = ""
    parent: str = ""
    level: Level | None = None
    hours: str = ""
    quiet: str = ""
    language: str = ""
    it_contact: str = ""
    service_desk: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A file that has been read.

    Attributes:
        rows: of a file of people, sound or not, in its order; empty for departments.
        departments: of a file of departments, likewise.
        faults: what is wrong, by row.
        ignored: headings of the columns that were not read.
    """

    kind: Kind
    rows: tuple[Row, ...] = ()
    departments: tuple[DepartmentRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def quoted(text: str) -> str:
    """Return a value as a fault repeats it: in quotation marks, and not at length."""
    return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[:LONGEST_SHOWN]}…"'
