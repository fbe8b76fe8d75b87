"""The door for everything people write: cleaned, masked, stored, and only then acknowledged."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum

from bot.conversations.ports import ChatWork
from bot.conversations.turn import OWN_CHAT, Filled, Pressed, Said, Turn, Where, Words
from knowledge.boundaries.identity_numbers import masked
from knowledge.boundaries.texts import LONGEST, clean, too_long
from knowledge.clock import Clock
from knowledge.errors import Explained


class TooLong(Explained):
    """The message is longer than one message may be; details: count, longest."""

    key = "door.too_long"


class Empty(Explained):
    """There is nothing to read in the message."""

    key = "door.empty"


class Received(StrEnum):
    """What became of a message at the door."""

    STORED = "stored"
    KNOWN = "known"
    """The same event came before; it has no effect."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reception:
    """Stores what people say; the one way in for every channel.

    Attributes:
        wake: called when a message waits to be handled.
        send: called when a letter may leave.
        ring: called with a person whose windows have something new to show.
    """

    work: Callable[[], AbstractAsyncContextManager[ChatWork]]
    reading: Callable[[], AbstractAsyncContextManager[ChatWork]]
    clock: Clock
    wake: Callable[[], None]
    send: Callable[[], None]
    ring: Callable[[str], None]
    pause: Callable[[str], None]

    async def look(self, person: str) -> None:
        """Somebody has opened the chat: what waits for them leaves now, whatever the hour."""
        async with self.reading() as work:
            if not await work.letters.any_later(now=self.clock.now()):
                return
        async with self.work() as work:
            found = await work.letters.hasten(person, now=self.clock.now())
            await work.commit()
        if found:
            self.send()

    async def words(
        self,
        event: str,
        person: str,
        channel: str,
        text: str,
        *,
        where: Where = OWN_CHAT,
    ) -> Received:
        """Store a line of text.

        Args:
            event: the channel's id of this message; sending the same again is harmless.
            person: person id, already verified by the channel.
            channel: the channel's name.
            text: anything.
            where: where in the channel it was said.

        Raises:
            TooLong, Empty: nothing was stored, and the channel must say so and keep the text.
        """
        found = masked(_readable(text))
        turn = Turn(
            event=event,
            person=person,
            channel=channel,
            said=Words(found.text, found.count),
            where=where,
        )
        return await self._store(turn, found.text)

    async def press(
        self,
        event: str,
        person: str,
        channel: str,
        action: str,
        label: str,
        *,
        place: str = "",
        where: Where = OWN_CHAT,
    ) -> Received:
        """Store a pressed choice; its label is shown as what the person said.

        Args:
            event: the channel's id of this press.
            person: person id, already verified by the channel.
            channel: the channel's name.
            action: what the choice carried.
            label: what stood on it.
            place: where it stood, so that every window of the person can mark it.
            where: where in the channel it was pressed.
        """
        turn = Turn(
            event=event,
            person=person,
            channel=channel,
            said=Pressed(action),
            where=where,
        )
        return await self._store(turn, label, place=place)

    async def form(
        self,
        event: str,
        person: str,
        channel: str,
        action: str,
        values: Mapping[str, str],
        label: str,
        *,
        where: Where = OWN_CHAT,
    ) -> Received:
        """Store a form that was sent; it says where as `words` does.

        Raises:
            TooLong: a field is longer than a message may be.
        """
        count = 0
        kept: dict[str, str] = {}
        for name, value in values.items():
            text = clean(value)
            if too_long(text):
                raise TooLong(count=len(text), longest=LONGEST)
            found = masked(text)
            kept[name] = found.text
            count += found.count
        said: Said = Filled(action, kept, count)
        turn = Turn(event=event, person=person, channel=channel, said=said, where=where)
        return await self._store(turn, label)

    async def _store(self, turn: Turn, shown: str, *, place: str = "") -> Received:
        async with self.work() as work:
            now = self.clock.now()
            if not await work.inbox.store(turn, at=now):
                return Received.KNOWN
            await work.history.echo(turn, shown, at=now, place=place)
            await work.commit()
        self.pause("message-stored")
        self.wake()
        self.ring(turn.person)
        return Received.STORED


def _readable(text: str) -> str:
    found = clean(text)
    if too_long(found):
        raise TooLong(count=len(found), longest=LONGEST)
    if not found:
        raise Empty
    return found
