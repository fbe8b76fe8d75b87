"""Forty questions lie open over Christmas: nobody is disturbed, nothing is lost, one owner each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.conversations.correspondence import Correspondence
from bot.runtime.wiring import Service
from knowledge.escalations import hand_over
from knowledge.escalations.model import Deed, Escalation, Line, Stage, Voice
from knowledge.people.model import Absence, Person, Role
from tests.fakes.clock import StandingClock

ZONE = ZoneInfo("Europe/Stockholm")
BEGINS = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)
ENDS = datetime(2027, 1, 12, 16, 0, tzinfo=UTC)
STEP = timedelta(hours=1)
OFFICE_OPENS, OFFICE_CLOSES, NOON = time(8, 0), time(16, 30), time(12, 0)

CLOSED = {
    date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 6),
}  # fmt: skip
"""Christmas Eve to Epiphany: the weekdays on which Swedish offices are closed."""

HALF = {date(2027, 1, 5)}
"""The eve of Epiphany."""

QUESTIONS = 40
DISTURBING = {"coach.new", "coach.bundle", "coach.reminder", "coach.moved", "coach.withdrawn"}


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands on the last Friday before Christmas."""
    return StandingClock(BEGINS)


def is_office_hours(at: datetime) -> bool:
    """Say whether people in an ordinary Swedish office are at work."""
    local = at.astimezone(ZONE)
    closes = NOON if local.date() in HALF else OFFICE_CLOSES
    return (
        local.weekday() < 5 and local.date() not in CLOSED and OFFICE_OPENS <= local.time() < closes
    )


async def asked(letters: Correspondence, asker: Person, number: int) -> str:
    """Hand a question over as the chat does, and return its id."""
    helper = await letters.route(asker)
    assert helper is not None
    escalation = Escalation(
        id=f"q{number:02}",
        asker=letters.seal.closed(f"{asker.id}\nwebchat"),
        named=number % 2 == 0,
        department=asker.department,
        said="",
        holder=helper.person.id,
        stage=Stage.WAITING,
        asked=letters.now,
        changed=letters.now,
        lines=(Line(voice=Voice.ASKER, text=f"Fråga {number}", at=letters.now),),
    )
    await letters.work.escalations.add(escalation)
    await letters.bring(escalation)
    return escalation.id


async def prepare(service: Service) -> dict[str, str]:
    """Let people be away in every way there is, and ask forty questions; return who asked which."""
    async with service.work() as work:
        people = work.people
        for person, first, back in (
            ("birgitta", date(2026, 12, 21), date(2027, 1, 7)),
            ("leila", date(2026, 12, 18), None),
            ("pontus", date(2026, 12, 23), date(2027, 1, 11)),
            ("gunilla", date(2026, 12, 18), date(2027, 1, 8)),
            ("inger", date(2026, 12, 23), date(2027, 1, 4)),
        ):
            await people.add_absence(Absence(person=person, first=first, back=back))
        for person in ("hanna", "ahmed"):
            profile = await people.profile(person)
            await people.put_profile(replace(profile, bundle=time(13, 0), most_open=4))
        profile = await people.profile("petra")
        await people.put_profile(replace(profile, sees=False))
        staff = [one for one in await people.everyone() if one.role is Role.STAFF]
        staff = [one for one in staff if one.department not in {None, "hemtjanst"}]
        letters = service.letters(work)
        askers = {}
        for number in range(QUESTIONS):
            asker = staff[number % len(staff)]
            askers[await asked(letters, asker, number)] = asker.id
        await work.commit()
    return askers


async def walk(service: Service, clock: StandingClock) -> None:
    """Let time pass; now and then a coach takes a question or answers one."""
    tick = 0
    while clock.at < ENDS:
        await service.deadlines.once()
        await service.delivery.all_due()
        if is_office_hours(clock.at) and tick % 11 == 0:
            await answer_one(service)
        clock.pass_by(STEP)
        tick += 1


async def answer_one(service: Service) -> None:
    """Let whoever has the newest question take it, and every other time answer it."""
    async with service.work() as work:
        waiting = await work.escalations.unanswered()
        if not waiting:
            return
        one = next((one for one in waiting if one.stage is Stage.TAKEN), waiting[-1])
        now = service.clock.now()
        if one.stage is Stage.WAITING:
            await hand_over.take(one.id, by=one.holder, at=now, escalations=work.escalations)
            letters = service.letters(work)
            office = await letters.office(one.department)
            due = letters.pace.next_step(one.step, now, office)
            await work.escalations.schedule(one.id, since=now, due=due)
        else:
            await hand_over.answer(
                one.id, "Så här", by=one.holder, at=now, escalations=work.escalations
            )
        await work.commit()


async def said(service: Service, people: Iterator[Person]) -> list[tuple[str, str, datetime]]:
    """Return what has reached whom and when: person, the key of the first line, time."""
    found: list[tuple[str, str, datetime]] = []
    async with service.reading() as work:
        for one in people:
            found += [
                (one.id, message.reply.text[0].key, message.at)
                for message in await work.mailboxes.after(one.id, 0, limit=10_000)
                if message.reply
            ]
    return found


async def test_forty_questions_over_christmas(service: Service, clock: StandingClock) -> None:
    """No reminder on a holiday or at night, none lost, never two owners, askers told each move."""
    askers = await prepare(service)
    await walk(service, clock)
    async with service.reading() as work:
        everyone = await work.people.everyone()
        kept = {one: await work.escalations.get(one) for one in askers}
        histories = {one: await work.escalations.history(one) for one in askers}
    told = await said(service, iter(everyone))
    disturbed = [one for one in told if one[1] in DISTURBING]
    moves = Counter(
        askers[one]
        for one, history in histories.items()
        for event in history
        if event.deed is Deed.MOVED
    )
    news = Counter(person for person, key, _ in told if key == "asker.moved")

    assert [one for one in disturbed if not is_office_hours(one[2])] == []
    assert len(disturbed) > QUESTIONS
    assert len(kept) == QUESTIONS
    assert all(one.stage.is_due or one.answer == "Så här" for one in kept.values())
    assert all(kept[one].holder != asker for one, asker in askers.items())
    for one, history in histories.items():
        owners = [event.holder for event in history]
        assert owners[-1] == kept[one].holder
        changes = sum(before != after for before, after in pairwise(owners))
        assert changes == sum(event.deed is Deed.MOVED for event in history)
        assert all(is_office_hours(event.at) or event.deed is Deed.SETTLED for event in history[1:])
    assert news == moves
    assert sum(moves.values()) >= QUESTIONS / 2
    reminded = [event for one in histories.values() for event in one if event.deed is Deed.REMINDED]
    assert len(reminded) >= QUESTIONS / 4
    assert {one.holder for one in kept.values() if one.stage.is_due} <= {"inger", "mats"}
    assert sum(key == "coach.reminder" for _, key, _ in told) <= len(reminded)
