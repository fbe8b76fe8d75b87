"""What `check` finds: at home, at Microsoft's, at Slack's; and who is told what expires."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.slack.manifest import SCOPES
from bot.channels.teams.examining import INSTALLING
from bot.runtime.checking.costs import costs
from bot.runtime.checking.finding import Finding, Mark
from bot.runtime.checking.house import house
from bot.runtime.checking.platforms import platforms
from bot.runtime.expiry import warn_of_secrets
from bot.runtime.opening import prepare
from bot.runtime.wiring import Service, build
from knowledge.people.model import Department, Person, Role
from scheduler.delivery.model import Fate
from tests.conftest import settings_in
from tests.fakes.clock import SUNDAY, StandingClock
from tests.fakes.slack.faults import CUT, NOT_OURS
from tests.fakes.slack.server import SlackServer
from tests.fakes.teams.servers import TeamsServers

DAY = (SUNDAY + timedelta(days=100)).date()
ANY = "x"


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A Slack in which the app was given all it asks for."""
    one = SlackServer(scopes=tuple(SCOPES))
    await one.start()
    yield one
    await one.stop()


@pytest.fixture
async def teams(clock: StandingClock) -> AsyncIterator[TeamsServers]:
    """Microsoft's servers, where the application may install itself."""
    one = TeamsServers(clock=clock, roles=(INSTALLING,))
    await one.start()
    yield one
    await one.stop()


async def found(folder: Path, clock: StandingClock, **settings: object) -> list[Finding]:
    """Return what is found of platforms with these settings."""
    changes = {"demo": False, "embedder": "none", "public_url": "https://coach.example", **settings}
    service = build(settings_in(folder, **changes), clock=clock)
    try:
        return await platforms(service)
    finally:
        await service.close()


def wrong(findings: list[Finding]) -> str:
    """Return the lines of what does not work."""
    return "\n".join(one.text for one in findings if one.mark is Mark.BAD)


async def test_platforms_that_work_are_well(
    tmp_path: Path, clock: StandingClock, slack: SlackServer, teams: TeamsServers
) -> None:
    """Both take our secrets, every permission was given, and nothing is to be looked at."""
    both = {**slack.settings, **teams.settings, "teams_catalog_app_id": "app"}
    findings = await found(tmp_path, clock, **both)

    assert {one.mark for one in findings} == {Mark.WELL}
    assert len(findings) == 5


async def test_without_a_platform_nobody_is_asked(tmp_path: Path, clock: StandingClock) -> None:
    """In demo mode `check` needs no net."""
    assert await found(tmp_path, clock, demo=True) == []


async def test_a_permission_that_was_not_given_in_slack_is_named(
    tmp_path: Path, clock: StandingClock, slack: SlackServer
) -> None:
    """With its own name, and with what to do."""
    slack.scopes = tuple(set(SCOPES) - {"users:read.email", "im:write"})

    assert "lacks im:write, users:read.email" in wrong(
        await found(tmp_path, clock, **slack.settings)
    )


@pytest.mark.parametrize(
    ("fault", "line"), [(NOT_OURS, "refuses COACH_SLACK_BOT_TOKEN"), (CUT, "does not answer")]
)
async def test_a_slack_that_does_not_know_us_is_told(
    tmp_path: Path, clock: StandingClock, slack: SlackServer, fault: object, line: str
) -> None:
    """A wrong token is told from a line that is cut."""
    slack.faults["auth.test"] = [fault]  # type: ignore[list-item]

    assert line in wrong(await found(tmp_path, clock, **slack.settings))


async def test_a_workspace_that_is_not_ours_is_told(
    tmp_path: Path, clock: StandingClock, slack: SlackServer
) -> None:
    """The token belongs to one workspace, and the setting names another."""
    findings = await found(tmp_path, clock, **{**slack.settings, "slack_team_ids": "TOTHER"})

    assert "COACH_SLACK_TEAM_IDS has not" in wrong(findings)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"teams_app_secret": "old"}, "refuses us"),
        ({"teams_login_url": "http://127.0.0.1:9/login"}, "login does not answer"),
        ({"teams_openid_url": "http://127.0.0.1:9/keys"}, "cannot be fetched"),
    ],
)
async def test_what_microsoft_does_not_take_is_told(
    tmp_path: Path,
    clock: StandingClock,
    teams: TeamsServers,
    changes: dict[str, str],
    line: str,
) -> None:
    """A secret that is too old is told from a server that is not reached."""
    assert line in wrong(await found(tmp_path, clock, **{**teams.settings, **changes}))


@pytest.mark.parametrize(
    ("roles", "mark", "line"),
    [
        ((), Mark.BAD, f"lacks {INSTALLING}"),
        (None, Mark.LOOK, "cannot be told"),
        ((INSTALLING, "Mail.Read"), Mark.LOOK, "more than it needs: Mail.Read"),
    ],
)
async def test_a_permission_of_graph_is_named(
    tmp_path: Path,
    clock: StandingClock,
    teams: TeamsServers,
    roles: tuple[str, ...] | None,
    mark: Mark,
    line: str,
) -> None:
    """One that is missing, and one that nobody needs."""
    teams.roles = roles
    findings = await found(tmp_path, clock, **teams.settings, teams_catalog_app_id="app")

    assert [one.mark for one in findings if line in one.text] == [mark]


async def a_service(folder: Path, clock: StandingClock, **settings: object) -> Service:
    """Return a real installation with a coordinator, an administrator and a coach."""
    service = build(settings_in(folder, embedder="none", **settings), clock=clock)
    await prepare(service)
    async with service.work() as work:
        await work.people.put_department(Department(id="law", name="Law"))
        for name, role in (
            ("inger", Role.COORDINATOR),
            ("adam", Role.ADMINISTRATOR),
            ("birgitta", Role.COACH),
        ):
            await work.people.put(Person(id=name, name=f"{name} Test", role=role, department="law"))
        await work.commit()
    return service


async def test_the_house_is_looked_over(tmp_path: Path, clock: StandingClock) -> None:
    """A key that others can read, a secret that is too old: each is a line."""
    service = await a_service(tmp_path, clock, secrets_expire="teams=2026-01-31")
    (tmp_path / "keys").chmod(0o644)
    text = wrong(await house(service))
    await service.close()

    assert "can be read by others" in text
    assert "'teams' expired on 2026-01-31" in text


async def test_those_who_answer_are_told_30_7_and_1_days_before(
    tmp_path: Path, clock: StandingClock
) -> None:
    """Coordinator and administrator, once each time however often it is looked; no coach."""
    service = await a_service(tmp_path, clock, secrets_expire=f"teams={DAY.isoformat()}")
    told = []
    for left in (31, 30, 29, 8, 7, 6, 2, 1, 0, -1):
        clock.at = SUNDAY + timedelta(days=100 - left)
        await warn_of_secrets(service)
        await warn_of_secrets(service)
        async with service.reading() as work:
            sums = await work.letters.sums()
        told.append(sums.get(Fate.WAITING, 0))
    await service.close()

    assert told == [0, 2, 2, 2, 4, 4, 4, 6, 6, 6]


def test_costs_are_told_of_what_is_set_up_alone(tmp_path: Path) -> None:
    """Whoever has Slack only reads nothing of Azure."""
    settings = settings_in(
        tmp_path,
        demo=False,
        slack_bot_token=ANY,
        slack_team_ids="T1",
        slack_app_token=ANY,
    )
    text = "\n".join(costs(settings))

    assert "Slack" in text
    assert "Azure" not in text
