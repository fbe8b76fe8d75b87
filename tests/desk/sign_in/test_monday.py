"""Monday's rows end in their action: the page is there, and so is the place on it."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from bot.desk.rules import ALLOWED, Rule
from knowledge.people.model import Role
from scheduler.weekly.model import State
from tests.desk.posts import TIP, a_schedule, planned
from tests.desk.sign_in.presses import filled_in
from tests.desk.sign_in.visitor import Visitor
from tests.desk.sign_in.world import World, a_desk, known_to
from tests.fakes.clock import SUNDAY, StandingClock
from tests.fakes.identity_provider import IdentityProvider

PAGE = re.compile(r'<li><a href="(/desk/[^"]*)"')
ACTION = re.compile(r'class="action" href="([^"]+)"')
EXPIRE = "oidc=2026-12-01,teams=2027-06-01,slack=2026-11-20"
A_DAY = timedelta(days=1)


async def actions(visitor: Visitor) -> list[str]:
    """Return where the rows of Monday lead."""
    return [unescape(one) for one in ACTION.findall((await visitor.get("/desk/")).text)]


async def test_next_posts_and_secrets_that_expire_end_in_their_action(
    home: Path, clock: StandingClock, provider: IdentityProvider
) -> None:
    """What is to come and what waits for somebody; a secret of the next thirty days, or past it."""
    settings = known_to(provider) | {"secrets_expire": EXPIRE}
    async with a_desk(home, provider, clock, settings) as world:
        work = world.service.work
        schedule = await a_schedule(work, SUNDAY)
        coming = await planned(work, schedule, SUNDAY, size=3)
        late = replace(coming, id="late", key="late", due=SUNDAY - A_DAY, state=State.LATE)
        async with work() as one:
            await one.weekly.add(late)
            await one.commit()
        boss = await world.signed_in("one-administrator")
        page = await boss.get("/desk/")
        found = await actions(boss)

        assert [one for one in found if "#" in one and "settings" in one] == [
            "/desk/settings#slack",
            "/desk/settings#oidc",
        ]
        for post in (coming, late):
            assert f"/desk/weekly/posts/{post.id}" in found
        assert world.service.library.titles("sv")[TIP] in page.text
        assert "Väntar på dig" in page.text
        assert not [one for one in await actions(await world.signed_in("tom")) if "settings" in one]


async def test_every_row_leads_to_a_place_that_is_there(
    home: Path, clock: StandingClock, provider: IdentityProvider
) -> None:
    """Whatever stands on Monday: its page answers, and has what the address points at."""
    settings = known_to(provider) | {"secrets_expire": EXPIRE}
    async with a_desk(home, provider, clock, settings) as world:
        await filled_in(world)
        await planned(
            world.service.work, await a_schedule(world.service.work, SUNDAY), SUNDAY, size=3
        )
        boss = await world.signed_in("one-administrator")
        found = await actions(boss)
        assert len(found) > 4
        for address in found:
            path, _, place = address.partition("#")
            page = await boss.get(path)
            assert page.status == 200, address
            assert not place or f'id="{place}"' in page.text, address


@pytest.mark.parametrize("role", sorted(ALLOWED[Rule.HELPERS]))
async def test_the_row_of_pages_leads_nobody_to_a_closed_door(world: World, role: Role) -> None:
    """Each page it names answers whoever it is shown to."""
    visitor = await world.signed_in(f"one-{role}")
    pages = PAGE.findall((await visitor.get("/desk/")).text)
    assert len(pages) > 4
    for path in pages:
        assert (await visitor.get(path)).status == 200, path
