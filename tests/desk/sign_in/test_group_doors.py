"""Whose meetings, tasks and plans one can open: those of a group one belongs to, and no others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.coach_group.model import Action, Coming, Meeting
from knowledge.people.model import Department, Duty, Person, Role
from knowledge.year_plan.model import Activity
from tests.desk.sign_in.test_doors import token_of
from tests.desk.sign_in.world import World
from tests.fakes.clock import SUNDAY

MEETING = Meeting(
    id="mote", department="law", starts=SUNDAY + timedelta(days=9), lasts=60, invited=SUNDAY
)
PEOPLE = (
    Person(id="laws", name="Laws Samordnare", role=Role.COORDINATOR, department="law"),
    Person(id="schools", name="Schools Samordnare", role=Role.COORDINATOR, department="school"),
    Person(id="coach", name="Laws Coach", role=Role.COACH, department="law"),
    Person(id="teacher", name="Schools Coach", role=Role.COACH, department="school"),
    Person(id="helper", name="Schools Helper", role=Role.COACH, department="school"),
)


@pytest.fixture
async def parts(world: World) -> World:
    """A desk with two departments, each with people, and a group of Law's."""
    async with world.service.work() as work:
        await work.people.put_department(Department(id="school", name="School"))
        for person in PEOPLE:
            await work.people.put(replace(person, listed=True))
        await work.people.add_duty("helper", "law", Duty.STANDIN)
        await work.group.add(MEETING)
        await work.group.add(replace(MEETING, id="utkast", invited=None))
        await work.group.add_action(Action(id="a", meeting="mote", what="Boka", owner="coach"))
        await work.year_plan.add(
            Activity(id="plan", department="law", year=2026, first=11, last=12, title="Laws runda")
        )
        await work.commit()
    return world


SEEN: Mapping[str, tuple[int, int, int]] = {
    "laws": (200, 200, 200),
    "schools": (404, 404, 404),
    "coach": (200, 404, 403),
    "helper": (200, 404, 403),
    "teacher": (404, 404, 403),
    "kim": (200, 200, 200),
}
"""What somebody gets of Law's meeting, of a draft of Law's, and of an activity of its plan."""


@pytest.mark.parametrize("person", SEEN)
async def test_a_group_is_open_to_who_belongs_to_it(parts: World, person: str) -> None:
    """Members read what has been sent; a coordinator of another part is told that it is not there.

    Kim's part is Law, too; a duty counts as working there.
    """
    visitor = await parts.signed_in(person)
    paths = ("meetings/mote", "meetings/utkast", "plan/plan")
    found = tuple([(await visitor.get(f"/desk/group/{path}")).status for path in paths])
    overview = await visitor.get("/desk/group")
    year = await visitor.get("/desk/group/plan?year=2026")

    assert found == SEEN[person]
    assert ("/desk/group/meetings/mote" in overview.text) is (found[0] == 200)
    assert ("Laws runda" in year.text) is (found[0] == 200)


@pytest.mark.parametrize("do", ["", "invite", "cancel", "held", "fill", "done:a", "drop:a"])
async def test_no_coordinator_changes_another_parts_meeting(parts: World, do: str) -> None:
    """Whatever is pressed, nothing is kept and nobody is told."""
    visitor = await parts.signed_in("schools")
    form = {"csrf": await token_of(parts, visitor), "do": do, "version": "1", "notes": "x"}
    before = await parts.everything()
    page = await visitor.post("/desk/group/meetings/mote", form)

    assert page.status == 404
    assert await parts.everything() == before


async def test_a_meeting_is_called_in_ones_own_part_only(parts: World) -> None:
    """A form that names another part is refused, with what was written."""
    visitor = await parts.signed_in("schools")
    form = {
        "csrf": await token_of(parts, visitor),
        "department": "law",
        "day": "2026-12-03",
        "hour": "10:00",
        "lasts": "60",
        "place": "Öresund",
        "link": "",
    }
    before = await parts.everything()
    page = await visitor.post("/desk/group/meetings/new", form)

    assert page.status == 422
    assert "Öresund" in page.text
    assert await parts.everything() == before


@pytest.mark.parametrize(
    ("person", "status"),
    [("coach", 303), ("laws", 303), ("helper", 404), ("schools", 404), ("teacher", 404)],
)
async def test_a_task_is_ticked_by_its_owner_or_the_coordinator(
    parts: World, person: str, status: int
) -> None:
    """Other members read it, and leave it alone."""
    visitor = await parts.signed_in(person)
    form = {"csrf": await token_of(parts, visitor), "action": "a"}
    page = await visitor.post("/desk/group/actions", form)
    async with parts.service.reading() as work:
        action = await work.group.action("a")

    assert page.status == status
    assert action.is_open is (status == 404)


@pytest.mark.parametrize(("person", "status"), [("coach", 303), ("teacher", 404), ("helper", 303)])
async def test_members_answer_on_the_desk_too(parts: World, person: str, status: int) -> None:
    """As with the buttons in the chat; nobody else's answer is taken."""
    visitor = await parts.signed_in(person)
    form = {"csrf": await token_of(parts, visitor), "coming": "yes"}
    page = await visitor.post("/desk/group/meetings/mote/answer", form)
    async with parts.service.reading() as work:
        guests = {one.person: one.coming for one in await work.group.guests("mote")}

    assert page.status == status
    assert guests == ({person: Coming.YES} if status == 303 else {})


async def test_the_deeds_of_a_meeting_are_in_the_audit(parts: World) -> None:
    """Without a name in them; how many letters were written is."""
    visitor = await parts.signed_in("laws")
    token = await token_of(parts, visitor)
    for version, do in enumerate(("invite", "held", "send"), start=1):
        form = {"csrf": token, "do": do, "version": str(version), "notes": "Vi sågs."}
        page = await visitor.post("/desk/group/meetings/mote", form)
        assert page.status == 303, page.text
    deeds = [one for one in await parts.deeds() if one.object == "meeting:mote"]

    assert [(one.name, one.details) for one in deeds] == [
        ("meeting.invited", {"letters": 6}),
        ("meeting.held", {"letters": 0}),
        ("meeting.notes_sent", {"letters": 6}),
    ]
