"""What people cost: reading and loading their file, and naming who gets a question."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.opening import prepare
from bot.runtime.people_file import load
from bot.runtime.wiring import Service, build
from knowledge.escalations.model import Escalation, Line, Stage, Voice
from tests.benchmarks.figures import percentile, table
from tests.conftest import settings_in
from tests.fakes.clock import StandingClock

WORKPLACES, DISTRICTS = 30, 6
STAFF, OMBUDS = 5_800, 250
MANY = 60_000
OPEN = 400
ROUTED = 300
MOST_MS = 5.0
MOST_SECONDS = 60.0

pytestmark = pytest.mark.benchmark


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    """A service on an empty database."""
    one = build(settings_in(tmp_path, embedder="none"), clock=StandingClock())
    await prepare(one)
    yield one
    await one.close()


def a_file(path: Path, *, staff: int, ombuds: int) -> Path:
    """Write a file of made-up people: a coach and a stand-in for every other workplace."""
    lines = ["id;namn;e-post;avdelning;roll;ombud;fråga mig om"]
    for number in range(staff):
        place = number % WORKPLACES
        where = f"Stadsdel {place % DISTRICTS} > Omsorg {place % DISTRICTS} > Enhet {place}"
        role = {0: "coach", 1: "ersättare"}.get(number // WORKPLACES, "") if place % 2 else ""
        ombud = "ja" if number >= staff - ombuds else ""
        about = "Excel, mallar" if role == "coach" else ""
        lines.append(
            f"p{number};Prov {number} Testsson;p{number}@example.se;{where};{role};{ombud};{about}"
        )
    lines.append("samordnare;Inger Samordnarprov;inger@example.se;;samordnare;;")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


async def timed(deed: Callable[[], object]) -> float:
    """Return the seconds a deed takes."""
    begun = time.perf_counter()
    found = deed()
    if asyncio.iscoroutine(found):
        await found
    return time.perf_counter() - begun


async def confirm_all(service: Service) -> None:
    """Let everybody who helps say that questions reach them."""
    async with service.work() as work:
        departments = [one.id for one in await work.people.departments()]
        helpers = [one.id for _, _, one in await work.people.helpers_in(departments)]
        helpers += [one.id for _, one in await work.people.ombuds_in(departments)]
        for person in helpers:
            profile = await work.people.profile(person)
            await work.people.put_profile(replace(profile, sees=True))
        for number in range(OPEN):
            now = service.clock.now()
            await work.escalations.add(
                Escalation(
                    id=f"e{number}", asker="sealed", named=False, department=None, said="",
                    holder=helpers[number % len(helpers)], stage=Stage.WAITING,
                    asked=now, changed=now,
                    lines=(Line(voice=Voice.ASKER, text="?", at=now),),
                )
            )  # fmt: skip
        await work.commit()


async def test_who_gets_a_question_is_named_at_once(service: Service, tmp_path: Path) -> None:
    """5,800 people and 250 ombud in 30 workplaces, 400 open questions: at most 5 ms."""
    path = a_file(tmp_path / "people.csv", staff=STAFF, ombuds=OMBUDS)
    lines: list[str] = []
    loading = await timed(lambda: load(service, path, dry_run=False, take_good=False, show=lines))
    await confirm_all(service)
    spent: list[float] = []
    why: list[str] = []
    async with service.reading() as work:
        letters = service.letters(work)
        staff = [one for one in await work.people.everyone() if one.department]
        for number in range(ROUTED):
            asker = staff[number * 19 % len(staff)]
            begun = time.perf_counter()
            helper = await letters.route(asker, "hur gör jag en mall i excel")
            spent.append((time.perf_counter() - begun) * 1000)
            why.append(helper.because if helper else "nobody")
    table(
        "Routing among 5,800 people and 250 ombud",
        ("what", "figure"),
        [
            ("file loaded", f"{loading:.1f} s"),
            ("routing, median", f"{statistics.median(spent):.1f} ms"),
            ("routing, p95", f"{percentile(spent, 0.95):.1f} ms"),
            ("to whom", ", ".join(f"{name} {why.count(name)}" for name in sorted(set(why)))),
        ],
    )

    assert "nobody" not in why
    assert statistics.median(spent) <= MOST_MS


async def test_a_large_file_is_loaded_in_time(service: Service, tmp_path: Path) -> None:
    """60,000 people, new and then unchanged: each within a minute."""
    path = a_file(tmp_path / "people.csv", staff=MANY, ombuds=OMBUDS)
    lines: list[str] = []
    dry = await timed(lambda: load(service, path, dry_run=True, take_good=False, show=lines))
    new = await timed(lambda: load(service, path, dry_run=False, take_good=False, show=lines))
    again = await timed(lambda: load(service, path, dry_run=False, take_good=False, show=lines))
    table(
        "A file of 60,000 people",
        ("what", "figure"),
        [
            ("dry run", f"{dry:.1f} s"),
            ("loaded", f"{new:.1f} s"),
            ("loaded again, nothing changed", f"{again:.1f} s"),
        ],
    )

    assert lines[0].startswith(f"added {MANY + 1:,}")
    assert max(dry, new, again) <= MOST_SECONDS
