"""What a copy says of itself."""

from dataclasses import dataclass
from datetime import datetime

COPIED = "copied"
"""The row of the installation that says when a copy was made."""


class UnfitCopy(Exception):
    """A file is no copy that can be brought back; the message is one line that says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """One copy, as its file tells.

    Attributes:
        made: when.
        revision: the shape of the database in it.
        key: the mark of the key it was sealed with; "" when nothing was ever sealed.
    """

    made: datetime
    revision: str
    key: str
