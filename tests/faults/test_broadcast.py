"""One post to many, while replicas are killed and everything else goes wrong."""

import pytest

from scheduler.delivery.model import Fate
from tests.faults.broadcast import Plan, run
from tests.faults.rig.outcome import complaints

pytestmark = pytest.mark.xdist_group("postgres")  # it has a server of its own beside the run's


async def test_a_post_reaches_everybody_once_whoever_is_killed() -> None:
    """Two replicas on PostgreSQL: no tip twice, no answer lost, every sum right at all times."""
    plan = Plan(people=150, in_slack=30, answers=15, kills=6, freezes=1, slow=0.1, longest=240)

    toll = await run(plan)

    assert complaints([toll.part]) == []
    assert toll.watch.polls > 0
    assert toll.watch.sums[Fate.DELIVERED] + toll.unknown == plan.people
    assert set(toll.tips.values()) <= {0, 1}
    assert all(toll.answers[f"p{number}"] for number in range(plan.answers))
