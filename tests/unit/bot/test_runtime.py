"""Small parts of the running service: fail points, the bell, and what a command prints."""

import asyncio
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bot.runtime.bell import Bell
from bot.runtime.failpoints import KILLED, NAMES, UnknownFailpoint, failing_at
from bot.runtime.progress import Steps

ROOT = Path(__file__).parents[3]

DIES = """
import atexit, sys
from bot.runtime.failpoints import failing_at

atexit.register(print, "closed properly")
pause = failing_at(sys.argv[1])
try:
    for name in sys.argv[2].split(","):
        print(name, flush=True)
        pause(name)
finally:
    print("finally", flush=True)
"""


def walk(failpoint: str) -> subprocess.CompletedProcess[str]:
    """Pass every point in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", DIES, failpoint, ",".join(NAMES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_process_dies_at_its_fail_point_as_if_killed() -> None:
    """It ends there with status 137, and nothing is closed, flushed or rolled back."""
    done = walk("reply-written")

    reached = NAMES[: NAMES.index("reply-written") + 1]
    assert (done.returncode, done.stderr) == (KILLED, "")
    assert done.stdout.split("\n")[:-1] == [*reached]


def test_without_a_fail_point_nothing_dies() -> None:
    """In a real installation every point is passed."""
    done = walk("")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [*NAMES, "finally", "closed properly"]


def test_an_unknown_fail_point_is_refused() -> None:
    """A misspelt name does not look like a test that passed."""
    with pytest.raises(UnknownFailpoint, match="COACH_FAILPOINT='lettersent' is none of message-"):
        failing_at("lettersent")


async def test_the_bell_wakes_everybody_who_waits() -> None:
    """All who took a ticket are woken by one ring."""
    bell = Bell()
    waiting = [asyncio.create_task(bell.wait(bell.ticket(), 60)) for _ in range(3)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)

    bell.ring()

    async with asyncio.timeout(10):
        await asyncio.gather(*waiting)


async def test_a_ring_before_the_wait_is_not_missed() -> None:
    """Who took a ticket before looking for work does not sleep through what came in between."""
    bell = Bell()
    ticket = bell.ticket()
    bell.ring()

    async with asyncio.timeout(10):
        await bell.wait(ticket, 60)


async def test_an_old_ring_wakes_nobody() -> None:
    """A ticket taken after the ring waits for the next one, or for its time to be up."""
    bell = Bell()
    bell.ring()
    ticket = bell.ticket()

    await bell.wait(ticket, 0.01)

    assert not ticket.is_set()


def test_each_step_is_a_line() -> None:
    """What was done is said, and the last line says where to go."""
    said: list[str] = []
    steps = Steps(write=said.append)

    steps.done("Database set up.")
    steps.ready("http://127.0.0.1:3978/")

    assert said[0] == "Database set up."
    assert said[1].startswith("Ready after ")
    assert said[1].endswith("Stop with Ctrl-C. Open http://127.0.0.1:3978/")


def test_a_quick_step_draws_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """Where it takes but a moment, or where nobody watches, there is no bar."""
    Steps(write=lambda _line: None).progress("tips", 1, 2)

    assert capsys.readouterr() == ("", "")


SLOW = """
import bot.runtime.progress as progress

progress.PATIENCE = 0
steps = progress.Steps(write=print)
steps.progress("tips", 0, 0)
steps.progress("tips", 6, 24)
steps.done("Done.")
"""


def test_a_slow_step_draws_a_bar_on_a_terminal_and_wipes_it() -> None:
    """Somebody who watches sees how far it has come, in place, and a clean line afterwards."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", closefd=True) as screen:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", SLOW],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=theirs,
            check=True,
        )
        shown = os.read(screen.fileno(), 4096).decode()
        os.close(theirs)

    assert done.stdout == b"Done.\n"
    assert f"\rLoading tips  [{'#' * 6}{'-' * 18}] 6/24 " in shown
    assert shown.endswith("\r\033[K")
