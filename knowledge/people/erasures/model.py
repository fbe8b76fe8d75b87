"""A wish to be erased: requested, refused with a legal ground, or done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """What has become of a wish."""

    REQUESTED = "requested"
    REFUSED = "refused"
    DONE = "done"
    FORGOTTEN = "forgotten"
    """The person had their chat and questions forgotten, and stays in the directory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """One wish.

    Attributes:
        person: the person id while it waits; a mark of it once it is done or refused, so that a
            restored database can be told whom to erase again and nobody can read who it was.
        ground: the law that stood against it, in words, when it was refused.
    """

    id: str
    person: str
    stage: Stage
    asked: datetime
    ground: str = ""
    decided: datetime | None = None
