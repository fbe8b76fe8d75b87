"""The clock over weekly tips: prepared a day ahead, made whole, let go, and never late unasked."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.cards.codec import to_json
from bot.conversations.correspondence import Correspondence
from bot.conversations.counting import POST
from bot.conversations.ports import ChatWork
from bot.conversations.unasked import invited_in
from bot.conversations.weekly.audience import Times, people_for, who_want
from bot.conversations.weekly.drawing import in_language, post
from bot.conversations.weekly.picking import picked
from bot.texts.catalogue import DEFAULT
from knowledge.clock import Clock
from knowledge.people.model import Person
from scheduler.calendar.coming import PUNCTUAL, Coming, Dates, Lateness, lateness
from scheduler.delivery.model import Fate, Kind, Letter
from scheduler.events.model import Event
from scheduler.weekly.model import (
    FILL_AHEAD,
    MOVING,
    Occasion,
    Schedule,
    State,
    UnknownOccasion,
    UnknownSchedule,
    planned,
)
from tips.model import Tip

A_MINUTE = timedelta(minutes=1)

NEAR = timedelta(days=30)
"""How far back occasions may be that are still looked after."""

LOG = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class WeeklyClock:
    """Does what is due for weekly tips; any number may run, in any number of processes."""

    work: Callable[[], AbstractAsyncContextManager[ChatWork]]
    reading: Callable[[], AbstractAsyncContextManager[ChatWork]]
    letters: Callable[[ChatWork], Correspondence]
    clock: Clock
    wake: Callable[[], None]
    pause: Callable[[str], None]

    async def once(self) -> int:
        """Do all that is due now; return how many occasions it concerned."""
        now = self.clock.now()
        async with self.reading() as work:
            days_off = self.letters(work).pace.days_off
            # A sample is there to be looked at, and writes to nobody before somebody has saved it.
            schedules = [one for one in await work.weekly.schedules() if not one.sample]
            known = await work.weekly.occasions(since=now - NEAR)
        done = 0
        for schedule in schedules:
            near = [one for one in known if one.schedule == schedule.id]
            done += await self._prepare(schedule, schedule.dates(days_off), near)
        if done:
            async with self.reading() as work:
                known = await work.weekly.occasions(since=now - NEAR)
        own = {one.id for one in schedules}
        for occasion in known:
            if occasion.state not in MOVING or occasion.schedule not in own:
                continue
            try:
                done += await self._advance(occasion)
            except (UnknownOccasion, UnknownSchedule):
                continue  # It was taken away meanwhile.
            except Exception as error:  # noqa: BLE001 - one post must not stop the others
                LOG.error("weekly-clock-failed", error=type(error).__name__)
        if done:
            self.wake()
        return done

    async def _prepare(self, schedule: Schedule, dates: Dates, near: Sequence[Occasion]) -> int:
        """Make the occasions that are a day away, and move or drop those whose date changed."""
        done = 0
        for one in near:
            if one.state is State.PLANNED:
                coming = dates.planned_on(one.planned)
                if coming is None or coming.due != one.due:
                    await self._move(one, coming)
                    done += 1
        there = {one.key for one in near}
        for coming in planned(schedule, dates, now=self.clock.now()):
            if coming.key not in there:
                done += await self._add(schedule, coming)
        return done

    async def _move(self, occasion: Occasion, coming: Coming | None) -> None:
        async with self.work() as work:
            now = await work.weekly.locked(occasion.id)
            if now.state is not State.PLANNED:
                return
            if coming is None:
                await work.weekly.remove(now.id)
            else:
                await work.weekly.put(replace(now, due=coming.due, because=coming.because))
            await work.commit()

    async def _add(self, schedule: Schedule, coming: Coming) -> int:
        async with self.work() as work:
            letters = self.letters(work)
            found = await picked(letters, schedule, coming.planned)
            added = await work.weekly.add(
                Occasion(
                    id=secrets.token_hex(16),
                    schedule=schedule.id,
                    key=coming.key,
                    week=coming.week,
                    planned=coming.planned,
                    due=coming.due,
                    because=coming.because,
                    tip=found.tip if found else "",
                    why=found.why.value if found else "",
                    size=len(await people_for(letters, schedule)),
                    changed=letters.now,
                )
            )
            await work.commit()
        return added

    async def _advance(self, occasion: Occasion) -> int:
        now = self.clock.now()
        async with self.reading() as work:
            schedule = await work.weekly.schedule(occasion.schedule)
        if occasion.state is State.PLANNED:
            if not schedule.on or now < occasion.due - FILL_AHEAD:
                return 0
            return await self._begin(occasion, schedule)
        if occasion.state is State.FILLING:
            return await self._fill(occasion, schedule)
        return await self._watch(occasion, schedule)

    async def _begin(self, occasion: Occasion, schedule: Schedule) -> int:
        """Freeze whom it goes to, unless it waits for somebody or has become too late."""
        async with self.work() as work:
            now = await work.weekly.locked(occasion.id)
            letters = self.letters(work)
            if now.state is not State.PLANNED:
                return 0
            if lateness(now.due, letters.now, ZoneInfo(schedule.zone)) is Lateness.ASK:
                await work.weekly.put(replace(now, state=State.LATE))
                await work.commit()
                return 1
            if not now.may_leave(letters.now):
                return 0
            begun = await freeze(letters, now, schedule)
            await work.commit()
        self.pause("post-frozen")
        return await self._fill(begun, schedule)

    async def _fill(self, occasion: Occasion, schedule: Schedule) -> int:
        """Make the letters, some hundred in each transaction, and let them go when all are there.

        Each part is taken and made in one transaction, so whoever is killed leaves the rest whole
        to another.
        """
        made = 0
        while True:
            async with self.work() as work:
                now = await work.weekly.locked(occasion.id)
                if now.state is not State.FILLING:
                    return made
                people = await work.weekly.next_part(now.id)
                letters = self.letters(work)
                if people:
                    await work.mailings.fill(await letters_of(letters, now, schedule, people))
                else:
                    sums = await work.mailings.sums(now.id)
                    await work.weekly.put(
                        replace(now, state=State.SENDING, size=sum(sums.values()))
                    )
                    await work.mailings.let_go(now.id)
                self.pause("post-part-made")
                await work.commit()
            made += 1
            if not people:
                return made

    async def _watch(self, occasion: Occasion, schedule: Schedule) -> int:
        """See whether everything has left, or something waits that only a human may send now."""
        at = self.clock.now()
        async with self.reading() as work:
            sums = await work.mailings.sums(occasion.id)
            since = await work.mailings.oldest_waiting(occasion.id, now=at)
        over = not sums[Fate.WAITING] and not sums[Fate.SENDING]
        late = since and lateness(since, at, ZoneInfo(schedule.zone)) is Lateness.ASK
        if not over and not late:
            return 0
        async with self.work() as work:
            now = await work.weekly.locked(occasion.id)
            if now.state is not State.SENDING:
                return 0
            await work.mailings.hold(now.id)
            await work.weekly.put(replace(now, state=State.SENT if over else State.LATE))
            await work.commit()
        return 1


async def freeze(letters: Correspondence, occasion: Occasion, schedule: Schedule) -> Occasion:
    """Write down whom an occasion goes to, and how late it is; return it as it is then.

    The occasion is locked by whoever calls.
    """
    wishes = await letters.work.weekly.wishes()
    here = occasion.due.astimezone(ZoneInfo(schedule.zone))
    invited = await invited_in(letters, occasion.week)
    wanting = who_want(await people_for(letters, schedule), wishes, here)
    people = [one for one in wanting if one.id not in invited]
    late = letters.now - occasion.due
    begun = replace(
        occasion,
        state=State.FILLING,
        size=len(people),
        late=int(late / A_MINUTE) if late > PUNCTUAL else 0,
    )
    await letters.work.weekly.freeze(occasion.id, [one.id for one in people])
    await letters.work.weekly.put(begun)
    return begun


async def letters_of(
    letters: Correspondence, occasion: Occasion, schedule: Schedule, people: Sequence[str]
) -> list[Letter]:
    """Return the letters of some people on an occasion; whoever is gone meanwhile gets none."""
    work = letters.work
    published = [one for one in await work.tips.published() if one.id == occasion.tip]
    persons = [one for one in await work.people.some(people) if one.left is None]
    times = Times(
        letters,
        ZoneInfo(schedule.zone),
        occasion.due if letters.now - occasion.due <= PUNCTUAL else letters.now,
        await work.weekly.wishes(),
    )
    said: dict[tuple[str, ...], str] = {}
    dues: dict[tuple[str | None, int | None, str], datetime] = {}
    found = []
    for person in persons:
        language = schedule.language or person.language or DEFAULT
        own = person.id if person.role.helps else ""
        alike = (language, person.department or "", person.role.value, own)
        if alike not in said:
            tip = in_language(published, occasion.tip, language)
            if tip is None:
                return []
            said[alike] = await _said(letters, occasion, tip, person)
        wish = times.wishes.get(person.id)
        when = (
            (person.department, wish.weekday, wish.quiet) if wish else (person.department, None, "")
        )
        if when not in dues:
            dues[when] = await times.of(person)
        found.append(
            Letter(
                id=secrets.token_hex(16),
                kind=Kind.AT_MOST_ONCE,
                reason=reason_of(occasion.week),
                recipient=person.id,
                channel=schedule.channels[0] if len(schedule.channels) == 1 else None,
                content=said[alike],
                due=dues[when],
                about=f"{POST}{occasion.id}",
                post=occasion.id,
            )
        )
    return found


def reason_of(week: str) -> str:
    """Return the cause of a week's unasked letter: nobody gets two."""
    return f"tip:{week}"


async def _said(letters: Correspondence, occasion: Occasion, tip: Tip, person: Person) -> str:
    events = await _events_for(letters, person)
    return to_json(await post(letters, occasion, tip, person, events=events))


async def _events_for(letters: Correspondence, person: Person) -> list[Event]:
    """Return what somebody is invited to within two weeks without a letter of its own."""
    tree = await letters.tree()
    chain = [one.id for one in tree.chain(person.department)] if person.department else []
    until = letters.now + timedelta(weeks=2)
    return [
        event
        for event in await letters.work.events.to_come(now=letters.now)
        if not event.own_letter
        and event.starts is not None
        and event.starts <= until
        and event.audience.has(person, chain)
    ]
