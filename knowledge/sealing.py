"""Keeping who asked, and what, unreadable in the database without the key beside it.

Promise 1 of the product is that asking is safe. A row that must remember a person for a while
holds a *sealed* text; a row that must be found again holds a *mark*, a keyed hash.
Both need the key file, which is never kept in the database.
"""

from typing import Protocol


class Seal(Protocol):
    """Closes and opens texts with the installation's key."""

    def closed(self, text: str) -> str:
        """Return the text sealed; the same text never looks the same twice."""
        ...

    def opened(self, sealed: str) -> str:
        """Return the text again; raises SealBroken when the key is another."""
        ...

    def mark(self, purpose: str, text: str) -> str:
        """Return a keyed hash (64 hexadecimal digits).

        The same purpose and text give the same mark; another purpose gives an unrelated one,
        so marks of two tables cannot be joined by a reader of the database.
        """
        ...


class SealBroken(Exception):
    """A sealed text was opened with another key than the one that closed it."""
