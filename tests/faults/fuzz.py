"""Bodies that are nearly right, and bodies that are nothing: each answered, none with a 500."""

import asyncio
import json
import random
import string
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from tests.channels.slack.forgeries import an_event
from tests.faults.rig.doorstep import JSON, Doorstep, a_doorstep
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import SQLITE, surroundings

AT_ONCE = 16
FORM = "application/x-www-form-urlencoded"
ODDITIES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 2**70, "", "\x00", "\ud800", "å" * 500, "x" * 5_000, [], {},
    [[]], {"": ""}, ["message"], {"id": None}, "<at>", "=1+1", "../../etc/passwd", "29:x",
    "personal", "message", "invoke", "task/fetch", "adaptiveCard/action", "block_actions",
    "view_submission",
)  # fmt: skip
PAGES = (
    "/", "/about", "/tips", "/rooms/x", "/desk/", "/desk/tips", "/desk/sign-in", "/pictures/x",
    "/desk/sign-in/begin", "/desk/sign-in/return", "/desk/settings", "/healthz", "/readyz",
    "/metrics", "/chat/elias/messages", "/api/messages", "/slack/events",
)  # fmt: skip
HONEST = frozenset({503})
"""What is no fault above 499: too many at the door, or no sign-in is set up."""


async def run(bodies: int, *, seed: int) -> Part:
    """Bring so many bodies to the doors of a replica."""
    begun = time.monotonic()
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    told: Counter[int] = Counter()
    faults: list[str] = []
    async with surroundings(SQLITE, seed=seed) as house:
        await house.fill(4, in_slack=2, tips=True)
        await house.start()
        async with a_doorstep(house) as doorstep:
            maker = Maker(doorstep, chance)
            left = iter(range(bodies))

            async def brings() -> None:
                for _ in left:
                    name, status = await maker.brought()
                    told[status] += 1
                    if status >= 500 and status not in HONEST:
                        faults.append(f"{name}: {status}")

            await asyncio.gather(*(brings() for _ in range(AT_ONCE)))
        await house.replicas[0].ready()
        log = house.replicas[0].log.read_text("utf-8", "replace")
    broken = [Broken("R20", one) for one in faults]
    if "Traceback" in log:
        broken.append(Broken("R20", "a traceback in the log"))
    return Part(
        name="Fuzzed requests",
        seed=seed,
        thrown="bodies, forms and addresses, most of them rightly signed",
        often=bodies,
        figures=", ".join(f"{many:,} x {status}" for status, many in sorted(told.items())),
        broken=broken,
        seconds=time.monotonic() - begun,
    )


class Maker:
    """Makes bodies up, and brings them."""

    def __init__(self, doorstep: Doorstep, chance: random.Random) -> None:
        self._doorstep = doorstep
        self._chance = chance
        self._teams = doorstep.teams_phone()
        self._slack = doorstep.slack_phone()
        self._header = self._teams.header()

    async def brought(self) -> tuple[str, int]:
        """Bring one; return what it was, and the status."""
        kinds = (self._to_teams, self._to_slack, self._a_form, self._to_a_page)
        (kind,) = self._chance.choices(kinds, (4, 3, 2, 2))
        return await kind()

    async def _to_teams(self) -> tuple[str, int]:
        kind = self._chance.choice(("message", "invoke", "messageUpdate", "conversationUpdate"))
        said = self._teams.activity(
            type=kind,
            text="hej",
            name="adaptiveCard/action" if kind == "invoke" else None,
            value={"action": {"verb": "press", "data": {"to": "x"}}} if kind == "invoke" else None,
        )
        body = self._bent(said)
        status, _ = await self._doorstep.at_teams(body, {"Authorization": self._header})
        return f"Teams {body[:200]!r}", status

    async def _to_slack(self) -> tuple[str, int]:
        body = self._bent(json.loads(an_event(self._slack)))
        status, _ = await self._doorstep.at_slack(body)
        return f"Slack {body[:200]!r}", status

    async def _a_form(self) -> tuple[str, int]:
        action = {"type": "button", "action_id": "press:0", "block_id": "b", "value": "a|0|x"}
        said = self._slack.interaction(
            self._chance.choice(("block_actions", "view_submission", "shortcut")),
            actions=[action],
            view={"id": "V1", "callback_id": "form", "private_metadata": "a|0|x", "state": {}},
        )
        payload = self._bent(said).decode("utf-8", "replace")
        fields = {"payload": payload} if self._chance.random() < 0.8 else {"command": payload}
        body = urlencode(fields).encode()
        status, _ = await self._doorstep.at_slack(body, FORM)
        return f"form {body[:200]!r}", status

    async def _to_a_page(self) -> tuple[str, int]:
        chance = self._chance
        path = chance.choice(PAGES)
        if chance.random() < 0.5:
            path += "/" + "".join(chance.choices(string.printable[:94], k=chance.randint(1, 30)))
        path = path.replace("#", "%23")
        method = chance.choice(("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"))
        body = self._bent({"text": "hej"}) if method in {"POST", "PUT"} else None
        media = chance.choice((JSON, FORM, "text/plain", "multipart/form-data; boundary=x"))
        status, _ = await self._doorstep.knock(method, path, body, {"Content-Type": media})
        return f"{method} {path}", status

    def _bent(self, said: Any) -> bytes:
        """Return a body with something wrong in its meaning or its letters."""
        chance = self._chance
        for _ in range(chance.randint(1, 3)):
            said = self._changed(said)
        body = json.dumps(said).encode()
        if chance.random() < 0.2:
            at = chance.randrange(len(body) + 1)
            body = body[:at] + chance.randbytes(chance.randint(0, 4)) + body[at + 1 :]
        if chance.random() < 0.02:
            body = chance.choice((b"[" * 50_000, b"", b"\xff" * 50, b"{}" * 1_000))
        return body

    def _changed(self, said: Any) -> Any:
        """Return a value with one place in it exchanged, taken away or doubled."""
        chance = self._chance
        if isinstance(said, dict) and said and chance.random() < 0.85:
            name = chance.choice([*said])
            kept = dict(said)
            deed = chance.random()
            if deed < 0.2:
                del kept[name]
            elif deed < 0.3:
                kept[f"{name}x"] = kept[name]
            else:
                kept[name] = self._changed(kept[name])
            return kept
        if isinstance(said, list) and said and chance.random() < 0.7:
            at = chance.randrange(len(said))
            return [*said[:at], self._changed(said[at]), *said[at:]]
        return chance.choice(ODDITIES)
