"""What a file says of tips, one by one, before anybody has compared it with the library."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum

Value = str | tuple[str, ...]
"""A field as a file has it: a text, or several."""


class Why(StrEnum):
    """Why one field of one tip cannot be taken; each has its words in five languages."""

    MISSING = "missing"
    LONG = "long"
    MANY = "many"
    ID = "id"
    CHOICE = "choice"
    DAY = "day"
    NO_TEXT = "no_text"
    NO_JSON = "no_json"
    FRONT = "front"
    YAML = "yaml"
    SECTION = "section"
    LOOSE = "loose"
    LIST = "list"
    WIDE = "wide"
    TWICE = "twice"
    DEPARTMENT = "department"
    PERSON = "person"
    PICTURE = "picture"
    NO_PICTURE = "no_picture"
    FILM = "film"
    IDENTITY_NUMBER = "identity_number"
    EDITED = "edited"
    BEING_CHANGED = "being_changed"


class Refusal(StrEnum):
    """Why a file holds no tips at all."""

    FORMAT = "format"
    EMPTY = "empty"
    HEADLESS = "headless"
    FILES = "files"
    TIPS = "tips"
    SLOW = "slow"
    """Reading it takes more time or memory than a file of tips may."""


class UnfitParcel(Exception):
    """Nothing in a file can be used.

    Attributes:
        why: what is wrong.
        name: what the file is called.
        details: numbers and words that go with the reason.
    """

    def __init__(self, why: Refusal, name: str, **details: str | int) -> None:
        super().__init__(f"{name}: {why}")
        self.why = why
        self.name = name
        self.details = details


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with one field.

    Attributes:
        row: its number as it stands beside the row when the file is open; 0 for a file that is
            one tip.
        file: the file inside an archive or folder, or "".
        tip: the tip's id, as far as it is known.
        field: as we call it.
        why: the reason.
        details: numbers and words that go with the reason; never a whole text.
    """

    row: int = 0
    file: str = ""
    tip: str = ""
    field: str
    why: Why
    details: Mapping[str, str | int] = made(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a file says of one tip in one language.

    Attributes:
        row, file: where, see Fault.
        values: by field; what is not there is not said, and stays as it is.
        faults: what could not even be read.
    """

    row: int = 0
    file: str = ""
    values: Mapping[str, Value] = made(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def fault(self, field: str, why: Why, **details: str | int) -> Fault:
        """Return a fault in this place."""
        tip = self.values.get("id", "")
        return Fault(
            row=self.row,
            file=self.file,
            tip=tip if isinstance(tip, str) else "",
            field=field,
            why=why,
            details=details,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A file that has been read.

    Attributes:
        name: what it is called.
        said: every tip it speaks of, in its order.
        pictures: by the name they are kept under.
        ignored: columns, fields or files inside that nobody reads.
    """

    name: str
    said: tuple[Said, ...] = ()
    pictures: Mapping[str, bytes] = made(default_factory=dict)
    ignored: tuple[str, ...] = ()


SHOWN = 60
"""Characters of a value that are repeated in a fault."""


def shown(value: object) -> str:
    """Return a value as a fault repeats it: on one line, and not at length."""
    text = " ".join(str(value)[: 4 * SHOWN].split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
