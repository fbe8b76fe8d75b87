"""Who cannot be reached on a platform yet is named on the desk."""

from pathlib import Path

from tests.desk.sign_in.world import a_desk, known_to
from tests.fakes.clock import StandingClock
from tests.fakes.identity_provider import IdentityProvider
from tests.fakes.teams.roster import APP_ID, SECRET, TENANT

TEAMS = {"teams_app_id": APP_ID, "teams_app_secret": SECRET, "teams_tenant_ids": TENANT}


async def test_a_coordinator_sees_who_is_not_reachable_in_teams_yet(
    home: Path, clock: StandingClock, provider: IdentityProvider
) -> None:
    """How many, and behind it their names; whoever has written is not among them."""
    async with a_desk(home, provider, clock, {**known_to(provider), **TEAMS}) as world:
        async with world.service.work() as work:
            await work.accounts.add("teams", "29:sam", "sam")
            await work.commit()
        visitor = await world.signed_in("kim")

        page = await visitor.get("/desk/people")
        assert "personer går inte att nå i Teams än" in page.text
        page = await visitor.get("/desk/people?unmet=teams")

        assert "Tom Test" in page.text
        assert "Sam Test" not in page.text
        helper = await world.signed_in("tom")
        assert "Teams" not in (await helper.get("/desk/people?unmet=teams")).text


async def test_without_a_platform_nobody_is_missing_there(
    home: Path, clock: StandingClock, provider: IdentityProvider
) -> None:
    """An organisation that has no Teams is not told of it."""
    async with a_desk(home, provider, clock, known_to(provider)) as world:
        visitor = await world.signed_in("kim")

        assert "Teams" not in (await visitor.get("/desk/people?unmet=teams")).text
