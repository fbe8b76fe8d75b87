"""Three hundred answers, the process killed at every named point: none lost, none astray."""

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path

from bot.runtime.failpoints import KILLED, NAMES
from bot.runtime.wiring import Service, build
from knowledge.escalations.model import Escalation, Line, Stage, Voice
from knowledge.people.model import Role
from tests.conftest import settings_in

ROOT = Path(__file__).parents[2]
ANSWERS = 300
ROUNDS = 2
BATCH = ANSWERS // (ROUNDS * len(NAMES))


async def ask(service: Service) -> dict[int, tuple[str, str]]:
    """Keep 300 questions that coaches have taken; return asker and coach of each."""
    asked = {}
    async with service.work() as work:
        people = await work.people.everyone()
        coaches = [one for one in people if one.role is Role.COACH]
        staff = [one for one in people if one.role is Role.STAFF]
        for number in range(ANSWERS):
            asker, coach = staff[number % len(staff)], coaches[number % len(coaches)]
            now = service.clock.now()
            await work.escalations.add(
                Escalation(
                    id=f"q{number}",
                    asker=service.seal.closed(f"{asker.id}\nwebchat"),
                    named=False,
                    department=asker.department,
                    said="",
                    holder=coach.id,
                    stage=Stage.TAKEN,
                    asked=now,
                    changed=now,
                    lines=(Line(voice=Voice.ASKER, text=f"Fråga nummer {number}?", at=now),),
                )
            )
            asked[number] = (asker.id, coach.id)
        await work.commit()
    return asked


async def answer(home: Path, failpoint: str, first: int) -> int:
    """Let a process answer a batch; return its exit status."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.answering",
        str(home), failpoint, str(first), str(first + BATCH),
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    return await process.wait()


async def test_every_answer_arrives_once_and_where_it_was_asked(home: Path) -> None:
    """Twelve kills, two at each point; what each asker reads is theirs, all of it, and once."""
    service = build(settings_in(home, embedder="none"))
    asked = await ask(service)
    ends = Counter[int]()
    first = 0
    for _ in range(ROUNDS):
        for failpoint in NAMES:
            ends[await answer(home, failpoint, first)] += 1
            ends[await answer(home, "", first)] += 1
            first += BATCH
    read = {}
    async with service.reading() as work:
        for one in await work.people.everyone():
            messages = await work.mailboxes.after(one.id, 0, limit=10_000)
            read[one.id] = Counter(
                quote.text
                for message in messages
                if message.reply and message.reply.text[0].key == "asker.answer"
                for quote in message.reply.quotes[1:]
            )
        kept = [await work.escalations.get(f"q{number}") for number in asked]
    await service.close()
    expected = {person: Counter[str]() for person in read}
    for number, (asker, _) in asked.items():
        expected[asker][f"Svar nummer {number}."] += 1

    assert ends == {KILLED: ROUNDS * len(NAMES), 0: ROUNDS * len(NAMES)}
    assert read == expected
    assert {one.stage for one in kept} == {Stage.ANSWERED}
    assert {len(one.lines) for one in kept} == {2}
    assert all(one.lines[1].arrived for one in kept)
