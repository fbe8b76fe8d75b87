"""Coaches answer a batch of questions in a process of its own, which may die at a fail point.

`python -m tests.faults.answering FOLDER FAILPOINT FIRST LAST`; run again, it goes on.
"""

import asyncio
import sys
from pathlib import Path

from bot.runtime.housekeeping import keep_house
from bot.runtime.wiring import build
from tests.conftest import settings_in


async def main(folder: Path, failpoint: str, first: int, last: int) -> None:
    """Store the batch's answers as a channel does, handle them, and deliver."""
    service = build(settings_in(folder, embedder="none", failpoint=failpoint))
    await keep_house(service)
    for number in range(first, last):
        async with service.reading() as work:
            holder = (await work.escalations.get(f"q{number}")).holder
        await service.reception.form(
            f"answer-{number}",
            holder,
            "webchat",
            f"ways.send:q{number}",
            {"text": f"Svar nummer {number}."},
            "Skicka",
        )
    await service.handling.all_waiting()
    await service.delivery.all_due()
    await service.close()


if __name__ == "__main__":
    place, where, begin, end = sys.argv[1:]
    asyncio.run(main(Path(place), where, int(begin), int(end)))
