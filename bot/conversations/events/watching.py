"""The clock over events: reminders, offers that ran out, seats, and what is asked weeks later."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TypeVar

import structlog

from bot.conversations.correspondence import Correspondence
from bot.conversations.events import letters as about_events
from bot.conversations.group.reminding import LOOKED_AHEAD, day_before
from bot.conversations.ports import ChatWork
from knowledge.clock import Clock
from scheduler.events import seats
from scheduler.events.model import Event

AT_ONCE = 200
"""How many are invited in one transaction, so that nobody who asks meanwhile waits for long."""

What = TypeVar("What")

LOG = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class EventClock:
    """Does what is due for events; any number may run, in any number of processes."""

    work: Callable[[], AbstractAsyncContextManager[ChatWork]]
    reading: Callable[[], AbstractAsyncContextManager[ChatWork]]
    letters: Callable[[ChatWork], Correspondence]
    clock: Clock
    wake: Callable[[], None]

    async def once(self) -> int:
        """Do all that is due now; return how many events or people it concerned."""
        now = self.clock.now()
        async with self.reading() as work:
            letters = self.letters(work)
            lost = await work.events.offered(until=now)
            follow = await work.events.to_follow(now=now)
            invite = await work.events.to_invite(now=now)
            remind = [
                event
                for event in await work.events.to_remind(now=now, until=now + LOOKED_AHEAD)
                if event.starts is not None
                and now >= day_before(event.starts, await letters.office(event.department))
            ]
        for event in invite:
            await self._safely(self._invite, event)
        for event_id in lost:
            await self._safely(self._pass_seats_on, event_id)
        for event in remind:
            await self._safely(self._remind, event)
        for event, guest in follow:
            await self._safely(self._follow, (event.id, guest.person, guest.followed))
        done = len(invite) + len(lost) + len(remind) + len(follow)
        if done:
            self.wake()
        return done

    async def _safely(self, deed: Callable[[What], Awaitable[None]], what: What) -> None:
        """Do something; what goes wrong is tried again at the next tick."""
        try:
            await deed(what)
        except Exception as error:  # noqa: BLE001 - one event must not stop the others
            LOG.error("event-clock-failed", error=type(error).__name__)

    async def _invite(self, event: Event) -> None:
        """Invite everybody an event is for, some hundred in each transaction.

        Whoever has been invited is not again, so another replica may go on where one stopped.
        """
        async with self.reading() as work:
            tree = await work.people.tree()
            people = [
                one
                for one in await work.people.everyone()
                if one.left is None
                and event.audience.has(
                    one, [part.id for part in tree.chain(one.department)] if one.department else []
                )
            ]
        for first in range(0, len(people), AT_ONCE):
            async with self.work() as work:
                now = await work.events.locked(event.id)
                if not now.takes_answers(self.clock.now()):
                    return
                some = people[first : first + AT_ONCE]
                await about_events.invite(self.letters(work), now, some)
                await work.commit()
            self.wake()
        async with self.work() as work:
            await work.events.mark_invited(event.id)
            await work.commit()

    async def _pass_seats_on(self, event_id: str) -> None:
        """Take back the seats nobody answered for, and offer them to the next in the queue."""
        async with self.work() as work:
            event = await work.events.locked(event_id)
            letters = self.letters(work)
            guests = await work.events.guests(event.id)
            for guest in seats.run_out(guests, now=letters.now):
                await work.events.keep(guest, at=letters.now)
                await about_events.tell_of_lost_offer(letters, event, guest)
            if event.takes_answers(letters.now):
                await about_events.offer_seats(letters, event)
            await work.commit()

    async def _remind(self, event: Event) -> None:
        """Remind of one event, in one transaction; only one of several replicas does."""
        async with self.work() as work:
            if not await work.events.mark_reminded(event):
                return
            await about_events.remind(self.letters(work), event)
            await work.commit()

    async def _follow(self, what: tuple[str, str, int]) -> None:
        """Write one letter of those that come weeks later."""
        event_id, person, followed = what
        async with self.work() as work:
            event = await work.events.locked(event_id)
            guest = await work.events.guest(event_id, person)
            if guest.followed == followed and guest.follow:
                await about_events.follow_up(self.letters(work), event, guest)
            await work.commit()
