"""People write while replicas are killed and everything else goes wrong."""

import pytest

from tests.faults.questions import Plan, run
from tests.faults.rig.outcome import complaints

pytestmark = pytest.mark.xdist_group("postgres")  # it has a server of its own beside the run's


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_nothing_acknowledged_is_lost_and_nothing_has_two_effects(database: str) -> None:
    """Killed, frozen, cut off, with a wrong clock, and each fourth message brought again."""
    part = await run(Plan(database=database, messages=60, a_second=6.0, kills=3, longest=240.0))

    assert complaints([part]) == []
    assert part.often >= 3
