"""Identity numbers, secrets and people's words, said everywhere: none is where others read.

Each message holds an identity number that belongs to nobody and a word that stands nowhere else.
"""

import random
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy

from knowledge.boundaries.identity_numbers import masked
from tests.fakes.slack.server import SECRET as SLACK_SECRET
from tests.fakes.slack.server import TOKEN
from tests.fakes.teams.roster import SECRET as TEAMS_SECRET
from tests.faults.rig import checker
from tests.faults.rig.callers import Callers
from tests.faults.rig.doorstep import a_doorstep
from tests.faults.rig.house import House, a_canary
from tests.faults.rig.outcome import Broken, Part
from tests.faults.rig.surroundings import SQLITE, surroundings

PEOPLE = 60
A_SECOND = 20.0
PUBLIC = ("/about", "/tips", "/metrics", "/healthz", "/readyz", "/finns/inte", "/desk/sign-in")
ODD = ("/desk/tips?q={}", "/rooms/{}", "/tips/{}/sv", "/pictures/{}", "/desk/sign-in?next={}")
NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)")
FIRST = date(1930, 1, 1)


async def run(messages: int, *, seed: int, longest: float = 3_000.0) -> Part:
    """Let people say so many, and look for them where they may not be."""
    begun = time.monotonic()
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    canary = a_canary()
    numbers = [*_identity_numbers(messages, chance)]
    words = [f"{canary}{at} för {one} hur gör man" for at, one in enumerate(numbers)]
    async with surroundings(SQLITE, seed=seed) as house:
        await house.fill(PEOPLE, in_slack=PEOPLE // 2)
        await house.start()
        people = [f"p{number}" for number in range(PEOPLE)]
        watch = checker.Watch(house=house)
        async with Callers(house=house, again_share=0.0) as callers:
            await callers.at_a_pace(people, words, number=messages, a_second=A_SECOND)
            sent = callers.sent
        pages = await _pages(house, words)
        is_quiet = await watch.until_quiet(longest)
        log = "\n".join(one.log.read_text("utf-8", "replace") for one in house.replicas)
        shelves = await _shared_shelves(house)
    forbidden = re.compile(f"{canary}|{re.escape(TEAMS_SECRET)}|{SLACK_SECRET}|{re.escape(TOKEN)}")
    places = {"the log": log, "a page": pages}
    leaks = [
        f"{name}: {found.group()}"
        for name, text in places.items()
        if (found := forbidden.search(text))
    ]
    known = {re.sub(r"\D", "", one)[-10:] for one in numbers}
    for name, text in {**places, "what coordinators see": shelves}.items():
        hits = [one for one in NUMBER.findall(text) if re.sub(r"\D", "", one)[-10:] in known]
        leaks += [f"{name}: an identity number" for _ in hits[:1]]
    unmasked = [one for one in numbers if one in masked(f"för {one}, tror jag").text]
    leaks += [f"not masked: {len(unmasked)}"] if unmasked else []
    broken = [Broken("I10", one) for one in leaks]
    if not is_quiet:
        broken.append(Broken("I2", f"not at rest after {longest:.0f} s"))
    return Part(
        name="Canaries",
        seed=seed,
        thrown="messages and addresses with identity numbers and words that stand nowhere else",
        often=messages + len(ODD) * min(messages, 100),
        leaked=len(leaks),
        figures=(
            f"{sum(one.acked for one in sent):,} taken; {len(log.splitlines()):,} lines of log, "
            f"{len(pages):,} letters of pages and figures, and what coordinators see were read"
        ),
        broken=broken,
        seconds=time.monotonic() - begun,
    )


async def _pages(house: House, words: list[str]) -> str:
    """Return what public pages, measures and errors say, but for what an address itself held."""
    texts: list[str] = []
    async with a_doorstep(house) as doorstep:
        for path in PUBLIC:
            _status, text = await doorstep.knock("GET", path, None, {})
            texts.append(text)
        for said in words[:100]:
            for path in ODD:
                status, text = await doorstep.knock("GET", path.format(said), None, {})
                if status >= 400:
                    texts.append(text)
    return "\n".join(texts)


async def _shared_shelves(house: House) -> str:
    """Return what is kept without its asker, for coordinators: gaps, wordings, figures, audit."""
    texts = []
    async with house.service.engine.connect() as connection:
        for name in ("gaps", "suggestions", "figures", "audit"):
            rows = await connection.execute(sqlalchemy.text(f"SELECT * FROM {name}"))  # noqa: S608
            texts += [str(tuple(row)) for row in rows]
    return "\n".join(texts)


def _identity_numbers(many: int, chance: random.Random) -> Iterator[str]:
    """Yield Swedish numbers whose check digit is right, of birthdays long ago and serials 980-999.

    Source of the check digit and of the serials that are given to nobody: Skatteverket, test
    numbers.
    """
    for _ in range(many):
        born = FIRST + timedelta(days=chance.randrange(25_000))
        day = born.day + chance.choice((0, 60))
        nine = f"{born:%y%m}{day:02}{chance.randint(980, 999)}"
        products = (int(digit) * (2 - at % 2) for at, digit in enumerate(nine))
        check = -sum(one - 9 if one > 9 else one for one in products) % 10
        century = chance.choice(("", f"{born:%Y}"[:2]))
        yield f"{century}{nine[:6]}{chance.choice(('-', '', '+', ' '))}{nine[6:]}{check}"
