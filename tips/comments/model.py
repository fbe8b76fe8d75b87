"""A remark on a tip, for those who keep the library."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """A remark on a tip in one language.

    Attributes:
        id: unique.
        tip: the tip's id.
        language: of the tip.
        by: person id of who wrote it; "" once they are erased.
        at: when it was written.
        text: what it says; at most 2,000 characters.
    """

    id: str
    tip: str
    language: str
    by: str
    at: datetime
    text: str
