"""What the tips library needs from the outside world."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from tips.finding.model import Found, Wanted
from tips.history.model import Edit, Edition
from tips.model import Tip

UNSIGNED = Edit()


class TipShelf(Protocol):
    """Where tips are kept."""

    async def get(self, tip_id: str, language: str) -> Tip:
        """Return the tip in this language, else in Swedish, else in any, or raise UnknownTip."""
        ...

    async def put(self, tip: Tip, edit: Edit = UNSIGNED) -> Tip:
        """Keep the tip if its version is the one kept, and return it with the next version.

        What it is now becomes an edition of its history, signed with the edit. A tip that is or
        was published moves the library's version, so that every index follows.

        Raises:
            EditedMeanwhile: somebody else was first.
        """
        ...

    async def propose(self, tip: Tip, edit: Edit = UNSIGNED) -> Tip:
        """Keep a change to a published tip beside it; the tip goes on answering as it is.

        Args:
            tip: as it is to be, with the version that was read.
            edit: who changes it, and when.

        Returns:
            The same with the next version.

        Raises:
            EditedMeanwhile: somebody else was first.
        """
        ...

    async def proposal(self, tip_id: str, language: str) -> Tip | None:
        """Return what is proposed for a published tip in this very language, if anything is."""
        ...

    async def proposals(self) -> Sequence[Tip]:
        """Return what is proposed for published tips, drafts and what is in review."""
        ...

    async def adopt(self, tip: Tip, edit: Edit = UNSIGNED) -> Tip:
        """Let what was proposed be the tip, or raise EditedMeanwhile."""
        ...

    async def drop_proposal(self, tip: Tip) -> None:
        """Let nothing be proposed for a tip; what was is still an edition of its history."""
        ...

    async def find(self, wanted: Wanted, *, start: int = 0, most: int = 50) -> Found:
        """Return a page of what somebody looks for, by topic and title.

        Args:
            wanted: what is looked for.
            start: how many to leave out first.
            most: rows of the page.
        """
        ...

    async def topics(self) -> Sequence[str]:
        """Return the topics that tips have, in order of the alphabet."""
        ...

    async def pictures(self) -> Collection[str]:
        """Return the names of all pictures that tips show, would show, or have shown."""
        ...

    async def reword_editions(self, change: Callable[[str], str]) -> int:
        """Put what tips have been, as JSON, through a change; say how many it changed."""
        ...

    async def fill(self, tips: Sequence[Tip]) -> None:
        """Add many new tips at once."""
        ...

    async def published(self) -> Sequence[Tip]:
        """Return all tips that may be shown to staff, in every language."""
        ...

    async def all(self) -> Sequence[Tip]:
        """Return every tip, in every language and stage."""
        ...

    async def languages_of(self, tip_id: str) -> Sequence[Tip]:
        """Return a tip in every language it is written in; empty when there is none."""
        ...

    async def editions(self, tip_id: str, language: str) -> Sequence[Edition]:
        """Return what a tip has been, the newest first."""
        ...

    async def edition(self, tip_id: str, language: str, version: int) -> Edition:
        """Return one edition of a tip, or raise UnknownEdition."""
        ...

    async def library_version(self) -> int:
        """Return a number that changes whenever what staff may see has changed."""
        ...

    async def written_by(self, person_id: str) -> Sequence[Tip]:
        """Return the tips somebody wrote, in every language and stage."""
        ...

    async def forget_author(self, person_id: str, credit: str) -> int:
        """Remove a person from the tips they wrote or look after; the tips stay.

        Returns:
            How many there were.
        """
        ...
