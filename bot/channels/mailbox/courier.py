"""Brings letters to a mailbox; both channels that share it read them there."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.cards.codec import from_json
from bot.channels.mailbox.model import Message
from bot.texts.catalogue import DEFAULT
from knowledge.clock import Clock
from knowledge.people.model import UnknownPerson
from knowledge.people.ports import PeopleShelf
from scheduler.delivery.model import Letter, Outcome, Result


class Mailboxes(Protocol):
    """Where messages to and from people are kept for a day."""

    async def put(self, person_id: str, message: Message, *, once: str) -> int:
        """Put a message in a mailbox, once however often it is tried; return its number."""
        ...

    async def after(self, person_id: str, number: int, *, limit: int = 200) -> list[Message]:
        """Return the messages after a number, oldest first."""
        ...

    async def total(self) -> int:
        """Return a number that rises with every message to or from anybody."""
        ...

    async def message(self, person_id: str, number: int) -> Message | None:
        """Return one message, or None when it is gone."""
        ...

    async def read_on_console(self, person_id: str) -> int:
        """Return the number of the last message shown on the console."""
        ...

    async def mark_read_on_console(self, person_id: str, number: int) -> None:
        """Remember the last message shown on the console."""
        ...


class MailboxWork(Protocol):
    """One transaction over mailboxes and people."""

    @property
    def mailboxes(self) -> Mailboxes:
        """Where messages are kept."""
        ...

    @property
    def people(self) -> PeopleShelf:
        """Whose they are."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...


MailboxWorks = Callable[[], AbstractAsyncContextManager[MailboxWork]]


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxCourier:
    """Puts letters in mailboxes; the language is the one the person has at that moment."""

    work: MailboxWorks
    clock: Clock
    ring: Callable[[str], None]

    async def send(self, letter: Letter) -> Outcome:
        """Put the letter in the recipient's mailbox; a second try changes nothing."""
        async with self.work() as work:
            try:
                person = await work.people.get(letter.recipient)
            except UnknownPerson:
                return Outcome(result=Result.REFUSED, why="no such person")
            message = Message(
                number=0,
                at=self.clock.now(),
                language=person.language or DEFAULT,
                reply=from_json(letter.content),
            )
            await work.mailboxes.put(person.id, message, once=f"letter|{letter.id}")
            await work.commit()
        self.ring(person.id)
        return Outcome(result=Result.ARRIVED, platform_id=letter.id)
