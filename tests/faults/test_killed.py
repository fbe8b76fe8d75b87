"""The process is killed at every named point; the next start loses nothing and doubles nothing."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.runtime.failpoints import KILLED, NAMES
from bot.runtime.housekeeping import keep_house
from bot.runtime.wiring import build
from tests.conftest import settings_in
from tests.dialogues.stage import Stage

ROOT = Path(__file__).parents[2]
QUESTION = "var står kaffemaskinen på plan sju"


def chat(
    home: Path, who: str, *lines: str, failpoint: str = ""
) -> subprocess.CompletedProcess[str]:
    """Talk on the console in a process of its own, which may die at a fail point."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "app.py", "chat", "--as", who],
        cwd=ROOT,
        env={
            "PATH": os.defpath,
            "COACH_DATABASE_URL": f"sqlite+aiosqlite:///{home}/coach.db",
            "COACH_KEY_FILE": str(home / "keys"),
            "COACH_FAILPOINT": failpoint,
            "PYTHONWARNINGS": "error",
        },
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def here(home: Path, *said: tuple[str, str], opens: str = "") -> None:
    """Start a service in this process, as any start does; people say things, and one looks."""

    async def run() -> None:
        service = build(settings_in(home))
        await keep_house(service)
        await service.library.follow()
        stage = Stage(service=service)
        await stage.settle()
        for who, words in said:
            await stage.look(who)
            await stage.hears(who, words)
        if opens:
            await stage.look(opens)
        await service.close()

    asyncio.run(run())


def said_to(home: Path, who: str) -> list[str]:
    """Return what is in somebody's mailbox: their own words, and the key of each reply."""

    async def read() -> list[str]:
        service = build(settings_in(home))
        async with service.reading() as work:
            messages = await work.mailboxes.after(who, 0)
        await service.close()
        return [one.reply.text[0].key if one.reply else one.words for one in messages]

    return asyncio.run(read())


@pytest.mark.parametrize("failpoint", NAMES)
def test_a_question_survives_a_kill_and_is_answered_once(home: Path, failpoint: str) -> None:
    """Killed anywhere between the door and the mailbox: the next start answers, once."""
    killed = chat(home, "elias", QUESTION, failpoint=failpoint)
    after = chat(home, "elias")

    assert killed.returncode == KILLED
    assert (after.returncode, after.stderr) == (0, "")
    assert said_to(home, "elias") == [QUESTION, "hello.bot", "ask.unknown"]


@pytest.mark.parametrize("failpoint", NAMES)
def test_a_handover_survives_a_kill_and_reaches_the_coach_once(home: Path, failpoint: str) -> None:
    """Killed anywhere while the question is sent: the coach has it exactly once."""
    here(home, ("elias", QUESTION))
    killed = chat(home, "elias", "/1", failpoint=failpoint)
    here(home, opens="birgitta")

    assert killed.returncode == KILLED
    assert said_to(home, "birgitta") == ["coach.new"]
    assert said_to(home, "elias")[-2:] == ["Ja, med mitt namn", "escalate.receipt.named"]


@pytest.mark.parametrize("failpoint", NAMES)
def test_an_answer_survives_a_kill_and_reaches_the_asker_once(home: Path, failpoint: str) -> None:
    """Killed anywhere while the coach answers: the asker reads it exactly once."""
    here(home, ("elias", QUESTION), ("elias", "[Ja, utan namn]"), ("birgitta", "[Ta frågan]"))
    killed = chat(home, "birgitta", "Bakom hissen", failpoint=failpoint)
    here(home)

    assert killed.returncode == KILLED
    assert said_to(home, "elias").count("asker.answer") == 1
    assert said_to(home, "birgitta")[-2:] == ["Bakom hissen", "coach.sent"]


def test_a_killed_service_leaves_nothing_half_done(home: Path) -> None:
    """Kill -9 right after the acknowledgement, ten times: each message is answered once."""
    for number in range(10):
        process = subprocess.Popen(
            [sys.executable, "app.py", "chat", "--as", "elias"],
            cwd=ROOT,
            env={
                "PATH": os.defpath,
                "COACH_DATABASE_URL": f"sqlite+aiosqlite:///{home}/coach.db",
                "COACH_KEY_FILE": str(home / "keys"),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(f"{QUESTION} {number}\n".encode())
        process.stdin.flush()
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
    chat(home, "elias")
    words = [one for one in said_to(home, "elias") if one.startswith(QUESTION)]
    replies = [one for one in said_to(home, "elias") if one.startswith(("ask.", "thanks"))]

    assert words == [f"{QUESTION} {number}" for number in range(10)]
    assert len(replies) == 10
