"""What pictures need from the outside world."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from knowledge.pictures.model import CleanPicture


class PictureShelf(Protocol):
    """Pictures, by a name made from what they show."""

    async def put(self, picture: CleanPicture, *, at: datetime) -> str:
        """Keep a picture and return its name; the same picture twice is kept once."""
        ...

    async def get(self, name: str) -> CleanPicture | None:
        """Return a picture, or None when there is none of this name."""
        ...

    async def known(self, names: Collection[str]) -> Collection[str]:
        """Return those of some names under which there is a picture."""
        ...

    async def names(self) -> Collection[str]:
        """Return the names of all that are kept."""
        ...

    async def drop(self, name: str) -> None:
        """Remove a picture at once, say somebody's face; without one of this name nothing."""
        ...

    async def forget_unused(self, used: Collection[str], *, before: datetime) -> int:
        """Remove what came before a time and nothing shows; say how many."""
        ...
