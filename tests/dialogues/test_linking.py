"""Two accounts become one person by a code that was typed in both, and by nothing else."""

import re
from datetime import timedelta

import pytest

from knowledge.people.model import Person, UnknownPerson
from tests.dialogues.stage import Stage
from tests.dialogues.traces import in_tables
from tests.fakes.clock import StandingClock

CODE = re.compile(r"\d{4} \d{4}")
QUESTION = "var står kaffemaskinen på plan sju"


@pytest.fixture
async def two(met: Stage) -> Stage:
    """Elias, and somebody of whom only an account in Teams is known."""
    async with met.service.work() as work:
        await work.people.put(Person(id="nykomling", name="Elias Testlund", department="juridik"))
        await work.accounts.add("teams", "29:1a2b3c", "nykomling")
        await work.commit()
    await met.hears("nykomling", "hej")
    return met


async def _code(stage: Stage, who: str) -> str:
    lines = await stage.hears(who, "koppla")
    found = CODE.search("\n".join(lines))

    assert found, lines
    return found[0]


async def _accounts(stage: Stage, who: str) -> list[tuple[str, str]]:
    async with stage.service.reading() as work:
        return list(await work.accounts.of(who))


async def _is_there(stage: Stage, who: str) -> bool:
    async with stage.service.reading() as work:
        try:
            await work.people.get(who)
        except UnknownPerson:
            return False
    return True


@pytest.mark.parametrize(("gives", "takes"), [("elias", "nykomling"), ("nykomling", "elias")])
async def test_a_stranger_becomes_the_known_person(two: Stage, gives: str, takes: str) -> None:
    """Wherever the code is given: accounts, open questions and what is under way go along."""
    await two.hears("nykomling", QUESTION)
    await two.hears("nykomling", "[Ja, utan namn]")
    code = await _code(two, gives)
    # The reply comes to the known person, whoever typed.
    lines = await two.hears(takes, f"koppla {code}") + await two.look("elias")
    status = await two.hears("elias", "status")

    assert await _accounts(two, "elias") == [("teams", "29:1a2b3c")]
    assert not await _is_there(two, "nykomling")
    assert "Klart. Nu vet jag att båda kontona är dina." in lines
    assert any(QUESTION in line for line in status)


async def test_an_answer_to_the_stranger_reaches_the_known_person(two: Stage) -> None:
    """It was written before the two were one, and comes after."""
    await two.hears("nykomling", QUESTION)
    await two.hears("nykomling", "[Ja, utan namn]")
    await two.look("birgitta")
    await two.hears("birgitta", "[Ta frågan]")
    code = await _code(two, "elias")
    await two.service.reception.words("e1", "birgitta", "webchat", "Bakom hissen")
    await two.service.handling.all_waiting()
    await two.service.reception.words("e2", "nykomling", "webchat", f"koppla {code}")
    await two.settle()
    lines = await two.look("elias")

    assert any("Bakom hissen" in line for line in lines)


async def test_what_the_stranger_types_meanwhile_is_handled_as_the_known_persons(
    two: Stage,
) -> None:
    """Nothing that was acknowledged is lost by becoming somebody else."""
    code = await _code(two, "elias")
    await two.service.reception.words("e1", "nykomling", "webchat", f"koppla {code}")
    await two.service.reception.words("e2", "nykomling", "webchat", "min coach")
    await two.settle()
    lines = await two.look("elias")

    assert any("Birgitta" in line for line in lines)


async def test_nothing_is_left_of_the_stranger(two: Stage) -> None:
    """Neither the id in a table, nor a mark of it."""
    seal = two.service.seal
    marks = [seal.mark(one, "nykomling") for one in ("inbox", "memory", "mailbox", "wrong answers")]
    code = await _code(two, "elias")
    before = await in_tables(two.service, ["nykomling"], marks)
    await two.hears("nykomling", f"koppla {code}")
    found = await in_tables(two.service, ["nykomling"], marks)

    assert {table for table, values in before.items() if values} >= {"people", "mailboxes"}
    assert {table: values for table, values in found.items() if values} == {}


async def test_two_known_people_stay_two(met: Stage) -> None:
    """The code is used up by it, and neither has lost anything."""
    code = await _code(met, "elias")
    await met.hears("samir", "hej")
    refused = await met.hears("samir", f"koppla {code}")
    again = await met.hears("samir", f"koppla {code}")

    assert refused[0].startswith("De två kontona hör till två personer i kommunens katalog.")
    assert again[0].startswith("Den koden gäller inte.")
    assert await _is_there(met, "elias")
    assert await _is_there(met, "samir")


async def test_a_code_works_once(two: Stage) -> None:
    """Whoever finds it on a screen later gets nothing by it."""
    async with two.service.work() as work:
        await work.people.put(Person(id="annan", name="Annan"))
        await work.commit()
    await two.hears("annan", "hej")
    code = await _code(two, "elias")
    await two.hears("nykomling", f"koppla {code}")
    lines = await two.hears("annan", f"koppla {code}")

    assert lines[0].startswith("Den koden gäller inte.")
    assert await _is_there(two, "annan")


@pytest.mark.parametrize(("minutes", "links"), [(9, True), (10, False)])
async def test_a_code_lives_ten_minutes(
    two: Stage, clock: StandingClock, minutes: int, *, links: bool
) -> None:
    """And not a moment longer."""
    code = await _code(two, "elias")
    clock.pass_by(timedelta(minutes=minutes))
    await two.hears("nykomling", f"koppla {code}")

    assert await _is_there(two, "nykomling") is not links


async def test_a_new_code_ends_the_one_before(two: Stage) -> None:
    """One at a time; and one's own code links nobody."""
    old = await _code(two, "elias")
    new = await _code(two, "elias")
    refused = await two.hears("nykomling", f"koppla {old}")
    own = await two.hears("elias", f"koppla {new}")

    assert refused[0].startswith("Den koden gäller inte.")
    assert own[0].startswith("Det här är redan samma konto.")
    assert await _is_there(two, "nykomling")


async def test_no_code_stands_in_a_table(two: Stage) -> None:
    """A reader of the database can link nobody."""
    code = await _code(two, "elias")
    found = await in_tables(two.service, [code, code.replace(" ", "")], sealed=False)

    assert {table for table, values in found.items() if values} == set()


async def test_nothing_links_by_a_name(two: Stage) -> None:
    """The two bear the same name and work in the same place, and stay two."""
    await two.hears("nykomling", "koppla Elias Testlund")
    await two.hears("nykomling", "status")
    known = await two.hears("elias", "status")

    assert await _accounts(two, "elias") == []
    assert await _accounts(two, "nykomling") == [("teams", "29:1a2b3c")]
    assert not any("koppla" in line for line in known)
