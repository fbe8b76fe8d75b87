"""A house with its door to Slack open."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.channels.slack.house import House, a_house
from tests.fakes.clock import SUNDAY, StandingClock


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands at ten on a Monday morning, when coaches are written to."""
    return StandingClock(SUNDAY + timedelta(days=1))


@pytest.fixture
async def house(home: Path, clock: StandingClock) -> AsyncIterator[House]:
    """Elias, his coach, her stand-in and the coordinator have Slack."""
    async with a_house(home, clock, "elias", "birgitta", "nadia", "inger") as found:
        yield found
