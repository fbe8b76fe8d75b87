"""One post to many in Teams, while replicas are killed and everything else goes wrong."""

import pytest

from scheduler.delivery.model import Fate
from tests.faults.broadcast import Plan, run

pytestmark = pytest.mark.xdist_group("postgres")  # it has a server of its own beside the run's

LONGEST_PAUSE = 15.0
"""Seconds in which others must have taken over what a killed replica was at."""


async def test_a_post_reaches_everybody_once_whoever_is_killed() -> None:
    """Two replicas on PostgreSQL: no tip twice, no answer lost, every sum right at all times."""
    plan = Plan(people=150, answers=15, kills=6, restarts=1, storms=1, slow=0.1, longest=240)

    toll = await run(plan)

    assert toll.kills >= plan.kills
    assert toll.restarts == 1
    assert toll.doubled == 0
    assert all(toll.answers[f"a:{number}"] for number in range(plan.answers))
    assert toll.polls > 0
    assert toll.wrong_sums == 0
    assert toll.sums[Fate.DELIVERED] + toll.unknown == plan.people
    assert toll.unknown <= toll.most_unknown
    assert toll.longest_pause < LONGEST_PAUSE
    # A process that has just started sends a little later than it claimed: once each, at most.
    assert toll.too_fast <= toll.kills
