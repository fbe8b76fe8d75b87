"""Every people shelf keeps these promises."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.people.model import (
    Absence,
    Department,
    Duty,
    Ombud,
    OmbudStage,
    Person,
    Profile,
    Role,
    Told,
    UnknownDepartment,
    UnknownPerson,
)
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def test_a_person_comes_back_as_they_were_kept(work: SqlWorks) -> None:
    """Every field survives, days and empty ones too."""
    kept = Person(
        id="cia",
        name="Cia Å. Test",
        role=Role.STANDIN,
        department="law",
        language="fi",
        email="cia@example.se",
        listed=True,
        left=date(2027, 1, 7),
        sample=True,
    )
    async with work() as one:
        await one.people.put(kept)
        await one.commit()
    async with work() as one:
        assert await one.people.get("cia") == kept


async def test_keeping_again_changes_and_does_not_double(work: SqlWorks) -> None:
    """A person is one row, however often they are kept."""
    async with work() as one:
        ann = await one.people.get("ann")
        await one.people.put(replace(ann, language="en"))
        await one.commit()
    async with work() as one:
        people = await one.people.everyone()

    assert [(person.id, person.language) for person in people] == [("ann", "en"), ("bo", None)]


async def test_what_is_not_committed_never_happened(work: SqlWorks) -> None:
    """Leaving without commit undoes everything."""
    async with work() as one:
        await one.people.put(Person(id="dan", name="Dan Test"))
    async with work() as one:
        with pytest.raises(UnknownPerson):
            await one.people.get("dan")


async def test_the_helpers_of_a_department_are_its_coaches_and_stand_ins(work: SqlWorks) -> None:
    """Staff and coordinators are not among them; a duty adds somebody who works elsewhere."""
    async with work() as one:
        await one.people.put_department(Department(id="pay", name="Pay", parent="law"))
        await one.people.add_duty("ann", "pay", Duty.STANDIN)
        await one.people.add_duty("ann", "pay", Duty.STANDIN)
        found = await one.people.helpers_in(["law", "pay"])

        assert [(where, duty, person.id) for where, duty, person in found] == [
            ("law", Duty.COACH, "bo"),
            ("pay", Duty.STANDIN, "ann"),
        ]
        assert await one.people.duties_of("ann") == [("pay", Duty.STANDIN)]
        assert await one.people.coordinators() == []


async def test_who_has_left_helps_nobody(work: SqlWorks) -> None:
    """Nor are they found by name; their row stays until it is erased."""
    async with work() as one:
        bo = await one.people.get("bo")
        await one.people.put(replace(bo, left=date(2026, 11, 1)))

        assert await one.people.helpers_in(["law"]) == []
        assert await one.people.named("Bo") == []
        assert [gone.id for gone in await one.people.gone_before(date(2026, 11, 2))] == ["bo"]
        assert await one.people.gone_before(date(2026, 11, 1)) == []


async def test_a_profile_comes_back_as_it_was_kept(work: SqlWorks) -> None:
    """Who has none gets an empty one, which says that nothing reaches them."""
    kept = Profile(
        person="bo",
        spoken="Boo",
        languages=("sv", "fi"),
        interests="Excel, mallar",
        hours_a_month=8,
        most_open=3,
        bundle=time(13, 30),
        sees=True,
        feed="sealed",
    )
    async with work() as one:
        await one.people.put_profile(kept)
        await one.people.put_profile(kept)

        assert await one.people.profiles(["ann", "bo"]) == {
            "ann": Profile(person="ann"),
            "bo": kept,
        }
        assert [person.id for person, _ in await one.people.with_interests()] == ["bo"]
        assert [profile.person for profile in await one.people.feeds()] == ["bo"]
        assert not Profile(person="ann").reachable


async def test_absences_cover_their_days_and_end(work: SqlWorks) -> None:
    """Of several on one day the one that ends last is told; the day one is back is not absent."""
    day = date(2027, 3, 3)
    async with work() as one:
        people = one.people
        await people.add_absence(Absence(person="bo", first=day, back=date(2027, 3, 5)))
        await people.add_absence(Absence(person="bo", first=day, back=date(2027, 3, 12)))
        during = await people.absences(["ann", "bo"], on=day)
        before = await people.absences(["bo"], on=date(2027, 3, 2))
        after = await people.absences(["bo"], on=date(2027, 3, 12))
        ended = await people.end_absences("bo", on=date(2027, 3, 4))
        then = await people.absences(["bo"], on=date(2027, 3, 4))
        removed = await people.forget_absences(before=date(2027, 3, 5))

    assert {name: absence.back for name, absence in during.items()} == {"bo": date(2027, 3, 12)}
    assert (before, after, then) == ({}, {}, {})
    assert (ended, removed) == (2, 2)


async def test_what_a_calendar_says_replaces_only_what_it_said_before(work: SqlWorks) -> None:
    """What the person said themselves stays."""
    async with work() as one:
        people = one.people
        await people.add_absence(Absence(person="bo", first=date(2027, 1, 1)))
        for first in (date(2027, 2, 1), date(2027, 2, 8)):
            told = Absence(person="bo", first=first, back=date(2027, 2, 28), told=Told.FEED)
            await people.replace_absences("bo", Told.FEED, [told])

        found = await people.absences_of("bo")

    assert [(one.first, one.told) for one in found] == [
        (date(2027, 1, 1), Told.SAID),
        (date(2027, 2, 8), Told.FEED),
    ]


async def test_an_offer_becomes_an_ombud_and_ends(work: SqlWorks) -> None:
    """Colleagues see an ombud only once the offer has been approved."""
    async with work() as one:
        people = one.people
        offer = Ombud(person="ann", department="law", stage=OmbudStage.OFFERED, since=SUNDAY)
        await people.put_ombud(offer)
        offered = await people.ombuds_in(["law"])
        await people.put_ombud(replace(offer, stage=OmbudStage.ACTIVE))
        active = await people.ombuds_in(["law"])
        left = [await people.remove_ombud("ann"), await people.remove_ombud("ann")]

    assert offered == []
    assert [(where, person.id) for where, person in active] == [("law", "ann")]
    assert left == [True, False]


async def test_people_are_found_by_a_part_of_their_name_or_by_address(work: SqlWorks) -> None:
    """Signs that mean something to a database mean nothing here."""
    async with work() as one:
        people = one.people
        await people.put(Person(id="li", name="Li %_Prov", email="li@example.se"))

        assert [person.id for person in await people.named("prov")] == []
        assert [person.id for person in await people.named("%_p")] == ["li"]
        assert [person.id for person in await people.named("test")] == ["ann", "bo"]
        assert await people.named("  ") == []
        found = await people.by_email("LI@example.se")
        assert found is not None
        assert found.id == "li"
        assert await people.by_email("") is None


async def test_an_erased_person_leaves_nothing_in_any_table_of_people(work: SqlWorks) -> None:
    """Profile, absences, duties and offers go with them."""
    async with work() as one:
        people = one.people
        await people.put_profile(Profile(person="bo", sees=True))
        await people.add_absence(Absence(person="bo", first=date(2027, 1, 1)))
        await people.add_duty("bo", "law", Duty.COACH)
        await people.put_ombud(
            Ombud(person="bo", department="law", stage=OmbudStage.ACTIVE, since=SUNDAY)
        )
        await people.erase("bo")
        await one.commit()
    async with work() as one:
        assert await one.people.absences_of("bo") == []
        assert await one.people.duties_of("bo") == []
        assert await one.people.ombud("bo") is None
        with pytest.raises(UnknownPerson):
            await one.people.get("bo")


async def test_accounts_belong_to_one_person_and_can_be_handed_over(work: SqlWorks) -> None:
    """A code links once and in time."""
    async with work() as one:
        accounts = one.accounts
        await accounts.add("teams", "29:x", "ann")
        await accounts.add("slack", "U1", "bo")
        await accounts.hand_over(of="bo", to="ann")
        await accounts.add_code("old", "ann", until=SUNDAY + timedelta(minutes=1))
        await accounts.add_code("new", "ann", until=SUNDAY + timedelta(minutes=10))
        used = [
            await accounts.use_code("old", now=SUNDAY),
            await accounts.use_code("new", now=SUNDAY + timedelta(minutes=9)),
            await accounts.use_code("new", now=SUNDAY),
        ]

        assert await accounts.of("ann") == [("slack", "U1"), ("teams", "29:x")]
        assert await accounts.owner("slack", "U1") == "ann"
        assert await accounts.owner("slack", "U2") is None
        assert used == [None, "ann", None]
        await accounts.forget("ann")
        assert await accounts.of("ann") == []


async def test_unknown_ones_are_named_errors(work: SqlWorks) -> None:
    """Nobody gets a None to trip over."""
    async with work() as one:
        with pytest.raises(UnknownPerson):
            await one.people.get("nobody")
        with pytest.raises(UnknownDepartment):
            await one.people.department("nowhere")


async def test_departments_are_found_by_who_helps_there(work: SqlWorks) -> None:
    """By role at home and by duty elsewhere; whoever has left helps nowhere."""
    async with work() as one:
        await one.people.put_department(Department(id="far", name="Far"))
        assert await one.people.departments_with(Duty.COACH) == {"law"}
        await one.people.add_duty("bo", "far", Duty.STANDIN)
        assert await one.people.departments_with(Duty.STANDIN) == {"far"}
        bo = await one.people.get("bo")
        await one.people.put(replace(bo, left=date(2026, 11, 1)))
        assert await one.people.departments_with(Duty.COACH) == set()
        assert await one.people.departments_with(Duty.STANDIN) == set()


async def test_those_without_an_account_are_counted(work: SqlWorks) -> None:
    """Who works here and was never met on a channel, the first by name; not those who have left."""
    async with work() as one:
        for name, left in (("Åsa", None), ("Bo", None), ("Cia", SUNDAY.date())):
            person_id = f"unmet-{name.lower()}"
            await one.people.put(Person(id=person_id, name=name, left=left))
        await one.accounts.add("teams", "29:bo", "unmet-bo")

        total, first = await one.accounts.unmet("teams", within=None, most=500)
        assert "unmet-åsa" in first
        assert not {"unmet-bo", "unmet-cia"} & set(first)
        assert total == len(first)
        everybody, one_of_them = await one.accounts.unmet("slack", within=None, most=1)
        assert (everybody, len(one_of_them)) == (total + 1, 1)
        assert await one.accounts.unmet("slack", within=["nowhere"], most=1) == (0, [])
        assert "unmet-bo" in await one.accounts.having(["teams", "slack"])
        assert not {"unmet-bo", "unmet-åsa"} & await one.accounts.having(["slack"])
