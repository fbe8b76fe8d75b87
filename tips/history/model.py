"""An edit of a tip, and what stood there after it."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.errors import Missing
from tips.model import Tip


class UnknownEdition(Missing):
    """The tip has no such edition."""

    key = "tips.error.unknown_edition"


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes a tip, and when.

    Attributes:
        by: person id; "" for a file that came with the service, and once the person is erased.
        at: when; None where nobody wrote it down.
    """

    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A tip as it was after an edit; its version numbers it."""

    tip: Tip
    edit: Edit
