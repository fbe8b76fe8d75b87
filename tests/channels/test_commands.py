"""Starting and stopping: what stands in the way is one line with status 2, never a traceback."""

import asyncio
import signal
import socket
import time
from pathlib import Path

import aiohttp
import pytest

from tests.channels.served import HOST, Machine, Served

LONGEST_GOODBYE = 5.0
CHANNEL = {"slack_bot_token": "x", "slack_team_ids": "T1", "slack_signing_secret": "y"}


def _refusal(machine: Machine, *words: str) -> str:
    """Run a command that must refuse with status 2; return its one line."""
    ended = machine.command(*words)

    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    return ended.stderr


def test_a_taken_port_is_named(machine: Machine) -> None:
    """The line says which address is taken and which setting chooses another."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = str(other.getsockname()[1])

        line = _refusal(machine.with_settings(port=port), "run", "--demo")

    assert f"{HOST}:{port} is taken" in line
    assert "COACH_PORT" in line


@pytest.mark.parametrize(
    ("command", "setting"), [("run", "database_url"), ("demo", "key_file"), ("check", "key_file")]
)
def test_a_place_that_cannot_be_written_is_named(bare: Machine, command: str, setting: str) -> None:
    """Where a folder should be stands a file; the line says which, and names the settings."""
    blocked = bare.folder / "blocked"
    blocked.touch()
    prefix = "sqlite+aiosqlite:///" if setting == "database_url" else ""

    line = _refusal(bare.with_settings(**{setting: f"{prefix}{blocked}/here"}), command)

    assert str(blocked) in line
    assert f"COACH_{setting.upper()}" in line


def test_a_folder_is_no_database(bare: Machine) -> None:
    """The line names the setting."""
    machine = bare.with_settings(database_url=f"sqlite+aiosqlite:///{bare.folder}")

    assert "COACH_DATABASE_URL" in _refusal(machine, "run")


@pytest.mark.parametrize("address", ["nonsense", "", "sqlite+nothing:///x"])
def test_a_bad_database_address_is_refused_with_an_example(bare: Machine, address: str) -> None:
    """The line names the setting and shows what it looks like."""
    line = _refusal(bare.with_settings(database_url=address), "run", "--demo")

    assert "COACH_DATABASE_URL" in line
    assert "sqlite+aiosqlite:///" in line


def test_a_database_that_does_not_answer_is_said_so(bare: Machine) -> None:
    """Nobody listens at that port; the line asks whether it is running."""
    with socket.socket() as silent:
        silent.bind((HOST, 0))
        port = silent.getsockname()[1]
        machine = bare.with_settings(database_url=f"postgresql+asyncpg://{HOST}:{port}/coach")

        line = _refusal(machine, "run")

    assert "does not answer" in line


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"host": "0.0.0.0"}, "COACH_HOST"),  # noqa: S104 - it is refused
        ({"demo": "1", **CHANNEL}, "COACH_SLACK_BOT_TOKEN"),
        ({"demo": "perhaps"}, "COACH_DEMO"),
        ({"failpoint": "nonsense"}, "COACH_FAILPOINT"),
        ({"port": "nonsense"}, "COACH_PORT"),
        ({"port": "0"}, "COACH_PORT"),
        ({"timezone": "Mars/Base"}, "COACH_TIMEZONE"),
    ],
    ids=str,
)
def test_settings_that_do_not_fit_are_named(
    machine: Machine, settings: dict[str, str], named: str
) -> None:
    """Half configured is not started; the line says which setting to change."""
    assert named in _refusal(machine.with_settings(**settings), "run", "--demo")


def test_sample_people_never_meet_a_channel(machine: Machine) -> None:
    """A database that `demo` made is not served once a channel is configured."""
    configured = machine.with_settings(**CHANNEL)

    assert "sample people" in _refusal(configured, "run")


def test_check_says_what_is_there(machine: Machine) -> None:
    """Settings, key and database are looked at without serving."""
    ended = machine.command("check")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "made by demo" in ended.stdout
    assert "Demo mode is on." in ended.stdout


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_when_told_even_while_somebody_listens(
    served: Served, by: signal.Signals
) -> None:
    """Within five seconds, with status 0, and without a word on standard error."""
    async with (
        aiohttp.ClientSession(served.url) as client,
        client.get("/chat/elias/stream") as stream,
    ):
        assert (await stream.content.readline()).startswith(b"retry:")
        begun = time.monotonic()
        status = await asyncio.to_thread(served.stop, by)
        took = time.monotonic() - begun

    assert (status, served.complaints) == (0, "")
    assert took < LONGEST_GOODBYE


def test_help_lists_every_command(bare: Machine) -> None:
    """Nobody has to read the source to find out what there is."""
    ended = bare.command("--help")

    assert ended.returncode == 0
    for name in ("demo", "run", "check", "chat"):
        assert f" {name} " in ended.stdout
    assert not Path(bare.folder / "coach.db").exists()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("database_url", "sqlite:///coach.db"),
        ("database_url", "postgresql://localhost/coach"),
        ("database_url", "mysql+aiomysql://localhost/coach"),
        ("database_url", "postgresql+asyncpg://nosuchhost.invalid/coach"),
        ("database_url", "sqlite+aiosqlite:///pyproject.toml"),
        ("database_url", "sqlite+aiosqlite:////proc/x/coach.db"),
        ("key_file", "docs"),
        ("key_file", "pyproject.toml"),
        ("key_file", ".venv/bin/python"),
    ],
)
def test_every_place_that_will_not_do_is_one_line_with_its_setting(
    bare: Machine, setting: str, value: str
) -> None:
    """Whatever is wrong with the place, no traceback; the line says which setting to mend."""
    ended = bare.with_settings(**{setting: value}).command("run")

    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert f"COACH_{setting.upper()}" in ended.stderr


def test_demo_beside_a_channel_touches_nothing(bare: Machine) -> None:
    """It refuses in one line before a database is even made."""
    ended = bare.with_settings(**CHANNEL).command("demo")

    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert not (bare.folder / "coach.db").exists()
