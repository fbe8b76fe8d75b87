"""One unasked letter a week to each person: an invitation of its own takes the tip's place."""

from dataclasses import replace
from datetime import datetime

from bot.runtime.sample_weekly import SCHEDULE
from bot.runtime.wiring import Service
from scheduler.events.model import Event, Purpose, State
from scheduler.weekly.model import Wish
from tests.dialogues.stage import Stage
from tests.dialogues.test_weekly import scheduled
from tests.fakes.clock import SUNDAY

INVITED = "Prova skrivaren"
TIP = "Veckans tips"


async def invites(service: Service, *, starts: str, now: datetime = SUNDAY) -> None:
    """Open an event with a letter of its own, and nothing else that people are invited to."""
    async with service.work() as work:
        for one in await work.events.all():
            await work.events.put(one.cancelled())
        await work.events.add(
            Event(
                id="e1",
                title=INVITED,
                about="Vi skriver ut.",
                purpose=Purpose.TRY,
                organiser="inger",
                host="Inger",
                starts=datetime.fromisoformat(starts),
                place="Plan 2",
                state=State.OPEN,
                invited=now,
                own_letter=True,
            )
        )
        await work.weekly.remove_schedule(SCHEDULE)
        await work.commit()


async def came(met: Stage, person: str, at: str) -> list[str]:
    """Return which of the two came to somebody by a time."""
    await met.until(at)
    lines = await met.read(person)
    return [what for what in (INVITED, TIP) if any(what in line for line in lines)]


async def test_an_invitation_of_its_own_takes_the_weeks_place(met: Stage) -> None:
    """No tip in that week, and one in the next."""
    await invites(met.service, starts="2026-12-10T13:00+01:00")
    await scheduled(met.service)
    assert await came(met, "anki", "2026-11-23 08:30") == [INVITED]
    await met.until("2026-11-23 12:00")
    assert await came(met, "anki", "2026-11-24 09:12") == []
    await met.until("2026-11-30 12:00")
    assert await came(met, "anki", "2026-12-01 09:12") == [TIP]


async def test_an_invitation_waits_for_a_week_that_is_free(met: Stage) -> None:
    """The tip has come: the invitation comes on Monday, says what holds then, and takes that week.

    Whoever has paused the tips has had none, and is invited at once.
    """
    await scheduled(met.service)
    async with met.service.work() as work:
        paused = datetime.fromisoformat("2026-12-24T00:00+01:00").date()
        await work.weekly.put_wish(Wish(person="samir", until=paused))
        await work.commit()
    await met.until("2026-11-23 12:00")
    assert await came(met, "anki", "2026-11-24 09:12") == [TIP]
    await invites(met.service, starts="2026-12-10T13:00+01:00", now=met.service.clock.now())
    assert await came(met, "samir", "2026-11-24 10:00") == [INVITED]
    assert await came(met, "anki", "2026-11-27 12:00") == []
    await met.until("2026-11-29 12:00")
    assert await came(met, "anki", "2026-11-30 08:30") == [INVITED]
    await met.until("2026-11-30 12:00")
    assert await came(met, "anki", "2026-12-01 09:12") == []


async def test_what_cannot_wait_is_sent_all_the_same(met: Stage) -> None:
    """An event of the same week is over before a free one comes."""
    await scheduled(met.service)
    await met.until("2026-11-23 12:00")
    assert await came(met, "anki", "2026-11-24 09:12") == [TIP]
    await invites(met.service, starts="2026-11-26T13:00+01:00", now=met.service.clock.now())
    assert await came(met, "anki", "2026-11-24 10:00") == [INVITED]


async def test_a_department_that_sleeps_by_day_is_invited_in_its_evening(met: Stage) -> None:
    """Quiet hours hold for every letter that nobody has asked for."""
    async with met.service.work() as work:
        anki = await work.people.get("anki")
        night = await work.people.department(anki.department or "")
        await work.people.put_department(replace(night, quiet="mån-sön 06:00-20:30"))
        await work.commit()
    await invites(met.service, starts="2026-12-10T13:00+01:00")
    await met.until("2026-11-22 12:00")
    assert await came(met, "anki", "2026-11-23 20:29") == []
    assert await came(met, "anki", "2026-11-23 20:31") == [INVITED]


async def test_quiet_hours_of_ones_own(met: Stage) -> None:
    """Heard at once; tips and invitations come after them, and by the department's, too."""
    await met.play(
        """
        elias: tyst 07-12
        > Noterat. I de timmarna (07-12) skriver jag inget som du inte har bett om. Skriv *tyst aldrig* när det inte behövs längre.
        elias: tyst dygnet runt
        > Då blir det aldrig någon timme över. Vill du inte ha tipsen, skriv *sluta*.
        anki: tyst 07-12
        > ...
        anki: tyst aldrig
        > Noterat, inga tysta timmar längre.
        """
    )
    async with met.service.work() as work:
        elias = await work.people.get("elias")
        office = await work.people.department(elias.department or "")
        await work.people.put_department(replace(office, quiet="mån-sön 11:30-14:00"))
        await work.commit()
    await invites(met.service, starts="2026-12-10T13:00+01:00")
    await scheduled(met.service)
    await met.until("2026-11-22 12:00")
    assert await came(met, "elias", "2026-11-23 13:59") == []
    assert await came(met, "anki", "2026-11-23 13:59") == [INVITED]
    assert await came(met, "elias", "2026-11-23 14:01") == [INVITED]
    await met.until("2026-11-30 12:00")
    assert await came(met, "elias", "2026-12-01 13:59") == []
    assert await came(met, "elias", "2026-12-01 14:01") == [TIP]
