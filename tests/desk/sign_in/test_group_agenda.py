"""What an agenda is made of, and that nobody who asked can be found in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from knowledge.coach_group.model import Action, Meeting, Origin, Point
from knowledge.year_plan.model import Activity, Status
from tests.desk.sign_in.test_doors import token_of
from tests.desk.sign_in.world import World
from tests.fakes.clock import SUNDAY
from tips.suggestions.model import Suggestion, Wish

FORM: Mapping[str, str] = {
    "department": "law",
    "day": "2026-12-17",
    "hour": "10:00",
    "lasts": "60",
    "place": "",
    "link": "",
}


async def made(world: World) -> Meeting:
    """Let Kim, who coordinates Law, call a meeting; return it as it was made."""
    visitor = await world.signed_in("one-coordinator")
    form = {**FORM, "csrf": await token_of(world, visitor)}
    page = await visitor.post("/desk/group/meetings/new", form)
    assert page.status == 303, page.text
    async with world.service.reading() as work:
        return [one for one in await work.group.meetings() if one.department == "law"][-1]


def texts(meeting: Meeting, origin: Origin) -> list[str]:
    """Return the points of one origin."""
    return [point.text for point in meeting.agenda if point.origin is origin]


async def test_a_question_has_its_words_from_three_and_is_a_number_before(world: World) -> None:
    """Also where somebody let the coordinators see it: the agenda is read by more than them."""
    today = SUNDAY.date()
    async with world.service.work() as work:
        for person in ("sam", "tom", "tor"):
            await work.gaps.add("var finns nyckeln till cykelrummet", "sv", person=person, on=today)
        for person in ("sam", "tom"):
            await work.gaps.add("hur lånar man båten", "sv", person=person, on=today)
        shared = await work.gaps.add("vem äger flaggan", "sv", person="sam", on=today)
        await work.gaps.share(shared)
        old = today - timedelta(days=40)
        for person in ("sam", "tom", "tor"):
            await work.gaps.add("var är sommarens schema", "sv", person=person, on=old)
        await work.commit()
    meeting = await made(world)

    assert texts(meeting, Origin.GAP) == [
        "Fråga utan tips: var finns nyckeln till cykelrummet",
        "2 enstaka frågor utan tips",
    ]
    whole = " ".join(point.text for point in meeting.agenda)
    assert not any(name in whole for name in ("Sam", "Tom", "Tor", "båten", "flaggan", "schema"))


async def test_what_needs_looking_after_is_counted(world: World) -> None:
    """Answers that were wrong, without the wording; tips past their date."""
    async with world.service.work() as work:
        for number in range(2):
            await work.suggestions.add(
                Suggestion(
                    id=f"s{number}",
                    wish=Wish.BLOCK,
                    tip="teams-dela-skarm",
                    language="sv",
                    wording="min hemliga fråga",
                ),
                at=SUNDAY,
            )
        tip = await work.tips.get("teams-dela-skarm", "sv")
        await work.tips.put(replace(tip, review=SUNDAY.date() - timedelta(days=1)))
        await work.commit()
    meeting = await made(world)

    assert texts(meeting, Origin.TIPS) == [
        "2 svar har varit fel för den som frågade",
        "Ett tips behöver ses över",
    ]


async def test_tasks_and_the_plan_come_along(world: World) -> None:
    """What is not done of the group's own, and what the year has for this month and the next."""
    plan = Activity(id="x", department="law", year=2026, first=12, last=12, title="I år")
    async with world.service.work() as work:
        before = Meeting(id="fore", department="law", starts=SUNDAY - timedelta(days=9), lasts=60)
        await work.group.add(before)
        await work.group.add(replace(before, id="andra", department=None))
        for number, (where, done) in enumerate(
            (("fore", None), ("fore", date(2026, 11, 20)), ("andra", None))
        ):
            await work.group.add_action(
                Action(
                    id=f"a{number}",
                    meeting=where,
                    what=f"Sak {number}",
                    owner="tom",
                    due=date(2026, 12, 1),
                    done=done,
                )
            )
        for activity in (
            plan,
            replace(plan, id="late", first=3, last=3, title="Sen"),
            replace(plan, id="next", year=2027, first=1, last=2, title="Nästa månad"),
            replace(plan, id="far", year=2027, first=2, last=2, title="Långt fram"),
            replace(plan, id="done", status=Status.DONE, title="Klar"),
        ):
            await work.year_plan.add(activity)
        await work.commit()
    meeting = await made(world)

    assert texts(meeting, Origin.ACTION) == ["Sak 0, senast tisdag 1 december (Tom)"]
    for title in ("Sen", "I år", "Nästa månad"):
        assert f"Årsplanen: {title}" in texts(meeting, Origin.PLAN)
    for title in ("Långt fram", "Klar"):
        assert f"Årsplanen: {title}" not in texts(meeting, Origin.PLAN)


async def test_filling_again_adds_what_is_new_and_leaves_what_was_written(world: World) -> None:
    """Nobody's own words are lost to a press."""
    meeting = await made(world)
    mine = Point(text="Fika")
    async with world.service.work() as work:
        await work.group.put(replace(meeting, agenda=(*meeting.agenda, mine)))
        await work.group.add(
            Meeting(id="fore", department="law", starts=SUNDAY - timedelta(days=9), lasts=60)
        )
        await work.group.add_action(Action(id="a", meeting="fore", what="Ny sak"))
        await work.commit()
    visitor = await world.signed_in("one-coordinator")
    form = {"csrf": await token_of(world, visitor), "do": "fill", "version": "2"}
    page = await visitor.post(f"/desk/group/meetings/{meeting.id}", form)
    async with world.service.reading() as work:
        after = await work.group.get(meeting.id)

    assert page.status == 303
    assert after.agenda[-1] == mine
    assert texts(after, Origin.ACTION) == ["Ny sak"]
    assert len(after.agenda) == len(meeting.agenda) + 2
