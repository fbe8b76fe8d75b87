"""Handles stored messages: each in one transaction with everything it causes, and so once.

A process that is killed in the middle leaves the message as it was; the next start handles it.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import structlog

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.conversations import router
from bot.conversations.customs import Customs
from bot.conversations.in_place import InPlace
from bot.conversations.overview import overview
from bot.conversations.ports import ChatWork, Library
from bot.conversations.talk import Talk
from bot.conversations.turn import Pressed, Turn, Words
from bot.texts.catalogue import DEFAULT, say
from knowledge.clock import Clock
from knowledge.people.erasures.model import Erasure
from knowledge.people.model import UnknownPerson
from knowledge.places.model import Places
from knowledge.sealing import Seal
from scheduler.delivery.model import Kind, Letter

MOST_TRIES = 3
"""After so many failures the person is told, and the message is set aside."""

LOG = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Handling:
    """One worker over the inbox; any number may run at the same time, in any process."""

    work: Callable[[], AbstractAsyncContextManager[ChatWork]]
    reading: Callable[[], AbstractAsyncContextManager[ChatWork]]
    library: Library
    places: Places
    seal: Seal
    clock: Clock
    zone: ZoneInfo
    customs: Callable[[], Customs]
    here: Callable[[str], bool]
    remember: Callable[[Erasure], None]
    wake: Callable[[], None]
    pause: Callable[[str], None]
    in_place: InPlace
    stops: Callable[[], bool] = lambda: False

    async def once(self) -> int:
        """Handle the first waiting message of each person; return how many were handled here."""
        async with self.reading() as work:
            waiting = await work.inbox.waiting()
            asked = [await _asked(turn, work) for _, turn in waiting]
            version = await work.tips.library_version() if waiting else 0
        handled = 0
        for (number, turn), (text, language) in zip(waiting, asked, strict=True):
            if self.stops():
                break
            ready = self.library.ready(text, language, version)
            handled += await self._one(number, turn, ready)
        return handled

    async def all_waiting(self) -> None:
        """Go on until nobody waits."""
        while await self.once():
            pass

    async def _one(self, number: int, turn: Turn, ready: Awaitable[None]) -> bool:
        try:
            await ready
            done = await self._answer(number, turn)
        except UnknownPerson:
            return await self._let_go(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, the message must not be lost
            LOG.error("message-failed", error=type(error).__name__, where=_where(error))
            return await self._failed(number, turn)
        if done:
            self.pause("reply-committed")
            self.wake()
        return done

    async def _answer(self, number: int, turn: Turn) -> bool:
        async with self.work() as work:
            if await work.inbox.take(number) is None:
                return False
            self.pause("message-taken")
            now = self.clock.now()
            talk = await self._talk(turn, work)
            # Whoever writes can be reached again: what could not be brought is tried once more.
            await work.letters.revive(turn.person, now=now)
            found = await router.replies(talk)
            in_place = self.in_place.is_for(turn, found)
            if not in_place:
                await self._post(work, turn, found, to=talk.person.id)
            await work.memories.keep(talk.person.id, talk.memory, now=now)
            await work.inbox.close(number)
            self.pause("reply-written")
            await work.commit()
        self.in_place.give(turn, found if in_place else ())
        return True

    async def overview(self, person_id: str, channel: str) -> tuple[Reply, ...]:
        """Return what a page of somebody's own shows; nothing is changed by it.

        Raises:
            UnknownPerson: there is nobody with that id.
        """
        turn = Turn(event="", person=person_id, channel=channel, said=Pressed(""))
        async with self.reading() as work:
            text, language = await _asked(turn, work)
            version = await work.tips.library_version()
        await self.library.ready(text, language, version)
        async with self.reading() as work:
            return await overview(await self._talk(turn, work))

    async def _talk(self, turn: Turn, work: ChatWork) -> Talk:
        now, customs = self.clock.now(), self.customs()
        return Talk(
            turn=turn,
            person=await work.people.get(turn.person),
            memory=await work.memories.of(turn.person, now=now),
            work=work,
            library=self.library,
            places=self.places,
            seal=self.seal,
            now=now,
            zone=self.zone,
            contacts=customs.contacts,
            pace=customs.pace,
            rules=customs.rules,
            here=self.here,
            remember=self.remember,
        )

    async def _let_go(self, number: int) -> bool:
        """Empty a message whose sender has been erased since: nobody is there to be answered."""
        async with self.work() as work:
            if await work.inbox.take(number) is None:
                return False
            await work.inbox.close(number)
            await work.commit()
        return True

    async def _failed(self, number: int, turn: Turn) -> bool:
        """Count the failure; when there have been too many, tell the person and set it aside."""
        async with self.work() as work:
            tries = await work.inbox.take(number)
            if tries is None:
                return False
            await work.inbox.count_try(number)
            gave_up = tries + 1 >= MOST_TRIES
            if gave_up:
                fault = (Reply(text=(say("error.unexplained"),)),)
                await self._post(work, turn, fault, to=turn.person)
                await work.inbox.close(number, failed=True)
            await work.commit()
        if gave_up:
            self.wake()
        return True

    async def _post(
        self, work: ChatWork, turn: Turn, replies: tuple[Reply, ...], *, to: str
    ) -> None:
        for position, (reply, at) in enumerate(placed(turn, replies)):
            await work.letters.post(
                Letter(
                    id=secrets.token_hex(16),
                    kind=Kind.AT_LEAST_ONCE,
                    reason=f"reply:{turn.channel}:{turn.event}:{position}",
                    recipient=to,
                    channel=turn.channel,
                    content=to_json(reply),
                    due=self.clock.now(),
                    at=at,
                )
            )


async def _asked(turn: Turn, work: ChatWork) -> tuple[str, str]:
    """Return the text that may be looked up, and its language."""
    text = turn.said.text if isinstance(turn.said, Words) else ""
    try:
        person = await work.people.get(turn.person)
    except UnknownPerson:
        return "", DEFAULT
    return text, person.language or DEFAULT


def placed(turn: Turn, replies: tuple[Reply, ...]) -> Sequence[tuple[Reply, str]]:
    """Return what is said where: what others may not read goes to the person alone.

    A thread in which nothing else is said gets one line that tells so.
    """
    if not turn.where.overheard:
        return [(reply, turn.where.at) for reply in replies]
    found = [(reply, turn.where.at if reply.for_all else "") for reply in replies]
    if any(at for _, at in found) or not replies:
        return found
    return [*found, (Reply(text=(say("shared.to_you_alone"),), for_all=True), turn.where.at)]


def _where(error: BaseException) -> str:
    """Return file and line of an error, and none of its text: that may hold a person's words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
