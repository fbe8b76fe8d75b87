"""Forged, foreign and broken requests at the doors of a running replica: none is believed."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.channels.slack import forgeries as slack
from tests.channels.teams import forgeries as teams
from tests.fakes.slack.server import SECRET
from tests.faults.rig.callers import signed_by_slack
from tests.faults.rig.doorstep import JSON, Doorstep, a_doorstep
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import SQLITE, surroundings

TEAMS, SLACK = "Teams", "Slack"
WHO, WHAT = frozenset({401, 403}), frozenset({400, 413, 415})
TAKEN = frozenset({200, 400})
WORDS = "hur delar jag skärmen"


@dataclass(frozen=True, kw_only=True)
class Forgery:
    """A request that nobody should believe.

    Attributes:
        name: what is wrong with it.
        door: Teams or Slack.
        body, media, headers: the request.
        told: with which status it may be answered.
    """

    name: str
    door: str
    body: bytes
    headers: Mapping[str, str]
    told: frozenset[int]
    media: str = JSON


async def run(seed: int) -> list[Part]:
    """Bring every forgery there is to a replica's doors."""
    parts = []
    async with surroundings(SQLITE, seed=seed) as house:
        await house.fill(4, in_slack=2)
        await house.start()
        async with a_doorstep(house) as doorstep:
            for door, forgeries in ((TEAMS, at_teams(doorstep)), (SLACK, at_slack(doorstep))):
                parts.append(await _brought(doorstep, door, [*forgeries], seed))
    return parts


async def _brought(doorstep: Doorstep, door: str, forgeries: list[Forgery], seed: int) -> Part:
    begun = time.monotonic()
    before = await doorstep.done()
    broken, told = [], dict.fromkeys((400, 401, 403, 413, 415, 200), 0)
    for one in forgeries:
        if one.door == TEAMS:
            status, said = await doorstep.at_teams(
                one.body, {"Content-Type": one.media, **one.headers}
            )
        else:
            status, said = await doorstep.at_slack(one.body, one.media, one.headers)
        told[status] = told.get(status, 0) + 1
        if status not in one.told:
            broken.append(Broken("R20", f"{one.name}: {status}"))
        if "Traceback" in said:
            broken.append(Broken("R20", f"{one.name}: a traceback"))
    believed = await doorstep.done() - before
    if believed:
        broken.append(Broken("R20", f"{believed} were believed"))
    return Part(
        name=f"Forged requests, {door}",
        seed=seed,
        thrown="forged, foreign and broken requests",
        often=len(forgeries),
        leaked=believed,
        figures=", ".join(f"{many} x {status}" for status, many in told.items() if many),
        broken=broken,
        seconds=time.monotonic() - begun,
    )


def at_teams(doorstep: Doorstep) -> Iterator[Forgery]:
    """Yield what is brought to the door of Teams."""
    elias = doorstep.teams_phone()

    def one(name: str, said: object, header: str, told: frozenset[int]) -> Forgery:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        return Forgery(
            name=name, door=TEAMS, body=body, headers={"Authorization": header}, told=told
        )

    for name, header in teams.TOKENS.items():
        yield one(name, elias.activity(text=WORDS), header(elias), WHO | {400})
    for address in teams.ADDRESSES:
        said = elias.activity(text=WORDS, serviceUrl=address)
        yield one(f"serviceUrl {address}", said, elias.header(serviceurl=address), WHO)
    for name, changes in teams.ELSEWHERES.items():
        yield one(name, elias.activity(text=WORDS, **changes), elias.header(), WHO)
    for name, changes in teams.BROKEN.items():
        said = elias.activity(**{"text": WORDS, **changes})
        yield one(name, said, elias.header(), WHAT)
    for name, body in teams.BODIES.items():
        yield one(name, body, elias.header(), WHAT)
    yield one("too large", elias.activity(text="x" * 300_000), elias.header(), WHAT)


def at_slack(doorstep: Doorstep) -> Iterator[Forgery]:
    """Yield what is brought to the door of Slack."""
    elias = doorstep.slack_phone()

    def one(
        name: str, body: bytes, told: frozenset[int], headers: Mapping[str, str], media: str = JSON
    ) -> Forgery:
        return Forgery(name=name, door=SLACK, body=body, headers=headers, told=told, media=media)

    for name, headers in slack.UNBELIEVED.items():
        yield one(name, slack.an_event(elias).encode(), WHO | {400}, headers)
    for secret, ago in (("another", 0), ("x", 0), (SECRET, 301), (SECRET, -320), (SECRET, 86_400)):
        body = slack.an_event(elias).encode()
        headers = signed_by_slack(body, secret=secret, ago=ago)
        yield one(f"signed with {secret[:7]}, {ago} s ago", body, WHO, headers)
    body = slack.an_event(elias).encode()
    yield one("another body", body + b" ", WHO, signed_by_slack(body))
    for name, (broken, media) in slack.BROKEN.items():
        yield one(name, broken, WHAT, {}, media)
    for media in ("text/plain", "text/xml", "multipart/form-data", "application/octet-stream"):
        yield one(f"sent as {media}", slack.an_event(elias).encode(), WHAT, {}, media)
    yield one("too large", json.dumps({"a": "x" * 300_000}).encode(), WHAT, {})
    for team in ("T0ELSE", "", None, 7, ["T1"]):
        said = slack.an_event(elias, team_id=team).encode()
        yield one(f"of the workspace {team}", said, WHO | WHAT, {})
    for name, odd in slack.ODD.items():
        yield one(name, odd(elias).encode(), TAKEN, {})
