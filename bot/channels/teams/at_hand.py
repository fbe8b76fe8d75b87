"""What answering Teams needs at hand, and the few deeds that all answers share."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.channels.teams.draw import Drawing
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.meeting import Meeting
from bot.channels.teams.places import chat_of
from bot.channels.teams.ports import TeamsWork, TeamsWorks
from bot.channels.teams.registration import CHANNEL
from bot.conversations.in_place import InPlace
from bot.conversations.reception import Reception
from bot.texts.catalogue import DEFAULT, Catalogue, catalogue
from knowledge.chats.model import Chat
from knowledge.clock import Clock
from knowledge.people.model import Person
from knowledge.sealing import Seal
from scheduler.delivery.model import Kind, Letter


@dataclass(kw_only=True)
class AtHand:
    """Everything that the answers to Teams are made with."""

    work: TeamsWorks
    reading: TeamsWorks
    reception: Reception
    in_place: InPlace
    clock: Clock
    seal: Seal
    drawing: Drawing
    meeting: Meeting
    wake: Callable[[], None]
    _seen: dict[str, date] = field(default_factory=dict)

    async def acquainted(self, incoming: Incoming) -> tuple[Person, Chat]:
        """Return who sends, and the chat they send from; both are kept from now on.

        Raises:
            NobodyKnows: somebody new, and Teams does not tell in time who it is.
            Refused: somebody new who may not be here.
        """
        known = await self._as_before(incoming)
        if known is not None:
            return known
        async with self.reading() as work:
            is_new = await self.meeting.owner(incoming, work) is None
        told = await self.meeting.told(incoming) if is_new else None
        now = self.clock.now()
        async with self.work() as work:
            person = await self.meeting.owner(incoming, work)
            if person is None:
                person = await self.meeting.met(incoming, told, work)
            await work.accounts.use(CHANNEL, incoming.account, on=now.date())
            chat = await chat_of(incoming, work.chats, person=person.id, now=now)
            await work.commit()
        self._seen[incoming.account] = now.date()
        return person, chat

    async def _as_before(self, incoming: Incoming) -> tuple[Person, Chat] | None:
        """Return who sends and from where without writing, if all is as it was today."""
        today = self.clock.now().date()
        if self._seen.get(incoming.account) != today:
            self._seen = {who: day for who, day in self._seen.items() if day == today}
            return None
        async with self.reading() as work:
            person = await self.meeting.owner(incoming, work)
            chat = await work.chats.found(CHANNEL, incoming.chat)
        if person is None or chat is None or chat.gone is not None:
            return None
        if chat.address.get("service_url") != incoming.service_url:
            return None
        return person, chat

    async def post(
        self, work: TeamsWork, reply: Reply, *, reason: str, to: str, at: str = ""
    ) -> None:
        """Put a letter of the channel's own into the outbox."""
        await work.letters.post(self._letter(reply, reason=reason, to=to, at=at))

    async def mark_pressed(self, work: TeamsWork, letter: str, reply: Reply, to: str) -> None:
        """Let a card in somebody's own chat stay without its buttons, also when it is reopened."""
        await work.letters.post(
            self._letter(reply, reason=f"pressed:{letter}", to=to, instead_of=letter)
        )

    def _letter(
        self, reply: Reply, *, reason: str, to: str, at: str = "", instead_of: str = ""
    ) -> Letter:
        return Letter(
            id=secrets.token_hex(16),
            kind=Kind.AT_LEAST_ONCE,
            reason=f"teams:{reason}",
            recipient=to,
            channel=CHANNEL,
            content=to_json(reply),
            due=self.clock.now(),
            at=at,
            instead_of=instead_of,
        )


def texts_for(person: Person) -> Catalogue:
    """Return the texts in somebody's language."""
    return catalogue(person.language or DEFAULT)


def event_of(*parts: str) -> str:
    """Return a short id of something that came in; the same parts give the same one."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
