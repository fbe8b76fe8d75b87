"""Whether the time that a refusal takes tells why: forged requests to Teams' door, in turns."""

import time
from pathlib import Path

import pytest

from tests.benchmarks.figures import percentile, table
from tests.channels.slack.forgeries import QUESTION as WORDS
from tests.channels.teams.forgeries import TOKENS
from tests.channels.teams.house import a_house
from tests.fakes.clock import StandingClock

ROUNDS = 40


@pytest.mark.benchmark
async def test_a_refusal_takes_the_same_time_whatever_is_wrong(home: Path) -> None:
    """The median of each kind beside the median of all, over many rounds in one run."""
    async with a_house(home, StandingClock(), "elias") as house:
        phone = house.phone("elias")
        bodies = {
            name: (phone.activity(text=WORDS), header(phone)) for name, header in TOKENS.items()
        }
        taken: dict[str, list[float]] = {name: [] for name in TOKENS}
        for _ in range(ROUNDS):
            for name, (body, header) in bodies.items():
                begun = time.perf_counter()
                status, _said = await house.knock(body, header)
                taken[name].append(time.perf_counter() - begun)
                assert status == 401, name
    medians = {name: percentile(times, 0.5) * 1000 for name, times in taken.items()}
    middle = percentile(list(medians.values()), 0.5)
    slowest, fastest = max(medians, key=medians.__getitem__), min(medians, key=medians.__getitem__)
    rows = [
        ["all kinds", f"{middle:.2f}", "1.00"],
        [f"fastest: {fastest}", f"{medians[fastest]:.2f}", f"{medians[fastest] / middle:.2f}"],
        [f"slowest: {slowest}", f"{medians[slowest]:.2f}", f"{medians[slowest] / middle:.2f}"],
    ]
    table("Refused requests", ["kind", "median ms", "of all"], rows)

    assert len(medians) == len(TOKENS)
