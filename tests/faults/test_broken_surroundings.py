"""A strange machine: wrong keys, broken dialogues, a database that goes away."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cards.model import Reply
from bot.conversations import ask
from bot.conversations.talk import Talk
from bot.runtime.database import open_engine
from bot.runtime.wiring import Service, build
from tests.conftest import settings_in
from tests.dialogues.stage import Stage

ROOT = Path(__file__).parents[2]


def test_another_key_file_is_refused_in_one_line(home: Path) -> None:
    """Nothing sealed is thrown away because a key was lost; the line says what to do."""
    (home / "keys").unlink()
    found = subprocess.run(
        [sys.executable, "app.py", "chat", "--as", "elias"],
        cwd=ROOT,
        env={
            "PATH": os.defpath,
            "COACH_DATABASE_URL": f"sqlite+aiosqlite:///{home}/coach.db",
            "COACH_KEY_FILE": str(home / "keys"),
        },
        input="hej\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert found.returncode == 2
    assert found.stderr.count("\n") == 1
    assert "is not the key of this database" in found.stderr


async def test_a_fault_in_a_dialogue_is_told_and_sets_the_message_aside(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three tries, then the person is told that it was not them; the next message works."""

    async def broken(_talk: Talk, _text: str) -> Reply:
        message = "elias wrote a secret"
        raise RuntimeError(message)

    stage = Stage(service=service)
    await stage.hears("elias", "hej")
    with monkeypatch.context() as patch:
        patch.setattr(ask, "on_question", broken)
        told = await stage.hears("elias", "hur delar jag skärm")
    after = await stage.hears("elias", "hur delar jag skärmen i teams")

    assert "".join(told) == (
        "Något gick fel hos mig, inte hos dig. "
        "Skriv gärna igen om en stund, eller ta kontakt med din coach."
    )
    assert after[0] == "Det gör du med knappen *Dela*, uppe till höger i mötet."


async def test_a_fault_is_logged_without_anybodys_words(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log has the kind of fault and the place, and no text."""

    async def broken(_talk: Talk, text: str) -> Reply:
        raise RuntimeError(text)

    monkeypatch.setattr(ask, "on_question", broken)
    await Stage(service=service).hears("elias", "kanariefågeln sjunger")
    log = capsys.readouterr()

    assert "RuntimeError" in log.out + log.err
    assert "kanariefågeln" not in log.out + log.err


async def test_two_processes_handle_each_message_once(home: Path, service: Service) -> None:
    """Two services on one database, both working: forty messages, forty answers."""
    other = build(settings_in(home), clock=service.clock)
    await other.library.follow()
    for number in range(40):
        who = ("elias", "anki", "johan", "samir")[number % 4]
        await service.reception.words(f"e{number}", who, "webchat", f"tack {number}")

    await asyncio.gather(*(one.handling.all_waiting() for one in (service, other)))
    await asyncio.gather(*(one.delivery.all_due() for one in (service, other)))
    async with service.reading() as work:
        heard = [await work.mailboxes.after(who, 0) for who in ("elias", "anki", "johan", "samir")]
    await other.close()

    for messages in heard:
        replies = [one for one in messages if one.reply]
        assert len(replies) == 11  # a hello, and an answer to each of ten


async def test_a_new_database_that_another_is_writing_to_is_waited_for(home: Path) -> None:
    """SQLite refuses a change of journal without waiting; who opens the file waits instead."""
    file = home / "new.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE first (x INTEGER)")
    other.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.2, other.commit)
    engine = open_engine(f"sqlite+aiosqlite:///{file}")

    async with engine.begin() as connection:
        mode = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()

    assert mode == "wal"
    await engine.dispose()
    other.close()
