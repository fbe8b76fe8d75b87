"""Whoever is erased is nowhere any more, and stays erased when an old copy comes back."""

import json
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from bot.conversations.turn import Turn, Words
from bot.runtime import erasures, people_file
from bot.runtime.opening import prepare
from bot.runtime.wiring import Service, build
from knowledge.escalations.model import Stage
from knowledge.people.model import Person, UnknownPerson
from knowledge.storage import METADATA
from tests.architecture.source import ROOT
from tests.conftest import settings_in
from tests.dialogues import kanariella
from tests.dialogues.stage import Stage as TheStage
from tests.dialogues.traces import in_files, in_tables, marks
from tests.fakes.clock import StandingClock

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

NOBODY = frozenset(
    {
        "broken_links",
        "choices",
        "departments",
        "desk_sign_ins",
        "embeddings",
        "event_feeds",
        "figure_blocks",
        "figure_counts",
        "figures",
        "gap_key",
        "gap_marks",
        "installation",
        "delivery_limits",
        "library",
        "posts_leaving",
        "removals",
        "weekly_schedules",
    }
)
"""Tables that can hold no person: places, the library's index, counts, and marks that a test of
its own looks for."""

HOLD = frozenset(METADATA.tables) - NOBODY


@pytest.fixture
async def office(empty: str, tmp_path: Path, clock: StandingClock) -> AsyncIterator[Service]:
    """A service on an empty database in which Kanariella is everywhere."""
    service = build(settings_in(tmp_path, database_url=empty), clock=clock)
    await prepare(service)
    await kanariella.be_everywhere(service)
    yield service
    await service.close()


@pytest.fixture
async def little(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Service]:
    """The same on SQLite alone, for what is looked for in its files."""
    service = build(settings_in(tmp_path), clock=clock)
    await prepare(service)
    await kanariella.be_everywhere(service)
    yield service
    await service.close()


def test_every_purpose_of_a_mark_is_looked_for() -> None:
    """Where a mark is made for a new purpose, the search for her must learn of it."""
    made = re.compile(r'\.mark\(\s*"([a-z ]+)"')
    purposes = {
        purpose
        for package in ("bot", "knowledge", "scheduler", "tips")
        for path in (ROOT / package).rglob("*.py")
        for purpose in made.findall(path.read_text(encoding="utf-8"))
    }

    assert purposes == set(kanariella.MARKS)


async def test_an_erased_person_is_in_no_table(office: Service) -> None:
    """She was in every table that can hold a person; what is left is the mark of the erasure."""
    hers = marks(office.seal, kanariella.MARKS)
    before = await in_tables(office, kanariella.TRACES, hers)
    await erasures.erase_person(office, kanariella.ID)
    after = await in_tables(office, kanariella.TRACES, hers)

    assert {table for table, found in before.items() if found} == HOLD
    assert {table: found for table, found in after.items() if found} == {
        "erasures": {office.seal.mark("erasure", kanariella.ID)}
    }


async def test_an_erased_person_is_in_no_byte_of_the_files(little: Service, tmp_path: Path) -> None:
    """Neither free pages nor the write-ahead log nor a backup hold her, sealed or in clear."""
    hers = marks(little.seal, kanariella.MARKS)
    before = await in_tables(little, kanariella.TRACES, hers)
    kept = {little.seal.mark("erasure", kanariella.ID)}
    looked_for = {*kanariella.TRACES, *hers, *(one for some in before.values() for one in some)}
    looked_for = {one for one in looked_for if len(one) > 4} - kept
    there = in_files(tmp_path, "coach.db*", looked_for)
    await erasures.erase_person(little, kanariella.ID)
    with (
        sqlite3.connect(tmp_path / "coach.db") as one,
        sqlite3.connect(tmp_path / "backup.db") as copy,
    ):
        one.backup(copy)

    assert len(there) > len(HOLD)
    assert in_files(tmp_path, "coach.db*", looked_for) == []
    assert in_files(tmp_path, "backup.db*", looked_for) == []
    assert in_files(tmp_path, "erasures", looked_for) == []


