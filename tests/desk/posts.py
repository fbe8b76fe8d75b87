"""Weekly posts of a running service, in whatever state a page is to be looked at in."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.conversations.counting import POST
from bot.runtime.work import SqlWorks
from bot.texts.catalogue import plain
from scheduler.calendar.coming import week_key
from scheduler.calendar.rhythm import Rhythm
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Result, Step
from scheduler.events.model import EVERYBODY
from scheduler.weekly.model import Occasion, Schedule, State
from tests.fakes.claiming import claimed

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TIP = "teams-dela-skarm"
AN_HOUR = timedelta(hours=1)
A_WEEK = timedelta(days=7)
LONG = timedelta(days=1)


async def a_schedule(work: SqlWorks, now: datetime, *, weekday: str = "tisdagar") -> Schedule:
    """Keep a schedule for everybody from now on."""
    schedule = Schedule(
        id=secrets.token_hex(16),
        name="Veckans tips",
        rhythm=Rhythm.read(f"{weekday} 09:10"),
        zone=str(STOCKHOLM),
        audience=EVERYBODY,
        since=now,
    )
    async with work() as one:
        await one.weekly.put_schedule(schedule)
        await one.commit()
    return schedule


async def planned(work: SqlWorks, schedule: Schedule, now: datetime, *, size: int) -> Occasion:
    """Keep a post that is due a week or two ahead, to so many."""
    today = now.astimezone(STOCKHOLM).date()
    (weekday,) = schedule.rhythm.weekdays
    day = today + A_WEEK + timedelta(days=(weekday - today.weekday()) % 7)
    occasion = Occasion(
        id=secrets.token_hex(16),
        schedule=schedule.id,
        key=week_key(day),
        week=week_key(day),
        planned=day,
        due=datetime.combine(day, schedule.rhythm.hour, STOCKHOLM),
        tip=TIP,
        why="asked",
        size=size,
        changed=now,
    )
    async with work() as one:
        await one.weekly.add(occasion)
        await one.commit()
    return occasion


async def leaving(
    work: SqlWorks, schedule: Schedule, now: datetime, *, fates: Sequence[Fate]
) -> Occasion:
    """Keep a post on its way, with letters of these fates; those that wait are due in an hour."""
    post = secrets.token_hex(16)
    occasion = Occasion(
        id=post,
        schedule=schedule.id,
        key=f"now-{post[:8]}",
        week=week_key(now.date()),
        planned=now.date(),
        due=now,
        tip=TIP,
        why="season",
        size=len(fates),
        state=State.SENDING,
        changed=now,
    )
    async with work() as one:
        await one.weekly.add(occasion)
        people = [each.id for each in await one.people.everyone()]
        content = to_json(Reply(text=(plain("Prova att visa din skärm."),)))
        letters = [
            Letter(
                id=secrets.token_hex(16),
                kind=Kind.AT_MOST_ONCE,
                reason=f"tip:{post}",
                recipient=person,
                channel=None,
                content=content,
                due=now + AN_HOUR,
                about=f"{POST}{post}",
                post=post,
            )
            for person, _ in zip(people, fates, strict=False)
        ]
        await one.mailings.fill(letters)
        await one.mailings.let_go(post)
        await one.commit()
    await settle(work, now, [one for one in fates if one is not Fate.WAITING])
    return occasion


async def settle(work: SqlWorks, now: datetime, fates: Sequence[Fate]) -> None:
    """Let the next letters that wait come to these ends."""
    if not fates:
        return
    async with work() as one:
        later = now + 2 * AN_HOUR
        leased = await claimed(
            one.letters, by="a test", now=later, until=later + LONG, limit=len(fates)
        )
        for letter, fate in zip(leased, fates, strict=True):
            is_there = fate is Fate.DELIVERED
            result = Result.ARRIVED if is_there else Result.UNCLEAR
            outcome = Outcome(result=result, why="" if is_there else "timeout")
            await one.letters.settle(letter, Step(fate=fate), outcome)
        await one.commit()
