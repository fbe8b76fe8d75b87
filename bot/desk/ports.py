"""What the desk needs from the outside world."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from aiohttp import web
from typing_extensions import override

from bot.conversations.ports import ChatWork, Library
from bot.desk.sessions.ports import Sessions
from bot.desk.sign_in.ports import Attempts
from bot.desk.uploads.ports import Uploads
from knowledge.choices.ports import ChoiceShelf
from knowledge.matching.explain import Explanation
from knowledge.matching.model import Entry, Verdict
from tips.links.ports import LinkShelf


class Installation(Protocol):
    """What kind of installation this is, and how it stands."""

    async def paused(self) -> str | None:
        """Return the time of the copy that was brought back, while nothing is sent; else None."""
        ...


class DeskWork(ChatWork, Protocol):
    """One transaction over all that the desk may touch; leaving without commit undoes it."""

    @property
    @override
    def sessions(self) -> Sessions:
        """Who is signed in."""
        ...

    @property
    @override
    def uploads(self) -> Uploads:
        """Files that wait for a decision."""
        ...

    @property
    def choices(self) -> ChoiceShelf:
        """What was chosen about how the service works."""
        ...

    @property
    def installation(self) -> Installation:
        """The installation."""
        ...

    @property
    def links(self) -> LinkShelf:
        """Links that lead nowhere."""
        ...

    @property
    def sign_ins(self) -> Attempts:
        """Sign-ins that have begun."""
        ...


DeskWorks = Callable[[], AbstractAsyncContextManager[DeskWork]]


class DeskLibrary(Library, Protocol):
    """The matching engine, and why it answers as it does."""

    def titles(self, language: str) -> Mapping[str, str]:
        """Return the titles of what staff may see, by id, in a language where they have it."""
        ...

    def ways_to(self, ids: Collection[str], language: str) -> Sequence[str]:
        """Return the titles and ways to ask of tips in a language."""
        ...

    @override
    def having(self, words: str) -> Sequence[str]:
        """Return the ids of what staff may see in which these very words stand."""
        ...

    async def trial(
        self, entry: Entry, questions: Sequence[str]
    ) -> Sequence[tuple[str, Verdict, Verdict]]:
        """Return each question with its verdict now, and with this entry in the library."""
        ...

    async def explain(self, question: str, language: str) -> Explanation:
        """Explain how a question would be answered now."""
        ...


Refusal = Callable[[web.Request], Awaitable[web.HTTPException | None]]
"""Says why demo mode must not answer a request, or None when it may."""
