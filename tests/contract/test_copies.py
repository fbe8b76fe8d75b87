"""A copy is made while the service runs, and brought back whole: a rehearsal, on each database."""

import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.runtime.opening import prepare
from bot.runtime.wiring import Service, build
from bot.runtime.work import METADATA
from knowledge.people.model import Department, Person, Role
from scheduler.calendar.rhythm import Rhythm
from scheduler.delivery.model import Fate, Kind, Letter
from scheduler.events.model import Audience
from scheduler.weekly.model import Occasion, Schedule, State
from tests.channels.served import Machine, free_port
from tests.conftest import settings_in

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

LONG_AGO = datetime(2020, 1, 7, 8, 10, tzinfo=UTC)


SCHEDULE = Schedule(
    id="s1",
    name="Veckans tips",
    rhythm=Rhythm.read("tisdagar 09:10"),
    zone="Europe/Stockholm",
    audience=Audience(),
    since=LONG_AGO,
)
OCCASION = Occasion(
    id="o1",
    schedule="s1",
    key="2020-W02",
    week="2020-W02",
    planned=LONG_AGO.date(),
    due=LONG_AGO,
    changed=LONG_AGO,
)


@dataclass(kw_only=True)
class Place:
    """A service with a few people on a database of its own, and the commands that work on it."""

    service: Service
    machine: Machine
    folder: Path

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a process of its own."""
        return self.machine.command(*words)

    async def fates(self) -> dict[str, str]:
        """Return where each letter is, and after how many tries, by its id."""
        letters = METADATA.tables["letters"]
        async with self.service.engine.connect() as connection:
            rows = await connection.execute(letters.select())
            return {row.id: f"{row.fate} {row.tries}" for row in rows}


def a_letter(name: str, kind: Kind, channel: str | None) -> Letter:
    """Return a letter that was due long ago."""
    return Letter(
        id=name,
        kind=kind,
        reason=name,
        recipient="ann",
        channel=channel,
        content="{}",
        due=LONG_AGO,
    )


@pytest.fixture
async def place(empty: str, tmp_path: Path) -> AsyncIterator[Place]:
    """A database with a tree of departments, two people and five letters that wait."""
    settings = settings_in(tmp_path, database_url=empty, embedder="none")
    service = build(settings)
    await prepare(service)
    async with service.work() as work:
        await work.people.put_department(Department(id="z-town", name="Town"))
        await work.people.put_department(Department(id="a-law", name="Law", parent="z-town"))
        await work.people.put(Person(id="ann", name="Ann Åström", department="a-law"))
        await work.people.put(Person(id="bo", name="Bo Test", role=Role.COACH, department="a-law"))
        for name, kind, channel in (
            ("tip-teams", Kind.AT_MOST_ONCE, "teams"),
            ("answer-teams", Kind.AT_LEAST_ONCE, "teams"),
            ("tip-slack", Kind.AT_MOST_ONCE, "slack"),
            ("tip-here", Kind.AT_MOST_ONCE, "webchat"),
            ("answer-anywhere", Kind.AT_LEAST_ONCE, None),
        ):
            await work.letters.post(a_letter(name, kind, channel))
        await work.weekly.put_schedule(SCHEDULE)
        await work.weekly.add(OCCASION)
        await work.commit()
    machine = Machine(folder=tmp_path, environment={"PATH": "/usr/bin:/bin"}).with_settings(
        database_url=empty, embedder="none", port=str(free_port())
    )
    yield Place(service=service, machine=machine, folder=tmp_path)
    await service.close()


async def lose_something(service: Service) -> None:
    """Let something happen that the copy does not have."""
    async with service.work() as work:
        await work.people.put(Person(id="cid", name="Cid Test", department="a-law"))
        await work.letters.post(a_letter("later", Kind.AT_LEAST_ONCE, "webchat"))
        await work.commit()


async def test_a_rehearsal(place: Place) -> None:
    """Copied, changed, brought back: all is as it was, what is lost is named, nothing is sent."""
    copy = place.folder / "copy"
    made = place.command("backup", str(copy))
    again = place.command("backup", str(copy))
    await lose_something(place.service)
    await place.service.engine.dispose()
    back = place.command("restore", str(copy))
    async with place.service.reading() as work:
        people = {one.id for one in await work.people.everyone()}
        names = {one.id: one.parent for one in await work.people.departments()}
        paused = await work.installation.paused()
        post, schedule = await work.weekly.occasion("o1"), await work.weekly.schedule("s1")
    fates = await place.fates()
    resumed = place.command("resume")
    async with place.service.reading() as work:
        after = await work.installation.paused()

    assert (made.returncode, made.stderr.count("Traceback")) == (0, 0)
    assert copy.stat().st_mode & 0o077 == 0
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert (back.returncode, back.stderr) == (0, "")
    assert people == {"ann", "bo"}
    assert names == {"z-town": None, "a-law": "z-town"}
    assert "  1 letters\n  1 people\n" in back.stdout
    assert "Sending is paused" in back.stdout
    assert (post.state, schedule.since > LONG_AGO) == (State.LATE, True)
    assert (paused is not None, after, resumed.returncode) == (True, None, 0)
    assert fates == {
        "tip-teams": "unknown 0",
        "answer-teams": "waiting 0",
        "tip-slack": "waiting 1",
        "tip-here": "waiting 0",
        "answer-anywhere": "waiting 0",
    }


async def test_what_was_there_before_can_be_brought_back_too(place: Place) -> None:
    """A restore that was a mistake is undone with the file that it names."""
    copy = place.folder / "copy"
    place.command("backup", str(copy))
    await lose_something(place.service)
    await place.service.engine.dispose()
    place.command("restore", str(copy))
    kept = next(place.folder.glob("before-restore-*"))
    back = place.command("restore", str(kept))
    async with place.service.reading() as work:
        people = {one.id for one in await work.people.everyone()}

    assert back.returncode == 0
    assert people == {"ann", "bo", "cid"}


async def test_new_rows_after_a_restore_get_numbers_of_their_own(place: Place) -> None:
    """The database goes on counting above what was brought back."""
    copy = place.folder / "copy"
    place.command("backup", str(copy))
    await place.service.engine.dispose()
    place.command("restore", str(copy))
    async with place.service.work() as work:
        added = await work.letters.post(a_letter("new", Kind.AT_LEAST_ONCE, "webchat"))
        await work.commit()

    assert added
    assert (await place.fates())["new"] == f"{Fate.WAITING.value} 0"


@pytest.mark.parametrize("fault", ["text", "cut", "foreign key", "no key"])
async def test_what_cannot_be_brought_back_changes_nothing(place: Place, fault: str) -> None:
    """One line with status 2 says why, and the database is as it was."""
    copy = place.folder / "copy"
    place.command("backup", "--portable", str(copy))
    keys = place.folder / "keys"
    if fault == "text":
        copy.write_text("hej", encoding="ascii")
    elif fault == "cut":
        copy.write_bytes(copy.read_bytes()[:-40])
    elif fault == "foreign key":
        keys.write_text(f"{'ab' * 32}\n", encoding="ascii")
    else:
        keys.unlink()
    await place.service.engine.dispose()
    refused = place.command("restore", str(copy))
    async with place.service.reading() as work:
        people = {one.id for one in await work.people.everyone()}
        paused = await work.installation.paused()

    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert (people, paused) == ({"ann", "bo"}, None)


async def test_a_portable_copy_moves_from_one_database_to_the_other(
    place: Place, postgres: str, tmp_path: Path
) -> None:
    """What either database holds, SQLite can be made of: everybody and every letter is there."""
    del postgres
    copy = place.folder / "copy"
    place.command("backup", "--portable", str(copy))
    other = place.machine.with_settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/other.db")
    back = other.command("restore", str(copy))
    moved = build(
        settings_in(
            tmp_path,
            database_url=f"sqlite+aiosqlite:///{tmp_path}/other.db",
            embedder="none",
        )
    )
    async with moved.reading() as work:
        people = {one.id: one.name for one in await work.people.everyone()}
        sums = await work.letters.sums()
    await moved.close()

    assert back.returncode == 0, back.stderr
    assert people == {"ann": "Ann Åström", "bo": "Bo Test"}
    assert sum(sums.values()) == 5


async def test_a_damaged_database_makes_way(place: Place) -> None:
    """What cannot be read is put aside, and the copy takes its place."""
    live = place.folder / "coach.db"
    copy = place.folder / "copy"
    place.command("backup", str(copy))
    await place.service.engine.dispose()
    if place.service.engine.dialect.name == "sqlite":
        for end in ("-wal", "-shm"):
            live.with_name(f"coach.db{end}").unlink(missing_ok=True)
        live.write_bytes(b"SQLite format 3\x00" + b"broken" * 4_000)
    back = place.command("restore", str(copy))
    async with place.service.reading() as work:
        people = {one.id for one in await work.people.everyone()}

    assert (back.returncode, back.stderr) == (0, "")
    assert people == {"ann", "bo"}


async def test_a_replica_that_still_runs_is_noticed(place: Place) -> None:
    """On PostgreSQL whoever is connected is counted, and nothing is changed under them."""
    copy = place.folder / "copy"
    place.command("backup", str(copy))
    await lose_something(place.service)
    async with place.service.engine.connect():
        back = place.command("restore", str(copy))
    is_shared = place.service.engine.dialect.name == "postgresql"

    assert (back.returncode, "stop every replica" in back.stderr) == (
        (2, True) if is_shared else (0, False)
    )
