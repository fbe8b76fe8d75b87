"""Processes of the service: started, killed, frozen, with a wrong clock."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.channels.served import HOST, ROOT, free_port
from tests.faults.rig.moved_clock import MovedClock

LONGEST_START = 90.0
LONGEST_STOP = 30.0
LOOK_AGAIN = 0.05
LAG = "coach_loop_lag_longest_seconds "
WORK = "coach_loop_work_longest_seconds "


@dataclass(kw_only=True)
class Replica:
    """One process of the service, at an address that stays its own.

    Attributes:
        folder: where its log and its clock lie.
        environment: its settings.
        starts: how often it was started.
        freezes: how often it was frozen since its last start.
        root: where its code lies.
    """

    number: int
    folder: Path
    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)
    starts: int = 0
    freezes: int = 0
    root: Path = ROOT
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is found, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def clock(self) -> MovedClock:
        """Its clock."""
        return MovedClock(self.folder / f"clock-{self.number}")

    @property
    def log(self) -> Path:
        """What it has written, at all its starts."""
        return self.folder / f"replica-{self.number}.log"

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process, "it was never started"
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    def begin(self, failpoint: str = "") -> None:
        """Start it; at a fail point it will end by itself."""
        clock = self.folder / f"clock-{self.number}"
        MovedClock(clock)
        self.starts += 1
        self.freezes = 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "tests.faults.rig.program", str(clock)],
                cwd=self.root,
                env={
                    "PATH": os.defpath,
                    **self.environment,
                    "COACH_PORT": str(self.port),
                    "COACH_FAILPOINT": failpoint,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def ready(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + LONGEST_START
        async with aiohttp.ClientSession() as client:
            while time.monotonic() < until:
                assert self.runs, f"it ended: {self.log.read_text()[-2_000:]}"
                try:
                    async with client.get(f"{self.url}/readyz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(LOOK_AGAIN)
        message = f"replica {self.number} was not ready in time"
        raise TimeoutError(message)

    def kill(self) -> None:
        """End it as `kill -9` does."""
        if self._process:
            self._process.kill()
            self._process.wait()

    async def end(self) -> None:
        """End it as an administrator does, and wait until it has."""
        if self._process:
            self._process.terminate()
            # Elsewhere: it goes on talking to what the rig stands for.
            await asyncio.to_thread(self._process.wait, LONGEST_STOP)

    async def ended_by_itself(self, seconds: float) -> bool:
        """Wait for its fail point; say whether it came to it in time."""
        until = time.monotonic() + seconds
        while self.runs and time.monotonic() < until:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(LOOK_AGAIN)
        return not self.runs

    def freeze(self) -> None:
        """Let it stand still as it is."""
        self.freezes += 1
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on, none the wiser."""
        os.kill(self.pid, signal.SIGCONT)

    async def lag(self) -> tuple[float, float]:
        """Return how long its loop was held up at most since it started, and how long by itself.

        Both are 0 when it is away.
        """
        patience = aiohttp.ClientTimeout(total=2)
        try:
            async with (
                aiohttp.ClientSession(timeout=patience) as client,
                client.get(f"{self.url}/metrics") as answer,
            ):
                lines = (await answer.text()).splitlines()
        except (aiohttp.ClientError, TimeoutError):
            return 0.0, 0.0
        return _told(lines, LAG), _told(lines, WORK)


def _told(lines: Sequence[str], name: str) -> float:
    return max(
        (float(one.removeprefix(name)) for one in lines if one.startswith(name)), default=0.0
    )
