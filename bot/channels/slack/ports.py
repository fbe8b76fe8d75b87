"""What the Slack channel needs of a transaction."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.conversations.ports import Inbox, Memories
from bot.conversations.posts.ports import Posts
from knowledge.chats.ports import Chats
from knowledge.people.ports import Accounts, PeopleShelf
from scheduler.delivery.ports import Outbox


class SlackWork(Protocol):
    """One transaction over people, chats and what was posted."""

    @property
    def people(self) -> PeopleShelf:
        """Who there is."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who is who on which channel."""
        ...

    @property
    def chats(self) -> Chats:
        """Where one can write."""
        ...

    @property
    def posts(self) -> Posts:
        """What the bot has posted."""
        ...

    @property
    def letters(self) -> Outbox:
        """The outbox."""
        ...

    @property
    def inbox(self) -> Inbox:
        """Messages that wait to be handled."""
        ...

    @property
    def memories(self) -> Memories:
        """What is remembered of conversations."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...


SlackWorks = Callable[[], AbstractAsyncContextManager[SlackWork]]