async def test_no_log_line_names_an_erased_person(
    little: Service, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """What they had sent fails or is gone, and the log says neither who nor what."""
    with structlog.testing.capture_logs() as lines:
        await little.handling.all_waiting()
        await little.delivery.all_due()
        await erasures.erase_person(little, kanariella.ID)
        await little.handling.all_waiting()
        await little.delivery.all_due()
        await little.deadlines.once()
    said = f"{lines}{capfd.readouterr()}{caplog.text}".casefold()

    assert [one for one in kanariella.TRACES if one in said] == []


async def test_what_an_erased_person_leaves_goes_on(office: Service) -> None:
    """Questions they held have another holder, their own are withdrawn, and words stay."""
    await erasures.erase_person(office, kanariella.ID)
    async with office.reading() as work:
        found = {
            one: await work.escalations.get(kanariella.question(one))
            for one in ("held", "drafted", "solved", "unnamed", "named", "answered", "about")
        }
        tip = await work.tips.get("egen-1", "sv")
        letters = await work.letters.of_person("kalle")
        said = [one for _, _, one in await work.history.said("kalle")]

    assert {one: found[one].holder for one in ("held", "drafted", "solved")} == {
        "held": "nadia",
        "drafted": "nadia",
        "solved": "",
    }
    assert found["solved"].answer == "Så. /…"
    assert {found[one].stage for one in ("unnamed", "named", "answered")} == {Stage.WITHDRAWN}
    assert not any(found[one].asker or found[one].named for one in ("unnamed", "named"))
    assert found["answered"].answer == "Hej …! Bakom dig."
    assert found["about"].question == "Är … (…) här?"
    assert (tip.author, tip.credit, tip.title) == ("", "", "Hur får jag ljud?")
    assert letters > 0
    assert said == ["Vad bra! Jag hälsar en kollega.\nEn kollega på Juridik Så. /…"]


async def test_one_erasure_leaves_namesakes_alone(office: Service) -> None:
    """A first name that others bear stays in what the bot told people; a full name never does."""
    async with office.work() as work:
        await work.people.put(Person(id="other", name="Kanariella Almqvist", department="skola"))
        await work.commit()
    await erasures.erase_person(office, kanariella.ID)
    left = await in_tables(office, [*kanariella.TRACES[1:], "kanariella@"])
    async with office.reading() as work:
        there = await work.people.get("other")

    assert {table for table, found in left.items() if found} == set()
    assert there.name == "Kanariella Almqvist"


async def test_a_restore_does_not_bring_an_erased_person_back(
    little: Service, tmp_path: Path, clock: StandingClock
) -> None:
    """The next start erases them again, from what is remembered beside the key."""
    await little.close()
    _copy(tmp_path, tmp_path / "before")
    await erasures.erase_person(little, kanariella.ID)
    await little.close()
    _restore(tmp_path / "before", tmp_path)
    again = build(settings_in(tmp_path), clock=clock)
    there = await in_tables(again, kanariella.TRACES)
    await prepare(again)
    found = await in_tables(again, kanariella.TRACES, marks(again.seal, kanariella.MARKS))
    await again.close()

    assert there["people"]
    assert {table for table, values in found.items() if values} == {"erasures"}
    assert in_files(tmp_path, "coach.db*", kanariella.TRACES) == []


async def test_a_restore_does_not_bring_back_what_somebody_had_forgotten(
    home: Path, clock: StandingClock
) -> None:
    """*Forget me* is done again: question withdrawn, chat and memory empty; the person stays."""
    first = await _served(home, clock)
    stage = TheStage(service=first)
    await stage.hears("elias", "hej")
    await stage.hears("elias", "var står kaffemaskinen på plan sju")
    await stage.hears("elias", "[Ja, med mitt namn]")
    await first.close()
    _copy(home, home / "before")
    await stage.hears("elias", "glöm mig")
    await stage.hears("elias", "[Ja, glöm mig]")
    await first.close()
    _restore(home / "before", home)
    again = await _served(home, clock)
    async with again.reading() as work:
        chat = await work.history.said("elias")
        memory = await work.memories.of("elias", now=clock.now())
        linked = await work.escalations.with_asker()
        person = await work.people.get("elias")
    await again.close()

    assert (list(chat), memory.asked, memory.mine, list(linked)) == ([], (), (), [])
    assert person.name == "Elias Testlund"


async def test_somebody_who_comes_back_is_not_erased_at_the_next_start(
    little: Service, tmp_path: Path, clock: StandingClock
) -> None:
    """An erasure is done once: who stands in the file later is a new person to the service."""
    await erasures.erase_person(little, kanariella.ID)
    file = tmp_path / "people.csv"
    file.write_text(
        f"id,namn,e-post,avdelning\n{kanariella.ID},{kanariella.NAME},{kanariella.EMAIL},Juridik\n",
        encoding="utf-8",
    )
    await people_file.load(little, file, dry_run=False, take_good=True, show=[])
    await little.close()
    again = build(settings_in(tmp_path), clock=clock)
    await prepare(again)
    async with again.reading() as work:
        person = await work.people.get(kanariella.ID)
    await again.close()

    assert person.name == kanariella.NAME


async def test_a_line_cut_short_by_a_crash_hides_no_later_erasure(
    little: Service, tmp_path: Path, clock: StandingClock
) -> None:
    """The file goes on with a line of its own after half a line."""
    (tmp_path / "erasures").write_text("0123 do", encoding="ascii")
    await little.close()
    _copy(tmp_path, tmp_path / "before")
    await erasures.erase_person(little, kanariella.ID)
    await little.close()
    _restore(tmp_path / "before", tmp_path)
    again = build(settings_in(tmp_path), clock=clock)
    await prepare(again)
    async with again.reading() as work:
        with pytest.raises(UnknownPerson):
            await work.people.get(kanariella.ID)
    await again.close()


async def _served(home: Path, clock: StandingClock) -> Service:
    service = build(settings_in(home), clock=clock)
    await prepare(service)
    await service.library.follow()
    return service


def _copy(folder: Path, to: Path) -> None:
    to.mkdir()
    for path in folder.glob("coach.db*"):
        shutil.copy(path, to)


def _restore(folder: Path, to: Path) -> None:
    for path in to.glob("coach.db*"):
        path.unlink()
    for path in folder.glob("coach.db*"):
        shutil.copy(path, to)


async def test_a_message_of_somebody_erased_meanwhile_is_emptied(office: Service) -> None:
    """Nobody is there to be answered; the words do not lie about as something that failed."""
    turn = Turn(
        event="late", person=kanariella.ID, channel="webchat", said=Words(text="hej", masked=0)
    )
    await erasures.erase_person(office, kanariella.ID)
    async with office.work() as work:
        await work.inbox.store(turn, at=office.clock.now())
        await work.commit()

    await office.handling.all_waiting()

    async with office.reading() as work:
        assert await work.inbox.state_of(turn) == "handled"
    left = await in_tables(office, kanariella.TRACES, marks(office.seal, kanariella.MARKS))
    assert {table for table, found in left.items() if found} == {"erasures"}


async def test_what_somebody_did_on_the_desk_is_in_their_record(office: Service) -> None:
    """What they wrote, changed and said there, and the browsers they are signed in with."""
    found = json.loads(await erasures.export(office, kanariella.ID))

    assert [one["text"] for one in found["comments_on_tips"]] == [f"Fint! /{kanariella.NAME}"]
    assert [one["what"] for one in found["done_on_the_desk"]] == ["tip.sent"]
    assert len(found["signed_in_to_the_desk"]) == 1
    assert [one["id"] for one in found["tips_written"]] == ["egen-1"]
    assert found["rooms"]["gets_letters_about"] == ["Granen"]
    assert [one["room"] for one in found["rooms"]["rounds"]] == ["granen"]
    assert "faults_of_rooms_awaited" in found["only_in_the_own_chat"]
