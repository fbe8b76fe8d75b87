"""The service as `python app.py run` has it, by a clock that the rig can move.

`python -m tests.faults.rig.program CLOCK`; settings come from the environment as always.
"""

import asyncio
import sys
from pathlib import Path

from bot.runtime import logs
from bot.runtime.opening import prepare
from bot.runtime.serve import serve
from bot.runtime.settings import Settings
from bot.runtime.steady_clock import SteadyClock
from bot.runtime.wiring import build
from tests.faults.rig.moved_clock import MovedClock


async def main(clock: Path) -> None:
    """Serve until told to stop."""
    logs.configure()
    service = build(Settings.read(), clock=SteadyClock(MovedClock(clock)))
    await prepare(service)
    await serve(service, ready=lambda: None)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
