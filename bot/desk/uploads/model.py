"""A file between being sent and being taken in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.errors import Missing

KEPT = timedelta(hours=1)
"""How long somebody has to decide."""


class UnknownUpload(Missing):
    """There is no such file, or it is another's, or its time is over."""

    key = "desk.error.upload"


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file that was sent.

    Attributes:
        id: unguessable.
        by: person id of who sent it, and who alone may go on with it.
        name: what they call it.
        data: all of it.
        at: when it came.
    """

    id: str
    by: str
    name: str
    data: bytes
    at: datetime
