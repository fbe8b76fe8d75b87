"""Who somebody is that writes on a channel, on both databases."""

from dataclasses import replace

import pytest

from bot.runtime.work import SqlWorks
from knowledge.people.meeting import Known, Seen, meet
from knowledge.people.model import Person
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

TEAMS = Seen(
    channel="teams",
    account="29:1x",
    name="Ann (extern)",
    email="Ann@Example.se",
    verified=True,
    department="law",
)


async def met(work: SqlWorks, *several: Seen) -> list[tuple[str, Known]]:
    """Meet somebody several times, each in a transaction of its own."""
    found = []
    for seen in several:
        async with work() as one:
            person, known = await meet(seen, people=one.people, accounts=one.accounts)
            await one.commit()
        found.append((person.id, known))
    return found


async def test_a_verified_work_address_is_the_person_it_belongs_to(work: SqlWorks) -> None:
    """On every channel, whatever the display name says; the organisation's own name stays."""
    async with work() as one:
        ann = await one.people.get("ann")
        await one.people.put(replace(ann, email="ann@example.se", listed=True))
        await one.commit()
    slack = replace(TEAMS, channel="slack", account="U1", name="ann!", language="fi")

    assert await met(work, TEAMS, slack, TEAMS) == [
        ("ann", Known.BY_EMAIL),
        ("ann", Known.BY_EMAIL),
        ("ann", Known.BEFORE),
    ]
    async with work() as one:
        ann = await one.people.get("ann")

        assert (ann.name, ann.language) == ("Ann Test", "fi")
        assert await one.accounts.of("ann") == [("slack", "U1"), ("teams", "29:1x")]


async def test_an_address_nobody_vouches_for_links_nobody(work: SqlWorks) -> None:
    """Nor does a display name: somebody new gets an id of their own."""
    async with work() as one:
        ann = await one.people.get("ann")
        await one.people.put(replace(ann, email="ann@example.se", listed=True))
        await one.commit()
    claimed = replace(TEAMS, verified=False)
    namesake = replace(TEAMS, account="29:2x", name="Ann Test", email="", verified=False)

    (first, _), (again, known), (other, _) = await met(work, claimed, claimed, namesake)

    assert len({"ann", first, other}) == 3
    assert (again, known) == (first, Known.BEFORE)
    async with work() as one:
        assert (await one.people.get(first)).email == ""


async def test_a_department_is_taken_when_its_name_is_the_only_one(work: SqlWorks) -> None:
    """Otherwise the person is asked, once, in the chat."""
    here = replace(TEAMS, account="a", email="", department=" LAW ")
    nowhere = replace(TEAMS, account="b", email="", department="La")
    found = await met(work, here, nowhere)
    async with work() as one:
        people = [await one.people.get(person) for person, _ in found]

    assert [person.department for person in people] == ["law", None]


async def test_who_has_left_is_not_met_again_by_an_old_address(work: SqlWorks) -> None:
    """An address may be given to somebody else one day."""
    async with work() as one:
        gone = Person(id="gone", name="Gone Test", email="ann@example.se", listed=True)
        await one.people.put(replace(gone, left=SUNDAY.date()))
        await one.commit()

    [(person, known)] = await met(work, TEAMS)

    assert person != "gone"
    assert known is Known.NEW
