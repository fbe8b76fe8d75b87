"""Every kind of record goes at its time, and not before; what went stands in a report."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy

from bot.channels.mailbox.model import Message
from bot.conversations.memory.model import Asked, Memory
from bot.conversations.turn import Turn, Words
from bot.desk.sessions.model import begin as begin_session
from bot.desk.sign_in.flow import begin as begin_sign_in
from bot.desk.uploads.model import Upload
from bot.runtime.housekeeping import keep_nightly_house
from bot.runtime.opening import prepare
from bot.runtime.removals.storage import Removal
from bot.runtime.retention import PEOPLE, decisions, described, kinds, remove_old
from bot.runtime.wiring import Service, build
from bot.runtime.work import SqlWork
from knowledge.coach_group.model import Meeting
from knowledge.disturbances.model import Disturbance
from knowledge.escalations import hand_over
from knowledge.escalations.model import Escalation, Line, Stage, Voice
from knowledge.figures.columns import ALL
from knowledge.figures.model import Family, Figure
from knowledge.people.model import Absence, Department, Person, Role
from knowledge.pictures.model import CleanPicture
from knowledge.rooms.faults import Fault, Part, State
from knowledge.rooms.rounds import Round
from knowledge.storage import METADATA
from knowledge.year_plan.model import Activity
from scheduler.delivery.model import Kind, Letter
from tests.conftest import settings_in
from tests.fakes.clock import SUNDAY, StandingClock
from tests.unit.bot.kept_elsewhere import (
    event_guest,
    platform_chat,
    post,
    programme,
    weekly_post,
)
from tips.suggestions.model import Suggestion, Wish

DECISIONS = "handovers=KS 2026/1; askers=KS 2026/2; people = KS 2026/3;"
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
async def house(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Service]:
    """A service with two people in it, and archive decisions for some kinds."""
    service = build(settings_in(tmp_path, archive_decisions=DECISIONS), clock=clock)
    await prepare(service)
    async with service.work() as work:
        await work.people.put_department(Department(id="law", name="Law"))
        await work.people.put(Person(id="ann", name="Ann Test", department="law"))
        await work.people.put(Person(id="bo", name="Bo Test", role=Role.COACH, department="law"))
        await work.commit()
    yield service
    await service.close()


async def _event(work: SqlWork) -> None:
    turn = Turn(event="e", person="ann", channel="webchat", said=Words("hej"))
    await work.inbox.store(turn, at=SUNDAY)
    await work.inbox.close(1)


async def _chat(work: SqlWork) -> None:
    await work.mailboxes.put(
        "ann", Message(number=0, at=SUNDAY, language="sv", words="hej"), once="m"
    )


async def _letter(work: SqlWork) -> None:
    letter = Letter(
        id="l",
        kind=Kind.AT_LEAST_ONCE,
        reason="r",
        recipient="ann",
        channel=None,
        content="{}",
        due=SUNDAY,
    )
    await work.letters.post(letter)
    await work.letters.cancel(letter)


async def _suggestion(work: SqlWork) -> None:
    await work.suggestions.add(
        Suggestion(id="s", wish=Wish.ADD, tip="t", language="sv", wording="hur"), at=SUNDAY
    )


async def _memory(work: SqlWork) -> None:
    await work.memories.keep("ann", Memory(greeted=True), now=SUNDAY)


async def _wording(work: SqlWork) -> None:
    asked = Asked(id="q", text="hur", at=SUNDAY.isoformat())
    await work.memories.keep("ann", Memory(asked=(asked,)), now=SUNDAY)


async def _closed(work: SqlWork) -> None:
    await work.escalations.add(
        Escalation(
            id="e",
            asker="sealed",
            named=False,
            department="law",
            said="",
            holder="bo",
            stage=Stage.WAITING,
            asked=SUNDAY,
            changed=SUNDAY,
            lines=(Line(voice=Voice.ASKER, text="hur", at=SUNDAY),),
        )
    )
    await hand_over.withdraw("e", at=SUNDAY, escalations=work.escalations)


async def _absence(work: SqlWork) -> None:
    await work.people.add_absence(
        Absence(person="bo", first=SUNDAY.date(), back=SUNDAY.date() + timedelta(days=1))
    )


async def _code(work: SqlWork) -> None:
    await work.accounts.add_code("mark", "ann", until=SUNDAY + timedelta(minutes=10))


async def _report(work: SqlWork) -> None:
    await work.removals.add(Removal(SUNDAY, "letters", 1, ""))


async def _gap(work: SqlWork) -> None:
    await work.gaps.add("hur", "sv", person="ann", on=SUNDAY.date())


async def _figure(work: SqlWork) -> None:
    block = SUNDAY.date() - timedelta(days=6)
    await work.figures.show(
        [Figure(block=block, family=Family.QUESTIONS, place="law", column=ALL, times=9)]
    )


async def _disturbance(work: SqlWork) -> None:
    await work.disturbances.add(
        Disturbance(id="d1", line="x", words=("x",), since=SUNDAY - A_MOMENT, until=SUNDAY, by="bo")
    )


async def _picture(work: SqlWork) -> None:
    await work.pictures.put(
        CleanPicture(data=b"\x89PNG", suffix="png", width=1, height=1), at=SUNDAY
    )


async def _upload(work: SqlWork) -> None:
    await work.uploads.add(Upload(id="u1", by="bo", name="x.csv", data=b"x", at=SUNDAY))


async def _fault(work: SqlWork) -> None:
    await work.faults.add(
        Fault(
            id="f",
            room="granen",
            part=Part.SCREEN,
            what="x",
            reported=SUNDAY - A_MOMENT,
            state=State.MENDED,
            changed=SUNDAY,
        )
    )


async def _round(work: SqlWork) -> None:
    await work.rounds.add(Round(id="r", room="granen", at=SUNDAY, by="bo"))


async def _meeting(work: SqlWork) -> None:
    await work.group.add(Meeting(id="m1", department=None, starts=SUNDAY, lasts=60))


async def _guest(work: SqlWork) -> None:
    await _meeting(work)
    await work.group.invite("m1", "bo", at=SUNDAY)


async def _activity(work: SqlWork) -> None:
    await work.year_plan.add(
        Activity(id="p1", department=None, year=2026, first=1, last=2, title="runda")
    )


async def _session(work: SqlWork) -> None:
    _, session = begin_session("bo", now=SUNDAY)
    await work.sessions.add(session)


async def _sign_in(work: SqlWork) -> None:
    await work.sign_ins.add(begin_sign_in("/desk/", now=SUNDAY).attempt)


@dataclass(frozen=True)
class Case:
    """A record of one kind, made on Sunday.

    Attributes:
        make: puts one in.
        still: how long after Sunday a nightly job still leaves it.
        gone: how long after Sunday it has removed it.
    """

    make: Callable[[SqlWork], Awaitable[None]]
    still: timedelta
    gone: timedelta


def exactly(span: timedelta) -> tuple[timedelta, timedelta]:
    """Return the last moment a record is there, and the first it is not."""
    return span, span + A_MOMENT


CASES: Mapping[str, Case] = {
    "events": Case(_event, *exactly(timedelta(days=7))),
    # Until the next whole hour, so that no time of writing can be read from it.
    "chats": Case(_chat, *exactly(timedelta(hours=25))),
    "letters": Case(_letter, *exactly(timedelta(days=30))),
    "suggestions": Case(_suggestion, *exactly(timedelta(days=90))),
    "gaps": Case(_gap, timedelta(days=365), timedelta(days=366)),
    "figures": Case(_figure, timedelta(days=1089), timedelta(days=1090)),
    "disturbances": Case(_disturbance, *exactly(timedelta(days=730))),
    "pictures": Case(_picture, *exactly(timedelta(days=7))),
    "faults": Case(_fault, *exactly(timedelta(days=730))),
    "rounds": Case(_round, *exactly(timedelta(days=730))),
    "meetings": Case(_meeting, *exactly(timedelta(days=730))),
    "guests": Case(_guest, *exactly(timedelta(days=30))),
    # The year it stands in has to be over.
    "activities": Case(_activity, timedelta(days=769), timedelta(days=770)),
    "sessions": Case(_session, timedelta(hours=8) - A_MOMENT, timedelta(hours=8)),
    "uploads": Case(_upload, timedelta(hours=1) - A_MOMENT, timedelta(hours=1)),
    "sign_ins": Case(_sign_in, timedelta(minutes=10) - A_MOMENT, timedelta(minutes=10)),
    "wordings": Case(_wording, timedelta(hours=24) - A_MOMENT, timedelta(hours=24)),
    "memories": Case(_memory, timedelta(days=60), timedelta(days=61)),
    "askers": Case(_closed, *exactly(timedelta(days=14))),
    "handovers": Case(_closed, *exactly(timedelta(days=730))),
    # The day they are back is the day after its end.
    "absences": Case(_absence, timedelta(days=31), timedelta(days=32)),
    "posts": Case(post, *exactly(timedelta(days=30, hours=1))),
    "platform_chats": Case(platform_chat, *exactly(timedelta(days=30))),
    "weekly_posts": Case(weekly_post, *exactly(timedelta(days=730))),
    "programme": Case(programme, *exactly(timedelta(days=730))),
    "event_guests": Case(event_guest, *exactly(timedelta(days=30))),
    "link_codes": Case(_code, *exactly(timedelta(minutes=10))),
    "reports": Case(_report, *exactly(timedelta(days=730))),
}


def test_every_kind_has_a_case(house: Service) -> None:
    """A new kind of record is tested before it is removed from anybody."""
    assert {kind.name for kind in kinds(house.settings)} == set(CASES)


@pytest.mark.parametrize("name", CASES)
async def test_a_kind_goes_at_its_time_and_not_before(
    house: Service, clock: StandingClock, name: str
) -> None:
    """The report has the kind, the count and the archive decision."""
    case = CASES[name]
    async with house.work() as work:
        await case.make(work)
        await work.commit()
    clock.pass_by(case.still)
    early = [one for one in await remove_old(house) if one.kind == name]
    clock.pass_by(case.gone - case.still)
    late = [one for one in await remove_old(house) if one.kind == name]
    again = [one for one in await remove_old(house) if one.kind == name]

    assert (early, again) == ([], [])
    assert late == [Removal(clock.now(), name, 1, decisions(house.settings).get(name, ""))]
    async with house.reading() as work:
        assert late[0] in await work.removals.last()


async def test_a_wording_that_is_too_old_is_in_no_row(house: Service, clock: StandingClock) -> None:
    """Nobody has to come back for it to be forgotten; the rest of the memory stays."""
    async with house.work() as work:
        await _wording(work)
        await work.commit()
    clock.pass_by(timedelta(hours=25))
    await remove_old(house)
    async with house.engine.connect() as connection:
        table = METADATA.tables["memories"]
        (sealed,) = (await connection.execute(sqlalchemy.select(table.c.content))).scalars()

    assert '"asked": []' in house.seal.opened(sealed)


@pytest.mark.parametrize("setting", ["nonsense", "nonsense=KS 2026/1", "askers", "=KS 2026/1"])
async def test_an_archive_decision_for_nothing_is_refused(tmp_path: Path, setting: str) -> None:
    """The line names the setting and every kind there is; empty parts do no harm."""
    settings = settings_in(tmp_path, archive_decisions=setting)
    with pytest.raises(ValueError, match="COACH_ARCHIVE_DECISIONS") as error:
        decisions(settings)

    assert all(name in str(error.value) for name in (*CASES, PEOPLE))


def test_how_long_each_kind_is_kept_is_said(house: Service) -> None:
    """One line a kind, with its time in words and its decision, or that there is none."""
    lines = list(described(house.settings))

    assert [line.split("\t")[0] for line in lines] == [
        *(kind.name for kind in kinds(house.settings)),
        PEOPLE,
    ]
    assert "askers\t14 days after closing, where there was no name\tKS 2026/2" in lines
    assert "link_codes\t10 minutes\tno archive decision given" in lines
    assert "people\t30 days after leaving\tKS 2026/3" in lines


async def test_people_who_left_are_erased_after_their_time(
    house: Service, clock: StandingClock
) -> None:
    """Whole, and not a day before; the report counts them, under the decision for people."""
    async with house.work() as work:
        bo = await work.people.get("bo")
        await work.people.put(replace(bo, left=date(2026, 11, 22)))
        await _absence(work)
        await work.commit()
    there = []
    for days in (30, 1):
        clock.pass_by(timedelta(days=days))
        await keep_nightly_house(house)
        async with house.reading() as work:
            there.append([one.id for one in await work.people.everyone()])
    async with house.reading() as work:
        report = [one for one in await work.removals.last() if one.kind == PEOPLE]

    assert there == [["ann", "bo"], ["ann"]]
    assert report == [Removal(clock.now(), PEOPLE, 1, "KS 2026/3")]


async def test_whoever_is_back_in_time_is_not_erased(house: Service, clock: StandingClock) -> None:
    """Having left once is no reason any more."""
    async with house.work() as work:
        bo = await work.people.get("bo")
        await work.people.put(replace(bo, left=date(2026, 11, 22)))
        await work.people.put(bo)
        await work.commit()
    clock.pass_by(timedelta(days=300))
    await keep_nightly_house(house)
    async with house.reading() as work:
        assert [one.id for one in await work.people.everyone()] == ["ann", "bo"]


async def test_many_leave_at_once(house: Service, clock: StandingClock) -> None:
    """A reorganisation is erased in parts, and counted whole."""
    async with house.work() as work:
        await work.roster.add(
            [
                Person(id=f"p{number}", name=f"Person {number}", left=SUNDAY.date())
                for number in range(250)
            ]
        )
        await work.commit()
    clock.pass_by(timedelta(days=31))
    await keep_nightly_house(house)
    async with house.reading() as work:
        left = [one.id for one in await work.people.everyone()]
        report = [one.count for one in await work.removals.last() if one.kind == PEOPLE]

    assert (left, sum(report)) == (["ann", "bo"], 250)
