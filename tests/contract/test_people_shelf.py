"""Every people shelf keeps these promises."""

from dataclasses import replace
from datetime import date

import pytest

from bot.runtime.work import SqlWorks
from knowledge.people.model import Person, Role, UnknownDepartment, UnknownPerson

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def test_a_person_comes_back_as_they_were_kept(work: SqlWorks) -> None:
    """Every field survives, days and empty ones too."""
    kept = Person(
        id="cia",
        name="Cia Å. Test",
        role=Role.STANDIN,
        department="law",
        language="fi",
        away=True,
        away_until=date(2027, 1, 7),
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
    """Staff and coordinators are not among them."""
    async with work() as one:
        assert [person.id for person in await one.people.helpers_of("law")] == ["bo"]
        assert await one.people.coordinators() == []


async def test_unknown_ones_are_named_errors(work: SqlWorks) -> None:
    """Nobody gets a None to trip over."""
    async with work() as one:
        with pytest.raises(UnknownPerson):
            await one.people.get("nobody")
        with pytest.raises(UnknownDepartment):
            await one.people.department("nowhere")
