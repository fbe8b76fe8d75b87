"""What answering Slack needs at hand, and the few deeds that all answers share."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.channels.slack.asides import Asides
from bot.channels.slack.draw import Drawing
from bot.channels.slack.incoming import Origin
from bot.channels.slack.meeting import Meeting, NobodyKnows, NotForThem
from bot.channels.slack.places import chat_of
from bot.channels.slack.ports import SlackWork, SlackWorks
from bot.channels.slack.web_api import WebApi
from bot.channels.slack.workspace import CHANNEL, Workspace
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
    """Everything that the answers to Slack are made with.

    Attributes:
        bot: the bot's own id in Slack, once Slack has told it.
    """

    work: SlackWorks
    reading: SlackWorks
    reception: Reception
    in_place: InPlace
    clock: Clock
    seal: Seal
    api: WebApi
    workspace: Workspace
    drawing: Drawing
    meeting: Meeting
    asides: Asides
    wake: Callable[[], None]
    bot: str = ""
    _seen: dict[str, date] = field(default_factory=dict)

    async def acquainted(
        self, origin: Origin, *, is_here: bool = False
    ) -> tuple[Person, Chat | None]:
        """Return who does something, and the chat they do it in, if it is known.

        Once a day Slack is asked who they are: people change names, and become guests.

        Args:
            origin: who, and where.
            is_here: whether the bot itself is in that chat, so that it is kept from now on.

        Raises:
            NobodyKnows: somebody new, and Slack does not tell in time who it is.
            NotForThem: they may not use the bot.
        """
        if not self.workspace.guests and origin.team not in self.workspace.teams:
            raise NotForThem
        known = await self._as_before(origin, is_here=is_here)
        if known is not None:
            return known
        try:
            told = await self.meeting.told(origin.user)
        except NobodyKnows:
            told = None
        now = self.clock.now()
        async with self.work() as work:
            person = await self.meeting.owner(origin.user, work)
            if told is not None:
                person = await self.meeting.met(told, work)
            if person is None:
                raise NobodyKnows
            await work.accounts.use(CHANNEL, origin.user, on=now.date())
            if is_here:
                chat: Chat | None = await chat_of(origin, work.chats, person=person.id, now=now)
            else:
                chat = await work.chats.found(CHANNEL, origin.channel)
            await work.commit()
        if told is not None:
            self._seen[origin.user] = now.date()
        return person, chat

    async def _as_before(
        self, origin: Origin, *, is_here: bool
    ) -> tuple[Person, Chat | None] | None:
        """Return who it is and where without writing, if all is as it was today."""
        today = self.clock.now().date()
        if self._seen.get(origin.user) != today:
            self._seen = {who: day for who, day in self._seen.items() if day == today}
            return None
        async with self.reading() as work:
            person = await self.meeting.owner(origin.user, work)
            chat = await work.chats.found(CHANNEL, origin.channel)
        if person is None or (is_here and (chat is None or chat.gone is not None)):
            return None
        return person, chat

    def forget_seen(self, user: str) -> None:
        """Ask Slack again who somebody is, the next time they do something."""
        self._seen.pop(user, None)

    async def post(
        self, work: SlackWork, reply: Reply, *, reason: str, to: str, at: str = ""
    ) -> None:
        """Put a letter of the channel's own into the outbox."""
        await work.letters.post(self._letter(reply, reason=reason, to=to, at=at))

    async def mark_pressed(self, work: SlackWork, letter: str, reply: Reply, to: str) -> None:
        """Let a card in somebody's own chat stay without its buttons."""
        await work.letters.post(
            self._letter(reply, reason=f"pressed:{letter}", to=to, instead_of=letter)
        )

    def _letter(
        self, reply: Reply, *, reason: str, to: str, at: str = "", instead_of: str = ""
    ) -> Letter:
        return Letter(
            id=secrets.token_hex(16),
            kind=Kind.AT_LEAST_ONCE,
            reason=f"slack:{reason}",
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
