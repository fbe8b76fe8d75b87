"""The clock over meetings: on the working day before, whoever has not declined is reminded."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import structlog

from bot.conversations.correspondence import Correspondence
from bot.conversations.group.invitations import remind
from bot.conversations.ports import ChatWork
from knowledge.clock import Clock
from knowledge.coach_group.model import Coming, Meeting
from scheduler.calendar.working_time import Office

LOOKED_AHEAD = timedelta(days=14)
"""No row of days off is longer."""

REMINDED_AT = time(9)
"""When people have come to work, and the day is still ahead of them."""

LOG = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminders:
    """Reminds of meetings; any number may run, in any number of processes."""

    work: Callable[[], AbstractAsyncContextManager[ChatWork]]
    reading: Callable[[], AbstractAsyncContextManager[ChatWork]]
    letters: Callable[[ChatWork], Correspondence]
    clock: Clock
    wake: Callable[[], None]

    async def once(self) -> int:
        """Write the reminders that are due; return of how many meetings."""
        now = self.clock.now()
        async with self.reading() as work:
            letters = self.letters(work)
            due = [
                meeting
                for meeting in await work.group.to_remind(now=now, until=now + LOOKED_AHEAD)
                if now >= day_before(meeting.starts, await letters.office(meeting.department))
            ]
        for meeting in due:
            try:
                await self._remind(meeting)
            except Exception as error:  # noqa: BLE001 - the next tick tries again
                LOG.error("reminder-failed", error=type(error).__name__)
        if due:
            self.wake()
        return len(due)

    async def _remind(self, meeting: Meeting) -> None:
        """Remind everybody of one meeting, in one transaction; only one of several replicas does.

        Whoever was invited since the reminders were due has heard of it just now.
        """
        async with self.work() as work:
            if not await work.group.mark_reminded(meeting.id):
                return
            letters = self.letters(work)
            meeting = await work.group.get(meeting.id)
            due = day_before(meeting.starts, await letters.office(meeting.department))
            for guest in await work.group.guests(meeting.id):
                if guest.coming is not Coming.NO and guest.since < due:
                    await remind(letters, meeting, guest)
            await work.commit()


def day_before(starts: datetime, office: Office) -> datetime:
    """Return nine o'clock, or when the office is open, on the last working day before a meeting.

    Args:
        starts: when the meeting begins, aware.
        office: the working time of those who meet.
    """
    midnight = datetime.combine(starts.astimezone(office.zone).date(), time(), office.zone)
    for days in range(1, LOOKED_AHEAD.days + 1):
        day = midnight - timedelta(days=days)
        moment = office.next_at(day, REMINDED_AT)
        if moment.astimezone(office.zone).date() == day.date():
            return moment
    return midnight.astimezone(UTC) - timedelta(days=1)
