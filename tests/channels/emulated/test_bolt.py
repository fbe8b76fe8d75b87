"""Slack's own kit understands all that our gateway says: what we prove by it is proved of Slack."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.channels.emulated.chatter import Chatter
from tests.channels.emulated.conftest import NODE, PACKAGES
from tests.channels.emulated.gateway import Gateway
from tests.channels.emulated.seeds import APP_TOKEN, BOT_TOKEN, SECRET
from tests.channels.served import HOST, free_port

LONGEST = 20.0
WAYS = ("http", "socket")
BUTTON = {
    "type": "button",
    "action_id": "choose",
    "value": "ja",
    "text": {"type": "plain_text", "text": "Ja"},
}


@dataclass(kw_only=True)
class Bolt:
    """A bot on Slack's own kit, while it runs."""

    process: Process
    heard: list[dict[str, Any]] = field(default_factory=list)

    async def hears(self, what: str) -> dict[str, Any]:
        """Wait until it has understood something of a kind; return what it says of it."""
        async with asyncio.timeout(LONGEST):
            while True:
                for one in self.heard:
                    if one["what"] == what:
                        self.heard.remove(one)
                        return one
                await self.line()

    async def line(self) -> str:
        """Read one more line."""
        assert self.process.stdout
        line = (await self.process.stdout.readline()).decode().strip()
        assert line, "it has ended"
        if line.startswith("{"):
            self.heard.append(json.loads(line))
        return line


Begins = Callable[[str], Awaitable[Bolt]]


@pytest_asyncio.fixture
async def begins(gateway: Gateway) -> AsyncIterator[Begins]:
    """Starts the bot over HTTP or with a socket, and has the gateway deliver to it."""
    running: list[tuple[Process, Path]] = []

    async def begin(way: str) -> Bolt:
        port = free_port()
        # Node looks for packages beside the file that asks for them.
        script = PACKAGES / f"bolt-{port}.mjs"
        script.write_bytes((Path(__file__).parent / "bolt.mjs").read_bytes())
        process = await asyncio.create_subprocess_exec(
            str(NODE), str(script), way, gateway.api_url, SECRET, BOT_TOKEN, APP_TOKEN, str(port),
            stdout=PIPE,
        )  # fmt: skip
        running.append((process, script))
        gateway.bot = f"http://{HOST}:{port}/slack/events"
        bolt = Bolt(process=process)
        async with asyncio.timeout(LONGEST):
            while await bolt.line() != "ready":
                pass
        return bolt

    yield begin
    for process, script in running:
        if process.returncode is None:
            process.kill()
        await process.wait()
        script.unlink()


async def somebody(gateway: Gateway) -> Chatter:
    """Return somebody who is there."""
    users = {one["name"]: one["id"] for one in (await gateway.ask("users.list"))["members"]}
    opened = await gateway.ask("conversations.open", users=users["astrid"])
    chat = opened["channel"]["id"]
    return Chatter(who="astrid", user=users["astrid"], chat=chat, gateway=gateway)


@pytest.mark.parametrize("way", WAYS)
async def test_events_are_understood(gateway: Gateway, begins: Begins, way: str) -> None:
    """A message, a mention, the page at home and a reaction, each once and at the first try."""
    bolt, astrid = await begins(way), await somebody(gateway)

    stamp = await astrid.says("hej på dig")
    message = await bolt.hears("message")
    at = {"user": astrid.user, "channel": "C1", "ts": "1.1"}
    await gateway.event({"type": "app_mention", "text": "<@B> hur", "thread_ts": "1.0", **at})
    mention = await bolt.hears("mention")
    await gateway.event({"type": "app_home_opened", "tab": "home", **at})
    home = await bolt.hears("home")
    item = {"type": "message", "channel": "C1", "ts": stamp}
    await gateway.event({"type": "reaction_added", "reaction": "book", "item": item, **at})
    reaction = await bolt.hears("reaction")

    assert (message["text"], message["channelType"], message["again"]) == ("hej på dig", "im", 0)
    assert message["user"] == astrid.user
    assert mention["thread"] == "1.0"
    assert home["ok"] is True
    assert gateway.homes[astrid.user]["blocks"]
    assert reaction == {"what": "reaction", "name": "book", "at": stamp}
    assert {one.status for one in gateway.delivered} == {200}
    assert {one.by_socket for one in gateway.delivered} == {way == "socket"}


@pytest.mark.parametrize("way", WAYS)
async def test_what_people_do_is_understood(gateway: Gateway, begins: Begins, way: str) -> None:
    """A command, the window it opens, an error in it, a press, and both kinds of shortcuts."""
    bolt, astrid = await begins(way), await somebody(gateway)

    await gateway.command(astrid.user, "hur gör man", "C1")
    assert (await bolt.hears("command"))["text"] == "hur gör man"
    empty = await astrid.sends(text="")
    assert await bolt.hears("window") == {"what": "window", "said": None}
    filled = await astrid.sends(text="så här")
    assert (await bolt.hears("window"))["said"] == "så här"
    blocks = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]
    posted = await gateway.ask(
        "chat.postMessage", by=BOT_TOKEN, channel=astrid.chat, text="Ja?", blocks=blocks
    )
    await astrid.presses("Ja")
    press = await bolt.hears("press")
    about = {"type": "message", "text": "varför", "ts": "1.1", "user": astrid.user}
    for payload in (
        {"type": "shortcut", "callback_id": "anywhere"},
        {
            "type": "message_action",
            "callback_id": "about",
            "message": about,
            "channel": {"id": "C1", "name": "fragor"},
            "message_ts": "1.1",
            "response_url": gateway.at(f"/respond/{astrid.user}"),
        },
    ):
        await gateway.interact(astrid.user, payload)
    shortcuts = [await bolt.hears("shortcut") for _ in range(2)]

    assert [one["text"] for one in gateway.asides] == ["Du skrev hur gör man"]
    assert empty["response_action"] == "errors"
    assert empty["errors"] == {"text": "Skriv något"}
    assert not filled
    assert press == {"what": "press", "value": "ja", "at": posted["ts"], "user": astrid.user}
    assert [(one["id"], one["text"]) for one in shortcuts] == [
        ("anywhere", ""),
        ("about", "varför"),
    ]
    assert {one.status for one in gateway.delivered} == {200}


@pytest.mark.parametrize("way", WAYS)
async def test_what_was_not_taken_comes_again_and_says_so(
    gateway: Gateway, begins: Begins, way: str
) -> None:
    """The kit reads from it that it is the second try, and it is the same event."""
    bolt, astrid = await begins(way), await somebody(gateway)
    gateway.away = 1

    await astrid.says("hej igen")
    message = await bolt.hears("message")

    assert message["again"] == 1
    assert message["text"] == "hej igen"


async def test_the_kit_believes_our_signature_and_no_other(
    gateway: Gateway, begins: Begins
) -> None:
    """What the gateway signs is taken; the same with another signature is refused."""
    await begins("http")
    stamp = "1700000000"
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": "v0=" + "0" * 64,
    }
    event = {"type": "url_verification", "challenge": "x"}
    async with (
        aiohttp.ClientSession() as client,
        client.post(gateway.bot, json=event, headers=headers) as answer,
    ):
        refused = answer.status
    taken = await gateway.event({"type": "team_join", "user": {"id": "U1"}})

    assert refused == 401
    assert taken.status in {200, 404}, "believed; nobody listens to it"
