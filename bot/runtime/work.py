"""One transaction over everything: each use case opens a fresh one, and commits it or undoes it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.channels.mailbox.storage import SqlMailboxes
from bot.conversations.inbox.storage import SqlInbox
from bot.conversations.memory.storage import SqlMemories
from bot.conversations.posts.storage import SqlPosts
from bot.conversations.wrong_answers.storage import SqlWrongAnswers
from bot.desk.sessions.storage import SqlSessions
from bot.desk.sign_in.storage import SqlAttempts
from bot.desk.uploads.storage import SqlUploads
from bot.runtime.database import READING, writers_turn
from bot.runtime.installation.storage import SqlInstallation
from bot.runtime.removals.storage import SqlRemovals
from knowledge.audit.storage import SqlAudit
from knowledge.chats.storage import SqlChats
from knowledge.choices.storage import SqlChoiceShelf
from knowledge.coach_group.storage import SqlCoachGroupShelf
from knowledge.disturbances.storage import SqlDisturbanceShelf
from knowledge.escalations.storage import SqlEscalationShelf
from knowledge.figures.storage import SqlFigureShelf
from knowledge.matching.meaning.storage import SqlEmbeddingShelf
from knowledge.people.accounts.storage import SqlAccounts
from knowledge.people.erasures.storage import SqlErasureShelf
from knowledge.people.roster.storage import SqlRosterShelf
from knowledge.people.storage import SqlPeopleShelf
from knowledge.pictures.storage import SqlPictureShelf
from knowledge.rooms.storage import SqlFaultShelf, SqlRoomShelf, SqlRoundShelf
from knowledge.sealing import Seal
from knowledge.storage import METADATA
from knowledge.year_plan.storage import SqlYearPlanShelf
from scheduler.delivery.storage import SqlMailings, SqlOutbox, SqlPaces
from scheduler.events.storage import SqlEventShelf
from scheduler.weekly.storage import SqlWeeklyShelf
from tips.comments.storage import SqlCommentShelf
from tips.gaps.storage import SqlGapShelf
from tips.links.storage import SqlLinkShelf
from tips.storage.shelf import SqlTipShelf
from tips.suggestions.storage import SqlSuggestionShelf

__all__ = ["METADATA", "SqlWork", "SqlWorks", "works"]


class SqlWork:
    """All shelves over one connection."""

    def __init__(
        self, connection: AsyncConnection, seal: Seal, done: Callable[[], None] = lambda: None
    ) -> None:
        self._connection = connection
        self._done = done
        self.people = SqlPeopleShelf(connection)
        self.accounts = SqlAccounts(connection)
        self.roster = SqlRosterShelf(connection)
        self.erasures = SqlErasureShelf(connection)
        self.removals = SqlRemovals(connection)
        self.tips = SqlTipShelf(connection)
        self.comments = SqlCommentShelf(connection)
        self.gaps = SqlGapShelf(connection, seal)
        self.figures = SqlFigureShelf(connection, seal)
        self.audit = SqlAudit(connection)
        self.choices = SqlChoiceShelf(connection)
        self.disturbances = SqlDisturbanceShelf(connection)
        self.pictures = SqlPictureShelf(connection)
        self.rooms = SqlRoomShelf(connection)
        self.faults = SqlFaultShelf(connection)
        self.rounds = SqlRoundShelf(connection)
        self.events = SqlEventShelf(connection, seal)
        self.group = SqlCoachGroupShelf(connection)
        self.year_plan = SqlYearPlanShelf(connection)
        self.sessions = SqlSessions(connection)
        self.uploads = SqlUploads(connection)
        self.sign_ins = SqlAttempts(connection)
        self.links = SqlLinkShelf(connection)
        self.suggestions = SqlSuggestionShelf(connection)
        self.embeddings = SqlEmbeddingShelf(connection)
        self.escalations = SqlEscalationShelf(connection)
        self.letters = SqlOutbox(connection, seal)
        self.mailings = SqlMailings(connection, seal)
        self.paces = SqlPaces(connection, seal)
        self.weekly = SqlWeeklyShelf(connection, seal)
        self.memories = SqlMemories(connection, seal)
        self.wrong_answers = SqlWrongAnswers(connection, seal)
        self.inbox = SqlInbox(connection, seal)
        self.chats = SqlChats(connection, seal)
        self.posts = SqlPosts(connection, seal)
        self.mailboxes = SqlMailboxes(connection, seal)
        self.history = self.mailboxes
        self.installation = SqlInstallation(connection)

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """Undo what is done inside, and no more, when it ends in an error."""
        async with self._connection.begin_nested():
            yield

    async def commit(self) -> None:
        """Make the changes last."""
        await self._connection.commit()
        self._done()


SqlWorks = Callable[[], AbstractAsyncContextManager[SqlWork]]


def works(engine: AsyncEngine, seal: Seal, *, reading: bool = False) -> SqlWorks:
    """Return what opens a transaction; one opened for reading holds no writer up."""
    turn = None if reading else writers_turn(engine)

    @asynccontextmanager
    async def work() -> AsyncIterator[SqlWork]:
        async with _in_turn(turn) as done, engine.connect() as connection:
            if reading:
                await connection.execution_options(**{READING: True})
            yield SqlWork(connection, seal, done)

    return work


@asynccontextmanager
async def _in_turn(turn: asyncio.Lock | None) -> AsyncIterator[Callable[[], None]]:
    """Wait for one's turn to write; it is over at the end, or as soon as that is said."""
    if turn is None:
        yield lambda: None
        return
    with ExitStack() as held:
        await turn.acquire()
        held.callback(turn.release)
        yield held.close
