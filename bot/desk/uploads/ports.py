"""What sent files need from the outside world."""

from datetime import datetime
from typing import Protocol

from bot.desk.uploads.model import Upload


class Uploads(Protocol):
    """Files that wait for a decision."""

    async def add(self, upload: Upload) -> None:
        """Keep a file."""
        ...

    async def get(self, upload_id: str, *, by: str, now: datetime) -> Upload:
        """Return somebody's own file.

        Raises:
            UnknownUpload: there is none, it is another's, or it came more than an hour ago.
        """
        ...

    async def drop(self, upload_id: str, *, by: str) -> None:
        """Remove somebody's own file; without one nothing."""
        ...

    async def forget(self, person_id: str) -> int:
        """Remove all that somebody has sent; say how many."""
        ...

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what came more than an hour ago; say how many."""
        ...
